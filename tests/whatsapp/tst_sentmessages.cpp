#include "whatsapp/store/sentmessages.h"

#include "deskparty.h"
#include "whatsapp/binary/nodewriter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid chat = jidOf("100000012345678@lid");
const QString address = u"100000012345678_1.3"_s;

/// As a stanza is: addresses, words of the dictionary, bytes.
Node stanza(const QByteArray &id)
{
    const Node enc{.tag = "enc", .attributes = {{"v", "2"}, {"type", "pkmsg"}}, .content = QByteArray(300, '\x9c')};
    const Node to{.tag = "to", .attributes = {{"jid", "100000012345678:3@lid"}}, .content = QList{enc}};
    return {.tag = "message",
            .attributes = {{"id", id}, {"to", chat}, {"type", "text"}},
            .content = QList{Node{.tag = "participants", .content = QList{to}}}};
}

} // namespace

class SentMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<DeskParty>();
        m_sent = std::make_unique<SentMessages>(m_desk->store, m_desk->clock);
    }

    void whatWasSentComesBack()
    {
        QVERIFY(!m_sent->find("A1").value());
        QVERIFY(!m_sent->content("A1").value());
        QVERIFY(!m_sent->stanza("A1").value());
        QVERIFY(m_sent->add("A1", chat, plainText(u"text"_s), stanza("A1")));
        const auto found = m_sent->find("A1").value();
        QVERIFY(found);
        QCOMPARE(found->id, "A1"_ba);
        QCOMPARE(found->chat, chat);
        QCOMPARE(found->state, SentMessages::State::Pending);
        QCOMPARE(found->error, 0);
        QCOMPARE(found->repeats, 0);
        QCOMPARE(found->createdAt, m_desk->clock.nowMs());
        QCOMPARE(m_sent->content("A1").value().value(), plainText(u"text"_s));
        const Node back = m_sent->stanza("A1").value().value();
        QCOMPARE(writeNode(back).value(), writeNode(stanza("A1")).value());
    }

    void anIdIsUsedOnce()
    {
        QVERIFY(m_sent->add("A1", chat, "first", stanza("A1")));
        const auto again = m_sent->add("A1", chat, "second", stanza("A1"));
        QVERIFY(!again);
        QVERIFY(again.error().code == Errc::Conflict);
        QCOMPARE(m_sent->content("A1").value().value(), "first"_ba);
    }

    void theFirstWordCountsButAcceptanceMends_data()
    {
        QTest::addColumn<QList<int>>("errors");
        QTest::addColumn<QList<bool>>("changes");
        QTest::addColumn<int>("left");
        QTest::newRow("accepted") << QList<int>{0} << QList<bool>{true} << 0;
        QTest::newRow("accepted twice") << QList<int>{0, 0} << QList<bool>{true, false} << 0;
        QTest::newRow("accepted, then refused") << QList<int>{0, 400} << QList<bool>{true, false} << 0;
        QTest::newRow("refused, then accepted") << QList<int>{463, 0} << QList<bool>{true, true} << 0;
        QTest::newRow("refused twice") << QList<int>{463, 400} << QList<bool>{true, false} << 463;
        QTest::newRow("refused with a word") << QList<int>{-1} << QList<bool>{true} << -1;
    }
    void theFirstWordCountsButAcceptanceMends()
    {
        QFETCH(QList<int>, errors);
        QFETCH(QList<bool>, changes);
        QFETCH(int, left);
        QVERIFY(m_sent->add("A1", chat, "content", stanza("A1")));
        for (qsizetype at = 0; at < errors.size(); ++at)
            QCOMPARE(m_sent->settle({.id = "A1", .timestamp = 7, .error = errors.at(at)}).value(), changes.at(at));
        const auto found = m_sent->find("A1").value().value();
        QCOMPARE(found.error, left);
        QCOMPARE(found.state, left == 0 ? SentMessages::State::Accepted : SentMessages::State::Refused);
        QCOMPARE(found.serverTime, 7);
        QVERIFY(!m_sent->stanza("A1").value());                        // not needed any more
        QCOMPARE(m_sent->content("A1").value().value(), "content"_ba); // still, for who could not read it
        QVERIFY(m_sent->pending().value().isEmpty());
        QCOMPARE(m_sent->settle({.id = "A2"}).value(), false);
    }

    void whatWaitsKeepsItsOrder()
    {
        for (const char *id : {"B", "A", "C"}) // at the same millisecond
            QVERIFY(m_sent->add(id, chat, "content", stanza(id)));
        m_desk->clock.advance(1ms);
        QVERIFY(m_sent->add("0", chat, "content", stanza("0")));
        QVERIFY(m_sent->settle({.id = "A"}).value());
        QCOMPARE(m_sent->pending().value(), (QList<QByteArray>{"B", "C", "0"}));
        QVERIFY(m_sent->countRepeat("B"));
        QVERIFY(m_sent->countRepeat("B"));
        QCOMPARE(m_sent->find("B").value()->repeats, 2);
        QCOMPARE(m_sent->find("C").value()->repeats, 0);
    }

    void resendsAreCountedPerMessageAndDevice()
    {
        QCOMPARE(m_sent->resent("A1", address).value().count, 0);
        QVERIFY(m_sent->saveResent("A1", address, {.count = 1, .baseKey = "key"}));
        QVERIFY(m_sent->saveResent("A1", address, {.count = 2, .baseKey = "other"}));
        QCOMPARE(m_sent->resent("A1", address).value().count, 2);
        QCOMPARE(m_sent->resent("A1", address).value().baseKey, "other"_ba);
        QCOMPARE(m_sent->resent("A2", address).value().count, 0);
        QCOMPARE(m_sent->resent("A1", u"100000012345678_1.0"_s).value().count, 0);
        QCOMPARE(m_sent->renewedAt(address).value(), 0);
        QVERIFY(m_sent->markRenewed(address));
        QCOMPARE(m_sent->renewedAt(address).value(), m_desk->clock.nowMs());
    }

    void afterTwoWeeksItIsForgotten()
    {
        QVERIFY(m_sent->add("A1", chat, "content", stanza("A1")));
        QVERIFY(m_sent->saveResent("A1", address, {.count = 1}));
        QVERIFY(m_sent->markRenewed(address));
        m_desk->clock.advance(24h * 14);
        QVERIFY(m_sent->add("A2", chat, "content", stanza("A2")));
        QVERIFY(m_sent->prune());
        QVERIFY(m_sent->find("A1").value());
        m_desk->clock.advance(1ms);
        QVERIFY(m_sent->prune());
        QVERIFY(!m_sent->find("A1").value());
        QVERIFY(m_sent->find("A2").value());
        QCOMPARE(m_desk->rowsIn("resend"), 0);
        QCOMPARE(m_desk->rowsIn("session_renewal"), 0);
    }

    void theDiskHoldsNoClearText()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"store.db"_s);
        DeskParty desk(path);
        SentMessages sent(desk.store, desk.clock);
        QVERIFY(sent.add("A1", chat, plainText(u"very secret words"_s), stanza("A1")));
        QByteArray all;
        for (const QString &name : {path, QString(path + u"-wal"_s)}) {
            QFile file(name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            all += file.readAll();
        }
        QVERIFY(all.contains("sent_message"));
        QVERIFY(!all.contains("very secret words"));
        QVERIFY(!all.contains(QByteArray(300, '\x9c')));
    }

    void aValueOfAnotherRowDoesNotOpen()
    {
        for (const char *id : {"A1", "A2"})
            QVERIFY(m_sent->add(id, chat, id, stanza(id)));
        m_desk->run(
            u"UPDATE sent_message SET content_sealed = (SELECT content_sealed FROM sent_message WHERE id = 'A2'), "
            "frame_sealed = (SELECT frame_sealed FROM sent_message WHERE id = 'A2')"_s);
        QVERIFY(!m_sent->content("A1"));
        QVERIFY(!m_sent->stanza("A1"));
        QVERIFY(m_sent->content("A2"));
    }

private:
    std::unique_ptr<DeskParty> m_desk;
    std::unique_ptr<SentMessages> m_sent;
};

QTEST_GUILESS_MAIN(SentMessagesTest)
#include "tst_sentmessages.moc"
