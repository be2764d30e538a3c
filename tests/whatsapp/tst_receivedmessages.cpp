#include "whatsapp/store/receivedmessages.h"

#include "deskparty.h"

#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid lid = jidOf("100000012345678@lid");
const Jid phone = jidOf("15550001001@s.whatsapp.net");
const Jid group = jidOf("120363000000000001@g.us");

} // namespace

class ReceivedMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<DeskParty>(); }

    // --- Under which names a message is known

    void chatAuthorAndIdTogetherAreAMessage()
    {
        save(lid, lid, "A1");
        QVERIFY(isKnown(lid, lid, "A1"));
        QVERIFY(!isKnown(lid, lid, "A2"));
        QVERIFY(!isKnown(group, lid, "A1"));
        QVERIFY(!isKnown(lid, jidOf("100000099999999@lid"), "A1"));
    }

    void theDeviceDoesNotMatter()
    {
        save(lid, lid.withDevice(3), "A1");
        QVERIFY(isKnown(lid, lid, "A1"));
        QVERIFY(isKnown(lid, lid.withDevice(7), "A1"));
        QVERIFY(isKnown(lid, jidOf("100000012345678:99@hosted.lid"), "A1"));
    }

    void fieldsDoNotRunIntoOneAnother()
    {
        save(jidOf("1@lid"), jidOf("1@lid"), "2@lid");
        QVERIFY(!isKnown(jidOf("1@lid"), jidOf("12@lid"), "@lid"));
    }

    // A pair that is learnt later joins what was kept under either name, in chats of two, groups and own copies.
    void aPairLearntLaterJoinsBothNames_data()
    {
        QTest::addColumn<Jid>("chat");
        QTest::addColumn<Jid>("author");
        QTest::addColumn<Jid>("sameChat");
        QTest::addColumn<Jid>("sameAuthor");
        const Jid ownPhone = jidOf("15550009000@s.whatsapp.net");
        const Jid ownLid = jidOf("900000000000001@lid");
        QTest::newRow("by number, then by hidden id") << phone << phone << lid << lid;
        QTest::newRow("by hidden id, then by number") << lid << lid << phone << phone;
        QTest::newRow("in a group") << group << phone << group << lid;
        QTest::newRow("in a group, the other way") << group << lid << group << phone;
        QTest::newRow("own copy") << phone << ownPhone << lid << ownLid;
        QTest::newRow("own copy, the other way") << lid << ownLid << phone << ownPhone;
        QTest::newRow("own copy, names mixed") << phone << ownLid << lid << ownLid;
    }
    void aPairLearntLaterJoinsBothNames()
    {
        QFETCH(Jid, chat);
        QFETCH(Jid, author);
        QFETCH(Jid, sameChat);
        QFETCH(Jid, sameAuthor);
        save(chat, author, "A1");
        const auto key = keys(chat, author, "A1").first();
        QVERIFY(m_desk->received.askPhoneLater(key, {.id = "A1", .placeholder = true}, 5s));
        QVERIFY(m_desk->addresses.learn(lid, phone));
        QVERIFY(isKnown(chat, author, "A1"));
        QVERIFY(isKnown(sameChat, sameAuthor, "A1"));
        QVERIFY(m_desk->received.phoneRequest(keys(sameChat, sameAuthor, "A1")).value());
        // It stays one row.
        save(sameChat, sameAuthor, "A1");
        QCOMPARE(m_desk->rowsIn("received_message"), 1);
        QVERIFY(m_desk->received.removePhoneRequest(keys(sameChat, sameAuthor, "A1")));
        QCOMPARE(m_desk->rowsIn("phone_request"), 0);
    }

    // --- What is known of it

    void contentNeverBecomesAPlaceholderAgain()
    {
        const auto at = keys(lid, lid, "A1");
        QVERIFY(!m_desk->received.find(at).value());
        QVERIFY(m_desk->received.save(at, {.stored = false, .retries = 1}));
        QCOMPARE(m_desk->received.find(at).value()->stored, false);
        QCOMPARE(m_desk->received.find(at).value()->retries, 1);
        QVERIFY(m_desk->received.save(at, {.stored = false, .retries = 3}));
        QVERIFY(m_desk->received.save(at, {.stored = true}));
        QCOMPARE(m_desk->received.find(at).value()->stored, true);
        QCOMPARE(m_desk->received.find(at).value()->retries, 3);
        QVERIFY(m_desk->received.save(at, {.stored = false, .retries = 2}));
        QCOMPARE(m_desk->received.find(at).value()->stored, true);
        QCOMPARE(m_desk->received.find(at).value()->retries, 3);
    }

    // --- To be asked from the phone

    void isAskedOnceAndWhenItIsDue()
    {
        ask("A1", 5s);
        ask("A2", 1s);
        ask("A3", 60s);
        qint64 nextAt = -1;
        QVERIFY(due(10, &nextAt).isEmpty());
        QCOMPARE(nextAt, m_desk->clock.nowMs() + 1000);
        m_desk->clock.advance(5s);
        QCOMPARE(due(10, &nextAt), (QByteArrayList{"A2", "A1"}));
        QCOMPARE(nextAt, m_desk->clock.nowMs() + 55000);
        QCOMPARE(due(1, &nextAt), QByteArrayList{"A2"});
        for (const char *id : {"A1", "A2"})
            QVERIFY(m_desk->received.markAsked(keys(lid, lid, id).first()));
        QVERIFY(due(10, &nextAt).isEmpty());
        // Once: not when it is wanted again either.
        ask("A1", 0s);
        QVERIFY(due(10, &nextAt).isEmpty());
        // But the answer still finds it.
        const auto found = m_desk->received.phoneRequest(keys(lid, lid, "A1")).value();
        QVERIFY(found);
        QCOMPARE(found->id, "A1"_ba);
        QVERIFY(found->placeholder);
        QVERIFY(m_desk->received.removePhoneRequest(keys(lid, lid, "A3")));
        m_desk->clock.advance(1h);
        QVERIFY(due(10, &nextAt).isEmpty());
        QCOMPARE(nextAt, 0);
    }

    void aRequestOfAnotherRowDoesNotOpen()
    {
        ask("A1", 0s);
        ask("A2", 0s);
        m_desk->run(u"UPDATE phone_request SET sealed = (SELECT sealed FROM phone_request ORDER BY key LIMIT 1)"_s);
        qint64 nextAt = 0;
        QVERIFY(!m_desk->received.duePhoneRequests(m_desk->clock.nowMs(), 10, &nextAt));
    }

    // --- Time

    void afterAMonthItIsForgotten()
    {
        save(lid, lid, "A1");
        ask("A1", 0s);
        m_desk->clock.advance(24h * 30);
        save(lid, lid, "A2");
        QVERIFY(m_desk->received.prune());
        QVERIFY(isKnown(lid, lid, "A1"));
        QCOMPARE(m_desk->rowsIn("phone_request"), 1);
        m_desk->clock.advance(24h + 1ms);
        QVERIFY(m_desk->received.prune());
        QVERIFY(!isKnown(lid, lid, "A1"));
        QVERIFY(isKnown(lid, lid, "A2"));
        QCOMPARE(m_desk->rowsIn("phone_request"), 0);
    }

