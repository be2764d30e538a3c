#include "whatsapp/store/sessionstore.h"

#include "core/base/migrator.h"
#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/hkdf.h"

#include <QFile>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

// A static library's resources are only linked in when asked for; the macro must stand outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(store);
}

namespace desk::wa {

namespace {

constexpr char sealVersion = 1;
constexpr qsizetype vaultKeyBytes = 32;
constexpr qsizetype advSecretBytes = 32;
constexpr quint32 maxRegistrationId = 16380;
constexpr quint32 maxKeyId = 0xffffff;
constexpr qint64 formerGenerations = 2;
const QByteArrayView typeByte("\x05", 1);
const QByteArrayView proofText("this key opens this session store");

const char *nameOf(SessionStore::Value name)
{
    switch (name) {
    case SessionStore::Value::RoutingInfo:
        return "routing_info";
    case SessionStore::Value::ServerTimeOffset:
        return "server_time_offset";
    case SessionStore::Value::PropsHash:
        return "props_hash";
    case SessionStore::Value::PushName:
        return "push_name";
    case SessionStore::Value::WebVersion:
        return "web_version";
    case SessionStore::Value::WebVersionFetchedAt:
        return "web_version_fetched_at";
    case SessionStore::Value::LastAccountSync:
        return "last_account_sync";
    case SessionStore::Value::PendingHistory:
        return "pending_history";
    case SessionStore::Value::TimeLock:
        return "time_lock";
    case SessionStore::Value::NewChatCap:
        return "new_chat_cap";
    }
    Q_UNREACHABLE();
}

/// The statement's answer to a column that must not be null, for a text that may be.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QString userText(const Jid &jid)
{
    return QString::fromLatin1(jid.user());
}

quint32 nextId(quint32 id)
{
    return id >= maxKeyId ? 1 : id + 1;
}

SecretBytes pairBytes(const KeyPair &pair)
{
    return SecretBytes::joined({pair.privateKey.view(), pair.publicKey});
}

KeyPair pairFrom(const SecretBytes &bytes)
{
    return {bytes.mid(0, curve25519::keyBytes), bytes.mid(curve25519::keyBytes, curve25519::keyBytes).exposed()};
}

Result<Jid> storedJid(const QString &text)
{
    if (text.isEmpty())
        return Jid();
    const auto jid = Jid::parse(text);
    if (!jid)
        return fail(Errc::Storage, u"the session store holds an address that is none"_s);
    return *jid;
}

/// Binds the range of all addresses of a name: "/" follows "." in ASCII.
Result<> execForName(Statement &query, const QString &name)
{
    return query.bind(QString(name + u'.')).bind(QString(name + u'/')).exec();
}

} // namespace

SessionStore::SessionStore(Clock &clock, Random &random)
    : m_clock(clock), m_random(random), m_database(std::make_unique<Database>())
{
}

SessionStore::~SessionStore() = default;

Result<> SessionStore::open(const QString &path, const SecretBytes &vaultKey)
{
    if (!m_key.isEmpty())
        return fail(Errc::Conflict, u"the session store is open already"_s);
    if (vaultKey.size() != vaultKeyBytes)
        return fail(Errc::Invalid, u"the key of the session store has 32 bytes"_s);

    m_key = hkdfSha256(vaultKey.view(), {}, "desk session store 1", aead::keyBytes);
    auto opened = openFile(path);
    if (!opened) {
        m_key = {};
        m_database = std::make_unique<Database>();
    }
    return opened;
}

Result<> SessionStore::openFile(const QString &path)
{
    if (path != u":memory:"_s && !QFile::exists(path)) {
        // SQLite gives its WAL the permissions of the file.
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
            return fail(Errc::Storage, u"cannot create the session store: "_s + file.errorString());
    }
    if (auto opened = m_database->open(path); !opened)
        return opened;
    if (auto set = m_database->exec(u"PRAGMA secure_delete=ON"_s); !set)
        return set;
    initResources();
    if (auto migrated = Migrator(*m_database, u":/migrations/whatsapp"_s).migrate(); !migrated)
        return migrated;
    return checkVaultKey();
}

Result<> SessionStore::checkVaultKey()
{
    QByteArray proof;
    bool erasePending = false;
    {
        Statement query = m_database->prepare(u"SELECT proof_sealed, erase_pending FROM vault"_s);
        if (auto done = query.exec(); !done)
            return done;
        if (query.next()) {
            proof = query.value(0).toByteArray();
            erasePending = query.int64(1) != 0;
        }
    }
    const Place place{"vault", "proof_sealed", "1"};
    if (!proof.isEmpty()) {
        const auto opened = unseal(place, proof);
        if (!opened || opened->view() != proofText)
            return fail(Errc::Invalid, u"the key is not the one this session store was made with"_s);
        return erasePending ? compact() : Result<>();
    }
    // A new file is the only one without proof.
    const auto names = tables();
    if (!names)
        return fail(names.error());
    for (const QString &table : *names) {
        const auto rows = count(u"SELECT count(*) FROM \"%1\""_s.arg(table));
        if (!rows)
            return fail(rows.error());
        if (*rows > 0)
            return fail(Errc::Storage, u"the session store is damaged: it does not say which key it was made with"_s);
    }
    const auto sealed = seal(place, proofText);
    if (!sealed)
        return fail(sealed.error());
    return m_database->prepare(u"INSERT INTO vault(id, proof_sealed) VALUES (1, ?)"_s).bind(*sealed).exec();
}

Result<QByteArray> SessionStore::seal(const Place &place, QByteArrayView plain)
{
    if (m_key.isEmpty())
        return fail(Errc::Storage, u"the session store is not open"_s);
    const QByteArray nonce = m_random.bytes(aead::nonceBytes);
    const QByteArray additional = joined(
        {place.table, QByteArrayView("\0", 1), place.column, QByteArrayView("\0", 1), place.key});
    auto sealed = aead::seal(m_key, nonce, plain, additional);
    if (!sealed)
        return fail(Errc::Storage, u"cannot seal a value of the table %1"_s.arg(QLatin1StringView(place.table)));
    return joined({QByteArrayView(&sealVersion, 1), nonce, *sealed});
}

Result<SecretBytes> SessionStore::unseal(const Place &place, const QByteArray &sealed) const
{
    if (sealed.size() < 1 + aead::nonceBytes + aead::tagBytes || sealed.front() != sealVersion)
        return fail(Errc::Storage,
                    u"a value of the table %1 is not sealed as known"_s.arg(QLatin1StringView(place.table)));
    const QByteArray additional = joined(
        {place.table, QByteArrayView("\0", 1), place.column, QByteArrayView("\0", 1), place.key});
    const QByteArrayView view(sealed);
    auto plain = aead::open(m_key, view.sliced(1, aead::nonceBytes), view.sliced(1 + aead::nonceBytes), additional);
    if (!plain)
        return fail(Errc::Storage,
                    u"a value of the table %1 is damaged or not of its row"_s.arg(QLatin1StringView(place.table)));
    return SecretBytes::takeFrom(std::move(*plain));
}

Result<> SessionStore::transact(const std::function<Result<>()> &work)
{
    return m_database->transaction(work);
}

Result<KeyPair> SessionStore::unsealPair(const Place &place, const QByteArray &sealed) const
{
    const auto bytes = unseal(place, sealed);
    if (!bytes)
        return fail(bytes.error());
    if (bytes->size() != 2 * curve25519::keyBytes)
        return fail(Errc::Storage, u"a value of the table %1 is no key pair"_s.arg(QLatin1StringView(place.table)));
    return pairFrom(*bytes);
}

Result<qint64> SessionStore::count(const QString &sql)
{
    Statement query = m_database->prepare(sql);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

Result<QStringList> SessionStore::tables()
{
    Statement query = m_database->prepare(
        u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'vault' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QStringList names;
    while (query.next())
        names << query.text(0);
    return names;
}

// --- The device

Result<DeviceKeys> SessionStore::deviceKeys()
{
    return m_database->transaction([&]() -> Result<DeviceKeys> {
        auto keys = readDeviceKeys();
        if (keys && !*keys) {
            const auto registered = registration();
            if (!registered)
                return fail(registered.error());
            if (*registered)
                return fail(Errc::Storage, u"the device is registered and its keys are gone"_s);
            if (auto made = makeDeviceKeys(); !made)
                return fail(made.error());
            keys = readDeviceKeys();
        }
        if (!keys)
            return fail(keys.error());
        if (!*keys)
            return fail(Errc::Storage, u"the keys of the device were not stored"_s);
        return std::move(**keys);
    });
}

Result<std::optional<DeviceKeys>> SessionStore::readDeviceKeys()
{
    DeviceKeys keys;
    {
        Statement query = m_database->prepare(u"SELECT registration_id, noise_sealed, identity_sealed, "
                                              "pairing_ephemeral_sealed, adv_secret_sealed FROM device"_s);
        if (auto done = query.exec(); !done)
            return fail(done.error());
        if (!query.next())
            return std::nullopt;
        keys.registrationId = quint32(query.int64(0));
        auto noise = unsealPair({"device", "noise_sealed", "1"}, query.value(1).toByteArray());
        if (!noise)
            return fail(noise.error());
        auto identity = unsealPair({"device", "identity_sealed", "1"}, query.value(2).toByteArray());
        if (!identity)
            return fail(identity.error());
        auto ephemeral = unsealPair({"device", "pairing_ephemeral_sealed", "1"}, query.value(3).toByteArray());
        if (!ephemeral)
            return fail(ephemeral.error());
        auto secret = unseal({"device", "adv_secret_sealed", "1"}, query.value(4).toByteArray());
        if (!secret)
            return fail(secret.error());
        keys.noise = std::move(*noise);
        keys.identity = std::move(*identity);
        keys.pairingEphemeral = std::move(*ephemeral);
        keys.advSecret = std::move(*secret);
    }
    auto signedKey = readSignedPreKey(u"state"_s, u"current"_s);
    if (!signedKey)
        return fail(signedKey.error());
    if (!*signedKey)
        return fail(Errc::Storage, u"the device has no signed pre-key"_s);
    keys.signedPreKey = std::move(**signedKey);
    return keys;
}

Result<> SessionStore::makeDeviceKeys()
{
    const KeyPair identity = curve25519::generate(m_random);
    const QByteArray drawn = m_random.bytes(4);
    quint32 number = 0;
    for (const char byte : drawn)
        number = number << 8 | quint8(byte);

    const auto noise = seal({"device", "noise_sealed", "1"}, pairBytes(curve25519::generate(m_random)).view());
    if (!noise)
        return fail(noise.error());
    const auto sealedIdentity = seal({"device", "identity_sealed", "1"}, pairBytes(identity).view());
    if (!sealedIdentity)
        return fail(sealedIdentity.error());
    const auto ephemeral = seal({"device", "pairing_ephemeral_sealed", "1"},
                                pairBytes(curve25519::generate(m_random)).view());
    if (!ephemeral)
        return fail(ephemeral.error());
    const auto secret = seal({"device", "adv_secret_sealed", "1"},
                             SecretBytes::random(m_random, advSecretBytes).view());
    if (!secret)
        return fail(secret.error());

    Statement insert = m_database->prepare(
        u"INSERT INTO device(id, registration_id, noise_sealed, identity_sealed, pairing_ephemeral_sealed, "
        "adv_secret_sealed, created_at) VALUES (1, ?, ?, ?, ?, ?, ?)"_s);
    insert.bind(1 + number % maxRegistrationId).bind(*noise).bind(*sealedIdentity).bind(*ephemeral).bind(*secret);
    if (auto done = insert.bind(m_clock.nowMs()).exec(); !done)
        return done;
    return insertSignedPreKey(identity, 1, 1, u"current"_s);
}

Result<> SessionStore::renewDeviceKeys()
{
    return m_database->transaction([&]() -> Result<> {
        const auto registered = registration();
        if (!registered)
            return fail(registered.error());
        if (*registered)
            return fail(Errc::Conflict, u"the keys of a registered device stay"_s);
        for (const char *table : {"pre_key", "signed_pre_key", "device"}) {
            if (auto deleted = m_database->exec(u"DELETE FROM "_s + QLatin1StringView(table)); !deleted)
                return deleted;
        }
        return makeDeviceKeys();
    });
}

Result<> SessionStore::saveAdvSecret(const SecretBytes &secret)
{
    if (secret.size() != advSecretBytes)
        return fail(Errc::Invalid, u"the adv secret has 32 bytes"_s);
    const auto sealed = seal({"device", "adv_secret_sealed", "1"}, secret.view());
    if (!sealed)
        return fail(sealed.error());
    Statement update = m_database->prepare(u"UPDATE device SET adv_secret_sealed = ?"_s);
    if (auto done = update.bind(*sealed).exec(); !done)
        return done;
    if (update.rowsAffected() == 0)
        return fail(Errc::NotFound, u"there are no device keys yet"_s);
    return {};
}

Result<std::optional<Registration>> SessionStore::registration()
{
    Statement query = m_database->prepare(
        u"SELECT jid, lid, signed_identity, account_key, platform, business_name FROM registration"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    const auto jid = storedJid(query.text(0));
    if (!jid)
        return fail(jid.error());
    const auto lid = storedJid(query.text(1));
    if (!lid)
        return fail(lid.error());
    return Registration{*jid,          *lid,         query.value(2).toByteArray(), query.value(3).toByteArray(),
                        query.text(4), query.text(5)};
}

Result<> SessionStore::completePairing(const Registration &registration)
{
    if (!registration.jid.isPerson() || !registration.jid.isPhone() || !registration.lid.isPerson()
        || !registration.lid.isLid())
        return fail(Errc::Invalid, u"a registration needs a phone number and a hidden id"_s);
    if (registration.accountKey.size() != curve25519::keyBytes || registration.signedIdentity.isEmpty())
        return fail(Errc::Invalid, u"a registration needs the account key and the signed identity"_s);

    return m_database->transaction([&]() -> Result<> {
        const auto devices = count(u"SELECT count(*) FROM device"_s);
        if (!devices)
            return fail(devices.error());
        if (*devices == 0)
            return fail(Errc::Conflict, u"a device without keys cannot be registered"_s);
        const auto before = this->registration();
        if (!before)
            return fail(before.error());
        if (*before && (*before)->jid.account() != registration.jid.account())
            return fail(Errc::Conflict, u"another account is registered; it has to be forgotten first"_s);

        Statement insert = m_database->prepare(
            u"INSERT OR REPLACE INTO registration(id, jid, lid, signed_identity, account_key, platform, business_name, "
            "paired_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?)"_s);
        insert.bind(registration.jid.toString()).bind(registration.lid.toString()).bind(registration.signedIdentity);
        insert.bind(registration.accountKey).bind(notNull(registration.platform));
        if (auto done = insert.bind(notNull(registration.businessName)).bind(m_clock.nowMs()).exec(); !done)
            return done;
        if (auto trusted = trustOwnPhone(registration); !trusted)
            return trusted;
        return clearEnded();
    });
}

Result<> SessionStore::trustOwnPhone(const Registration &registration)
{
    const QString phone = signalAddress(registration.lid.account());
    if (auto saved = saveIdentity(phone, joined({typeByte, registration.accountKey}), true); !saved)
        return saved;
    const auto mapped = saveLidMapping(registration.lid, registration.jid);
    return mapped ? Result<>() : Result<>(fail(mapped.error()));
}

Result<> SessionStore::saveLid(const Jid &lid)
{
    if (!lid.isPerson() || !lid.isLid())
        return fail(Errc::Invalid, u"this is no hidden id"_s);
    return m_database->transaction([&]() -> Result<> {
        auto known = registration();
        if (!known)
            return fail(known.error());
        if (!*known)
            return fail(Errc::NotFound, u"this device is not registered"_s);
        if ((*known)->lid == lid)
            return {};
        (*known)->lid = lid;
        if (auto done = m_database->prepare(u"UPDATE registration SET lid = ?"_s).bind(lid.toString()).exec(); !done)
            return done;
        return trustOwnPhone(**known);
    });
}

Result<> SessionStore::markEnded(int code, const QString &cause, qint64 untilMs)
{
    return m_database
        ->prepare(u"INSERT OR REPLACE INTO ended(id, code, cause, until, marked_at) VALUES (1, ?, ?, ?, ?)"_s)
        .bind(code)
        .bind(notNull(cause))
        .bind(untilMs)
        .bind(m_clock.nowMs())
        .exec();
}

Result<std::optional<EndedMark>> SessionStore::ended()
{
    Statement query = m_database->prepare(u"SELECT code, cause, until, marked_at FROM ended"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    return EndedMark{int(query.int64(0)), query.text(1), query.int64(2), query.int64(3)};
}

Result<> SessionStore::clearEnded()
{
    return m_database->prepare(u"DELETE FROM ended"_s).exec();
}

Result<> SessionStore::forget()
{
    if (m_database->inTransaction())
        return fail(Errc::Conflict, u"forgetting cannot be part of a transaction"_s);
    auto deleted = m_database->transaction([&]() -> Result<> {
        const auto names = tables();
        if (!names)
            return fail(names.error());
        if (auto deferred = m_database->exec(u"PRAGMA defer_foreign_keys=ON"_s); !deferred)
            return deferred;
        for (const QString &table : *names) {
            if (auto done = m_database->exec(u"DELETE FROM \"%1\""_s.arg(table)); !done)
                return done;
        }
        return m_database->exec(u"UPDATE vault SET erase_pending = 1"_s);
    });
    return deleted ? compact() : deleted;
}

Result<> SessionStore::compact()
{
    if (auto done = m_database->exec(u"VACUUM"_s); !done)
        return done;
    {
        // secure_delete cleans the pages of the file; former versions of them stand in the WAL until it is cut off.
        Statement checkpoint = m_database->prepare(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        if (auto done = checkpoint.exec(); !done)
            return done;
        if (!checkpoint.next() || checkpoint.int64(0) != 0)
            return fail(Errc::Storage, u"old content remains in the WAL: another connection reads the session store"_s);
    }
    return m_database->exec(u"UPDATE vault SET erase_pending = 0"_s);
}

// --- One-time pre-keys

Result<QList<PreKey>> SessionStore::unuploadedPreKeys(int wanted)
{
    if (wanted < 0)
        return fail(Errc::Invalid, u"a number of pre-keys is not negative"_s);
    return m_database->transaction([&]() -> Result<QList<PreKey>> {
        const auto waiting = count(u"SELECT count(*) FROM pre_key WHERE uploaded = 0"_s);
        if (!waiting)
            return fail(waiting.error());
        if (auto made = makePreKeys(wanted - *waiting); !made)
            return fail(made.error());

        Statement query = m_database->prepare(
            u"SELECT id, sealed FROM pre_key WHERE uploaded = 0 ORDER BY id LIMIT ?"_s);
        if (auto done = query.bind(wanted).exec(); !done)
            return fail(done.error());
        QList<PreKey> keys;
        keys.reserve(wanted);
        while (query.next()) {
            const auto id = quint32(query.int64(0));
            auto pair = unsealPair({"pre_key", "sealed", QByteArray::number(id)}, query.value(1).toByteArray());
            if (!pair)
                return fail(pair.error());
            keys.append({id, std::move(*pair)});
        }
        return keys;
    });
}

Result<> SessionStore::makePreKeys(qint64 missing)
{
    if (missing <= 0)
        return {};
    const auto stored = count(u"SELECT count(*) FROM pre_key"_s);
    if (!stored)
        return fail(stored.error());
    if (*stored + missing > maxKeyId)
        return fail(Errc::Storage, u"no ids are left for that many pre-keys"_s);
    quint32 id = 0;
    {
        Statement query = m_database->prepare(u"SELECT next_pre_key_id FROM device"_s);
        if (auto done = query.exec(); !done)
            return done;
        if (!query.next())
            return fail(Errc::NotFound, u"there are no device keys yet"_s);
        id = quint32(query.int64(0));
    }
    while (missing > 0) {
        const PreKey key{id, curve25519::generate(m_random)};
        const auto sealed = seal({"pre_key", "sealed", QByteArray::number(id)}, pairBytes(key.pair).view());
        if (!sealed)
            return fail(sealed.error());
        // After the ids have wrapped, one may belong to a key that is still waiting for its message.
        Statement insert = m_database->prepare(
            u"INSERT INTO pre_key(id, sealed) VALUES (?, ?) ON CONFLICT(id) DO NOTHING"_s);
        if (auto done = insert.bind(id).bind(*sealed).exec(); !done)
            return done;
        missing -= insert.rowsAffected();
        id = nextId(id);
    }
    return m_database->prepare(u"UPDATE device SET next_pre_key_id = ?"_s).bind(id).exec();
}

Result<PreKey> SessionStore::preKeyToHandOut()
{
    return m_database->transaction([&]() -> Result<PreKey> {
        if (auto made = makePreKeys(1); !made)
            return fail(made.error());
        const auto next = count(u"SELECT next_pre_key_id FROM device"_s);
        if (!next)
            return fail(next.error());
        const quint32 id = *next == 1 ? maxKeyId : quint32(*next - 1);
        if (auto marked = markUploaded({id}); !marked)
            return fail(marked.error());
        auto key = preKey(id);
        if (!key)
            return fail(key.error());
        if (!*key)
            return fail(Errc::Storage, u"the new pre-key was not stored"_s);
        return std::move(**key);
    });
}

Result<> SessionStore::markUploaded(const QList<quint32> &ids)
{
    return m_database->transaction([&]() -> Result<> {
        for (const quint32 id : ids) {
            if (auto done = m_database->prepare(u"UPDATE pre_key SET uploaded = 1 WHERE id = ?"_s).bind(id).exec();
                !done)
                return done;
        }
        return {};
    });
}

Result<int> SessionStore::localPreKeyCount()
{
    return count(u"SELECT count(*) FROM pre_key"_s).map([](qint64 rows) { return int(rows); });
}

Result<int> SessionStore::uploadedPreKeyCount()
{
    return count(u"SELECT count(*) FROM pre_key WHERE uploaded = 1"_s).map([](qint64 rows) { return int(rows); });
}

Result<std::optional<PreKey>> SessionStore::preKey(quint32 id)
{
    Statement query = m_database->prepare(u"SELECT sealed FROM pre_key WHERE id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    auto pair = unsealPair({"pre_key", "sealed", QByteArray::number(id)}, query.value(0).toByteArray());
    if (!pair)
        return fail(pair.error());
    return PreKey{id, std::move(*pair)};
}

Result<> SessionStore::removePreKey(quint32 id)
{
    return m_database->prepare(u"DELETE FROM pre_key WHERE id = ?"_s).bind(id).exec();
}

// --- Signed pre-keys

Result<> SessionStore::insertSignedPreKey(const KeyPair &identity, quint32 id, qint64 generation, const QString &state)
{
    const KeyPair pair = curve25519::generate(m_random);
    const auto signature = curve25519::sign(identity.privateKey, joined({typeByte, pair.publicKey}), m_random);
    if (!signature)
        return fail(signature.error());
    const SecretBytes bytes = SecretBytes::joined({pair.privateKey.view(), pair.publicKey, *signature});
    const auto sealed = seal({"signed_pre_key", "sealed", QByteArray::number(id)}, bytes.view());
    if (!sealed)
        return fail(sealed.error());
    Statement insert = m_database->prepare(
        u"INSERT INTO signed_pre_key(id, generation, state, sealed, created_at) VALUES (?, ?, ?, ?, ?)"_s);
    return insert.bind(id).bind(generation).bind(state).bind(*sealed).bind(m_clock.nowMs()).exec();
}

Result<std::optional<SignedPreKey>> SessionStore::readSignedPreKey(const QString &condition, const QVariant &value)
{
    Statement query = m_database->prepare(
        u"SELECT id, sealed, created_at FROM signed_pre_key WHERE %1 = ?"_s.arg(condition));
    if (auto done = query.bind(value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    const auto id = quint32(query.int64(0));
    const auto bytes = unseal({"signed_pre_key", "sealed", QByteArray::number(id)}, query.value(1).toByteArray());
    if (!bytes)
        return fail(bytes.error());
    constexpr qsizetype pairSize = 2 * curve25519::keyBytes;
    if (bytes->size() != pairSize + curve25519::signatureBytes)
        return fail(Errc::Storage, u"a value of the table signed_pre_key is no signed pre-key"_s);
    return SignedPreKey{id, pairFrom(*bytes), bytes->mid(pairSize, curve25519::signatureBytes).exposed(),
                        query.int64(2)};
}

Result<SignedPreKey> SessionStore::nextSignedPreKey()
{
    return m_database->transaction([&]() -> Result<SignedPreKey> {
        auto pending = readSignedPreKey(u"state"_s, u"pending"_s);
        if (pending && !*pending) {
            const auto keys = readDeviceKeys();
            if (!keys)
                return fail(keys.error());
            if (!*keys)
                return fail(Errc::NotFound, u"there are no device keys yet"_s);
            const auto generation = count(u"SELECT max(generation) FROM signed_pre_key"_s);
            if (!generation)
                return fail(generation.error());
            const quint32 id = nextId((*keys)->signedPreKey.id);
            if (auto made = insertSignedPreKey((*keys)->identity, id, *generation + 1, u"pending"_s); !made)
                return fail(made.error());
            pending = readSignedPreKey(u"state"_s, u"pending"_s);
        }
        if (!pending)
            return fail(pending.error());
        if (!*pending)
            return fail(Errc::Storage, u"the new signed pre-key was not stored"_s);
        return std::move(**pending);
    });
}

Result<> SessionStore::makeSignedPreKeyCurrent(quint32 id)
{
    return m_database->transaction([&]() -> Result<> {
        QString state;
        qint64 generation = 0;
        {
            Statement query = m_database->prepare(u"SELECT state, generation FROM signed_pre_key WHERE id = ?"_s);
            if (auto done = query.bind(id).exec(); !done)
                return done;
            if (query.next()) {
                state = query.text(0);
                generation = query.int64(1);
            }
        }
        if (state == u"current"_s)
            return {};
        if (state != u"pending"_s)
            return fail(Errc::NotFound, u"no signed pre-key %1 is waiting"_s.arg(id));
        if (auto done = m_database->exec(u"UPDATE signed_pre_key SET state = 'previous' WHERE state = 'current'"_s);
            !done)
            return done;
        if (auto done = m_database->exec(u"UPDATE signed_pre_key SET state = 'current' WHERE state = 'pending'"_s);
            !done)
            return done;
        return m_database->prepare(u"DELETE FROM signed_pre_key WHERE generation < ?"_s)
            .bind(generation - formerGenerations)
            .exec();
    });
}

Result<std::optional<SignedPreKey>> SessionStore::signedPreKey(quint32 id)
{
    return readSignedPreKey(u"id"_s, id);
}

// --- Small values

Result<QByteArray> SessionStore::value(Value name)
{
    Statement query = m_database->prepare(u"SELECT value FROM setting WHERE name = ?"_s);
    if (auto done = query.bind(QLatin1StringView(nameOf(name)).toString()).exec(); !done)
        return fail(done.error());
    return query.next() ? query.value(0).toByteArray() : QByteArray();
}

Result<> SessionStore::setValue(Value name, const QByteArray &value)
{
    const QString key = QLatin1StringView(nameOf(name)).toString();
    if (value.isEmpty())
        return m_database->prepare(u"DELETE FROM setting WHERE name = ?"_s).bind(key).exec();
    return m_database->prepare(u"INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)"_s)
        .bind(key)
        .bind(value)
        .exec();
}

Result<std::optional<qint64>> SessionStore::number(Value name)
{
    const auto text = value(name);
    if (!text)
        return fail(text.error());
    bool good = false;
    const qint64 number = text->toLongLong(&good);
    return good ? std::optional(number) : std::nullopt;
}

Result<> SessionStore::setNumber(Value name, qint64 value)
{
    return setValue(name, QByteArray::number(value));
}

// --- Signal's tables

Result<std::optional<StoredIdentity>> SessionStore::identity(const QString &address)
{
    Statement query = m_database->prepare(u"SELECT key, trusted, first_seen FROM identity WHERE address = ?"_s);
    if (auto done = query.bind(address).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    return StoredIdentity{query.value(0).toByteArray(), query.int64(1) != 0, query.int64(2)};
}

Result<> SessionStore::saveIdentity(const QString &address, const QByteArray &key, bool trusted)
{
    if (address.isEmpty() || key.size() != 1 + curve25519::keyBytes || !key.startsWith(typeByte))
        return fail(Errc::Invalid, u"an identity is an address and 05 with a public key"_s);
    Statement insert = m_database->prepare(
        u"INSERT INTO identity(address, key, trusted, first_seen) VALUES (?, ?, ?, ?) ON CONFLICT(address) DO UPDATE SET "
        "trusted = CASE WHEN key = excluded.key THEN max(trusted, excluded.trusted) ELSE excluded.trusted END, "
        "first_seen = CASE WHEN key = excluded.key THEN first_seen ELSE excluded.first_seen END, key = excluded.key"_s);
    return insert.bind(address).bind(key).bind(trusted ? 1 : 0).bind(m_clock.nowMs()).exec();
}

Result<> SessionStore::removeIdentity(const QString &address)
{
    return m_database->prepare(u"DELETE FROM identity WHERE address = ?"_s).bind(address).exec();
}

// In place, so that trust and first sight stay. They are in clear, unlike sessions.
Result<> SessionStore::moveIdentities(const QString &fromName, const QString &toName)
{
    Statement move = m_database->prepare(u"UPDATE OR IGNORE identity SET address = ? || substr(address, ?) "
                                         "WHERE address > ? AND address < ?"_s);
    move.bind(toName).bind(fromName.size() + 1);
    if (auto done = execForName(move, fromName); !done)
        return done;
    Statement rest = m_database->prepare(u"DELETE FROM identity WHERE address > ? AND address < ?"_s);
    return execForName(rest, fromName);
}

Result<std::optional<SecretBytes>> SessionStore::session(const QString &address)
{
    Statement query = m_database->prepare(u"SELECT sealed FROM session WHERE address = ?"_s);
    if (auto done = query.bind(address).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    return unseal({"session", "sealed", address.toUtf8()}, query.value(0).toByteArray()).map([](SecretBytes &&record) {
        return std::optional(std::move(record));
    });
}

Result<> SessionStore::saveSession(const QString &address, QByteArrayView record)
{
    if (address.isEmpty())
        return fail(Errc::Invalid, u"a session needs an address"_s);
    const auto sealed = seal({"session", "sealed", address.toUtf8()}, record);
    if (!sealed)
        return fail(sealed.error());
    return m_database->prepare(u"INSERT OR REPLACE INTO session(address, sealed, used_at) VALUES (?, ?, ?)"_s)
        .bind(address)
        .bind(*sealed)
        .bind(m_clock.nowMs())
        .exec();
}

Result<> SessionStore::removeSession(const QString &address)
{
    return m_database->prepare(u"DELETE FROM session WHERE address = ?"_s).bind(address).exec();
}

Result<> SessionStore::removeUnusedSessions(qint64 before)
{
    return m_database->prepare(u"DELETE FROM session WHERE used_at < ? AND address NOT LIKE '%.0'"_s)
        .bind(before)
        .exec();
}

Result<QStringList> SessionStore::sessionAddresses(const QString &name)
{
    Statement query = m_database->prepare(
        u"SELECT address FROM session WHERE address > ? AND address < ? ORDER BY address"_s);
    if (auto done = execForName(query, name); !done)
        return fail(done.error());
    QStringList addresses;
    while (query.next())
        addresses << query.text(0);
    return addresses;
}

Result<std::optional<SecretBytes>> SessionStore::senderKey(const Jid &group, const QString &address)
{
    const QString jid = group.toString();
    Statement query = m_database->prepare(u"SELECT sealed FROM sender_key WHERE group_jid = ? AND address = ?"_s);
    if (auto done = query.bind(jid).bind(address).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    const QByteArray key = joined({jid.toUtf8(), QByteArrayView("\0", 1), address.toUtf8()});
    return unseal({"sender_key", "sealed", key}, query.value(0).toByteArray()).map([](SecretBytes &&record) {
        return std::optional(std::move(record));
    });
}

Result<> SessionStore::saveSenderKey(const Jid &group, const QString &address, QByteArrayView record)
{
    if (group.isNull() || address.isEmpty())
        return fail(Errc::Invalid, u"a sender key needs a group and an address"_s);
    const QString jid = group.toString();
    const QByteArray key = joined({jid.toUtf8(), QByteArrayView("\0", 1), address.toUtf8()});
    const auto sealed = seal({"sender_key", "sealed", key}, record);
    if (!sealed)
        return fail(sealed.error());
    return m_database->prepare(u"INSERT OR REPLACE INTO sender_key(group_jid, address, sealed) VALUES (?, ?, ?)"_s)
        .bind(jid)
        .bind(address)
        .bind(*sealed)
        .exec();
}

Result<> SessionStore::removeSenderKey(const Jid &group, const QString &address)
{
    return m_database->prepare(u"DELETE FROM sender_key WHERE group_jid = ? AND address = ?"_s)
        .bind(group.toString())
        .bind(address)
        .exec();
}

Result<QList<SenderKeyName>> SessionStore::senderKeyNames(const QString &name)
{
    Statement query = m_database->prepare(
        u"SELECT group_jid, address FROM sender_key WHERE address > ? AND address < ?"_s);
    if (auto done = execForName(query, name); !done)
        return fail(done.error());
    QList<SenderKeyName> names;
    while (query.next()) {
        const auto group = Jid::parse(query.text(0));
        if (!group)
            return fail(Errc::Storage, u"a sender key of no group"_s);
        names.append({*group, query.text(1)});
    }
    return names;
}

Result<> SessionStore::removeSenderKeys(const Jid &group)
{
    return m_database->prepare(u"DELETE FROM sender_key WHERE group_jid = ?"_s).bind(group.toString()).exec();
}

// --- Hidden ids and phone numbers

Result<bool> SessionStore::saveLidMapping(const Jid &lid, const Jid &phone)
{
    if (!lid.isPerson() || !lid.isLid() || !phone.isPerson() || !phone.isPhone())
        return fail(Errc::Invalid, u"a pair is a hidden id and a phone number"_s);
    return m_database->transaction([&]() -> Result<bool> {
        {
            Statement query = m_database->prepare(u"SELECT 1 FROM lid_mapping WHERE lid = ? AND phone = ?"_s);
            if (auto done = query.bind(userText(lid)).bind(userText(phone)).exec(); !done)
                return fail(done.error());
            if (query.next())
                return false;
        }
        // Replaces the rows of either side.
        Statement insert = m_database->prepare(
            u"INSERT OR REPLACE INTO lid_mapping(lid, phone, learned_at) VALUES (?, ?, ?)"_s);
        if (auto done = insert.bind(userText(lid)).bind(userText(phone)).bind(m_clock.nowMs()).exec(); !done)
            return fail(done.error());
        return true;
    });
}

Result<std::optional<Jid>> SessionStore::lidOf(const Jid &phone)
{
    if (!phone.isPhone())
        return std::nullopt;
    Statement query = m_database->prepare(u"SELECT lid FROM lid_mapping WHERE phone = ?"_s);
    if (auto done = query.bind(userText(phone)).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    return Jid(query.text(0).toLatin1(), Jid::Server::Lid);
}

Result<std::optional<Jid>> SessionStore::phoneOf(const Jid &lid)
{
    if (!lid.isLid())
        return std::nullopt;
    Statement query = m_database->prepare(u"SELECT phone FROM lid_mapping WHERE lid = ?"_s);
    if (auto done = query.bind(userText(lid)).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    return Jid(query.text(0).toLatin1(), Jid::Server::Phone);
}

Result<> SessionStore::removeLidMapping(const Jid &lid)
{
    if (!lid.isLid())
        return {};
    return m_database->prepare(u"DELETE FROM lid_mapping WHERE lid = ?"_s).bind(userText(lid)).exec();
}

} // namespace desk::wa
