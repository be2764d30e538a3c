#include "whatsapp/message/presence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

Node presenceNode(bool available, const QString &pushName)
{
    Node node{.tag = "presence", .attributes = {{"type", available ? "available" : "unavailable"}}};
    if (!pushName.isEmpty())
        node.set({"name", pushName.toUtf8()});
    return node;
}

Node subscribePresenceNode(const Jid &contact, const QByteArray &token)
{
    Node node{.tag = "presence", .attributes = {{"type", "subscribe"}, {"to", contact.bare()}}};
    if (!token.isEmpty())
        node.append({.tag = "tctoken", .content = token});
    return node;
}

Node chatStateNode(const Jid &chat, ChatState state)
{
    Node inside{.tag = state == ChatState::Paused ? "paused" : "composing"};
    if (state == ChatState::Recording)
        inside.set({"media", "audio"});
    return {.tag = "chatstate", .attributes = {{"to", chat.bare()}}, .content = QList{inside}};
}

Result<IncomingPresence> parsePresence(const Node &presence)
{
    const auto from = presence.jid("from");
    if (presence.tag != "presence" || !from || from->isServer())
        return fail(Errc::Protocol, u"a presence of nobody"_s);
    return IncomingPresence{.from = *from,
                            .available = presence.attr("type") != "unavailable",
                            .lastSeen = std::max<qint64>(presence.number("last").value_or(0), 0)};
}

Result<IncomingChatState> parseChatState(const Node &chatState)
{
    const auto from = chatState.jid("from");
    if (chatState.tag != "chatstate" || !from || from->isServer())
        return fail(Errc::Protocol, u"a chat state of nobody"_s);
    IncomingChatState read{.chat = from->account(), .sender = chatState.jid("participant").value_or(*from)};
    if (const Node *composing = chatState.child("composing"))
        read.state = composing->attr("media") == "audio" ? ChatState::Recording : ChatState::Composing;
    else if (!chatState.child("paused"))
        return fail(Errc::Protocol, u"an unknown chat state"_s);
    return read;
}

} // namespace desk::wa
