#include "tests/support/testapi.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

/// Settings, the trail of administration, notification rules and quick replies, through their routes.
class AdministrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_api = std::make_unique<TestApi>();
        QVERIFY(m_api->accounts.addUser(u"ana"_s, u"admin"_s, u"12345678"_s));
        QVERIFY(settings().load());
        m_api->caller.userId = {1};
        m_api->caller.name = u"ana"_s;
        m_api->caller.role = u"admin"_s;
    }
    void cleanup() { m_api.reset(); }

    void everyDefaultFitsItsOwnLimits()
    {
        QSet<QString> keys;
        for (const SettingDescriptor &setting : settingDescriptors()) {
            QVERIFY2(acceptable(setting, setting.fallback), qUtf8Printable(setting.key));
            QVERIFY2(!keys.contains(setting.key), qUtf8Printable(setting.key));
            keys.insert(setting.key);
        }
    }

    void valuesAreChecked_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("ok");
        const auto row = [](const QString &key, const QJsonValue &value, bool ok) {
            QTest::addRow("%s %s", qUtf8Printable(key),
                          QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).constData())
                << key << value << ok;
        };
        row(u"desk.name"_s, u"Taller Juárez"_s, true);
        row(u"desk.name"_s, u""_s, false);
        row(u"desk.name"_s, u"a\nb"_s, false);
        row(u"desk.name"_s, QString(u'\x202e') + u"x"_s, false);
        row(u"desk.name"_s, QString(61, u'x'), false);
        row(u"desk.name"_s, 7, false);
        row(u"desk.folio_prefix"_s, u"SOP"_s, true);
        row(u"desk.folio_prefix"_s, u"so p"_s, false);
        row(u"conversation.reminder_minutes"_s, 15, true);
        row(u"conversation.reminder_minutes"_s, 0, false);
        row(u"conversation.reminder_minutes"_s, 1.5, false);
        row(u"conversation.reminder_minutes"_s, 1e300, false);
        row(u"conversation.reminder_minutes"_s, u"15"_s, false);
        row(u"hours.quiet"_s, u"22:00-7:30"_s, true);
        row(u"hours.quiet"_s, u""_s, true);
        row(u"hours.quiet"_s, u"22:00"_s, false);
        row(u"hours.quiet"_s, u"25:00-07:00"_s, false);
        row(u"hours.business"_s, QJsonObject{{u"mon"_s, QJsonArray{u"09:00-14:00"_s, u"16:00-19:00"_s}}}, true);
        row(u"hours.business"_s, QJsonObject{{u"lunes"_s, QJsonArray()}}, false);
        row(u"hours.business"_s, QJsonObject{{u"mon"_s, QJsonArray{u"always"_s}}}, false);
        row(u"ai.endpoint"_s, u"http://127.0.0.1:11434/v1/chat/completions"_s, true);
        row(u"ai.endpoint"_s, u"file:///etc/passwd"_s, false);
        row(u"ai.endpoint"_s, u"https://user:pass@host/"_s, false);
        row(u"privacy.ai_mask"_s, u"sometimes"_s, false);
        row(u"network.lan"_s, 1, false);
        row(u"network.port"_s, 0, false);
        row(u"network.host_names"_s, QJsonArray{u"taller.local"_s, u"192.168.1.5"_s, u"::1"_s}, true);
        row(u"network.host_names"_s, QJsonArray{u"a b"_s}, false);
        row(u"network.host_names"_s, QJsonArray{u"host:80"_s}, false);
        row(u"network.cors_origins"_s, QJsonArray{u"https://panel.example:8443"_s}, true);
        row(u"network.cors_origins"_s, QJsonArray{u"*"_s}, false);
        row(u"network.cors_origins"_s, QJsonArray{u"https://panel.example/x"_s}, false);
        row(u"network.trusted_proxies"_s, QJsonArray{u"10.0.0.0/8"_s, u"127.0.0.1"_s}, true);
        row(u"network.trusted_proxies"_s, QJsonArray{u"0.0.0.0/0"_s}, false);
        row(u"network.tls"_s, u"files"_s, false); // without the files
        row(u"unknown.key"_s, 1, false);
    }

    void valuesAreChecked()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(bool, ok);
        const auto answer = change({{key, value}});
        QCOMPARE(answer.status, ok ? 200 : 400);
        if (ok)
            QVERIFY(settings().sourceOf(key) == DeskSettings::Source::Stored);
        else
            QVERIFY(answer.body[u"errors"_s][0][u"pointer"_s].toString().startsWith(u'/'));
    }

    void allOrNothing()
    {
        const auto answer = change({{u"desk.name"_s, u"Otra"_s}, {u"network.port"_s, 70000}});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body[u"errors"_s][0][u"pointer"_s].toString(), u"/network.port"_s);
        QCOMPARE(settings().text(u"desk.name"_s), u"Mesa de ayuda"_s);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM setting"_s), 0);
        QCOMPARE(trail(u"setting.change"_s), 0);
    }

    void aFailedCommitTellsNobody()
    {
        QSignalSpy told(&settings(), &DeskSettings::changed);
        const auto failed = m_api->desk.database.transaction([&]() -> Result<> {
            if (auto done = settings().patch({{u"desk.name"_s, u"Otra"_s}}, {}); !done)
                return fail(done.error());
            return fail(Errc::Storage);
        });
        QVERIFY(!failed);
        QCOMPARE(told.size(), 0);
        QCOMPARE(settings().text(u"desk.name"_s), u"Mesa de ayuda"_s);
    }

    void observersAreToldAfterTheCommit()
    {
        QSignalSpy told(&settings(), &DeskSettings::changed);
        QCOMPARE(change({{u"desk.name"_s, u"Otra"_s}, {u"desk.language"_s, u"es"_s}}).status, 200);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.at(0).at(0).toStringList(), QStringList({u"desk.language"_s, u"desk.name"_s}));
        QCOMPARE(change({{u"desk.name"_s, u"Otra"_s}}).status, 200); // the same once more
        QCOMPARE(told.size(), 1);
        QCOMPARE(change({{u"desk.name"_s, QJsonValue::Null}}).status, 200);
        QCOMPARE(settings().text(u"desk.name"_s), u"Mesa de ayuda"_s);
        QVERIFY(settings().sourceOf(u"desk.name"_s) == DeskSettings::Source::Default);
    }

    void aRestartFindsWhatWasStored()
    {
        QCOMPARE(change({{u"network.port"_s, 9000}, {u"hours.quiet"_s, u"22:00-07:00"_s}}).status, 200);
        QVERIFY(entry(u"network.port"_s)[u"restart_needed"_s].toBool());
        QVERIFY(!entry(u"hours.quiet"_s)[u"restart_needed"_s].toBool());
        QVERIFY(m_api->desk.database.exec(
            u"INSERT INTO setting(key, value) VALUES ('desk.name', '[7]'), ('other.part', 'x')"_s));
        DeskSettings again(m_api->desk.database, m_api->desk.clock, {});
        QVERIFY(again.load());
        QCOMPARE(again.number(u"network.port"_s), 9000);
        QCOMPARE(again.text(u"hours.quiet"_s), u"22:00-07:00"_s);
        QCOMPARE(again.text(u"desk.name"_s), u"Mesa de ayuda"_s); // what does not fit is passed over
        QVERIFY(!again.all().at(0).isRestartNeeded);
    }

    void whatCannotBeUsedIsNotStored()
    {
        QString tried;
        settings().setTrial([&](const QStringList &keys) -> Result<> {
            tried = settings().text(u"desk.name"_s);
            return keys.contains(u"desk.name"_s) && tried == "No"_L1 ? Result<>(fail(Errc::Invalid, u"no"_s))
                                                                     : Result<>();
        });
        const auto refused = change({{u"desk.name"_s, u"No"_s}});
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.code(), u"not_usable"_s);
        QCOMPARE(tried, u"Mesa de ayuda"_s); // and was taken back
        QCOMPARE(settings().text(u"desk.name"_s), u"Mesa de ayuda"_s);
        QCOMPARE(trail(u"setting.change"_s), 0);
        QCOMPARE(change({{u"desk.name"_s, u"Sí"_s}}).status, 200);
        QCOMPARE(tried, u"Sí"_s);
        settings().setTrial({});
    }

    void theEnvironmentWins()
    {
        DeskSettings overridden(m_api->desk.database, m_api->desk.clock, {{u"network.port"_s, 8000}});
        QVERIFY(overridden.load());
        QCOMPARE(overridden.number(u"network.port"_s), 8000);
        const auto refused = overridden.patch({{u"network.port"_s, 9000}, {u"desk.name"_s, u"Otra"_s}}, {});
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Errc::Conflict);
        QCOMPARE(refused.error().detail, u"overridden /network.port"_s);
        QCOMPARE(overridden.text(u"desk.name"_s), u"Mesa de ayuda"_s);
        QVERIFY(overridden.patch({{u"network.port"_s, 8000}}, {})->isEmpty()); // a form that comes back whole
    }

    void secretsAreNeverShown()
    {
        const QJsonObject set{{u"ai.endpoint"_s, u"https://api.example/v1"_s}, {u"ai.key"_s, u"sk-prueba-secreta"_s}};
        QCOMPARE(change(set).status, 200);
        QCOMPARE(settings().text(u"ai.key"_s), u"sk-prueba-secreta"_s);
        const auto shown = m_api->call("GET", u"/api/v1/settings"_s);
        QVERIFY(!QJsonDocument(shown.body).toJson().contains("sk-prueba"));
        QVERIFY(entry(u"ai.key"_s)[u"value"_s].isNull());
        QVERIFY(entry(u"ai.key"_s)[u"is_set"_s].toBool());
        const auto audit = m_api->call("GET", u"/api/v1/audit"_s);
        QVERIFY(!QJsonDocument(audit.body).toJson().contains("sk-prueba"));
        QCOMPARE(audit.body[u"data"_s][0][u"to"_s][u"is_set"_s].toBool(), true);
    }

    void aStoredKeyGoesToNoOtherService()
    {
        QCOMPARE(change({{u"ai.endpoint"_s, u"https://api.example/v1"_s}, {u"ai.key"_s, u"sk-1"_s}}).status, 200);
        QCOMPARE(change({{u"ai.endpoint"_s, u"https://api.example/v2"_s}}).status, 200); // the same service
        QCOMPARE(change({{u"ai.endpoint"_s, u"https://evil.example/v1"_s}}).code(), u"needs_key"_s);
        QCOMPARE(change({{u"ai.endpoint"_s, u"http://api.example/v1"_s}}).code(), u"needs_key"_s); // nor in the clear
        QCOMPARE(change({{u"ai.endpoint"_s, QJsonValue::Null}}).status, 200);
        QCOMPARE(change({{u"ai.endpoint"_s, u"https://evil.example/v1"_s}}).code(), u"needs_key"_s);
        QCOMPARE(change({{u"ai.endpoint"_s, u"https://evil.example/v1"_s}, {u"ai.key"_s, QJsonValue::Null}}).status,
                 200);
    }

    void theLanNeedsAnAdministrator()
    {
        QVERIFY(m_api->desk.database.exec(u"UPDATE user SET disabled = 1"_s));
        const auto refused = change({{u"network.lan"_s, true}});
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.code(), u"no_administrator"_s);
        QVERIFY(m_api->desk.database.exec(u"UPDATE user SET disabled = 0"_s));
        QCOMPARE(change({{u"network.lan"_s, true}}).status, 200);
    }

    void onlyAdministratorsAdminister()
    {
        m_api->caller.role = u"technician"_s;
        for (const QString &path : {u"/api/v1/settings"_s, u"/api/v1/audit"_s, u"/api/v1/tokens"_s})
            QCOMPARE(m_api->call("GET", path).status, 403);
        QCOMPARE(m_api->call("PUT", u"/api/v1/notification-rules"_s).status, 403);
        QCOMPARE(m_api->call("POST", u"/api/v1/users"_s).status, 403);
        QCOMPARE(m_api->call("GET", u"/api/v1/notification-rules"_s).status, 200);
        QCOMPARE(m_api->call("GET", u"/api/v1/users"_s).body[u"data"_s][0][u"name"_s].toString(), u"ana"_s);
        m_api->caller.role = u"viewer"_s;
        QCOMPARE(m_api->call("POST", u"/api/v1/quick-replies"_s).status, 403);
        QCOMPARE(m_api->call("GET", u"/api/v1/quick-replies"_s).status, 200);
    }

    void theTrailIsPagedAndFiltered()
    {
        for (int i = 0; i < 7; ++i) {
            QCOMPARE(change({{u"desk.name"_s, u"Mesa %1"_s.arg(i)}}).status, 200);
            m_api->desk.clock.advance(1h);
        }
        QList<int> seen;
        QString path = u"/api/v1/audit?action=setting.change&limit=3"_s;
        QString cursor;
        do {
            const auto page = m_api->call("GET", path + cursor);
            QCOMPARE(page.status, 200);
            const QJsonArray data = page.body[u"data"_s].toArray();
            for (const auto &value : data) {
                seen << value[u"id"_s].toInt();
                QCOMPARE(value[u"target"_s].toString(), u"setting:desk.name"_s);
                QCOMPARE(value[u"actor"_s][u"name"_s].toString(), u"ana"_s);
            }
            const QString next = page.body[u"page"_s][u"next"_s].toString();
            cursor = next.isEmpty() ? QString() : u"&cursor="_s + next;
        } while (!cursor.isEmpty());
        QCOMPARE(seen.size(), 7);
        QVERIFY(std::is_sorted(seen.rbegin(), seen.rend()));

        const auto newest = m_api->call("GET", u"/api/v1/audit?limit=1"_s).body[u"data"_s][0];
        QCOMPARE(newest[u"from"_s][u"value"_s].toString(), u"Mesa 5"_s);
        QCOMPARE(newest[u"to"_s][u"value"_s].toString(), u"Mesa 6"_s);
        const auto countOf = [this](const QString &query) {
            return m_api->call("GET", u"/api/v1/audit?"_s + query).body[u"data"_s].toArray().size();
        };
        const QString hence = m_api->desk.clock.nowUtc().addSecs(-2 * 3600 - 1).toString(Qt::ISODate);
        QCOMPARE(countOf(u"since="_s + hence), 2);
        QCOMPARE(countOf(u"until="_s + hence), 6); // with the user of the command line
        QCOMPARE(countOf(u"target=user:1"_s), 1);
        QCOMPARE(countOf(u"actor_id=99"_s), 0);
        QCOMPARE(m_api->call("GET", u"/api/v1/audit?since=yesterday"_s).status, 400);
        QCOMPARE(m_api->call("GET", u"/api/v1/audit?actor_id=x"_s).status, 400);
    }

    void aPageOfTheTrailReadsAnIndex()
    {
        for (const QString &where : {u"id < 9"_s, u"id < 9 AND action = 'x'"_s, u"id < 9 AND target = 'x'"_s}) {
            Statement plan = m_api->desk.database.prepare(
                u"EXPLAIN QUERY PLAN SELECT * FROM admin_audit WHERE id >= 0 AND "_s + where
                + u" ORDER BY id DESC LIMIT 5"_s);
            QVERIFY(plan.exec());
            while (plan.next()) {
                QVERIFY2(!plan.text(3).startsWith("SCAN"_L1), qUtf8Printable(plan.text(3)));
                QVERIFY2(!plan.text(3).contains("TEMP B-TREE"_L1), qUtf8Printable(plan.text(3)));
            }
        }
    }

    void rulesAreStoredTogetherOrNotAtAll()
    {
        const QJsonObject good{
            {u"status"_s, u"ready"_s}, {u"enabled"_s, false}, {u"text"_s, u"Listo, {nombre}: {folio}"_s}};
        QJsonObject bad = good;
        bad[u"status"_s] = u"closed"_s;
        bad[u"text"_s] = u"Hola {apellido}"_s;
        auto answer = m_api->call("PUT", u"/api/v1/notification-rules"_s, {{u"rules"_s, QJsonArray{good, bad}}});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body[u"errors"_s][0][u"pointer"_s].toString(), u"/rules/1/text"_s);
        QCOMPARE(trail(u"notification_rule.change"_s), 0);
        answer = m_api->call("PUT", u"/api/v1/notification-rules"_s, {{u"rules"_s, QJsonArray{good}}});
        QCOMPARE(answer.status, 200);
        const QJsonArray rules = answer.body[u"data"_s].toArray();
        QCOMPARE(rules.size(), 12);
        for (const auto &rule : rules) {
            if (rule[u"status"_s].toString() == "ready"_L1)
                QCOMPARE(rule[u"preview"_s].toString(), u"Listo, María: 2026-00123"_s);
        }
        QCOMPARE(trail(u"notification_rule.change"_s), 1);
        // What GET gave can be put back, and changes nothing.
        QCOMPARE(m_api->call("PUT", u"/api/v1/notification-rules"_s, {{u"rules"_s, rules}}).status, 200);
        QCOMPARE(trail(u"notification_rule.change"_s), 1);
        QCOMPARE(m_api->call("PUT", u"/api/v1/notification-rules"_s, {{u"rules"_s, QJsonArray{good, good}}}).status,
                 400);
        QCOMPARE(m_api->call("POST", u"/api/v1/notification-rules/preview"_s, {{u"text"_s, u"{estado}"_s}})
                     .body[u"preview"_s],
                 QJsonValue(u"Listo para entrega"_s));
    }

    void quickRepliesHaveOneShortcutEach()
    {
        const QJsonObject draft{{u"shortcut"_s, u"horario"_s}, {u"text"_s, u"Abrimos de 9 a 18 h."_s}};
        auto answer = m_api->call("POST", u"/api/v1/quick-replies"_s, draft);
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.body[u"language"_s].toString(), u"es"_s);
        const QString path = u"/api/v1/quick-replies/%1"_s.arg(answer.body[u"id"_s].toInteger());
        QJsonObject again = draft;
        again[u"shortcut"_s] = u"HORARIO"_s;
        QCOMPARE(m_api->call("POST", u"/api/v1/quick-replies"_s, again).code(), u"shortcut_taken"_s);
        again[u"shortcut"_s] = u"con espacio"_s;
        QCOMPARE(m_api->call("POST", u"/api/v1/quick-replies"_s, again).status, 400);
        again[u"shortcut"_s] = u"otra"_s;
        again[u"color"_s] = u"rojo"_s;
        QCOMPARE(m_api->call("POST", u"/api/v1/quick-replies"_s, again).body[u"errors"_s][0][u"pointer"_s].toString(),
                 u"/color"_s);
        again.remove(u"color"_s);
        again[u"language"_s] = u"en"_s;
        QCOMPARE(m_api->call("POST", u"/api/v1/quick-replies"_s, again).status, 201);
        QCOMPARE(m_api->call("GET", u"/api/v1/quick-replies?language=en"_s).body[u"data"_s].toArray().size(), 1);
        QCOMPARE(m_api->call("PATCH", path, {{u"shortcut"_s, u"otra"_s}}).code(), u"shortcut_taken"_s);
        QCOMPARE(m_api->call("PATCH", path, {{u"text"_s, u"<b>9</b>"_s}}).body[u"text"_s].toString(), u"<b>9</b>"_s);
        QCOMPARE(m_api->call("PATCH", path, {{u"text"_s, 9}}).status, 400);
        QCOMPARE(m_api->call("DELETE", path).status, 204);
        QCOMPARE(m_api->call("GET", path).status, 404);
        QCOMPARE(m_api->call("DELETE", path).status, 404);
        QCOMPARE(trail(u"quick_reply.delete"_s), 1);
    }

    void notificationsCanBeTurnedOff()
    {
        TestDesk &desk = m_api->desk;
        NotificationService notifications(desk.database, desk.tickets, desk.customers, desk.outbox, desk.clock, {});
        desk.ticketService.setStatusObserver(&notifications);
        Ticket draft;
        draft.customerId = *desk.customers.resolve(u"100000000000001@lid"_s, u"Ana"_s);
        draft.fault = u"no enciende"_s;
        const auto ticket = desk.ticketService.open(draft, {});
        QVERIFY(ticket);
        const auto become = [&](TicketStatus status) {
            TicketPatch patch;
            patch.status = status;
            return desk.ticketService.patch(ticket->id, patch, {Actor::Type::Technician, {1}, u"ana"_s}).has_value();
        };
        notifications.setEnabled(false);
        QVERIFY(become(TicketStatus::InRepair) || become(TicketStatus::Assigned));
        QCOMPARE(desk.count(u"SELECT count(*) FROM outbox"_s), 0);
        notifications.setEnabled(true);
        QVERIFY(become(TicketStatus::Cancelled));
        QCOMPARE(desk.count(u"SELECT count(*) FROM message WHERE direction = 'out'"_s), 1);
    }

    void aFolioMayHaveAPrefix()
    {
        TestDesk &desk = m_api->desk;
        Ticket draft;
        draft.customerId = *desk.customers.create(u"Ana"_s);
        draft.fault = u"no enciende"_s;
        QCOMPARE(desk.ticketService.open(draft, {})->folio, u"2026-00001"_s);
        desk.tickets.setFolioPrefix(u"SOP"_s);
        QCOMPARE(desk.ticketService.open(draft, {})->folio, u"SOP-2026-00002"_s);
    }

    void theStateOfTheDoorIsOpenToAll()
    {
        QCOMPARE(change({{u"desk.name"_s, u"Taller"_s}}).status, 200);
        const auto answer = m_api->call("GET", u"/api/v1/auth/state"_s);
        QCOMPARE(answer.body,
                 (QJsonObject{{u"setup_needed"_s, false},
                              {u"desk_name"_s, u"Taller"_s},
                              {u"language"_s, u"es"_s},
                              {u"demo"_s, false}}));
    }

    void theCookieOfTlsStaysOnTls()
    {
        const auto cookieOf = [](const TestApi::Answer &answer) {
            for (const auto &[name, value] : answer.headers) {
                if (name == "Set-Cookie")
                    return value;
            }
            return QByteArray();
        };
        const QJsonObject right{{u"username"_s, u"ana"_s}, {u"password"_s, u"12345678"_s}};
        for (const bool secure : {false, true}) {
            m_api->secure = secure;
            (void)m_api->call("POST", u"/api/v1/auth/login"_s, right);
            QTRY_COMPARE_WITH_TIMEOUT(m_api->answered().status, 200, 20000);
            const QByteArray cookie = cookieOf(m_api->answered());
            QVERIFY(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"));
            QCOMPARE(cookie.contains("; Secure"), secure);
            const QByteArray gone = cookieOf(m_api->call("POST", u"/api/v1/auth/logout"_s));
            QVERIFY(gone.startsWith("ventanilla_session=;") && gone.contains("Max-Age=0"));
            QCOMPARE(gone.contains("; Secure"), secure);
        }
    }

private:
    DeskSettings &settings() { return m_api->administration.settings; }
    TestApi::Answer change(const QJsonObject &changes) { return m_api->call("PATCH", u"/api/v1/settings"_s, changes); }
    QJsonObject entry(const QString &key)
    {
        const QJsonArray all = m_api->call("GET", u"/api/v1/settings"_s).body[u"data"_s].toArray();
        for (const auto &value : all) {
            if (value[u"key"_s].toString() == key)
                return value.toObject();
        }
        return {};
    }
    qint64 trail(const QString &action)
    {
        return m_api->desk.count(u"SELECT count(*) FROM admin_audit WHERE action = '%1'"_s.arg(action));
    }

    std::unique_ptr<TestApi> m_api;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::AdministrationTest)
#include "tst_administration.moc"
