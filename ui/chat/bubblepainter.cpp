#include "ui/chat/bubblepainter.h"

#include "ui/audio/soundwave.h"
#include "ui/words.h"

#include <QLocale>
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

void BubblePainter::paint(QPainter &painter, const BubbleLayout &layout, const QPointF &origin,
                          const State &state) const
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
            paintText(painter, part, i == state.selected, state);
            break;
        case BubblePart::Kind::Icon:
            painter.drawPixmap(part.rect.topLeft(),
                               m_theme.pixmap(part.words, part.color, int(part.rect.width()), ratio, part.stroke));
            break;
        case BubblePart::Kind::Image:
            paintImage(painter, part);
            break;
        case BubblePart::Kind::Button:
            paintButton(painter, part, i == state.over);
            break;
        case BubblePart::Kind::VoiceButton:
            paintVoiceButton(painter, part, i == state.over);
            break;
        case BubblePart::Kind::VoiceWave:
            paintVoiceWave(painter, part, state.seeking);
            break;
        case BubblePart::Kind::VoiceTime:
            paintVoiceTime(painter, part, state.seeking);
            break;
        case BubblePart::Kind::VoiceSpeed:
            paintVoiceSpeed(painter, part, i == state.over);
            break;
        }
    }
    painter.restore();
}

void BubblePainter::paintText(QPainter &painter, const BubblePart &part, bool selected, const State &state) const
{
    painter.setPen(m_theme.color(part.color));
    QList<QTextLayout::FormatRange> marks;
    if (selected && state.length > 0) {
        QTextLayout::FormatRange mark{state.begin, state.length, {}};
        mark.format.setBackground(m_theme.color(Token::AccentFill));
        mark.format.setForeground(m_theme.color(Token::OnAccent));
        marks << mark;
    }
    part.text->draw(&painter, part.rect.topLeft(), marks);
}

std::chrono::milliseconds BubblePainter::lengthOf(const BubblePart &part) const
{
    const auto known = m_voices.lengthOf(part.file);
    return known.count() > 0 ? known : std::chrono::milliseconds(part.length);
}

void BubblePainter::paintVoiceButton(QPainter &painter, const BubblePart &part, bool over) const
{
    const QColor fill = m_theme.color(Token::AccentFill);
    painter.setPen(Qt::NoPen);
    painter.setBrush(over ? fill.darker(112) : fill);
    painter.drawEllipse(part.rect);
    painter.setBrush(m_theme.color(Token::OnAccent));
    const QPointF middle = part.rect.center();
    const auto state = m_voices.stateOf(part.file);
    if (state == VoicePlayer::State::Playing || state == VoicePlayer::State::Loading) {
        painter.drawRoundedRect(QRectF(middle.x() - 4.5, middle.y() - 5, 3, 10), 1, 1);
        painter.drawRoundedRect(QRectF(middle.x() + 1.5, middle.y() - 5, 3, 10), 1, 1);
    } else {
        QPainterPath triangle(middle + QPointF(-3.5, -5.5));
        triangle.lineTo(middle + QPointF(6, 0));
        triangle.lineTo(middle + QPointF(-3.5, 5.5));
        triangle.closeSubpath();
        painter.drawPath(triangle);
    }
}

void BubblePainter::paintVoiceWave(QPainter &painter, const BubblePart &part, double seeking) const
{
    // As it is, or as its sender drew it; without either all bars are equal.
    const int bars = std::max(8, std::min(VoicePlayer::bars, int(part.rect.width()) / 4));
    QByteArray wave = m_voices.waveOf(part.file);
    if (wave.isEmpty())
        wave = part.wave;
    wave = resampled(wave, bars);
    const auto length = lengthOf(part);
    double played = seeking;
    if (played < 0)
        played = length.count() > 0 ? double(m_voices.positionOf(part.file).count()) / double(length.count()) : 0;
    painter.setPen(Qt::NoPen);
    const qreal step = part.rect.width() / bars;
    for (int bar = 0; bar < bars; ++bar) {
        const int loud = wave.isEmpty() ? 12 : uchar(wave.at(bar));
        const qreal height = std::max<qreal>(3, (part.rect.height() - 2) * loud / 100);
        const bool done = played > 0 && (bar + 0.5) / bars <= played;
        painter.setBrush(m_theme.color(done ? Token::Accent : Token::LineStrong));
        painter.drawRoundedRect(QRectF(part.rect.left() + bar * step, part.rect.center().y() - height / 2, 2, height),
                                1, 1);
    }
}

void BubblePainter::paintVoiceTime(QPainter &painter, const BubblePart &part, double seeking) const
{
    const auto length = lengthOf(part);
    const auto position = seeking >= 0 ? std::chrono::milliseconds(qint64(seeking * double(length.count())))
                                       : m_voices.positionOf(part.file);
    // Where it is while it is on; how long it is else.
    const bool on = position.count() > 0 || m_voices.stateOf(part.file) == VoicePlayer::State::Playing;
    const auto shown = on ? std::chrono::floor<std::chrono::seconds>(position)
                          : std::chrono::round<std::chrono::seconds>(length);
    if (!on && shown.count() == 0)
        return; // nobody knows
    painter.setFont(m_theme.captionFont());
    painter.setPen(m_theme.color(Token::Text3));
    painter.drawText(part.rect, Qt::AlignLeft | Qt::AlignVCenter, Words::length(shown));
}

void BubblePainter::paintVoiceSpeed(QPainter &painter, const BubblePart &part, bool over) const
{
    painter.setPen(QPen(m_theme.color(Token::LineStrong)));
    painter.setBrush(over ? QBrush(m_theme.color(Token::Hover)) : QBrush());
    painter.drawRoundedRect(part.rect.adjusted(0.5, 0.5, -0.5, -0.5), part.rect.height() / 2, part.rect.height() / 2);
    painter.setFont(m_theme.captionFont());
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(part.rect, Qt::AlignCenter, QLocale().toString(m_voices.speed()) + QChar(u'×'));
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
    const QPixmap pixmap = m_images.thumbnail(part.file);
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
