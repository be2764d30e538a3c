#include "whatsapp/store/chatbook.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

Result<Jid> ChatBook::keyOf(const Jid &person)
{
    const Jid account = person.account();
    if (!account.isPhone())
        return account;
    const auto lid = m_store.lidOf(account);
    if (!lid)
        return fail(lid.error());
    return lid->value_or(account);
}

Result<> ChatBook::noteAddress(const Jid &address)
{
    const auto key = keyOf(address);
    if (!key)
        return fail(key.error());
    const QString text = address.account().toString();
    {
        Statement known = m_store.database().prepare(u"SELECT address FROM chat WHERE account = ?"_s);
        if (auto done = known.bind(key->toString()).exec(); !done)
            return done;
        if (known.next() && known.text(0) == text)
            return {};
    }
    return m_store.database()
        .prepare(
            u"INSERT INTO chat(account, address) VALUES (?, ?) ON CONFLICT(account) DO UPDATE SET address = excluded.address"_s)
        .bind(key->toString())
        .bind(text)
        .exec();
}

Result<Jid> ChatBook::addressOf(const Jid &person)
{
    const auto key = keyOf(person);
    if (!key)
        return fail(key.error());
    // What he wrote before his hidden id was known is filed under his number.
    QList<Jid> names{*key};
    if (person.account() != *key)
        names.append(person.account());
    if (key->isLid()) {
        const auto phone = m_store.phoneOf(*key);
        if (!phone)
            return fail(phone.error());
        if (*phone && !names.contains(**phone))
            names.append(**phone);
    }
    for (const Jid &name : std::as_const(names)) {
        Statement query = m_store.database().prepare(u"SELECT address FROM chat WHERE account = ? AND address <> ''"_s);
        if (auto done = query.bind(name.toString()).exec(); !done)
            return fail(done.error());
        if (query.next())
            return Jid::parse(query.text(0)).value_or(*key);
    }
    return *key;
}

Result<bool> ChatBook::isKnown(const Jid &person)
{
    const auto key = keyOf(person);
    if (!key)
        return fail(key.error());
    Statement query = m_store.database().prepare(u"SELECT 1 FROM chat WHERE account IN (?, ?) AND address <> ''"_s);
    if (auto done = query.bind(key->toString()).bind(person.account().toString()).exec(); !done)
        return fail(done.error());
    return query.next();
}

Result<ChatBook::Timer> ChatBook::timerOf(const Jid &person)
{
    const auto key = keyOf(person);
    if (!key)
        return fail(key.error());
    Statement query = m_store.database().prepare(u"SELECT expiration, expiration_set_at FROM chat WHERE account = ?"_s);
    if (auto done = query.bind(key->toString()).exec(); !done)
        return fail(done.error());
    return query.next() ? Timer{std::chrono::seconds(query.int64(0)), query.int64(1)} : Timer{};
}

Result<> ChatBook::setTimer(const Jid &person, const Timer &timer)
{
    const auto key = keyOf(person);
    if (!key)
        return fail(key.error());
    return m_store.database()
        .prepare(
            u"INSERT INTO chat(account, address, expiration, expiration_set_at) VALUES (?, '', ?, ?) ON CONFLICT(account) "
            "DO UPDATE SET expiration = excluded.expiration, expiration_set_at = excluded.expiration_set_at "
            "WHERE excluded.expiration_set_at >= expiration_set_at"_s)
        .bind(key->toString())
        .bind(qint64(timer.expiration.count()))
        .bind(timer.setAt)
        .exec();
}

} // namespace desk::wa
