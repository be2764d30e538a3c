#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/store/signalstore.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>

namespace desk::wa {

/// What pairing gave us (note 1, section 4.6).
struct Registration
{
    Jid jid;                   ///< own phone number, with our device
    Jid lid;                   ///< own hidden id, with our device
    QByteArray signedIdentity; ///< whole ADVSignedDeviceIdentity, with account key and our own signature
    QByteArray accountKey;     ///< 32 bytes
    QString platform;          ///< the phone's kind: "android", "iphone", "smba", "smbi"
    QString businessName;      ///< empty unless it is a business account

    friend bool operator==(const Registration &a, const Registration &b) = default;
};

/// The server ended the session, or pauses it.
struct EndedMark
{
    int code = 0;        ///< the server's number (note 1, sections 6.4 and 6.5)
    QString cause;       ///< English, for the log
    qint64 untilMs = 0;  ///< end of a temporary ban, UTC milliseconds; 0: for good
    qint64 markedMs = 0; ///< when it was marked

    friend bool operator==(const EndedMark &a, const EndedMark &b) = default;
};

/// Everything a linked device must not lose: its keys, its registration, pre-keys, Signal sessions (note 1, section 4.6;
/// note 2, section 1.8). One SQLite file, which later parts of the library share through database().
///
/// Private material is sealed with AES-256-GCM under the key given to open(); where it belongs (table, column, row) is
/// authenticated with it, so a blob put elsewhere does not open. Public keys and addresses are in clear; the file is made
/// readable for its owner only. Each change is one transaction and on disk when the function returns; inside transaction()
/// it joins that one.
///
/// Lives on the WhatsApp thread, synchronous, not thread-safe. Does not own @c clock or @c random. Every function can fail
/// with Storage: disk, database, or a sealed value that is damaged or of another row (then @c detail names the table).
class SessionStore : public SignalStore
{
public:
    /// Small values, one each.
    enum class Value {
        RoutingInfo,         ///< bytes for the next connect (note 1, section 6.6)
        ServerTimeOffset,    ///< a number: server minus local, in milliseconds
        PropsHash,           ///< hash of the last properties (section 6.2)
        PushName,            ///< own name, UTF-8
        WebVersion,          ///< "2.3000.x", UTF-8 (section 2.6)
        WebVersionFetchedAt, ///< a number: UTC milliseconds
        LastAccountSync,     ///< timestamp of the last account_sync, as the server wrote it
        PendingHistory,      ///< see PendingHistory; sealed
        TimeLock,            ///< as serialized() of accountlimits.h writes it
        NewChatCap,          ///< likewise
    };

    SessionStore(Clock &clock, Random &random);
    ~SessionStore() override;
    SessionStore(const SessionStore &) = delete;
    SessionStore &operator=(const SessionStore &) = delete;

    /// Opens or creates the file and brings its tables up to date. Finishes a forget() that a crash interrupted.
    /// @param path a file, or ":memory:". @param vaultKey 32 bytes, see keyvault.h.
    /// @return Invalid when the key has another length or is not the one this file was made with, in which case nothing is
    ///         changed; Conflict when open already. After a failure it can be called again.
    [[nodiscard]] Result<> open(const QString &path, const SecretBytes &vaultKey);

    /// The file itself, for tables that must change together with these (received frames, sent messages).
    [[nodiscard]] Database &database() { return *m_database; }

    /// Where a sealed value belongs.
    struct Place
    {
        const char *table;
        const char *column;
        QByteArray key; ///< of the row
    };
    /// Encrypts a value for a table of another part; see above.
    [[nodiscard]] Result<QByteArray> seal(const Place &place, QByteArrayView plain);
    /// @return Storage when it is damaged or was sealed for another place.
    [[nodiscard]] Result<SecretBytes> unseal(const Place &place, const QByteArray &sealed) const;

    // --- The device -------------------------------------------------------------------------------------------------

