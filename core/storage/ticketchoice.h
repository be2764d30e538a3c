#pragma once

#include "core/storage/ticketrepository.h"

#include <QJsonObject>

namespace desk {

/// What somebody picks out of a list of tickets. Empty members pick nothing out. Plain value.
struct TicketChoice
{
    QString family = {}; ///< of statuses: one of families()
    QString priority = {};
    QString category = {};
    QString tag = {};
    std::optional<UserId> assignee = {}; ///< an invalid id: nobody
    int quietDays = 0;                   ///< nothing has been said for so many days

    [[nodiscard]] bool isEmpty() const { return *this == TicketChoice(); }
    bool operator==(const TicketChoice &) const = default;

    /// @p filter with this choice as well; nothing when no ticket can pass both. @param now UTC ms.
    [[nodiscard]] std::optional<TicketFilter> narrowed(TicketFilter filter, qint64 now) const;

    /// Who has the ball: "new", "work", "wait", "done" and "off" (over).
    [[nodiscard]] static QStringList families();
    [[nodiscard]] static QStringList statusesOf(const QString &family);
};

[[nodiscard]] QJsonObject toJson(const TicketChoice &choice);
/// Tolerant: what is missing or not known picks nothing out.
[[nodiscard]] TicketChoice ticketChoiceFrom(const QJsonObject &json);

} // namespace desk
