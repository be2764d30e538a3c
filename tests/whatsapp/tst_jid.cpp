#include "whatsapp/binary/jid.h"

#include <QSet>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk::wa;

class JidTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<int>("server");
        QTest::addColumn<int>("device");
        QTest::addColumn<QByteArray>("canonical"); // empty: the same
        const auto row = [](const char *text, const char *user, Jid::Server server, int device = 0,
                            const char *canonical = "") {
            QTest::newRow(text) << QByteArray(text) << QByteArray(user) << static_cast<int>(server) << device
                                << QByteArray(canonical);
        };
        using enum Jid::Server;
        row("15550001111@s.whatsapp.net", "15550001111", Phone);
        row("15550001111:7@s.whatsapp.net", "15550001111", Phone, 7);
        row("15550001111:255@s.whatsapp.net", "15550001111", Phone, 255);
        row("15550001111:0@s.whatsapp.net", "15550001111", Phone, 0, "15550001111@s.whatsapp.net");
        row("0@s.whatsapp.net", "0", Phone);
        row("15550001111@c.us", "15550001111", LegacyPhone);
        row("100000012345678@lid", "100000012345678", Lid);
        row("100000012345678:99@lid", "100000012345678", Lid, 99);
        row("15550001111@hosted", "15550001111", Hosted);
        row("15550001111:99@hosted", "15550001111", Hosted, 99);
        row("100000012345678:99@hosted.lid", "100000012345678", HostedLid, 99);
        row("120363000000000001@g.us", "120363000000000001", Group);
        row("15550001111-1400000000@g.us", "15550001111-1400000000", Group);
        row("status@broadcast", "status", Broadcast);
        row("1400000000@broadcast", "1400000000", Broadcast);
        row("120363000000000001@newsletter", "120363000000000001", Newsletter);
        row("ABCDEF01@call", "ABCDEF01", Call);
        row("867051314767696@bot", "867051314767696", Bot);
        row("100001234567890@msgr", "100001234567890", Messenger);
        row("100001234567890:65535@msgr", "100001234567890", Messenger, 65535);
        row("1-100001234567890:5@interop", "100001234567890", Interop, 5);
        row("1-100001234567890@interop", "100001234567890", Interop);
        row("@s.whatsapp.net", "", Phone);
        row("s.whatsapp.net", "", Phone, 0, "@s.whatsapp.net");
        row("@g.us", "", Group);
    }
    void readsEveryForm()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, user);
        QFETCH(int, server);
        QFETCH(int, device);
        QFETCH(QByteArray, canonical);
        const auto jid = Jid::parse(QByteArrayView(text));
        QVERIFY(jid);
        QCOMPARE(jid->user(), user);
        QCOMPARE(static_cast<int>(jid->serverKind()), server);
        QCOMPARE(static_cast<int>(jid->device()), device);
        QCOMPARE(jid->toText(), canonical.isEmpty() ? text : canonical);
        QCOMPARE(Jid::parse(QByteArrayView(jid->toText())), jid);
        QCOMPARE(Jid::parse(QString::fromUtf8(text)), jid);
        QCOMPARE(jid->isServer(), user.isEmpty());
    }

    void refusesWhatIsNoAddress_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"",
                                 "@",
                                 "15550001111",
                                 "15550001111@",
                                 "15550001111@example.org",
                                 "15550001111@S.WHATSAPP.NET",
                                 "a@b@lid",
                                 "15550001111:@lid",
                                 "15550001111:256@s.whatsapp.net",
                                 "15550001111:65536@msgr",
                                 "15550001111:07@lid",
                                 "15550001111:-1@lid",
                                 "15550001111:7:8@lid",
                                 "15550001111:x@lid",
                                 ":7@s.whatsapp.net",
                                 "15550001111_2:7@s.whatsapp.net",
                                 "15550001111.2:7@s.whatsapp.net",
                                 "100000012345678_1@lid",
                                 "1 2@lid",
                                 "+15550001111@s.whatsapp.net",
                                 "120363000000000001:4@g.us",
                                 "1 2@g.us",
                                 "status:1@broadcast",
                                 "100001234567890@interop",
                                 "x-1@interop",
                                 "1-@interop",
                                 "-1@interop",
                                 "65536-1@interop",
                                 "\xc3\xb1@lid",
                                 "\xc3\xb1@g.us",
                                 " 1@lid",
                                 "1@lid "})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("nul") << QByteArray("1\0002@lid", 7);
    }
    void refusesWhatIsNoAddress()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!Jid::parse(QByteArrayView(text)));
    }

    void tellsPeopleFromTheRest()
    {
        const auto of = [](QByteArrayView text) { return Jid::parse(text).value_or(Jid()); };
        QVERIFY(of("15550001111:7@s.whatsapp.net").isPerson());
        QVERIFY(of("15550001111:7@s.whatsapp.net").isPhone());
        QVERIFY(!of("15550001111:7@s.whatsapp.net").isLid());
        QVERIFY(of("1@lid").isLid());
        QVERIFY(of("1:99@hosted.lid").isLid());
        QVERIFY(of("1:99@hosted.lid").isHosted());
        QVERIFY(of("1@c.us").isPhone());
        QVERIFY(!of("@s.whatsapp.net").isPerson());
        QVERIFY(of("1@g.us").isGroup());
        QVERIFY(!of("1@g.us").isPerson());
        QVERIFY(of("1@newsletter").isNewsletter());
        QVERIFY(of("status@broadcast").isStatusBroadcast());
        QVERIFY(of("1@broadcast").isBroadcast());
        QVERIFY(!of("1@broadcast").isStatusBroadcast());
        QVERIFY(of("1@bot").isBot());
        QVERIFY(of("13135550002@s.whatsapp.net").isBot());
        QVERIFY(of("13165550012@s.whatsapp.net").isBot());
        QVERIFY(!of("131355500021@s.whatsapp.net").isBot());
        QVERIFY(Jid().isNull());
        QVERIFY(!Jid().isServer());
        QVERIFY(Jid().toText().isEmpty());
    }

    void knowsTheByteOfItsServer()
    {
        QCOMPARE(Jid("1", Jid::Server::Phone).domain(), std::optional<quint8>(0));
        QCOMPARE(Jid("1", Jid::Server::Lid).domain(), std::optional<quint8>(1));
        QCOMPARE(Jid("1", Jid::Server::Hosted).domain(), std::optional<quint8>(128));
        QCOMPARE(Jid("1", Jid::Server::HostedLid).domain(), std::optional<quint8>(129));
        QCOMPARE(Jid("1", Jid::Server::Group).domain(), std::optional<quint8>());
    }

    void losesItsDevice()
    {
        const Jid jid("15550001111", Jid::Server::Phone, 7);
        QCOMPARE(jid.bare().toText(), QByteArray("15550001111@s.whatsapp.net"));
        QCOMPARE(jid.withDevice(8).toText(), QByteArray("15550001111:8@s.whatsapp.net"));
        QCOMPARE(jid.bare().withDevice(7), jid);
    }

    void findsTheAccountBehindOtherSpellings()
    {
        QCOMPARE(Jid("1", Jid::Server::Hosted, 99).account(), Jid("1", Jid::Server::Phone));
        QCOMPARE(Jid("1", Jid::Server::HostedLid, 99).account(), Jid("1", Jid::Server::Lid));
        QCOMPARE(Jid("1", Jid::Server::LegacyPhone).account(), Jid("1", Jid::Server::Phone));
        QCOMPARE(Jid("1", Jid::Server::Group).account(), Jid("1", Jid::Server::Group));
    }

    void isAKeyOfHashesAndMaps()
    {
        const Jid phone("1", Jid::Server::Phone);
        const QSet<Jid> set{phone, phone.withDevice(1), Jid("1", Jid::Server::Lid), Jid("1", Jid::Server::Phone)};
        QCOMPARE(set.size(), 3);
        QVERIFY(set.contains(phone.withDevice(1)));
        QVERIFY(phone < phone.withDevice(1));
        QVERIFY(!(phone.withDevice(1) < phone));
        QVERIFY(!(phone < phone));
        QVERIFY(phone < Jid("1", Jid::Server::Lid));
    }
};

QTEST_GUILESS_MAIN(JidTest)
#include "tst_jid.moc"
