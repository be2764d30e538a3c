#include "ui/toastcard.h"

#include "ui/theme/deskstyle.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto shownFor = 5s;
constexpr auto shownWithUndo = 10s;

} // namespace

ToastCard::ToastCard(const Theme &theme, Kind kind, const QString &text, std::function<void()> undo, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_kind(kind), m_icon(new QLabel(this)), m_text(new QLabel(text, this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *close = new QPushButton(this);
    buttonrole::give(close, buttonrole::quiet);
    close->setIcon(m_theme.icon(u"x"_s));
    close->setFixedSize(smallControlHeight + 2, smallControlHeight + 2);
    close->setAccessibleName(tr("Close notice"));
    close->setToolTip(tr("Close notice"));
    connect(close, &QPushButton::clicked, this, &ToastCard::over);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    if (undo) {
        m_undo = new QPushButton(tr("Undo"), this);
        connect(m_undo, &QPushButton::clicked, this, [this, undo = std::move(undo)] {
            undo();
            Q_EMIT over();
        });
        layout->addWidget(m_undo);
    }
    layout->addWidget(close, 0, Qt::AlignTop);
    setAccessibleName(text);
    repaintIcon();
    connect(&m_theme, &Theme::changed, this, &ToastCard::repaintIcon);
    m_timer.setSingleShot(true);
    m_timer.setInterval(m_undo ? shownWithUndo : shownFor);
    connect(&m_timer, &QTimer::timeout, this, &ToastCard::over);
    if (m_kind == Kind::Notice)
        m_timer.start();
}

QString ToastCard::text() const
{
    return m_text->text();
}

void ToastCard::repaintIcon()
{
    const bool failed = m_kind == Kind::Failure;
    m_icon->setPixmap(m_theme.pixmap(failed ? u"circle-alert"_s : u"check"_s, failed ? Token::Danger : Token::Done, 16,
                                     devicePixelRatioF()));
}

void ToastCard::enterEvent(QEnterEvent * /*event*/)
{
    m_timer.stop(); // somebody reads it
}

void ToastCard::leaveEvent(QEvent * /*event*/)
{
    if (m_kind == Kind::Notice)
        m_timer.start();
}

void ToastCard::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(Token::LineStrong));
    painter.setBrush(m_theme.color(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cardRadius, cardRadius);
}

} // namespace desk::ui
