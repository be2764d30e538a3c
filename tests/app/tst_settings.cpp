#include "app/settings.h"
#include "app/storedsettings.h"
#include "core/accounts/accountservice.h"
#include "core/storage/schema.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakerandom.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace desk;

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDemoHasAFolderBesideTheDesks()
    {
        const QString dir = u"VENTANILLA_DATA_DIR"_s;
        const SettingsSource demo{{u"VENTANILLA_DEMO"_s, u"on"_s}, {u"VENTANILLA_DEMO_SPEED"_s, u"2.5"_s}};
        const SettingsSource folder{{dir, u"/srv/desk"_s}};
        SettingsSource both = demo;
        both.insert(dir, u"/srv/desk"_s);

        QCOMPARE(settingsFrom({demo, folder})->dataDir,
                 u"/srv/desk-demo"_s);                                   // the desk's own folder, and a demo beside it
        QCOMPARE(settingsFrom({folder, demo})->dataDir, u"/srv/desk"_s); // a folder named for the demo
        QCOMPARE(settingsFrom({both})->dataDir, u"/srv/desk"_s);
        QVERIFY(settingsFrom({demo})->dataDir.endsWith(u"-demo"_s));
        QCOMPARE(settingsFrom({demo})->demo.speed, 2.5);
        QVERIFY(!settingsFrom({folder})->demo.on);
        QCOMPARE(settingsFrom({folder})->dataDir, u"/srv/desk"_s);
    }

    void theDemoBringsItsOwnService()
    {
        const SettingsSource demo{{u"VENTANILLA_DEMO"_s, u"on"_s}};
        const SettingsSource bridge{{u"IP_LAPTOP"_s, u"192.168.1.20"_s}, {u"VENTANILLA_CHANNEL"_s, u"bridge"_s}};
        QCOMPARE(settingsFrom({demo, bridge})->channel, u"whatsapp"_s);
        QVERIFY(!settingsFrom({bridge, demo})); // both were asked for
    }

    void linesOfAnEnvFile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("value"); // of A; null: not set
        const auto row = [](const char *name, const QByteArray &text, const QString &value) {
            QTest::newRow(name) << text << value;
        };
        row("plain", "A=b", u"b"_s);
        row("spaces", "  A =  b c  ", u"b c"_s);
        row("empty", "A=", u""_s);
        row("equals in the value", "A=b=c==", u"b=c=="_s);
        row("export", "export A=b", u"b"_s);
        row("export and a tab", "export\tA=b", u"b"_s);
        row("a name that begins like export", "exported=1\nA=b", u"b"_s);
        row("double quotes", "A=\"b c\"", u"b c"_s);
        row("single quotes", "A='b \"c\"'", u"b \"c\""_s);
        row("blanks inside quotes", "A=\" b \"", u" b "_s);
        row("hash inside quotes", "A=\"b # c\"", u"b # c"_s);
        row("comment after quotes", "A=\"b c\"  # note", u"b c"_s);
        row("comment right after quotes", "A='b'#note", u"b"_s);
        row("open quote", "A=\"b", u"\"b"_s);
        row("quotes in the middle", "A=b\"c\"", u"b\"c\""_s);
        row("comment", "A=b # note", u"b"_s);
        row("comment after a tab", "A=b\t# note", u"b"_s);
        row("hash in the value", "A=b#c", u"b#c"_s);
        row("hash at the beginning", "A=#b", u"#b"_s);
        row("only a comment", "A= # note", u""_s);
        row("comment line", "# A=x\n#A=y", {});
        row("CRLF", "B=1\r\nA=b\r\nC=2\r\n", u"b"_s);
        row("quotes and CRLF", "A=\"b\"\r\n", u"b"_s);
        row("BOM",
            "\xEF\xBB\xBF"
            "A=b",
            u"b"_s);
        row("UTF-8", "A=\xC3\xB1", u"ñ"_s);
        row("the last one counts", "A=x\nA=b", u"b"_s);
        row("no equals", "A", {});
        row("no name", "=b", {});
        row("YAML", "A: b", {});
        row("rubbish before", "\x01\xFF\n\nA=b", u"b"_s);
    }

    void linesOfAnEnvFile()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, value);
        const SettingsSource source = parseEnvFile(text);
        QCOMPARE(source.contains(u"A"_s), !value.isNull());
        QCOMPARE(source.value(u"A"_s), value);
    }

    void strongerSourcesWin()
    {
        const SettingsSource flags{{u"VENTANILLA_HTTP_PORT"_s, u"1001"_s}};
        const SettingsSource environment{{u"PUERTO_LOCAL"_s, u"1002"_s}, {u"VENTANILLA_AI_MODEL"_s, u"from-env"_s}};
        const SettingsSource envFile = parseEnvFile(
            "PUERTO_LOCAL=1003\nDEEPSEEK_MODEL=from-file\nIP_LAPTOP=192.168.1.5\nVENTANILLA_HTTP_PORT=1004\n");
        const auto file = parseSettingsFile(
            R"({"http_port": 1005, "ai_model": "from-json", "bridge_host": "10.0.0.1", "reminder_minutes": 7})");
        QVERIFY(file);
        QList<SettingsSource> sources{flags, environment, envFile, *file};
        const auto all = settingsFrom(sources);
        QVERIFY(all);
        QCOMPARE(all->httpPort, 1001);
        QCOMPARE(all->assistant.model, u"from-env"_s);
        QCOMPARE(all->bridge.base, QUrl(u"http://192.168.1.5:3000"_s));
        QCOMPARE(all->reminderAfter, 7min);
        QCOMPARE(all->closeAfter, 24h); // nobody said anything

        sources.removeFirst();
        QCOMPARE(settingsFrom(sources)->httpPort,
                 1002); // an old name of a stronger source beats the new one of a weaker
        sources.removeFirst();
        QCOMPARE(settingsFrom(sources)->httpPort, 1004); // in one source the new name beats the old one
        QCOMPARE(settingsFrom(sources)->assistant.model, u"from-file"_s);
        sources.removeFirst();
        QCOMPARE(settingsFrom(sources)->httpPort, 1005);
        sources.removeFirst();
        QCOMPARE(settingsFrom(sources)->httpPort, 8523);
    }

    void theEnvironmentIsReadUnderBothNames()
    {
        qputenv("VENTANILLA_AI_MODEL", "m1");
        qputenv("PUERTO_LOCAL", "1234");
        qputenv("TST_SETTINGS_OTHER", "x");
        const SettingsSource source = environmentSource();
        QCOMPARE(source.value(u"VENTANILLA_AI_MODEL"_s), u"m1"_s);
        QCOMPARE(source.value(u"PUERTO_LOCAL"_s), u"1234"_s);
        QVERIFY(!source.contains(u"TST_SETTINGS_OTHER"_s));
        qunsetenv("VENTANILLA_AI_MODEL");
        qunsetenv("PUERTO_LOCAL");
        qunsetenv("TST_SETTINGS_OTHER");
    }

    void anOldInstallationsFileIsRead()
    {
        const auto settings = settingsFrom({parseEnvFile(R"(# servidor
API_TOKEN="una-clave-muy-larga-de-prueba"
MAX_IMAGE_SIZE=16777216   # 16 MB
ALLOWED_ORIGINS=*
DEEPSEEK_API_KEY=sk-prueba
DEEPSEEK_MODEL=deepseek-chat
SESSION_TIMEOUT_MINUTES=15
SERVER_URL=http://192.168.1.10:8000
IP_LAPTOP=192.168.1.20
PUERTO_LAPTOP=3000
PUERTO_LOCAL=8000
)")});
        QVERIFY(settings);
        QCOMPARE(settings->apiToken, QByteArray("una-clave-muy-larga-de-prueba"));
        QCOMPARE(settings->bridge.token, settings->apiToken);
        QCOMPARE(settings->bridge.maxImageBytes, 16777216);
        QCOMPARE(settings->bridge.base, QUrl(u"http://192.168.1.20:3000"_s));
        QCOMPARE(settings->channel, u"bridge"_s);
        QCOMPARE(settings->assistant.endpoint, QUrl(u"https://api.deepseek.com/chat/completions"_s));
        QCOMPARE(settings->assistant.apiKey, QByteArray("sk-prueba"));
        QCOMPARE(settings->reminderAfter, 15min);
        QCOMPARE(settings->httpPort, 8000);
    }

    void withoutAnythingTheBuiltInValuesHold()
    {
        const auto settings = settingsFrom({});
        QVERIFY(settings);
        QCOMPARE(settings->bind, u"127.0.0.1"_s);
        QCOMPARE(settings->channel, u"whatsapp"_s);
        QVERIFY(settings->whatsApp.url.isEmpty() && settings->whatsApp.rootKey.isEmpty());
        QVERIFY(!settings->whatsApp.version);
        QCOMPARE(settings->whatsApp.deviceName, u"Ventanilla"_s);
        QVERIFY(!settings->dataDir.isEmpty());
        QVERIFY(settings->apiToken.isEmpty());
        QVERIFY(settings->assistant.endpoint.isEmpty()); // no AI unless it is set up
        QVERIFY(settings->assistant.masks == ChatCompletions::Masks::OutsideOnly);
        QVERIFY(!settings->quietHours.from.isValid());
    }

    void withoutAChannelsNameWhatIsSetUpDecides_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("channel");
        const auto row = [](const char *name, const QByteArray &lines, const QString &channel) {
            QTest::newRow(name) << lines << channel;
        };
        row("old host", "IP_LAPTOP=192.168.1.20", u"bridge"_s);
        row("old port", "PUERTO_LAPTOP=3000", u"bridge"_s);
        row("new host", "VENTANILLA_BRIDGE_HOST=192.168.1.20", u"bridge"_s);
        row("empty host", "IP_LAPTOP=\nPUERTO_LAPTOP=", u"whatsapp"_s);
        row("the other old names", "API_TOKEN=una-clave-muy-larga\nPUERTO_LOCAL=8000", u"whatsapp"_s);
        row("both", "IP_LAPTOP=192.168.1.20\nVENTANILLA_DEVICE_NAME=Taller", u"whatsapp"_s);
        row("named", "IP_LAPTOP=192.168.1.20\nVENTANILLA_CHANNEL=WhatsApp", u"whatsapp"_s);
        row("named, without a bridge", "VENTANILLA_CHANNEL=bridge", u"bridge"_s);
    }

    void withoutAChannelsNameWhatIsSetUpDecides()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, channel);
        const auto settings = settingsFrom({parseEnvFile(lines)});
        QVERIFY(settings);
        QCOMPARE(settings->channel, channel);
    }

    void anotherServiceIsOnThisComputer()
    {
        const QString key(64, u'a');
        const auto settings = settingsFrom({{{u"VENTANILLA_WHATSAPP_URL"_s, u"ws://127.0.0.1:5000/ws/chat"_s},
                                             {u"VENTANILLA_WHATSAPP_CERT_KEY"_s, key},
                                             {u"VENTANILLA_WHATSAPP_VERSION"_s, u"2.3000.1234567890"_s},
                                             {u"VENTANILLA_DEVICE_NAME"_s, u"Mostrador"_s}}});
        QVERIFY(settings);
        QCOMPARE(settings->whatsApp.url, QUrl(u"ws://127.0.0.1:5000/ws/chat"_s));
        QCOMPARE(settings->whatsApp.rootKey, QByteArray(32, char(0xaa)));
        QCOMPARE(settings->whatsApp.version->revision, 1234567890U);
        QCOMPARE(settings->whatsApp.version->text(), u"2.3000.1234567890"_s);
        QCOMPARE(settings->whatsApp.deviceName, u"Mostrador"_s);
        QCOMPARE(settings->channel, u"whatsapp"_s);
    }

    void anotherRootKeyGoesToThisComputerOnly_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("ok");
        QTest::newRow("by number") << u"ws://127.0.0.1:1/"_s << true;
        QTest::newRow("IPv6") << u"ws://[::1]:1/"_s << true;
        QTest::newRow("by name") << u"wss://localhost:1/"_s << true;
        QTest::newRow("WhatsApp's own") << QString() << false;
        QTest::newRow("WhatsApp's own, written out") << u"wss://web.whatsapp.com/ws/chat"_s << false;
        QTest::newRow("looks like it") << u"wss://127.0.0.1.example.com/"_s << false;
        QTest::newRow("looks like it by name") << u"wss://localhost.example.com/"_s << false;
        QTest::newRow("the network's") << u"wss://192.168.1.2/"_s << false;
    }

    void anotherRootKeyGoesToThisComputerOnly()
    {
        QFETCH(QString, url);
        QFETCH(bool, ok);
        const auto settings = settingsFrom(
            {{{u"VENTANILLA_WHATSAPP_URL"_s, url}, {u"VENTANILLA_WHATSAPP_CERT_KEY"_s, QString(64, u'a')}}});
        QCOMPARE(settings.has_value(), ok);
        if (!ok)
            QVERIFY(settings.error().detail.contains("VENTANILLA_WHATSAPP_CERT_KEY"_L1));
    }

    void whatTheEnvironmentSaysCannotBeSetOtherwise()
    {
        const auto settings = settingsFrom(
            {{{u"VENTANILLA_HTTP_PORT"_s, u"0"_s}},
             {{u"PUERTO_LOCAL"_s, u"9000"_s},
              {u"SESSION_TIMEOUT_MINUTES"_s, u"15"_s},
              {u"VENTANILLA_QUIET_HOURS"_s, u"22:00 - 7:30"_s},
              {u"VENTANILLA_AI_MASK"_s, u"yes"_s},
              {u"DEEPSEEK_API_KEY"_s, u"sk-prueba"_s},
              {u"ALLOWED_ORIGINS"_s, u"http://panel.example, https://otro.example:8443"_s},
              {u"VENTANILLA_CLOSE_HOURS"_s, u""_s}}});
        QVERIFY(settings);
        const QHash<QString, QJsonValue> &overrides = settings->overrides;
        QCOMPARE(overrides.value(u"network.port"_s), QJsonValue(0));
        QCOMPARE(overrides.value(u"conversation.reminder_minutes"_s), QJsonValue(15));
        QCOMPARE(overrides.value(u"hours.quiet"_s), QJsonValue(u"22:00-7:30"_s));
        QCOMPARE(overrides.value(u"privacy.ai_mask"_s), QJsonValue(u"on"_s));
        QCOMPARE(overrides.value(u"network.cors_origins"_s).toVariant().toStringList(),
                 QStringList({u"http://panel.example"_s, u"https://otro.example:8443"_s}));
        // The key of the environment goes where it was meant to, and nobody turns it elsewhere.
        QCOMPARE(overrides.value(u"ai.endpoint"_s), QJsonValue(u"https://api.deepseek.com/chat/completions"_s));
        QVERIFY(!overrides.contains(u"conversation.close_hours"_s));
        QVERIFY(!overrides.contains(u"ai.model"_s));
    }

    void theOldStarAsOriginIsPassedOver()
    {
        const auto settings = settingsFrom({{{u"ALLOWED_ORIGINS"_s, u"*"_s}}});
        QVERIFY(settings);
        QVERIFY(!settings->overrides.contains(u"network.cors_origins"_s));
    }

    void whatAdministratorsSetHoldsBelowTheEnvironment()
    {
        Database database;
        QVERIFY(database.open(u":memory:"_s));
        QVERIFY(deskMigrator(database).migrate());
        FakeClock clock;
        const auto told = settingsFrom({{{u"VENTANILLA_REMINDER_MINUTES"_s, u"45"_s}}});
        QVERIFY(told);
        DeskSettings stored(database, clock, told->overrides);
        QVERIFY(stored.load());
        const Settings untouched = withStored(*told, stored);
        QCOMPARE(untouched.httpPort, told->httpPort);
        QCOMPARE(untouched.assistant.endpoint, QUrl());
        QCOMPARE(untouched.bridge.maxImageBytes, told->bridge.maxImageBytes);
        QCOMPARE(untouched.quietTime, told->quietTime);
        QCOMPARE(untouched.closeAfter, told->closeAfter);
        QCOMPARE(untouched.reopenWithin, told->reopenWithin);
        QVERIFY(untouched.assistant.masks == told->assistant.masks);
        QCOMPARE(untouched.assistant.model, told->assistant.model);
        QCOMPARE(untouched.assistant.timeout, told->assistant.timeout);
        QVERIFY(stored.patch({{u"conversation.close_hours"_s, 5},
                              {u"hours.quiet"_s, u"22:00-07:00"_s},
                              {u"ai.endpoint"_s, u"http://127.0.0.1:1/v1"_s},
                              {u"ai.key"_s, u"k"_s},
                              {u"conversation.formal"_s, true},
                              {u"network.port"_s, 9000}},
                             {}));
        const Settings changed = withStored(*told, stored);
        QCOMPARE(changed.reminderAfter, 45min);
        QCOMPARE(changed.closeAfter, 5h);
        QCOMPARE(changed.quietHours.from, QTime(22, 0));
        QCOMPARE(changed.assistant.endpoint, QUrl(u"http://127.0.0.1:1/v1"_s));
        QCOMPARE(changed.assistant.apiKey, QByteArray("k"));
        QVERIFY(changed.formal);
        QCOMPARE(changed.httpPort, 9000);
    }

    void maskingCanBeSet_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("masks");
        using enum ChatCompletions::Masks;
        QTest::newRow("on") << u"on"_s << int(Always);
        QTest::newRow("true") << u"True"_s << int(Always);
        QTest::newRow("off") << u"OFF"_s << int(Never);
        QTest::newRow("0") << u"0"_s << int(Never);
        QTest::newRow("auto") << u"auto"_s << int(OutsideOnly);
        QTest::newRow("blank") << u" "_s << int(OutsideOnly);
    }

    void maskingCanBeSet()
    {
        QFETCH(QString, value);
        QFETCH(int, masks);
        const auto settings = settingsFrom({{{u"VENTANILLA_AI_MASK"_s, value}}});
        QVERIFY(settings);
        QCOMPARE(int(settings->assistant.masks), masks);
    }

    void badValuesAreNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const QString &name, const QString &value) {
            QTest::newRow(qUtf8Printable(name + u'=' + value)) << name << value;
        };
        row(u"VENTANILLA_HTTP_PORT"_s, u"65536"_s);
        row(u"VENTANILLA_HTTP_PORT"_s, u"-1"_s);
        row(u"VENTANILLA_HTTP_PORT"_s, u"http"_s);
        row(u"PUERTO_LOCAL"_s, u"8523x"_s);
        row(u"MAX_IMAGE_SIZE"_s, u"16MB"_s);
        row(u"PUERTO_LAPTOP"_s, u"0"_s);
        row(u"SESSION_TIMEOUT_MINUTES"_s, u"1.5"_s);
        row(u"VENTANILLA_AI_TIMEOUT_MS"_s, u"99999999999999999999"_s);
        row(u"VENTANILLA_AI_URL"_s, u"api.example/v1"_s);
        row(u"VENTANILLA_AI_URL"_s, u"file:///etc/passwd"_s);
        row(u"VENTANILLA_AI_MASK"_s, u"sometimes"_s);
        row(u"VENTANILLA_LOG_LEVEL"_s, u"loud"_s);
        row(u"VENTANILLA_QUIET_HOURS"_s, u"22-7"_s);
        row(u"VENTANILLA_QUIET_HOURS"_s, u"25:00-07:00"_s);
        row(u"IP_LAPTOP"_s, u"no host"_s);
        row(u"VENTANILLA_CHANNEL"_s, u"pigeon"_s);
        row(u"VENTANILLA_DEMO"_s, u"maybe"_s);
        row(u"VENTANILLA_DEMO_SPEED"_s, u"0"_s);
        row(u"VENTANILLA_DEMO_SPEED"_s, u"nan"_s);
        row(u"VENTANILLA_DEMO_SPEED"_s, u"fast"_s);
        row(u"VENTANILLA_DEMO_SEED"_s, u"-1"_s);
        row(u"VENTANILLA_WHATSAPP_URL"_s, u"https://web.whatsapp.com/ws/chat"_s);
        row(u"VENTANILLA_WHATSAPP_URL"_s, u"ws://192.168.1.2/"_s);
        row(u"VENTANILLA_WHATSAPP_URL"_s, u"wss://"_s);
        row(u"VENTANILLA_WHATSAPP_CERT_KEY"_s, u"xyz"_s);
        row(u"VENTANILLA_WHATSAPP_VERSION"_s, u"2.3000"_s);
        row(u"VENTANILLA_WHATSAPP_VERSION"_s, u"2.3000.99999999999"_s);
        row(u"VENTANILLA_WHATSAPP_VERSION"_s, u"2.3000.9999999999"_s);
        row(u"VENTANILLA_DEVICE_NAME"_s, QString(51, u'x'));
    }

    void badValuesAreNamed()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto settings = settingsFrom({{{name, value}}});
        QVERIFY(!settings);
        QVERIFY(settings.error().code == Errc::Invalid);
        QVERIFY2(settings.error().detail.contains(name), qUtf8Printable(settings.error().detail));
    }

    void secretsAreNeverQuoted()
    {
        const auto settings = settingsFrom(
            {{{u"API_TOKEN"_s, u"mi-secreto-de-prueba"_s}, {u"VENTANILLA_HTTP_PORT"_s, u"x"_s}}});
        QVERIFY(!settings);
        QVERIFY(!settings.error().detail.contains("mi-secreto"_L1));
    }

    void settingsFileMustBeAnObjectOfPlainValues_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("ok");
        QTest::newRow("object") << QByteArray(R"({"http_port": 1, "bind": "::1", "x": true, "y": null})") << true;
        QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF{\"http_port\": 1}") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("array") << QByteArray("[1]") << false;
        QTest::newRow("broken") << QByteArray("{\"a\":") << false;
        QTest::newRow("nested") << QByteArray(R"({"ai": {"key": "x"}})") << false;
        QTest::newRow("list") << QByteArray(R"({"bind": ["127.0.0.1"]})") << false;
    }

    void settingsFileMustBeAnObjectOfPlainValues()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, ok);
        const auto source = parseSettingsFile(text);
        QCOMPARE(source.has_value(), ok);
        if (!ok)
            QVERIFY(!source.error().detail.isEmpty());
    }

    void bigNumbersOfTheSettingsFileStayWhole()
    {
        const auto source = parseSettingsFile(R"({"max_image_size": 200000000})");
        QVERIFY(source);
        QCOMPARE(settingsFrom({*source})->bridge.maxImageBytes, 200'000'000);
    }

    void weakTokensAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("ok");
        QTest::newRow("good") << QByteArray("API_TOKEN=una-clave-muy-larga-de-prueba") << true;
        QTest::newRow("new name") << QByteArray("VENTANILLA_API_TOKEN=una-clave-muy-larga-de-prueba") << true;
        QTest::newRow("short") << QByteArray("API_TOKEN=corta") << false;
        QTest::newRow("fifteen") << QByteArray("API_TOKEN=123456789012345") << false;
        QTest::newRow("padded") << QByteArray("API_TOKEN=\"corta              \"") << false;
        QTest::newRow("old default") << QByteArray("API_TOKEN=mi_token_secreto") << false;
        QTest::newRow("old default, quoted") << QByteArray("API_TOKEN='Mi_Token_Secreto'\r\n") << false;
        QTest::newRow("old example") << QByteArray("API_TOKEN=tu_token_secreto_aqui") << false;
    }

    void weakTokensAreRefused()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, ok);
        const auto settings = settingsFrom({parseEnvFile(line)});
        QVERIFY(settings);
        Database database;
        FakeClock clock;
        FakeRandom random;
        AccountService accounts(database, clock, random);
        const auto accepted = accounts.setStaticToken(settings->apiToken);
        QCOMPARE(accepted.has_value(), ok);
        if (!ok)
            QVERIFY(accepted.error().detail.contains("API_TOKEN"_L1));
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
