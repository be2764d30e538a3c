#include "whatsapp/message/messagestanza.h"

#include "tests/whatsapp/protofields.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;
using namespace desk::wa::test;

namespace {

constexpr qint64 sentAt = 1767225600;

Jid jid(QByteArrayView text)
{
    return Jid::parse(text).value_or(Jid());
}

OwnAccount own()
{
    return {.phone = jid("15550009000:7@s.whatsapp.net"), .lid = jid("900000000000001:7@lid")};
}

Node enc(const QByteArray &type = "msg", const QByteArray &bytes = "sealed")
{
    return {.tag = "enc", .attributes = {{"v", "2"}, {"type", type}}, .content = bytes};
}

/// @param attributes besides id and t, as name=value.
Node message(const QList<Attribute> &attributes, const QList<Node> &children = {enc()})
{
    Node node{.tag = "message", .attributes = {{"id", "3A01"}, {"t", sentAt}}};
    for (const Attribute &attribute : attributes)
        node.set(attribute);
    if (!children.isEmpty())
        node.content = children;
    return node;
}

IncomingStanza stanzaOf(const QList<Attribute> &attributes, const QList<Node> &children = {enc()})
{
    return parseMessageStanza(message(attributes, children), own()).value_or(IncomingStanza{});
}

QByteArray shown(const QList<Node> &nodes)
{
    QByteArray all;
    for (const Node &node : nodes) {
        all += (all.isEmpty() ? "" : " ") + node.tag;
        for (const Attribute &attribute : node.attributes)
            all += ' ' + attribute.name + '=' + attribute.value;
    }
    return all;
}

const QByteArray customer = "100000012345678:3@lid";
const QByteArray customerPhone = "15550001001@s.whatsapp.net";
const QByteArray group = "120363000000000001@g.us";

// The shapes of section 2.2, by the names the tables below use.
QList<Attribute> shape(const QByteArray &name)
{
    if (name == "customer")
        return {{"from", customer}, {"sender_pn", customerPhone}, {"type", "text"}};
    if (name == "group")
        return {{"from", group}, {"participant", customer}, {"type", "text"}};
    if (name == "own copy")
        return {{"from", "15550009000@s.whatsapp.net"}, {"recipient", customerPhone}, {"type", "text"}};
    if (name == "note to self")
        return {{"from", "15550009000:2@s.whatsapp.net"}, {"type", "text"}};
    if (name == "peer")
        return {{"from", "15550009000@s.whatsapp.net"}, {"category", "peer"}, {"type", "text"}};
    if (name == "status")
        return {{"from", "status@broadcast"}, {"participant", customer}, {"type", "media"}};
    if (name == "list")
        return {{"from", "1400000000@broadcast"}, {"participant", customer}, {"type", "text"}};
    if (name == "newsletter")
        return {{"from", "120363000000000009@newsletter"}, {"type", "text"}};
    if (name == "bot")
        return {{"from", "867051314767696@bot"}, {"type", "text"}};
    if (name == "bot in group")
        return {{"from", group}, {"participant", "867051314767696@bot"}, {"type", "text"}};
    return {};
}

} // namespace

class MessageStanzaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Every row of section 2.2.
    void tellsWhoSentWhatWhere_data()
    {
        QTest::addColumn<QList<Attribute>>("attributes");
        QTest::addColumn<int>("route");
        QTest::addColumn<QByteArray>("chat");
        QTest::addColumn<QByteArray>("chatAlt");
        QTest::addColumn<QByteArray>("sender");
        QTest::addColumn<QByteArray>("senderAlt");
        QTest::addColumn<bool>("fromMe");
        const auto row = [](const char *name, const QList<Attribute> &attributes, Route route, const char *chat,
                            const char *chatAlt, const char *sender, const char *senderAlt, bool fromMe = false) {
            QTest::newRow(name) << attributes << static_cast<int>(route) << QByteArray(chat) << QByteArray(chatAlt)
                                << QByteArray(sender) << QByteArray(senderAlt) << fromMe;
        };
        using enum Route;
        row("customer by hidden id", shape("customer"), Direct, "100000012345678@lid", "15550001001@s.whatsapp.net",
            "100000012345678:3@lid", "15550001001:3@s.whatsapp.net");
        row("customer by number", {{"from", "15550001001@s.whatsapp.net"}, {"sender_lid", "100000012345678@lid"}},
            Direct, "15550001001@s.whatsapp.net", "100000012345678@lid", "15550001001@s.whatsapp.net",
            "100000012345678@lid");
        row("no other name", {{"from", customer}}, Direct, "100000012345678@lid", "", "100000012345678:3@lid", "");
        row("other name of the same kind", {{"from", customer}, {"sender_pn", "5@lid"}}, Direct, "100000012345678@lid",
            "", "100000012345678:3@lid", "");
        row("other name that is none", {{"from", customer}, {"sender_pn", "nonsense"}}, Direct, "100000012345678@lid",
            "", "100000012345678:3@lid", "");
        row("hosted", {{"from", "100000012345678:99@hosted.lid"}, {"sender_pn", "15550001001@s.whatsapp.net"}}, Direct,
            "100000012345678@lid", "15550001001@s.whatsapp.net", "100000012345678:99@hosted.lid",
            "15550001001:99@hosted");
        row("digits of our number, but hidden", {{"from", "15550009000@lid"}}, Direct, "15550009000@lid", "",
            "15550009000@lid", "");
        row("group", {{"from", group}, {"participant", customer}, {"participant_pn", customerPhone}}, Group,
            "120363000000000001@g.us", "", "100000012345678:3@lid", "15550001001:3@s.whatsapp.net");
        row("group, by us", {{"from", group}, {"participant", "900000000000001@lid"}}, Group, "120363000000000001@g.us",
            "", "900000000000001@lid", "", true);
        row("status", shape("status"), Status, "status@broadcast", "", "100000012345678:3@lid", "");
        row("list of a customer",
            {{"from", "1400000000@broadcast"}, {"participant", customer}, {"participant_pn", customerPhone}},
            BroadcastList, "100000012345678@lid", "15550001001@s.whatsapp.net", "100000012345678:3@lid",
            "15550001001:3@s.whatsapp.net");
        row("list of ours", {{"from", "1400000000@broadcast"}, {"participant", "900000000000001@lid"}}, BroadcastList,
            "1400000000@broadcast", "", "900000000000001@lid", "", true);
        row("own copy by number",
            {{"from", "15550009000@s.whatsapp.net"},
             {"recipient", customerPhone},
             {"peer_recipient_lid", "100000012345678@lid"}},
            OwnCopy, "15550001001@s.whatsapp.net", "100000012345678@lid", "15550009000@s.whatsapp.net",
            "900000000000001@lid", true);
        row("own copy by hidden id",
            {{"from", "900000000000001:4@lid"},
             {"recipient", "100000012345678:3@lid"},
             {"peer_recipient_pn", customerPhone}},
            OwnCopy, "100000012345678@lid", "15550001001@s.whatsapp.net", "900000000000001:4@lid",
            "15550009000:4@s.whatsapp.net", true);
        row("own copy, other spelling of the other name",
            {{"from", "900000000000001:4@lid"}, {"recipient", "100000012345678@lid"}, {"recipient_pn", customerPhone}},
            OwnCopy, "100000012345678@lid", "15550001001@s.whatsapp.net", "900000000000001:4@lid",
            "15550009000:4@s.whatsapp.net", true);
        row("note to self", shape("note to self"), NoteToSelf, "15550009000@s.whatsapp.net", "900000000000001@lid",
            "15550009000:2@s.whatsapp.net", "900000000000001:2@lid", true);
        row("peer", shape("peer"), Peer, "15550009000@s.whatsapp.net", "900000000000001@lid",
            "15550009000@s.whatsapp.net", "900000000000001@lid", true);
        row("peer that names a recipient",
            {{"from", "15550009000@s.whatsapp.net"}, {"category", "peer"}, {"recipient", customerPhone}}, Peer,
            "15550009000@s.whatsapp.net", "900000000000001@lid", "15550009000@s.whatsapp.net", "900000000000001@lid",
            true);
        row("peer of a stranger", {{"from", customer}, {"category", "peer"}}, Direct, "100000012345678@lid", "",
            "100000012345678:3@lid", "");
        row("newsletter", shape("newsletter"), Newsletter, "120363000000000009@newsletter", "",
            "120363000000000009@newsletter", "");
        row("bot", shape("bot"), Bot, "867051314767696@bot", "", "867051314767696@bot", "");
        row("bot with a number", {{"from", "13135550002@s.whatsapp.net"}}, Bot, "13135550002@s.whatsapp.net", "",
            "13135550002@s.whatsapp.net", "");
    }
    void tellsWhoSentWhatWhere()
    {
        QFETCH(QList<Attribute>, attributes);
        QFETCH(int, route);
        QFETCH(QByteArray, chat);
        QFETCH(QByteArray, chatAlt);
        QFETCH(QByteArray, sender);
        QFETCH(QByteArray, senderAlt);
        QFETCH(bool, fromMe);
        const auto stanza = parseMessageStanza(message(attributes), own());
        QVERIFY(stanza.has_value());
        QCOMPARE(static_cast<int>(stanza->route), route);
        QCOMPARE(stanza->chat.toText(), chat);
        QCOMPARE(stanza->chatAlt.toText(), chatAlt);
        QCOMPARE(stanza->sender.toText(), sender);
        QCOMPARE(stanza->senderAlt.toText(), senderAlt);
        QCOMPARE(stanza->fromMe, fromMe);
        QCOMPARE(stanza->from.toText(), attributes.first().value);
    }

    void aBotAnswersInTheChatItNames()
    {
        const IncomingStanza stanza = stanzaOf(
            shape("bot"),
            {enc("msmsg"),
             Node{.tag = "meta",
                  .attributes = {
                      {"target_chat_jid", customerPhone}, {"target_id", "3A77"}, {"target_sender_jid", customer}}}});
        QCOMPARE(stanza.chat.toText(), customerPhone);
        QCOMPARE(stanza.metaTargetId, QByteArray("3A77"));
        QCOMPARE(stanza.metaTargetSender.toText(), customer);
        QCOMPARE(stanza.parts.size(), 1);
        QVERIFY(stanza.parts.first().type == EncryptedPart::Type::BotSecret);
    }

    void onlyChatsWithPeopleAreForTickets()
    {
        for (const char *name : {"customer", "own copy", "list"})
            QVERIFY2(stanzaOf(shape(name)).isForTickets(), name);
        for (const char *name : {"group", "note to self", "peer", "status", "newsletter", "bot", "bot in group"})
            QVERIFY2(!stanzaOf(shape(name)).isForTickets(), name);
        QVERIFY(!stanzaOf({{"from", "0@s.whatsapp.net"}}).isForTickets());
        QVERIFY(!stanzaOf({{"from", "15550009000@s.whatsapp.net"}, {"recipient", group}}).isForTickets());
    }

    void readsTheRest()
    {
        const QByteArray certificate = field(1, number(1, 7) + field(2, "smb:wa") + field(4, "Shop\n& Co"));
        Node sealed = enc("pkmsg").set({"count", "2"}).set({"mediatype", "image"}).set({"decrypt-fail", "hide"});
        const IncomingStanza stanza = stanzaOf({{"from", customer},
                                                {"type", "media"},
                                                {"notify", " Ma\xe2\x80\xaeria\n"},
                                                {"addressing_mode", "lid"},
                                                {"offline", "3"},
                                                {"edit", "7"}},
                                               {enc("skmsg", "group"), sealed,
                                                Node{.tag = "device-identity", .content = QByteArray("identity")},
                                                Node{.tag = "verified_name", .content = certificate}});
        QCOMPARE(stanza.id, QByteArray("3A01"));
        QCOMPARE(stanza.timestamp, sentAt);
        QCOMPARE(stanza.type, QByteArray("media"));
        QCOMPARE(stanza.pushName, u"Maria"_s);
        QCOMPARE(stanza.verifiedName, u"Shop & Co"_s);
        QCOMPARE(stanza.addressingMode, QByteArray("lid"));
        QVERIFY(stanza.offline);
        QVERIFY(stanza.edit == EditMark::Revoke);
        QCOMPARE(stanza.deviceIdentity, QByteArray("identity"));
        // The personal part first: it may bring the key for the other.
        QCOMPARE(stanza.parts.size(), 2);
        QVERIFY(stanza.parts.at(0).type == EncryptedPart::Type::PreKeyMessage);
        QCOMPARE(stanza.parts.at(0).count, 2);
        QCOMPARE(stanza.parts.at(0).mediaType, QByteArray("image"));
        QCOMPARE(stanza.parts.at(0).version, 2);
        QCOMPARE(stanza.parts.at(0).bytes, QByteArray("sealed"));
        QVERIFY(stanza.parts.at(0).hideOnFailure);
        QVERIFY(stanza.parts.at(1).type == EncryptedPart::Type::SenderKey);
        QVERIFY(stanzaOf({{"from", customer}, {"notify", "-"}}).pushName.isEmpty());
    }

    void takesItsOwnPartOfAFanOut()
    {
        const auto to = [](const QByteArray &device, const QByteArray &bytes) {
            return Node{.tag = "to", .attributes = {{"jid", device}}, .content = QList{enc("msg", bytes)}};
        };
        const IncomingStanza stanza = stanzaOf({{"from", customer}},
                                               {Node{.tag = "participants",
                                                     .content = QList{to("15550009000:2@s.whatsapp.net", "not ours"),
                                                                      to("900000000000001:7@lid", "ours")}}});
        QCOMPARE(stanza.parts.size(), 1);
        QCOMPARE(stanza.parts.first().bytes, QByteArray("ours"));
    }

    void knowsTheEditMarks_data()
    {
        QTest::addColumn<QByteArray>("attribute");
        QTest::addColumn<int>("mark");
        for (const int mark : {1, 2, 3, 7, 8})
            QTest::addRow("%d", mark) << QByteArray::number(mark) << mark;
        for (const char *odd : {"0", "4", "99", "x", ""})
            QTest::newRow(qPrintable(u"odd: "_s + QLatin1String(odd))) << QByteArray(odd) << 0;
    }
    void knowsTheEditMarks()
    {
        QFETCH(QByteArray, attribute);
        QFETCH(int, mark);
        QCOMPARE(static_cast<int>(stanzaOf({{"from", customer}, {"edit", attribute}}).edit), mark);
    }

    // Section 2.6.
    void knowsWhyNothingCame_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("bot");
        QTest::addColumn<int>("unavailable");
        const auto row = [](const char *type, bool bot, Unavailable unavailable) {
            QTest::addRow("%s %d", type, int(bot)) << QByteArray(type) << bot << static_cast<int>(unavailable);
        };
        row("", false, Unavailable::AskPhone);
        row("something_new", false, Unavailable::AskPhone);
        row("view_once", false, Unavailable::ViewOnce);
        row("view_once_unavailable_fanout", false, Unavailable::ViewOnce);
        row("hosted_unavailable_fanout", false, Unavailable::NotForUs);
        row("bot_unavailable_fanout", false, Unavailable::NotForUs);
        row("", true, Unavailable::NotForUs);
    }
    void knowsWhyNothingCame()
    {
        QFETCH(QByteArray, type);
        QFETCH(bool, bot);
        QFETCH(int, unavailable);
        Node node{.tag = "unavailable"};
        if (!type.isEmpty())
            node.set({"type", type});
        QList<Node> children{node};
        if (bot)
            children.append(Node{.tag = "bot"});
        const IncomingStanza stanza = stanzaOf(shape("customer"), children);
        QCOMPARE(static_cast<int>(stanza.unavailable), unavailable);
        QVERIFY(outcomeWithoutDecrypting(stanza) == MessageOutcome::Unavailable);
        QCOMPARE(shouldAskPhone(stanza, sentAt + 5), stanza.unavailable == Unavailable::AskPhone);
        QVERIFY(!shouldAskPhone(stanza, sentAt + 15 * 86'400));
    }

    void refusesBrokenStanzas_data()
    {
        QTest::addColumn<QList<Attribute>>("attributes");
        const auto row = [](const char *name, const QList<Attribute> &attributes) {
            QTest::newRow(name) << attributes;
        };
        row("no from", {{"type", "text"}});
        row("from nobody", {{"from", "nonsense"}});
        row("from the server", {{"from", "@s.whatsapp.net"}});
        row("from a call", {{"from", "ABC@call"}});
        row("no time", {{"from", customer}, {"t", ""}});
        row("time that is none", {{"from", customer}, {"t", "soon"}});
        row("time before time", {{"from", customer}, {"t", "-1"}});
        row("absurd time", {{"from", customer}, {"t", "99999999999999999"}});
        row("no id", {{"from", customer}, {"id", ""}});
        row("endless id", {{"from", customer}, {"id", QByteArray(200, 'A')}});
        row("id with a space", {{"from", customer}, {"id", "A B"}});
        row("group without author", {{"from", group}});
        row("group with an odd author", {{"from", group}, {"participant", group}});
        row("broken participant", {{"from", group}, {"participant", "nonsense"}});
        row("broken recipient", {{"from", "15550009000@s.whatsapp.net"}, {"recipient", "nonsense"}});
        row("status without author", {{"from", "status@broadcast"}});
    }
    void refusesBrokenStanzas()
    {
        QFETCH(QList<Attribute>, attributes);
        const auto stanza = parseMessageStanza(message(attributes), own());
        QVERIFY(!stanza);
        QVERIFY(stanza.error().code == Errc::Protocol);
    }

    void bearsHostileContent()
    {
        QList<Node> children(100, enc());
        children.append(Node{.tag = "enc"});
        children.append(Node{.tag = "device-identity", .content = QByteArray(100'000, 'x')});
        children.append(Node{.tag = "verified_name", .content = QByteArray::fromHex("0affffffff0f")});
        children.append(Node{.tag = "meta", .attributes = {{"target_id", QByteArray(1000, 'x')}}});
        const IncomingStanza stanza = stanzaOf({{"from", customer},
                                                {"notify", QByteArray(65'536, 'n')},
                                                {"type", QByteArray(1000, 't')},
                                                {"category", QByteArray(1000, 'c')}},
                                               children);
        QCOMPARE(stanza.id, QByteArray("3A01"));
        QCOMPARE(stanza.parts.size(), 32);
        QVERIFY(stanza.deviceIdentity.isEmpty());
        QVERIFY(stanza.verifiedName.isEmpty());
        QVERIFY(stanza.metaTargetId.isEmpty());
        QVERIFY(stanza.pushName.size() <= 128);
        QVERIFY(stanza.type.isEmpty());
    }

    void knowsWhatNeedsNoDecrypting_data()
    {
        QTest::addColumn<QList<Node>>("children");
        QTest::addColumn<int>("outcome"); // -1: is to be decrypted
        const auto row = [](const char *name, const QList<Node> &children, int outcome) {
            QTest::newRow(name) << children << outcome;
        };
        const auto of = [](MessageOutcome outcome) { return static_cast<int>(outcome); };
        row("msg", {enc("msg")}, -1);
        row("pkmsg", {enc("pkmsg")}, -1);
        row("skmsg", {enc("skmsg")}, -1);
        row("one readable", {enc("new"), enc("msg")}, -1);
        row("msg and unavailable", {enc("msg"), Node{.tag = "unavailable"}}, -1);
        row("msmsg", {enc("msmsg")}, of(MessageOutcome::BotSecret));
        row("unknown", {enc("new")}, of(MessageOutcome::UnknownCipher));
        row("nothing", {}, of(MessageOutcome::NoPayload));
        row("something else", {Node{.tag = "biz"}}, of(MessageOutcome::NoPayload));
        row("plaintext of no newsletter", {Node{.tag = "plaintext", .content = QByteArray("x")}},
            of(MessageOutcome::NoPayload));
        row("unavailable", {Node{.tag = "unavailable"}}, of(MessageOutcome::Unavailable));
    }
    void knowsWhatNeedsNoDecrypting()
    {
        QFETCH(QList<Node>, children);
        QFETCH(int, outcome);
        const auto known = outcomeWithoutDecrypting(stanzaOf(shape("customer"), children));
        QCOMPARE(known ? static_cast<int>(*known) : -1, outcome);
    }

    void newslettersBringPlaintext()
    {
        const IncomingStanza stanza = stanzaOf(shape("newsletter"),
                                               {Node{.tag = "plaintext", .content = QByteArray("x")}});
        QCOMPARE(stanza.plaintext, QByteArray("x"));
        QVERIFY(outcomeWithoutDecrypting(stanza) == MessageOutcome::NotForUs);
    }

    // Every row about messages of section 3.2, with the attributes of 3.3.
    void answersEachAsTheTableSays_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<bool>("active");
        QTest::addColumn<QByteArray>("answers");
        const auto row = [](const char *name, MessageOutcome outcome, const char *answers, bool active = true) {
            QTest::addRow("%s, %d%s", name, static_cast<int>(outcome), active ? "" : ", inactive")
                << QByteArray(name) << static_cast<int>(outcome) << active << QByteArray(answers);
        };
        using enum MessageOutcome;
        const char *delivered = "receipt id=3A01 to=100000012345678:3@lid";
        row("customer", Stored, delivered);
        row("customer", Duplicate, delivered);
        row("customer", Stored, "receipt id=3A01 to=100000012345678:3@lid type=inactive", false);
        row("group", Stored, "receipt id=3A01 to=120363000000000001@g.us participant=100000012345678:3@lid");
        row("group", Stored,
            "receipt id=3A01 to=120363000000000001@g.us type=inactive participant=100000012345678:3@lid", false);
        row("list", Stored, "receipt id=3A01 to=1400000000@broadcast participant=100000012345678:3@lid");
        row("status", Stored, "receipt id=3A01 to=status@broadcast participant=100000012345678:3@lid");
        const char
            *sender = "receipt id=3A01 to=15550009000@s.whatsapp.net type=sender recipient=15550001001@s.whatsapp.net";
        row("own copy", Stored, sender);
        row("own copy", Stored, sender, false);
        row("own copy", Duplicate, sender);
        row("own copy", GivenUp, sender);
        row("own copy", Unavailable, sender);
        row("own copy", UnknownCipher, sender);
        row("note to self", Stored, "receipt id=3A01 to=15550009000:2@s.whatsapp.net type=sender");
        row("peer", Stored, "receipt id=3A01 to=15550009000@s.whatsapp.net type=peer_msg");
        row("peer", HistoryStored,
            "receipt id=3A01 to=15550009000@s.whatsapp.net type=peer_msg "
            "receipt id=3A01 to=15550009000@s.whatsapp.net type=hist_sync");
        row("newsletter", NotForUs,
            "ack class=message id=3A01 to=120363000000000009@newsletter type=text from=15550009000:7@s.whatsapp.net");
        row("newsletter", Stored,
            "ack class=message id=3A01 to=120363000000000009@newsletter type=text from=15550009000:7@s.whatsapp.net");
        row("bot", Stored, "receipt id=3A01 to=867051314767696@bot");
        row("bot", BotSecret,
            "ack class=message id=3A01 to=867051314767696@bot type=text from=15550009000:7@s.whatsapp.net error=495");
        row("bot in group", Stored,
            "ack class=message id=3A01 to=120363000000000001@g.us participant=867051314767696@bot type=text "
            "from=15550009000:7@s.whatsapp.net");
        const char
            *acked = "ack class=message id=3A01 to=100000012345678:3@lid type=text from=15550009000:7@s.whatsapp.net";
        row("customer", GivenUp, acked);
        row("customer", Unavailable, acked);
        row("customer", UnknownCipher, acked);
        const auto refused = [&](MessageOutcome outcome, int error) {
            row("customer", outcome, (QByteArray(acked) + " error=" + QByteArray::number(error)).constData());
        };
        refused(BrokenContent, 491);
        refused(NoPayload, 488);
        refused(StorageFailed, 552);
        row("own copy", BrokenContent,
            "ack class=message id=3A01 to=15550009000@s.whatsapp.net recipient=15550001001@s.whatsapp.net type=text "
            "from=15550009000:7@s.whatsapp.net error=491");
        row("customer", Undecryptable, ""); // without a request: to be delivered again
    }
    void answersEachAsTheTableSays()
    {
        QFETCH(QByteArray, shape);
        QFETCH(int, outcome);
        QFETCH(bool, active);
        QFETCH(QByteArray, answers);
        const IncomingStanza stanza = stanzaOf(::shape(shape));
        QCOMPARE(shown(answersTo(stanza, static_cast<MessageOutcome>(outcome), own(), {.active = active})), answers);
    }

    // Section 3.5.
    void asksAgain_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<QByteArray>("answers");
        const auto row = [](const char *name, const char *answers) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(answers);
        };
        row("customer",
            "receipt id=3A01 to=100000012345678:3@lid type=retry "
            "ack class=message id=3A01 to=100000012345678:3@lid type=text from=15550009000:7@s.whatsapp.net");
        row("group",
            "receipt id=3A01 to=120363000000000001@g.us type=retry participant=100000012345678:3@lid "
            "ack class=message id=3A01 to=120363000000000001@g.us participant=100000012345678:3@lid type=text "
            "from=15550009000:7@s.whatsapp.net");
        row("own copy",
            "receipt id=3A01 to=15550009000@s.whatsapp.net type=retry recipient=15550001001@s.whatsapp.net "
            "receipt id=3A01 to=15550009000@s.whatsapp.net type=sender recipient=15550001001@s.whatsapp.net");
        row("peer",
            "receipt id=3A01 to=15550009000@s.whatsapp.net type=retry category=peer "
            "ack class=message id=3A01 to=15550009000@s.whatsapp.net type=text from=15550009000:7@s.whatsapp.net");
    }
    void asksAgain()
    {
        QFETCH(QByteArray, shape);
        QFETCH(QByteArray, answers);
        const IncomingStanza stanza = stanzaOf(::shape(shape));
        RetryRequest request{.count = 2, .messageId = {}, .registrationId = 0x01020304};
        request.reason = RetryReason::BadMac;
        request.keys = RetryKeys{.identity = QByteArray(32, 'i'),
                                 .preKeyId = 70'000,
                                 .preKey = QByteArray(32, 'p'),
                                 .signedKeyId = 1,
                                 .signedKey = QByteArray(32, 's'),
                                 .signature = QByteArray(64, 'g'),
                                 .deviceIdentity = "identity"};
        const QList<Node> nodes = answersTo(stanza, MessageOutcome::Undecryptable, own(),
                                            {.active = true, .retry = request});
        QCOMPARE(shown(nodes), answers);
        QCOMPARE(shown(nodes.first().children()),
                 QByteArray("retry count=2 id=3A01 t=1767225600 v=1 error=7 "
                            "registration keys"));
        QCOMPARE(nodes.first().child("registration")->bytes(), QByteArray::fromHex("01020304"));
        const Node *keys = nodes.first().child("keys");
        QCOMPARE(shown(keys->children()), QByteArray("type identity key skey device-identity"));
        QCOMPARE(keys->child("type")->bytes(), QByteArray::fromHex("05"));
        QCOMPARE(keys->child("key")->child("id")->bytes(), QByteArray::fromHex("011170"));
        // What was built is read again.
        request.messageId = "3A01";
        request.timestamp = sentAt;
        const auto read = parseRetry(nodes.first());
        QVERIFY(read.has_value());
        QVERIFY(*read == request);
    }

    void theFirstRequestNeedsNoKeys()
    {
        RetryRequest request{.messageId = "3A01", .timestamp = 5, .registrationId = 9};
        QCOMPARE(shown(retryChildren(request)), QByteArray("retry count=1 id=3A01 t=5 v=1 registration"));
    }

    void plansRetries_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<int>("sentBefore");
        QTest::addColumn<int>("encCount");
        QTest::addColumn<bool>("noSession");
        QTest::addColumn<qint64>("age");
        QTest::addColumn<int>("count"); // 0: none
        QTest::addColumn<bool>("withKeys");
        QTest::addColumn<bool>("askPhone");
        const auto row = [](const char *name, const char *shape, int before, int enc, bool noSession, qint64 age,
                            int count, bool keys, bool phone) {
            QTest::newRow(name) << QByteArray(shape) << before << enc << noSession << age << count << keys << phone;
        };
        constexpr qint64 day = 86'400;
        row("first", "customer", 0, 0, false, 5, 1, false, true);
        row("first, no session", "customer", 0, 0, true, 5, 1, true, true);
        row("second", "customer", 1, 0, false, 5, 2, true, false);
        row("fourth", "customer", 3, 0, false, 5, 4, true, false);
        row("enough", "customer", 4, 0, false, 5, 0, false, false);
        row("a resend we know nothing of", "customer", 0, 2, false, 5, 3, true, false);
        row("a late resend", "customer", 0, 4, false, 5, 0, false, false);
        row("a resend we asked for", "customer", 1, 3, false, 5, 2, true, false);
        row("13 days old", "customer", 0, 0, false, 13 * day, 1, false, true);
        row("15 days old", "customer", 0, 0, false, 15 * day, 0, false, false);
        row("clock behind", "customer", 0, 0, false, -100, 1, false, true);
        row("fresh status", "status", 0, 0, false, 5, 1, false, false);
        row("peer", "peer", 0, 0, false, 5, 1, false, false);
        row("old status", "status", 0, 0, false, 2 * day, 0, false, false);
        row("newsletter", "newsletter", 0, 0, false, 5, 0, false, false);
        row("bot", "bot", 0, 0, false, 5, 0, false, false);
        row("bot in group", "bot in group", 0, 0, false, 5, 0, false, false);
        row("own copy", "own copy", 0, 0, false, 5, 1, false, true);
    }
    void plansRetries()
    {
        QFETCH(QByteArray, shape);
        QFETCH(int, sentBefore);
        QFETCH(int, encCount);
        QFETCH(bool, noSession);
        QFETCH(qint64, age);
        QFETCH(int, count);
        QFETCH(bool, withKeys);
        QFETCH(bool, askPhone);
        const IncomingStanza stanza = stanzaOf(::shape(shape), {enc("msg").set({"count", encCount})});
        const auto plan = planRetry(stanza, sentBefore, noSession, sentAt + age);
        QCOMPARE(plan ? plan->count : 0, count);
        QVERIFY(!plan || (plan->withKeys == withKeys && plan->askPhone == askPhone));
    }

    // "Keys inside reactions are written from the sender's view."
    void turnsTargetsRound_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<bool>("fromMe");
        QTest::addColumn<QByteArray>("participant");
        QTest::addColumn<bool>("fromUs");
        QTest::addColumn<bool>("bySender");
        QTest::addColumn<QByteArray>("author");
        const auto row = [](const char *name, const char *shape, bool fromMe, const char *participant, bool fromUs,
                            bool bySender, const char *author) {
            QTest::newRow(name) << QByteArray(shape) << fromMe << QByteArray(participant) << fromUs << bySender
                                << QByteArray(author);
        };
        row("customer about his own", "customer", true, "", false, true, "100000012345678@lid");
        row("customer about ours", "customer", false, "", true, false, "900000000000001@lid");
        row("a participant is no proof in a chat of two", "customer", false, "100000012345678@lid", true, false,
            "900000000000001@lid");
        row("our phone about ours", "own copy", true, "", true, true, "15550009000@s.whatsapp.net");
        row("our phone about the customer's", "own copy", false, "", false, false, "15550001001@s.whatsapp.net");
        row("group, his own", "group", true, "", false, true, "100000012345678@lid");
        row("group, his own by name", "group", false, "100000012345678@lid", false, true, "100000012345678@lid");
        row("group, another's", "group", false, "5@lid", false, false, "5@lid");
        row("group, ours", "group", false, "900000000000001@lid", true, false, "900000000000001@lid");
    }
    void turnsTargetsRound()
    {
        QFETCH(QByteArray, shape);
        QFETCH(bool, fromMe);
        QFETCH(QByteArray, participant);
        QFETCH(bool, fromUs);
        QFETCH(bool, bySender);
        QFETCH(QByteArray, author);
        const IncomingStanza stanza = stanzaOf(::shape(shape));
        const MessageTarget target{
            .chat = jid("5@lid"), .id = "3A00", .participant = jid(participant), .fromMe = fromMe};
        const ResolvedTarget resolved = resolveTarget(target, stanza, own());
        QCOMPARE(resolved.chat, stanza.chat);
        QCOMPARE(resolved.id, QByteArray("3A00"));
        QCOMPARE(resolved.fromUs, fromUs);
        QCOMPARE(resolved.bySender, bySender);
        QCOMPARE(resolved.author.toText(), author);
    }

    void believesOnlyTheOwnPhone()
    {
        QVERIFY(stanzaOf(shape("peer")).origin().ownPhone);
        QVERIFY(stanzaOf(shape("note to self")).origin().ownAccount);
        QVERIFY(!stanzaOf(shape("note to self")).origin().ownPhone); // a companion
        QVERIFY(!stanzaOf(shape("customer")).origin().ownAccount);
        QVERIFY(!stanzaOf({{"from", customer}, {"category", "peer"}}).origin().ownAccount);
    }

    // Section 3.1.
    void acknowledgesAnyStanza()
    {
        const Node notification{
            .tag = "notification",
            .attributes = {
                {"id", "7"}, {"from", group}, {"participant", customer}, {"type", "w:gp2"}, {"offline", "1"}}};
        QCOMPARE(shown({*ackOf(notification, own())}),
                 QByteArray("ack class=notification id=7 to=120363000000000001@g.us participant=100000012345678:3@lid "
                            "type=w:gp2"));
        QCOMPARE(shown({*nackOf(message(shape("customer")), own(), 487)}),
                 QByteArray("ack class=message id=3A01 to=100000012345678:3@lid type=text "
                            "from=15550009000:7@s.whatsapp.net error=487"));
        QVERIFY(!ackOf(Node{.tag = "receipt", .attributes = {{"id", "7"}}}, own()));
        QVERIFY(!ackOf(Node{.tag = "receipt", .attributes = {{"from", group}}}, own()));
    }
};

QTEST_GUILESS_MAIN(MessageStanzaTest)
#include "tst_messagestanza.moc"
