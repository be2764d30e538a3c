#include "core/messaging/otherchats.h"

#include "core/base/boundvalue.h"

using namespace Qt::StringLiterals;

namespace desk {

Result<> OtherChats::setListing(bool listing)
{
    m_listing = listing;
    return listing ? Result<>() : m_database.exec(u"DELETE FROM other_chat"_s);
}

Result<> OtherChats::take(const OtherChatMessage &message)
{
    if (!m_listing)
        return {};
    return m_database.transaction([&]() -> Result<> {
        Statement query = m_database.prepare(
            u"INSERT INTO other_chat(address, kind, messages, last_wire_id, last_sender, last_text, last_at) VALUES (?,?,1,?,?,?,?) "
            "ON CONFLICT(address) DO UPDATE SET messages = messages + 1, last_wire_id = excluded.last_wire_id, "
            "last_sender = excluded.last_sender, last_text = excluded.last_text, last_at = max(last_at, excluded.last_at) "
            "WHERE last_wire_id <> excluded.last_wire_id RETURNING messages, name"_s);
        query.bind(message.address).bind(message.kind).bind(message.wireId);
        query.bind(textOrEmpty(message.senderName)).bind(textOrEmpty(message.text.left(textLength)));
        if (auto done = query.bind(message.sentAt).exec(); !done)
            return done;
        if (!query.next())
            return {};
        const bool isNew = query.int64(0) == 1;
        if (message.kind == "group"_L1 && query.text(1).isEmpty() && !m_asked.contains(message.address)) {
            m_asked.insert(message.address);
            m_database.afterCommit([this, address = message.address] { Q_EMIT nameWanted(address); });
        }
        return isNew ? prune() : Result<>();
    });
}

Result<> OtherChats::rename(const QString &address, const QString &name)
{
    Statement query = m_database.prepare(u"UPDATE other_chat SET name = ? WHERE address = ?"_s);
    return query.bind(textOrEmpty(name.left(textLength))).bind(address).exec();
}

Result<QList<OtherChat>> OtherChats::newest(int limit)
{
    Statement query = m_database.prepare(
        u"SELECT address, kind, name, messages, last_sender, last_text, last_at FROM other_chat "
        "ORDER BY last_at DESC, address DESC LIMIT ?"_s);
    if (auto done = query.bind(limit).exec(); !done)
        return fail(done.error());
    QList<OtherChat> chats;
    while (query.next())
        chats << OtherChat{query.text(0), query.text(1), query.text(2), query.int64(3),
                           query.text(4), query.text(5), query.int64(6)};
    return chats;
}

Result<> OtherChats::prune()
{
    Statement query = m_database.prepare(
        u"DELETE FROM other_chat WHERE address IN (SELECT address FROM other_chat ORDER BY last_at DESC, address DESC "
        "LIMIT -1 OFFSET ?)"_s);
    return query.bind(kept).exec();
}

} // namespace desk
