#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/id.h"

namespace desk {

struct Customer
{
    CustomerId id;
    QString displayName;
    QString department;
    QString language;
    bool optOut = false;
};

/// Which customer an address belongs to: one person, many addresses (LID, phone, 52/521 forms).
/// Addresses are kept as they came, for sending; only the match key is normalised.
class IdentityResolver
{
public:
    IdentityResolver(Database &database, Clock &clock) : m_database(database), m_clock(clock) { }

    /// Finds the customer of @p address or makes one. An empty @p name keeps the known name.
    [[nodiscard]] Result<CustomerId> resolve(const QString &address, const QString &name);
    /// A customer without any address (walk-in).
    [[nodiscard]] Result<CustomerId> create(const QString &name);
    [[nodiscard]] Result<Customer> find(CustomerId id);
    /// The address that the customer wrote from last. NotFound for a walk-in.
    [[nodiscard]] Result<QString> sendingAddress(CustomerId id);
    [[nodiscard]] Result<> learn(CustomerId id, const QString &name, const QString &department);

    /// "5215512345678@s.whatsapp.net" -> "525512345678"; a LID is never a phone number: "lid:123".
    [[nodiscard]] static QString matchKey(const QString &address);

private:
    Database &m_database;
    Clock &m_clock;
};

} // namespace desk
