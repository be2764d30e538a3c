#include "core/api/administrationroutes.h"

#include "core/api/auditcontroller.h"
#include "core/api/backupcontroller.h"
#include "core/api/notificationrulescontroller.h"
#include "core/api/quickrepliescontroller.h"
#include "core/api/settingscontroller.h"
#include "core/api/tokenscontroller.h"
#include "core/api/userscontroller.h"

namespace desk {

void addAdministrationRoutes(Router &router, DeskServices &services)
{
    addUsersRoutes(router, services);
    addTokensRoutes(router, services);
    addSettingsRoutes(router, services);
    addNotificationRulesRoutes(router, services);
    addQuickRepliesRoutes(router, services);
    addAuditRoutes(router, services);
    addBackupRoutes(router, services);
}

} // namespace desk
