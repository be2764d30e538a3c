#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <compare>

namespace desk {

/// A row id that cannot be mistaken for the id of another table. 0 means "none".
template<typename Tag>
struct Id
{
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value > 0; }
    auto operator<=>(const Id &) const = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using TicketId = Id<struct TicketTag>;
using CustomerId = Id<struct CustomerTag>;
using MessageId = Id<struct MessageTag>;
using AttachmentId = Id<struct AttachmentTag>;
using UserId = Id<struct UserTag>;

} // namespace desk
