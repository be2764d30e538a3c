#include "ui/chat/messagemenu.h"

#include "ui/chat/chatview.h"
#include "ui/chat/plaintext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int mostLink = 40; ///< characters in the menu; the question before it is opened shows all

} // namespace

MessageMenu::MessageMenu(MessageCommands &commands, ChatView &view, VoicePlayer &voices, const Theme &theme, int row,
                         QWidget *parent)
    : QMenu(parent), m_commands(commands), m_view(view), m_voices(voices), m_theme(theme)
{
    const ChatEntry &entry = view.model().at(row);
    if (const QString selected = view.selectedText(); !selected.isEmpty())
        addAction(m_theme.icon(u"copy"_s), tr("Copy the selection"), QKeySequence::Copy, this,
                  [selected] { QGuiApplication::clipboard()->setText(selected); });
    const bool revoked = entry.kind == ChatEntry::Kind::Message && entry.message.isRevoked();
    if (const QString text = view.model().data(view.model().index(row), Qt::DisplayRole).toString();
        !text.isEmpty() && !revoked)
        addAction(m_theme.icon(u"copy"_s), tr("Copy text"), this,
                  [text] { QGuiApplication::clipboard()->setText(text); });
    if (entry.kind == ChatEntry::Kind::Message && entry.message.message.kind != "system"_L1)
        addMessage(entry.message);
}

void MessageMenu::addMessage(const ThreadMessage &message)
{
    const MessageId id = message.message.id;
    if (!message.isRevoked()) {
        addAction(m_theme.icon(u"reply"_s), tr("Reply to this"), this, [this, id] { Q_EMIT replyWanted(id); });
        addReactions(message);
        if (m_commands.mayEdit(message))
            addAction(m_theme.icon(u"pencil"_s), tr("Edit"), this, [this, id] { Q_EMIT editWanted(id); });
        addFile(message);
    }
    const QStringList links = message.isRevoked() ? QStringList() : linksIn(message.words());
    for (const QString &link : links)
        addAction(m_theme.icon(u"external-link"_s),
                  tr("Open %1…").arg(QString(link).left(mostLink).replace(u'&', u"&&"_s)), this,
                  [this, link] { m_commands.openLink(link); });
    if (const MessageId quoted = message.message.quotedId; quoted.isValid())
        addAction(m_theme.icon(u"message-square-text"_s), tr("Go to the quoted message"), this,
                  [this, quoted] { m_view.scrollTo(quoted); });
    addSeparator();
    addAction(m_theme.icon(u"info"_s), tr("Details"), this, [this, id] { m_commands.showDetail(id); });
    if (m_commands.mayTakeBack(message))
        addAction(m_theme.icon(u"trash-2"_s), tr("Delete for everyone…"), this,
                  [this, id] { m_commands.takeBack(id); });
}

void MessageMenu::addReactions(const ThreadMessage &message)
{
    const Message &row = message.message;
    if (row.state == DeliveryState::Queued || row.state == DeliveryState::Sending
        || row.state == DeliveryState::Refused)
        return; // nobody else has it
    const MessageId id = row.id;
    QMenu *reactions = addMenu(m_theme.icon(u"smile-plus"_s), tr("React"));
    for (const QString &emoji : {u"👍"_s, u"❤️"_s, u"😂"_s, u"🙏"_s, u"✅"_s})
        reactions->addAction(emoji, this, [this, id, emoji] { m_commands.react(id, emoji); });
    reactions->addAction(tr("Another emoji…"), this, [this, id] { Q_EMIT emojiWanted(id); });
    for (const Message &action : message.actions) {
        if (action.kind == "reaction"_L1 && action.direction == Direction::Out && !action.text.isEmpty()) {
            reactions->addSeparator();
            reactions->addAction(tr("Take the reaction back"), this, [this, id] { m_commands.react(id, {}); });
            break;
        }
    }
}

void MessageMenu::addVoice(const ThreadMessage &message)
{
    const AttachmentId file = message.file->id;
    const bool playing = m_voices.stateOf(file) == VoicePlayer::State::Playing;
    addAction(m_theme.icon(playing ? u"pause"_s : u"play"_s), playing ? tr("Pause") : tr("Play"),
              QKeySequence(Qt::Key_Space), this, [this, file] { m_voices.toggle(file); });
    QMenu *speeds = addMenu(tr("Speed"));
    for (const double speed : VoicePlayer::speeds) {
        QAction *one = speeds->addAction(QLocale().toString(speed) + u'×', this,
                                         [this, speed] { m_voices.setSpeed(speed); });
        one->setCheckable(true);
        one->setChecked(speed == m_voices.speed());
    }
}

void MessageMenu::addFile(const ThreadMessage &message)
{
    if (message.message.fileState != FileState::Available || !message.file)
        return;
    const MessageId id = message.message.id;
    if (message.message.kind == "audio"_L1 && m_voices.isAvailable())
        addVoice(message);
    if (message.message.kind == "audio"_L1 || message.message.kind == "video"_L1)
        addAction(m_theme.icon(u"external-link"_s), tr("Open with another program"), this,
                  [this, id] { m_commands.open(id); });
    addAction(m_theme.icon(u"download"_s), tr("Save file…"), this, [this, id] { m_commands.save(id); });
}

} // namespace desk::ui
