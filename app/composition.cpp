#include "app/composition.h"

#include "app/demo/demofolder.h"
#include "app/storedsettings.h"
#include "app/whatsappconnection.h"
#include "core/api/administrationjson.h"
#include "core/api/administrationroutes.h"
#include "core/api/apigate.h"
#include "core/api/attachmentscontroller.h"
#include "core/api/authcontroller.h"
#include "core/api/bulkcontroller.h"
#include "core/api/customerscontroller.h"
#include "core/api/docscontroller.h"
#include "core/api/eventscontroller.h"
#include "core/api/exportcontroller.h"
#include "core/api/legacycontroller.h"
#include "core/api/messagescontroller.h"
#include "core/api/metricscontroller.h"
#include "core/api/notescontroller.h"
#include "core/api/otherchatscontroller.h"
#include "core/api/outboxcontroller.h"
#include "core/api/presencecontroller.h"
#include "core/api/refusalscontroller.h"
#include "core/api/statscontroller.h"
#include "core/api/statuscontroller.h"
#include "core/api/ticketscontroller.h"
#include "core/api/webhookscontroller.h"
#include "core/api/whatsappcontroller.h"
#include "core/attachments/mediadownloads.h"
#include "core/backup/backupservice.h"
#include "core/backup/restore.h"
#include "core/base/logging.h"
#include "core/conversation/assistantprobe.h"
#include "core/customers/customerpictures.h"
#include "core/messaging/callguard.h"
#include "core/messaging/channelreceiver.h"
#include "core/notifications/notificationservice.h"
#include "core/storage/schema.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

const QString databaseName = u"desk.db"_s;

ConversationService::Options conversationOptions(const Settings &settings)
{
    ConversationService::Options options;
    options.rules.reminderAfterMs = settings.reminderAfter.count();
    options.rules.closeAfterMs = settings.closeAfter.count();
    options.rules.formal = settings.formal;
    options.paused = settings.botPaused;
    options.reopenWithin = settings.reopenWithin;
    options.assistantTimeout = settings.assistant.timeout;
    options.media = settings.media;
    return options;
}

WebhookService::Options webhookOptions(const Settings &settings)
{
    WebhookService::Options options;
    options.privateAllowed = settings.webhooksToPrivate;
    return options;
}

ServiceLimits serviceLimitsOf(const AccountStanding &standing)
{
    return {.restrictedUntil = standing.restricted ? standing.restrictedUntil : 0,
            .newChatsSpent = standing.newChats == "capped"_L1,
            .newChatsWarning = standing.newChats.endsWith("_warning"_L1),
            .newChatsUntil = standing.newChatsCycleEnds};
}

/// The LAN only with somebody who can sign in.
NetworkPolicy networkPolicy(const DeskSettings &settings, bool hasAdministrator)
{
    NetworkPolicy policy;
    policy.lan = settings.isOn(u"network.lan"_s) && hasAdministrator;
    policy.hostNames = settings.list(u"network.host_names"_s);
    policy.allowedOrigins = settings.list(u"network.cors_origins"_s);
    policy.trustedProxies = settings.list(u"network.trusted_proxies"_s);
    const QString tls = settings.text(u"network.tls"_s);
    policy.tls = tls != "off"_L1;
    policy.redirectToTls = policy.tls && settings.isOn(u"network.https_only"_s);
    if (tls == "files"_L1) {
        policy.certificateFile = settings.text(u"network.tls_certificate"_s);
        policy.keyFile = settings.text(u"network.tls_key"_s);
    }
    return policy;
}

} // namespace

