#include "core/api/statuscontroller.h"
#include "core/classification/ruleclassifier.h"
#include "core/deskservices.h"
#include "core/http/router.h"
#include "tests/support/fakeassistant.h"
#include "tests/support/fakehttpclient.h"
#include "tests/support/testdesk.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

class StatusControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { make(); }
    void cleanup()
    {
        m_services.reset();
        m_conversation.reset();
        m_bridge.reset();
        m_accounts.reset();
        m_desk.reset();
    }

    void everythingIsWell()
    {
        const QJsonObject body = ready(200);
        QCOMPARE(body[u"status"_s].toString(), u"ready"_s);
        QCOMPARE(body[u"checks"_s].toObject().keys(),
                 QStringList({u"ai"_s, u"channel"_s, u"database"_s, u"disk"_s, u"queue"_s}));
        QCOMPARE(state(body, u"database"_s), u"ok"_s);
        QCOMPARE(state(body, u"disk"_s), u"ok"_s);
        QVERIFY(check(body, u"disk"_s)[u"free_bytes"_s].toDouble() > 0);
        QCOMPARE(state(body, u"channel"_s), u"ok"_s);
        QCOMPARE(state(body, u"ai"_s), u"off"_s);
        QCOMPARE(check(body, u"ai"_s)[u"configured"_s], QJsonValue(false));
        QVERIFY(body[u"oldest_queued_at"_s].isNull());
    }

    void aFullDiskIsNotReady()
    {
        m_services->minimumFreeBytes = std::numeric_limits<qint64>::max();
        const QJsonObject body = ready(503);
        QCOMPARE(body[u"status"_s].toString(), u"not_ready"_s);
        QCOMPARE(state(body, u"disk"_s), u"low"_s);
        QCOMPARE(state(body, u"database"_s), u"ok"_s);
    }

    void aMissingFolderIsNotReady()
    {
        m_services->dataDir = u"/nowhere/at/all"_s;
        QVERIFY(state(ready(503), u"disk"_s) != "ok"_L1);
    }

    void aBrokenDatabaseIsNotReady()
    {
        QVERIFY(m_desk->database.exec(u"DROP TABLE notification_rule"_s));
        QCOMPARE(state(ready(503), u"database"_s), u"failed"_s);
    }

    void withoutTheChannelTheDeskGoesOn()
    {
        m_desk->channel.ready = false;
        QVERIFY(m_desk->outbox.enqueue(*m_desk->customers.resolve(u"5215510000001"_s, {}), {}, {}, u"hola"_s));
        const QJsonObject body = ready(200);
        QCOMPARE(body[u"status"_s].toString(), u"degraded"_s);
        QCOMPARE(state(body, u"channel"_s), u"down"_s);
        QVERIFY(check(body, u"queue"_s)[u"oldest_queued_at"_s].isString());
    }

    void withoutTheAssistantTheDeskGoesOn()
    {
        make(true);
        QCOMPARE(state(ready(200), u"ai"_s), u"unused"_s);

        m_assistant.answer = fail(Errc::TimedOut);
        say(u"mi lap no prende"_s);
        QJsonObject body = ready(200);
        QCOMPARE(body[u"status"_s].toString(), u"degraded"_s);
        QCOMPARE(state(body, u"ai"_s), u"failed"_s);
        QCOMPARE(check(body, u"ai"_s)[u"cause"_s].toString(), u"timed_out"_s);
        QVERIFY(check(body, u"ai"_s)[u"last_failure_at"_s].toString().startsWith("2026-"_L1));
        QVERIFY(check(body, u"ai"_s)[u"last_ok_at"_s].isNull());

        m_assistant.answer = AssistantAnswer{.usable = true};
        say(u"es la que está junto a la ventana"_s);
        body = ready(200);
        QCOMPARE(body[u"status"_s].toString(), u"ready"_s);
        QCOMPARE(state(body, u"ai"_s), u"ok"_s);
        QVERIFY(check(body, u"ai"_s)[u"last_ok_at"_s].isString());
        QVERIFY(!check(body, u"ai"_s).contains(u"cause"_s));
    }

private:
    void make(bool assisted = false)
    {
        cleanup();
        m_desk = std::make_unique<TestDesk>();
        m_accounts = std::make_unique<AccountService>(m_desk->database, m_desk->clock, m_desk->random);
        m_bridge = std::make_unique<BridgeChannel>(BridgeChannel::Settings{}, m_http, m_desk->inbox, m_desk->database,
                                                   m_desk->clock, m_desk->random);
        m_conversation = std::make_unique<ConversationService>(
            ConversationService::Stores{m_desk->database, m_desk->conversations, m_desk->messages, m_desk->tickets,
                                        m_desk->ticketService, m_desk->customers, m_desk->outbox},
            ConversationService::Minds{m_filler, m_classifier, m_library, assisted ? &m_assistant : nullptr},
            ConversationService::Options{}, m_desk->clock);
        connect(&m_desk->inbox, &Inbox::messageStored, m_conversation.get(), &ConversationService::schedule);
        m_conversation->start();
        m_services = std::make_unique<DeskServices>(DeskServices{
            m_desk->database, m_reader, m_desk->tickets, m_desk->ticketService, m_desk->messages, *m_conversation,
            m_desk->conversations, m_desk->customers, m_desk->merges, m_desk->attachments, *m_accounts, m_desk->outbox,
            m_desk->channel, m_bridge.get(), 1024, m_desk->folder.path(), 1, m_desk->actions});
        m_router = Router();
        addStatusRoutes(m_router, *m_services);
    }

    void say(const QString &text)
    {
        QVERIFY(
            m_desk->inbox.take({.address = u"5215510000001"_s, .wireId = u"in-%1"_s.arg(++m_wireId), .text = text}));
        m_desk->clock.advance(5s);
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
            m_desk->clock.advance(2ms);
        }
    }

    QJsonObject ready(int status)
    {
        const Router::Match match = m_router.match("GET", u"/health/ready"_s);
        if (!match.route || match.route->access != Access::Read)
            return {};
        const HttpAnswer answer = match.route->handler({}).result();
        return answer.status == status ? QJsonDocument::fromJson(answer.body).object() : QJsonObject();
    }

    static QJsonObject check(const QJsonObject &body, const QString &name)
    {
        return body[u"checks"_s].toObject()[name].toObject();
    }
    static QString state(const QJsonObject &body, const QString &name)
    {
        return check(body, name)[u"state"_s].toString();
    }

    RuleSlotFiller m_filler;
    RuleClassifier m_classifier;
    StepLibrary m_library;
    FakeAssistant m_assistant;
    FakeHttpClient m_http;
    std::unique_ptr<TestDesk> m_desk;
    ReadWorker m_reader{u":memory:"_s}; ///< not asked here
    std::unique_ptr<AccountService> m_accounts;
    std::unique_ptr<BridgeChannel> m_bridge;
    std::unique_ptr<ConversationService> m_conversation;
    std::unique_ptr<DeskServices> m_services;
    Router m_router;
    int m_wireId = 0;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::StatusControllerTest)
#include "tst_statuscontroller.moc"
