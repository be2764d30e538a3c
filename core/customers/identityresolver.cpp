#include "core/customers/identityresolver.h"

using namespace Qt::StringLiterals;

namespace desk {

QString IdentityResolver::matchKey(const QString &address)
{
    const QString user = address.section(u'@', 0, 0).section(u':', 0, 0);
    const QString server = address.section(u'@', 1, 1);
    if (server == "lid"_L1)
        return u"lid:"_s + user;
    QString digits;
    for (const QChar c : user) {
        if (c >= u'0' && c <= u'9')
            digits += c;
        else if (!u"+ -().\u00a0"_s.contains(c))
            return u"other:"_s + address; // not a telephone number: only itself
    }
    if (digits.isEmpty())
        return u"other:"_s + address;
    // Mexico's mobile numbers are written with and without the 1 after the country code,
    if (digits.size() == 13 && digits.startsWith("521"_L1))
        digits.remove(2, 1);
    // Brazil's with and without the ninth digit after the area code.
    if (digits.size() == 13 && digits.startsWith("55"_L1) && digits.at(4) == u'9')
        digits.remove(4, 1);
    return digits;
}

Result<CustomerId> IdentityResolver::resolve(const QString &address, const QString &name)
{
    if (address.trimmed().isEmpty() || address.size() > 128)
        return fail(Errc::Invalid, u"an address of 1 to 128 characters is needed"_s);
    return m_database.transaction([&]() -> Result<CustomerId> {
        const qint64 now = m_clock.nowMs();
        Statement exact = m_database.prepare(
            u"UPDATE customer_alias SET last_used_at = ? WHERE address = ? RETURNING customer_id"_s);
        if (auto done = exact.bind(now).bind(address).exec(); !done)
            return fail(done.error());
        if (exact.next())
            return CustomerId{exact.int64(0)};

        const QString key = matchKey(address);
        Statement similar = m_database.prepare(
            u"SELECT customer_id FROM customer_alias WHERE match_key = ? ORDER BY last_used_at DESC LIMIT 1"_s);
        if (auto done = similar.bind(key).exec(); !done)
            return fail(done.error());
        CustomerId customer;
        if (similar.next()) {
            customer = {similar.int64(0)};
        } else {
            auto created = create(name);
            if (!created)
                return created;
            customer = *created;
        }
        Statement alias = m_database.prepare(
            u"INSERT INTO customer_alias(customer_id, address, match_key, last_used_at) VALUES (?,?,?,?)"_s);
        if (auto done = alias.bind(customer.value).bind(address).bind(key).bind(now).exec(); !done)
            return fail(done.error());
        return customer;
    });
}

Result<CustomerId> IdentityResolver::create(const QString &name)
{
    Statement query = m_database.prepare(u"INSERT INTO customer(display_name, created_at) VALUES (?, ?)"_s);
    if (auto done = query.bind(name.isNull() ? u""_s : name.left(200)).bind(m_clock.nowMs()).exec(); !done)
        return fail(done.error());
    return CustomerId{query.lastInsertId()};
}

Result<Customer> IdentityResolver::find(CustomerId id)
{
    Statement query = m_database.prepare(
        u"SELECT display_name, department, language, opt_out FROM customer WHERE id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"customer %1"_s.arg(id.value));
    return Customer{id, query.text(0), query.text(1), query.text(2), query.int64(3) != 0};
}

Result<QString> IdentityResolver::sendingAddress(CustomerId id)
{
    Statement query = m_database.prepare(
        u"SELECT address FROM customer_alias WHERE customer_id = ? ORDER BY last_used_at DESC, id DESC LIMIT 1"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"customer %1 has no address"_s.arg(id.value));
    return query.text(0);
}

Result<> IdentityResolver::learn(CustomerId id, const QString &name, const QString &department)
{
    Statement query = m_database.prepare(u"UPDATE customer SET display_name = coalesce(nullif(?, ''), display_name), "
                                         "department = coalesce(nullif(?, ''), department) WHERE id = ?"_s);
    return query.bind(name.isNull() ? u""_s : name)
        .bind(department.isNull() ? u""_s : department)
        .bind(id.value)
        .exec();
}

} // namespace desk
