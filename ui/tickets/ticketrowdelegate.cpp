#include "ui/tickets/ticketrowdelegate.h"

#include "core/storage/searchwords.h"
#include "ui/tickets/ticketlistmodel.h"
#include "ui/words.h"

#include <QPainter>
#include <QTextLayout>
#include <QtMath>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int rowPadding = 6;
constexpr int sideMargin = 10;
constexpr int statusIcon = 17;
constexpr int textLeft = 37;
constexpr int markIcon = 13;
constexpr int gap = 6;
const QString dot = u"•"_s;

int lineOf(const QFont &font)
{
    return QFontMetrics(font).height() + 2;
}

/// @return the width that the text took.
int drawText(QPainter *painter, const QRect &place, const QString &text, const QFont &font, const QColor &color)
{
    painter->setFont(font);
    painter->setPen(color);
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text.simplified(), Qt::ElideRight, place.width());
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return metrics.horizontalAdvance(shown);
}

} // namespace

TicketRowDelegate::TicketRowDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{
}

QFont TicketRowDelegate::bold(QFont font)
{
    font.setWeight(QFont::Bold);
    return font;
}

QSize TicketRowDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex &index) const
{
    if (index.data(TicketListModel::IsHeadRole).toBool())
        return {0, qMax(24, lineOf(m_theme.captionFont()) + 8)};
    const int lines = lineOf(m_theme.bodyFont()) + lineOf(m_theme.messageFont())
        + (m_compact ? 0 : lineOf(m_theme.captionFont()));
    return {0, lines + 2 * rowPadding + 1};
}

void TicketRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.data(TicketListModel::IsHeadRole).toBool())
        return paintHead(painter, option, index);
    const auto line = index.data(TicketListModel::TicketRole).value<TicketLine>();
    const Row what{line, index.data(TicketListModel::WordsRole).toStringList(), painter->device()->devicePixelRatioF()};
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Token ground = selected                ? Token::Select
        : option.state & QStyle::State_MouseOver ? Token::Hover
                                                 : Token::Surface;
    painter->fillRect(option.rect, m_theme.color(ground));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      m_theme.color(Token::Line));

    const Look look = DesignTokens::lookOf(line.ticket.status);
    painter->drawPixmap(option.rect.left() + sideMargin, option.rect.top() + rowPadding + 2,
                        m_theme.pixmap(look.icon, look.color, statusIcon, what.ratio));

    QRect row(option.rect.left() + textLeft, option.rect.top() + rowPadding,
              option.rect.width() - textLeft - sideMargin, lineOf(m_theme.bodyFont()));
    paintWho(painter, row, what);
    row.moveTop(row.bottom() + 1);
    row.setHeight(lineOf(m_theme.messageFont()));
    paintSubject(painter, row, what);
    if (!m_compact) {
        row.moveTop(row.bottom() + 1);
        row.setHeight(lineOf(m_theme.captionFont()));
        paintState(painter, row, what);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(QPen(m_theme.color(Token::Focus), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

void TicketRowDelegate::paintHead(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->fillRect(option.rect, m_theme.color(Token::Window));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      m_theme.color(Token::Line));
    const QRect place = option.rect.adjusted(sideMargin + 2, 0, -sideMargin, 0);
    painter->setFont(Theme::strong(m_theme.captionFont()));
    painter->setPen(m_theme.color(Token::Text2));
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    painter->setFont(m_theme.captionFont());
    painter->setPen(m_theme.color(Token::Text3));
    painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, index.data(TicketListModel::CountRole).toString());
    painter->restore();
}

int TicketRowDelegate::drawMarked(QPainter *painter, const QRect &place, const QString &text, const QFont &font,
                                  Token color, const QStringList &words) const
{
    const QString line = text.simplified();
    const QList<SearchWords::Range> ranges = SearchWords::rangesOf(line, words);
    if (ranges.isEmpty())
        return drawText(painter, place, line, font, m_theme.color(color));
    const QFont marked = bold(font);
    QString shown = QFontMetrics(marked).elidedText(line, Qt::ElideRight, place.width());
    QTextLayout layout(shown, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const auto &[start, length] : ranges) {
        QTextLayout::FormatRange range;
        range.start = int(start);
        range.length = int(qMin(length, shown.size() - start));
        range.format.setFontWeight(QFont::Bold);
        range.format.setForeground(m_theme.color(Token::Accent));
        if (range.length > 0)
            formats << range;
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine only = layout.createLine();
    layout.endLayout();
    painter->setPen(m_theme.color(color));
    painter->save();
    painter->setClipRect(place, Qt::IntersectClip);
    layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - only.height()) / 2));
    painter->restore();
    return qCeil(only.naturalTextWidth());
}

void TicketRowDelegate::paintWho(QPainter *painter, const QRect &row, const Row &what) const
{
    const TicketLine &line = what.line;
    const bool unread = line.unread > 0;
    const QFont timeFont = unread ? Theme::strong(m_theme.captionFont()) : m_theme.captionFont();
    const QString time = Words::shortTime(line.lastAt);
    const int timeWidth = QFontMetrics(timeFont).horizontalAdvance(time);
    painter->setFont(timeFont);
    painter->setPen(m_theme.color(unread ? Token::Accent : Token::Text3));
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, time);

    const QRect room = row.adjusted(0, 0, -timeWidth - gap, 0);
    const QFont font = unread ? bold(m_theme.bodyFont()) : m_theme.bodyFont();
    const QString person = line.person.isEmpty() ? tr("Somebody without a name") : line.person;
    const int used = drawMarked(painter, room, person, font, unread ? Token::Text : Token::Text2, what.words);
    const QRect rest = room.adjusted(used + gap + 2, 0, 0, 0);
    if (rest.width() > 4 * gap)
        drawMarked(painter, rest, line.ticket.department, m_theme.bodyFont(), Token::Text3, what.words);
}

