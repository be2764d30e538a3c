#pragma once

#include "core/base/id.h"
#include "core/tickets/ticketstatus.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <optional>

namespace desk {

/// Who did something; written to the audit trail.
struct Actor
{
    enum class Type { System, Bot, Customer, Technician, Token };
    Type type = Type::System;
    UserId userId;
    QString name;
};
[[nodiscard]] QString toString(Actor::Type type);

/// A ticket as stored. Plain value. Times are UTC milliseconds; 0 means "not yet".
struct Ticket
{
    TicketId id;
    QString folio; ///< "2026-00123"
    CustomerId customerId;
    QString requester;
    QString department;
    QString equipmentType; ///< one of equipmentTypes(), or empty when unknown
    QString assetNumber;
    QString fault;
    QString faultDetail;
    QString category = QStringLiteral("other");
    QString subcategory;
    double categoryConfidence = 0;
    QString priority = QStringLiteral("normal"); ///< high, normal, low
    TicketStatus status = TicketStatus::New;
    UserId assigneeId;
    QString assigneeName; ///< joined in; read only
    QString tags;         ///< comma separated
    QString diagnosis;
    bool needsTechnician = true;
    qint64 revision = 1; ///< one more with every change of the row
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    qint64 firstResponseAt = 0;
    qint64 resolvedAt = 0;
    qint64 closedAt = 0;
    qint64 activityAt = 0;   ///< when something was said last, else opened; read only, as the next
    qint64 waitingSince = 0; ///< the customer waits for a person of ours
};

/// Changes of one request; only what is set is changed.
struct TicketPatch
{
    std::optional<QString> requester, department, equipmentType, assetNumber, fault, faultDetail, category, subcategory,
        priority, tags, diagnosis;
    std::optional<TicketStatus> status;
    std::optional<UserId> assigneeId; ///< an invalid id unassigns
};

/// The words a ticket may hold. An empty subcategory is always valid.
[[nodiscard]] QStringList equipmentTypes();
[[nodiscard]] QStringList categories();
[[nodiscard]] QStringList subcategoriesOf(const QString &category);

} // namespace desk

Q_DECLARE_METATYPE(desk::Ticket)
