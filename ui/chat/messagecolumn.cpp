#include "ui/chat/messagecolumn.h"

#include "ui/chat/plaintext.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int photoHeight = 320;
constexpr int voiceButton = 26;
constexpr int voiceGap = 9;
constexpr int voiceWave = 4 * VoicePlayer::bars;
constexpr int voiceWaveHeight = 22;
constexpr int quoteIndent = 10;

QString firstLines(const QString &text, int characters)
{
    return text.size() > characters ? text.left(characters) + u'…' : text;
}

/// What can be heard here: voice notes and other sound, once the file is here.
bool isSound(const ThreadMessage &message)
{
    return message.message.kind == "audio"_L1 && message.file && message.message.fileState == FileState::Available;
}

} // namespace

void MessageColumn::addText(const std::shared_ptr<QTextLayout> &text, Token color, qreal indent)
{
    const QSizeF size = sizeOf(*text);
    BubblePart part{.kind = BubblePart::Kind::Text, .color = color, .text = text};
    part.rect = QRectF(bubblePadding + indent, m_y, size.width(), size.height());
    m_parts << part;
    m_width = std::max(m_width, size.width() + indent);
    m_y += size.height();
}

void MessageColumn::addRule()
{
    m_y += 3;
    m_parts << BubblePart{.kind = BubblePart::Kind::Box,
                          .rect = QRectF(bubblePadding, m_y, m_width, 1),
                          .fill = Token::Line,
                          .bordered = false};
    m_y += 4;
}

bool MessageColumn::hasEarlier(const ThreadMessage &message)
{
    return (message.isEdited() || message.isRevoked()) && !message.message.text.isEmpty();
}

void MessageColumn::addHeader(const Message &message)
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
    const auto text = plainText(name, Theme::strong(m_theme.captionFont()), m_limit - indent, 1);
    if (!icon.isEmpty())
        m_parts << BubblePart{
            .kind = BubblePart::Kind::Icon,
            .rect = QRectF(bubblePadding, m_y + (sizeOf(*text).height() - tickIcon) / 2, tickIcon, tickIcon),
            .color = Token::Text2,
            .words = icon};
    addText(text, Token::Text2, indent);
    m_y += 1;
}

void MessageColumn::addQuote(const ThreadMessage &message)
{
    if (!message.quoted)
        return;
    const Message &quoted = *message.quoted;
    const qreal top = m_y;
    const QString author = quoted.direction == Direction::Out
        ? (m_viewer.isValid() && quoted.author.id == m_viewer.value ? Words::tr("You")
               : quoted.author.name.isEmpty()                       ? Words::tr("Assistant")
                                                                    : quoted.author.name)
        : (quoted.author.name.isEmpty() ? Words::tr("Customer") : quoted.author.name);
    const QString words = quoted.text.isEmpty() ? Words::kind(quoted) : firstLines(quoted.text.simplified(), 140);
    addText(plainText(author, Theme::strong(m_theme.captionFont()), m_limit - quoteIndent, 1), Token::Text,
            quoteIndent);
    addText(plainText(words, m_theme.bodyFont(), m_limit - quoteIndent, 2), Token::Text2, quoteIndent);
    m_parts << BubblePart{.kind = BubblePart::Kind::Box,
                          .rect = QRectF(bubblePadding, top, 2, m_y - top),
                          .fill = Token::LineStrong,
                          .bordered = false};
    for (BubblePart &part : m_parts) {
        if (part.rect.top() >= top)
            part.action = ChatAction::ShowQuoted;
    }
    m_y += 4;
}

void MessageColumn::addImage(const ThreadMessage &message)
{
    const Attachment &file = *message.file;
    const qreal width = std::min<qreal>(photoWidth, m_limit);
    qreal height = file.width > 0 ? width * file.height / file.width : width;
    height = std::clamp<qreal>(height, 60, photoHeight);
    m_parts << BubblePart{.kind = BubblePart::Kind::Image,
                          .rect = QRectF(bubblePadding, m_y + 2, width, height),
                          .file = file.id,
                          .action = ChatAction::OpenImage,
                          .radius = controlRadius};
    m_width = std::max(m_width, width);
    m_y += height + 6;
}

