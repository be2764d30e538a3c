#include "core/storage/customerrepository.h"

#include "core/storage/searchwords.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString customerColumns =
    u"SELECT id, display_name, department, language, opt_out, created_at, notes, picture_attachment_id FROM customer "_s;
constexpr int mostOpenCounted = 100;
constexpr int fewestDigits = 4; // fewer fit too many numbers to be looked for

Customer customerFrom(const Statement &row)
{
    return {{row.int64(0)},    row.text(1),  row.text(2), row.text(3),
            row.int64(4) != 0, row.int64(5), row.text(6), {row.int64(7)}};
}

/// Every word, or one that begins with it, must occur. Quoted, so that no input is syntax.
QString matchOf(const QString &text)
{
    QStringList parts;
    const QStringList words = SearchWords::wordsOf(text);
    for (const QString &word : words.mid(0, 8))
        parts << u'"' + word + u"\"*"_s;
    return parts.join(u' ');
}

QString digitsOf(const QString &text)
{
    QString digits;
    for (const QChar c : text) {
        if (c >= u'0' && c <= u'9')
            digits += c;
        else if (!u"+ -()."_s.contains(c))
            return {};
    }
    return digits.size() < fewestDigits ? QString() : digits;
}

} // namespace

Result<CustomerPage> CustomerRepository::page(const CustomerFilter &filter, qint64 before, int limit)
{
    QString sql = customerColumns + u"WHERE merged_into IS NULL AND id < ?"_s;
    QVariantList values{before > 0 ? before : std::numeric_limits<qint64>::max()};
    if (!filter.text.trimmed().isEmpty()) {
        const QString match = matchOf(filter.text);
        if (match.isEmpty())
            return CustomerPage();
        sql += u" AND (id IN (SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?)"_s;
        values << match;
        if (const QString digits = digitsOf(filter.text); !digits.isEmpty()) {
            sql +=
                u" OR id IN (SELECT customer_id FROM customer_alias WHERE match_key LIKE ? AND match_key NOT LIKE 'lid:%')"_s;
            values << u'%' + digits + u'%';
        }
        sql += u')';
    }
    Statement query = m_database.prepare(sql + u" ORDER BY id DESC LIMIT ?"_s);
    for (const QVariant &value : std::as_const(values))
        query.bind(value);
    if (auto done = query.bind(limit + 1).exec(); !done)
        return fail(done.error());
    CustomerPage page;
    while (query.next()) {
        page.hasMore = page.customers.size() == limit;
        if (page.hasMore)
            break;
        page.customers << customerFrom(query);
    }
    return page;
}

Result<QList<Customer>> CustomerRepository::find(const QList<CustomerId> &ids)
{
    QStringList numbers;
    numbers.reserve(ids.size());
    for (const CustomerId id : ids)
        numbers << QString::number(id.value);
    Statement query = m_database.prepare(customerColumns + u"WHERE id IN (SELECT value FROM json_each(?))"_s);
    if (auto done = query.bind(u'[' + numbers.join(u',') + u']').exec(); !done)
        return fail(done.error());
    QList<Customer> customers;
    while (query.next())
        customers << customerFrom(query);
    return customers;
}

Result<CustomerLinePage> CustomerRepository::lines(const CustomerFilter &filter, qint64 before, int limit)
{
    const auto customers = page(filter, before, limit);
    if (!customers)
        return fail(customers.error());
    const auto lines = linesOf(customers->customers);
    return lines ? Result<CustomerLinePage>({*lines, customers->hasMore}) : fail(lines.error());
}

Result<QList<CustomerLine>> CustomerRepository::linesOf(const QList<CustomerId> &ids)
{
    QStringList numbers;
    numbers.reserve(ids.size());
    for (const CustomerId id : ids)
        numbers << QString::number(id.value);
    Statement query = m_database.prepare(customerColumns
                                         + u"WHERE merged_into IS NULL AND id IN (SELECT value FROM json_each(?))"_s);
    if (auto done = query.bind(u'[' + numbers.join(u',') + u']').exec(); !done)
        return fail(done.error());
    QList<Customer> customers;
    while (query.next())
        customers << customerFrom(query);
    return linesOf(customers);
}

Result<QList<CustomerLine>> CustomerRepository::linesOf(const QList<Customer> &customers)
{
    QStringList numbers;
    numbers.reserve(customers.size());
    for (const Customer &customer : customers)
        numbers << QString::number(customer.id.value);
    const QString ids = u'[' + numbers.join(u',') + u']';
    Statement addresses = m_database.prepare(
        u"SELECT customer_id, address FROM customer_alias WHERE customer_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY last_used_at DESC, id DESC"_s);
    if (auto done = addresses.bind(ids).exec(); !done)
        return fail(done.error());
    QHash<CustomerId, CustomerLine> known;
    while (addresses.next()) {
        CustomerLine &line = known[{addresses.int64(0)}];
        if (line.phone.isEmpty())
            line.phone = IdentityResolver::phoneOf(addresses.text(1));
    }
    Statement open = m_database.prepare(
        u"SELECT c.value, (SELECT count(*) FROM (SELECT 1 FROM ticket t WHERE t.customer_id = c.value AND t.status NOT IN "
        "('closed', 'cancelled') LIMIT ?)) FROM json_each(?) c"_s);
    if (auto done = open.bind(mostOpenCounted).bind(ids).exec(); !done)
        return fail(done.error());
    while (open.next())
        known[{open.int64(0)}].openTickets = int(open.int64(1));
    QList<CustomerLine> lines;
    lines.reserve(customers.size());
    for (const Customer &customer : customers) {
        CustomerLine line = known.value(customer.id);
        line.customer = customer;
        lines << line;
    }
    return lines;
}

Result<CustomerHistory> CustomerRepository::history(CustomerId id, qint64 before, int limit)
{
    Statement query = m_database.prepare(
        u"SELECT h.id, h.at, event, address, other_customer_id, merge_id, undone_at, actor_type, actor_id, actor_name "
        "FROM customer_history h LEFT JOIN customer_merge m ON m.id = h.merge_id WHERE customer_id = ? AND h.id < ? "
        "ORDER BY h.id DESC LIMIT ?"_s);
    query.bind(id.value).bind(before > 0 ? before : std::numeric_limits<qint64>::max()).bind(limit + 1);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    CustomerHistory history;
    while (query.next()) {
        history.hasMore = history.events.size() == limit;
        if (history.hasMore)
            break;
        history.events << CustomerEvent{query.int64(0),
                                        query.int64(1),
                                        query.text(2),
                                        query.text(3),
                                        {query.int64(4)},
                                        query.int64(5),
                                        query.text(2) == "merged"_L1 && query.int64(6) != 0,
                                        query.text(7),
                                        query.int64(8),
                                        query.text(9)};
    }
    return history;
}

} // namespace desk
