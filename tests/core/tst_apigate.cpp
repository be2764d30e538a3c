#include "core/api/openapi.h"
#include "core/storage/noterepository.h"
#include "tests/support/testapi.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString ana = u"100000000000001@lid"_s;
const QString tickets = u"/api/v1/tickets"_s;
} // namespace

/// What holds for every route: checked requests, keys, ETags, cursors; and the routes about many tickets.
class ApiGateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_api = std::make_unique<TestApi>(); }
    void cleanup() { m_api.reset(); }

    void whatIsNotAsDescribedIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QString>("pointer");
        QTest::newRow("missing") << QJsonObject{{u"requester"_s, u"Ana"_s}} << u"/fault"_s;
        QTest::newRow("unknown") << QJsonObject{{u"fault"_s, u"x"_s}, {u"fautl"_s, u"x"_s}} << u"/fautl"_s;
        QTest::newRow("escaped") << QJsonObject{{u"fault"_s, u"x"_s}, {u"a/b~c"_s, 1}} << u"/a~1b~0c"_s;
        QTest::newRow("type") << QJsonObject{{u"fault"_s, 1}} << u"/fault"_s;
        QTest::newRow("null") << QJsonObject{{u"fault"_s, QJsonValue(QJsonValue::Null)}} << u"/fault"_s;
        QTest::newRow("word") << QJsonObject{{u"fault"_s, u"x"_s}, {u"category"_s, u"magic"_s}} << u"/category"_s;
        QTest::newRow("fraction") << QJsonObject{{u"fault"_s, u"x"_s}, {u"customer_id"_s, 1.5}} << u"/customer_id"_s;
        QTest::newRow("huge") << QJsonObject{{u"fault"_s, u"x"_s}, {u"customer_id"_s, 1e300}} << u"/customer_id"_s;
        QTest::newRow("long") << QJsonObject{{u"fault"_s, u"x"_s}, {u"tags"_s, QString(201, u'x')}} << u"/tags"_s;
        QTest::newRow("nul") << QJsonObject{{u"fault"_s, u"a\0b"_s}} << u"/fault"_s;
        QTest::newRow("blank") << QJsonObject{{u"fault"_s, u"  "_s}} << u"/fault"_s;
        QTest::newRow("nobody") << QJsonObject{{u"fault"_s, u"x"_s}, {u"customer_id"_s, 99}} << u"/customer_id"_s;
    }
    void whatIsNotAsDescribedIsRefused()
    {
        QFETCH(QJsonObject, body);
        QFETCH(QString, pointer);
        const auto answer = m_api->call("POST", tickets, body);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), u"invalid"_s);
        QCOMPARE(answer.pointer(), pointer);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM ticket"_s), 0);
    }

    void queriesAreCheckedToo_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("pointer"); // empty: good
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("empty") << u"?status=&q="_s << QString();
        QTest::newRow("list") << u"?status=new,closed&fields=folio,status&include=counts"_s << QString();
        QTest::newRow("unknown") << u"?stauts=new"_s << u"/stauts"_s;
        QTest::newRow("twice") << u"?status=new&status=closed"_s << u"/status"_s;
        QTest::newRow("word") << u"?status=new,lost"_s << u"/status"_s;
        QTest::newRow("limit") << u"?limit=201"_s << u"/limit"_s;
        QTest::newRow("limit that is none") << u"?limit=ten"_s << u"/limit"_s;
        QTest::newRow("time") << u"?updated_since=yesterday"_s << u"/updated_since"_s;
        QTest::newRow("cursor") << u"?cursor=b1"_s << u"/cursor"_s;
        QTest::newRow("field") << u"?fields=password"_s << u"/fields"_s;
        QTest::newRow("nul") << u"?assignee=%00"_s << u"/assignee"_s;
    }
    void queriesAreCheckedToo()
    {
        QFETCH(QString, query);
        QFETCH(QString, pointer);
        const auto answer = m_api->call("GET", tickets + query);
        QCOMPARE(answer.status, pointer.isEmpty() ? 200 : 400);
        QCOMPARE(answer.pointer(), pointer);
    }

    void aCursorHoldsForItsListAndFilter()
    {
        for (int i = 0; i < 3; ++i)
            open();
        const QString next =
            m_api->call("GET", tickets + u"?limit=1&status=new"_s).body[u"page"_s][u"next"_s].toString();
        const QString cursor = u"&cursor="_s + next;
        const auto page = m_api->call("GET", tickets + u"?status=new&limit=2&fields=folio"_s + cursor);
        QCOMPARE(page.body[u"data"_s].toArray().size(), 2);
        QCOMPARE(page.body[u"data"_s][0][u"id"_s].toInteger(), 2);
        QVERIFY(!page.body[u"page"_s][u"has_more"_s].toBool());
        for (const QString &other : {u"?status=new,closed"_s, u"?limit=1"_s, u"?status=new&priority=high"_s})
            QCOMPARE(m_api->call("GET", tickets + other + cursor).pointer(), u"/cursor"_s);
        QCOMPARE(m_api->call("GET", u"/api/v1/outbox?limit=1"_s + cursor).pointer(), u"/cursor"_s);
    }

    void theSameRequestUnderTheSameKeyIsDoneOnce()
    {
        const QJsonObject body{{u"fault"_s, u"no enciende"_s}, {u"requester"_s, u"Ana"_s}};
        const auto first = m_api->call("POST", tickets, body, {{"idempotency-key", "K1"}});
        QCOMPARE(first.status, 201);
        const auto again = m_api->call("POST", tickets, body, {{"idempotency-key", "K1"}});
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("Idempotency-Replayed"), QByteArray("true"));
        QCOMPARE(again.header("ETag"), first.header("ETag"));
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM ticket"_s), 1);

        QCOMPARE(m_api->call("POST", tickets, {{u"fault"_s, u"otra"_s}}, {{"idempotency-key", "K1"}}).code(),
                 u"idempotency_key_reused"_s);
        QCOMPARE(
            m_api->call("POST", tickets + u"/1/notes"_s, {{u"text"_s, u"x"_s}}, {{"idempotency-key", "K1"}}).status,
            422);
        QCOMPARE(m_api->call("POST", tickets, body, {{"idempotency-key", ""}}).code(), u"invalid_idempotency_key"_s);
        m_api->caller.userId = {8}; // keys belong to who sent them
        QCOMPARE(m_api->call("POST", tickets, body, {{"idempotency-key", "K1"}}).body[u"id"_s].toInteger(), 2);
    }

    void aKeyIsKeptForADay()
    {
        const QJsonObject body{{u"fault"_s, u"x"_s}};
        QCOMPARE(m_api->call("POST", tickets, body, {{"idempotency-key", "K1"}}).status, 201);
        m_api->desk.clock.advance(24h);
        QCOMPARE(m_api->call("POST", tickets, body, {{"idempotency-key", "K1"}}).body[u"id"_s].toInteger(), 1);
        m_api->desk.clock.advance(1ms);
        QCOMPARE(m_api->call("POST", tickets, body, {{"idempotency-key", "K1"}}).body[u"id"_s].toInteger(), 2);
        m_api->desk.clock.advance(25h);
        QCOMPARE(m_api->call("POST", tickets, body, {{"idempotency-key", "K2"}}).status, 201);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM idempotency_key"_s), 1); // the old ones are gone
    }

    void whatFailedIsNotKept()
    {
        const QString path = tickets + u"/1/notes"_s;
        const QJsonObject body{{u"text"_s, u"x"_s}};
        QCOMPARE(m_api->call("POST", path, body, {{"idempotency-key", "K1"}}).status, 404);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM idempotency_key"_s), 0);
        open();
        QCOMPARE(m_api->call("POST", path, body, {{"idempotency-key", "K1"}}).status, 201);
        QCOMPARE(m_api->call("POST", path, body, {{"idempotency-key", "K1"}}).status, 201);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM note"_s), 1);
    }

    void aChangeOfAnOldTicketIsRefused()
    {
        open();
        const QString path = tickets + u"/1"_s;
        const QByteArray tag = m_api->call("GET", path).header("ETag");
        QVERIFY(tag.startsWith("\"1."));
        const auto changed = m_api->call("PATCH", path, {{u"priority"_s, u"high"_s}}, {{"if-match", tag}});
        QCOMPARE(changed.status, 200);
        QVERIFY(changed.header("ETag") != tag);
        const auto stale = m_api->call("PATCH", path, {{u"priority"_s, u"low"_s}}, {{"if-match", tag}});
        QCOMPARE(stale.status, 412);
        QCOMPARE(stale.code(), u"precondition_failed"_s);
        QCOMPARE(m_api->call("PATCH", path, {{u"priority"_s, u"low"_s}}, {{"if-match", "W/" + tag}}).status, 412);
        QCOMPARE(m_api->call("PATCH", path, {{u"priority"_s, u"low"_s}}, {{"if-match", ""}}).status, 412);
        QCOMPARE(m_api->call("GET", path).body[u"priority"_s].toString(), u"high"_s);
        const qint64 revision = m_api->call("GET", path).body[u"revision"_s].toInteger();
        QCOMPARE(m_api
                     ->call("PATCH", path, {{u"priority"_s, u"low"_s}},
                            {{"if-match", "\"x\", \"" + QByteArray::number(revision) + '"'}})
                     .status,
                 200);
        QCOMPARE(m_api->call("PATCH", path, {{u"priority"_s, u"high"_s}}, {{"if-match", "*"}}).status, 200);
        QCOMPARE(m_api->call("PATCH", path, {{u"priority"_s, u"low"_s}}).status, 200); // the last one wins
        QCOMPARE(m_api->call("PATCH", tickets + u"/9"_s, {}, {{"if-match", "*"}}).status, 404);
    }

    void whatIsKnownIsNotSentAgain()
    {
        open();
        for (const QString &path : {tickets, tickets + u"/1"_s, tickets + u"/1/events"_s}) {
            const auto first = m_api->call("GET", path);
            const QByteArray tag = first.header("ETag");
            QVERIFY(!tag.isEmpty());
            const auto known = m_api->call("GET", path, {}, {{"if-none-match", "\"other\", W/" + tag}});
            QCOMPARE(known.status, 304);
            QVERIFY(known.body.isEmpty());
            QCOMPARE(m_api->call("GET", path, {}, {{"if-none-match", "\"other\""}}).status, 200);
        }
        const QByteArray tag = m_api->call("GET", tickets).header("ETag");
        QCOMPARE(m_api->call("PATCH", tickets + u"/1"_s, {{u"priority"_s, u"low"_s}}).status, 200);
        QCOMPARE(m_api->call("GET", tickets, {}, {{"if-none-match", tag}}).status, 200);
    }

    void listsShowWhatIsAskedFor()
    {
        open(ana);
        QVERIFY(m_api->desk.inbox.take({.address = ana, .wireId = u"A1"_s, .text = u"hola"_s}));
        QCOMPARE(m_api->call("POST", tickets + u"/1/notes"_s, {{u"text"_s, u"x"_s}}).status, 201);
        const QJsonValue sparse = m_api->call("GET", tickets + u"?fields=folio"_s).body[u"data"_s][0];
        QCOMPARE(sparse.toObject().keys(), QStringList({u"folio"_s, u"id"_s}));
        const QJsonValue full = m_api->call("GET", tickets + u"?include=customer,last_message,counts"_s)
                                    .body[u"data"_s][0];
        QCOMPARE(full[u"customer"_s][u"id"_s].toInteger(), full[u"customer_id"_s].toInteger());
        QCOMPARE(full[u"last_message"_s][u"text"_s].toString(), u"hola"_s);
        QCOMPARE(full[u"counts"_s][u"messages"_s].toInt(), 1);
        QCOMPARE(full[u"counts"_s][u"notes"_s].toInt(), 1);
        QCOMPARE(full[u"counts"_s][u"unread"_s].toInt(), 1);
        QCOMPARE(full[u"counts"_s][u"attachments"_s].toInt(), 0);
    }

    void manyTicketsChangeAtOnceAndEachSaysHow()
    {
        for (int i = 0; i < 3; ++i)
            open();
        QCOMPARE(m_api->call("PATCH", tickets + u"/2"_s, {{u"status"_s, u"closed"_s}}).status, 200);
        const auto answer = m_api->call("POST", tickets + u"/bulk"_s,
                                        {{u"ids"_s, QJsonArray{1, 2, 3, 3, 9}},
                                         {u"status"_s, u"in_repair"_s},
                                         {u"priority"_s, u"high"_s},
                                         {u"add_tags"_s, QJsonArray{u"lote"_s}}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body[u"changed"_s].toInt(), 2);
        QCOMPARE(answer.body[u"data"_s].toArray().size(), 4);
        QVERIFY(answer.body[u"data"_s][0][u"ok"_s].toBool());
        QCOMPARE(answer.body[u"data"_s][1][u"code"_s].toString(), u"conflict"_s); // closed: not to in_repair
        QCOMPARE(answer.body[u"data"_s][3][u"code"_s].toString(), u"not_found"_s);
        const QJsonObject first = m_api->call("GET", tickets + u"/1"_s).body;
        QCOMPARE(first[u"status"_s].toString(), u"in_repair"_s);
        QCOMPARE(first[u"tags"_s].toString(), u"lote"_s);
        QCOMPARE(first[u"revision"_s].toInteger(), answer.body[u"data"_s][0][u"revision"_s].toInteger());
        QCOMPARE(m_api->call("GET", tickets + u"/2"_s).body[u"priority"_s].toString(), u"normal"_s);
    }

    void aFilterMustFindWhatWasSeen()
    {
        for (int i = 0; i < 3; ++i)
            open();
        const QString path = tickets + u"/bulk"_s;
        const QJsonObject filter{{u"status"_s, u"new"_s}};
        const auto with = [&](const QJsonValue &count) {
            return QJsonObject{{u"filter"_s, filter}, {u"expected_count"_s, count}, {u"status"_s, u"cancelled"_s}};
        };
        QCOMPARE(m_api->call("POST", path, with(2)).code(), u"count_differs"_s);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM ticket WHERE status = 'new'"_s), 3);
        QCOMPARE(m_api->call("POST", path, with(3)).body[u"changed"_s].toInt(), 3);
        QCOMPARE(m_api->call("POST", path, {{u"filter"_s, filter}, {u"status"_s, u"closed"_s}}).pointer(),
                 u"/expected_count"_s);
        QCOMPARE(m_api->call("POST", path, {{u"status"_s, u"closed"_s}}).pointer(), u"/ids"_s);
        QCOMPARE(m_api->call("POST", path, {{u"ids"_s, QJsonArray{1}}}).status, 400); // nothing to do
        QCOMPARE(m_api->call("POST", path, {{u"ids"_s, QJsonArray()}, {u"status"_s, u"closed"_s}}).pointer(),
                 u"/ids"_s);
    }

    void notesBelongToWhoWroteThem()
    {
        open();
        const QString path = tickets + u"/1/notes"_s;
        QCOMPARE(m_api->call("POST", path, {{u"text"_s, u"cambiar fuente"_s}}).body[u"id"_s].toInteger(), 1);
        QCOMPARE(m_api->call("PATCH", path + u"/1"_s, {{u"text"_s, u"cambiar ventilador"_s}}).status, 200);
        const QJsonValue note = m_api->call("GET", path).body[u"data"_s][0];
        QCOMPARE(note[u"text"_s].toString(), u"cambiar ventilador"_s);
        QVERIFY(note[u"edited_at"_s].isString());
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM note_fts WHERE note_fts MATCH 'ventilador'"_s), 1);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM note_fts WHERE note_fts MATCH 'fuente'"_s), 0);
        m_api->caller.userId = {8};
        QCOMPARE(m_api->call("PATCH", path + u"/1"_s, {{u"text"_s, u"x"_s}}).status, 403);
        QCOMPARE(m_api->call("DELETE", path + u"/1"_s).status, 403);
        m_api->caller.userId = {7};
        QCOMPARE(m_api->call("DELETE", tickets + u"/2/notes/1"_s).status, 404);
        QCOMPARE(m_api->call("DELETE", path + u"/1"_s).status, 204);
        QCOMPARE(m_api->call("GET", path).body[u"data"_s].toArray().size(), 0);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM note_fts WHERE note_fts MATCH 'ventilador'"_s), 0);
        QCOMPARE(m_api->call("GET", tickets + u"/1/events"_s).body[u"data"_s].toArray().last()[u"field"_s].toString(),
                 u"note"_s);
    }

    void onlyWhatTheChannelNeverHadIsCancelled()
    {
        open(ana);
        const auto send = [this](const QString &words) {
            return m_api->call("POST", tickets + u"/1/messages"_s, {{u"text"_s, words}}).body[u"id"_s].toInteger();
        };
        const QString first = u"/api/v1/outbox/%1"_s.arg(send(u"uno"_s));
        const QString second = u"/api/v1/outbox/%1"_s.arg(send(u"dos"_s));
        QVERIFY(m_api->desk.outbox.start());
        QTRY_COMPARE(m_api->desk.count(u"SELECT count(*) FROM outbox WHERE begun = 1"_s), 1);
        QCOMPARE(m_api->call("DELETE", first).code(), u"being_sent"_s);
        QCOMPARE(m_api->call("POST", first + u"/retry"_s).code(), u"not_waiting"_s);
        QCOMPARE(m_api->call("GET", u"/api/v1/outbox"_s).body[u"data"_s].toArray().size(), 2);
        QCOMPARE(m_api->call("POST", second + u"/retry"_s).status, 202);
        const auto cancelled = m_api->call("DELETE", second);
        QCOMPARE(cancelled.status, 200);
        QCOMPARE(cancelled.body[u"cause"_s].toString(), u"cancelled"_s);
        QCOMPARE(m_api->call("DELETE", second).code(), u"not_waiting"_s);
        QCOMPARE(m_api->call("DELETE", u"/api/v1/outbox/99"_s).status, 404);
        QCOMPARE(m_api->call("GET", u"/api/v1/outbox"_s).body[u"data"_s].toArray().size(), 1);
        QCOMPARE(m_api->call("GET", u"/api/v1/outbox?state=attention"_s).body[u"data"_s].toArray().size(), 0);
    }

    void aCustomerIsChanged()
    {
        open(ana);
        const QString path = u"/api/v1/customers/1"_s;
        const auto changed = m_api->call("PATCH", path,
                                         {{u"name"_s, u"Ana Pérez"_s},
                                          {u"department"_s, QJsonValue(QJsonValue::Null)},
                                          {u"opt_out"_s, true},
                                          {u"notes"_s, u"prefiere llamada"_s}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.body[u"name"_s].toString(), u"Ana Pérez"_s);
        QVERIFY(changed.body[u"opt_out"_s].toBool());
        QCOMPARE(m_api->call("PATCH", path, {{u"language"_s, u"xx"_s}}).pointer(), u"/language"_s);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM customer_fts WHERE customer_fts MATCH 'perez'"_s), 1);
        QCOMPARE(m_api->call("GET", u"/api/v1/customers"_s).body[u"data"_s][0][u"notes"_s].toString(),
                 u"prefiere llamada"_s);
        QCOMPARE(m_api->call("GET", path + u"/tickets"_s).body[u"data"_s].toArray().size(), 1);
        QCOMPARE(m_api->call("GET", path + u"/history"_s).body[u"data"_s][0][u"event"_s].toString(), u"alias"_s);
    }

    void ticketsGoOnlyToThoseWhoAreHere()
    {
        open();
        QCOMPARE(m_api->call("PATCH", tickets + u"/1"_s, {{u"assignee"_s, 7}}).pointer(), u"/assignee"_s);
    }

    void everythingDescribedIsInTheDocument()
    {
        const QJsonObject document = openApiDocument(m_api->router);
        QStringList missing;
        for (const Router::Route &route : m_api->router.routes()) {
            const QJsonValue operation = document[u"paths"_s][route.path()]
                                                 [QString::fromLatin1(route.method.toLower())];
            if (!operation.isObject())
                missing << route.path();
        }
        QCOMPARE(missing, QStringList());
        const QByteArray text = QJsonDocument(document).toJson();
        qsizetype at = 0;
        while ((at = text.indexOf("#/components/schemas/", at)) >= 0) {
            at += 21;
            const QString name = QString::fromLatin1(text.mid(at, text.indexOf('"', at) - at));
            // Those of attachments are not among the routes of this test.
            QVERIFY2(document[u"components"_s][u"schemas"_s][name].isObject() || name == "TicketAttachment"_L1,
                     qPrintable(name));
        }
    }

private:
    void open(const QString &address = {})
    {
        QJsonObject body{{u"fault"_s, u"no enciende"_s}};
        if (!address.isEmpty())
            body.insert(u"customer_address"_s, address);
        QCOMPARE(m_api->call("POST", tickets, body).status, 201);
    }

    std::unique_ptr<TestApi> m_api;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::ApiGateTest)
#include "tst_apigate.moc"
