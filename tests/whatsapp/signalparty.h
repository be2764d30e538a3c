#pragma once

#include "tests/support/fakeclock.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/signal/deviceaddresses.h"
#include "whatsapp/signal/groupcipher.h"
#include "whatsapp/signal/sessioncipher.h"
#include "whatsapp/store/sessionstore.h"

#include <QHash>

namespace desk::wa {

using namespace Qt::StringLiterals;

inline Jid jidOf(const char *text)
{
    const auto parsed = Jid::parse(QByteArrayView(text));
    if (!parsed)
        qFatal("no address: %s", text);
    return *parsed;
}

/// The same bytes in every run, different ones for each seed; for known answers, queued ones come first.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(QByteArray seed) : m_seed(std::move(seed)) { }

    /// What the next request for that many bytes gets.
    void queue(const QByteArray &bytes) { m_queued[int(bytes.size())] << bytes; }

    [[nodiscard]] QByteArray bytes(int count) override
    {
        if (auto &queued = m_queued[count]; !queued.isEmpty())
            return queued.takeFirst();
        QByteArray all;
        while (all.size() < count)
            all += sha256({m_seed, QByteArray::number(++m_next)});
        return all.first(count);
    }
    [[nodiscard]] double unit() override { return 0.5; }

private:
    QByteArray m_seed;
    QHash<int, QList<QByteArray>> m_queued;
    quint64 m_next = 0;
};

/// A device with a store in memory and the ciphers over it.
struct Party
{
    FakeClock clock;
    SeededRandom random;
    SessionStore store{clock, random};
    SessionCipher cipher{store, random};
    GroupCipher groups{store, random};
    DeviceAddresses addresses{store};
    Jid jid;

    /// @param seed another one makes another device at the same address.
    explicit Party(const char *address, const QByteArray &seed = "seed")
        : random(joined({QByteArrayView(address), seed})), jid(jidOf(address))
    {
        if (!store.open(u":memory:"_s, SecretBytes::copyOf(QByteArray(32, 'v'))))
            qFatal("the store does not open");
    }

    DeviceKeys keys()
    {
        auto made = store.deviceKeys();
        if (!made)
            qFatal("no device keys");
        return std::move(*made);
    }
    QByteArray identity() { return joined({QByteArrayView("\x05", 1), keys().identity.publicKey}); }

    /// What the server would hand out about this device, each time with another one-time key.
    PreKeyBundle bundle(bool withOneTimeKey = true)
    {
        const DeviceKeys own = keys();
        PreKeyBundle made;
        made.registrationId = own.registrationId;
        made.identityKey = own.identity.publicKey;
        made.signedPreKeyId = own.signedPreKey.id;
        made.signedPreKey = own.signedPreKey.pair.publicKey;
        made.signature = own.signedPreKey.signature;
        if (withOneTimeKey) {
            const auto preKeys = store.unuploadedPreKeys(1);
            if (!preKeys || !store.markUploaded({preKeys->first().id}))
                qFatal("no pre-key");
            made.oneTimeKey = PreKeyBundle::OneTimeKey{preKeys->first().id, preKeys->first().pair.publicKey};
        }
        return made;
    }

    /// Fetches the bundle of @p other.
    void start(Party &other, bool withOneTimeKey = true)
    {
        if (const auto done = cipher.processBundle(other.jid, other.bundle(withOneTimeKey)); !done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    Ciphertext write(const Party &to, const QByteArray &text)
    {
        auto made = cipher.encrypt(to.jid, text);
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        return std::move(*made);
    }
    SignalResult<Decrypted> read(const Party &from, const Ciphertext &message)
    {
        return cipher.decrypt(from.jid, message.kind, message.bytes);
    }
    /// The text, or the name of nothing.
    QByteArray textOf(const Party &from, const Ciphertext &message)
    {
        const auto decrypted = read(from, message);
        return decrypted ? decrypted->plaintext : QByteArray("(refused)");
    }

    /// All of Signal's tables, byte by byte: a row that is written again is sealed anew, so it shows.
    QByteArray snapshot()
    {
        QByteArray all;
        for (const char *table : {"session", "identity", "sender_key", "pre_key", "signed_pre_key", "lid_mapping"}) {
            Statement query = store.database().prepare(u"SELECT * FROM %1"_s.arg(QLatin1String(table)));
            if (!query.exec())
                qFatal("no table %s", table);
            all += table;
            while (query.next()) {
                for (int column = 0; query.value(column).isValid(); ++column)
                    all += query.value(column).toByteArray() + '|';
            }
        }
        return all;
    }
    /// What @p work finds, undone afterwards.
    template<typename Work>
    void tryOut(Work work)
    {
        (void)store.transaction([&]() -> Result<> {
            work();
            return fail(Errc::Cancelled);
        });
    }
};

} // namespace desk::wa