void MessageColumn::addFile(const ThreadMessage &message)
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
    bool opens = false; ///< with the system's program
    switch (row.fileState) {
    case FileState::None:
        break;
    case FileState::Available:
        action = Words::tr("Save");
        what = ChatAction::SaveFile;
        opens = row.kind == "audio"_L1 || row.kind == "video"_L1;
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
    const qreal top = m_y;
    m_parts << BubblePart{.kind = BubblePart::Kind::Icon,
                          .rect = QRectF(bubblePadding, top + 3, fileIcon, fileIcon),
                          .color = Token::Text2,
                          .words = icon,
                          .action = what};
    addText(plainText(name, m_theme.messageFont(), m_limit - indent, 2), Token::Text, indent);
    if (!facts.isEmpty() || !action.isEmpty()) {
        const auto text = plainText(facts.join(u" · "_s), m_theme.captionFont(), m_limit - indent - (opens ? 130 : 80),
                                    2);
        const QSizeF size2 = sizeOf(*text);
        const qreal y = m_y;
        addText(text, Token::Text3, indent);
        qreal x = bubblePadding + indent + size2.width() + (facts.isEmpty() ? 0 : 10);
        const auto addLink = [&](const QString &label, ChatAction click) {
            const auto link = plainText(label, Theme::strong(m_theme.captionFont()), 100, 1);
            BubblePart part{.kind = BubblePart::Kind::Text, .color = Token::Accent, .text = link, .action = click};
            part.rect = QRectF(QPointF(x, y), sizeOf(*link));
            m_width = std::max(m_width, part.rect.right() - bubblePadding);
            m_parts << part;
            m_y = std::max(m_y, y + part.rect.height());
            x = part.rect.right() + 10;
        };
        if (opens)
            addLink(Words::tr("Open"), ChatAction::OpenFile);
        if (!action.isEmpty())
            addLink(action, what);
    }
    m_y += 3;
}

void MessageColumn::addContent(const ThreadMessage &message, bool earlier)
{
    const Message &row = message.message;
    if (message.isRevoked()) {
        QFont italic = m_theme.messageFont();
        italic.setItalic(true);
        const QString words = row.direction == Direction::In ? Words::tr("The customer deleted this message")
                                                             : Words::tr("This message was taken back");
        addText(plainText(words, italic, m_limit), Token::Text2);
        if (earlier)
            addEarlier(message);
        return;
    }
    if (row.fileState != FileState::None) {
        if (row.kind == "image"_L1 && message.file && message.file->isShown())
            addImage(message);
        else if (m_voices.isAvailable() && isSound(message))
            addVoice(message);
        else
            addFile(message);
    }
    QString words = message.words();
    if (row.kind == "location"_L1 || row.kind == "contact"_L1 || row.kind == "call"_L1) {
        const QString icon = row.kind == "location"_L1 ? u"map-pin"_s
            : row.kind == "contact"_L1                 ? u"contact"_s
                                                       : u"phone-missed"_s;
        m_parts << BubblePart{.kind = BubblePart::Kind::Icon,
                              .rect = QRectF(bubblePadding, m_y + 1, fileIcon, fileIcon),
                              .color = Token::Text2,
                              .words = icon};
        const QString label = words.isEmpty() ? Words::kind(row) : words;
        return addText(plainText(label, m_theme.messageFont(), m_limit - fileIcon - 8), Token::Text, fileIcon + 8);
    }
    if (words.isEmpty() && row.fileState == FileState::None)
        words = Words::kind(row);
    if (words.isEmpty())
        return;
    const bool said = !message.words().isEmpty();
    const QColor link = said ? m_theme.color(Token::Accent) : QColor();
    const auto text = plainText(words, m_theme.messageFont(), m_limit, 0, link);
    addText(text, said ? Token::Text : Token::Text2);
    m_parts.last().selectable = said;
    if (earlier)
        addEarlier(message);
}

void MessageColumn::addEarlier(const ThreadMessage &message)
{
    if (!hasEarlier(message))
        return;
    addRule();
    // The original and every change of it, without the words that stand above.
    QList<std::pair<qint64, QString>> texts{{message.message.createdAt, message.message.text}};
    for (const Message &action : message.actions) {
        if (action.kind == "edit"_L1 && action.state != DeliveryState::Refused)
            texts << std::pair(action.createdAt, action.text);
    }
    if (!message.isRevoked())
        texts.removeLast();
    for (const auto &[at, words] : std::as_const(texts)) {
        addText(plainText(Words::tr("Until then, from %1").arg(Words::clockTime(at)),
                          Theme::strong(m_theme.captionFont()), m_limit, 1),
                Token::Text3);
        addText(plainText(words, m_theme.bodyFont(), m_limit), Token::Text2);
        m_parts.last().selectable = true;
        m_y += 2;
    }
}

