#include "tests/support/testapi.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString ana = u"100000000000001@lid"_s;
} // namespace

/// The routes for messages, customers and the WhatsApp link.
class DeskApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_link = std::make_unique<FakeChannelLink>();
        make(m_link.get());
    }
    void cleanup()
    {
        m_api.reset();
        m_link.reset();
    }

    // --- What was refused, and why

    void aRefusalIsExplainedInTheLanguageOfWhoAsks_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("language");
        QTest::addRow("the desk's") << QByteArray() << u"es"_s;
        QTest::addRow("asked for") << QByteArray("pt-BR, en;q=0.5") << u"pt"_s;
        QTest::addRow("none of ours") << QByteArray("fr") << u"es"_s;
    }
    void aRefusalIsExplainedInTheLanguageOfWhoAsks()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, language);
        say(u"A1"_s, u"no prende"_s);
        const auto customer = m_api->desk.customers.lookUp(ana);
        const auto message = m_api->desk.outbox.enqueue(*customer, {}, {Author::Type::Technician, 7, u"tec"_s},
                                                        u"Hola"_s);
        QVERIFY(message);
        const QString path = u"/api/v1/messages/%1"_s.arg(message->id.value);
        QVERIFY(m_api->call("GET", path).body[u"refusal"_s].isNull());
        QVERIFY(m_api->desk.outbox.recordDelivery(
            {.wireId = message->wireId, .state = DeliveryState::Refused, .cause = u"contact_not_open"_s}));
        QHash<QByteArray, QByteArray> headers;
        if (!header.isEmpty())
            headers.insert("accept-language", header);
        const Refusal expected = RefusalCatalogue().refusal(u"contact_not_open"_s, language);
        const QJsonObject shown = m_api->call("GET", path, {}, headers).body[u"refusal"_s].toObject();
        QCOMPARE(shown,
                 (QJsonObject{{u"cause"_s, u"contact_not_open"_s},
                              {u"title"_s, expected.title},
                              {u"what"_s, expected.what},
                              {u"advice"_s, expected.advice},
                              {u"can_resend"_s, true}}));
        const auto waiting = m_api->call("GET", u"/api/v1/outbox?state=attention"_s, {}, headers);
        QCOMPARE(waiting.body[u"data"_s][0][u"refusal"_s].toObject(), shown);
        const auto all = m_api->call("GET", u"/api/v1/refusals"_s, {}, headers);
        QCOMPARE(all.body[u"language"_s].toString(), language);
        QCOMPARE(all.header("Content-Language"), language.toLatin1());
    }

    void theLinkSaysWhatItsStateMeansAndWhatTheAccountMayDo()
    {
        m_link->state = {.state = LinkState::Stopped, .cause = u"outdated"_s, .code = 405};
        m_link->account = {.known = true,
                           .restricted = true,
                           .restrictedUntil = m_api->desk.clock.nowMs() + 60'000,
                           .restriction = u"web_companion_only"_s,
                           .newChats = u"capped"_s,
                           .newChatsTotal = 250,
                           .newChatsUsed = 250};
        const QJsonObject link = m_api->call("GET", u"/api/v1/whatsapp"_s).body;
        QCOMPARE(link[u"explanation"_s][u"cause"_s].toString(), u"outdated"_s);
        QVERIFY(!link[u"explanation"_s][u"advice"_s].toString().isEmpty());
        QCOMPARE(link[u"account"_s][u"restricted"_s], true);
        QVERIFY(link[u"account"_s][u"restricted_until"_s].isString());
        QCOMPARE(link[u"account"_s][u"new_chats"_s].toString(), u"capped"_s);
        m_link->state = {.state = LinkState::Ready};
        m_link->account = {};
        const QJsonObject fine = m_api->call("GET", u"/api/v1/whatsapp"_s).body;
        QVERIFY(fine[u"explanation"_s].isNull() && fine[u"account"_s][u"restricted_until"_s].isNull());
    }

    void thePaceIsShown()
    {
        m_api->desk.outbox.setPacing({.on = true, .all = {.minute = 10}, .firstContact = true});
        QVERIFY(m_api->desk.outbox.start());
        m_api->desk.outbox.setServiceLimits({.restrictedUntil = m_api->desk.clock.nowMs() + 60'000});
        const QJsonObject pace = m_api->call("GET", u"/api/v1/whatsapp/pacing"_s).body;
        QCOMPARE(pace[u"light"_s].toString(), u"red"_s);
        QCOMPARE(pace[u"reasons"_s][0][u"reason"_s].toString(), u"account_restricted"_s);
        QVERIFY(pace[u"reasons"_s][0][u"until"_s].isString());
        QVERIFY(!pace[u"reasons"_s][0][u"title"_s].toString().isEmpty());
        QCOMPARE(pace[u"limits"_s][u"minute"_s].toInt(), 10);
        QCOMPARE(pace[u"first_contact"_s], true);
    }

    void aNumberIsLookedUp_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("status");
        QTest::addRow("there") << -1 << 200;
        QTest::addRow("no number") << int(Errc::Invalid) << 400;
        QTest::addRow("too many") << int(Errc::TooLarge) << 429;
        QTest::addRow("the channel cannot") << int(Errc::Conflict) << 409;
    }
    void aNumberIsLookedUp()
    {
        QFETCH(int, error);
        QFETCH(int, status);
        m_api->desk.channel.numbers = error < 0
            ? Result<NumberOnService>(NumberOnService{.registered = true, .address = u"15550001001@s.whatsapp.net"_s})
            : fail(Errc(error));
        const QJsonObject body{{u"phone"_s, u"+1 (555) 000-1001"_s}};
        (void)m_api->call("POST", u"/api/v1/whatsapp/numbers/check"_s, body);
        QTRY_VERIFY(m_api->pending.isFinished());
        QCOMPARE(m_api->answered().status, status);
        QCOMPARE(m_api->desk.channel.checked, QStringList{u"15550001001"_s});
        if (error < 0)
            QCOMPARE(m_api->answered().body[u"on_whatsapp"_s], true);
    }

    void aMessageShowsWhatWasDoneToIt()
    {
        say(u"A1"_s, u"no prende"_s);
        const qint64 id = messages().at(0)[u"id"_s].toInteger();
        QVERIFY(take({.address = ana,
                      .wireId = u"R1"_s,
                      .kind = u"reaction"_s,
                      .text = u"🙁"_s,
                      .target = MessageReference{u"A1"_s, false}}));
        QVERIFY(take({.address = ana,
                      .wireId = u"E1"_s,
                      .kind = u"edit"_s,
                      .text = u"no enciende"_s,
                      .target = MessageReference{u"A1"_s, false}}));
        QJsonObject message = messages().at(0);
        QCOMPARE(message[u"text"_s].toString(), u"no prende"_s);
        QCOMPARE(message[u"edits"_s][0][u"text"_s].toString(), u"no enciende"_s);
        QCOMPARE(message[u"reactions"_s][0][u"emoji"_s].toString(), u"🙁"_s);
        QCOMPARE(message[u"reactions"_s][0][u"direction"_s].toString(), u"in"_s);
        QVERIFY(message[u"revoked_at"_s].isNull());
        QCOMPARE(messages().at(1)[u"target_id"_s].toInteger(), id);

        QVERIFY(take({.address = ana,
                      .wireId = u"R2"_s,
                      .kind = u"reaction"_s,
                      .text = {},
                      .target = MessageReference{u"A1"_s, false}}));
        QVERIFY(take({.address = ana,
                      .wireId = u"D1"_s,
                      .kind = u"revoke"_s,
                      .text = {},
                      .target = MessageReference{u"A1"_s, false}}));
        message = messages().at(0);
        QVERIFY(message[u"reactions"_s].toArray().isEmpty()); // taken back
        QVERIFY(message[u"revoked_at"_s].isString());
    }

    void aReplyMayQuote()
    {
        say(u"A1"_s, u"¿ya está?"_s);
        const qint64 quoted = messages().at(0)[u"id"_s].toInteger();
        auto answer = m_api->call("POST", ticketPath(u"/messages"_s), {{u"text"_s, u"Sí"_s}, {u"quote"_s, quoted}});
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.body[u"quoted_id"_s].toInteger(), quoted);
        QVERIFY(answer.body[u"edits"_s].isArray());
        answer = m_api->call("POST", ticketPath(u"/messages"_s), {{u"text"_s, u"Sí"_s}, {u"quote"_s, 99}});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body[u"errors"_s][0][u"pointer"_s].toString(), u"/quote"_s);
    }

    void ourMessagesAreReactedToEditedAndTakenBack()
    {
        const qint64 id = reply(u"Mañana"_s);
        QCOMPARE(m_api->call("PATCH", messagePath(id), {{u"text"_s, u"Hoy"_s}}).code(), u"not_sent"_s);
        accept(id);
        QCOMPARE(m_api->call("PATCH", messagePath(id), {{u"text"_s, u"Hoy"_s}}).status, 202);
        QCOMPARE(m_api->call("POST", messagePath(id, u"/reactions"_s), {{u"emoji"_s, u"👍"_s}}).status, 201);
        QCOMPARE(m_api->call("POST", messagePath(id, u"/reactions"_s), {{u"emoji"_s, u"hola"_s}}).status, 400);
        QCOMPARE(m_api->call("DELETE", messagePath(id)).status, 202);
        const QJsonObject message = find(id);
        QCOMPARE(message[u"edits"_s][0][u"state"_s].toString(), u"queued"_s);
        QVERIFY(message[u"revoked_at"_s].isString());
        QVERIFY(message[u"accepted_at"_s].isString());
        QCOMPARE(m_api->call("PATCH", messagePath(id), {{u"text"_s, u"Hoy"_s}}).code(), u"revoked"_s);
        QCOMPARE(m_api->call("DELETE", messagePath(999)).status, 404);
    }

    void aRefusedMessageIsSentAgain()
    {
        const qint64 id = reply(u"Mañana"_s);
        QCOMPARE(m_api->call("POST", messagePath(id, u"/resend"_s)).code(), u"not_refused"_s);
        QVERIFY(m_api->desk.outbox.recordDelivery({.wireId = find(id)[u"wire_id"_s].toString(),
                                                   .state = DeliveryState::Refused,
                                                   .cause = u"rejected_463"_s}));
        QCOMPARE(find(id)[u"cause"_s].toString(), u"rejected_463"_s);
        const auto answer = m_api->call("POST", messagePath(id, u"/resend"_s));
        QCOMPARE(answer.status, 202);
        QCOMPARE(answer.body[u"id"_s].toInteger(), id);
        QCOMPARE(answer.body[u"state"_s].toString(), u"queued"_s);
        QVERIFY(answer.body[u"cause"_s].isNull());
    }

    void aChannelThatKnowsNoActionsSaysSo_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonObject>("body");
        QTest::addRow("reaction") << QByteArray("POST") << u"/api/v1/messages/1/reactions"_s
                                  << QJsonObject{{u"emoji"_s, u"👍"_s}};
        QTest::addRow("edit") << QByteArray("PATCH") << u"/api/v1/messages/1"_s << QJsonObject{{u"text"_s, u"x"_s}};
        QTest::addRow("revoke") << QByteArray("DELETE") << u"/api/v1/messages/1"_s << QJsonObject();
        QTest::addRow("typing") << QByteArray("POST") << u"/api/v1/tickets/1/typing"_s
                                << QJsonObject{{u"typing"_s, true}};
        QTest::addRow("quote") << QByteArray("POST") << u"/api/v1/tickets/1/messages"_s
                               << QJsonObject{{u"text"_s, u"x"_s}, {u"quote"_s, 1}};
    }
    void aChannelThatKnowsNoActionsSaysSo()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QJsonObject, body);
        m_api->desk.channel.actions = false;
        accept(reply(u"Hola"_s));
        const auto answer = m_api->call(method, path, body);
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.code(), u"channel_cannot"_s);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM message"_s), 1);
    }

    void readingTellsTheCustomer()
    {
        say(u"A1"_s, u"uno"_s);
        say(u"A2"_s, u"dos"_s);
        say(u"A3"_s, u"tres"_s);
        const qint64 second = messages().at(1)[u"id"_s].toInteger();
        auto answer = m_api->call("POST", ticketPath(u"/read"_s), {{u"up_to"_s, second}});
        QCOMPARE(answer.body[u"read"_s].toInt(), 2);
        QCOMPARE(m_api->desk.channel.read.size(), 1);
        QCOMPARE(m_api->desk.channel.read[0].first, ana);
        QCOMPARE(m_api->desk.channel.read[0].second, QStringList({u"A1"_s, u"A2"_s}));
        QVERIFY(messages().at(0)[u"read_at"_s].isString());
        QVERIFY(messages().at(2)[u"read_at"_s].isNull());
        QCOMPARE(m_api->call("GET", customerPath()).body[u"unread"_s].toInt(), 1);
        QCOMPARE(m_api->call("POST", ticketPath(u"/read"_s)).body[u"read"_s].toInt(), 1);
        QCOMPARE(m_api->call("POST", ticketPath(u"/read"_s)).body[u"read"_s].toInt(), 0);
        QCOMPARE(m_api->desk.channel.read.size(), 2); // nothing new, nobody told
    }

    void typingIsShown()
    {
        QCOMPARE(m_api->call("POST", ticketPath(u"/typing"_s), {{u"typing"_s, true}}).status, 204);
        QCOMPARE(m_api->desk.channel.typing.size(), 1);
        QCOMPARE(m_api->desk.channel.typing[0], std::pair(ana, true));
        QCOMPARE(m_api->call("POST", ticketPath(u"/typing"_s), {{u"typing"_s, 1}}).status, 400);
    }

    void aChatIsThereBeforeItsTicket()
    {
        const CustomerId other = *m_api->desk.customers.resolve(u"15550000002@s.whatsapp.net"_s, u"Beto"_s);
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_api->desk.inbox.take(
                {.address = u"15550000002@s.whatsapp.net"_s, .wireId = u"B%1"_s.arg(i), .text = QString::number(i)}));
        const QString path = u"/api/v1/customers/%1"_s.arg(other.value);
        const QJsonObject customer = m_api->call("GET", path).body;
        QCOMPARE(customer[u"name"_s].toString(), u"Beto"_s);
        QCOMPARE(customer[u"phone"_s].toString(), u"15550000002"_s);
        QCOMPARE(customer[u"unread"_s].toInt(), 3);
        QVERIFY(customer[u"open_ticket_id"_s].isNull());
        const auto page = m_api->call("GET", path + u"/messages?limit=2"_s).body;
        QCOMPARE(page[u"data"_s].toArray().size(), 2);
        QCOMPARE(page[u"data"_s][1][u"text"_s].toString(), u"2"_s); // the newest page, oldest first
        QVERIFY(page[u"page"_s][u"has_more"_s].toBool());
        const QString next = page[u"page"_s][u"next"_s].toString();
        const auto last = m_api->call("GET", path + u"/messages?limit=2&cursor="_s + next).body;
        QCOMPARE(last[u"data"_s].toArray().size(), 1);
        QVERIFY(!last[u"page"_s][u"has_more"_s].toBool());
        QCOMPARE(m_api->call("GET", u"/api/v1/customers/999/messages"_s).status, 404);
    }

    void aHiddenIdIsNoPhone()
    {
        QJsonObject customer = m_api->call("GET", customerPath()).body;
        QVERIFY(customer[u"phone"_s].isNull());
        QCOMPARE(customer[u"open_ticket_id"_s].toInteger(), m_ticket.value);
        QVERIFY(m_api->desk.customers.learnAlias(ana, u"15550000001@s.whatsapp.net"_s));
        customer = m_api->call("GET", customerPath()).body;
        QCOMPARE(customer[u"phone"_s].toString(), u"15550000001"_s);
    }

    void onlyAdministratorsSeeTheCodes()
    {
        m_link->state = {.state = LinkState::Pairing,
                         .qrText = u"2@secret"_s,
                         .qrExpiresAt = 1'790'000'060'000,
                         .pairingCode = u"ABCD1234"_s};
        QJsonObject body = m_api->call("GET", u"/api/v1/whatsapp"_s).body;
        QCOMPARE(body[u"state"_s].toString(), u"pairing"_s);
        QVERIFY(body[u"qr"_s].isNull());
        QVERIFY(body[u"pairing_code"_s].isNull());
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing"_s, {{u"method"_s, u"qr"_s}}).status, 403);
        m_api->caller.role = u"admin"_s;
        body = m_api->call("GET", u"/api/v1/whatsapp"_s).body;
        QCOMPARE(body[u"qr"_s][u"text"_s].toString(), u"2@secret"_s);
        QVERIFY(body[u"qr"_s][u"expires_at"_s].toString().startsWith("2026-"_L1));
        QCOMPARE(body[u"pairing_code"_s].toString(), u"ABCD1234"_s);
    }

    void pairingByQrAndByCode()
    {
        m_api->caller.role = u"admin"_s;
        auto answer = m_api->call("POST", u"/api/v1/whatsapp/pairing"_s, {{u"method"_s, u"qr"_s}});
        QCOMPARE(answer.status, 202);
        QCOMPARE(answer.body[u"state"_s].toString(), u"pairing"_s);
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing"_s, {{u"method"_s, u"pigeon"_s}}).status, 400);
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing"_s, {{u"method"_s, u"code"_s}}).status, 400);

        const QJsonObject byCode{{u"method"_s, u"code"_s}, {u"phone"_s, u"+1 555-000-0001"_s}};
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing"_s, byCode).status, 0);
        QCOMPARE(m_link->asked.last(), u"code 15550000001"_s);
        m_link->codes.last().complete(u"ABCD1234"_s);
        QTRY_COMPARE(m_api->answered().status, 202);
        QCOMPARE(m_api->answered().body[u"pairing_code"_s].toString(), u"ABCD1234"_s);

        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing"_s, byCode).status, 0);
        m_link->codes.last().complete(fail(Errc::Conflict));
        QTRY_COMPARE(m_api->answered().code(), u"already_paired"_s);

        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing/passkey"_s, {{u"confirm"_s, true}}).status, 202);
        QCOMPARE(m_link->asked.last(), u"passkey yes"_s);
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing/passkey"_s).status, 400);
        QCOMPARE(m_api->call("DELETE", u"/api/v1/whatsapp/pairing"_s).status, 204);
        QCOMPARE(m_link->asked.last(), u"cancel"_s);

        m_link->state.state = LinkState::Ready;
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/pairing"_s, {{u"method"_s, u"qr"_s}}).code(),
                 u"already_paired"_s);
    }

    void reconnectAndReset()
    {
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/reset"_s).status, 403);
        m_api->caller.role = u"admin"_s;
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/reconnect"_s).status, 202);
        QCOMPARE(m_api->call("POST", u"/api/v1/whatsapp/reset"_s).status, 0);
        m_link->resets.last().complete({});
        QTRY_COMPARE(m_api->answered().status, 204);
        QCOMPARE(m_link->asked, QStringList({u"reconnect"_s, u"reset"_s}));
    }

    void theBridgeHasNoLink()
    {
        make(nullptr);
        QCOMPARE(m_api->call("GET", u"/api/v1/whatsapp"_s).code(), u"no_link"_s);
        QVERIFY(!m_api->call("GET", u"/health/ready"_s).body[u"checks"_s].toObject().contains(u"whatsapp"_s));
    }

    void readinessTellsOfTheLink()
    {
        m_link->state = {.state = LinkState::Disconnected,
                         .cause = u"connection_lost"_s,
                         .since = 1'790'000'000'000,
                         .until = 1'790'000'005'000};
        m_api->desk.channel.ready = false;
        QJsonObject body = m_api->call("GET", u"/health/ready"_s).body;
        QCOMPARE(body[u"status"_s].toString(), u"degraded"_s);
        QCOMPARE(body[u"checks"_s][u"whatsapp"_s][u"state"_s].toString(), u"disconnected"_s);
        QCOMPARE(body[u"checks"_s][u"whatsapp"_s][u"cause"_s].toString(), u"connection_lost"_s);
        QCOMPARE(body[u"checks"_s][u"channel"_s][u"state"_s].toString(), u"down"_s);
        m_link->state = {.state = LinkState::Ready};
        m_api->desk.channel.ready = true;
        body = m_api->call("GET", u"/health/ready"_s).body;
        QCOMPARE(body[u"checks"_s][u"whatsapp"_s][u"state"_s].toString(), u"ok"_s);
    }

