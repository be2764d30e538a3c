#pragma once

#include "core/accounts/apitokens.h"
#include "core/accounts/firstadministrator.h"
#include "core/accounts/userservice.h"
#include "core/administration/adminaudit.h"
#include "core/administration/desksettings.h"
#include "core/administration/quickreplies.h"
#include "core/notifications/notificationrules.h"

namespace desk {

/// What administrators work with, built together. Lives on the core thread; does not own what it is made of.
struct Administration
{
    Administration(Database &database, Clock &clock, Random &random, AccountService &accounts,
                   QHash<QString, QJsonValue> overrides)
        : audit(database, clock), settings(database, clock, std::move(overrides)), users(database, clock, accounts),
          firstAdministrator(database, random, accounts, users), tokens(database, clock, random),
          quickReplies(database, clock), notificationRules(database, clock)
    {
    }

    AdminAudit audit;
    DeskSettings settings;
    UserService users;
    FirstAdministrator firstAdministrator;
    ApiTokens tokens;
    QuickReplies quickReplies;
    NotificationRules notificationRules;
};

} // namespace desk
