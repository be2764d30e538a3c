#pragma once

#include "core/storage/ticketrepository.h"

#include <QHash>

namespace desk {

/// Where a value of a ticket comes from.
struct SlotSource
{
    enum class Origin {
        Unknown,
        Said,      ///< in a message of the customer
        Corrected, ///< by the customer, or by the assistant for them
        Deduced,   ///< by the assistant: nobody said it in so many words
        Typed,     ///< by one of us
    };
    Origin origin = Origin::Unknown;
    MessageId message = {}; ///< that says it; invalid: none does
    QString before = {};    ///< the value that stood there until then
    QString who = {};       ///< who typed it
};

/// Finds out who said what a ticket holds: from its audit trail, and from what the customer wrote on it. Reads a bounded stretch of the
/// conversation; meant for the thread of the long reads.
class SlotSources
{
public:
    explicit SlotSources(Database &database) : m_database(database) { }

    /// By field: "requester", "department", "equipment_type", "asset_number". Those without a value are missing.
    [[nodiscard]] Result<QHash<QString, SlotSource>> of(TicketId ticket);

private:
    struct Said
    {
        MessageId id = {};
        QString text = {};
    };
    [[nodiscard]] Result<QList<Said>> saidOn(TicketId ticket);
    [[nodiscard]] Result<QList<AuditEntry>> changesOf(TicketId ticket);

    Database &m_database;
};

} // namespace desk