void MessageColumn::addVoice(const ThreadMessage &message)
{
    const Attachment &file = *message.file;
    const QJsonObject media = message.message.details.value("media"_L1).toObject();
    auto length = std::chrono::duration_cast<std::chrono::seconds>(file.duration + std::chrono::milliseconds(500));
    if (length.count() == 0)
        length = std::chrono::seconds(media.value("duration_s"_L1).toInteger());
    const QFontMetrics metrics(m_theme.captionFont());
    const qreal time = metrics.horizontalAdvance(u"00:00"_s);
    const QSizeF speed(metrics.horizontalAdvance(u"1.5×"_s) + 14, metrics.height() + 4);
    const qreal before = voiceButton + voiceGap;
    const qreal after = voiceGap + time + 6 + speed.width();
    const qreal wave = std::min<qreal>(voiceWave, m_limit - before - after);
    const BubblePart part{.file = file.id,
                          .wave = QByteArray::fromBase64(media.value("waveform"_L1).toString().toLatin1()),
                          .length = length};
    const auto add = [&](BubblePart::Kind kind, qreal left, QSizeF size, ChatAction action) {
        BubblePart one = part;
        one.kind = kind;
        one.rect = QRectF(QPointF(bubblePadding + left, m_y + 2 + (voiceButton - size.height()) / 2), size);
        one.action = action;
        m_parts << one;
    };
    add(BubblePart::Kind::VoiceButton, 0, {voiceButton, voiceButton}, ChatAction::PlayVoice);
    add(BubblePart::Kind::VoiceWave, before, {wave, voiceWaveHeight}, ChatAction::SeekVoice);
    add(BubblePart::Kind::VoiceTime, before + wave + voiceGap, {time, qreal(metrics.height())}, ChatAction::None);
    add(BubblePart::Kind::VoiceSpeed, before + wave + voiceGap + time + 6, speed, ChatAction::ChangeSpeed);
    m_width = std::max(m_width, before + wave + after);
    m_y += voiceButton + 5;
    QString problem;
    switch (m_voices.problemOf(file.id)) {
    case VoicePlayer::Problem::None:
        return;
    case VoicePlayer::Problem::NoOutput:
        problem = Words::tr(
            "This computer has nothing to hear it with. Connect headphones or a speaker and play it again.");
        break;
    case VoicePlayer::Problem::NotPlayable:
        problem = Words::tr("It could not be played. Save it and open it with another program.");
        break;
    case VoicePlayer::Problem::NotThere:
        problem = Words::tr("Its file could not be read.");
        break;
    }
    addText(plainText(problem, m_theme.captionFont(), std::max<qreal>(m_width, 200)), Token::Danger);
    m_y += 2;
}

void MessageColumn::addFooter(const ThreadMessage &message, bool earlier)
{
    const Message &row = message.message;
    const bool ours = row.direction == Direction::Out;
    QString line = Words::clockTime(row.createdAt);
    const Look look = DesignTokens::lookOf(row.state);
    const bool loud = row.state == DeliveryState::Queued || row.state == DeliveryState::Sending
        || row.state == DeliveryState::Refused || row.state == DeliveryState::Read
        || row.state == DeliveryState::Played;
    if (ours)
        line += u" · "_s + (row.settledAt > 0 ? Words::tr("Refused, put aside") : Words::of(row.state));
    const auto text = plainText(line, ours && loud ? Theme::strong(m_theme.captionFont()) : m_theme.captionFont(),
                                m_limit, 1);
    const QSizeF size = sizeOf(*text);
    const qreal whole = size.width() + (ours ? tickIcon + 4 : 0);
    m_width = std::max(m_width, whole);
    // Where it stands from the right is known once the bubble's width is.
    BubblePart part{.kind = BubblePart::Kind::Text, .color = ours ? look.color : Token::Text3, .text = text};
    part.rect = QRectF(QPointF(ours ? -whole : bubblePadding, m_y), size);
    m_parts << part;
    if (hasEarlier(message)) {
        // On demand: what it said before.
        const QString words = earlier ? Words::tr("Hide the earlier text")
            : message.isRevoked()     ? Words::tr("Show what it said")
                                      : Words::tr("Edited");
        const auto label = plainText(words, m_theme.captionFont(), m_limit, 1);
        const QSizeF labelSize = sizeOf(*label);
        BubblePart link{
            .kind = BubblePart::Kind::Text, .color = Token::Accent, .text = label, .action = ChatAction::ShowEarlier};
        // Of ours it stands before the time, of the customer's after it.
        link.rect = QRectF(QPointF(ours ? -whole - 10 - labelSize.width() : bubblePadding + size.width() + 10, m_y),
                           labelSize);
        m_parts << link;
        m_width = std::max(m_width, whole + 10 + labelSize.width());
    }
    if (ours)
        m_parts << BubblePart{.kind = BubblePart::Kind::Icon,
                              .rect = QRectF(-tickIcon, m_y + (size.height() - tickIcon) / 2 - 0.5, tickIcon, tickIcon),
                              .color = look.color,
                              .words = look.icon,
                              .stroke = look.stroke};
    m_y += size.height();
}

} // namespace desk::ui
