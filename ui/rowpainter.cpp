#include "ui/rowpainter.h"

#include <QPainter>

namespace desk::ui {

namespace {

constexpr int listRowPadding = 6;
constexpr int listRowSide = 10;
constexpr int listRowText = 37;
constexpr int listRowIcon = 17;
constexpr int listRowGap = 8;

int heightOfLine(const QFont &font)
{
    return QFontMetrics(font).height() + 2;
}

} // namespace

int RowPainter::rowHeight() const
{
    return heightOfLine(m_theme.bodyFont()) + heightOfLine(m_theme.messageFont()) + heightOfLine(m_theme.captionFont())
        + 2 * listRowPadding + 1;
}

int RowPainter::shortRowHeight() const
{
    return heightOfLine(m_theme.bodyFont()) * 2 + 2 * listRowPadding + 1;
}

int RowPainter::headHeight() const
{
    return qMax(24, heightOfLine(m_theme.captionFont()) + 8);
}

void RowPainter::paintHead(QPainter *painter, const QStyleOptionViewItem &option, const QString &title,
                           const QString &count) const
{
    painter->fillRect(option.rect, m_theme.color(Token::Window));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      m_theme.color(Token::Line));
    const QRect place = option.rect.adjusted(listRowSide + 2, 0, -listRowSide, 0);
    painter->setFont(Theme::strong(m_theme.captionFont()));
    painter->setPen(m_theme.color(Token::Text2));
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter->setFont(m_theme.captionFont());
    painter->setPen(m_theme.color(Token::Text3));
    painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, count);
}

void RowPainter::begin(QPainter *painter, const QStyleOptionViewItem &option)
{
    m_painter = painter;
    m_option = option;
    painter->setRenderHint(QPainter::Antialiasing);
    const Token ground = option.state & QStyle::State_Selected ? Token::Select
        : option.state & QStyle::State_MouseOver               ? Token::Hover
                                                               : Token::Surface;
    painter->fillRect(option.rect, m_theme.color(ground));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      m_theme.color(Token::Line));
}

QRect RowPainter::lineOf(int line) const
{
    const int heights[] = {heightOfLine(m_theme.bodyFont()), heightOfLine(m_theme.messageFont()),
                           heightOfLine(m_theme.captionFont())};
    int top = m_option.rect.top() + listRowPadding;
    for (int i = 0; i < line; ++i)
        top += heights[i];
    return {m_option.rect.left() + listRowText, top, m_option.rect.width() - listRowText - listRowSide, heights[line]};
}

int RowPainter::draw(const QRect &place, const QString &text, const QFont &font, Token color) const
{
    m_painter->setFont(font);
    m_painter->setPen(m_theme.color(color));
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text.simplified(), Qt::ElideRight, place.width());
    m_painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return metrics.horizontalAdvance(shown);
}

void RowPainter::icon(const QString &name, Token color)
{
    m_painter->drawPixmap(m_option.rect.left() + listRowSide, m_option.rect.top() + listRowPadding + 2,
                          m_theme.pixmap(name, color, listRowIcon, m_painter->device()->devicePixelRatioF()));
}

void RowPainter::first(const QString &who, const QString &more, const QString &right)
{
    const QRect line = lineOf(0);
    const QFont caption = m_theme.captionFont();
    const int width = QFontMetrics(caption).horizontalAdvance(right);
    m_painter->setFont(caption);
    m_painter->setPen(m_theme.color(Token::Text3));
    m_painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
    const QRect room = line.adjusted(0, 0, -width - listRowGap, 0);
    const int used = draw(room, who, Theme::strong(m_theme.bodyFont()), Token::Text);
    const QRect rest = room.adjusted(used + listRowGap, 0, 0, 0);
    if (rest.width() > 3 * listRowGap)
        draw(rest, more, m_theme.bodyFont(), Token::Text3);
}

void RowPainter::second(const QString &text)
{
    draw(lineOf(1), text, m_theme.messageFont(), Token::Text);
}

void RowPainter::below(const QString &text)
{
    QRect place = lineOf(1);
    place.setHeight(heightOfLine(m_theme.bodyFont()));
    draw(place, text, m_theme.bodyFont(), Token::Text2);
}

void RowPainter::third(const QString &text, Token color, bool strong)
{
    draw(lineOf(2), text, strong ? Theme::strong(m_theme.captionFont()) : m_theme.captionFont(), color);
}

void RowPainter::end()
{
    if (!(m_option.state & QStyle::State_HasFocus) || !(m_option.state & QStyle::State_KeyboardFocusChange))
        return;
    m_painter->setPen(QPen(m_theme.color(Token::Focus), 2));
    m_painter->setBrush(Qt::NoBrush);
    m_painter->drawRect(QRectF(m_option.rect).adjusted(1, 1, -1, -2));
}

} // namespace desk::ui