void TicketRowDelegate::paintSubject(QPainter *painter, const QRect &row, const Row &what) const
{
    const TicketLine &line = what.line;
    const bool unread = line.unread > 0;
    QRect room = row;
    if (unread) {
        const QFont font = Theme::strong(m_theme.captionFont());
        const QString count = line.unread > 99 ? u"99+"_s : QString::number(line.unread);
        const int height = row.height() - 2;
        const int width = qMax(height, QFontMetrics(font).horizontalAdvance(count) + 10);
        const QRectF pill(row.right() + 1 - width, row.top() + 1, width, height);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(Token::AccentFill));
        painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter->setFont(font);
        painter->setPen(m_theme.color(Token::OnAccent));
        painter->drawText(pill, Qt::AlignCenter, count);
        room.setRight(int(pill.left()) - gap);
    }
    if (!line.excerpt.isEmpty()) {
        constexpr int side = markIcon + 1;
        const QString icon = line.hit.isValid() ? u"message-square-text"_s : u"file-text"_s;
        painter->drawPixmap(room.left(), room.top() + (room.height() - side) / 2,
                            m_theme.pixmap(icon, Token::Text3, side, what.ratio));
        room.setLeft(room.left() + side + 5);
        drawMarked(painter, room, line.excerpt, m_theme.messageFont(), Token::Text2, what.words);
        return;
    }
    const QString subject = line.ticket.fault.isEmpty() ? tr("Without a subject") : line.ticket.fault;
    drawMarked(painter, room, subject, unread ? bold(m_theme.messageFont()) : m_theme.messageFont(), Token::Text,
               what.words);
}

int TicketRowDelegate::paintInitials(QPainter *painter, const QRect &row, const TicketLine &line) const
{
    const QString initials = Words::initials(line.ticket.assigneeName);
    if (initials.isEmpty())
        return row.right() + 1;
    const int side = row.height() + 4;
    const QRectF circle(row.right() + 1 - side, row.top() - 2, side, side);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.color(Token::OffBack));
    painter->drawEllipse(circle);
    QFont font = Theme::strong(m_theme.captionFont());
    font.setPointSizeF(font.pointSizeF() * 0.82);
    painter->setFont(font);
    painter->setPen(m_theme.color(Token::Text2));
    painter->drawText(circle, Qt::AlignCenter, initials);
    return int(circle.left()) - gap;
}

int TicketRowDelegate::paintDelivery(QPainter *painter, const QRect &row, int right, const TicketLine &line,
                                     qreal ratio) const
{
    QString text;
    Look look;
    if (line.refused > 0) {
        text = tr("%n refused", nullptr, line.refused);
        look = DesignTokens::lookOf(DeliveryState::Refused);
    } else if (line.queued > 0) {
        text = tr("%n queued", nullptr, line.queued);
        look = DesignTokens::lookOf(DeliveryState::Queued);
    } else if (line.draft) {
        text = tr("Draft");
        look = {Token::Text3, Token::OffBack, u"pencil"_s};
    } else {
        return right;
    }
    const QFont font = line.refused + line.queued > 0 ? Theme::strong(m_theme.captionFont()) : m_theme.captionFont();
    const int width = QFontMetrics(font).horizontalAdvance(text);
    painter->setFont(font);
    painter->setPen(m_theme.color(look.color));
    painter->drawText(QRect(right - width, row.top(), width, row.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    const int icon = right - width - markIcon - 3;
    painter->drawPixmap(icon, row.top() + (row.height() - markIcon) / 2,
                        m_theme.pixmap(look.icon, look.color, markIcon, ratio));
    return icon - gap;
}

void TicketRowDelegate::paintState(QPainter *painter, const QRect &row, const Row &what) const
{
    const TicketLine &line = what.line;
    const qreal ratio = what.ratio;
    const int right = paintDelivery(painter, row, paintInitials(painter, row, line), line, ratio);
    const Look look = DesignTokens::lookOf(line.ticket.status);
    const QFont strong = Theme::strong(m_theme.captionFont());
    const QFont plain = m_theme.captionFont();
    QRect room(row.left(), row.top(), right - row.left(), row.height());
    const auto put = [&](const QString &text, const QFont &font, Token color) {
        room.setLeft(room.left() + drawText(painter, room, text, font, m_theme.color(color)) + 5);
    };
    put(Words::of(line.ticket.status), strong, look.color);
    put(dot, plain, Token::Text3);
    room.setLeft(room.left() + drawMarked(painter, room, line.ticket.folio, plain, Token::Text3, what.words) + 5);
    if (line.ticket.priority == "high"_L1 && room.width() > 5 * gap) {
        put(dot, plain, Token::Text3);
        painter->drawPixmap(room.left(), row.top() + (row.height() - markIcon) / 2,
                            m_theme.pixmap(u"chevrons-up"_s, Token::Danger, markIcon, ratio));
        room.setLeft(room.left() + markIcon + 2);
        put(Words::priority(line.ticket.priority), strong, Token::Danger);
    }
}

} // namespace desk::ui
