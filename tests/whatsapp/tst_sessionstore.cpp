#include "tests/support/fakeclock.h"
#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/crypto/hkdf.h"
#include "whatsapp/store/sessionstore.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSet>
#include <QtTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

constexpr quint32 lastId = 16777215;

/// Not a key anybody uses.
SecretBytes vaultKey(char fill = 'v')
{
    return SecretBytes::copyOf(QByteArray(32, fill));
}

Jid jid(const char *text)
{
    const auto parsed = Jid::parse(QByteArrayView(text));
    Q_ASSERT(parsed);
    return *parsed;
}

Registration someRegistration()
{
    return {jid("15550100001:7@s.whatsapp.net"),
            jid("100000000000001:7@lid"),
            "signed identity",
            QByteArray(32, 'a'),
            u"android"_s,
            u""_s};
}

/// All bytes on disk: the file, its WAL and what else SQLite puts beside it.
QByteArray bytesOnDisk(const QString &path)
{
    QByteArray all;
    const QFileInfo info(path);
    for (const QFileInfo &file : info.dir().entryInfoList({info.fileName() + u'*'}, QDir::Files)) {
        QFile opened(file.filePath());
        if (!opened.open(QIODevice::ReadOnly))
            qFatal("cannot read a file of the store");
        all += opened.readAll() + '\n';
    }
    return all;
}

/// The keys must be random where files are searched for them.
struct Store
{
    FakeClock clock;
    SystemRandom random;
    SessionStore store{clock, random};

    explicit Store(const QString &path = u":memory:"_s)
    {
        if (const auto opened = store.open(path, vaultKey()); !opened)
            qFatal("%s", qPrintable(opened.error().detail));
    }
    SessionStore *operator->() { return &store; }

    QByteArray blob(const QString &sql)
    {
        Statement query = store.database().prepare(sql);
        return query.exec() && query.next() ? query.value(0).toByteArray() : QByteArray();
    }
    void put(const QString &sql, const QByteArray &blob)
    {
        Statement query = store.database().prepare(sql);
        if (!query.bind(blob).exec() || query.rowsAffected() != 1)
            qFatal("the test could not change the store");
    }
    bool run(const QString &sql) { return store.database().exec(sql).has_value(); }
};

/// Ids of pre-keys; empty on failure.
QList<quint32> ids(const Result<QList<PreKey>> &keys)
{
    QList<quint32> found;
    if (keys) {
        for (const PreKey &key : *keys)
            found << key.id;
    }
    return found;
}

bool samePair(const KeyPair &a, const KeyPair &b)
{
    return a.privateKey == b.privateKey && a.publicKey == b.publicKey;
}

bool isPair(const KeyPair &pair)
{
    const auto computed = curve25519::fromPrivate(pair.privateKey.view());
    return computed && computed->publicKey == pair.publicKey;
}

/// What the killed process does, see killedInATransactionTheStoreIsAsBefore().
[[noreturn]] void dieInATransaction(const QString &path)
{
    Store store(path);
    if (!store->deviceKeys() || !store->saveSession(u"1.0"_s, "committed"))
        qFatal("not saved");
    [[maybe_unused]] const auto never = store->transaction([&]() -> Result<> {
        if (!store->saveSession(u"1.0"_s, "torn") || !store->unuploadedPreKeys(100))
            qFatal("not saved");
        std::raise(SIGKILL);
        return {};
    });
    std::abort();
}

} // namespace

/// The store on real files and in memory.
class SessionStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        m_path = m_dir->filePath(u"whatsapp.db"_s);
    }

    // --- The file and its key

    void aNewFileIsForItsOwnerOnly()
    {
        const Store store(m_path);
#ifndef Q_OS_WIN
        for (const QString &name : {m_path, QString(m_path + u"-wal"_s)}) {
            const QFile::Permissions permissions = QFileInfo(name).permissions();
            QVERIFY2(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)),
                     qPrintable(name));
        }
