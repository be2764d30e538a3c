#pragma once

#include "core/base/database.h"
#include "core/customers/identityresolver.h"

namespace desk {

struct CustomerFilter
{
    QString text; ///< words of name, department or notes, or digits of a telephone number
};

struct CustomerPage
{
    QList<Customer> customers; ///< newest first
    bool hasMore = false;
};

/// A customer as a list shows him.
struct CustomerLine
{
    Customer customer = {};
    QString phone = {}; ///< digits, as last used; empty where none is known
    int openTickets = 0;
};

struct CustomerLinePage
{
    QList<CustomerLine> lines = {}; ///< newest first
    bool hasMore = false;
};

/// What became known of whom a customer is.
struct CustomerEvent
{
    qint64 id = 0;
    qint64 at = 0;
    QString event; ///< alias, joined, merged, unmerged
    QString address;
    CustomerId other;    ///< of all but "alias"
    qint64 merge = 0;    ///< of "merged" and "unmerged"
    bool undone = false; ///< of "merged"
    QString actorType;
    qint64 actorId = 0;
    QString actorName;
};

struct CustomerHistory
{
    QList<CustomerEvent> events; ///< newest first
    bool hasMore = false;
};

/// SQL of lists of customers. Those that were joined to another are not in them.
class CustomerRepository
{
public:
    explicit CustomerRepository(Database &database) : m_database(database) { }

    /// @param before only ids below it; 0: from the newest.
    [[nodiscard]] Result<CustomerPage> page(const CustomerFilter &filter, qint64 before, int limit);
    [[nodiscard]] Result<CustomerLinePage> lines(const CustomerFilter &filter, qint64 before, int limit);
    /// Of @p ids, in any order; what is not there, or was joined to another, is missing.
    [[nodiscard]] Result<QList<CustomerLine>> linesOf(const QList<CustomerId> &ids);
    /// Of @p ids, in any order; what is not there is missing.
    [[nodiscard]] Result<QList<Customer>> find(const QList<CustomerId> &ids);
    [[nodiscard]] Result<CustomerHistory> history(CustomerId id, qint64 before, int limit);

private:
    [[nodiscard]] Result<QList<CustomerLine>> linesOf(const QList<Customer> &customers);

    Database &m_database;
};

} // namespace desk
