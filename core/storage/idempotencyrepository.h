#pragma once

#include "core/base/database.h"

#include <optional>

namespace desk {

/// An answer that was given under an Idempotency-Key.
struct KeptAnswer
{
    QString requestHash; ///< of method, address and body
    int status = 0;
    QByteArray body;
    QByteArray entityTag; ///< empty: none
};

/// SQL of the Idempotency-Keys of the last day. A row is written in the transaction of what it stands for.
class IdempotencyRepository
{
public:
    explicit IdempotencyRepository(Database &database) : m_database(database) { }

    /// @param caller keys belong to who sent them. @param since older ones do not count any more.
    [[nodiscard]] Result<std::optional<KeptAnswer>> find(const QString &caller, const QString &key, qint64 since);
    [[nodiscard]] Result<> keep(const QString &caller, const QString &key, const KeptAnswer &answer, qint64 now);
    /// Removes some of those from before @p since.
    [[nodiscard]] Result<> prune(qint64 since);

private:
    Database &m_database;
};

} // namespace desk
