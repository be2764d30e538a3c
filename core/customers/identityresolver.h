#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/id.h"

#include <QStringList>

#include <optional>

namespace desk {

struct Customer
{
    CustomerId id;
    QString displayName;
    QString department;
    QString language;
    bool optOut = false;
    qint64 createdAt = 0;
    QString notes = {};
    AttachmentId picture = {}; ///< that they show of themselves; invalid: none
};

/// What one of us changes of a customer; only what is set.
struct CustomerPatch
{
    std::optional<QString> displayName = {}, department = {}, language = {}, notes = {};
    std::optional<bool> optOut = {};
};

/// Which customer an address belongs to: one person, many addresses (LID, phone, 52/521 forms).
///
/// Addresses are kept as they came, for sending; only the match key is normalised. Whatever order they come in, in the end there is one
/// customer: when two turn out to be one, the younger goes into the older (see CustomerJoin) and its id finds the older from then on.
/// Lives on the core thread.
class IdentityResolver
{
public:
    IdentityResolver(Database &database, Clock &clock) : m_database(database), m_clock(clock) { }

    /// The customer who writes from @p address, known or new. @p aliases are the same person's other addresses; answers go to @p address
    /// from now on. An empty @p name keeps the known name, and a known name is kept.
    [[nodiscard]] Result<CustomerId> resolve(const QString &address, const QStringList &aliases, const QString &name);
    [[nodiscard]] Result<CustomerId> resolve(const QString &address, const QString &name)
    {
        return resolve(address, {}, name);
    }
    /// The customer whom one of us means by @p address, known or new: where answers go to stays.
    [[nodiscard]] Result<CustomerId> mean(const QString &address, const QStringList &aliases, const QString &name);
    /// Two addresses of one person. Of nobody known: nothing.
    [[nodiscard]] Result<> learnAlias(const QString &address, const QString &alias);
    /// @return an invalid id when nobody has that address.
    [[nodiscard]] Result<CustomerId> lookUp(const QString &address);
    /// A customer without any address (walk-in).
    [[nodiscard]] Result<CustomerId> create(const QString &name);
    /// By the id of one that was joined to another, the other.
    [[nodiscard]] Result<Customer> find(CustomerId id);
    /// The address that the customer wrote from last. NotFound for a walk-in.
    [[nodiscard]] Result<QString> sendingAddress(CustomerId id);
    /// All of the customer's addresses, the last used first.
    [[nodiscard]] Result<QStringList> addresses(CustomerId id);
    /// @return the customer as changed. NotFound for nobody.
    [[nodiscard]] Result<Customer> change(CustomerId id, const CustomerPatch &patch);
    [[nodiscard]] Result<> learn(CustomerId id, const QString &name, const QString &department);

    /// "5215512345678@s.whatsapp.net" -> "525512345678"; a LID is never a phone number: "lid:123".
    [[nodiscard]] static QString matchKey(const QString &address);
    /// The digits of a real telephone number as the address has them; empty for a LID and anything else.
    [[nodiscard]] static QString phoneOf(const QString &address);
    /// Whether @p address is something that can be kept: 1 to 128 characters.
    [[nodiscard]] static bool isAddress(const QString &address);

private:
    enum class Use { Wrote, Meant };
    [[nodiscard]] Result<CustomerId> settle(const QStringList &addresses, const QString &name, Use use);
    /// Joins those that @p addresses lead to and adds what is new. @return an invalid id when they lead to nobody.
    [[nodiscard]] Result<CustomerId> unite(const QStringList &addresses);
    [[nodiscard]] Result<> addMissing(CustomerId customer, const QStringList &addresses);
    [[nodiscard]] Result<> noteTogether(const QList<qint64> &added, const QStringList &addresses);

    Database &m_database;
    Clock &m_clock;
};

} // namespace desk