#endif
    }

    void everyTableIsStrict()
    {
        Store store;
        QVERIFY(store
                    .blob(u"SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                          "AND strict = 0 AND name NOT LIKE 'sqlite_%'"_s)
                    .isEmpty());
        QCOMPARE(store.blob(u"PRAGMA secure_delete"_s), QByteArray("1"));
    }

    void aWrongKeyIsRefusedAndChangesNothing()
    {
        QByteArray identity;
        {
            Store store(m_path);
            identity = store->deviceKeys()->identity.publicKey;
        }
        FakeClock clock;
        SystemRandom random;
        SessionStore store(clock, random);
        const auto wrong = store.open(m_path, vaultKey('w'));
        QVERIFY(!wrong);
        QCOMPARE(int(wrong.error().code), int(Errc::Invalid));
        QVERIFY2(wrong.error().detail.contains(u"not the one"_s), qPrintable(wrong.error().detail));
        QVERIFY(!store.deviceKeys());
        QCOMPARE(int(store.open(m_path, SecretBytes(31)).error().code), int(Errc::Invalid));

        QVERIFY(store.open(m_path, vaultKey()));
        QCOMPARE(store.deviceKeys()->identity.publicKey, identity);
        QCOMPARE(int(store.open(m_path, vaultKey()).error().code), int(Errc::Conflict));
    }

    void aStoreThatLostItsProofMakesNoNewOne()
    {
        {
            Store store(m_path);
            QVERIFY(store->deviceKeys());
            QVERIFY(store.run(u"DELETE FROM vault"_s));
        }
        FakeClock clock;
        SystemRandom random;
        SessionStore store(clock, random);
        QCOMPARE(int(store.open(m_path, vaultKey()).error().code), int(Errc::Storage));
    }

    void aFileThatIsNoDatabaseIsAnError()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        FakeClock clock;
        SystemRandom random;
        SessionStore store(clock, random);
        QCOMPARE(int(store.open(m_path, vaultKey()).error().code), int(Errc::Storage));
        QCOMPARE(int(store.open(m_dir->filePath(u"no/such/folder.db"_s), vaultKey()).error().code), int(Errc::Storage));
        QCOMPARE(int(store.registration().error().code), int(Errc::Storage)); // not open, and says so
        QCOMPARE(int(store.saveSession(u"1.0"_s, "x").error().code), int(Errc::Storage));
    }

    // --- The device

    void keysAreMadeOnceAndSurviveReopening()
    {
        DeviceKeys made;
        {
            Store store(m_path);
            auto keys = store->deviceKeys();
            QVERIFY(keys);
            made = std::move(*keys);
        }
        for (const KeyPair *pair : {&made.noise, &made.identity, &made.pairingEphemeral, &made.signedPreKey.pair})
            QVERIFY(isPair(*pair));
        QCOMPARE(QSet({made.noise.publicKey, made.identity.publicKey, made.pairingEphemeral.publicKey,
                       made.signedPreKey.pair.publicKey})
                     .size(),
                 4);
        QCOMPARE(made.advSecret.size(), 32);
        QVERIFY(made.registrationId >= 1 && made.registrationId <= 16380);
        QCOMPARE(made.signedPreKey.id, 1U);
        QCOMPARE(made.signedPreKey.createdAt, FakeClock().nowMs());
        QVERIFY(curve25519::verify(made.identity.publicKey, '\x05' + made.signedPreKey.pair.publicKey,
                                   made.signedPreKey.signature));

        Store store(m_path);
        const auto keys = store->deviceKeys();
        QVERIFY(keys);
        QVERIFY(samePair(keys->noise, made.noise));
        QVERIFY(samePair(keys->identity, made.identity));
        QVERIFY(samePair(keys->pairingEphemeral, made.pairingEphemeral));
        QVERIFY(samePair(keys->signedPreKey.pair, made.signedPreKey.pair));
        QCOMPARE(keys->signedPreKey.signature, made.signedPreKey.signature);
        QCOMPARE(keys->registrationId, made.registrationId);
        QVERIFY(keys->advSecret == made.advSecret);
    }

    void renewedKeysAreAllOthers()
    {
        Store store;
        const auto before = store->deviceKeys();
        QVERIFY(before);
        QCOMPARE(ids(store->unuploadedPreKeys(2)), QList<quint32>({1, 2}));
        QVERIFY(store->renewDeviceKeys());
        const auto after = store->deviceKeys();
        QVERIFY(after);
        QVERIFY(before->noise.publicKey != after->noise.publicKey);
        QVERIFY(before->identity.publicKey != after->identity.publicKey);
        QVERIFY(before->pairingEphemeral.publicKey != after->pairingEphemeral.publicKey);
        QVERIFY(before->signedPreKey.pair.publicKey != after->signedPreKey.pair.publicKey);
        QVERIFY(!(before->advSecret == after->advSecret));
        QCOMPARE(*store->localPreKeyCount(), 0);

        QVERIFY(store->completePairing(someRegistration()));
        QCOMPARE(int(store->renewDeviceKeys().error().code), int(Errc::Conflict));
        QCOMPARE(store->deviceKeys()->identity.publicKey, after->identity.publicKey);
    }

    void registrationIdsStayInTheirRange()
    {
        Store store;
        QSet<quint32> seen;
        for (int i = 0; i < 40; ++i) {
            QVERIFY(store->renewDeviceKeys());
            const quint32 id = store->deviceKeys()->registrationId;
            QVERIFY(id >= 1 && id <= 16380);
            seen << id;
        }
        QVERIFY(seen.size() > 30);
    }

    void theAdvSecretIsReplaced()
    {
        Store store;
        const SecretBytes other = SecretBytes::copyOf(QByteArray(32, 's'));
        QCOMPARE(int(store->saveAdvSecret(other).error().code), int(Errc::NotFound));
        const auto before = store->deviceKeys();
        QVERIFY(store->saveAdvSecret(other));
        QVERIFY(store->deviceKeys()->advSecret == other);
        QCOMPARE(store->deviceKeys()->identity.publicKey, before->identity.publicKey);
        QCOMPARE(int(store->saveAdvSecret(SecretBytes(31)).error().code), int(Errc::Invalid));
    }

    void aRegisteredDeviceWithoutKeysMakesNoNewOnes()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        QVERIFY(store->completePairing(someRegistration()));
        QVERIFY(store.run(u"DELETE FROM device"_s));
        QCOMPARE(int(store->deviceKeys().error().code), int(Errc::Storage));
    }

    // --- Registration

    void pairingStoresAllOfIt()
    {
        const Registration wanted = someRegistration();
        {
            Store store(m_path);
            QVERIFY(store->deviceKeys());
            QCOMPARE(*store->registration(), std::nullopt);
            QVERIFY(store->markEnded(401, u"before"_s));
            QVERIFY(store->completePairing(wanted));
        }
        Store store(m_path);
        QCOMPARE(*store->registration(), std::optional(wanted));
        QCOMPARE(*store->ended(), std::nullopt);
        const auto phone = *store->identity(u"100000000000001_1.0"_s);
        QVERIFY(phone);
        QCOMPARE(phone->key, '\x05' + wanted.accountKey);
        QVERIFY(phone->trusted);
        QCOMPARE(*store->lidOf(wanted.jid), std::optional(jid("100000000000001@lid")));
        QCOMPARE(*store->phoneOf(wanted.lid), std::optional(jid("15550100001@s.whatsapp.net")));
    }

    void pairingThatFailsHalfWayLeavesNothing()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        QVERIFY(store->markEnded(401, u"before"_s));
        QVERIFY(
            store.run(u"CREATE TRIGGER broken BEFORE INSERT ON lid_mapping BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));
        QVERIFY(!store->completePairing(someRegistration()));
        QCOMPARE(*store->registration(), std::nullopt);
        QCOMPARE(*store->identity(u"100000000000001_1.0"_s), std::nullopt);
        QVERIFY(*store->ended());

        QVERIFY(store.run(u"DROP TRIGGER broken"_s));
        QVERIFY(store->completePairing(someRegistration()));
        QVERIFY(*store->registration());
    }

    void halfARegistrationIsRefused()
    {
        Store store;
        QCOMPARE(int(store->completePairing(someRegistration()).error().code), int(Errc::Conflict)); // no keys yet
        QVERIFY(store->deviceKeys());
        QList<Registration> bad(6, someRegistration());
        bad[0].jid = bad[0].lid;
        bad[1].lid = bad[1].jid;
        bad[2].lid = {};
        bad[3].accountKey.chop(1);
        bad[4].signedIdentity.clear();
        bad[5].jid = Jid::server();
        for (const Registration &registration : bad)
            QCOMPARE(int(store->completePairing(registration).error().code), int(Errc::Invalid));
        QCOMPARE(*store->registration(), std::nullopt);
    }

    void theSameAccountPairsAgainAndAnotherDoesNot()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        Registration registration = someRegistration();
        QVERIFY(store->completePairing(registration));
        registration.jid = registration.jid.withDevice(8);
        registration.platform = u"iphone"_s;
        QVERIFY(store->completePairing(registration));
        QCOMPARE(*store->registration(), std::optional(registration));

        Registration other = registration;
        other.jid = jid("15550100002:1@s.whatsapp.net");
        QCOMPARE(int(store->completePairing(other).error().code), int(Errc::Conflict));
        QCOMPARE(*store->registration(), std::optional(registration));
    }

    void aNewLidTakesThePhonesIdentityAlong()
    {
        Store store;
        const Jid lid = jid("100000000000099:7@lid");
        QCOMPARE(int(store->saveLid(lid).error().code), int(Errc::NotFound));
        QVERIFY(store->deviceKeys());
        QVERIFY(store->completePairing(someRegistration()));
        QCOMPARE(int(store->saveLid(jid("15550100001@s.whatsapp.net")).error().code), int(Errc::Invalid));
        QVERIFY(store->saveLid(lid));
        QVERIFY(store->saveLid(lid));
        QCOMPARE((*store->registration())->lid, lid);
        QCOMPARE(*store->lidOf(someRegistration().jid), std::optional(lid.bare()));
        QVERIFY((*store->identity(u"100000000000099_1.0"_s))->trusted);
    }

    void theEndedMarkSurvivesReopening()
    {
        {
            Store store(m_path);
            QCOMPARE(*store->ended(), std::nullopt);
            QVERIFY(store->markEnded(401, u"device_removed"_s));
            QVERIFY(store->markEnded(402, u"temporary ban 101"_s, 1'790'000'360'000));
        }
        Store store(m_path);
        const EndedMark mark{402, u"temporary ban 101"_s, 1'790'000'360'000, store.clock.nowMs()};
        QCOMPARE(*store->ended(), std::optional(mark));
        QVERIFY(store->clearEnded());
        QCOMPARE(*store->ended(), std::nullopt);
    }

    // --- Secrets at rest

    void noPrivateKeyIsInTheFiles()
    {
        Store store(m_path);
        const auto keys = store->deviceKeys();
        QVERIFY(keys);
        const auto preKeys = store->unuploadedPreKeys(30);
        QVERIFY(preKeys);
        const auto next = store->nextSignedPreKey();
        QVERIFY(next);
        QVERIFY(store->saveSession(u"15550100002.0"_s, "the ratchet of a session"));
        QVERIFY(store->saveSenderKey(jid("120363000000000001@g.us"), u"15550100002.0"_s, "the chain of a group"));
        QVERIFY(store->setValue(SessionStore::Value::PushName, "Mesa de ayuda"));

        const QByteArray disk = bytesOnDisk(m_path);
        QVERIFY(disk.contains("Mesa de ayuda")); // so the search does find what is in clear
        QList<QByteArray> secrets{"the ratchet of a session",
                                  "the chain of a group",
                                  keys->noise.privateKey.exposed(),
                                  keys->identity.privateKey.exposed(),
                                  keys->pairingEphemeral.privateKey.exposed(),
                                  keys->signedPreKey.pair.privateKey.exposed(),
                                  keys->advSecret.exposed(),
                                  next->pair.privateKey.exposed(),
                                  vaultKey().exposed()};
        for (const PreKey &key : *preKeys)
            secrets << key.pair.privateKey.exposed();
        for (const QByteArray &secret : secrets) {
            QVERIFY(!disk.contains(secret));
            QVERIFY(!disk.contains(secret.toHex()) && !disk.contains(secret.toBase64()));
        }
    }

    void everyFlippedBitIsDetected_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("column");
        for (const char *column : {"noise_sealed", "identity_sealed", "pairing_ephemeral_sealed", "adv_secret_sealed"})
            QTest::newRow(column) << u"device"_s << QString::fromLatin1(column);
        for (const char *table : {"signed_pre_key", "pre_key", "session", "sender_key"})
            QTest::newRow(table) << QString::fromLatin1(table) << u"sealed"_s;
    }

    void everyFlippedBitIsDetected()
    {
        QFETCH(const QString, table);
        QFETCH(const QString, column);
        Store store;
        const Jid group = jid("120363000000000001@g.us");
        QVERIFY(store->deviceKeys());
        QVERIFY(store->unuploadedPreKeys(1));
        QVERIFY(store->saveSession(u"1.0"_s, "session"));
        QVERIFY(store->saveSenderKey(group, u"1.0"_s, "chain"));
        const auto readAll = [&] {
            QList<Error> errors;
            const auto note = [&](const auto &result) {
                if (!result)
                    errors << result.error();
            };
            note(store->deviceKeys());
            note(store->preKey(1));
            note(store->session(u"1.0"_s));
            note(store->senderKey(group, u"1.0"_s));
            return errors;
        };
        QVERIFY(readAll().isEmpty());

        const QString read = u"SELECT %1 FROM %2"_s.arg(column, table);
        const QString write = u"UPDATE %2 SET %1 = ?"_s.arg(column, table);
        const QByteArray original = store.blob(read);
        QVERIFY(original.size() > 29);
        QCOMPARE(original.front(), '\x01');
        for (qsizetype at = 0; at < original.size(); ++at) {
            QByteArray flipped = original;
            flipped[at] = char(flipped[at] ^ (1 << (at % 8)));
            store.put(write, flipped);
            const QList<Error> errors = readAll();
            QCOMPARE(errors.size(), 1);
            QCOMPARE(int(errors.first().code), int(Errc::Storage));
            QVERIFY(errors.first().detail.contains(table));
        }
        for (const qsizetype length : {qsizetype(0), qsizetype(1), qsizetype(28), original.size() - 1}) {
            store.put(write, length == 0 ? QByteArray("") : original.first(length));
            QCOMPARE(readAll().size(), 1);
        }
        store.put(write, original);
        QVERIFY(readAll().isEmpty());
    }

    void sessionsOfDevicesThatAreLongGoneAreForgotten()
    {
        Store store;
        for (const QString &address : {u"15550001001.0"_s, u"15550001001.3"_s, u"100000012345678_1.10"_s})
            QVERIFY(store->saveSession(address, "session"));
        store.clock.advance(std::chrono::hours(90 * 24));
        QVERIFY(store->saveSession(u"100000012345678_1.10"_s, "used again"));
        QVERIFY(store->removeUnusedSessions(store.clock.nowMs()));
        QVERIFY(store->session(u"15550001001.0"_s)->has_value()); // a phone
        QVERIFY(!store->session(u"15550001001.3"_s)->has_value());
        QVERIFY(store->session(u"100000012345678_1.10"_s)->has_value());
    }

    void valuesOfTwoRowsOrColumnsCannotBeSwapped()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        QVERIFY(store->unuploadedPreKeys(2));
        QVERIFY(store->saveSession(u"1.0"_s, "one"));
        QVERIFY(store->saveSession(u"2.0"_s, "two"));

        const QByteArray first = store.blob(u"SELECT sealed FROM pre_key WHERE id = 1"_s);
        const QByteArray second = store.blob(u"SELECT sealed FROM pre_key WHERE id = 2"_s);
        store.put(u"UPDATE pre_key SET sealed = ? WHERE id = 1"_s, second);
        store.put(u"UPDATE pre_key SET sealed = ? WHERE id = 2"_s, first);
        QCOMPARE(int(store->preKey(1).error().code), int(Errc::Storage));
        QCOMPARE(int(store->preKey(2).error().code), int(Errc::Storage));
        QCOMPARE(int(store->unuploadedPreKeys(2).error().code), int(Errc::Storage));

        store.put(u"UPDATE session SET sealed = ? WHERE address = '1.0'"_s,
                  store.blob(u"SELECT sealed FROM session WHERE address = '2.0'"_s));
        QCOMPARE(int(store->session(u"1.0"_s).error().code), int(Errc::Storage));
        QCOMPARE((*store->session(u"2.0"_s))->exposed(), QByteArray("two"));

        store.put(u"UPDATE device SET noise_sealed = ?"_s, store.blob(u"SELECT identity_sealed FROM device"_s));
        QCOMPARE(int(store->deviceKeys().error().code), int(Errc::Storage));
    }

    void theSameValueIsNeverSealedTheSame()
    {
        Store store;
        QSet<QByteArray> seen;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(store->saveSession(u"1.0"_s, "same"));
            seen << store.blob(u"SELECT sealed FROM session"_s);
        }
        QCOMPARE(seen.size(), 5);
    }

    // --- Forgetting

    void forgettingLeavesNoByte()
    {
        QList<QByteArray> sealed;
        QByteArray identity;
        {
            Store store(m_path);
            QVERIFY(store->deviceKeys());
            identity = store->deviceKeys()->identity.publicKey;
            QVERIFY(store->unuploadedPreKeys(300));
            QVERIFY(store->markUploaded({1, 2, 3}));
            QVERIFY(store->completePairing(someRegistration()));
            QVERIFY(store->nextSignedPreKey());
            QVERIFY(store->saveSession(u"15550100077.0"_s, QByteArray(20'000, 'r'))); // on overflow pages
            QVERIFY(store->saveSenderKey(jid("120363000000000001@g.us"), u"15550100077.0"_s, "chain"));
            QVERIFY(store->setValue(SessionStore::Value::RoutingInfo, "routing-info"));
            QVERIFY(store->markEnded(401, u"device_removed"_s));
            sealed << store.blob(u"SELECT noise_sealed FROM device"_s)
                   << store.blob(u"SELECT identity_sealed FROM device"_s)
                   << store.blob(u"SELECT adv_secret_sealed FROM device"_s)
                   << store.blob(u"SELECT sealed FROM session"_s).sliced(0, 200)
                   << store.blob(u"SELECT sealed FROM session"_s).sliced(15'000, 200)
                   << store.blob(u"SELECT sealed FROM sender_key"_s);
            Statement query = store->database().prepare(
                u"SELECT sealed FROM pre_key UNION SELECT sealed FROM signed_pre_key"_s);
            QVERIFY(query.exec());
            while (query.next())
                sealed << query.value(0).toByteArray();
        }
        QCOMPARE(sealed.size(), 6 + 302);
        sealed << "15550100001"
               << "100000000000001"
               << "15550100077"
               << "routing-info"
               << "signed identity"
               << "device_removed" << QByteArray(32, 'a');
        Store store(m_path);
        QVERIFY(store->removePreKey(1)); // and there is something in the WAL
        QVERIFY(store->setNumber(SessionStore::Value::LastAccountSync, 5));
        const QByteArray before = bytesOnDisk(m_path);
        for (const QByteArray &bytes : std::as_const(sealed))
            QVERIFY(before.contains(bytes.first(qMin(bytes.size(), qsizetype(30)))));

        QVERIFY(store->forget());

        const QByteArray after = bytesOnDisk(m_path);
        for (const QByteArray &bytes : std::as_const(sealed)) {
            for (qsizetype at = 0; at == 0 || at + 16 <= bytes.size(); at += 16)
                QVERIFY(!after.contains(bytes.mid(at, bytes.size() < 16 ? -1 : 16)));
        }
        QVERIFY(QFileInfo(m_path).size() < 200'000);

        QCOMPARE(*store->registration(), std::nullopt);
        QCOMPARE(*store->ended(), std::nullopt);
        QCOMPARE(*store->localPreKeyCount(), 0);
        QCOMPARE(*store->signedPreKey(1), std::nullopt);
        QCOMPARE(*store->session(u"15550100077.0"_s), std::nullopt);
        QCOMPARE(*store->lidOf(someRegistration().jid), std::nullopt);
        QVERIFY(store->value(SessionStore::Value::RoutingInfo)->isEmpty());
        QVERIFY(store->forget()); // twice is fine
        const auto keys = store->deviceKeys();
        QVERIFY(keys);
        QVERIFY(keys->identity.publicKey != identity);
        QCOMPARE(ids(store->unuploadedPreKeys(1)), QList<quint32>({1}));
    }

    void forgettingIsMadeUpForAtTheNextStart()
    {
        QByteArray sealed;
        {
            Store store(m_path);
            QVERIFY(store->deviceKeys());
            sealed = store.blob(u"SELECT identity_sealed FROM device"_s);

            Database reader;
            QVERIFY(reader.open(m_path, Database::Access::ReadOnly));
            {
                Statement reading = reader.prepare(u"SELECT id FROM signed_pre_key"_s);
                QVERIFY(reading.exec() && reading.next()); // holds on to its snapshot
                QVERIFY(store.run(u"PRAGMA busy_timeout=50"_s));
                const auto forgotten = store->forget();
                QVERIFY(!forgotten);
                QCOMPARE(int(forgotten.error().code), int(Errc::Storage));
            }
            QVERIFY(bytesOnDisk(m_path).contains(sealed.mid(1, 28)));
        }
        const Store store(m_path);
        QVERIFY(!bytesOnDisk(m_path).contains(sealed.mid(1, 28)));
    }

    void forgettingReachesTablesOfOthersAndNotInsideATransaction()
    {
        Store store;
        QVERIFY(store.run(u"CREATE TABLE talk (id INTEGER PRIMARY KEY) STRICT"_s));
        QVERIFY(store.run(u"CREATE TABLE line (talk INTEGER NOT NULL REFERENCES talk(id)) STRICT"_s));
        QVERIFY(store.run(u"INSERT INTO talk VALUES (1)"_s) && store.run(u"INSERT INTO line VALUES (1)"_s));
        const auto inside = store->transaction([&]() -> Result<> { return store->forget(); });
        QCOMPARE(int(inside.error().code), int(Errc::Conflict));
        QVERIFY(store->forget());
        QCOMPARE(store.blob(u"SELECT count(*) FROM line"_s), QByteArray("0"));
        QCOMPARE(store.blob(u"SELECT count(*) FROM talk"_s), QByteArray("0"));
    }

    // --- One-time pre-keys

    void preKeysAreStoredBeforeTheyAreReturned()
    {
        Result<QList<PreKey>> keys;
        {
            Store store(m_path);
            QCOMPARE(int(store->unuploadedPreKeys(1).error().code), int(Errc::NotFound));
            QVERIFY(store->deviceKeys());
            keys = store->unuploadedPreKeys(3);
            QCOMPARE(ids(keys), QList<quint32>({1, 2, 3}));
        }
        Store store(m_path);
        for (const PreKey &key : *keys) {
            QVERIFY(isPair(key.pair));
            const auto stored = *store->preKey(key.id);
            QVERIFY(stored && samePair(stored->pair, key.pair));
        }
        QCOMPARE(ids(store->unuploadedPreKeys(3)), QList<quint32>({1, 2, 3})); // a repeated upload sends the same
        QCOMPARE(ids(store->unuploadedPreKeys(2)), QList<quint32>({1, 2}));
        QCOMPARE(ids(store->unuploadedPreKeys(0)), QList<quint32>());
        QCOMPARE(int(store->unuploadedPreKeys(-1).error().code), int(Errc::Invalid));
    }

    void uploadedKeysAreNotOfferedAgain()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        QVERIFY(store->unuploadedPreKeys(4));
        QVERIFY(store->markUploaded({1, 2, 4711}));
        QCOMPARE(*store->localPreKeyCount(), 4);
        QCOMPARE(*store->uploadedPreKeyCount(), 2);
        QCOMPARE(ids(store->unuploadedPreKeys(3)), QList<quint32>({3, 4, 5}));
        QVERIFY(*store->preKey(1));

        QVERIFY(store->removePreKey(1));
        QVERIFY(store->removePreKey(1));
        QCOMPARE(*store->preKey(1), std::nullopt);
        QCOMPARE(*store->localPreKeyCount(), 4);
        QCOMPARE(*store->uploadedPreKeyCount(), 1);
    }

    void idsWrapAndPassOverThoseThatAreStored()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        QVERIFY(store->unuploadedPreKeys(3));
        QVERIFY(store->markUploaded({1, 2, 3}));
        QVERIFY(store->removePreKey(2));
        const QByteArray first = (*store->preKey(1))->pair.publicKey;
        QVERIFY(store.run(u"UPDATE device SET next_pre_key_id = %1"_s.arg(lastId - 1)));

        QCOMPARE(ids(store->unuploadedPreKeys(4)), QList<quint32>({2, 4, lastId - 1, lastId}));
        QCOMPARE((*store->preKey(1))->pair.publicKey, first);
        QVERIFY(store->markUploaded({2, 4, lastId - 1, lastId}));
        QCOMPARE(ids(store->unuploadedPreKeys(1)), QList<quint32>({5}));
    }

    void aFullUploadIsMadeInOneGo()
    {
        Store store(m_path);
        QVERIFY(store->deviceKeys());
        QElapsedTimer timer;
        timer.start();
        const auto keys = store->unuploadedPreKeys(812);
        const qint64 made = timer.restart();
        QCOMPARE(keys->size(), 812);
        QVERIFY(store->unuploadedPreKeys(812));
        const qint64 read = timer.restart();
        QVERIFY(store->markUploaded(ids(keys)));
        qInfo("812 pre-keys: made and stored in %lld ms, read again in %lld ms, marked in %lld ms", made, read,
              timer.elapsed());
        QCOMPARE(*store->uploadedPreKeyCount(), 812);
        QVERIFY2(made < 5000, "far too slow"); // generous: sanitizers, busy machines
    }

    void preKeysThatFailHalfWayLeaveNothing()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        QVERIFY(store.run(
            u"CREATE TRIGGER broken BEFORE INSERT ON pre_key WHEN new.id = 8 BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));
        QVERIFY(!store->unuploadedPreKeys(10));
        QCOMPARE(*store->localPreKeyCount(), 0);
        QVERIFY(store.run(u"DROP TRIGGER broken"_s));
        QCOMPARE(ids(store->unuploadedPreKeys(1)), QList<quint32>({1}));
    }

    // --- Transactions

    void aFailingTransactionLeavesNothing()
    {
        Store store;
        QVERIFY(store->saveSession(u"1.0"_s, "before"));
        const auto done = store->transaction([&]() -> Result<> {
            if (auto saved = store->saveSession(u"1.0"_s, "after"); !saved)
                return saved;
            if (auto saved = store->saveIdentity(u"1.0"_s, '\x05' + QByteArray(32, 'k')); !saved)
                return saved;
            if (auto mapped = store->saveLidMapping(jid("1@lid"), jid("2@s.whatsapp.net")); !mapped)
                return fail(mapped.error());
            return fail(Errc::Protocol, u"the message does not decrypt"_s);
        });
        QCOMPARE(int(done.error().code), int(Errc::Protocol));
        QCOMPARE((*store->session(u"1.0"_s))->exposed(), QByteArray("before"));
        QCOMPARE(*store->identity(u"1.0"_s), std::nullopt);
        QCOMPARE(*store->lidOf(jid("2@s.whatsapp.net")), std::nullopt);
    }

    void killedInATransactionTheStoreIsAsBefore()
    {
#ifdef Q_OS_WIN
        QSKIP("needs SIGKILL");
#else
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {u"--die-in-a-transaction"_s, m_path});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), SIGKILL);

        Store store(m_path);
        QCOMPARE((*store->session(u"1.0"_s))->exposed(), QByteArray("committed"));
        QCOMPARE(*store->localPreKeyCount(), 0);
#endif
    }

    // --- Signed pre-keys

    void aSignedPreKeyWaitsUntilTheServerTookIt()
    {
        Store store(m_path);
        QCOMPARE(int(store->nextSignedPreKey().error().code), int(Errc::NotFound));
        const auto keys = store->deviceKeys();
        QVERIFY(keys);
        store.clock.advance(std::chrono::hours(1));
        const auto next = store->nextSignedPreKey();
        QVERIFY(next);
        QCOMPARE(next->id, 2U);
        QCOMPARE(next->createdAt, store.clock.nowMs());
        QVERIFY(isPair(next->pair));
        QVERIFY(curve25519::verify(keys->identity.publicKey, '\x05' + next->pair.publicKey, next->signature));
        QVERIFY(samePair(store->nextSignedPreKey()->pair, next->pair));
        QCOMPARE(store->deviceKeys()->signedPreKey.id, 1U);
        QVERIFY(samePair((*store->signedPreKey(2))->pair, next->pair));

        QCOMPARE(int(store->makeSignedPreKeyCurrent(3).error().code), int(Errc::NotFound));
        QVERIFY(store->makeSignedPreKeyCurrent(2));
        QVERIFY(store->makeSignedPreKeyCurrent(2));
        QCOMPARE(int(store->makeSignedPreKeyCurrent(1).error().code), int(Errc::NotFound));
        QVERIFY(samePair(store->deviceKeys()->signedPreKey.pair, next->pair));
        QVERIFY(samePair((*store->signedPreKey(1))->pair, keys->signedPreKey.pair));
    }

    void twoFormerSignedPreKeysStay()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        for (quint32 id = 2; id <= 5; ++id) {
            QCOMPARE(store->nextSignedPreKey()->id, id);
            QVERIFY(store->makeSignedPreKeyCurrent(id));
        }
        QCOMPARE(*store->signedPreKey(1), std::nullopt);
        QCOMPARE(*store->signedPreKey(2), std::nullopt);
        QVERIFY(*store->signedPreKey(3));
        QVERIFY(*store->signedPreKey(4));
        QCOMPARE(store->deviceKeys()->signedPreKey.id, 5U);
    }

    void signedPreKeyIdsWrap()
    {
        Store store;
        QVERIFY(store->deviceKeys());
        QVERIFY(store->nextSignedPreKey());
        QVERIFY(store->makeSignedPreKeyCurrent(2));
        // The current key gets the last id, sealed for it as the header says: version, nonce, ciphertext and tag, with the place.
        const SecretBytes key = hkdfSha256(vaultKey().view(), {}, "desk session store 1", 32);
        const QByteArray sealed = store.blob(u"SELECT sealed FROM signed_pre_key WHERE id = 2"_s);
        const QByteArray place = QByteArrayLiteral("signed_pre_key\0sealed\0");
        const QByteArray nonce = sealed.sliced(1, 12);
        const auto plain = aead::open(key, nonce, QByteArrayView(sealed).sliced(13), place + "2");
        QVERIFY(plain);
        const auto moved = aead::seal(key, nonce, *plain, place + QByteArray::number(lastId));
        QVERIFY(moved);
        store.put(u"UPDATE signed_pre_key SET id = 16777215, sealed = ? WHERE id = 2"_s, '\x01' + nonce + *moved);

        QCOMPARE(store->deviceKeys()->signedPreKey.id, lastId);
        QVERIFY(store.run(u"DELETE FROM signed_pre_key WHERE id = 1"_s)); // months ago
        QCOMPARE(store->nextSignedPreKey()->id, 1U);
        QVERIFY(store->makeSignedPreKeyCurrent(1));
        QCOMPARE(store->deviceKeys()->signedPreKey.id, 1U);
    }

    // --- Small values

    void smallValuesAreKept()
    {
        using Value = SessionStore::Value;
        const QList<Value> names{Value::RoutingInfo, Value::ServerTimeOffset,    Value::PropsHash,      Value::PushName,
                                 Value::WebVersion,  Value::WebVersionFetchedAt, Value::LastAccountSync};
        {
            Store store(m_path);
            for (const Value name : names) {
                QCOMPARE(*store->value(name), QByteArray());
                QCOMPARE(*store->number(name), std::nullopt);
                QVERIFY(store->setValue(name, QByteArray("\0v", 2) + QByteArray::number(int(name))));
            }
        }
        Store store(m_path);
        for (const Value name : names)
            QCOMPARE(*store->value(name), QByteArray("\0v", 2) + QByteArray::number(int(name)));
        QVERIFY(store->setValue(Value::PushName, {}));
        QCOMPARE(*store->value(Value::PushName), QByteArray());
        QVERIFY(store->setNumber(Value::ServerTimeOffset, -1500));
        QCOMPARE(*store->number(Value::ServerTimeOffset), std::optional<qint64>(-1500));
    }

    // --- Signal's tables

    void addressesTellDevicesAndNamespacesApart_data()
    {
        QTest::addColumn<QByteArray>("jid");
        QTest::addColumn<QString>("address");
        QTest::newRow("phone") << QByteArray("5511999990001@s.whatsapp.net") << u"5511999990001.0"_s;
        QTest::newRow("device") << QByteArray("5511999990001:75@s.whatsapp.net") << u"5511999990001.75"_s;
        QTest::newRow("old spelling") << QByteArray("5511999990001@c.us") << u"5511999990001.0"_s;
        QTest::newRow("lid") << QByteArray("100000012345678:75@lid") << u"100000012345678_1.75"_s;
        QTest::newRow("hosted") << QByteArray("5511999990001:99@hosted") << u"5511999990001_128.99"_s;
        QTest::newRow("hosted lid") << QByteArray("100000012345678:99@hosted.lid") << u"100000012345678_129.99"_s;
        QTest::newRow("group") << QByteArray("120363000000000001@g.us") << QString();
        QTest::newRow("server") << QByteArray("@s.whatsapp.net") << QString();
    }

    void addressesTellDevicesAndNamespacesApart()
    {
        QFETCH(const QByteArray, jid);
        QFETCH(const QString, address);
        QCOMPARE(signalAddress(*Jid::parse(QByteArrayView(jid))), address);
        QCOMPARE(signalAddress(Jid()), QString());
    }

    void identitiesKeepTrustUntilTheKeyChanges()
    {
        Store store;
        const QString address = u"15550100002.0"_s;
        const QByteArray key = '\x05' + QByteArray(32, 'k');
        const QByteArray other = '\x05' + QByteArray(32, 'o');
        const qint64 start = store.clock.nowMs();
        QCOMPARE(*store->identity(address), std::nullopt);
        QVERIFY(store->saveIdentity(address, key));
        QCOMPARE(*store->identity(address), std::optional(StoredIdentity{key, false, start}));
        store.clock.advance(std::chrono::seconds(1));
        QVERIFY(store->saveIdentity(address, key, true));
        QVERIFY(store->saveIdentity(address, key));
        QCOMPARE(*store->identity(address), std::optional(StoredIdentity{key, true, start}));
        QVERIFY(store->saveIdentity(address, other));
        QCOMPARE(*store->identity(address), std::optional(StoredIdentity{other, false, start + 1000}));

        QCOMPARE(int(store->saveIdentity(address, QByteArray(32, 'k')).error().code), int(Errc::Invalid));
        QCOMPARE(int(store->saveIdentity(address, QByteArray(33, 'k')).error().code), int(Errc::Invalid));
        QCOMPARE(int(store->saveIdentity({}, key).error().code), int(Errc::Invalid));
        QVERIFY(store->removeIdentity(address));
        QCOMPARE(*store->identity(address), std::nullopt);
    }

    void sessionsAreFoundByNameAndAddress()
    {
        {
            Store store(m_path);
            for (const QString &address : {u"1.0"_s, u"1.75"_s, u"1_1.0"_s, u"10.0"_s, u"1.2"_s})
                QVERIFY(store->saveSession(address, address.toUtf8()));
            QCOMPARE(int(store->saveSession({}, "x").error().code), int(Errc::Invalid));
        }
        Store store(m_path);
        QCOMPARE((*store->session(u"1_1.0"_s))->exposed(), QByteArray("1_1.0"));
        QCOMPARE(*store->session(u"2.0"_s), std::nullopt);
        QCOMPARE(*store->sessionAddresses(u"1"_s), QStringList({u"1.0"_s, u"1.2"_s, u"1.75"_s}));
        QVERIFY(store->saveSession(u"1.0"_s, "next"));
        QCOMPARE((*store->session(u"1.0"_s))->exposed(), QByteArray("next"));
        QVERIFY(store->removeSession(u"1.0"_s));
        QVERIFY(store->removeSession(u"1.0"_s));
        QCOMPARE(*store->session(u"1.0"_s), std::nullopt);
        QCOMPARE(*store->sessionAddresses(u"1"_s), QStringList({u"1.2"_s, u"1.75"_s}));
    }

    void senderKeysBelongToGroupAndSender()
    {
        Store store;
        const Jid group = jid("120363000000000001@g.us");
        const Jid other = jid("120363000000000002@g.us");
        QVERIFY(store->saveSenderKey(group, u"1.0"_s, "a"));
        QVERIFY(store->saveSenderKey(group, u"2.0"_s, "b"));
        QVERIFY(store->saveSenderKey(other, u"1.0"_s, "c"));
        QCOMPARE((*store->senderKey(group, u"1.0"_s))->exposed(), QByteArray("a"));
        QCOMPARE((*store->senderKey(group, u"2.0"_s))->exposed(), QByteArray("b"));
        QCOMPARE((*store->senderKey(other, u"1.0"_s))->exposed(), QByteArray("c"));
        QCOMPARE(*store->senderKey(other, u"2.0"_s), std::nullopt);
        QCOMPARE(int(store->saveSenderKey({}, u"1.0"_s, "x").error().code), int(Errc::Invalid));
        QVERIFY(store->removeSenderKey(group, u"1.0"_s));
        QCOMPARE(*store->senderKey(group, u"1.0"_s), std::nullopt);
        QVERIFY(store->removeSenderKeys(group));
        QCOMPARE(*store->senderKey(group, u"2.0"_s), std::nullopt);
        QVERIFY(*store->senderKey(other, u"1.0"_s));
    }

    void theNewestPairOfAddressesWins()
    {
        Store store;
        const Jid lid = jid("100000000000001@lid");
        const Jid otherLid = jid("100000000000002@lid");
        const Jid phone = jid("15550100001@s.whatsapp.net");
        const Jid otherPhone = jid("15550100002@s.whatsapp.net");
        QVERIFY(*store->saveLidMapping(lid.withDevice(3), phone.withDevice(3)));
        QVERIFY(!*store->saveLidMapping(lid, phone));
        QVERIFY(*store->saveLidMapping(otherLid, otherPhone));
        QCOMPARE(*store->lidOf(phone.withDevice(9)), std::optional(lid));
        QCOMPARE(*store->phoneOf(lid.withDevice(9)), std::optional(phone));

        QVERIFY(*store->saveLidMapping(lid, otherPhone)); // takes one side of each
        QCOMPARE(*store->lidOf(otherPhone), std::optional(lid));
        QCOMPARE(*store->phoneOf(lid), std::optional(otherPhone));
        QCOMPARE(*store->lidOf(phone), std::nullopt);
        QCOMPARE(*store->phoneOf(otherLid), std::nullopt);

        QCOMPARE(int(store->saveLidMapping(phone, lid).error().code), int(Errc::Invalid));
        QCOMPARE(int(store->saveLidMapping(lid, Jid::server()).error().code), int(Errc::Invalid));
        QCOMPARE(*store->lidOf(lid), std::nullopt);
        QVERIFY(store->removeLidMapping(lid));
        QCOMPARE(*store->lidOf(otherPhone), std::nullopt);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--die-in-a-transaction"_s)
        dieInATransaction(arguments[2]);
    SessionStoreTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sessionstore.moc"
