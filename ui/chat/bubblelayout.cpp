#include "ui/chat/bubblelayout.h"

#include "ui/chat/emojibook.h"
#include "ui/chat/messagecolumn.h"
#include "ui/chat/plaintext.h"
#include "ui/words.h"

#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int runGap = 3;
constexpr int turnGap = 8;
constexpr int narrowBubble = 440;
constexpr int wideBubble = 520;
constexpr int wideChat = 1000;

QString languageOfConsole()
{
    return QLocale().name().left(2);
}

bool isUnsettled(const Message &message)
{
    return message.state == DeliveryState::Refused && message.settledAt == 0 && message.cause != "cancelled"_L1;
}

} // namespace

BubbleLayouter::Guess BubbleLayouter::guessAt(int width) const
{
    const QFontMetrics metrics(m_theme.messageFont());
    const int room = std::min(width - 2 * chatMargin, narrowBubble);
    return {width, metrics.height() + 1, std::max(20, room / std::max(1, metrics.averageCharWidth()))};
}

int BubbleLayouter::Guess::heightOf(const ChatEntry &entry) const
{
    if (entry.kind == ChatEntry::Kind::Event)
        return lineHeight + turnGap;
    const QString &text = entry.kind == ChatEntry::Kind::Note ? entry.note.text : entry.message.message.text;
    const int lines = 1 + int(text.size()) / perLine + int(text.count(u'\n'));
    const int picture = entry.message.message.kind == "image"_L1 ? photoWidth : 0;
    return (lines + 1) * lineHeight + 2 * bubbleAbove + turnGap + picture;
}

BubbleLayout BubbleLayouter::layOut(const ChatModel &model, int row, int width) const
{
    const ChatEntry &entry = model.at(row);
    BubbleLayout layout;
    if (model.startsDay(row))
        addDay(layout, entry.at, width);
    if (model.firstUnread() == row)
        addUnread(layout, width);
    const bool continues = model.continues(row);
    layout.height += continues ? runGap : turnGap;
    switch (entry.kind) {
    case ChatEntry::Kind::Event:
        addEvent(layout, entry.event, width);
        break;
    case ChatEntry::Kind::Note:
        addNote(layout, entry.note, width);
        break;
    case ChatEntry::Kind::Message:
        addMessage(layout, entry.message, continues, width);
        break;
    }
    if (row == model.rowCount() - 1)
        layout.height += turnGap + 2;
    return layout;
}

void BubbleLayouter::toggleEarlier(MessageId message)
{
    if (!m_earlier.remove(message))
        m_earlier << message;
}

void BubbleLayouter::addDay(BubbleLayout &layout, qint64 at, int width) const
{
    const auto text = plainText(Words::day(QDateTime::fromMSecsSinceEpoch(at).date()),
                                Theme::strong(m_theme.captionFont()), width);
    const QSizeF size = sizeOf(*text);
    BubblePart part{.kind = BubblePart::Kind::Text, .color = Token::Text3, .text = text};
    part.rect = QRectF((width - size.width()) / 2, layout.height + 12, size.width(), size.height());
    layout.parts << part;
    layout.height += int(size.height()) + 16;
}

void BubbleLayouter::addUnread(BubbleLayout &layout, int width) const
{
    const auto text = plainText(Words::tr("New messages"), Theme::strong(m_theme.captionFont()), width);
    const QSizeF size = sizeOf(*text);
    const qreal middle = layout.height + 6 + size.height() / 2;
    const qreal left = (width - size.width()) / 2;
    for (const QRectF &rule : {QRectF(chatMargin, middle, left - chatMargin - 8, 1),
                               QRectF(left + size.width() + 8, middle, left - chatMargin - 8, 1)})
        layout.parts << BubblePart{
            .kind = BubblePart::Kind::Box, .rect = rule, .fill = Token::Accent, .bordered = false};
    BubblePart part{.kind = BubblePart::Kind::Text, .color = Token::Accent, .text = text};
    part.rect = QRectF(left, layout.height + 6, size.width(), size.height());
    layout.parts << part;
    layout.height += int(size.height()) + 8;
}

void BubbleLayouter::addEvent(BubbleLayout &layout, const AuditEntry &event, int width) const
{
    QString who = event.actorName;
    if (event.actorType == "bot"_L1)
        who = Words::tr("Assistant");
    const QString words = ChatModel::eventText(event);
    const QString line = who.isEmpty() ? u"%1 · %2"_s.arg(Words::clockTime(event.at), words)
                                       : u"%1 · %2: %3"_s.arg(Words::clockTime(event.at), who, words);
    const auto text = plainText(line, m_theme.captionFont(), width - 4 * chatMargin);
    const QSizeF size = sizeOf(*text);
    const qreal left = (width - size.width() - tickIcon - 6) / 2;
    const QString icon = event.field == "assignee"_L1 ? u"hand"_s
        : event.oldValue.isEmpty()                    ? u"ticket"_s
                                                      : u"history"_s;
    layout.parts << BubblePart{.kind = BubblePart::Kind::Icon,
                               .rect = QRectF(left, layout.height + (size.height() - tickIcon) / 2, tickIcon, tickIcon),
                               .color = Token::Text3,
                               .words = icon};
    BubblePart part{.kind = BubblePart::Kind::Text, .color = Token::Text3, .text = text};
    part.rect = QRectF(left + tickIcon + 6, layout.height, size.width(), size.height());
    layout.parts << part;
    layout.height += int(size.height()) + 2;
}

