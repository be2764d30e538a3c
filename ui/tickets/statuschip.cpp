#include "ui/tickets/statuschip.h"

#include "ui/words.h"

#include <QMenu>
#include <QPainter>

namespace desk::ui {

namespace {

constexpr int chipHeight = 20;
constexpr int chipIcon = 14;
constexpr int chipPadding = 7;
constexpr int digits = 9;

} // namespace

StatusChip::StatusChip(const Theme &theme, QWidget *parent) : QToolButton(parent), m_theme(theme)
{
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    setToolTip(tr("Change status (Ctrl+E)"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QList<TicketStatus> StatusChip::legalFrom(TicketStatus status, bool workshop)
{
    const bool all = workshop || isOfWorkshop(status); // one that came so far goes on
    QList<TicketStatus> legal;
    for (const QString &name : ticketStatusNames()) {
        const auto to = ticketStatusFrom(name);
        if (to && isLegalTransition(status, *to) && (all || !isOfWorkshop(*to)))
            legal << *to;
    }
    return legal;
}

void StatusChip::setStatus(TicketStatus status, bool workshop)
{
    m_status = status;
    setAccessibleName(tr("Status: %1").arg(Words::of(status)));
    menu()->clear();
    int digit = 0;
    for (const TicketStatus to : legalFrom(status, workshop)) {
        const Look look = DesignTokens::lookOf(to);
        const QString label = ++digit <= digits ? QStringLiteral("&%1  %2").arg(digit).arg(Words::of(to))
                                                : Words::of(to);
        menu()->addAction(m_theme.icon(look.icon, look.color), label, this, [this, to] { Q_EMIT statusChosen(to); });
    }
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const
{
    const QFontMetrics metrics(Theme::strong(m_theme.bodyFont()));
    return {metrics.horizontalAdvance(Words::of(m_status)) + chipIcon + 5 + 2 * chipPadding,
            qMax(chipHeight, metrics.height() + 4)};
}

void StatusChip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Look look = DesignTokens::lookOf(m_status);
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(underMouse() ? QPen(m_theme.color(look.color)) : QPen(Qt::NoPen));
    if (hasFocus())
        painter.setPen(QPen(m_theme.color(Token::Focus), 2));
    painter.setBrush(m_theme.color(look.back));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.drawPixmap(chipPadding, (height() - chipIcon) / 2,
                       m_theme.pixmap(look.icon, look.color, chipIcon, devicePixelRatioF()));
    painter.setFont(Theme::strong(m_theme.bodyFont()));
    painter.setPen(m_theme.color(look.color));
    painter.drawText(rect().adjusted(chipPadding + chipIcon + 5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     Words::of(m_status));
}

} // namespace desk::ui
