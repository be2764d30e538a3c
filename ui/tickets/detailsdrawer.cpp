#include "ui/tickets/detailsdrawer.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

namespace desk::ui {

namespace {

constexpr int drawerWidth = 320;
constexpr int leastBeside = 80; ///< of the conversation stays in sight

} // namespace

DetailsDrawer::DetailsDrawer(QSplitter &splitter, QWidget &details, const Theme &theme)
    : QWidget(splitter.parentWidget()), m_splitter(splitter), m_details(details), m_theme(theme)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    hide();
    splitter.installEventFilter(this);
}

bool DetailsDrawer::isOpen() const
{
    return m_floating ? isVisible() : !m_details.isHidden();
}

void DetailsDrawer::setFloating(bool floating)
{
    if (floating == m_floating)
        return;
    m_floating = floating;
    if (floating) {
        m_sizes = m_splitter.sizes();
        layout()->addWidget(&m_details);
        m_details.show();
        hide();
        return;
    }
    hide();
    layout()->removeWidget(&m_details);
    m_splitter.addWidget(&m_details);
    if (m_sizes.size() == m_splitter.count())
        m_splitter.setSizes(m_sizes);
}

void DetailsDrawer::setOpen(bool open)
{
    if (!m_floating)
        return m_details.setVisible(open);
    if (open) {
        place();
        show();
        raise();
        return m_details.setFocus(Qt::OtherFocusReason);
    }
    hide();
}

void DetailsDrawer::place()
{
    const QRect whole = m_splitter.geometry();
    const int width = qMin(drawerWidth, whole.width() - leastBeside);
    setGeometry(whole.right() + 1 - width, whole.top(), width, whole.height());
}

bool DetailsDrawer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_splitter && m_floating && isVisible()) {
        if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
            place();
        else if (event->type() == QEvent::Hide)
            hide(); // something else is shown in the splitter's place
    }
    return QWidget::eventFilter(watched, event);
}

void DetailsDrawer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    setOpen(false);
    Q_EMIT closed();
}

void DetailsDrawer::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.color(Token::LineStrong));
}

} // namespace desk::ui
