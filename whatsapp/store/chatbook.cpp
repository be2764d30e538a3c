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

// What was noted before his hidden id was known is filed under his number.
Result<QList<Jid>> ChatBook::namesOf(const Jid &person)
{
    const auto key = keyOf(person);
    if (!key)
        return fail(key.error());
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
    return names;
}

Result<Jid> ChatBook::notedAddress(const QList<Jid> &names)
{
    for (const Jid &name : names) {
        Statement query = m_store.database().prepare(u"SELECT address FROM chat WHERE account = ? AND address <> ''"_s);
        if (auto done = query.bind(name.toString()).exec(); !done)
            return fail(done.error());
        if (query.next())
            return Jid::parse(query.text(0)).value_or(names.constFirst());
    }
    return Jid();
}

Result<Jid> ChatBook::addressOf(const Jid &person)
{
    const auto names = namesOf(person);
    if (!names)
        return fail(names.error());
    auto noted = notedAddress(*names);
    return noted && noted->isNull() ? names->constFirst() : noted;
}

Result<bool> ChatBook::isKnown(const Jid &person)
{
    const auto names = namesOf(person);
    if (!names)
        return fail(names.error());
    return notedAddress(*names).map([](const Jid &address) { return !address.isNull(); });
}

Result<ChatBook::Timer> ChatBook::timerOf(const Jid &person)
{
    const auto names = namesOf(person);
    if (!names)
        return fail(names.error());
    Timer newest;
    for (const Jid &name : *names) {
        Statement query = m_store.database().prepare(
            u"SELECT expiration, expiration_set_at FROM chat WHERE account = ?"_s);
        if (auto done = query.bind(name.toString()).exec(); !done)
            return fail(done.error());
        if (query.next() && query.int64(1) > newest.setAt)
            newest = {std::chrono::seconds(query.int64(0)), query.int64(1)};
    }
    return newest;
}

Result<> ChatBook::setTimer(const Jid &person, const Timer &timer)
{
    const auto key = keyOf(person);
    if (!key)
        return fail(key.error());
    const auto present = timerOf(person);
    if (!present)
        return fail(present.error());
    if (timer.setAt < present->setAt)
        return {};
    return m_store.database()
        .prepare(
            u"INSERT INTO chat(account, address, expiration, expiration_set_at) VALUES (?, '', ?, ?) ON CONFLICT(account) "
            "DO UPDATE SET expiration = excluded.expiration, expiration_set_at = excluded.expiration_set_at"_s)
        .bind(key->toString())
        .bind(qint64(timer.expiration.count()))
        .bind(timer.setAt)
        .exec();
}

} // namespace desk::wa
