#include "tests/support/testdesk.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString ana = u"15550000001@s.whatsapp.net"_s;
}

class InboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void redeliveryChangesNothing()
    {
        TestDesk desk;
        const IncomingMessage incoming{.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"hola"_s};
        const auto first = desk.inbox.take(incoming);
        const qint64 events = desk.count(u"SELECT count(*) FROM live_event"_s);
        const auto second = desk.inbox.take(incoming);
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
        QCOMPARE(desk.count(u"SELECT count(*) FROM message"_s), 1);
        QCOMPARE(desk.count(u"SELECT count(*) FROM live_event WHERE topic = 'message'"_s), 1);
        QCOMPARE(desk.count(u"SELECT count(*) FROM live_event"_s), events);
    }

    void formsOfOneNumberAreOneCustomer_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<int>("customers");
        QTest::addRow("52/521") << u"525510000001"_s << u"5215510000001@s.whatsapp.net"_s << 1;
        QTest::addRow("device") << u"5215510000001@s.whatsapp.net"_s << u"5215510000001:12@s.whatsapp.net"_s << 1;
        QTest::addRow("plus and spaces") << u"+52 55 1000 0001"_s << u"525510000001"_s << 1;
        QTest::addRow("ninth digit") << u"5511987654321"_s << u"551187654321"_s << 1;
        QTest::addRow("two people") << u"525510000001"_s << u"525510000002"_s << 2;
        QTest::addRow("a LID is no number") << u"5215510000001@lid"_s << u"5215510000001@s.whatsapp.net"_s << 2;
    }
    void formsOfOneNumberAreOneCustomer()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(int, customers);
        TestDesk desk;
        const auto one = desk.customers.resolve(first, {});
        const auto two = desk.customers.resolve(second, {});
        QVERIFY(one && two);
        QCOMPARE(*one == *two ? 1 : 2, customers);
        QCOMPARE(*desk.customers.sendingAddress(*two), second); // answers go to the address as it came
    }

    void messageOfACustomerWithAnOpenTicketJoinsIt()
    {
        TestDesk desk;
        const auto customer = desk.customers.resolve(u"5215510000001"_s, u"Ana"_s);
        Ticket draft;
        draft.customerId = *customer;
        const auto ticket = desk.ticketService.open(draft, {});
        QVERIFY(ticket);
        const auto id = desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"¿ya está?"_s});
        QVERIFY(id);
        QCOMPARE(desk.messages.find(*id)->ticketId, ticket->id);
    }

    void turnIsDueAfterTheQuietTime()
    {
        TestDesk desk;
        QVERIFY(desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"hola"_s}));
        desk.clock.advance(3s);
        QVERIFY(desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A2"_s, .text = u"no prende"_s}));
        desk.clock.advance(3s);
        QVERIFY(desk.conversations.due(desk.clock.nowMs(), 10)->isEmpty());
        desk.clock.advance(1s);
        QCOMPARE(desk.conversations.due(desk.clock.nowMs(), 10)->size(), 1);
    }

    void kindsAreKept_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("stored");
        for (const QString &kind : {u"image"_s, u"video"_s, u"audio"_s, u"document"_s, u"location"_s, u"contact"_s,
                                    u"sticker"_s, u"unsupported"_s})
            QTest::addRow("%s", qPrintable(kind)) << kind << kind;
        QTest::addRow("unheard of") << u"hologram"_s << u"unsupported"_s;
    }
    void kindsAreKept()
    {
        QFETCH(QString, kind);
        QFETCH(QString, stored);
        TestDesk desk;
        const auto id = desk.inbox.take(
            {.address = ana, .wireId = u"A1"_s, .kind = kind, .text = {}, .details = {{u"seconds"_s, 7}}});
        QVERIFY(id);
        const Message message = *desk.messages.find(*id);
        QCOMPARE(message.kind, stored);
        QCOMPARE(message.details[u"seconds"_s].toInt(), 7);
        QVERIFY(message.pending && message.unread);
        if (kind != stored)
            QCOMPARE(message.details[u"type"_s].toString(), kind);
    }

    void aQuoteFindsItsMessage()
    {
        TestDesk desk;
        const Message ours = *desk.outbox.enqueue(*desk.customers.resolve(ana, {}), {}, {}, u"¿Cuál equipo?"_s);
        const MessageId id = said(
            desk, {.address = ana, .wireId = u"A1"_s, .text = u"ese"_s, .quoted = MessageReference{ours.wireId, true}});
        QCOMPARE(desk.messages.find(id)->quotedId, ours.id);
        const MessageId other = said(
            desk, {.address = ana, .wireId = u"A2"_s, .text = u"y"_s, .quoted = MessageReference{u"never"_s, true}});
        QVERIFY(!desk.messages.find(other)->quotedId.isValid());
    }

    void theNewestReactionOfASideCountsWhateverOrder_data()
    {
        QTest::addColumn<bool>("reordered");
        QTest::addRow("in order") << false;
        QTest::addRow("reordered") << true;
    }
    void theNewestReactionOfASideCountsWhateverOrder()
    {
        QFETCH(bool, reordered);
        TestDesk desk;
        const qint64 now = desk.clock.nowMs();
        const MessageId target = said(desk, {.address = ana, .wireId = u"A1"_s, .text = u"ya quedó"_s});
        QList<IncomingMessage> reactions{action(u"R1"_s, u"reaction"_s, u"👍"_s),
                                         action(u"R2"_s, u"reaction"_s, u"❤️"_s)};
        reactions[0].sentAt = now - 2000;
        reactions[1].sentAt = now - 1000;
        if (reordered)
            reactions.swapItemsAt(0, 1);
        for (const IncomingMessage &reaction : std::as_const(reactions))
            said(desk, reaction);
        IncomingMessage ours = action(u"R3"_s, u"reaction"_s, u"🙏"_s);
        ours.fromOwnPhone = true;
        said(desk, ours);
        QCOMPARE(effects(desk, target), QStringList({u"❤️"_s, u"🙏"_s}));
    }

    void onlyTheAuthorChangesAMessage_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("byUs");
        QTest::addColumn<int>("effects");
        QTest::addRow("edit by its author") << u"edit"_s << false << 1;
        QTest::addRow("revoke by its author") << u"revoke"_s << false << 1;
        QTest::addRow("edit by us") << u"edit"_s << true << 0;
        QTest::addRow("revoke by us") << u"revoke"_s << true << 0;
    }
    void onlyTheAuthorChangesAMessage()
    {
        QFETCH(QString, kind);
        QFETCH(bool, byUs);
        QFETCH(int, effects);
        TestDesk desk;
        IncomingMessage change = action(u"E1"_s, kind, u"nuevo"_s);
        change.fromOwnPhone = byUs;
        said(desk, change); // before its target: linked when that comes
        const MessageId target = said(desk, {.address = ana, .wireId = u"A1"_s, .text = u"viejo"_s});
        change.wireId = u"E2"_s;
        said(desk, change); // and after it
        QCOMPARE(this->effects(desk, target).size(), kind == "edit"_L1 ? 2 * effects : effects);
        QCOMPARE(desk.messages.find(target)->text, u"viejo"_s); // never rewritten
        QCOMPARE(desk.count(u"SELECT count(*) FROM message"_s), 3);
    }

    void actionsStartNoTurn()
    {
        TestDesk desk;
        for (const QString &kind : {u"reaction"_s, u"edit"_s, u"revoke"_s})
            said(desk, action(u"X-"_s + kind, kind, u"x"_s));
        said(desk, {.address = ana, .wireId = u"U1"_s, .kind = unreadableKind, .text = {}});
        QCOMPARE(*desk.conversations.nextDue(), 0);
    }

    void theRealMessageTakesThePlaceOfTheUnreadable()
    {
        TestDesk desk;
        const IncomingMessage placeholder{.address = ana, .wireId = u"A1"_s, .kind = unreadableKind, .text = {}};
        const MessageId id = said(desk, placeholder);
        QCOMPARE(desk.messages.find(id)->kind, unreadableKind);
        said(desk, {.address = ana, .wireId = u"A2"_s, .text = u"¿hola?"_s});
        QVERIFY(desk.messages.markTaken(*desk.customers.lookUp(ana), {2}));
        QVERIFY(desk.database.exec(u"UPDATE conversation SET turn_due_at = NULL"_s));
        said(desk, action(u"E1"_s, u"edit"_s, u"mi lap no enciende"_s)); // meanwhile it was edited

        Ticket draft;
        draft.customerId = *desk.customers.lookUp(ana);
        const Ticket ticket = *desk.ticketService.open(draft, {});
        const IncomingMessage real{
            .address = ana, .wireId = u"A1"_s, .kind = u"image"_s, .text = u"mi lap"_s, .media = "PNG"};
        QCOMPARE(said(desk, real), id);
        const Message healed = *desk.messages.find(id);
        QCOMPARE(healed.kind, u"image"_s);
        QCOMPARE(healed.text, u"mi lap"_s);
        QCOMPARE(healed.ticketId, ticket.id);
        QVERIFY(healed.attachmentId.isValid());
        QVERIFY(healed.pending);
        QVERIFY(*desk.conversations.nextDue() > 0);
        QCOMPARE(effects(desk, id), QStringList(u"mi lap no enciende"_s));
        QCOMPARE(desk.count(u"SELECT count(*) FROM message_fts WHERE message_fts MATCH 'lap'"_s), 2);

        const qint64 events = desk.count(u"SELECT count(*) FROM live_event"_s);
        QCOMPARE(said(desk, placeholder), id); // late
        QCOMPARE(said(desk, real), id);        // again
        QCOMPARE(desk.messages.find(id)->kind, u"image"_s);
        QCOMPARE(desk.count(u"SELECT count(*) FROM live_event"_s), events);
    }

    void whatWeWriteOnThePhoneIsOurs()
    {
        TestDesk desk;
        said(desk, {.address = ana, .wireId = u"A1"_s, .senderName = u"Ana"_s, .text = u"hola"_s});
        const MessageId id = said(
            desk,
            {.address = ana, .wireId = u"P1"_s, .senderName = u"Taller"_s, .text = u"voy"_s, .fromOwnPhone = true});
        const Message message = *desk.messages.find(id);
        QVERIFY(message.direction == Direction::Out);
        QCOMPARE(toString(message.author.type), u"phone"_s);
        QCOMPARE(toString(message.state), u"accepted"_s);
        QVERIFY(!message.unread);
        QCOMPARE(desk.customers.find(message.customerId)->displayName, u"Ana"_s);
        QCOMPARE(*desk.conversations.nextDue(), desk.clock.nowMs()); // the bot steps aside at once
    }

    void sameBytesAreOneFile()
    {
        TestDesk desk;
        const auto first = desk.attachments.add("abc");
        const auto second = desk.attachments.add("abc");
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
        QFile file(desk.attachments.pathOf(*desk.attachments.find(*first)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("abc"));
    }

    void onlyOldFilesWithoutARowAreOrphans()
    {
        TestDesk desk;
        const auto kept = desk.attachments.add("kept");
        QVERIFY(kept);
        const QString keptPath = desk.attachments.pathOf(*desk.attachments.find(*kept));
        const int folder = keptPath.section(u'/', -2, -2).toInt(nullptr, 16);
        const QString orphanPath = keptPath.left(keptPath.size() - 4) + u"0000"_s;
        QVERIFY(QFile::copy(keptPath, orphanPath));
        QFile orphan(orphanPath);
        QVERIFY(orphan.open(QIODevice::ReadWrite));
        QVERIFY(orphan.setFileTime(desk.clock.nowUtc().addSecs(-60), QFileDevice::FileModificationTime));
        QCOMPARE(*desk.attachments.collectOrphans(folder), 0);
        QVERIFY(orphan.setFileTime(desk.clock.nowUtc().addSecs(-7200), QFileDevice::FileModificationTime));
        orphan.close();
        QFile keptFile(keptPath);
        QVERIFY(keptFile.open(QIODevice::ReadWrite));
        QVERIFY(keptFile.setFileTime(desk.clock.nowUtc().addSecs(-7200), QFileDevice::FileModificationTime));
        QCOMPARE(*desk.attachments.collectOrphans(folder), 1);
        QVERIFY(!QFile::exists(orphanPath));
        QVERIFY(QFile::exists(keptPath));
    }

private:
    static MessageId said(TestDesk &desk, IncomingMessage message)
    {
        message.address = ana;
        const auto taken = desk.inbox.take(message);
        return taken ? *taken : MessageId{};
    }
    /// What Ana does to her message A1.
    static IncomingMessage action(const QString &id, const QString &kind, const QString &text)
    {
        return {.address = ana, .wireId = id, .kind = kind, .text = text, .target = MessageReference{u"A1"_s, false}};
    }
    /// The texts of what counts at @p target.
    static QStringList effects(TestDesk &desk, MessageId target)
    {
        QStringList texts;
        const auto actions = desk.messages.actionsOn({*desk.messages.find(target)});
        const QList<Message> ofTarget = actions->value(target);
        for (const Message &message : ofTarget)
            texts << message.text;
        return texts;
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::InboxTest)
#include "tst_inbox.moc"
