#include "core/customers/identityresolver.h"

#include "core/base/boundvalue.h"
#include "core/customers/customerjoin.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr int maxNameLength = 200;
constexpr int maxAddresses = 16;
} // namespace

QString IdentityResolver::matchKey(const QString &address)
{
    const QString user = address.section(u'@', 0, 0).section(u':', 0, 0);
    const QString server = address.section(u'@', 1, 1);
    if (server == "lid"_L1 || server == "hosted.lid"_L1)
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

QString IdentityResolver::phoneOf(const QString &address)
{
    const QString server = address.section(u'@', 1, 1);
    if (!server.isEmpty() && server != "s.whatsapp.net"_L1 && server != "c.us"_L1)
        return {};
    const QString key = matchKey(address);
    if (key.contains(u':')) // a LID, or no number at all
        return {};
    QString digits;
    const QString user = address.section(u'@', 0, 0).section(u':', 0, 0);
    for (const QChar c : user) {
        if (c >= u'0' && c <= u'9')
            digits += c;
    }
    return digits;
}

bool IdentityResolver::isAddress(const QString &address)
{
    return !address.trimmed().isEmpty() && address.size() <= 128;
}

Result<CustomerId> IdentityResolver::resolve(const QString &address, const QStringList &aliases, const QString &name)
{
    return settle(QStringList(address) + aliases, name, Use::Wrote);
}

Result<CustomerId> IdentityResolver::mean(const QString &address, const QStringList &aliases, const QString &name)
{
    return settle(QStringList(address) + aliases, name, Use::Meant);
}

Result<CustomerId> IdentityResolver::settle(const QStringList &addresses, const QString &name, Use use)
{
    if (!isAddress(addresses.constFirst()))
        return fail(Errc::Invalid, u"an address of 1 to 128 characters is needed"_s);
    QStringList usable;
    for (const QString &address : addresses) {
        if (isAddress(address) && !usable.contains(address) && usable.size() < maxAddresses)
            usable << address;
    }
    return m_database.transaction([&]() -> Result<CustomerId> {
        auto customer = unite(usable);
        if (!customer)
            return customer;
        if (!customer->isValid()) {
            customer = create(name);
            if (!customer)
                return customer;
        } else if (!name.isEmpty()) {
            Statement named = m_database.prepare(
                u"UPDATE customer SET display_name = ? WHERE id = ? AND display_name = ''"_s);
            if (auto done = named.bind(name.left(maxNameLength)).bind(customer->value).exec(); !done)
                return fail(done.error());
        }
        if (auto done = addMissing(*customer, usable); !done)
            return fail(done.error());
        if (use == Use::Meant)
            return customer;
        Statement used = m_database.prepare(u"UPDATE customer_alias SET last_used_at = ? WHERE address = ?"_s);
        if (auto done = used.bind(m_clock.nowMs()).bind(usable.constFirst()).exec(); !done)
            return fail(done.error());
        return customer;
    });
}

Result<> IdentityResolver::learnAlias(const QString &address, const QString &alias)
{
    if (!isAddress(address) || !isAddress(alias))
        return fail(Errc::Invalid, u"two addresses of 1 to 128 characters are needed"_s);
    return m_database.transaction([&]() -> Result<> {
        const QStringList both{address, alias};
        auto customer = unite(both);
        if (!customer)
            return fail(customer.error());
        return customer->isValid() ? addMissing(*customer, both) : Result<>();
    });
}

Result<CustomerId> IdentityResolver::lookUp(const QString &address)
{
    Statement exact = m_database.prepare(u"SELECT customer_id FROM customer_alias WHERE address = ?"_s);
    if (auto done = exact.bind(address).exec(); !done)
        return fail(done.error());
    if (exact.next())
        return CustomerId{exact.int64(0)};
    Statement similar = m_database.prepare(
        u"SELECT customer_id FROM customer_alias WHERE match_key = ? ORDER BY last_used_at DESC LIMIT 1"_s);
    if (auto done = similar.bind(matchKey(address)).exec(); !done)
        return fail(done.error());
    return similar.next() ? CustomerId{similar.int64(0)} : CustomerId{};
}

Result<CustomerId> IdentityResolver::unite(const QStringList &addresses)
{
    CustomerId oldest;
    QList<std::pair<CustomerId, QString>> found;
    for (const QString &address : addresses) {
        auto customer = lookUp(address);
        if (!customer)
            return customer;
        if (!customer->isValid())
            continue;
        found.emplaceBack(*customer, address);
        if (!oldest.isValid() || customer->value < oldest.value)
            oldest = *customer;
    }
    LiveLog live(m_database, m_clock);
    QSet<CustomerId> joined{oldest};
    for (const auto &[customer, address] : std::as_const(found)) {
        if (joined.contains(customer))
            continue;
        joined << customer;
        if (auto done = CustomerJoin(m_database, live).join(oldest, customer, {.address = address}, m_clock.nowMs());
            !done)
            return fail(done.error());
    }
    return oldest;
}

Result<> IdentityResolver::addMissing(CustomerId customer, const QStringList &addresses)
{
    QList<qint64> added;
    for (const QString &address : addresses) {
        Statement alias = m_database.prepare(
            u"INSERT INTO customer_alias(customer_id, address, match_key, last_used_at) VALUES (?,?,?,0) "
            "ON CONFLICT(address) DO NOTHING RETURNING id"_s);
        if (auto done = alias.bind(customer.value).bind(address).bind(matchKey(address)).exec(); !done)
            return done;
        if (!alias.next())
            continue;
        added << alias.int64(0);
        Statement history = m_database.prepare(
            u"INSERT INTO customer_history(customer_id, at, event, address) VALUES (?,?,'alias',?)"_s);
        if (auto done = history.bind(customer.value).bind(m_clock.nowMs()).bind(address).exec(); !done)
            return done;
    }
    // Those that come together are of one person, whomever a merge gave one of them to.
    return added.isEmpty() || addresses.size() < 2 ? Result<>() : noteTogether(added, addresses);
}

Result<> IdentityResolver::noteTogether(const QList<qint64> &added, const QStringList &addresses)
{
    const auto list = QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(addresses)).toJson(QJsonDocument::Compact));
    for (const qint64 id : added) {
        Statement query = m_database.prepare(
            u"UPDATE customer_alias SET learned_with = (SELECT min(id) FROM customer_alias WHERE address IN "
            "(SELECT value FROM json_each(?)) AND id < ?) WHERE id = ?"_s);
        if (auto done = query.bind(list).bind(id).bind(id).exec(); !done)
            return done;
    }
    return {};
}

