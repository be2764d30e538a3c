#include "ui/chat/bubblelayout.h"

#include "ui/chat/plaintext.h"
#include "ui/words.h"

#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int chatMargin = 16;
constexpr int bubblePadding = 10;
constexpr int bubbleAbove = 6;
constexpr int runGap = 3;
constexpr int turnGap = 8;
constexpr int narrowBubble = 440;
constexpr int wideBubble = 520;
constexpr int wideChat = 1000;
constexpr int photoWidth = 220;
constexpr int photoHeight = 320;
constexpr int tickIcon = 14;
constexpr int fileIcon = 18;

QString firstLines(const QString &text, int characters)
{
    return text.size() > characters ? text.left(characters) + u'…' : text;
}

QString languageOfConsole()
{
    return QLocale().name().left(2);
}

bool isUnsettled(const Message &message)
{
    return message.state == DeliveryState::Refused && message.settledAt == 0 && message.cause != "cancelled"_L1;
}

} // namespace

struct BubbleLayouter::Column
{
    qreal limit = 0; ///< of the content
    qreal width = 0; ///< as used so far
    qreal y = bubbleAbove;
    QList<BubblePart> parts = {}; ///< relative to the bubble's left edge and top

    void addText(const std::shared_ptr<QTextLayout> &text, Token color, qreal indent = 0)
    {
        const QSizeF size = sizeOf(*text);
        BubblePart part{.kind = BubblePart::Kind::Text, .color = color, .text = text};
        part.rect = QRectF(bubblePadding + indent, y, size.width(), size.height());
        parts << part;
        width = std::max(width, size.width() + indent);
        y += size.height();
    }
};

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
    y += bodySize.height() + 2;
    put(foot, {width - chatMargin - bubblePadding - footSize.width(), y}, Token::Text2);
    layout.height += int(height);
}

void BubbleLayouter::addHeader(Column &column, const Message &message) const
{
    QString name;
    QString icon;
    switch (message.author.type) {
    case Author::Type::Customer:
        return;
    case Author::Type::Technician:
        if (m_viewer.isValid() && message.author.id == m_viewer.value)
            return;
        name = message.author.name;
        break;
    case Author::Type::Bot:
        name = Words::tr("Assistant");
        icon = u"bot"_s;
        break;
    case Author::Type::Phone:
        name = Words::tr("From the phone");
        icon = u"smartphone"_s;
        break;
    }
    if (name.isEmpty())
        return;
    const qreal indent = icon.isEmpty() ? 0 : tickIcon + 4;
    const auto text = plainText(name, Theme::strong(m_theme.captionFont()), column.limit - indent, 1);
    if (!icon.isEmpty())
        column.parts << BubblePart{
            .kind = BubblePart::Kind::Icon,
            .rect = QRectF(bubblePadding, column.y + (sizeOf(*text).height() - tickIcon) / 2, tickIcon, tickIcon),
            .color = Token::Text2,
            .words = icon};
    column.addText(text, Token::Text2, indent);
    column.y += 1;
}

void BubbleLayouter::addQuote(Column &column, const ThreadMessage &message) const
{
    if (!message.quoted)
        return;
    const Message &quoted = *message.quoted;
    const qreal top = column.y;
    const QString author = quoted.direction == Direction::Out
        ? (m_viewer.isValid() && quoted.author.id == m_viewer.value ? Words::tr("You")
               : quoted.author.name.isEmpty()                       ? Words::tr("Assistant")
                                                                    : quoted.author.name)
        : (quoted.author.name.isEmpty() ? Words::tr("Customer") : quoted.author.name);
    const QString words = quoted.text.isEmpty() ? Words::kind(quoted) : firstLines(quoted.text.simplified(), 140);
    column.addText(plainText(author, Theme::strong(m_theme.captionFont()), column.limit - 10, 1), Token::Text, 10);
    column.addText(plainText(words, m_theme.bodyFont(), column.limit - 10, 2), Token::Text2, 10);
    column.parts << BubblePart{.kind = BubblePart::Kind::Box,
                               .rect = QRectF(bubblePadding, top, 2, column.y - top),
                               .fill = Token::LineStrong,
                               .action = ChatAction::ShowQuoted,
                               .bordered = false};
    column.y += 4;
}

