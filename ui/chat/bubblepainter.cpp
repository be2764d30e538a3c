#include "ui/chat/bubblepainter.h"

#include <QPainter>
#include <QPainterPath>

namespace desk::ui {

namespace {

/// A rectangle whose upper corners may be rounded differently from the others.
QPainterPath boxPath(const QRectF &rect, qreal radius, qreal topLeft, qreal topRight)
{
    QPainterPath path;
    path.moveTo(rect.left() + topLeft, rect.top());
    path.lineTo(rect.right() - topRight, rect.top());
    path.arcTo(QRectF(rect.right() - 2 * topRight, rect.top(), 2 * topRight, 2 * topRight), 90, -90);
    path.lineTo(rect.right(), rect.bottom() - radius);
    path.arcTo(QRectF(rect.right() - 2 * radius, rect.bottom() - 2 * radius, 2 * radius, 2 * radius), 0, -90);
    path.lineTo(rect.left() + radius, rect.bottom());
    path.arcTo(QRectF(rect.left(), rect.bottom() - 2 * radius, 2 * radius, 2 * radius), 270, -90);
    path.lineTo(rect.left(), rect.top() + topLeft);
    path.arcTo(QRectF(rect.left(), rect.top(), 2 * topLeft, 2 * topLeft), 180, -90);
    path.closeSubpath();
    return path;
}

} // namespace

void BubblePainter::paint(QPainter &painter, const BubbleLayout &layout, const QPointF &origin, int over) const
{
    painter.save();
    painter.translate(origin);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal ratio = painter.device()->devicePixelRatioF();
    for (int i = 0; i < layout.parts.size(); ++i) {
        const BubblePart &part = layout.parts.at(i);
        switch (part.kind) {
        case BubblePart::Kind::Box:
            paintBox(painter, part);
            break;
        case BubblePart::Kind::Text:
            painter.setPen(m_theme.color(part.color));
            part.text->draw(&painter, part.rect.topLeft());
            break;
        case BubblePart::Kind::Icon:
            painter.drawPixmap(part.rect.topLeft(),
                               m_theme.pixmap(part.words, part.color, int(part.rect.width()), ratio, part.stroke));
            break;
        case BubblePart::Kind::Image:
            paintImage(painter, part);
            break;
        case BubblePart::Kind::Button:
            paintButton(painter, part, i == over);
            break;
        }
    }
    painter.restore();
}

void BubblePainter::paintBox(QPainter &painter, const BubblePart &part) const
{
    QPen pen(part.bordered ? QPen(m_theme.color(part.color)) : QPen(Qt::NoPen));
    if (part.dashed)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(part.fill ? QBrush(m_theme.color(*part.fill)) : QBrush());
    const QRectF rect = part.bordered ? part.rect.adjusted(0.5, 0.5, -0.5, -0.5) : part.rect;
    if (part.radius <= 0)
        painter.drawRect(rect);
    else
        painter.drawPath(boxPath(rect, part.radius, part.tailLeft < 0 ? part.radius : part.tailLeft,
                                 part.tailRight < 0 ? part.radius : part.tailRight));
}

void BubblePainter::paintImage(QPainter &painter, const BubblePart &part) const
{
    const QPixmap pixmap = m_images.thumbnail(part.image);
    QPainterPath clip;
    clip.addRoundedRect(part.rect, part.radius, part.radius);
    painter.save();
    painter.setClipPath(clip);
    painter.fillRect(part.rect, m_theme.color(Token::Sunken));
    if (!pixmap.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QSizeF size = QSizeF(pixmap.size()).scaled(part.rect.size(), Qt::KeepAspectRatioByExpanding);
        QRectF place(QPointF(), size);
        place.moveCenter(part.rect.center());
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()));
    } else {
        constexpr int side = 24;
        const QPointF at = part.rect.center() - QPointF(side / 2.0, side / 2.0);
        painter.drawPixmap(
            at, m_theme.pixmap(QStringLiteral("image"), Token::Text3, side, painter.device()->devicePixelRatioF()));
    }
    painter.restore();
}

void BubblePainter::paintButton(QPainter &painter, const BubblePart &part, bool over) const
{
    QColor fill = part.fill ? m_theme.color(*part.fill) : Qt::transparent;
    if (over && part.fill == Token::AccentFill)
        fill = fill.darker(112);
    else if (over && part.fill)
        fill = m_theme.color(Token::Hover);
    painter.setPen(part.bordered ? QPen(m_theme.color(Token::LineStrong)) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(part.rect.adjusted(0.5, 0.5, -0.5, -0.5), part.radius, part.radius);
    QFont font = part.bold ? Theme::strong(m_theme.bodyFont()) : m_theme.bodyFont();
    font.setUnderline(over && !part.fill);
    painter.setFont(font);
    painter.setPen(m_theme.color(part.color));
    painter.drawText(part.rect, Qt::AlignCenter, part.words);
}

} // namespace desk::ui
