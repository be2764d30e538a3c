#include "core/tickets/ticketstatus.h"

#include <QList>

#include <array>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

struct StatusRow
{
    TicketStatus status;
    QLatin1String name;
    QString label;
    QList<TicketStatus> next; ///< besides Closed and Cancelled, which are legal from every open one
};

const std::array<StatusRow, 13> &statusTable()
{
    using enum TicketStatus;
    static const std::array<StatusRow, 13> table{{
        {New, "new"_L1, u"Nuevo"_s, {Assigned, Diagnosing, WaitingCustomer, InRepair}},
        {Assigned,
         "assigned"_L1,
         u"Asignado"_s,
         {New, Diagnosing, WaitingCustomer, WaitingParts, WaitingApproval, InRepair, Ready}},
        {Diagnosing,
         "diagnosing"_L1,
         u"En diagnóstico"_s,
         {Assigned, WaitingCustomer, WaitingParts, WaitingApproval, InRepair, Testing, Ready}},
        {WaitingCustomer,
         "waiting_customer"_L1,
         u"Esperando respuesta"_s,
         {Assigned, Diagnosing, WaitingParts, WaitingApproval, InRepair, Testing, Ready}},
        {WaitingParts,
         "waiting_parts"_L1,
         u"Esperando refacción"_s,
         {Assigned, Diagnosing, WaitingCustomer, WaitingApproval, InRepair}},
        {InRepair,
         "in_repair"_L1,
         u"En reparación"_s,
         {Assigned, Diagnosing, WaitingCustomer, WaitingParts, WaitingApproval, Testing, Ready}},
        {Testing, "testing"_L1, u"En pruebas"_s, {Diagnosing, WaitingCustomer, WaitingParts, InRepair, Ready}},
        {Ready, "ready"_L1, u"Listo para entrega"_s, {Diagnosing, WaitingCustomer, InRepair, Testing, Delivered}},
        {Closed, "closed"_L1, u"Cerrado"_s, {Assigned, Diagnosing, New, Warranty}},
        {Cancelled, "cancelled"_L1, u"Cancelado"_s, {New, Assigned}},
        {WaitingApproval,
         "waiting_approval"_L1,
         u"Esperando autorización"_s,
         {Assigned, Diagnosing, WaitingCustomer, WaitingParts, InRepair, Ready}},
        {Delivered, "delivered"_L1, u"Entregado"_s, {Warranty}},
        {Warranty, "warranty"_L1, u"Garantía"_s, {Assigned, Diagnosing, InRepair, WaitingParts, Ready}},
    }};
    return table;
}

const StatusRow &rowOf(TicketStatus status)
{
    for (const StatusRow &row : statusTable()) {
        if (row.status == status)
            return row;
    }
    Q_UNREACHABLE();
}

} // namespace

QString toString(TicketStatus status)
{
    return rowOf(status).name;
}

std::optional<TicketStatus> ticketStatusFrom(const QString &text)
{
    for (const StatusRow &row : statusTable()) {
        if (row.name == text)
            return row.status;
    }
    return std::nullopt;
}

QStringList ticketStatusNames()
{
    QStringList names;
    for (const StatusRow &row : statusTable())
        names << row.name;
    return names;
}

QString spanishLabel(TicketStatus status)
{
    return rowOf(status).label;
}

bool isOpen(TicketStatus status)
{
    return status != TicketStatus::Closed && status != TicketStatus::Cancelled;
}

bool isOfWorkshop(TicketStatus status)
{
    return status == TicketStatus::WaitingApproval || status == TicketStatus::Delivered
        || status == TicketStatus::Warranty;
}

bool isLegalTransition(TicketStatus from, TicketStatus to)
{
    if (from == to)
        return false;
    if (isOpen(from) && !isOpen(to))
        return true;
    return rowOf(from).next.contains(to);
}

} // namespace desk