/// The members' order is the order of building.
struct Composition::Desk
{
    Desk(const Settings &settings, Database &database, AccountService &accounts, AttachmentStore &attachments,
         Administration &administration, Clock &clock, Random &random)
        : reader(QDir(settings.dataDir).filePath(databaseName)), tickets(database), messages(database),
          conversations(database), customers(database, clock), merges(database, customers, clock),
          live(database, clock), intake(attachments, random), mediaQueue(database, clock),
          ticketService(database, tickets, live, clock),
          inbox({database, messages, tickets, conversations, attachments, customers, live, mediaQueue}, clock,
                settings.quietTime),
          whatsApp(settings.channel == "whatsapp"_L1 ? std::make_unique<WhatsAppConnection>(settings, clock, random)
                                                     : nullptr),
          bridge(whatsApp ? nullptr
                          : std::make_unique<BridgeChannel>(settings.bridge, http, inbox, database, clock, random)),
          channel(whatsApp ? static_cast<MessageChannel &>(whatsApp->channel()) : *bridge),
          outbox({database, messages, customers, live, attachments}, channel, clock, random),
          downloads({database, mediaQueue, messages, attachments, intake, live}, channel, clock, random),
          callGuard({database, messages, customers, outbox}, channel, clock), otherChats(database),
          pictures({database, customers, attachments, live}, channel, clock),
          receiver(database, inbox, outbox, customers, otherChats),
          actions({database, messages, tickets, customers, live}, outbox, channel, clock),
          notifications(database, tickets, customers, outbox, clock, settings.quietHours),
          completions(settings.assistant, http), probe(http),
          backups(database, administration.settings, clock, settings.dataDir),
          conversation({database, conversations, messages, tickets, ticketService, customers, outbox},
                       {slotFiller, classifier, steps, settings.assistant.endpoint.isEmpty() ? nullptr : &completions},
                       conversationOptions(settings), clock),
          events(database, live, clock), catchUps(events, customers), presence(clock),
          webhooks({database, live}, http, resolver, clock, random, webhookOptions(settings)),
          services{database,
                   reader,
                   tickets,
                   ticketService,
                   messages,
                   conversation,
                   conversations,
                   customers,
                   merges,
                   attachments,
                   accounts,
                   outbox,
                   channel,
                   bridge.get(),
                   settings.bridge.maxImageBytes,
                   settings.dataDir,
                   settings.minimumFreeBytes,
                   actions,
                   whatsApp ? &whatsApp->link() : nullptr,
                   &administration,
                   &intake,
                   &downloads,
                   whatsApp ? &catchUps : nullptr,
                   settings.demo.on},
          gate(router, database, clock)
    {
        services.probe = &probe;
        services.backups = &backups;
        services.webhooks = &webhooks;
        ticketService.setStatusObserver(&notifications);
        QObject::connect(&inbox, &Inbox::messageStored, &conversation, &ConversationService::schedule);
        QObject::connect(&inbox, &Inbox::messageStored, &downloads, &MediaDownloads::schedule);
        QObject::connect(&inbox, &Inbox::callStored, &callGuard, &CallGuard::take);
        QObject::connect(&inbox, &Inbox::messageStored, &pictures,
                         [this](MessageId, CustomerId customer) { pictures.want(customer); });
        QObject::connect(&channel, &MessageChannel::pictureChanged, &pictures, &CustomerPictures::changed);
        QObject::connect(&otherChats, &OtherChats::nameWanted, &channel, &MessageChannel::askChatName);
        QObject::connect(&channel, &MessageChannel::chatNamed, &otherChats,
                         [this](const QString &address, const QString &name) {
                             if (auto done = otherChats.rename(address, name); !done)
                                 qCWarning(lcApp).noquote() << "name of a chat not kept:" << done.error().detail;
                         });
        addExportRoutes(router, services);
        addBulkRoutes(router, services);
        addTicketsRoutes(router, services);
        addNotesRoutes(router, services);
        addOutboxRoutes(router, services);
        addStatsRoutes(router, services, clock);
        addMessagesRoutes(router, services);
        addCustomersRoutes(router, services);
        addOtherChatsRoutes(router, otherChats);
        addWhatsAppRoutes(router, services);
        addRefusalsRoutes(router, services);
        addAttachmentsRoutes(router, services);
        addAuthRoutes(router, services);
        addAdministrationRoutes(router, services);
        addStatusRoutes(router, services);
        addLegacyRoutes(router, services);
        addLiveRoutes(clock);
        addDocsRoutes(router);
        router.setGate([this](const Router::Route &route, HttpServerRequest request) {
            return gate.answer(route, std::move(request));
        });
        server = std::make_unique<HttpServer>(
            router, accounts,
            HttpServer::Options{.bind = settings.bind,
                                .port = settings.httpPort,
                                .limits = {},
                                .uploadFolder = QDir(settings.dataDir).filePath(u"uploads"_s),
                                .tlsFolder = settings.dataDir,
                                .answered = [this](const RequestRecord &record) {
                                    requests.count(record);
                                    qCInfo(lcRequest).noquote() << logLine(record);
                                }});
        services.panel = [this, loopback = settings.bind] {
            return PanelStanding{.port = server->port(),
                                 .lan = server->policy().lan,
                                 .tls = server->policy().tls,
                                 .fingerprint = server->certificateFingerprint(),
                                 .loopback = loopback,
                                 .addresses = lanAddresses()};
        };
    }

