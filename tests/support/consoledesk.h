#pragma once

#include "core/administration/administration.h"
#include "core/backup/backupservice.h"
#include "core/classification/ruleclassifier.h"
#include "core/conversation/assistantprobe.h"
#include "core/deskservices.h"
#include "core/events/eventhub.h"
#include "core/messaging/inbox.h"
#include "core/storage/schema.h"
#include "core/webhooks/webhookservice.h"
#include "tests/support/fakechannellink.h"
#include "tests/support/fakehttpclient.h"
#include "tests/support/fakemessagechannel.h"
#include "tests/support/fakerandom.h"

#include <QTemporaryDir>
#include <QThread>

#include <memory>

namespace desk {

/// Every name leads to one public address.
class FakeHostResolver final : public HostResolver
{
public:
    [[nodiscard]] QFuture<Result<QList<QHostAddress>>> resolve(const QString &) override
    {
        const Completer<QList<QHostAddress>> completer;
        completer.complete(QList<QHostAddress>{QHostAddress(QStringLiteral("93.184.216.34"))});
        return completer.future();
    }
    [[nodiscard]] QList<QHostAddress> ownAddresses() const override { return {}; }
};

/// The real core as the console meets it: on a thread of its own, over a file, with the system's clock and a fake channel.
class ConsoleDesk
{
public:
    /// What lives on the core thread.
    struct Core
    {
        Core(Database &db, const QString &folder)
            : database(db), reader(folder + QStringLiteral("/desk.db")), data(folder)
        {
        }

        Database &database;
        ReadWorker reader;
        QString data;
        SystemClock clock;
        FakeRandom random;
        TicketRepository tickets{database};
        MessageRepository messages{database};
        ConversationRepository conversations{database};
        IdentityResolver customers{database, clock};
        CustomerMerge merges{database, customers, clock};
        LiveLog live{database, clock};
        AttachmentStore attachments{database, clock, data + QStringLiteral("/attachments")};
        AttachmentIntake intake{attachments, random};
        MediaQueue mediaQueue{database, clock};
        TicketService ticketService{database, tickets, live, clock};
        FakeMessageChannel channel;
        FakeChannelLink link;
        Outbox outbox{{database, messages, customers, live, attachments}, channel, clock, random};
        Inbox inbox{{database, messages, tickets, conversations, attachments, customers, live, mediaQueue},
                    clock,
                    std::chrono::milliseconds(4000)};
        MediaDownloads downloads{{database, mediaQueue, messages, attachments, intake, live}, channel, clock, random};
        MessageActions actions{{database, messages, tickets, customers, live}, outbox, channel, clock};
        RuleSlotFiller filler;
        RuleClassifier classifier;
        StepLibrary library;
        ConversationService conversation{{database, conversations, messages, tickets, ticketService, customers, outbox},
                                         {filler, classifier, library, nullptr},
                                         {},
                                         clock};
        AccountService accounts{database, clock, random};
        Administration administration{database, clock, random, accounts, {}};
        EventHub events{database, live, clock};
        FakeHttpClient http;
        AssistantProbe probe{http};
        FakeHostResolver resolver;
        WebhookService webhooks{{database, live}, http, resolver, clock, random, {}};
        BackupService backups{database, administration.settings, clock, data};
        /// As the server would stand; @c lan and @c tls follow the settings.
        PanelStanding panel{.port = 8523,
                            .loopback = QStringLiteral("127.0.0.1"),
                            .addresses = {{QStringLiteral("wlan0"), QStringLiteral("192.168.1.40")}}};
        DeskServices services{database,      reader,          tickets,     ticketService, messages, conversation,
                              conversations, customers,       merges,      attachments,   accounts, outbox,
                              channel,       nullptr,         1024 * 1024, data,          1,        actions,
                              &link,         &administration, &intake,     &downloads};
    };

    /// @param folder of a desk that is there already; empty: a new one, gone afterwards.
    explicit ConsoleDesk(const QString &folder = {}) : m_path(folder.isEmpty() ? m_folder.path() : folder)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        run([this](auto &&) {
            m_database = std::make_unique<Database>();
            const auto opened = m_database->open(m_path + QStringLiteral("/desk.db"));
            const auto migrated = opened ? deskMigrator(*m_database).migrate() : opened;
            if (!migrated)
                qFatal("no test database: %s", qUtf8Printable(migrated.error().detail));
            m_core = std::make_unique<Core>(*m_database, m_path);
            m_core->link.state = {.state = LinkState::Ready, .phone = QStringLiteral("5215500003381")};
            m_core->channel.ready = true;
            m_core->services.probe = &m_core->probe;
            m_core->services.backups = &m_core->backups;
            m_core->services.webhooks = &m_core->webhooks;
            m_core->services.panel = [core = m_core.get()] {
                core->panel.lan = core->administration.settings.isOn(QStringLiteral("network.lan"));
                core->panel.tls = core->administration.settings.text(QStringLiteral("network.tls"))
                    != QLatin1String("off");
                return core->panel;
            };
            if (!m_core->events.start() || !m_core->outbox.start() || !m_core->webhooks.start())
                qFatal("the test's core does not start");
        });
    }
    ~ConsoleDesk() { stop(); }
    ConsoleDesk(const ConsoleDesk &) = delete;
    ConsoleDesk &operator=(const ConsoleDesk &) = delete;

    /// As the program stops it, once the gateway is closed.
    void stop()
    {
        if (!m_thread.isRunning())
            return;
        run([this](auto &&) {
            m_core->events.stop();
            m_core->webhooks.stop();
            m_core->outbox.stop();
            m_core.reset();
            m_database.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }

    /// Runs @p work on the core thread and waits for it.
    template<typename Work>
    void run(Work work)
    {
        QMetaObject::invokeMethod(
            &m_context, [this, &work] { work(m_core.get()); }, Qt::BlockingQueuedConnection);
    }
    /// The same, with an answer.
    template<typename T>
    [[nodiscard]] T get(std::function<T(Core &)> work)
    {
        T answer{};
        run([&](Core *core) { answer = work(*core); });
        return answer;
    }
    [[nodiscard]] QObject &context() { return m_context; }
    /// References only: to be used on the core thread.
    [[nodiscard]] DeskServices &services() { return m_core->services; }
    [[nodiscard]] EventHub &events() { return m_core->events; }

    /// A customer who writes, with a ticket about it.
    [[nodiscard]] TicketId openTicket(const QString &name, const QString &fault, int number = 1)
    {
        return get<TicketId>([&](Core &core) {
            const QString address = addressOf(number);
            const auto customer = core.customers.resolve(address, name);
            Ticket draft;
            draft.customerId = customer.value_or(CustomerId{});
            draft.requester = name;
            draft.department = QStringLiteral("Ventas");
            draft.fault = fault;
            const auto ticket = core.ticketService.open(draft, {Actor::Type::Bot, {}, {}});
            if (!ticket)
                qFatal("no ticket: %s", qUtf8Printable(ticket.error().detail));
            return ticket->id;
        });
    }
    void write(const QString &text, int number = 1)
    {
        run([&](Core *core) {
            const auto taken = core->inbox.take(
                {.address = addressOf(number), .wireId = QStringLiteral("IN%1").arg(++m_written), .text = text});
            if (!taken)
                qFatal("not taken: %s", qUtf8Printable(taken.error().detail));
        });
    }
    [[nodiscard]] static QString addressOf(int number)
    {
        return QStringLiteral("52155100%1@s.whatsapp.net").arg(number, 5, 10, QLatin1Char('0'));
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Core> m_core;
    int m_written = 0;
};

} // namespace desk
