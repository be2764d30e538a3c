#include "whatsapp/store/senderkeyholders.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

Result<QSet<QString>> SenderKeyHolders::of(const Jid &group)
{
    Statement query = m_store.database().prepare(u"SELECT address FROM sender_key_holder WHERE group_jid = ?"_s);
    if (auto done = query.bind(group.toString()).exec(); !done)
        return fail(done.error());
    QSet<QString> addresses;
    while (query.next())
        addresses.insert(query.text(0));
    return addresses;
}

Result<> SenderKeyHolders::add(const Jid &group, const QString &address)
{
    return m_store.database()
        .prepare(u"INSERT OR IGNORE INTO sender_key_holder(group_jid, address) VALUES (?, ?)"_s)
        .bind(group.toString())
        .bind(address)
        .exec();
}

Result<> SenderKeyHolders::remove(const Jid &group, const QString &address)
{
    return m_store.database()
        .prepare(u"DELETE FROM sender_key_holder WHERE group_jid = ? AND address = ?"_s)
        .bind(group.toString())
        .bind(address)
        .exec();
}

Result<> SenderKeyHolders::clear(const Jid &group)
{
    return m_store.database()
        .prepare(u"DELETE FROM sender_key_holder WHERE group_jid = ?"_s)
        .bind(group.toString())
        .exec();
}

} // namespace desk::wa
