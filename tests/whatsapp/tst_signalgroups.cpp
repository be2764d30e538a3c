#include "signalparty.h"
#include "signalvectors.h"

#include <QJsonArray>
#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;

#define FAULT_IS(result, expected)                   \
    do {                                             \
        const auto &checked = (result);              \
        QVERIFY(!checked);                           \
        QCOMPARE(checked.error().fault, (expected)); \
    } while (false)

/// The group ratchets between stores in memory.
class SignalGroupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_alice = std::make_unique<Party>("100000000000001:1@lid");
        m_bob = std::make_unique<Party>("100000000000002:2@lid");
    }

    // --- Known answers

    void messagesOfOthersAreRead()
    {
        const QJsonObject known = vectors(u"sender_key"_s);
        QVERIFY(m_bob->groups.processDistribution(m_group, m_alice->jid, hex(known[u"skdm"_s])));
        const QJsonArray messages = known[u"skmsg"_s].toArray();
        QCOMPARE(messages.size(), 2);
        for (const QJsonValue message : messages)
            QCOMPARE(readBytes(hex(message[u"ciphertext"_s])), hex(message[u"plaintext"_s]));
        for (const QJsonValue message : messages)
            FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, hex(message[u"ciphertext"_s])),
                     SignalFault::Duplicate);
    }

    void theDistributionIsThatOfOthers()
    {
        const QJsonObject known = vectors(u"sender_key"_s);
        const auto id = quint32(known[u"key_id"_s].toInt());
        m_alice->random.queue(QByteArray(reinterpret_cast<const char *>(&id), 4)); // the library takes it as it is
        m_alice->random.queue(hex(known[u"chain_key"_s]));
        m_alice->random.queue(hex(known[u"signing"_s][u"private"_s]));
        QCOMPARE(m_alice->groups.createDistribution(m_group, m_alice->jid).value().toHex(),
                 known[u"skdm"_s].toString().toLatin1());
        // The signature is random, what it signs is not.
        const QJsonObject first = known[u"skmsg"_s].toArray().first().toObject();
        const QByteArray sent = write(hex(first[u"plaintext"_s]));
        const QByteArray expected = hex(first[u"ciphertext"_s]);
        QCOMPARE(sent.chopped(64), expected.chopped(64));
    }

    // --- Groups

    void membersReadOneAnother()
    {
        handOut(*m_alice, *m_bob);
        handOut(*m_bob, *m_alice);
        for (int i = 0; i < 5; ++i) {
            const QByteArray there = write(QByteArray::number(i));
            QCOMPARE(readBytes(there), QByteArray::number(i));
            const auto back = m_bob->groups.encrypt(m_group, m_bob->jid, "answer");
            QVERIFY(back.has_value());
            QCOMPARE(m_alice->groups.decrypt(m_group, m_bob->jid, *back).value(), "answer"_ba);
        }
    }

    void anyOrderAnyLoss()
    {
        handOut(*m_alice, *m_bob);
        QList<QByteArray> sent;
        for (int i = 0; i < 8; ++i)
            sent << write(QByteArray::number(i));
        for (const int i : {3, 0, 7, 1, 6, 2})
            QCOMPARE(readBytes(sent.at(i)), QByteArray::number(i));
        const QByteArray before = m_bob->snapshot();
        for (const int i : {3, 0, 7, 1, 6, 2})
            FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, sent.at(i)), SignalFault::Duplicate);
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(readBytes(sent.at(5)), "5"_ba);
    }

    void whoCameLaterReadsFromThenOn()
    {
        handOut(*m_alice, *m_bob);
        const QByteArray before = write("before");
        Party carol("100000000000003@lid");
        handOut(*m_alice, carol);
        const QByteArray after = write("after");
        FAULT_IS(carol.groups.decrypt(m_group, m_alice->jid, before), SignalFault::Duplicate);
        QCOMPARE(carol.groups.decrypt(m_group, m_alice->jid, after).value(), "after"_ba);
        QCOMPARE(readBytes(after), "after"_ba);
        QCOMPARE(readBytes(before), "before"_ba);
    }

    void withoutTheKeyThereIsNoReading()
    {
        FAULT_IS(m_alice->groups.encrypt(m_group, m_alice->jid, "x"), SignalFault::NoSession);
        handOut(*m_alice, *m_bob);
        const QByteArray sent = write("text");
        FAULT_IS(m_bob->groups.decrypt(jidOf("120363000000000002@g.us"), m_alice->jid, sent), SignalFault::NoSession);
        FAULT_IS(m_bob->groups.decrypt(m_group, m_bob->jid, sent), SignalFault::NoSession);
        // A key that was renewed and never handed out is as good as none.
        QVERIFY(m_alice->groups.removeSenderKey(m_group, m_alice->jid));
        FAULT_IS(m_alice->groups.encrypt(m_group, m_alice->jid, "x"), SignalFault::NoSession);
        QVERIFY(m_alice->groups.createDistribution(m_group, m_alice->jid));
        FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, write("x")), SignalFault::NoSession);
        // A received key does not write.
        FAULT_IS(m_bob->groups.encrypt(m_group, m_alice->jid, "x"), SignalFault::NoSession);
    }

    void aRenewedKeyReadsBesideTheFormerOne()
    {
        handOut(*m_alice, *m_bob);
        const QByteArray late = write("late");
        QVERIFY(m_alice->groups.removeSenderKey(m_group, m_alice->jid));
        handOut(*m_alice, *m_bob);
        QCOMPARE(readBytes(write("new")), "new"_ba);
        QCOMPARE(readBytes(late), "late"_ba);
    }

    void aKeyHandedOutAgainPlaysNothingAgain()
    {
        const QByteArray distribution = m_alice->groups.createDistribution(m_group, m_alice->jid).value();
        QVERIFY(m_bob->groups.processDistribution(m_group, m_alice->jid, distribution));
        const QByteArray first = write("first");
        const QByteArray second = write("second");
        QCOMPARE(readBytes(second), "second"_ba);
        const QByteArray before = m_bob->snapshot();
        QVERIFY(m_bob->groups.processDistribution(m_group, m_alice->jid, distribution));
        handOut(*m_alice, *m_bob); // further on, and what came before is not lost
        QCOMPARE(m_bob->snapshot(), before);
        FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, second), SignalFault::Duplicate);
        QCOMPARE(readBytes(first), "first"_ba);
    }

    void anIterationMayJumpBy2000AndNoFurther()
    {
        handOut(*m_alice, *m_bob);
        const QByteArray start = write("start");
        QCOMPARE(readBytes(start), "start"_ba);
        for (int i = 1; i <= 2001; ++i)
            (void)write("lost");
        const QByteArray tooFar = write("too far"); // 2001 were skipped
        const QByteArray before = m_bob->snapshot();
        FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, tooFar), SignalFault::InvalidMessage);
        QCOMPARE(m_bob->snapshot(), before);
        // Only the key handed out anew helps who is that far behind.
        handOut(*m_alice, *m_bob);
        QCOMPARE(readBytes(write("again")), "again"_ba);
        for (int i = 1; i <= 2000; ++i)
            (void)write("lost");
        QCOMPARE(readBytes(write("just reached")), "just reached"_ba);
    }

    void anyFlippedBitIsRefusedAndChangesNothing()
    {
        handOut(*m_alice, *m_bob);
        const QByteArray sent = write("text");
        const QByteArray before = m_bob->snapshot();
        for (qsizetype i = 0; i < sent.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray bad = sent;
                bad[i] = char(bad.at(i) ^ (1 << bit));
                const auto read = m_bob->groups.decrypt(m_group, m_alice->jid, bad);
                QVERIFY2(!read, qPrintable(u"byte %1 bit %2"_s.arg(i).arg(bit)));
                QVERIFY(read.error().fault != SignalFault::Internal);
            }
            QCOMPARE(m_bob->snapshot(), before);
        }
        for (qsizetype size = 0; size < sent.size(); ++size)
            QVERIFY(!m_bob->groups.decrypt(m_group, m_alice->jid, sent.first(size)));
        QCOMPARE(readBytes(sent), "text"_ba);
    }

    void badDistributionsAreRefused()
    {
        const QByteArray good = m_alice->groups.createDistribution(m_group, m_alice->jid).value();
        const QByteArray before = m_bob->snapshot();
        for (qsizetype size = 0; size < good.size(); ++size)
            QVERIFY(!m_bob->groups.processDistribution(m_group, m_alice->jid, good.first(size)));
        QByteArray bad = good;
        bad[0] = '\x23';
        FAULT_IS(m_bob->groups.processDistribution(m_group, m_alice->jid, bad), SignalFault::LegacyVersion);
        bad[0] = '\x43';
        FAULT_IS(m_bob->groups.processDistribution(m_group, m_alice->jid, bad), SignalFault::InvalidMessage);
        // 31 bytes of chain key, and a signing key without its type.
        const qsizetype chain = good.indexOf("\x1a\x20");
        QVERIFY(chain > 0);
        bad = good;
        bad[chain + 1] = 31;
        bad.remove(chain + 2, 1);
        FAULT_IS(m_bob->groups.processDistribution(m_group, m_alice->jid, bad), SignalFault::InvalidKey);
        bad = good;
        bad[good.size() - 33] = '\x06';
        FAULT_IS(m_bob->groups.processDistribution(m_group, m_alice->jid, bad), SignalFault::InvalidKey);
        QCOMPARE(m_bob->snapshot(), before);
    }

    void nobodyReplacesOurOwnKey()
    {
        handOut(*m_alice, *m_bob);
        const QByteArray foreign = m_bob->groups.createDistribution(m_group, m_bob->jid).value();
        const QByteArray before = m_alice->snapshot();
        FAULT_IS(m_alice->groups.processDistribution(m_group, m_alice->jid, foreign), SignalFault::Invalid);
        QCOMPARE(m_alice->snapshot(), before);
        QCOMPARE(readBytes(write("still")), "still"_ba);
    }

    void aBareSenderIsLookedUpAsWell()
    {
        const QByteArray distribution = m_alice->groups.createDistribution(m_group, m_alice->jid).value();
        QVERIFY(m_bob->groups.processDistribution(m_group, m_alice->jid.bare(), distribution));
        QCOMPARE(readBytes(write("text")), "text"_ba);
    }

    void onlyGroupsHaveSenderKeys()
    {
        FAULT_IS(m_alice->groups.createDistribution(m_bob->jid, m_alice->jid), SignalFault::Invalid);
        FAULT_IS(m_alice->groups.createDistribution({}, m_alice->jid), SignalFault::Invalid);
        FAULT_IS(m_alice->groups.createDistribution(m_group, m_group), SignalFault::Invalid);
        QVERIFY(m_alice->groups.createDistribution(Jid::statusBroadcast(), m_alice->jid));
    }

    // --- Transactions and hidden ids

    void aRolledBackMessageLeavesTheRatchetAsItWas()
    {
        handOut(*m_alice, *m_bob);
        const QByteArray before = m_alice->snapshot();
        m_alice->tryOut([&] { QVERIFY(!write("never sent").isEmpty()); });
        QCOMPARE(m_alice->snapshot(), before);
        const QByteArray sent = write("sent");
        m_bob->tryOut([&] { QCOMPARE(readBytes(sent), "sent"_ba); });
        QCOMPARE(readBytes(sent), "sent"_ba);
        FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, sent), SignalFault::Duplicate);
    }

    void whatCannotBeStoredChangesNothing()
    {
        handOut(*m_alice, *m_bob);
        const QByteArray sent = write("text");
        const QByteArray before = m_bob->snapshot();
        QVERIFY(m_bob->store.database().exec(
            u"CREATE TRIGGER broken BEFORE INSERT ON sender_key BEGIN SELECT RAISE(ABORT, 'full'); END"_s));
        FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, sent), SignalFault::Storage);
        QVERIFY(m_bob->store.database().exec(u"DROP TRIGGER broken"_s));
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(readBytes(sent), "text"_ba);
        QVERIFY(m_bob->store.saveSenderKey(m_group, signalAddress(m_alice->jid), "no key"));
        FAULT_IS(m_bob->groups.decrypt(m_group, m_alice->jid, sent), SignalFault::Storage);
    }

    void aSenderKeyMovesToTheHiddenId()
    {
        const Jid phone = jidOf("15550100001:1@s.whatsapp.net");
        const QByteArray distribution = m_alice->groups.createDistribution(m_group, m_alice->jid).value();
        QVERIFY(m_bob->groups.processDistribution(m_group, phone, distribution));
        QVERIFY(m_bob->addresses.learn(m_alice->jid, phone));
        QVERIFY(!m_bob->store.senderKey(m_group, signalAddress(phone)).value());
        QCOMPARE(readBytes(write("one")), "one"_ba);
        QCOMPARE(m_bob->groups.decrypt(m_group, phone, write("two")).value(), "two"_ba);
    }

    void aPairThatWasLearntElsewhereMovesTheSenderKeyBeforeItsNextUse()
    {
        const Jid phone = jidOf("15550100001:1@s.whatsapp.net");
        const QByteArray distribution = m_alice->groups.createDistribution(m_group, m_alice->jid).value();
        QVERIFY(m_bob->groups.processDistribution(m_group, phone, distribution));
        QVERIFY(m_bob->store.saveLidMapping(m_alice->jid, phone));
        QCOMPARE(readBytes(write("one")), "one"_ba);
        QVERIFY(!m_bob->store.senderKey(m_group, signalAddress(phone)).value());
    }

private:
    void handOut(Party &from, Party &to)
    {
        const auto distribution = from.groups.createDistribution(m_group, from.jid);
        QVERIFY(distribution.has_value());
        QVERIFY(to.groups.processDistribution(m_group, from.jid, *distribution));
    }
    /// By Alice.
    QByteArray write(const QByteArray &text)
    {
        return m_alice->groups.encrypt(m_group, m_alice->jid, text).value_or(QByteArray("(refused)"));
    }
    /// By Bob.
    QByteArray readBytes(const QByteArray &message)
    {
        return m_bob->groups.decrypt(m_group, m_alice->jid, message).value_or(QByteArray("(refused)"));
    }

    Jid m_group = jidOf("120363000000000001@g.us");
    std::unique_ptr<Party> m_alice;
    std::unique_ptr<Party> m_bob;
};

QTEST_GUILESS_MAIN(SignalGroupsTest)
#include "tst_signalgroups.moc"