void BubbleLayouter::addNote(BubbleLayout &layout, const Note &note, int width) const
{
    const qreal inner = width - 2 * chatMargin - 2 * bubblePadding;
    const qreal top = layout.height;
    const qreal left = chatMargin + bubblePadding;
    const auto head = plainText(Words::tr("Internal note by %1, the customer does not see it").arg(note.authorName),
                                Theme::strong(m_theme.captionFont()), inner - tickIcon - 5);
    const auto body = plainText(note.text, m_theme.messageFont(), inner);
    const QString time = note.editedAt > 0 ? Words::tr("Edited · %1").arg(Words::clockTime(note.createdAt))
                                           : Words::clockTime(note.createdAt);
    const auto foot = plainText(time, m_theme.captionFont(), inner);
    const QSizeF headSize = sizeOf(*head);
    const QSizeF bodySize = sizeOf(*body);
    const QSizeF footSize = sizeOf(*foot);
    const qreal height = headSize.height() + bodySize.height() + footSize.height() + 2 * bubbleAbove + 4;
    layout.bubble = QRectF(chatMargin, top, width - 2 * chatMargin, height);
    layout.parts << BubblePart{.kind = BubblePart::Kind::Box,
                               .rect = layout.bubble,
                               .color = Token::Wait,
                               .fill = Token::BubbleNote,
                               .dashed = true,
                               .radius = cardRadius};
    qreal y = top + bubbleAbove;
    layout.parts << BubblePart{.kind = BubblePart::Kind::Icon,
                               .rect = QRectF(left, y + (headSize.height() - 13) / 2, 13, 13),
                               .color = Token::Wait,
                               .words = u"lock"_s};
    const auto put = [&](const std::shared_ptr<QTextLayout> &text, QPointF at, Token color) {
        BubblePart part{.kind = BubblePart::Kind::Text, .color = color, .text = text};
        part.rect = QRectF(at, sizeOf(*text));
        layout.parts << part;
    };
    put(head, {left + tickIcon + 5, y}, Token::Text2);
    y += headSize.height() + 2;
    put(body, {left, y}, Token::Text);
    layout.parts.last().selectable = true;
    y += bodySize.height() + 2;
    put(foot, {width - chatMargin - bubblePadding - footSize.width(), y}, Token::Text2);
    layout.height += int(height);
}

void BubbleLayouter::addMessage(BubbleLayout &layout, const ThreadMessage &message, bool continues, int width) const
{
    const Message &row = message.message;
    if (row.kind == "system"_L1) {
        const auto text = plainText(row.text.isEmpty() ? Words::tr("The customer's security code has changed")
                                                       : row.text,
                                    m_theme.captionFont(), width - 4 * chatMargin);
        const QSizeF size = sizeOf(*text);
        BubblePart part{.kind = BubblePart::Kind::Text, .color = Token::Text3, .text = text};
        part.rect = QRectF(QPointF((width - size.width()) / 2, layout.height), size);
        layout.parts << part;
        layout.height += int(size.height()) + 2;
        return;
    }
    const bool ours = row.direction == Direction::Out;
    const int most = width >= wideChat ? wideBubble : narrowBubble;
    MessageColumn column(m_theme, m_voices, m_viewer,
                         std::min<qreal>(most, width - 2 * chatMargin - 24) - 2 * bubblePadding);
    if (!continues)
        column.addHeader(row);
    column.addQuote(message);
    const bool earlier = m_earlier.contains(row.id);
    column.addContent(message, earlier);
    column.addFooter(message, earlier);

    const qreal bubbleWidth = column.width() + 2 * bubblePadding;
    const qreal left = ours ? width - chatMargin - bubbleWidth : chatMargin;
    layout.bubble = QRectF(left, layout.height, bubbleWidth, column.height() + bubbleAbove - 1);
    BubblePart box{.kind = BubblePart::Kind::Box, .rect = layout.bubble, .color = Token::Line, .radius = bubbleRadius};
    box.fill = !ours ? Token::BubbleIn : row.author.type == Author::Type::Bot ? Token::BubbleBot : Token::BubbleOut;
    box.bordered = !ours;
    if (row.state == DeliveryState::Refused) {
        box.bordered = true;
        box.color = isUnsettled(row) ? Token::Danger : Token::LineStrong;
    }
    (ours ? box.tailRight : box.tailLeft) = continues ? bubbleRadius : bubbleTail;
    layout.parts << box;
    for (BubblePart part : column.parts()) {
        if (part.rect.left() < 0) // counted from the right
            part.rect.translate(bubbleWidth - bubblePadding, 0);
        part.rect.translate(layout.bubble.topLeft());
        layout.parts << part;
    }
    layout.height += int(layout.bubble.height());
    addReactions(layout, message);
    if (isUnsettled(row))
        addRefusal(layout, row, width);
}

