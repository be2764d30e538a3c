#pragma once

#include "core/tickets/ticket.h"

#include <QByteArray>

namespace desk {

/// Tickets as lines of CSV (RFC 4180, UTF-8). Pure.
///
/// What a spreadsheet would take for a formula, text that begins with = + - @ or a tab or carriage return, gets an apostrophe before it.
[[nodiscard]] QByteArray ticketCsvHead();
[[nodiscard]] QByteArray ticketCsvLine(const Ticket &ticket);
[[nodiscard]] QString csvField(const QString &text);

} // namespace desk
