#pragma once

#include "ui/audio/voiceplayer.h"
#include "ui/chat/messagecommands.h"

#include <QMenu>

namespace desk::ui {

class ChatView;

/// The menu of one entry of a conversation: all that can be done with it.
class MessageMenu : public QMenu
{
    Q_OBJECT

public:
    MessageMenu(MessageCommands &commands, ChatView &view, VoicePlayer &voices, const Theme &theme, int row,
                QWidget *parent = nullptr);

Q_SIGNALS:
    void replyWanted(desk::MessageId message);
    void editWanted(desk::MessageId message);
    /// Any emoji, from the picker.
    void emojiWanted(desk::MessageId message);

private:
    void addMessage(const ThreadMessage &message);
    void addReactions(const ThreadMessage &message);
    void addVoice(const ThreadMessage &message);
    void addFile(const ThreadMessage &message);

    MessageCommands &m_commands;
    ChatView &m_view;
    VoicePlayer &m_voices;
    const Theme &m_theme;
};

} // namespace desk::ui
