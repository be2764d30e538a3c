#pragma once

#include "core/accounts/user.h"
#include "core/storage/savedfilterrepository.h"
#include "core/storage/ticketlines.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <functional>

namespace desk::ui {

/// How many there are of something, read off the desk's counts; empty: it is not among them.
using Counter = std::function<int(const DeskCounts &)>;

/// One stretch of a list of tickets, under a head of its own when there are several.
struct TicketSection
{
    QString title = {};
    TicketFilter filter = {};
    Counter count = {}; ///< of the head
};

/// A way to look at the tickets, or a place of its own beside them: what is listed, and how many there are.
struct TicketView
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::TicketView)

public:
    enum class Group { Inbox, Saved, Delivery, Team, People };

    QString id = {}; ///< stable, for the settings
    QString title = {};
    QString icon = {};
    Group group = Group::Inbox;
    QString shortTitle = {}; ///< for tabs; empty: the title
    QList<TicketSection> sections = {};
    Counter count = {};
    QString emptyText = {};
    TicketChoice choice = {}; ///< of a saved filter
    qint64 saved = 0;         ///< its id; 0: the view is none

    /// Not a list of tickets: the window shows something else.
    [[nodiscard]] bool isPlace() const { return sections.isEmpty(); }

    /// The views that a desk has, as @p viewer sees them.
    /// @param today when the day began, UTC ms.
    [[nodiscard]] static QList<TicketView> all(UserId viewer, const QList<User> &users, const QList<SavedFilter> &saved,
                                               qint64 today);
    /// What is found for @p text among all tickets.
    [[nodiscard]] static TicketView search(const QString &text);
    [[nodiscard]] static QString groupTitle(Group group);

    static const QString first;     ///< the id of the view to begin with
    static const QString customers; ///< ids of places
    static const QString outbox;
};

/// As people are called.
[[nodiscard]] QString nameOf(const User &user);

} // namespace desk::ui