    /// The keys of this device; the first call makes them, and they are on disk before it returns.
    /// @return Storage also when there is a registration whose keys are gone: new ones would be of no use.
    [[nodiscard]] Result<DeviceKeys> deviceKeys() override;
    /// Throws away all keys and pre-keys and makes new ones, to start a failed pairing anew.
    /// @return Conflict when registered.
    [[nodiscard]] Result<> renewDeviceKeys();
    /// Replaces the secret in force (note 1, sections 5.4 and 5.5.7).
    /// @return Invalid unless it has 32 bytes; NotFound before the first deviceKeys().
    [[nodiscard]] Result<> saveAdvSecret(const SecretBytes &secret);

    [[nodiscard]] Result<std::optional<Registration>> registration();
    /// Stores the registration, trusts the phone's identity (hidden id, device 0), learns the own pair of addresses and
    /// clears the ended mark. The same account may be completed again.
    /// @return Invalid when a field is missing or of the wrong kind; Conflict before the first deviceKeys() and while
    ///         another account is registered.
    [[nodiscard]] Result<> completePairing(const Registration &registration);
    /// Takes over a new own hidden id, with its address pair and the phone's identity.
    /// @return Invalid unless it is one; NotFound when not registered.
    [[nodiscard]] Result<> saveLid(const Jid &lid);

    /// Keeps keys and registration: an erroneous deletion could not be undone (note 1, section 6.4).
    /// @param untilMs end of a temporary ban, 0 for good.
    [[nodiscard]] Result<> markEnded(int code, const QString &cause, qint64 untilMs = 0);
    [[nodiscard]] Result<std::optional<EndedMark>> ended();
    [[nodiscard]] Result<> clearEnded();

    /// Deletes all that is in the file, also of later tables, and rewrites it so that neither it nor its WAL holds a byte of
    /// it. What the disk keeps in blocks it has given up is sealed as well. The next deviceKeys() makes a new device; the
    /// file stays bound to its vault key.
    /// @return Conflict inside a transaction. On Storage everything may be deleted already while old bytes remain (another
    ///         program reads the file): call again; open() makes up for it as well.
    [[nodiscard]] Result<> forget();

    // --- One-time pre-keys (note 1, section 7) ------------------------------------------------------------------------

    /// @p wanted keys that no upload confirmed yet, oldest id first; makes what is missing and stores it before returning.
    /// The same ones again until markUploaded() or removePreKey().
    /// @return Invalid for a negative count; NotFound before the first deviceKeys(); Storage when no ids are left.
    [[nodiscard]] Result<QList<PreKey>> unuploadedPreKeys(int wanted);
    /// A new one that is handed to somebody directly: no upload will ever contain it.
    /// @return as unuploadedPreKeys().
    [[nodiscard]] Result<PreKey> preKeyToHandOut();
    /// Ids that are gone meanwhile are no error.
    [[nodiscard]] Result<> markUploaded(const QList<quint32> &ids);
    /// How many are here, uploaded or not.
    [[nodiscard]] Result<int> localPreKeyCount();
    /// How many of those that are here the server confirmed.
    [[nodiscard]] Result<int> uploadedPreKeyCount();
    [[nodiscard]] Result<std::optional<PreKey>> preKey(quint32 id) override;
    /// A key is removed when a message used it. No error when it is gone.
    [[nodiscard]] Result<> removePreKey(quint32 id) override;

    // --- Signed pre-keys ----------------------------------------------------------------------------------------------

    /// The next generation (id + 1), not in force yet; the same one until it is made current.
    /// @return NotFound before the first deviceKeys().
    [[nodiscard]] Result<SignedPreKey> nextSignedPreKey();
    /// Once the server took it. The two generations before stay for decrypting, older ones are removed.
    /// @return NotFound unless @p id is the pending or the current one; the current one stays.
    [[nodiscard]] Result<> makeSignedPreKeyCurrent(quint32 id);
    /// Any that is still here: former, current or pending.
    [[nodiscard]] Result<std::optional<SignedPreKey>> signedPreKey(quint32 id) override;

    // --- Small values -------------------------------------------------------------------------------------------------

