#pragma once

#include "core/administration/administration.h"

namespace desk {

/// What a kind of desk begins with: its folios and which changes customers are told of. "it": the IT department; "workshop": a repair shop,
/// which also asks for approvals, hands over and gives warranty.
///
/// What somebody has set by hand stays. Lives on the core thread; owns nothing.
class DeskPreset
{
public:
    DeskPreset(Database &database, Administration &administration)
        : m_database(database), m_administration(administration)
    {
    }

    struct Choice
    {
        QString kind = {};
        QString name = {};     ///< of the desk
        QString language = {}; ///< for its customers
    };
    /// All of it or nothing. Invalid ("/desk.name") and Conflict as DeskSettings::patch().
    [[nodiscard]] Result<> apply(const Choice &choice, const AuditSource &source);
    /// What a desk of that kind is called until somebody names it, in the language of its customers.
    [[nodiscard]] static QString usualName(const QString &kind, const QString &language);

private:
    [[nodiscard]] Result<> tellCustomers(bool workshop, const AuditSource &source);

    Database &m_database;
    Administration &m_administration;
};

} // namespace desk