    /// Events, presence, webhooks and metrics.
    void addLiveRoutes(Clock &clock)
    {
        QObject::connect(&events, &EventHub::advanced, &webhooks, &WebhookService::take);
        // The link's state is not in the database; that it changed belongs in the log all the same.
        const auto linkChanged = [this] { (void)live.record(u"link"_s, 0); };
        if (whatsApp) {
            QObject::connect(&whatsApp->link(), &ChannelLink::changed, &events, linkChanged);
            QObject::connect(&whatsApp->link(), &ChannelLink::caughtUp, &events,
                             [this](const CatchUp &catchUp) { catchUps.take(catchUp); });
            QObject::connect(&whatsApp->link(), &ChannelLink::standingChanged, &events, linkChanged);
            QObject::connect(&whatsApp->link(), &ChannelLink::standingChanged, &outbox,
                             [this] { outbox.setServiceLimits(serviceLimitsOf(whatsApp->link().standing())); });
        } else
            QObject::connect(&channel, &MessageChannel::readyChanged, &events, linkChanged);
        addEventsRoutes(router, events, [this](const HttpServerRequest &request) {
            return server->stillAllows(request, Access::Read);
        });
        addPresenceRoutes(router, {presence, events, tickets, actions, customers, channel});
        addWebhooksRoutes(router,
                          {webhooks, services.database,
                           [this](const HttpServerRequest &request, const QString &action, const QString &target,
                                  const QJsonObject &before, const QJsonObject &after) {
                               return services.administration->audit.record(auditSource(request), action, target,
                                                                            before, after);
                           }});
        addMetricsRoutes(router,
                         {.reader = reader,
                          .clock = clock,
                          .requests = requests,
                          .events = events,
                          .webhooks = webhooks,
                          .channel = channel,
                          .link = services.link,
                          .connections = [this] { return server->connections(); },
                          .catchUps = services.catchUps,
                          .outbox = &outbox});
    }

    void apply(const Settings &settings)
    {
        inbox.setQuietTime(settings.quietTime);
        mediaQueue.setLimits(settings.media);
        router.setBodyLimit("POST", uploadPath, settings.media.document);
        notifications.setQuietHours(settings.quietHours);
        notifications.setEnabled(settings.notificationsEnabled);
        callGuard.setOptions({settings.rejectCalls, settings.formal});
        if (auto done = otherChats.setListing(settings.listOtherChats); !done)
            qCWarning(lcApp).noquote() << "list of other chats not emptied:" << done.error().detail;
        tickets.setFolioPrefix(settings.folioPrefix);
        outbox.setPacing(settings.pacing);
        completions.setSettings(settings.assistant);
        conversation.setAssistant(settings.assistant.endpoint.isEmpty() ? nullptr : &completions);
        conversation.setOptions(conversationOptions(settings));
        webhooks.setPrivateAllowed(settings.webhooksToPrivate);
    }

    ReadWorker reader;
    TicketRepository tickets;
    MessageRepository messages;
    ConversationRepository conversations;
    IdentityResolver customers;
    CustomerMerge merges;
    LiveLog live;
    AttachmentIntake intake;
    MediaQueue mediaQueue;
    TicketService ticketService;
    Inbox inbox;
    QtHttpClient http;
    std::unique_ptr<WhatsAppConnection> whatsApp; ///< one of these two
    std::unique_ptr<BridgeChannel> bridge;
    MessageChannel &channel;
    Outbox outbox;
    MediaDownloads downloads;
    CallGuard callGuard;
    OtherChats otherChats;
    CustomerPictures pictures;
    ChannelReceiver receiver;
    MessageActions actions;
    NotificationService notifications;
    RuleSlotFiller slotFiller;
    RuleClassifier classifier;
    StepLibrary steps;
    ChatCompletions completions;
    AssistantProbe probe;
    BackupService backups;
    ConversationService conversation;
    SystemHostResolver resolver;
    EventHub events;
    CatchUpBook catchUps;
    PresenceBook presence;
    WebhookService webhooks;
    RequestMetrics requests;
    DeskServices services;
    Router router;
    ApiGate gate;
    std::unique_ptr<HttpServer> server;
};

Composition::Composition(Settings settings)
    : m_settings(std::move(settings)), m_folder(m_settings.dataDir),
      m_administration(m_database, m_clock, m_random, m_accounts, m_settings.overrides),
      m_attachments(m_database, m_clock, QDir(m_settings.dataDir).filePath(u"attachments"_s))
{
}

Composition::~Composition()
{
    stop();
}

Result<> Composition::openStorage()
{
    if (auto made = m_folder.make(); !made)
        return made;
    if (Restore(m_settings.dataDir).isStranded())
        return fail(Errc::NotFound, u"the desk was put aside by a restore and could not be moved back"_s);
    if (auto opened = m_database.open(QDir(m_settings.dataDir).filePath(databaseName)); !opened)
        return opened;
    return deskMigrator(m_database).migrate();
}

