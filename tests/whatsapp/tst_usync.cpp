#include "whatsapp/protocol/usync.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

Jid jid(QByteArrayView text)
{
    return Jid::parse(text).value_or(Jid());
}

QByteArray shown(const Node &node)
{
    QByteArray all = node.tag;
    for (const Attribute &attribute : node.attributes)
        all += ' ' + attribute.name + '=' + attribute.value;
    if (!node.children().isEmpty()) {
        all += " [";
        for (const Node &child : node.children())
            all += (all.endsWith('[') ? "" : ", ") + shown(child);
        all += ']';
    } else if (!node.bytes().isEmpty()) {
        all += " (" + node.bytes() + ')';
    }
    return all;
}

Node answer(const QList<Node> &users, const QList<Node> &protocols = {})
{
    return {.tag = "iq",
            .attributes = {{"type", "result"}},
            .content = QList{Node{
                .tag = "usync",
                .content = QList{Node{.tag = "result", .content = protocols}, Node{.tag = "list", .content = users}}}}};
}

Node refused(const QByteArray &tag, int code)
{
    return {.tag = tag, .content = QList{Node{.tag = "error", .attributes = {{"code", code}}}}};
}

Node device(const QList<Attribute> &attributes)
{
    return {.tag = "device", .attributes = attributes};
}

Node user(const QByteArray &who, const QList<Node> &devices)
{
    return {.tag = "user",
            .attributes = {{"jid", who}},
            .content = QList{
                Node{.tag = "devices",
                     .content = QList{Node{.tag = "device-list", .attributes = {{"hash", "2:abc"}}, .content = devices},
                                      Node{.tag = "key-index-list",
                                           .attributes = {{"ts", "1767000000"}},
                                           .content = QByteArray("signed")}}}}};
}

QList<QByteArray> devicesOf(const UsyncUser &user)
{
    QList<QByteArray> all;
    for (const UsyncDevice &one : user.devices.value_or(QList<UsyncDevice>()))
        all.append(one.jid.toText());
    return all;
}

} // namespace

class UsyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForDevices()
    {
        const auto node = devicesRequest({jid("5511888880002:3@s.whatsapp.net"), jid("9@lid"),
                                          jid("5511888880002@s.whatsapp.net"), jid("8:99@hosted.lid")},
                                         "sid1");
        QVERIFY(node.has_value());
        QCOMPARE(shown(*node),
                 QByteArray("iq type=get xmlns=usync to=@s.whatsapp.net [usync sid=sid1 mode=query last=true index=0 "
                            "context=message [query [devices version=2, lid], list [user "
                            "jid=5511888880002@s.whatsapp.net, user jid=9@lid, user jid=8@lid]]]"));
    }

    void namesItsContext_data()
    {
        QTest::addColumn<int>("context");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("message") << static_cast<int>(UsyncContext::Message) << QByteArray("message");
        QTest::newRow("interactive") << static_cast<int>(UsyncContext::Interactive) << QByteArray("interactive");
        QTest::newRow("background") << static_cast<int>(UsyncContext::Background) << QByteArray("background");
        QTest::newRow("notification") << static_cast<int>(UsyncContext::Notification) << QByteArray("notification");
    }
    void namesItsContext()
    {
        QFETCH(int, context);
        QFETCH(QByteArray, name);
        const auto node = devicesRequest({jid("9@lid")}, "1", static_cast<UsyncContext>(context));
        QCOMPARE(node->child("usync")->attr("context"), name);
    }

    void asksForHiddenIds()
    {
        QCOMPARE(shown(*lidRequest({jid("1@s.whatsapp.net")}, "2")),
                 QByteArray("iq type=get xmlns=usync to=@s.whatsapp.net [usync sid=2 mode=query last=true index=0 "
                            "context=background [query [lid], list [user jid=1@s.whatsapp.net]]]"));
    }

    void asksForNumbers()
    {
        QCOMPARE(shown(*contactRequest({u"+5511888880002"_s, u"15550001001"_s}, "3")),
                 QByteArray("iq type=get xmlns=usync to=@s.whatsapp.net [usync sid=3 mode=query last=true index=0 "
                            "context=interactive [query [contact, lid], list [user [contact (+5511888880002)], user "
                            "[contact (+15550001001)]]]]"));
    }

    void refusesOddQuestions()
    {
        QVERIFY(devicesRequest({}, "1").error().code == Errc::Invalid);
        QVERIFY(devicesRequest({jid("1@g.us")}, "1").error().code == Errc::Invalid);
        QVERIFY(devicesRequest({Jid()}, "1").error().code == Errc::Invalid);
        QVERIFY(lidRequest({jid("status@broadcast")}, "1").error().code == Errc::Invalid);
        QList<Jid> many;
        for (int i = 1; i <= maxUsyncUsers + 1; ++i)
            many.append(Jid(QByteArray::number(i), Jid::Server::Lid));
        QVERIFY(devicesRequest(many, "1").error().code == Errc::Invalid);
        many.removeLast();
        QVERIFY(devicesRequest(many, "1").has_value());
        for (const QString &phone : {u""_s, u"+"_s, u"123"_s, u"12345x"_s, u"++12345"_s, u"123456789012345678901"_s,
                                     u"5511@s.whatsapp.net"_s, u"\u0661\u0662\u0663\u0664\u0665"_s})
            QVERIFY(contactRequest({phone}, "1").error().code == Errc::Invalid);
        QVERIFY(contactRequest({}, "1").error().code == Errc::Invalid);
    }

    void readsDevices()
    {
        Node asked = user("5511888880002@s.whatsapp.net",
                          {device({{"id", "0"}}), device({{"id", "3"}, {"key-index", "2"}}),
                           device({{"id", "99"}, {"key-index", "4"}, {"is_hosted", "true"}})});
        asked.append({.tag = "lid", .attributes = {{"val", "100000012345678@lid"}}});
        const auto users = parseUsync(answer(
            {asked,
             user("9@lid", {device({{"id", "2"}, {"key-index", "1"}}), device({{"id", "99"}, {"key-index", "1"}})})}));
        QVERIFY(users.has_value());
        QCOMPARE(users->size(), 2);
        const UsyncUser &first = users->first();
        QCOMPARE(first.jid.toText(), QByteArray("5511888880002@s.whatsapp.net"));
        QCOMPARE(first.phone, first.jid);
        QCOMPARE(first.lid.toText(), QByteArray("100000012345678@lid"));
        QCOMPARE(devicesOf(first),
                 QList<QByteArray>(
                     {"5511888880002@s.whatsapp.net", "5511888880002:3@s.whatsapp.net", "5511888880002:99@hosted"}));
        QCOMPARE(first.devices->at(1).keyIndex, 2);
        QVERIFY(first.devices->at(2).hosted);
        QCOMPARE(first.deviceHash, QByteArray("2:abc"));
        QCOMPARE(first.keyIndexTime, 1767000000);
        QCOMPARE(first.keyIndexList, QByteArray("signed"));
        // The phone is there even when it is not listed.
        QCOMPARE(devicesOf(users->at(1)), QList<QByteArray>({"9@lid", "9:2@lid", "9:99@hosted.lid"}));
        QCOMPARE(users->at(1).lid, jid("9@lid"));
        QVERIFY(users->at(1).phone.isNull());
    }

    void leavesOutOddDevices_data()
    {
        QTest::addColumn<QList<Attribute>>("attributes");
        const auto row = [](const char *name, const QList<Attribute> &attributes) {
            QTest::newRow(name) << attributes;
        };
        row("no key index", {{"id", "3"}});
        row("no id", {{"key-index", "1"}});
        row("negative", {{"id", "-3"}, {"key-index", "1"}});
        row("too high", {{"id", "256"}, {"key-index", "1"}});
        row("no number", {{"id", "x"}, {"key-index", "1"}});
        row("odd index", {{"id", "3"}, {"key-index", "x"}});
        row("negative index", {{"id", "3"}, {"key-index", "-1"}});
        row("the phone again", {{"id", "0"}, {"key-index", "1"}});
    }
    void leavesOutOddDevices()
    {
        QFETCH(QList<Attribute>, attributes);
        const auto users = parseUsync(answer({user("9@lid", {device(attributes)})}));
        QCOMPARE(devicesOf(users->first()), QList<QByteArray>{"9@lid"});
    }

    void readsContacts_data()
    {
        QTest::addColumn<Node>("node");
        QTest::addColumn<int>("state");
        QTest::addColumn<QByteArray>("jid");
        QTest::addColumn<QByteArray>("phone");
        QTest::addColumn<QByteArray>("lid");
        const auto contact = [](const QByteArray &type) {
            return Node{.tag = "contact", .attributes = {{"type", type}}, .content = QByteArray("+5511888880002")};
        };
        const auto row = [](const char *name, const Node &node, ContactState state, const char *who, const char *phone,
                            const char *lid) {
            QTest::newRow(name) << node << static_cast<int>(state) << QByteArray(who) << QByteArray(phone)
                                << QByteArray(lid);
        };
        using enum ContactState;
        row("by number",
            Node{.tag = "user",
                 .attributes = {{"jid", "5@s.whatsapp.net"}},
                 .content = QList{contact("in"), Node{.tag = "lid", .attributes = {{"val", "9@lid"}}}}},
            In, "5@s.whatsapp.net", "5@s.whatsapp.net", "9@lid");
        row("by hidden id",
            Node{.tag = "user",
                 .attributes = {{"jid", "9@lid"}, {"pn_jid", "5@s.whatsapp.net"}},
                 .content = QList{contact("in")}},
            In, "9@lid", "5@s.whatsapp.net", "9@lid");
        row("unknown number",
            Node{.tag = "user", .attributes = {{"jid", "5@s.whatsapp.net"}}, .content = QList{contact("out")}}, Out,
            "5@s.whatsapp.net", "5@s.whatsapp.net", "");
        row("no address", Node{.tag = "user", .content = QList{contact("out")}}, Out, "", "", "");
        row("no number", Node{.tag = "user", .content = QList{contact("invalid")}}, Invalid, "", "", "");
        row("new answer", Node{.tag = "user", .content = QList{contact("perhaps")}}, Unknown, "", "", "");
        row("hidden id that is none",
            Node{.tag = "user",
                 .attributes = {{"jid", "5@s.whatsapp.net"}, {"pn_jid", "9@lid"}},
                 .content = QList{contact("in"), Node{.tag = "lid", .attributes = {{"val", "6@s.whatsapp.net"}}}}},
            In, "5@s.whatsapp.net", "5@s.whatsapp.net", "");
    }
    void readsContacts()
    {
        QFETCH(Node, node);
        QFETCH(int, state);
        QFETCH(QByteArray, jid);
        QFETCH(QByteArray, phone);
        QFETCH(QByteArray, lid);
        const auto users = parseUsync(answer({node}));
        QCOMPARE(users->size(), 1);
        QCOMPARE(static_cast<int>(users->first().contact), state);
        QCOMPARE(users->first().jid.toText(), jid);
        QCOMPARE(users->first().phone.toText(), phone);
        QCOMPARE(users->first().lid.toText(), lid);
        QCOMPARE(users->first().query, QByteArray("+5511888880002"));
        QVERIFY(!users->first().devices);
    }

    void tellsErrors()
    {
        const auto protocol = parseUsync(answer({}, {refused("devices", 429)}));
        QVERIFY(protocol.error().code == Errc::Rejected);
        QCOMPARE(protocol.error().detail, u"devices: 429"_s);
        // Without the hidden ids the devices still count.
        QVERIFY(parseUsync(answer({user("9@lid", {})}, {refused("lid", 501)})).has_value());
        const auto ofUser = parseUsync(
            answer({Node{.tag = "user", .attributes = {{"jid", "9@lid"}}, .content = QList{refused("devices", 404)}}}));
        QCOMPARE(ofUser->first().error, 404);
        QVERIFY(!ofUser->first().devices);
        QVERIFY(parseUsync(Node{.tag = "iq"}).error().code == Errc::Protocol);
        QVERIFY(parseUsync(Node{.tag = "iq", .content = QList{Node{.tag = "usync"}}}).error().code == Errc::Protocol);
    }

    void bearsHostileAnswers()
    {
        QList<Node> devices;
        for (int id = 0; id < 1000; ++id)
            devices.append(device({{"id", id % 256}, {"key-index", "1"}}));
        QList<Node> users(2000, user("9@lid", {}));
        users.prepend(user("8@lid", devices));
        users.append(Node{.tag = "user"});
        users.append(Node{.tag = "user", .attributes = {{"jid", "1@g.us"}}});
        users.append(Node{.tag = "user", .attributes = {{"jid", "nonsense"}}});
        const auto read = parseUsync(answer(users));
        QCOMPARE(read->size(), 1024);
        QCOMPARE(read->first().devices->size(), 256);
        QVERIFY(parseUsync(answer({Node{.tag = "user"}, Node{.tag = "user", .attributes = {{"jid", "1@g.us"}}}}))
                    ->isEmpty());
    }
};

QTEST_GUILESS_MAIN(UsyncTest)
#include "tst_usync.moc"
