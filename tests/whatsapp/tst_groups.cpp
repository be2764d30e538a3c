#include "whatsapp/protocol/groups.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

Jid jid(const QByteArray &text)
{
    return Jid::parse(text).value_or(Jid());
}

Node participant(const QList<Attribute> &attributes)
{
    return {.tag = "participant", .attributes = attributes};
}

Node groupNode(const QList<Node> &children = {}, const QList<Attribute> &more = {})
{
    Node node{.tag = "group",
              .attributes = {{"id", "120363000000000001"},
                             {"subject", "Desk"},
                             {"creation", "1767225600"},
                             {"creator", "100000012345678@lid"},
                             {"addressing_mode", "lid"}}};
    for (const Attribute &attribute : more)
        node.set(attribute);
    node.content = children;
    return node;
}

Node notification(const QList<Node> &children, const QByteArray &from = "120363000000000001@g.us")
{
    return {.tag = "notification",
            .attributes = {{"type", "w:gp2"}, {"from", from}, {"participant", "100000012345678@lid"}},
            .content = children};
}

} // namespace

class GroupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asks()
    {
        const Node one = groupRequest(jid("120363000000000001@g.us"));
        QCOMPARE(one.attr("to"), "120363000000000001@g.us"_ba);
        QCOMPARE(one.attr("xmlns"), "w:g2"_ba);
        QCOMPARE(one.attr("type"), "get"_ba);
        QCOMPARE(one.child("query")->attr("request"), "interactive"_ba);
        const Node all = groupsRequest();
        QCOMPARE(all.jid("to"), Jid::server(Jid::Server::Group));
        QVERIFY(all.child("participating")->child("participants"));
    }

    void creates()
    {
        const auto request = createGroupRequest(
            u"  Equipo  "_s, {jid("100000012345678:3@lid"), jid("15550001001@s.whatsapp.net")}, "K1");
        QVERIFY(request.has_value());
        QCOMPARE(request->attr("type"), "set"_ba);
        const Node *create = request->child("create");
        QCOMPARE(create->attr("subject"), "Equipo"_ba);
        QCOMPARE(create->attr("key"), "K1"_ba);
        QCOMPARE(create->children("participant").size(), 2);
        QCOMPARE(create->children("participant").first()->attr("jid"),
                 "100000012345678@lid"_ba); // an account, no device
    }

    void createsNothingOdd_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QList<Jid>>("members");
        const QList<Jid> people{jid("100000012345678@lid")};
        QTest::newRow("no name") << QString() << people;
        QTest::newRow("blank name") << u" \t "_s << people;
        QTest::newRow("long name") << QString(101, u'x') << people;
        QTest::newRow("nobody") << u"Desk"_s << QList<Jid>{};
        QTest::newRow("a group in a group") << u"Desk"_s << QList<Jid>{jid("120363000000000002@g.us")};
        QTest::newRow("null") << u"Desk"_s << QList<Jid>{Jid()};
        QTest::newRow("too many") << u"Desk"_s << QList<Jid>(2049, people.first());
    }
    void createsNothingOdd()
    {
        QFETCH(QString, subject);
        QFETCH(QList<Jid>, members);
        const auto request = createGroupRequest(subject, members, "K1");
        QVERIFY(!request);
        QVERIFY(request.error().code == Errc::Invalid);
    }

    void readsAGroup()
    {
        const auto read = parseGroup(groupNode({participant({{"jid", "100000012345678@lid"},
                                                             {"phone_number", "15550001001@s.whatsapp.net"},
                                                             {"type", "superadmin"}}),
                                                participant({{"jid", "100000099999999@lid"}, {"type", "admin"}}),
                                                participant({{"jid", "900000000000001:5@lid"}})}));
        QVERIFY(read.has_value());
        QCOMPARE(read->jid.toText(), "120363000000000001@g.us"_ba);
        QCOMPARE(read->subject, u"Desk"_s);
        QCOMPARE(read->creator.toText(), "100000012345678@lid"_ba);
        QCOMPARE(read->creation, 1767225600);
        QVERIFY(read->byHiddenId);
        QCOMPARE(read->members.size(), 3);
        QVERIFY(read->members.at(0).admin);
        QCOMPARE(read->members.at(0).alt.toText(), "15550001001@s.whatsapp.net"_ba);
        QVERIFY(read->members.at(1).admin);
        QVERIFY(read->members.at(1).alt.isNull());
        QVERIFY(!read->members.at(2).admin);
        QCOMPARE(read->members.at(2).jid.toText(), "900000000000001@lid"_ba); // bare
    }

    void readsAGroupOfNumbers()
    {
        const auto read = parseGroup(
            groupNode({participant({{"jid", "15550001001@s.whatsapp.net"}, {"lid", "100000012345678@lid"}})},
                      {{"addressing_mode", "pn"}}));
        QVERIFY(!read->byHiddenId);
        QCOMPARE(read->members.first().alt.toText(), "100000012345678@lid"_ba);
    }

    void readsTheIdInBothForms_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("group");
        QTest::newRow("digits") << "120363000000000001"_ba
                                << "120363000000000001@g.us"_ba;
        QTest::newRow("address") << "120363000000000001@g.us"_ba
                                 << "120363000000000001@g.us"_ba;
        QTest::newRow("old") << "15550001001-1400000000"_ba
                             << "15550001001-1400000000@g.us"_ba;
        QTest::newRow("empty") << ""_ba
                               << ""_ba;
        QTest::newRow("person") << "15550001001@s.whatsapp.net"_ba
                                << ""_ba;
        QTest::newRow("server") << "@g.us"_ba
                                << ""_ba;
        QTest::newRow("nonsense") << "a b"_ba
                                  << ""_ba;
    }
    void readsTheIdInBothForms()
    {
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, group);
        const auto read = parseGroup(groupNode({}, {{"id", id}}));
        QCOMPARE(read.has_value(), !group.isEmpty());
        if (read)
            QCOMPARE(read->jid.toText(), group);
        else
            QVERIFY(read.error().code == Errc::Protocol);
    }

    void oddMembersAreLeftOut()
    {
        const auto read = parseGroup(groupNode(
            {participant({{"jid", "120363000000000002@g.us"}}), participant({}), participant({{"jid", "nonsense"}}),
             Node{.tag = "other"}, participant({{"jid", "100000012345678@lid"}, {"phone_number", "5@lid"}}),
             participant({{"jid", "100000099999999@lid"}, {"phone_number", "nonsense"}})}));
        QCOMPARE(read->members.size(), 2);
        QVERIFY(read->members.at(0).alt.isNull());
        QVERIFY(read->members.at(1).alt.isNull());
    }

    void oddValuesAreNone()
    {
        const auto read = parseGroup(
            groupNode({}, {{"creation", "-5"}, {"creator", "nonsense"}, {"subject", "a\nb\x01"}}));
        QCOMPARE(read->creation, 0);
        QVERIFY(read->creator.isNull());
        QCOMPARE(read->subject, u"a b"_s);
    }

    void aCrowdIsCut()
    {
        QList<Node> crowd;
        for (int i = 0; i < 3000; ++i)
            crowd << participant({{"jid", QByteArray::number(100000000000000 + i) + "@lid"}});
        QCOMPARE(parseGroup(groupNode(crowd))->members.size(), 2048);
    }

    void readsAnswers()
    {
        QVERIFY(parseGroupAnswer({.tag = "iq", .content = QList{groupNode()}}).has_value());
        QVERIFY(!parseGroupAnswer({.tag = "iq"}));
        const auto all = parseGroupsAnswer(
            {.tag = "iq",
             .content = QList{
                 Node{.tag = "groups",
                      .content = QList{groupNode(), groupNode({}, {{"id", "a b"}}), groupNode({}, {{"id", "2"}})}}}});
        QVERIFY(all.has_value());
        QCOMPARE(all->size(), 2); // a broken one spoils no other
        QVERIFY(!parseGroupsAnswer({.tag = "iq"}));
        QVERIFY(parseGroupsAnswer({.tag = "iq", .content = QList{Node{.tag = "groups"}}})->isEmpty());
    }

    void readsNews_data()
    {
        QTest::addColumn<Node>("child");
        QTest::addColumn<int>("members");
        QTest::addColumn<bool>("someoneLeft");
        const QList<Node> one{participant({{"jid", "100000099999999@lid"}})};
        QTest::newRow("add") << Node{.tag = "add", .content = one} << 1 << false;
        QTest::newRow("remove") << Node{.tag = "remove", .content = one} << 1 << true;
        QTest::newRow("leave") << Node{.tag = "leave", .content = one} << 1 << true;
        QTest::newRow("promote") << Node{.tag = "promote", .content = one} << 1 << false;
        QTest::newRow("create") << Node{.tag = "create", .content = QList{groupNode(one)}} << 1 << false;
        QTest::newRow("subject") << Node{.tag = "subject", .attributes = {{"subject", "Desk"}}} << 0 << false;
        QTest::newRow("unknown") << Node{.tag = "something_new"} << 0 << false;
    }
    void readsNews()
    {
        QFETCH(Node, child);
        QFETCH(int, members);
        QFETCH(bool, someoneLeft);
        const auto read = parseGroupNotification(notification({child}));
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 1);
        const GroupChange &change = read->first();
        QCOMPARE(change.group.toText(), "120363000000000001@g.us"_ba);
        QCOMPARE(change.actor.toText(), "100000012345678@lid"_ba);
        QCOMPARE(change.what, child.tag);
        QCOMPARE(change.members.size(), members);
        QCOMPARE(change.someoneLeft(), someoneLeft);
        QCOMPARE(change.info.has_value(), child.tag == "create");
        if (child.tag == "create" || child.tag == "subject")
            QCOMPARE(change.subject, u"Desk"_s);
    }

    void newsOfNoGroupAreNone()
    {
        QVERIFY(!parseGroupNotification(notification({Node{.tag = "add"}}, "15550001001@s.whatsapp.net")));
        QVERIFY(!parseGroupNotification({.tag = "notification", .attributes = {{"type", "w:gp2"}}}));
        QVERIFY(parseGroupNotification(notification({}))->isEmpty());
        const auto two = parseGroupNotification(notification({Node{.tag = "remove"}, Node{.tag = "demote"}}));
        QCOMPARE(two->size(), 2);
    }
};

QTEST_GUILESS_MAIN(GroupsTest)
#include "tst_groups.moc"