private:
    QList<QByteArray> keys(const Jid &chat, const Jid &author, const QByteArray &id)
    {
        return m_desk->received.keysOf(chat, author, id).value();
    }
    void save(const Jid &chat, const Jid &author, const QByteArray &id)
    {
        if (!m_desk->received.save(keys(chat, author, id), {.stored = true}))
            qFatal("not saved");
    }
    bool isKnown(const Jid &chat, const Jid &author, const QByteArray &id)
    {
        return m_desk->received.find(keys(chat, author, id)).value().has_value();
    }
    void ask(const QByteArray &id, std::chrono::milliseconds delay)
    {
        if (!m_desk->received.askPhoneLater(keys(lid, lid, id).first(), {.id = id, .placeholder = true}, delay))
            qFatal("not noted");
    }
    QByteArrayList due(int limit, qint64 *nextAt)
    {
        QByteArrayList ids;
        const auto found = m_desk->received.duePhoneRequests(m_desk->clock.nowMs(), limit, nextAt);
        if (!found)
            qFatal("not read");
        for (const ReceivedMessages::PhoneRequest &request : *found)
            ids << request.message.id;
        return ids;
    }

    std::unique_ptr<DeskParty> m_desk;
};

QTEST_GUILESS_MAIN(ReceivedMessagesTest)
#include "tst_receivedmessages.moc"