private:
    void make(ChannelLink *link)
    {
        m_api = std::make_unique<TestApi>(link);
        Ticket draft;
        draft.customerId = *m_api->desk.customers.resolve(ana, u"Ana"_s);
        m_ticket = m_api->desk.ticketService.open(draft, {})->id;
    }
    [[nodiscard]] bool take(IncomingMessage message)
    {
        message.address = ana;
        return m_api->desk.inbox.take(message).has_value();
    }
    void say(const QString &id, const QString &text) { QVERIFY(take({.address = ana, .wireId = id, .text = text})); }
    qint64 reply(const QString &text)
    {
        return m_api->call("POST", ticketPath(u"/messages"_s), {{u"text"_s, text}}).body[u"id"_s].toInteger();
    }
    void accept(qint64 id)
    {
        const Message message = *m_api->desk.messages.find({id});
        QVERIFY(m_api->desk.outbox.recordDelivery({.wireId = message.wireId, .state = DeliveryState::Accepted}));
    }
    QString ticketPath(const QString &rest) { return u"/api/v1/tickets/%1"_s.arg(m_ticket.value) + rest; }
    QString customerPath()
    {
        return u"/api/v1/customers/%1"_s.arg(m_api->desk.tickets.find(m_ticket)->customerId.value);
    }
    static QString messagePath(qint64 id, const QString &rest = {}) { return u"/api/v1/messages/%1"_s.arg(id) + rest; }
    QList<QJsonObject> messages()
    {
        QList<QJsonObject> list;
        const QJsonArray data = m_api->call("GET", ticketPath(u"/messages"_s)).body[u"data"_s].toArray();
        for (const auto &value : data)
            list << value.toObject();
        return list;
    }
    QJsonObject find(qint64 id)
    {
        const QList<QJsonObject> all = messages();
        for (const QJsonObject &message : all) {
            if (message[u"id"_s].toInteger() == id)
                return message;
        }
        return {};
    }

    std::unique_ptr<FakeChannelLink> m_link;
    std::unique_ptr<TestApi> m_api;
    TicketId m_ticket;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::DeskApiTest)
#include "tst_deskapi.moc"
