#include "ui/toast.h"

#include "ui/theme/deskstyle.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto shownFor = 5s;
constexpr int toastWidth = 380;
constexpr int aboveStatusBar = 40;

} // namespace

Toast::Toast(const Theme &theme, QWidget *window)
    : QWidget(window), m_theme(theme), m_icon(new QLabel(this)), m_text(new QLabel(this)),
      m_close(new QPushButton(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    buttonrole::give(m_close, buttonrole::quiet);
    m_close->setIcon(m_theme.icon(u"x"_s));
    m_close->setFixedSize(smallControlHeight + 2, smallControlHeight + 2);
    m_close->setAccessibleName(tr("Close notice"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    window->installEventFilter(this);
    hide();
}

void Toast::notice(const QString &text)
{
    present(text, false);
    m_timer.start(shownFor);
}

void Toast::failure(const QString &text)
{
    present(text, true);
    m_timer.stop();
}

void Toast::present(const QString &text, bool failed)
{
    m_icon->setPixmap(m_theme.pixmap(failed ? u"circle-alert"_s : u"check"_s, failed ? Token::Danger : Token::Done, 16,
                                     devicePixelRatioF()));
    m_text->setText(text);
    setAccessibleName(text);
    place();
    show();
    raise();
}

void Toast::place()
{
    const int width = qMin(toastWidth, parentWidget()->width() - 24);
    setFixedWidth(width);
    resize(width, layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height());
    move(parentWidget()->width() - width - 16, parentWidget()->height() - height() - aboveStatusBar);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(Token::LineStrong));
    painter.setBrush(m_theme.color(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cardRadius, cardRadius);
}

} // namespace desk::ui