void BubbleLayouter::addImage(Column &column, const ThreadMessage &message) const
{
    const Attachment &file = *message.file;
    const qreal width = std::min<qreal>(photoWidth, column.limit);
    qreal height = file.width > 0 ? width * file.height / file.width : width;
    height = std::clamp<qreal>(height, 60, photoHeight);
    column.parts << BubblePart{.kind = BubblePart::Kind::Image,
                               .rect = QRectF(bubblePadding, column.y + 2, width, height),
                               .image = file.id,
                               .action = ChatAction::OpenImage,
                               .radius = controlRadius};
    column.width = std::max(column.width, width);
    column.y += height + 6;
}

void BubbleLayouter::addFile(Column &column, const ThreadMessage &message) const
{
    const Message &row = message.message;
    const QJsonObject media = row.details.value("media"_L1).toObject();
    QString icon = u"file-text"_s;
    if (row.kind == "audio"_L1)
        icon = u"mic"_s;
    else if (row.kind == "video"_L1)
        icon = u"video"_s;
    else if (row.kind == "image"_L1)
        icon = u"image"_s;
    else if (row.kind == "sticker"_L1)
        icon = u"sticker"_s;
    QString name = message.file && !message.file->name.isEmpty() ? message.file->name
                                                                 : media.value("file_name"_L1).toString();
    if (name.isEmpty())
        name = Words::kind(row);
    QStringList facts;
    const qint64 seconds = media.value("duration_s"_L1).toInteger();
    if (message.file && message.file->duration.count() > 0)
        facts << Words::length(message.file->duration);
    else if (seconds > 0)
        facts << Words::length(std::chrono::seconds(seconds));
    const qint64 size = message.file ? message.file->size : media.value("size"_L1).toInteger();
    if (size > 0)
        facts << Words::size(size);
    QString action;
    ChatAction what = ChatAction::None;
    switch (row.fileState) {
    case FileState::None:
        break;
    case FileState::Available:
        action = Words::tr("Save");
        what = ChatAction::SaveFile;
        break;
    case FileState::Downloading:
        facts << Words::tr("downloading…");
        break;
    case FileState::Failed:
        facts << Words::tr("not downloaded");
        action = Words::tr("Try again");
        what = ChatAction::FetchFile;
        break;
    case FileState::TooLarge:
        facts << Words::tr("over the limit, it is on the phone");
        break;
    case FileState::Expired:
        facts << Words::tr("WhatsApp does not have it any more");
        break;
    }
    const qreal indent = fileIcon + 8;
    const qreal top = column.y;
    column.parts << BubblePart{.kind = BubblePart::Kind::Icon,
                               .rect = QRectF(bubblePadding, top + 3, fileIcon, fileIcon),
                               .color = Token::Text2,
                               .words = icon,
                               .action = what};
    column.addText(plainText(name, m_theme.messageFont(), column.limit - indent, 2), Token::Text, indent);
    if (!facts.isEmpty() || !action.isEmpty()) {
        const auto text = plainText(facts.join(u" · "_s), m_theme.captionFont(), column.limit - indent - 80, 2);
        const QSizeF size2 = sizeOf(*text);
        const qreal y = column.y;
        column.addText(text, Token::Text3, indent);
        if (!action.isEmpty()) {
            const auto link = plainText(action, Theme::strong(m_theme.captionFont()), 80, 1);
            BubblePart part{.kind = BubblePart::Kind::Text, .color = Token::Accent, .text = link, .action = what};
            part.rect = QRectF(QPointF(bubblePadding + indent + size2.width() + (facts.isEmpty() ? 0 : 10), y),
                               sizeOf(*link));
            column.width = std::max(column.width, part.rect.right() - bubblePadding);
            column.parts << part;
            column.y = std::max(column.y, y + part.rect.height());
        }
    }
    column.y += 3;
}