    /// Empty when it was never set.
    [[nodiscard]] Result<QByteArray> value(Value name);
    /// An empty one removes it.
    [[nodiscard]] Result<> setValue(Value name, const QByteArray &value);
    /// The same for those that are numbers; nothing when never set or no number.
    [[nodiscard]] Result<std::optional<qint64>> number(Value name);
    [[nodiscard]] Result<> setNumber(Value name, qint64 value);

    // --- Signal's tables; addresses from signalAddress() --------------------------------------------------------------

    [[nodiscard]] Result<std::optional<StoredIdentity>> identity(const QString &address) override;
    /// The same key again keeps when it was first seen, and never loses its trust; another one replaces both.
    /// @return Invalid unless @p key has 33 bytes and begins with 05.
    [[nodiscard]] Result<> saveIdentity(const QString &address, const QByteArray &key, bool trusted = false) override;
    [[nodiscard]] Result<> removeIdentity(const QString &address);
    [[nodiscard]] Result<> moveIdentities(const QString &fromName, const QString &toName) override;

    [[nodiscard]] Result<std::optional<SecretBytes>> session(const QString &address) override;
    [[nodiscard]] Result<> saveSession(const QString &address, QByteArrayView record) override;
    [[nodiscard]] Result<> removeSession(const QString &address) override;
    /// The addresses with a session under a name ("100000012345678_1"), that is, of all its devices; sorted as text.
    [[nodiscard]] Result<QStringList> sessionAddresses(const QString &name) override;

    [[nodiscard]] Result<std::optional<SecretBytes>> senderKey(const Jid &group, const QString &address) override;
    [[nodiscard]] Result<> saveSenderKey(const Jid &group, const QString &address, QByteArrayView record) override;
    [[nodiscard]] Result<> removeSenderKey(const Jid &group, const QString &address) override;
    [[nodiscard]] Result<QList<SenderKeyName>> senderKeyNames(const QString &name) override;
    /// All of a group, for instance after leaving it.
    [[nodiscard]] Result<> removeSenderKeys(const Jid &group);
    /// Sessions of linked devices that nothing went through since that time, UTC ms. A phone's stay: a number lasts.
    [[nodiscard]] Result<> removeUnusedSessions(qint64 before);

    // --- Which hidden id is which phone number (note 2, section 5.2) --------------------------------------------------

    /// The newest pair wins, and each side is in one pair only. Devices do not matter.
    /// @return true when the pair is new; Invalid unless it is a hidden id and a phone number.
    [[nodiscard]] Result<bool> saveLidMapping(const Jid &lid, const Jid &phone) override;
    /// The account's hidden id, without device.
    [[nodiscard]] Result<std::optional<Jid>> lidOf(const Jid &phone) override;
    /// The account's phone number, without device.
    [[nodiscard]] Result<std::optional<Jid>> phoneOf(const Jid &lid) override;
    [[nodiscard]] Result<> removeLidMapping(const Jid &lid);

protected:
    [[nodiscard]] Result<> transact(const std::function<Result<>()> &work) override;

private:
    [[nodiscard]] Result<KeyPair> unsealPair(const Place &place, const QByteArray &sealed) const;
    [[nodiscard]] Result<> openFile(const QString &path);
    [[nodiscard]] Result<> checkVaultKey();
    [[nodiscard]] Result<QStringList> tables();
    [[nodiscard]] Result<> compact();
    [[nodiscard]] Result<qint64> count(const QString &sql);
    [[nodiscard]] Result<std::optional<DeviceKeys>> readDeviceKeys();
    [[nodiscard]] Result<> makeDeviceKeys();
    [[nodiscard]] Result<> makePreKeys(qint64 missing);
    [[nodiscard]] Result<> insertSignedPreKey(const KeyPair &identity, quint32 id, qint64 generation,
                                              const QString &state);
    [[nodiscard]] Result<std::optional<SignedPreKey>> readSignedPreKey(const QString &condition, const QVariant &value);
    [[nodiscard]] Result<> trustOwnPhone(const Registration &registration);

    Clock &m_clock;
    Random &m_random;
    std::unique_ptr<Database> m_database;
    SecretBytes m_key; ///< derived from the vault key; empty until open
};

} // namespace desk::wa
