#pragma once

#include "core/accounts/accountservice.h"
#include "core/administration/panelstanding.h"
#include "core/attachments/attachmentintake.h"
#include "core/attachments/mediadownloads.h"
#include "core/bridge/bridgechannel.h"
#include "core/conversation/conversationservice.h"
#include "core/customers/customermerge.h"
#include "core/customers/identityresolver.h"
#include "core/messaging/catchupbook.h"
#include "core/messaging/channellink.h"
#include "core/messaging/messageactions.h"
#include "core/messaging/outbox.h"
#include "core/messaging/refusalcatalogue.h"
#include "core/storage/messagerepository.h"
#include "core/storage/readworker.h"
#include "core/storage/ticketrepository.h"
#include "core/tickets/ticketservice.h"

#include <functional>

namespace desk {

struct Administration;
class AssistantProbe;
class BackupService;
class WebhookService;

/// The desk for those who show it, the controllers and the console: plain references, on the core thread only. Owned by the composition,
/// which outlives them.
struct DeskServices
{
    Database &database;
    ReadWorker &reader;
    TicketRepository &tickets;
    TicketService &ticketService;
    MessageRepository &messages;
    ConversationService &conversation;
    ConversationRepository &conversations;
    IdentityResolver &customers;
    CustomerMerge &merges;
    AttachmentStore &attachments;
    AccountService &accounts;
    Outbox &outbox;
    MessageChannel &channel;
    BridgeChannel *bridge; ///< null: this desk has its own connection
    qint64 maxImageBytes;
    QString dataDir;
    qint64 minimumFreeBytes; ///< less on the disk of the data folder: not ready
    MessageActions &actions;
    ChannelLink *link = nullptr;              ///< null: the channel is the old bridge, which has none
    Administration *administration = nullptr; ///< null: without its routes
    AttachmentIntake *intake = nullptr;       ///< null: without uploads, and images as they are
    MediaDownloads *downloads = nullptr;      ///< null: nothing is fetched
    const CatchUpBook *catchUps = nullptr;    ///< null: the channel never says what waited
    bool demo = false;                        ///< the customers are made up, and so is WhatsApp
    RefusalCatalogue refusals = {};
    AssistantProbe *probe = nullptr;           ///< null: nothing outside can be asked
    std::function<PanelStanding()> panel = {}; ///< empty: no server
    BackupService *backups = nullptr;          ///< null: without
    WebhookService *webhooks = nullptr;        ///< null: without
};

} // namespace desk