void BubbleLayouter::addContent(Column &column, const ThreadMessage &message) const
{
    const Message &row = message.message;
    if (message.isRevoked()) {
        QFont italic = m_theme.messageFont();
        italic.setItalic(true);
        const QString words = row.direction == Direction::In ? Words::tr("The customer deleted this message")
                                                             : Words::tr("This message was taken back");
        return column.addText(plainText(words, italic, column.limit), Token::Text2);
    }
    if (row.fileState != FileState::None) {
        if (row.kind == "image"_L1 && message.file && message.file->isShown())
            addImage(column, message);
        else
            addFile(column, message);
    }
    QString words = message.words();
    if (row.kind == "location"_L1 || row.kind == "contact"_L1 || row.kind == "call"_L1) {
        const QString icon = row.kind == "location"_L1 ? u"map-pin"_s
            : row.kind == "contact"_L1                 ? u"contact"_s
                                                       : u"phone-missed"_s;
        column.parts << BubblePart{.kind = BubblePart::Kind::Icon,
                                   .rect = QRectF(bubblePadding, column.y + 1, fileIcon, fileIcon),
                                   .color = Token::Text2,
                                   .words = icon};
        const QString label = words.isEmpty() ? Words::kind(row) : words;
        return column.addText(plainText(label, m_theme.messageFont(), column.limit - fileIcon - 8), Token::Text,
                              fileIcon + 8);
    }
    if (words.isEmpty() && row.fileState == FileState::None)
        words = Words::kind(row);
    if (words.isEmpty())
        return;
    const bool said = !message.words().isEmpty();
    const QColor link = said ? m_theme.color(Token::Accent) : QColor();
    const auto text = plainText(words, m_theme.messageFont(), column.limit, 0, link);
    column.addText(text, said ? Token::Text : Token::Text2);
}

void BubbleLayouter::addFooter(Column &column, const ThreadMessage &message) const
{
    const Message &row = message.message;
    const bool ours = row.direction == Direction::Out;
    QString line = Words::clockTime(row.createdAt);
    if (message.isEdited())
        line.prepend(Words::tr("Edited") + u" · "_s);
    const Look look = DesignTokens::lookOf(row.state);
    const bool loud = row.state == DeliveryState::Queued || row.state == DeliveryState::Sending
        || row.state == DeliveryState::Refused || row.state == DeliveryState::Read
        || row.state == DeliveryState::Played;
    if (ours)
        line += u" · "_s + (row.settledAt > 0 ? Words::tr("Refused, put aside") : Words::of(row.state));
    const auto text = plainText(line, ours && loud ? Theme::strong(m_theme.captionFont()) : m_theme.captionFont(),
                                column.limit, 1);
    const QSizeF size = sizeOf(*text);
    const qreal whole = size.width() + (ours ? tickIcon + 4 : 0);
    column.width = std::max(column.width, whole);
    // Where it stands from the right is known once the bubble's width is.
    BubblePart part{.kind = BubblePart::Kind::Text, .color = ours ? look.color : Token::Text3, .text = text};
    part.rect = QRectF(QPointF(ours ? -whole : bubblePadding, column.y), size);
    column.parts << part;
    if (ours)
        column.parts << BubblePart{
            .kind = BubblePart::Kind::Icon,
            .rect = QRectF(-tickIcon, column.y + (size.height() - tickIcon) / 2 - 0.5, tickIcon, tickIcon),
            .color = look.color,
            .words = look.icon,
            .stroke = look.stroke};
    column.y += size.height();
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
    Column column{.limit = std::min<qreal>(most, width - 2 * chatMargin - 24) - 2 * bubblePadding};
    if (!continues)
        addHeader(column, row);
    addQuote(column, message);
    addContent(column, message);
    addFooter(column, message);

    const qreal bubbleWidth = column.width + 2 * bubblePadding;
    const qreal left = ours ? width - chatMargin - bubbleWidth : chatMargin;
    layout.bubble = QRectF(left, layout.height, bubbleWidth, column.y + bubbleAbove - 1);
    BubblePart box{.kind = BubblePart::Kind::Box, .rect = layout.bubble, .color = Token::Line, .radius = bubbleRadius};
    box.fill = !ours ? Token::BubbleIn : row.author.type == Author::Type::Bot ? Token::BubbleBot : Token::BubbleOut;
    box.bordered = !ours;
    if (row.state == DeliveryState::Refused) {
        box.bordered = true;
        box.color = isUnsettled(row) ? Token::Danger : Token::LineStrong;
    }
    (ours ? box.tailRight : box.tailLeft) = continues ? bubbleRadius : bubbleTail;
    layout.parts << box;
    for (BubblePart part : std::as_const(column.parts)) {
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
    const auto text = plainText(emoji.join(u' '), m_theme.bodyFont(), layout.bubble.width(), 1);
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
