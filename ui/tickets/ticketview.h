#pragma once

#include "core/accounts/user.h"
#include "core/storage/ticketlines.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace desk::ui {

/// One stretch of a list of tickets, under a head of its own when there are several.
struct TicketSection
{
    QString title = {};
    TicketFilter filter = {};
    int DeskCounts::*count = nullptr; ///< of the head; null: none
};

/// A way to look at the tickets: what is listed, and how many there are.
struct TicketView
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::TicketView)

public:
    QString id = {}; ///< stable, for the settings
    QString title = {};
    QString icon = {};
    QList<TicketSection> sections = {};
    int DeskCounts::*count = nullptr; ///< null: not counted
    QString emptyText = {};

    /// The views that every desk has, as @p viewer sees them; first the one to begin with.
    [[nodiscard]] static QList<TicketView> standard(UserId viewer);
    /// What is found for @p text among all tickets.
    [[nodiscard]] static TicketView search(const QString &text);
};

} // namespace desk::ui
