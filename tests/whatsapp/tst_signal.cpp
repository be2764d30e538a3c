#include "signalparty.h"
#include "signalvectors.h"
#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/signal/messagepadding.h"

#include <QJsonArray>
#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;

namespace {

constexpr auto aliceAddress = "15550100001:1@s.whatsapp.net";
constexpr auto bobAddress = "15550100002@s.whatsapp.net";

/// A protobuf varint takes a byte for every seven bits.
qsizetype varintBytes(quint32 value)
{
    return value < 0x80 ? 1 : value < 0x4000 ? 2 : 3;
}

QByteArray flipped(QByteArray bytes, qsizetype index, int bit)
{
    bytes[index] = char(bytes.at(index) ^ (1 << bit));
    return bytes;
}

} // namespace

#define FAULT_IS(result, expected)                   \
    do {                                             \
        const auto &checked = (result);              \
        QVERIFY(!checked);                           \
        QCOMPARE(checked.error().fault, (expected)); \
    } while (false)

/// The pairwise ratchets between stores in memory, and the vectors that other implementations agree on.
class SignalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_alice = std::make_unique<Party>(aliceAddress);
        m_bob = std::make_unique<Party>(bobAddress);
    }

    // --- Known answers

    void paddingIsThatOfOthers()
    {
        const QJsonObject known = vectors(u"padding"_s);
        const QByteArray plain = hex(known[u"plain"_s]);
        const QJsonObject padded = known[u"padded"_s].toObject();
        QCOMPARE(padded.size(), 16);
        for (auto it = padded.begin(); it != padded.end(); ++it) {
            const int count = it.key().toInt();
            QCOMPARE(messagepadding::padded(plain, quint8(count - 1)), hex(it.value()));
            QCOMPARE(messagepadding::unpadded(hex(it.value())).value(), plain);
        }
        const QJsonObject counts = known[u"random_byte_to_pad_reference_1to16"_s].toObject();
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            const auto byte = quint8(it.key().toUInt(nullptr, 16));
            QCOMPARE(messagepadding::padded(plain, byte).size() - plain.size(), it.value().toInt());
        }
        const QJsonArray bad = known[u"reject"_s].toObject()[u"samples"_s].toArray();
        for (const QJsonValue sample : bad) {
            const QByteArray bytes = QByteArray::fromHex(sample.toString().section(u' ', 0, 0).toLatin1());
            const auto refused = messagepadding::unpadded(bytes);
            QVERIFY2(!refused, qPrintable(sample.toString()));
            QCOMPARE(int(refused.error().code), int(Errc::Protocol));
        }
    }

    void paddingUpTo255IsTakenOff()
    {
        QCOMPARE(messagepadding::unpadded(QByteArray("text") + QByteArray(255, '\xff')).value(), "text"_ba);
        QCOMPARE(messagepadding::unpadded(QByteArray(1, '\x01')).value(), ""_ba);
        QVERIFY(!messagepadding::unpadded(QByteArray(254, '\xff')));
    }

    void addressesAreThoseOfOthers()
    {
        const QJsonArray rows = vectors(u"signal_addresses"_s)[u"rows"_s].toArray();
        QVERIFY(!rows.isEmpty());
        for (const QJsonValue row : rows)
            QCOMPARE(signalAddress(*Jid::parse(row[u"jid"_s].toString())), row[u"baileys"_s].toString());
    }

    void signaturesAreThoseOfOthers()
    {
        const QJsonObject known = vectors(u"xeddsa"_s);
        QVERIFY(
            curve25519::verify(hex(known[u"public33"_s]).mid(1), hex(known[u"message"_s]), hex(known[u"signature"_s])));
        const QJsonObject bob = vectors(u"signal_session"_s)[u"bob"_s].toObject();
        QVERIFY(isPreKeySignedBy(hex(bob[u"identity"_s][u"public33"_s]).mid(1),
                                 hex(bob[u"signed_prekey"_s][u"public33"_s]).mid(1),
                                 hex(bob[u"signed_prekey_signature"_s])));
    }

    /// Byte for byte in both directions, with the keys of the vectors.
    void aConversationIsThatOfOthers()
    {
        const QJsonObject known = vectors(u"signal_session"_s);
        const QJsonObject alice = known[u"alice"_s].toObject();
        const QJsonObject bob = known[u"bob"_s].toObject();
        giveKeys(*m_alice, alice[u"identity"_s].toObject(), alice[u"registration_id"_s].toInt());
        giveKeys(*m_bob, bob[u"identity"_s].toObject(), bob[u"registration_id"_s].toInt());

        // Bob's signed pre-key has the number 5, his one-time key 77.
        for (quint32 id = 2; id <= 5; ++id) {
            if (id == 5)
                m_bob->random.queue(hex(bob[u"signed_prekey"_s][u"private"_s]));
            QCOMPARE(m_bob->store.nextSignedPreKey().value().id, id);
            QVERIFY(m_bob->store.makeSignedPreKeyCurrent(id));
        }
        QVERIFY(m_bob->store.database().exec(u"UPDATE device SET next_pre_key_id = 77"_s));
        m_bob->random.queue(hex(bob[u"one_time_prekey"_s][u"private"_s]));
        PreKeyBundle bundle = m_bob->bundle();
        QCOMPARE(bundle.identityKey, hex(bob[u"identity"_s][u"public33"_s]).mid(1));
        QCOMPARE(bundle.signedPreKey, hex(bob[u"signed_prekey"_s][u"public33"_s]).mid(1));
        QCOMPARE(bundle.signedPreKeyId, 5u);
        QCOMPARE(bundle.oneTimeKey->key, hex(bob[u"one_time_prekey"_s][u"public33"_s]).mid(1));
        QCOMPARE(bundle.oneTimeKey->id, 77u);
        bundle.signature = hex(bob[u"signed_prekey_signature"_s]);

        m_alice->random.queue(hex(alice[u"base"_s][u"private"_s]));
        m_alice->random.queue(hex(alice[u"ratchet0"_s][u"private"_s]));
        QCOMPARE(m_alice->cipher.processBundle(m_bob->jid, bundle).value(), IdentityState::First);
        m_bob->random.queue(hex(bob[u"ratchet_on_first_receive"_s][u"private"_s]));

        const QJsonArray steps = known[u"steps"_s].toArray();
        QCOMPARE(steps.size(), 4);
        for (const QJsonValue step : steps) {
            const bool fromAlice = step[u"dir"_s].toString() == u"alice->bob"_s;
            Party &sender = fromAlice ? *m_alice : *m_bob;
            Party &receiver = fromAlice ? *m_bob : *m_alice;
            const Ciphertext made = sender.write(receiver, hex(step[u"plaintext"_s]));
            QCOMPARE(made.bytes.toHex(), step[u"ciphertext"_s].toString().toLatin1());
            QCOMPARE(nameOf(made.kind), step[u"enc_type"_s].toString().toLatin1());
            if (!fromAlice)
                m_alice->random.queue(hex(alice[u"ratchet_after_reply"_s][u"private"_s]));
            QCOMPARE(receiver.textOf(sender, made), hex(step[u"plaintext"_s]));
        }
        const auto info = m_bob->cipher.sessionInfo(m_alice->jid).value();
        QVERIFY(info.has_value());
        QCOMPARE(info->remoteRegistrationId, 4660u);
        QCOMPARE(info->baseKey, hex(alice[u"base"_s][u"public33"_s]));
    }

    // --- Conversations

    void theFirstMessagesMakeTheSessionUntilAnAnswerCame()
    {
        QVERIFY(!m_alice->cipher.hasSession(m_bob->jid).value());
        QVERIFY(!m_alice->cipher.sessionInfo(m_bob->jid).value());
        m_alice->start(*m_bob);
        QVERIFY(m_alice->cipher.hasSession(m_bob->jid).value());
        QVERIFY(!m_alice->cipher.sessionInfo(m_bob->jid).value()->confirmed);
        const Ciphertext first = m_alice->write(*m_bob, "one");
        const Ciphertext second = m_alice->write(*m_bob, "two");
        QCOMPARE(first.kind, CiphertextKind::PreKeyMessage);
        QCOMPARE(second.kind, CiphertextKind::PreKeyMessage);

        const auto read = m_bob->read(*m_alice, first);
        QVERIFY(read.has_value());
        QCOMPARE(read->plaintext, "one"_ba);
        QCOMPARE(read->identity, IdentityState::First);
        QCOMPARE(read->usedPreKey, std::optional<quint32>(1));
        QVERIFY(!m_bob->store.preKey(1).value());
        const auto next = m_bob->read(*m_alice, second);
        QVERIFY(next.has_value());
        QCOMPARE(next->identity, IdentityState::Known);
        QVERIFY(!next->usedPreKey);

        const Ciphertext answer = m_bob->write(*m_alice, "three");
        QCOMPARE(answer.kind, CiphertextKind::Message);
        QCOMPARE(m_alice->textOf(*m_bob, answer), "three"_ba);
        QCOMPARE(m_alice->write(*m_bob, "four").kind, CiphertextKind::Message);
        QVERIFY(m_alice->cipher.sessionInfo(m_bob->jid).value()->confirmed);
        QCOMPARE(m_alice->cipher.sessionInfo(m_bob->jid).value()->baseKey,
                 m_bob->cipher.sessionInfo(m_alice->jid).value()->baseKey);
        QCOMPARE(m_alice->cipher.sessionInfo(m_bob->jid).value()->remoteRegistrationId, m_bob->keys().registrationId);
    }

    void kindsHaveTheirNamesOnTheWire()
    {
        QCOMPARE(nameOf(CiphertextKind::PreKeyMessage), "pkmsg"_ba);
        QCOMPARE(ciphertextKindNamed("msg"), std::optional(CiphertextKind::Message));
        QCOMPARE(ciphertextKindNamed("pkmsg"), std::optional(CiphertextKind::PreKeyMessage));
        QVERIFY(!ciphertextKindNamed("skmsg"));
    }

    void anyOrderAnyLossManyTurns()
    {
        talk();
        QList<Ciphertext> late;
        for (int turn = 0; turn < 8; ++turn) {
            Party &sender = turn % 2 == 0 ? *m_alice : *m_bob;
            Party &receiver = turn % 2 == 0 ? *m_bob : *m_alice;
            QList<Ciphertext> sent;
            for (int i = 0; i < 6; ++i)
                sent << sender.write(receiver, QByteArray::number(turn * 10 + i));
            if (turn % 2 == 0)
                late << sent.at(2); // arrives turns later; 4 never
            for (const int i : {5, 0, 3, 1})
                QCOMPARE(receiver.textOf(sender, sent.at(i)), QByteArray::number(turn * 10 + i));
        }
        for (int i = 0; i < late.size(); ++i)
            QCOMPARE(m_bob->textOf(*m_alice, late.at(i)), QByteArray::number(i * 20 + 2));
    }

    void aDuplicateIsToldApartAndChangesNothing()
    {
        m_alice->start(*m_bob);
        const Ciphertext first = m_alice->write(*m_bob, "one");
        QCOMPARE(m_bob->textOf(*m_alice, first), "one"_ba);
        const QByteArray before = m_bob->snapshot();
        FAULT_IS(m_bob->read(*m_alice, first), SignalFault::Duplicate);
        const Ciphertext answer = m_bob->write(*m_alice, "two");
        QCOMPARE(m_alice->textOf(*m_bob, answer), "two"_ba);
        FAULT_IS(m_alice->read(*m_bob, answer), SignalFault::Duplicate);
        QVERIFY(!retryReason(SignalFault::Duplicate));
        QVERIFY(before != m_bob->snapshot()); // by its own answer only
        const QByteArray after = m_bob->snapshot();
        FAULT_IS(m_bob->read(*m_alice, first), SignalFault::Duplicate);
        QCOMPARE(m_bob->snapshot(), after);
    }

    void aFirstMessageNeedsNoOneTimeKey()
    {
        m_alice->start(*m_bob, false);
        const auto read = m_bob->read(*m_alice, m_alice->write(*m_bob, "hello"));
        QVERIFY(read.has_value());
        QCOMPARE(read->plaintext, "hello"_ba);
        QVERIFY(!read->usedPreKey);
    }

    void withoutAOneTimeKeyAMessageCannotBePlayedAgainUnderAnotherName()
    {
        m_alice->start(*m_bob, false);
        const Ciphertext sent = m_alice->write(*m_bob, "hello");
        QCOMPARE(m_bob->textOf(*m_alice, sent), "hello"_ba);
        // The agreement ignores the top bit of the base key, the book of known sessions does not.
        const QByteArray baseKey = m_bob->cipher.sessionInfo(m_alice->jid).value()->baseKey;
        const qsizetype last = sent.bytes.indexOf(baseKey) + baseKey.size() - 1;
        const QByteArray before = m_bob->snapshot();
        FAULT_IS(m_bob->cipher.decrypt(m_alice->jid, sent.kind, flipped(sent.bytes, last, 7)), SignalFault::InvalidKey);
        QCOMPARE(m_bob->snapshot(), before);
    }

    void theLastIdIsUsedUpAsWell()
    {
        m_bob->keys();
        QVERIFY(m_bob->store.database().exec(u"UPDATE device SET next_pre_key_id = 16777215"_s));
        m_alice->start(*m_bob);
        const auto read = m_bob->read(*m_alice, m_alice->write(*m_bob, "hello"));
        QVERIFY(read.has_value());
        QCOMPARE(read->usedPreKey, std::optional<quint32>(16777215));
        QVERIFY(!m_bob->store.preKey(16777215).value());
    }

    void aUsedPreKeyMakesNoSecondSession()
    {
        const PreKeyBundle bundle = m_bob->bundle();
        Party carol("15550100003@s.whatsapp.net");
        QVERIFY(m_alice->cipher.processBundle(m_bob->jid, bundle));
        QVERIFY(carol.cipher.processBundle(m_bob->jid, bundle));
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "hello")), "hello"_ba);
        const QByteArray before = m_bob->snapshot();
        FAULT_IS(m_bob->read(carol, carol.write(*m_bob, "hello")), SignalFault::InvalidKeyId);
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(retryReason(SignalFault::InvalidKeyId), std::optional(3));
    }

    void aFormerSignedPreKeyStillReads()
    {
        m_alice->start(*m_bob);
        const quint32 next = m_bob->store.nextSignedPreKey().value().id;
        QVERIFY(m_bob->store.makeSignedPreKeyCurrent(next));
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "hello")), "hello"_ba);
    }

    void bothMayBeginAtOnce()
    {
        m_alice->start(*m_bob);
        m_bob->start(*m_alice);
        const Ciphertext fromAlice = m_alice->write(*m_bob, "a");
        const Ciphertext fromBob = m_bob->write(*m_alice, "b");
        QCOMPARE(m_bob->textOf(*m_alice, fromAlice), "a"_ba);
        QCOMPARE(m_alice->textOf(*m_bob, fromBob), "b"_ba);
        for (int turn = 0; turn < 6; ++turn) { // crossing each time
            const Ciphertext there = m_alice->write(*m_bob, "there");
            const Ciphertext back = m_bob->write(*m_alice, "back");
            QCOMPARE(m_bob->textOf(*m_alice, there), "there"_ba);
            QCOMPARE(m_alice->textOf(*m_bob, back), "back"_ba);
        }
        // One after the other they settle on one session.
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "c")), "c"_ba);
        QCOMPARE(m_alice->textOf(*m_bob, m_bob->write(*m_alice, "d")), "d"_ba);
        QCOMPARE(m_alice->cipher.sessionInfo(m_bob->jid).value()->baseKey,
                 m_bob->cipher.sessionInfo(m_alice->jid).value()->baseKey);
    }

    void aLostSessionIsRenewedByAFirstMessage()
    {
        talk();
        QVERIFY(m_bob->cipher.removeSession(m_alice->jid));
        QVERIFY(m_bob->cipher.removeSession(m_alice->jid));
        QVERIFY(!m_bob->cipher.hasSession(m_alice->jid).value());
        FAULT_IS(m_bob->read(*m_alice, m_alice->write(*m_bob, "lost")), SignalFault::NoSession);
        FAULT_IS(m_bob->cipher.encrypt(m_alice->jid, "no session"), SignalFault::NoSession);
        QCOMPARE(retryReason(SignalFault::NoSession), std::optional(1));

        const QByteArray formerBase = m_alice->cipher.sessionInfo(m_bob->jid).value()->baseKey;
        m_bob->start(*m_alice);
        const auto renewed = m_alice->read(*m_bob, m_bob->write(*m_alice, "again"));
        QVERIFY(renewed.has_value());
        QCOMPARE(renewed->plaintext, "again"_ba);
        QCOMPARE(renewed->identity, IdentityState::Known);
        QVERIFY(m_alice->cipher.sessionInfo(m_bob->jid).value()->baseKey != formerBase);
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "healed")), "healed"_ba);
    }

    void theSessionsBeforeStillReadWhatWasOnItsWay()
    {
        talk();
        QList<Ciphertext> late;
        for (int i = 0; i < 10; ++i) {
            late << m_alice->write(*m_bob, QByteArray::number(i));
            m_alice->start(*m_bob);
            QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "renewed")), "renewed"_ba);
        }
        for (int i = 0; i < 10; ++i)
            QCOMPARE(m_bob->textOf(*m_alice, late.at(i)), QByteArray::number(i));
        for (const Ciphertext &message : late)
            FAULT_IS(m_bob->read(*m_alice, message), SignalFault::Duplicate);
        QCOMPARE(m_alice->textOf(*m_bob, m_bob->write(*m_alice, "answer")), "answer"_ba);
    }

    void aCounterMayJumpBy2000AndNoFurther()
    {
        talk();
        QList<Ciphertext> sent;
        for (int i = 0; i < 2003; ++i)
            sent << m_alice->write(*m_bob, QByteArray::number(i));
        QCOMPARE(m_bob->textOf(*m_alice, sent.at(0)), "0"_ba); // the next counter is that of 1
        const QByteArray before = m_bob->snapshot();
        FAULT_IS(m_bob->read(*m_alice, sent.at(2002)), SignalFault::InvalidMessage);
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(m_bob->textOf(*m_alice, sent.at(2001)), "2001"_ba);
        for (const int i : {1, 1000, 2000, 2002})
            QCOMPARE(m_bob->textOf(*m_alice, sent.at(i)), QByteArray::number(i));
    }

    void anyLengthOfTextFits()
    {
        talk();
        for (const int size : {0, 1, 15, 16, 17, 100'000}) {
            const QByteArray text(size, 'x');
            QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, text)), text);
        }
    }

    // --- Bundles

    void aBundleWithAWrongSignatureIsRefused()
    {
        const PreKeyBundle good = m_bob->bundle();
        const QByteArray before = m_alice->snapshot();
        for (qsizetype i = 0; i < good.signature.size(); ++i) {
            PreKeyBundle bad = good;
            bad.signature = flipped(good.signature, i, int(i % 8));
            FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::BadSignature);
        }
        PreKeyBundle bad = good;
        bad.signedPreKey = m_alice->bundle().signedPreKey;
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::BadSignature);
        bad = good;
        bad.identityKey = m_alice->bundle().identityKey;
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::BadSignature);
        bad = good;
        bad.signature.clear();
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::BadSignature);
        QVERIFY(!m_alice->cipher.hasSession(m_bob->jid).value());
        QVERIFY(before.contains("session") && !m_alice->store.identity(signalAddress(m_bob->jid)).value());
        QCOMPARE(retryReason(SignalFault::BadSignature), std::optional(5));
    }

    void keysInABundleHave32BytesWithoutType()
    {
        PreKeyBundle bad = m_bob->bundle();
        bad.oneTimeKey->key.prepend('\x05');
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::InvalidKey);
        bad.oneTimeKey->key = "short";
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::InvalidKey);
        bad = m_bob->bundle();
        bad.identityKey.prepend('\x05');
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::BadSignature);
        // Signed as it is, but no key.
        bad = m_bob->bundle();
        bad.signedPreKey.chop(1);
        const QByteArray text = joined({QByteArrayView("\x05", 1), bad.signedPreKey});
        bad.signature = curve25519::sign(m_bob->keys().identity.privateKey, text, m_bob->random).value();
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, bad), SignalFault::InvalidKey);
    }

    // --- Identities

    void aChangedIdentityIsTakenAndTold()
    {
        talk();
        const Ciphertext late = m_bob->write(*m_alice, "written before");
        Party bobAgain(bobAddress, "reinstalled");
        bobAgain.start(*m_alice);
        const auto read = m_alice->read(bobAgain, bobAgain.write(*m_alice, "new phone"));
        QVERIFY(read.has_value());
        QCOMPARE(read->identity, IdentityState::Changed);
        QCOMPARE(m_alice->store.identity(signalAddress(m_bob->jid)).value()->key, bobAgain.identity());

        // What the old device had sent is still read, and does not lead replies astray.
        const auto former = m_alice->read(*m_bob, late);
        QVERIFY(former.has_value());
        QCOMPARE(former->plaintext, "written before"_ba);
        QCOMPARE(former->identity, IdentityState::Former);
        QCOMPARE(m_alice->store.identity(signalAddress(m_bob->jid)).value()->key, bobAgain.identity());
        QCOMPARE(bobAgain.textOf(*m_alice, m_alice->write(bobAgain, "hello")), "hello"_ba);
        FAULT_IS(m_alice->read(*m_bob, late), SignalFault::Duplicate);
    }

    void aLateFirstMessageOfTheFormerIdentityDoesNotBringItBack()
    {
        m_bob->start(*m_alice);
        QCOMPARE(m_alice->textOf(*m_bob, m_bob->write(*m_alice, "one")), "one"_ba);
        const Ciphertext late = m_bob->write(*m_alice, "two");
        QCOMPARE(late.kind, CiphertextKind::PreKeyMessage);
        Party bobAgain(bobAddress, "reinstalled");
        bobAgain.start(*m_alice);
        QCOMPARE(m_alice->textOf(bobAgain, bobAgain.write(*m_alice, "new phone")), "new phone"_ba);

        const auto former = m_alice->read(*m_bob, late);
        QVERIFY(former.has_value());
        QCOMPARE(former->identity, IdentityState::Former);
        QCOMPARE(m_alice->store.identity(signalAddress(m_bob->jid)).value()->key, bobAgain.identity());
        QCOMPARE(bobAgain.textOf(*m_alice, m_alice->write(bobAgain, "hello")), "hello"_ba);
    }

    void aBundleTellsOfAChangedIdentity()
    {
        m_alice->start(*m_bob);
        QCOMPARE(m_alice->cipher.processBundle(m_bob->jid, m_bob->bundle()).value(), IdentityState::Known);
        Party bobAgain(bobAddress, "reinstalled");
        QCOMPARE(m_alice->cipher.processBundle(m_bob->jid, bobAgain.bundle()).value(), IdentityState::Changed);
        QCOMPARE(bobAgain.textOf(*m_alice, m_alice->write(bobAgain, "hello")), "hello"_ba);
    }

    void nothingIsWrittenToAnIdentityThatIsNotTheDevicesAnyMore()
    {
        talk();
        Party bobAgain(bobAddress, "reinstalled");
        QVERIFY(m_alice->store.saveIdentity(signalAddress(m_bob->jid), bobAgain.identity()));
        QVERIFY(!m_alice->cipher.hasSession(m_bob->jid).value());
        FAULT_IS(m_alice->cipher.encrypt(m_bob->jid, "text"), SignalFault::NoSession);
    }

    void theOwnPhoneKeepsItsIdentity()
    {
        QVERIFY(m_alice->store.saveIdentity(signalAddress(m_bob->jid), m_bob->identity(), true));
        talk();
        Party impostor(bobAddress, "impostor");
        impostor.start(*m_alice);
        const QByteArray before = m_alice->snapshot();
        FAULT_IS(m_alice->read(impostor, impostor.write(*m_alice, "text")), SignalFault::UntrustedIdentity);
        FAULT_IS(m_alice->cipher.processBundle(m_bob->jid, impostor.bundle()), SignalFault::UntrustedIdentity);
        QCOMPARE(m_alice->snapshot(), before);
        QVERIFY(m_alice->store.identity(signalAddress(m_bob->jid)).value()->trusted);
        QCOMPARE(m_alice->textOf(*m_bob, m_bob->write(*m_alice, "still")), "still"_ba);
    }

    void anUntrustedIdentityDoesNotReadThroughAnOldSession()
    {
        talk();
        const Ciphertext sent = m_bob->write(*m_alice, "text");
        Party phone(bobAddress, "paired");
        QVERIFY(m_alice->store.saveIdentity(signalAddress(m_bob->jid), phone.identity(), true));
        const QByteArray before = m_alice->snapshot();
        FAULT_IS(m_alice->read(*m_bob, sent), SignalFault::UntrustedIdentity);
        QCOMPARE(m_alice->snapshot(), before);
    }

    /// The library would read the message and save the forged identity.
    void anIdentityAroundAMessageOfAnotherIsRefused()
    {
        m_alice->start(*m_bob);
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "one")), "one"_ba);
        Ciphertext forged = m_alice->write(*m_bob, "two");
        const Ciphertext genuine = forged;
        forged.bytes.replace(m_alice->identity(), Party(aliceAddress, "mallory").identity());
        QVERIFY(forged.bytes != genuine.bytes);
        const QByteArray before = m_bob->snapshot();
        FAULT_IS(m_bob->read(*m_alice, forged), SignalFault::InvalidMessage);
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(m_bob->textOf(*m_alice, genuine), "two"_ba);
    }

    /// The library tries older sessions when the new one does not fit, and would keep a session nobody has.
    void aMessageOfAnotherSessionInsideAFirstMessageIsRefused()
    {
        talk();
        const Ciphertext inner = m_alice->write(*m_bob, "inner");
        m_alice->start(*m_bob);
        const Ciphertext outer = m_alice->write(*m_bob, "outer");
        // Same lengths: only the inner message is exchanged.
        const qsizetype start = 1 + 2 + 35 + 35 + 2; // version, pre-key id, two keys, tag and length
        QCOMPARE(outer.bytes.at(start), '\x33');
        QCOMPARE(inner.bytes.size(), qsizetype(quint8(outer.bytes.at(start - 1))));
        QByteArray mixed = outer.bytes;
        mixed.replace(start, inner.bytes.size(), inner.bytes);
        const QByteArray before = m_bob->snapshot();
        FAULT_IS(m_bob->cipher.decrypt(m_alice->jid, CiphertextKind::PreKeyMessage, mixed),
                 SignalFault::InvalidMessage);
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(m_bob->textOf(*m_alice, outer), "outer"_ba);
        QCOMPARE(m_bob->textOf(*m_alice, inner), "inner"_ba);
    }

    // --- Damage

    void anyFlippedBitOfAMessageIsRefusedAndChangesNothing()
    {
        talk();
        const Ciphertext sent = m_alice->write(*m_bob, "text");
        QCOMPARE(sent.kind, CiphertextKind::Message);
        const QByteArray before = m_bob->snapshot();
        for (qsizetype i = 0; i < sent.bytes.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                const auto read = m_bob->cipher.decrypt(m_alice->jid, sent.kind, flipped(sent.bytes, i, bit));
                QVERIFY2(!read, qPrintable(u"byte %1 bit %2"_s.arg(i).arg(bit)));
                QVERIFY(read.error().fault != SignalFault::Internal);
            }
            QCOMPARE(m_bob->snapshot(), before);
        }
        for (qsizetype size = 0; size < sent.bytes.size(); ++size)
            QVERIFY(!m_bob->cipher.decrypt(m_alice->jid, sent.kind, sent.bytes.first(size)));
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(m_bob->textOf(*m_alice, sent), "text"_ba);
    }

    void anyFlippedBitOfAFirstMessageIsRefusedOrWithoutEffect_data()
    {
        QTest::addColumn<bool>("known");
        QTest::newRow("no session yet") << false;
        QTest::newRow("its session is known") << true;
    }
    /// Nothing authenticates the lower half of the version, the sender's registration id and, in a known session, the
    /// pre-key ids; what they say must not matter then.
    void anyFlippedBitOfAFirstMessageIsRefusedOrWithoutEffect()
    {
        QFETCH(const bool, known);
        m_alice->start(*m_bob);
        if (known)
            QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "before")), "before"_ba);
        const Ciphertext sent = m_alice->write(*m_bob, "text");
        QCOMPARE(sent.kind, CiphertextKind::PreKeyMessage);
        const qsizetype ids = sent.bytes.size() - (1 + varintBytes(m_alice->keys().registrationId)) - 2;
        const QByteArray identity = m_alice->identity();
        const QString address = signalAddress(m_alice->jid);

        const QByteArray before = m_bob->snapshot();
        int accepted = 0;
        for (qsizetype i = 0; i < sent.bytes.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                m_bob->tryOut([&] {
                    const auto read = m_bob->cipher.decrypt(m_alice->jid, sent.kind, flipped(sent.bytes, i, bit));
                    const QString where = u"byte %1 bit %2"_s.arg(i).arg(bit);
                    if (!read) {
                        QVERIFY2(read.error().fault != SignalFault::Internal, qPrintable(where));
                        QVERIFY2(m_bob->snapshot() == before, qPrintable(where));
                        return;
                    }
                    ++accepted;
                    QVERIFY2((i == 0 && bit < 4) || i >= ids || (known && i < 3), qPrintable(where));
                    QCOMPARE(read->plaintext, "text"_ba);
                    QCOMPARE(read->identity, known ? IdentityState::Known : IdentityState::First);
                    QCOMPARE(m_bob->store.identity(address).value()->key, identity);
                });
                if (QTest::currentTestFailed())
                    return;
            }
        }
        QVERIFY(accepted >= 4);
        QCOMPARE(m_bob->snapshot(), before);
        QCOMPARE(m_bob->textOf(*m_alice, sent), "text"_ba);
    }

    void onlyVersion3IsRead()
    {
        talk();
        const Ciphertext sent = m_alice->write(*m_bob, "text");
        const auto withVersion = [&](CiphertextKind kind, char version) {
            QByteArray bytes = sent.bytes;
            bytes[0] = version;
            return m_bob->cipher.decrypt(m_alice->jid, kind, bytes);
        };
        for (const CiphertextKind kind : {CiphertextKind::Message, CiphertextKind::PreKeyMessage}) {
            FAULT_IS(withVersion(kind, '\x12'), SignalFault::LegacyVersion);
            FAULT_IS(withVersion(kind, '\x23'), SignalFault::LegacyVersion);
            FAULT_IS(withVersion(kind, '\x44'), SignalFault::InvalidMessage);
            FAULT_IS(m_bob->cipher.decrypt(m_alice->jid, kind, {}), SignalFault::InvalidMessage);
            FAULT_IS(m_bob->cipher.decrypt(m_alice->jid, kind, "3"), SignalFault::InvalidMessage);
            FAULT_IS(m_bob->cipher.decrypt(m_alice->jid, kind, QByteArray(100, '3')), SignalFault::InvalidMessage);
        }
        QVERIFY(!m_bob->cipher.decrypt(m_alice->jid, CiphertextKind::PreKeyMessage, sent.bytes));
        QCOMPARE(retryReason(SignalFault::LegacyVersion), std::optional(4));
        QCOMPARE(retryReason(SignalFault::InvalidMessage), std::optional(4));
        QCOMPARE(retryReason(SignalFault::InvalidKey), std::optional(2));
    }

    void onlyPeoplesDevicesHaveSessions()
    {
        for (const char *text : {"120363000000000001@g.us", "status@broadcast", "s.whatsapp.net"}) {
            FAULT_IS(m_alice->cipher.encrypt(jidOf(text), "x"), SignalFault::Invalid);
            FAULT_IS(m_alice->cipher.decrypt(jidOf(text), CiphertextKind::Message, "3333333333"), SignalFault::Invalid);
            FAULT_IS(m_alice->cipher.hasSession(jidOf(text)), SignalFault::Invalid);
            FAULT_IS(m_alice->cipher.sessionInfo(jidOf(text)), SignalFault::Invalid);
            FAULT_IS(m_alice->cipher.removeSession(jidOf(text)), SignalFault::Invalid);
            FAULT_IS(m_alice->cipher.processBundle(jidOf(text), m_bob->bundle()), SignalFault::Invalid);
        }
    }

    // --- Transactions

    void aRolledBackEncryptionLeavesTheRatchetAsItWas()
    {
        talk();
        const QByteArray before = m_alice->snapshot();
        Ciphertext never;
        const auto failed = m_alice->store.transaction([&]() -> Result<> {
            never = m_alice->write(*m_bob, "never sent");
            return fail(Errc::Storage, u"the frame could not be stored"_s);
        });
        QVERIFY(!failed);
        QCOMPARE(m_alice->snapshot(), before);
        const Ciphertext sent = m_alice->write(*m_bob, "sent");
        QVERIFY(sent.bytes != never.bytes);
        QCOMPARE(m_bob->textOf(*m_alice, sent), "sent"_ba);
        // Had it left the machine, its key would be gone: that is why it may not.
        FAULT_IS(m_bob->read(*m_alice, never), SignalFault::Duplicate);
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "next")), "next"_ba);
    }

    void noKeyIsUsedTwiceWithinATransaction()
    {
        talk();
        QList<Ciphertext> sent;
        QVERIFY(m_alice->store.transaction([&]() -> SignalResult<> {
            sent << m_alice->write(*m_bob, "1") << m_alice->write(*m_bob, "2");
            return {};
        }));
        QCOMPARE(m_bob->textOf(*m_alice, sent.at(1)), "2"_ba);
        QCOMPARE(m_bob->textOf(*m_alice, sent.at(0)), "1"_ba);
    }

    void aRolledBackDecryptionCanBeRepeated()
    {
        m_alice->start(*m_bob);
        const Ciphertext sent = m_alice->write(*m_bob, "text");
        const QByteArray before = m_bob->snapshot();
        const auto failed = m_bob->store.transaction([&]() -> Result<> {
            if (m_bob->textOf(*m_alice, sent) != "text" || m_bob->snapshot() == before)
                qFatal("not read");
            return fail(Errc::Storage, u"the message could not be stored"_s);
        });
        QVERIFY(!failed);
        QCOMPARE(m_bob->snapshot(), before);
        const auto read = m_bob->read(*m_alice, sent);
        QVERIFY(read.has_value());
        QCOMPARE(read->identity, IdentityState::First);
        QVERIFY(read->usedPreKey.has_value());
    }

    void aRefusedMessageLeavesTheCallersTransactionSound()
    {
        talk();
        const Ciphertext good = m_alice->write(*m_bob, "text");
        const auto done = m_bob->store.transaction([&]() -> Result<QByteArray> {
            if (m_bob->cipher.decrypt(m_alice->jid, good.kind, flipped(good.bytes, 50, 1)))
                qFatal("read");
            return m_bob->textOf(*m_alice, good);
        });
        QVERIFY(done.has_value());
        QCOMPARE(*done, "text"_ba);
        FAULT_IS(m_bob->read(*m_alice, good), SignalFault::Duplicate);
    }

    void whatCannotBeStoredChangesNothing()
    {
        m_alice->start(*m_bob);
        const Ciphertext sent = m_alice->write(*m_bob, "text");
        const QByteArray before = m_bob->snapshot();
        Database &database = m_bob->store.database();
        for (const char *failing : {"INSERT ON session", "INSERT ON identity", "DELETE ON pre_key"}) {
            QVERIFY(database.exec(u"CREATE TRIGGER broken BEFORE %1 BEGIN SELECT RAISE(ABORT, 'full'); END"_s.arg(
                QLatin1String(failing))));
            FAULT_IS(m_bob->read(*m_alice, sent), SignalFault::Storage);
            QCOMPARE(m_bob->snapshot(), before);
            QVERIFY(database.exec(u"DROP TRIGGER broken"_s));
        }
        QCOMPARE(m_bob->textOf(*m_alice, sent), "text"_ba);
        QCOMPARE(int(SignalError(SignalFault::Storage, {}).error().code), int(Errc::Storage));
        QCOMPARE(int(SignalError(SignalFault::Duplicate, {}).error().code), int(Errc::Conflict));
        QCOMPARE(int(SignalError(SignalFault::NoSession, {}).error().code), int(Errc::NotFound));
    }

    void aDamagedSessionIsAFaultOfTheStore()
    {
        talk();
        QVERIFY(m_bob->store.saveSession(signalAddress(m_alice->jid), "no session"));
        FAULT_IS(m_bob->cipher.hasSession(m_alice->jid), SignalFault::Storage);
        FAULT_IS(m_bob->cipher.encrypt(m_alice->jid, "x"), SignalFault::Storage);
        QVERIFY(m_bob->store.database().exec(u"UPDATE session SET sealed = x'00'"_s));
        FAULT_IS(m_bob->read(*m_alice, m_alice->write(*m_bob, "x")), SignalFault::Storage);
    }

    // --- Hidden ids

    void aSessionMovesToTheHiddenIdAndAnswersToBothAddresses()
    {
        const Jid lid = jidOf("100000000000002@lid");
        m_alice->start(*m_bob);
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "one")), "one"_ba);
        const StoredIdentity identity = *m_alice->store.identity(signalAddress(m_bob->jid)).value();
        m_alice->clock.advance(std::chrono::hours(1));

        QVERIFY(m_alice->addresses.learn(lid, m_bob->jid).value());
        QVERIFY(!m_alice->addresses.learn(lid, m_bob->jid).value());
        QVERIFY(!m_alice->store.session(signalAddress(m_bob->jid)).value());
        QVERIFY(!m_alice->store.identity(signalAddress(m_bob->jid)).value());
        QCOMPARE(*m_alice->store.identity(signalAddress(lid)).value(), identity);
        QCOMPARE(m_alice->addresses.canonical(m_bob->jid.withDevice(3)).value(), lid.withDevice(3));

        const Ciphertext answer = m_bob->write(*m_alice, "two");
        const auto read = m_alice->cipher.decrypt(lid, answer.kind, answer.bytes);
        QVERIFY(read.has_value());
        QCOMPARE(read->identity, IdentityState::Known);
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "three")), "three"_ba);
        const auto fourth = m_alice->cipher.encrypt(lid, "four");
        QVERIFY(fourth.has_value());
        QCOMPARE(m_bob->textOf(*m_alice, *fourth), "four"_ba);
        QVERIFY(m_alice->cipher.removeSession(m_bob->jid));
        QVERIFY(!m_alice->cipher.hasSession(lid).value());
    }

    void theSessionOfTheHiddenIdWins()
    {
        SessionStore &store = m_alice->store;
        const QByteArray old = QByteArray(1, '\x05') + QByteArray(32, 'o');
        const QByteArray own = QByteArray(1, '\x05') + QByteArray(32, 'n');
        QVERIFY(store.saveSession(u"15550100002.0"_s, "old") && store.saveIdentity(u"15550100002.0"_s, old));
        QVERIFY(store.saveSession(u"15550100002.3"_s, "three") && store.saveIdentity(u"15550100002.3"_s, old, true));
        QVERIFY(store.saveSession(u"15550100002_128.99"_s, "hosted"));
        QVERIFY(store.saveSession(u"155501000023.0"_s, "somebody else"));
        QVERIFY(store.saveSession(u"100000000000002_1.0"_s, "new"));
        QVERIFY(store.saveIdentity(u"100000000000002_1.0"_s, own));

        QVERIFY(m_alice->addresses.learn(jidOf("100000000000002@lid"), jidOf(bobAddress)));
        QCOMPARE(store.session(u"100000000000002_1.0"_s).value()->exposed(), "new"_ba);
        QCOMPARE(store.identity(u"100000000000002_1.0"_s).value()->key, own);
        QCOMPARE(store.session(u"100000000000002_1.3"_s).value()->exposed(), "three"_ba);
        QVERIFY(store.identity(u"100000000000002_1.3"_s).value()->trusted);
        QCOMPARE(store.session(u"100000000000002_129.99"_s).value()->exposed(), "hosted"_ba);
        QCOMPARE(store.session(u"155501000023.0"_s).value()->exposed(), "somebody else"_ba);
        for (const QString &gone : {u"15550100002.0"_s, u"15550100002.3"_s, u"15550100002_128.99"_s}) {
            QVERIFY(!store.session(gone).value());
            QVERIFY(!store.identity(gone).value());
        }
    }

    void aPairThatWasLearntElsewhereMovesTheSessionBeforeItsNextUse()
    {
        talk();
        QVERIFY(m_alice->store.saveLidMapping(jidOf("100000000000002@lid"), m_bob->jid));
        const Ciphertext answer = m_bob->write(*m_alice, "text");
        const auto read = m_alice->cipher.decrypt(jidOf("100000000000002@lid"), answer.kind, answer.bytes);
        QVERIFY(read.has_value());
        QVERIFY(!m_alice->store.session(signalAddress(m_bob->jid)).value());
        QVERIFY(m_alice->cipher.hasSession(m_bob->jid).value());
    }

    void movingIsUndoneWithItsTransaction()
    {
        talk();
        const QByteArray before = m_alice->snapshot();
        m_alice->tryOut([&] {
            QVERIFY(m_alice->addresses.learn(jidOf("100000000000002@lid"), m_bob->jid));
            QVERIFY(m_alice->snapshot() != before);
        });
        QCOMPARE(m_alice->snapshot(), before);
        const auto wrong = m_alice->addresses.learn(m_bob->jid, jidOf("100000000000002@lid"));
        QVERIFY(!wrong);
        QCOMPARE(int(wrong.error().code), int(Errc::Invalid));
        QVERIFY(!m_alice->addresses.canonical(jidOf("status@broadcast")));
    }

private:
    /// Makes @p party the device of the vectors.
    static void giveKeys(Party &party, const QJsonObject &identity, int registrationId)
    {
        const quint32 drawn = quint32(registrationId) - 1;
        QByteArray bytes(4, '\0');
        for (int i = 0; i < 4; ++i)
            bytes[i] = char(drawn >> (24 - 8 * i));
        party.random.queue(hex(identity[u"private"_s]));
        party.random.queue(bytes);
        QCOMPARE(party.identity(), hex(identity[u"public33"_s]));
        QCOMPARE(party.keys().registrationId, quint32(registrationId));
    }

    /// A session that both have used.
    void talk()
    {
        m_alice->start(*m_bob);
        QCOMPARE(m_bob->textOf(*m_alice, m_alice->write(*m_bob, "hello")), "hello"_ba);
        QCOMPARE(m_alice->textOf(*m_bob, m_bob->write(*m_alice, "hello yourself")), "hello yourself"_ba);
    }

    std::unique_ptr<Party> m_alice;
    std::unique_ptr<Party> m_bob;
};

QTEST_GUILESS_MAIN(SignalTest)
#include "tst_signal.moc"