void BubbleLayouter::addReactions(BubbleLayout &layout, const ThreadMessage &message) const
{
    QStringList emoji;
    for (const Message &action : message.actions) {
        if (action.kind == "reaction"_L1 && !action.text.isEmpty() && action.state != DeliveryState::Refused)
            emoji << action.text;
    }
    if (emoji.isEmpty())
        return;
    const auto text = plainText(emoji.join(u' '), EmojiBook::withEmoji(m_theme.bodyFont()), layout.bubble.width(), 1);
    const QSizeF size = sizeOf(*text);
    const bool ours = message.message.direction == Direction::Out;
    const qreal width = size.width() + 14;
    const qreal left = ours ? layout.bubble.right() - width - 10 : layout.bubble.left() + 10;
    const QRectF pill(left, layout.bubble.bottom() - 5, width, size.height() + 4);
    layout.parts << BubblePart{.kind = BubblePart::Kind::Box,
                               .rect = pill,
                               .color = Token::Line,
                               .fill = Token::Raised,
                               .radius = pill.height() / 2};
    BubblePart part{.kind = BubblePart::Kind::Text, .color = Token::Text, .text = text};
    part.rect = QRectF(QPointF(left + 7, pill.top() + 2), size);
    layout.parts << part;
    layout.height += int(pill.height()) - 4;
}

qreal BubbleLayouter::addButton(BubbleLayout &layout, QPointF at, const QString &words, ChatAction action,
                                std::optional<Token> fill) const
{
    const QFontMetrics metrics(m_theme.bodyFont());
    const bool quiet = !fill;
    const QRectF rect(at, QSizeF(metrics.horizontalAdvance(words) + (quiet ? 12 : 20), smallControlHeight));
    layout.parts << BubblePart{.kind = BubblePart::Kind::Button,
                               .rect = rect,
                               .color = fill == Token::AccentFill ? Token::OnAccent
                                   : quiet                        ? Token::Text2
                                                                  : Token::Text,
                               .fill = fill,
                               .words = words,
                               .action = action,
                               .bordered = fill == Token::Raised,
                               .radius = controlRadius,
                               .bold = fill == Token::AccentFill};
    return rect.right() + 6;
}

void BubbleLayouter::addRefusal(BubbleLayout &layout, const Message &message, int width) const
{
    const Refusal refusal = m_refusals.refusal(message.cause, languageOfConsole());
    const qreal most = std::min<qreal>(width >= wideChat ? wideBubble : narrowBubble, width - 2 * chatMargin);
    const qreal indent = 34;
    const qreal inner = most - indent - bubblePadding;
    const auto what = plainText(refusal.what, m_theme.bodyFont(), inner);
    const auto advice = plainText(refusal.advice, m_theme.bodyFont(), inner);
    const qreal top = layout.height + 3;
    const qreal left = width - chatMargin - most;
    const qreal texts = sizeOf(*what).height() + sizeOf(*advice).height() + 2;
    const QRectF block(left, top, most, 8 + texts + 8 + smallControlHeight + 8);
    layout.parts << BubblePart{.kind = BubblePart::Kind::Box,
                               .rect = block,
                               .fill = Token::DangerBack,
                               .bordered = false,
                               .radius = cardRadius};
    layout.parts << BubblePart{.kind = BubblePart::Kind::Icon,
                               .rect = QRectF(left + 10, top + 9, 16, 16),
                               .color = Token::Danger,
                               .words = u"circle-alert"_s};
    qreal y = top + 8;
    for (const auto &[text, color] : {std::pair(what, Token::Text), std::pair(advice, Token::Text2)}) {
        BubblePart part{.kind = BubblePart::Kind::Text, .color = color, .text = text};
        part.rect = QRectF(QPointF(left + indent, y), sizeOf(*text));
        layout.parts << part;
        y += part.rect.height() + 1;
    }
    y += 7;
    qreal x = left + indent;
    if (refusal.canResend)
        x = addButton(layout, {x, y}, Words::tr("Send again"), ChatAction::Resend, Token::AccentFill);
    x = addButton(layout, {x, y}, Words::tr("Put aside"), ChatAction::Dismiss, Token::Raised);
    (void)addButton(layout, {x, y}, Words::tr("Details"), ChatAction::Detail, std::nullopt);
    layout.height = int(block.bottom()) + 1;
}

} // namespace desk::ui