Result<CustomerId> IdentityResolver::create(const QString &name)
{
    Statement query = m_database.prepare(u"INSERT INTO customer(display_name, created_at) VALUES (?, ?)"_s);
    if (auto done = query.bind(textOrEmpty(name.left(maxNameLength))).bind(m_clock.nowMs()).exec(); !done)
        return fail(done.error());
    return CustomerId{query.lastInsertId()};
}

Result<Customer> IdentityResolver::find(CustomerId id)
{
    Statement query = m_database.prepare(
        u"SELECT display_name, department, language, opt_out, created_at, notes, merged_into, picture_attachment_id "
        "FROM customer WHERE id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"customer %1"_s.arg(id.value));
    if (const CustomerId kept{query.int64(6)}; kept.isValid())
        return find(kept);
    return Customer{id,
                    query.text(0),
                    query.text(1),
                    query.text(2),
                    query.int64(3) != 0,
                    query.int64(4),
                    query.text(5),
                    {query.int64(7)}};
}

Result<QStringList> IdentityResolver::addresses(CustomerId id)
{
    Statement query = m_database.prepare(
        u"SELECT address FROM customer_alias WHERE customer_id = ? ORDER BY last_used_at DESC, id DESC"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    QStringList addresses;
    while (query.next())
        addresses << query.text(0);
    return addresses;
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

Result<Customer> IdentityResolver::change(CustomerId id, const CustomerPatch &patch)
{
    return m_database.transaction([&]() -> Result<Customer> {
        auto customer = find(id);
        if (!customer)
            return customer;
        Statement query = m_database.prepare(
            u"UPDATE customer SET display_name = ?, department = ?, language = ?, notes = ?, opt_out = ? WHERE id = ?"_s);
        query.bind(patch.displayName.value_or(customer->displayName));
        query.bind(patch.department.value_or(customer->department));
        query.bind(patch.language.value_or(customer->language)).bind(patch.notes.value_or(customer->notes));
        query.bind(patch.optOut.value_or(customer->optOut) ? 1 : 0).bind(customer->id.value);
        if (auto done = query.exec(); !done)
            return fail(done.error());
        if (auto done = LiveLog(m_database, m_clock).record(u"customer"_s, customer->id.value); !done)
            return fail(done.error());
        return find(customer->id);
    });
}

Result<> IdentityResolver::learn(CustomerId id, const QString &name, const QString &department)
{
    Statement query = m_database.prepare(u"UPDATE customer SET display_name = coalesce(nullif(?, ''), display_name), "
                                         "department = coalesce(nullif(?, ''), department) WHERE id = ?"_s);
    return query.bind(textOrEmpty(name)).bind(textOrEmpty(department)).bind(id.value).exec();
}

} // namespace desk
