#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QString>

// Who is there, and who is typing (note 2, section 4.7). Pure, any thread. None of it is acknowledged.
namespace desk::wa {

enum class ChatState : quint8 {
    Composing,
    Recording, ///< <composing media="audio"/>
    Paused,
};

/// <presence type="available|unavailable" name=.../>. Without a name contacts see "-".
[[nodiscard]] Node presenceNode(bool available, const QString &pushName);

/// <presence type="subscribe" to=.../>. @param token the contact's privacy token; empty: none.
[[nodiscard]] Node subscribePresenceNode(const Jid &contact, const QByteArray &token = {});

/// <chatstate to=...>. Only of use while available.
[[nodiscard]] Node chatStateNode(const Jid &chat, ChatState state);

struct IncomingPresence
{
    Jid from = {};
    bool available = false;
    qint64 lastSeen = 0; ///< Unix seconds; 0: not told or hidden
};

/// @return Protocol without usable from.
[[nodiscard]] Result<IncomingPresence> parsePresence(const Node &presence);

struct IncomingChatState
{
    Jid chat = {};   ///< bare
    Jid sender = {}; ///< as received
    ChatState state = ChatState::Paused;
};

/// @return Protocol without usable from or with an unknown state.
[[nodiscard]] Result<IncomingChatState> parseChatState(const Node &chatState);

} // namespace desk::wa
