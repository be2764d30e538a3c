#include "core/events/eventhub.h"
#include "tests/support/testdesk.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

/// Keeps what it is told; takes no more than it is allowed to.
class KeepingListener final : public EventListener
{
public:
    [[nodiscard]] bool send(const QByteArray &chunk) override
    {
        if (text.size() + chunk.size() > most)
            return false;
        text += chunk;
        return true;
    }
    [[nodiscard]] bool isAllowed() override
    {
        ++asked;
        return allowed;
    }
    void close() override { closed = true; }

    struct Event
    {
        QString name;
        qint64 id = 0;
        QJsonObject data;
    };
    /// What has come since the last call, without hello.
    [[nodiscard]] QList<Event> take()
    {
        QList<Event> events;
        const QList<QByteArray> blocks = text.mid(read).split('\n');
        Event event;
        for (const QByteArray &line : blocks) {
            if (line.startsWith("event: "))
                event.name = QString::fromUtf8(line.mid(7));
            else if (line.startsWith("id: "))
                event.id = line.mid(4).toLongLong();
            else if (line.startsWith("data: "))
                event.data = QJsonDocument::fromJson(line.mid(6)).object();
            else if (line.isEmpty() && !event.name.isEmpty()) {
                if (event.name != "hello"_L1)
                    events << event;
                event = {};
            }
        }
        read = text.size();
        return events;
    }

    QByteArray text;
    qsizetype read = 0;
    qsizetype most = 1'000'000;
    bool allowed = true;
    bool closed = false;
    int asked = 0;
};

class EventHubTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        EventHub::Options options;
        options.listeners = 60;
        options.listenersPerPerson = 55;
        options.replay = 20;
        m_hub = std::make_unique<EventHub>(m_desk->database, m_desk->live, m_desk->clock, options);
        QVERIFY(m_hub->start());
    }
    void cleanup()
    {
        m_hub.reset();
        m_desk.reset();
    }

    void aChangeIsToldWithItsIdAndNoText()
    {
        const auto listener = listening();
        const CustomerId customer = *m_desk->customers.resolve(u"5215510000001"_s, u"Ana"_s);
        settle();
        (void)listener->take();
        const auto message = m_desk->inbox.take(
            {.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"palabras secretas"_s});
        QVERIFY(message);
        settle();
        const auto events = listener->take();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().name, u"message"_s);
        QVERIFY(events.first().id > 0);
        const QJsonObject data = events.first().data;
        QCOMPARE(data["id"_L1].toInteger(), message->value);
        QCOMPARE(data["customer_id"_L1].toInteger(), customer.value);
        QCOMPARE(data["change"_L1].toString(), u"created"_s);
        QCOMPARE(data["direction"_L1].toString(), u"in"_s);
        QCOMPARE(data["state"_L1].toString(), u"received"_s);
        QCOMPARE(data["revision"_L1].toInteger(), events.first().id);
        QVERIFY(!listener->text.contains("secretas"));
    }

    void aRolledBackChangeIsNotTold()
    {
        const auto listener = listening();
        const auto failed = m_desk->database.transaction([&]() -> Result<> {
            if (auto done = m_desk->live.record(u"ticket"_s, 5); !done)
                return done;
            return fail(Errc::Invalid);
        });
        QVERIFY(!failed);
        settle();
        QVERIFY(listener->take().isEmpty());
    }

    void fiftyListenersCostOneRead()
    {
        std::vector<std::shared_ptr<KeepingListener>> listeners;
        for (int i = 0; i < 50; ++i)
            listeners.push_back(listening());
        settle();
        const qint64 reads = m_hub->counters().reads;
        QVERIFY(m_desk->live.record(u"ticket"_s, 1));
        settle();
        QCOMPARE(m_hub->counters().reads, reads + 1);
        for (const auto &listener : listeners)
            QCOMPARE(listener->take().size(), 1);
    }

    void manyChangesOfOneRowAreToldOnce()
    {
        const auto listener = listening();
        const auto done = m_desk->database.transaction([&]() -> Result<> {
            for (int i = 0; i < 10; ++i) {
                if (auto recorded = m_desk->live.record(u"ticket"_s, 1,
                                                        i == 0 ? LiveChange::Created : LiveChange::Updated);
                    !recorded)
                    return recorded;
            }
            return m_desk->live.record(u"ticket"_s, 2);
        });
        QVERIFY(done);
        settle();
        const auto events = listener->take();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0].data["change"_L1].toString(), u"created"_s);
        QCOMPARE(events[0].data["id"_L1].toInteger(), 1);
        QCOMPARE(events[1].data["change"_L1].toString(), u"updated"_s);
        QCOMPARE(events[1].id, m_hub->position());
    }

    void aBurstOfCommitsIsReadAFewTimesAtMost()
    {
        const auto listener = listening();
        settle();
        const qint64 reads = m_hub->counters().reads;
        for (int i = 1; i <= 200; ++i) {
            QVERIFY(m_desk->live.record(u"ticket"_s, i));
            m_desk->clock.advance(1ms);
        }
        settle();
        QVERIFY2(m_hub->counters().reads - reads <= 6, "200 ms, 50 ms apart");
        QCOMPARE(listener->take().size(), 200);
    }

    void moreThanOneReadHoldsIsToldInOrder()
    {
        const auto listener = listening();
        QVERIFY(m_desk->database.transaction([&]() -> Result<> {
            for (int i = 1; i <= 1234; ++i) {
                if (auto done = m_desk->live.record(u"ticket"_s, i); !done)
                    return done;
            }
            return {};
        }));
        settle();
        const auto events = listener->take();
        QCOMPARE(events.size(), 1234);
        for (int i = 0; i < 1234; ++i)
            QCOMPARE(events[i].data["id"_L1].toInteger(), i + 1);
    }

    void whoComesBackGetsWhatItMissed()
    {
        const qint64 seen = change(1);
        change(2);
        change(3);
        const auto listener = listening(seen);
        const auto events = listener->take();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0].data["id"_L1].toInteger(), 2);
        QCOMPARE(events[1].id, m_hub->position());
        change(4);
        QCOMPARE(listener->take().size(), 1);
    }

    void whoMissedNothingGetsNothing()
    {
        const qint64 seen = change(1);
        QVERIFY(listening(seen)->take().isEmpty());
    }

    void aTooOldIdResets_data()
    {
        QTest::addColumn<int>("seen");
        QTest::addColumn<QString>("first");
        QTest::newRow("pruned") << 1 << u"reset"_s;
        QTest::newRow("from before the first") << 0 << u"reset"_s;
        QTest::newRow("of another database") << 100000 << u"reset"_s;
        QTest::newRow("just in the log") << 10 << u"ticket"_s;
    }
    void aTooOldIdResets()
    {
        QFETCH(const int, seen);
        QFETCH(const QString, first);
        for (int i = 1; i <= 15; ++i)
            change(i);
        QVERIFY(m_desk->database.exec(u"DELETE FROM live_event WHERE id <= 10"_s));
        const auto events = listening(seen)->take();
        QVERIFY(!events.isEmpty());
        QCOMPARE(events.first().name, first);
        if (first == "reset"_L1) {
            QCOMPARE(events.size(), 1);
            QCOMPARE(events.first().id, m_hub->position());
        } else {
            QCOMPARE(events.size(), 5);
        }
    }

    void whoMissedTooMuchStartsAnew()
    {
        const qint64 seen = change(1);
        for (int i = 0; i < 21; ++i)
            change(i + 2);
        QCOMPARE(listening(seen)->take().first().name, u"reset"_s);
        QCOMPARE(m_hub->counters().resets, 1);
    }

    void anEmptyLogRemembersHowFarItWas()
    {
        const qint64 seen = change(1);
        QVERIFY(m_desk->database.exec(u"DELETE FROM live_event"_s));
        QVERIFY(listening(seen)->take().isEmpty());
        QCOMPARE(listening(seen - 1)->take().first().name, u"reset"_s);
    }

    void topicsAreChosen()
    {
        const auto listener = listening(std::nullopt, {u"customer"_s});
        change(1);
        QVERIFY(listener->take().isEmpty());
        QVERIFY(m_desk->customers.create(u"Luis"_s));
        settle();
        const auto events = listener->take();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().name, u"customer"_s);
        change(2);
        m_desk->clock.advance(15s); // it learns how far the desk has come, else it would have to start anew one day
        QVERIFY(listener->text.endsWith("id: " + QByteArray::number(m_hub->position()) + "\n\n"));
    }

    void aHeartbeatComesWithoutEvents()
    {
        const auto listener = listening();
        const qsizetype before = listener->text.size();
        m_desk->clock.advance(14s);
        QCOMPARE(listener->text.size(), before);
        m_desk->clock.advance(2s);
        QCOMPARE(listener->text.mid(before), QByteArray(": \n\n"));
    }

    void aSlowListenerIsClosed()
    {
        const auto slow = listening();
        const auto other = listening();
        slow->most = slow->text.size();
        change(1);
        QVERIFY(slow->closed);
        QVERIFY(!other->closed);
        QCOMPARE(m_hub->listeners(), 1);
        QCOMPARE(m_hub->counters().tooSlow, 1);
        QCOMPARE(other->take().size(), 1);
    }

    void whoMayNotListenAnyMoreIsClosed_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("session over") << u"DELETE FROM session"_s;
        QTest::newRow("user disabled") << u"UPDATE user SET disabled = 1"_s;
        QTest::newRow("other role") << u"UPDATE user SET role = 'viewer'"_s;
        QTest::newRow("token revoked") << u"UPDATE api_token SET revoked_at = 5"_s;
    }
    void whoMayNotListenAnyMoreIsClosed()
    {
        QFETCH(const QString, sql);
        for (
            const QString &statement :
            {u"INSERT INTO user(id, name, role, password_hash, created_at) VALUES (1, 'a', 'admin', '', 0)"_s,
             u"INSERT INTO session(user_id, token_hash, csrf_token, created_at, expires_at) VALUES (1, 'x', '', 0, 0)"_s,
             u"INSERT INTO api_token(name, token_hash, scopes, created_at) VALUES ('t', 'y', 'read', 0)"_s})
            QVERIFY(m_desk->database.exec(statement));
        settle();
        const auto gone = listening();
        const auto stays = listening();
        gone->allowed = false;
        Statement statement = m_desk->database.prepare(sql);
        QVERIFY(statement.exec());
        settle();
        QVERIFY(gone->closed);
        QVERIFY(!stays->closed);
        QVERIFY(stays->take().isEmpty()); // accounts are nobody's business
    }

    void aRevokedOneIsClosedAtTheHeartbeatInAnyCase()
    {
        const auto listener = listening();
        listener->allowed = false;
        m_desk->clock.advance(16s);
        QVERIFY(listener->closed);
        QCOMPARE(m_hub->listeners(), 0);
    }

    void moreThanMayListenAreRefused()
    {
        std::vector<std::shared_ptr<KeepingListener>> listeners;
        for (int i = 0; i < 55; ++i)
            listeners.push_back(listening());
        const auto refused = std::make_shared<KeepingListener>();
        const auto done = m_hub->subscribe({refused, u"user:1"_s, {}, {}});
        QVERIFY(!done);
        QVERIFY(done.error().code == Errc::Rejected);
        QVERIFY(m_hub->subscribe({refused, u"user:2"_s, {}, {}}));
        m_hub->unsubscribe(listeners.front().get());
        QVERIFY(m_hub->hasRoomFor(u"user:1"_s));
    }

    void whatNoLogHoldsHasNoId()
    {
        m_hub->setGreeting([] { return QList<std::pair<QString, QJsonObject>>{{u"presence"_s, {{u"n"_s, 1}}}}; });
        const auto listener = listening();
        QCOMPARE(listener->take().first().name, u"presence"_s);
        m_hub->announce(u"presence"_s, {{u"n"_s, 2}});
        const auto events = listener->take();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().id, 0);
        QCOMPARE(events.first().data["n"_L1].toInt(), 2);
    }

    void everyPathTells_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<int>("path");
        QTest::newRow("ticket opened") << u"ticket"_s << 0;
        QTest::newRow("note added") << u"ticket"_s << 1;
        QTest::newRow("first response") << u"ticket"_s << 2;
        QTest::newRow("queued message") << u"message"_s << 3;
        QTest::newRow("queue moved") << u"outbox"_s << 3;
        QTest::newRow("delivery state") << u"message"_s << 4;
        QTest::newRow("chat paused") << u"conversation"_s << 5;
        QTest::newRow("read by us") << u"conversation"_s << 6;
        QTest::newRow("customer's name") << u"customer"_s << 7;
        QTest::newRow("another address") << u"customer"_s << 8;
        QTest::newRow("two customers are one") << u"customer"_s << 9;
        QTest::newRow("setting") << u"settings"_s << 10;
        QTest::newRow("notification rule") << u"settings"_s << 11;
    }
    void everyPathTells()
    {
        QFETCH(const QString, topic);
        QFETCH(const int, path);
        const QString address = u"5215510000001"_s;
        const CustomerId customer = *m_desk->customers.resolve(address, u""_s);
        Ticket draft;
        draft.customerId = customer;
        draft.fault = u"no prende"_s;
        const TicketId ticket = m_desk->ticketService.open(draft, {})->id;
        QVERIFY(m_desk->inbox.take({.address = address, .wireId = u"A1"_s, .text = u"hola"_s}));
        const auto queued = m_desk->outbox.enqueue(customer, ticket, {}, u"hola"_s);
        settle();
        const auto listener = listening();
        (void)listener->take();
        switch (path) {
        case 0:
            QVERIFY(m_desk->ticketService.open(draft, {}));
            break;
        case 1:
            QVERIFY(m_desk->ticketService.addNote(ticket, u"nota"_s, {}));
            break;
        case 2:
            QVERIFY(m_desk->ticketService.noteResponse(ticket));
            break;
        case 3:
            QVERIFY(m_desk->outbox.enqueue(customer, ticket, {}, u"otra"_s));
            break;
        case 4:
            QVERIFY(m_desk->outbox.recordDelivery({.wireId = queued->wireId, .state = DeliveryState::Read}));
            break;
        case 5:
            QVERIFY(m_desk->conversations.setPaused(customer, true, 1));
            break;
        case 6:
            QCOMPARE(*m_desk->actions.markRead(ticket, {}), 1);
            break;
        case 7:
            QVERIFY(m_desk->customers.learn(customer, u"Ana"_s, {}));
            break;
        case 8:
            QVERIFY(m_desk->customers.learnAlias(address, u"77@lid"_s));
            break;
        case 9:
            QVERIFY(m_desk->customers.resolve(u"88@lid"_s, u""_s));
            QVERIFY(m_desk->customers.learnAlias(address, u"88@lid"_s));
            break;
        case 10:
            QVERIFY(m_desk->database.exec(u"INSERT INTO setting(key, value) VALUES ('a', 'b')"_s));
            m_desk->clock.advance(16s); // not by a statement of ours: at the latest with the heartbeat
            break;
        default:
            QVERIFY(m_desk->database.exec(u"UPDATE notification_rule SET enabled = 0 WHERE status = 'ready'"_s));
            m_desk->clock.advance(16s);
            break;
        }
        settle();
        QStringList told;
        const auto events = listener->take();
        for (const auto &event : events)
            told << event.name;
        QVERIFY2(told.contains(topic), qPrintable(told.join(u' ')));
    }

    void theLogIsBoundedByCountAndAge()
    {
        QVERIFY(m_desk->database.exec(
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
            "INSERT INTO live_event(at, topic, subject_id) SELECT 1790000000000, 'ticket', i FROM n"_s));
        QVERIFY(m_desk->live.prune());
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM live_event"_s), LiveLog::keptEvents);
        QCOMPARE(m_desk->live.bounds()->oldest, 2001);
        QCOMPARE(m_desk->live.bounds()->newest, 12000);
        m_desk->clock.advance(std::chrono::milliseconds(LiveLog::keptMs + 1));
        QVERIFY(m_desk->live.prune());
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM live_event"_s), 0);
        QCOMPARE(m_desk->live.bounds()->oldest, 12001);
    }

    void theHubPrunesTheLog()
    {
        QVERIFY(m_desk->database.exec(
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
            "INSERT INTO live_event(at, topic, subject_id) SELECT 1790000000000, 'ticket', i FROM n"_s));
        QVERIFY(m_desk->live.record(u"ticket"_s, 1));
        settle();
        QVERIFY(m_desk->count(u"SELECT count(*) FROM live_event"_s) <= LiveLog::keptEvents + 256);
    }

private:
    [[nodiscard]] std::shared_ptr<KeepingListener> listening(std::optional<qint64> lastSeen = {},
                                                             const QStringList &topics = {})
    {
        auto listener = std::make_shared<KeepingListener>();
        if (!m_hub->subscribe({listener, u"user:1"_s, topics, lastSeen}))
            qFatal("not subscribed");
        return listener;
    }
    /// @return the event's id.
    qint64 change(qint64 ticket)
    {
        if (!m_desk->live.record(u"ticket"_s, ticket))
            qFatal("not recorded");
        settle();
        return m_hub->position();
    }
    void settle()
    {
        for (int i = 0; i < 40; ++i)
            m_desk->clock.advance(25ms);
    }

    std::unique_ptr<TestDesk> m_desk;
    std::unique_ptr<EventHub> m_hub;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::EventHubTest)
#include "tst_eventhub.moc"
