#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace desk {

enum class TicketStatus {
    New,
    Assigned,
    Diagnosing,
    WaitingCustomer,
    WaitingParts,
    InRepair,
    Testing,
    Ready,
    Closed,
    Cancelled,
    // workshop preset
    WaitingApproval,
    Delivered,
    Warranty,
};

/// The stored and served form, e.g. "waiting_customer".
[[nodiscard]] QString toString(TicketStatus status);
[[nodiscard]] std::optional<TicketStatus> ticketStatusFrom(const QString &text);
[[nodiscard]] QStringList ticketStatusNames();
/// What people read in Spanish, e.g. "Esperando respuesta".
[[nodiscard]] QString spanishLabel(TicketStatus status);

/// Open: work is left. Closed and cancelled are not.
[[nodiscard]] bool isOpen(TicketStatus status);
/// Only a repair shop has use for it; see the setting "desk.kind".
[[nodiscard]] bool isOfWorkshop(TicketStatus status);
/// The table of legal transitions. To the same status is never one.
[[nodiscard]] bool isLegalTransition(TicketStatus from, TicketStatus to);

} // namespace desk
