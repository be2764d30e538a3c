#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/signal/sessioncipher.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QtGlobal>

#include <deque>
#include <optional>

namespace desk::wa::sim {

/// The public keys the server holds of one device and hands out to whoever writes to it (note 1, section 7).
///
/// A value of its device; the simulator's thread. Every one-time pre-key is handed out once.
class PreKeyStore
{
public:
    struct SignedPreKey
    {
        quint32 id = 0;
        QByteArray value;     ///< 32 bytes
        QByteArray signature; ///< 64 bytes, by the identity key over 05 ‖ value
    };

    PreKeyStore() = default;
    PreKeyStore(quint32 registrationId, QByteArray identity, SignedPreKey signedPreKey);

    [[nodiscard]] const QByteArray &identity() const { return m_identity; }
    [[nodiscard]] quint32 registrationId() const { return m_registrationId; }
    [[nodiscard]] const SignedPreKey &signedPreKey() const { return m_signed; }
    [[nodiscard]] qsizetype count() const { return qsizetype(m_oneTime.size()); }

    /// Takes an <iq xmlns="encrypt" type="set"> with new keys. Keys that were uploaded before are no news, whether they
    /// were handed out or not: a client repeats an upload that was not answered.
    /// @return Invalid with what is wrong: a missing child, a wrong size, a wrong signature, another identity, an id that
    ///         comes back with another key; nothing is taken then.
    [[nodiscard]] Result<> upload(const Node &iq);

    /// Takes the <skey> of a rotation. @return Invalid as above.
    [[nodiscard]] Result<> rotate(const Node &skey);

    /// Adds a key of the phone's own, unchecked.
    void add(quint32 id, const QByteArray &value);

    /// Whether somebody may use that one-time key: it was in a bundle, or its owner has named it to somebody himself.
    [[nodiscard]] bool wasHandedOut(quint32 id) const { return m_seen.contains(id) && !m_waiting.contains(id); }
    /// Whether it is still to be handed out.
    [[nodiscard]] bool isWaiting(quint32 id) const { return m_waiting.contains(id); }
    /// Its owner has named it to somebody himself.
    void noteHandedOut(quint32 id, const QByteArray &value) { m_seen.insert(id, value); }

    /// The device had @p former before it began anew: who has not heard of it yet may still use what was handed out then.
    void succeed(const PreKeyStore &former);

    /// Drops one-time keys down to @p keep, the oldest first.
    void keepOnly(qsizetype keep);

    /// What somebody needs to write first. Takes one one-time key, if there is any left.
    [[nodiscard]] PreKeyBundle takeKeys();
    /// The same as the content of <user> in the answer to a key request; without a one-time key, <key> is missing.
    [[nodiscard]] QList<Node> takeBundle();

    /// The content of <digest>.
    [[nodiscard]] QList<Node> digest() const;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static PreKeyStore fromJson(const QJsonObject &json);

private:
    struct OneTime
    {
        quint32 id = 0;
        QByteArray value;
    };

    [[nodiscard]] Result<SignedPreKey> readSigned(const Node *skey) const;
    [[nodiscard]] Node signedNode() const;

    quint32 m_registrationId = 0;
    QByteArray m_identity;
    SignedPreKey m_signed;
    std::deque<OneTime> m_oneTime;
    QSet<quint32> m_waiting;           ///< the ids of m_oneTime
    QHash<quint32, QByteArray> m_seen; ///< every key ever uploaded, handed out or not
};

} // namespace desk::wa::sim