Result<QUrl> Composition::start()
{
    if (auto taken = m_folder.take(); !taken)
        return fail(taken.error());
    if (const QString objection = folderObjection(m_settings.dataDir, m_settings.demo.on, false); !objection.isEmpty())
        return fail(Errc::Conflict, objection);
    m_stage = Stage::Database;
    // Whatever hinders it: the desk as it was is better than none.
    if (auto restored = Restore(m_settings.dataDir).perform(); !restored)
        qCCritical(lcApp).noquote() << "the backup was not restored:" << restored.error().detail;
    if (auto opened = openStorage(); !opened)
        return fail(opened.error());
    m_stage = Stage::Settings;
    if (m_settings.demo.on) {
        m_demo = std::make_unique<DemoService>(m_settings, m_clock);
        auto service = m_demo->start();
        if (!service)
            return fail(service.error());
        m_settings.whatsApp = *service;
    }
    if (!m_settings.apiToken.isEmpty()) {
        if (auto accepted = m_accounts.setStaticToken(m_settings.apiToken); !accepted)
            return fail(accepted.error());
    }
    if (auto loaded = m_administration.settings.load(); !loaded)
        return fail(loaded.error());
    qCInfo(lcApp).noquote() << "channel:" << m_settings.channel;
    m_desk = std::make_unique<Desk>(withStored(m_settings, m_administration.settings), m_database, m_accounts,
                                    m_attachments, m_administration, m_clock, m_random);
    applySettings();
    if (auto usable = useNetwork(); !usable) // the desk stays reachable at this computer
        qCCritical(lcApp).noquote() << "the network settings cannot be used:" << usable.error().detail;
    m_administration.settings.setTrial([this](const QStringList &keys) {
        const bool network = std::any_of(keys.begin(), keys.end(),
                                         [](const QString &key) { return key.startsWith("network."_L1); });
        return network ? useNetwork() : Result<>();
    });
    QObject::connect(&m_administration.settings, &DeskSettings::changed, m_desk->server.get(),
                     [this] { applySettings(); });
    if (auto started = m_desk->outbox.start(); !started)
        return fail(started.error());
    if (auto started = m_desk->events.start(); !started)
        return fail(started.error());
    if (auto started = m_desk->webhooks.start(); !started)
        return fail(started.error());
    m_desk->notifications.start();
    m_desk->downloads.start();
    m_desk->conversation.start();
    m_attachments.startCollecting(60s);
    m_desk->backups.start();
    m_stage = Stage::Server;
    auto port = m_desk->server->listen();
    if (!port)
        return fail(port.error());
    if (m_desk->whatsApp) {
        m_desk->whatsApp->channel().start(m_desk->receiver);
        m_desk->whatsApp->start();
    }
    if (m_demo)
        m_demo->attend(m_desk->whatsApp->link());
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(m_settings.bind);
    url.setPort(*port);
    m_stage = Stage::Running;
    qCInfo(lcApp) << "serving on port" << *port;
    return url;
}

void Composition::applySettings()
{
    m_desk->apply(withStored(m_settings, m_administration.settings));
}

Result<> Composition::useNetwork()
{
    const auto hasAdministrator = m_administration.users.hasAdministrator();
    if (!hasAdministrator)
        return fail(hasAdministrator.error());
    return m_desk->server->setPolicy(networkPolicy(m_administration.settings, *hasAdministrator));
}

Result<QString> Composition::setupSecret()
{
    return m_administration.firstAdministrator.makeSecret();
}

ChannelLink *Composition::link()
{
    return m_desk && m_desk->whatsApp ? &m_desk->whatsApp->link() : nullptr;
}

DeskServices &Composition::services()
{
    return m_desk->services;
}

EventHub &Composition::events()
{
    return m_desk->events;
}

void Composition::stop()
{
    if (m_desk)
        stopDesk();
    m_demo.reset();
}

void Composition::stopDesk()
{
    m_desk->server->close();
    m_desk->events.stop();
    m_desk->webhooks.stop();
    m_desk->backups.stop();
    m_desk->conversation.stop();
    m_desk->outbox.stop();
    m_desk->downloads.stop();
    m_desk->channel.close();
    if (m_desk->whatsApp)
        m_desk->whatsApp->stop();
    m_administration.settings.setTrial({});
    m_desk.reset();
    qCInfo(lcApp) << "stopped";
}

} // namespace desk
