#include "whatsapp/store/inboundbuffer.h"

#include "deskparty.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;

namespace {

MessageEvent someMessage()
{
    return {.id = "3A01",
            .chat = jidOf("100000012345678@lid"),
            .chatAlt = jidOf("15550001001@s.whatsapp.net"),
            .sender = jidOf("100000012345678:3@lid"),
            .senderAlt = jidOf("15550001001:3@s.whatsapp.net"),
            .forTickets = true,
            .offline = true,
            .timestamp = 1767225600,
            .pushName = u"María 🙂"_s};
}

} // namespace

class InboundBufferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<DeskParty>(); }

    // --- Each kind of event comes back as it went in

    void aMessageComesBack()
    {
        QVERIFY(m_desk->inbound.append(someMessage(), plainText(u"No enciende"_s)));
        const MessageEvent read = m_desk->messages().value(0);
        const MessageEvent written = someMessage();
        QCOMPARE(read.id, written.id);
        QCOMPARE(read.chat, written.chat);
        QCOMPARE(read.chatAlt, written.chatAlt);
        QCOMPARE(read.sender, written.sender);
        QCOMPARE(read.senderAlt, written.senderAlt);
        QCOMPARE(read.fromMe, false);
        QCOMPARE(read.forTickets, true);
        QCOMPARE(read.offline, true);
        QCOMPARE(read.placeholder, false);
        QCOMPARE(read.timestamp, written.timestamp);
        QCOMPARE(read.pushName, written.pushName);
        QCOMPARE(read.content.kind, MessageKind::Text);
        QCOMPARE(read.content.text, u"No enciende"_s);
        QCOMPARE(read.substitute, MessageEvent::Substitute::None);
        QVERIFY(read.target.id.isEmpty());
        QVERIFY(read.target.chat.isNull());
    }

    void ourOwnMessageIsReadAsOurs()
    {
        MessageEvent event = someMessage();
        event.fromMe = true;
        event.forTickets = false;
        event.offline = false;
        event.sender = jidOf("900000000000001@lid");
        const QByteArray copy = deviceSentMessage(event.chat, plainText(u"typed on the phone"_s)).value();
        QVERIFY(m_desk->inbound.append(event, copy));
        const MessageEvent read = m_desk->messages().value(0);
        QVERIFY(read.fromMe);
        QVERIFY(!read.forTickets);
        QVERIFY(!read.offline);
        QCOMPARE(read.content.text, u"typed on the phone"_s);
        QCOMPARE(read.content.destination.value(), event.chat);
    }

    void aTargetComesBack()
    {
        MessageEvent event = someMessage();
        event.target = {.chat = event.chat, .id = "M1", .fromUs = true, .author = event.chat, .bySender = true};
        QVERIFY(m_desk->inbound.append(event, revokeMessage({.chat = event.chat, .id = "M1", .fromMe = true})));
        const MessageEvent read = m_desk->messages().value(0);
        QCOMPARE(read.content.kind, MessageKind::Revoke);
        QCOMPARE(read.target.chat, event.chat);
        QCOMPARE(read.target.id, "M1"_ba);
        QVERIFY(read.target.fromUs);
        QCOMPARE(read.target.author, event.chat);
        QVERIFY(read.target.bySender);
    }

    void aPlaceholderIsEmpty()
    {
        MessageEvent event = someMessage();
        event.placeholder = true;
        QVERIFY(m_desk->inbound.append(event, {}));
        const MessageEvent read = m_desk->messages().value(0);
        QVERIFY(read.placeholder);
        QCOMPARE(read.content.kind, MessageKind::Nothing);
    }

    void whatStandsInForAContentSaysSo()
    {
        MessageEvent event = someMessage();
        event.substitute = MessageEvent::Substitute::Broken;
        event.problem = u"no protobuf"_s;
        QVERIFY(m_desk->inbound.append(event, {}));
        event.substitute = MessageEvent::Substitute::OpenOnPhone;
        event.problem.clear();
        QVERIFY(m_desk->inbound.append(event, {}));
        const QList<MessageEvent> read = m_desk->messages();
        QCOMPARE(read.size(), 2);
        QCOMPARE(read.at(0).substitute, MessageEvent::Substitute::Broken);
        QCOMPARE(read.at(0).content.kind, MessageKind::Unsupported);
        QCOMPARE(read.at(0).problem, u"no protobuf"_s);
        QCOMPARE(read.at(0).content.reason, u"no protobuf"_s);
        QCOMPARE(read.at(1).substitute, MessageEvent::Substitute::OpenOnPhone);
        QCOMPARE(read.at(1).content.kind, MessageKind::OpenOnPhone);
    }

    void aReceiptComesBack()
    {
        const ReceiptEvent written{.effect = ReceiptEffect::Read,
                                   .ids = {"A1", "A2"},
                                   .chat = jidOf("100000012345678@lid"),
                                   .chatAlt = jidOf("15550001001@s.whatsapp.net"),
                                   .device = jidOf("100000012345678:3@lid"),
                                   .timestamp = 1767225600};
        QVERIFY(m_desk->inbound.append(written));
        const ReceiptEvent read = m_desk->eventsOf<ReceiptEvent>().value(0);
        QCOMPARE(read.effect, written.effect);
        QCOMPARE(read.ids, written.ids);
        QCOMPARE(read.chat, written.chat);
        QCOMPARE(read.chatAlt, written.chatAlt);
        QCOMPARE(read.device, written.device);
        QCOMPARE(read.timestamp, written.timestamp);
    }

    void theServersWordComesBack()
    {
        const SentEvent written{.id = "3EB0AA",
                                .chat = jidOf("120363000000000001@g.us"),
                                .error = -1,
                                .cause = SendCause::Other,
                                .timestamp = 1767225600};
        QVERIFY(m_desk->inbound.append(written));
        const SentEvent read = m_desk->eventsOf<SentEvent>().value(0);
        QCOMPARE(read.id, written.id);
        QCOMPARE(read.chat, written.chat);
        QCOMPARE(read.error, -1);
        QCOMPARE(read.cause, written.cause);
        QCOMPARE(read.timestamp, written.timestamp);
    }

    void namesAndIdentitiesComeBack()
    {
        const Jid lid = jidOf("100000012345678@lid");
        const Jid phone = jidOf("15550001001@s.whatsapp.net");
        QVERIFY(m_desk->inbound.append(AliasEvent{.lid = lid, .phone = phone}));
        QVERIFY(m_desk->inbound.append(IdentityEvent{.user = lid, .userAlt = {}}));
        QCOMPARE(m_desk->eventsOf<AliasEvent>().value(0).lid, lid);
        QCOMPARE(m_desk->eventsOf<AliasEvent>().value(0).phone, phone);
        QCOMPARE(m_desk->eventsOf<IdentityEvent>().value(0).user, lid);
        QVERIFY(m_desk->eventsOf<IdentityEvent>().value(0).userAlt.isNull());
    }

    // --- Order, and who has taken what

    void comesInOrderAndInPortions()
    {
        for (int i = 0; i < 5; ++i)
            QVERIFY(m_desk->inbound.append(SentEvent{.id = QByteArray::number(i)}));
        QCOMPARE(m_desk->inbound.size().value(), 5);
        const auto first = m_desk->inbound.events(0, 2).value();
        QCOMPARE(first.size(), 2);
        QCOMPARE(std::get<SentEvent>(first.at(0).what).id, "0"_ba);
        QVERIFY(first.at(1).sequence > first.at(0).sequence);
        const auto rest = m_desk->inbound.events(first.at(1).sequence, 10).value();
        QCOMPARE(rest.size(), 3);
        QCOMPARE(std::get<SentEvent>(rest.at(2).what).id, "4"_ba);
        // Reading takes nothing away.
        QCOMPARE(m_desk->inbound.size().value(), 5);
        QVERIFY(m_desk->inbound.taken(first.at(1).sequence));
        QCOMPARE(m_desk->inbound.size().value(), 3);
        QCOMPARE(std::get<SentEvent>(m_desk->events().first().what).id, "2"_ba);
    }

    void aSequenceIsNeverUsedTwice()
    {
        QVERIFY(m_desk->inbound.append(SentEvent{.id = "A1"}));
        const qint64 last = m_desk->events().first().sequence;
        QVERIFY(m_desk->inbound.taken(last));
        QVERIFY(m_desk->inbound.append(SentEvent{.id = "A2"}));
        QVERIFY(m_desk->events().first().sequence > last);
    }

    void survivesARestart()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"store.db"_s);
        qint64 last = 0;
        {
            DeskParty before(path);
            QVERIFY(before.inbound.append(someMessage(), plainText(u"kept"_s)));
            last = before.events().first().sequence;
        }
        DeskParty after(path);
        QCOMPARE(after.messages().size(), 1);
        QCOMPARE(after.messages().first().content.text, u"kept"_s);
        QCOMPARE(after.events().first().sequence, last);
        QVERIFY(after.inbound.taken(last));
        QVERIFY(after.inbound.append(SentEvent{.id = "A1"}));
        QVERIFY(after.events().first().sequence > last);
    }

    void whatIsRolledBackWasNever()
    {
        const auto done = m_desk->store.transaction([this]() -> Result<> {
            if (auto appended = m_desk->inbound.append(SentEvent{.id = "A1"}); !appended)
                return appended;
            return fail(Errc::Cancelled);
        });
        QVERIFY(!done);
        QVERIFY(m_desk->events().isEmpty());
    }

    // --- What is on the disk

    void theDiskHoldsNoClearText()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"store.db"_s);
        {
            DeskParty desk(path);
            QVERIFY(desk.inbound.append(someMessage(), plainText(u"very secret words"_s)));
            QByteArray all;
            for (const QString &name : {path, QString(path + u"-wal"_s)}) {
                QFile file(name);
                QVERIFY(file.open(QIODevice::ReadOnly));
                all += file.readAll();
            }
            QVERIFY(!all.isEmpty());
            for (const char *clear : {"very secret words", "Mar\xc3\xad", "100000012345678:3", "3A01"})
                QVERIFY2(!all.contains(clear), clear);
        }
    }

    void whatIsDamagedIsToldOfAndPassedOver_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::newRow("cut") << u"UPDATE inbound_event SET sealed = substr(sealed, 1, length(sealed) - 1)"_s;
        QTest::newRow("empty") << u"UPDATE inbound_event SET sealed = x''"_s;
        QTest::newRow("foreign") << u"UPDATE inbound_event SET sealed = zeroblob(200)"_s;
    }
    void whatIsDamagedIsToldOfAndPassedOver()
    {
        QFETCH(QString, damage);
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_desk->inbound.append(SentEvent{.id = QByteArray::number(i)}));
        const qint64 damaged = m_desk->events().at(1).sequence;
        m_desk->run(damage + u" WHERE sequence = %1"_s.arg(damaged));
        const auto read = m_desk->inbound.events(0, 10);
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 3);
        QCOMPARE(std::get<SentEvent>(read->at(0).what).id, "0"_ba);
        QCOMPARE(read->at(1).sequence, damaged);
        QVERIFY(!std::get<DamagedEvent>(read->at(1).what).problem.isEmpty());
        QCOMPARE(std::get<SentEvent>(read->at(2).what).id, "2"_ba);
        QVERIFY(m_desk->inbound.taken(read->last().sequence));
        QVERIFY(m_desk->events().isEmpty());
    }

    void bytesOfOtherFormsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray whole = InboundBuffer::encoded(someMessage(), plainText(u"text"_s));
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no form of ours") << "\x63"_ba;
        QTest::newRow("half a message") << whole.first(whole.size() / 2);
        QTest::newRow("only the form") << whole.first(1);
        QTest::newRow("an event that is no message") << "\x04\xff\xff\xff\xff\xff\xff\xff\xff"_ba;
        QTest::newRow("absurd length") << whole.first(1) + "\x7f\xff\xff\xff"_ba;
    }
    void bytesOfOtherFormsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto read = InboundBuffer::decodedMessage(bytes);
        QVERIFY(!read);
        QVERIFY(read.error().code == Errc::Storage);
    }

private:
    std::unique_ptr<DeskParty> m_desk;
};

QTEST_GUILESS_MAIN(InboundBufferTest)
#include "tst_inboundbuffer.moc"
