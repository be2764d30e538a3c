#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/noise/noisesession.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

// The Noise XX handshake of both sides (note 1, sections 2.1 to 2.3), from message bytes to message bytes: no socket, no
// frame lengths. Each object is for one connection and its thread; its keys are wiped with it.
namespace desk::wa {

/// A handshake message larger than this is refused before it is parsed.
inline constexpr qsizetype maxHandshakeMessage = 64 * 1024;

/// The two keys a handshake ends in.
struct TransportKeys
{
    SecretBytes clientToServer;
    SecretBytes serverToClient;
};

/// Hash, chaining key, cipher key and counter, with the four operations of Noise on them.
class NoiseState
{
public:
    /// @param pattern the protocol's name: up to 32 bytes it is used padded with zeros, a longer one hashed.
    explicit NoiseState(QByteArrayView pattern);

    void mixHash(QByteArrayView data);
    void mixKey(const SecretBytes &secret);
    /// Agrees on a secret of the two keys and mixes it in. @return the errors of curve25519::agree().
    [[nodiscard]] Result<> mixAgreement(const SecretBytes &privateKey, QByteArrayView publicKey);
    [[nodiscard]] Result<QByteArray> encrypt(QByteArrayView plaintext);
    /// @return Protocol when not authentic.
    [[nodiscard]] Result<QByteArray> decrypt(QByteArrayView sealed);
    [[nodiscard]] TransportKeys split() const;

    // For known answers.
    [[nodiscard]] const QByteArray &hash() const { return m_hash; }
    [[nodiscard]] const SecretBytes &chainingKey() const { return m_chainingKey; }
    [[nodiscard]] const SecretBytes &cipherKey() const { return m_cipherKey; }

private:
    QByteArray m_hash;
    SecretBytes m_chainingKey;
    SecretBytes m_cipherKey;
    quint32 m_counter = 0;
};

/// The client: clientHello(), then finish() with the answer. One use; after an error there is no going on.
class ClientHandshake
{
public:
    struct Finish
    {
        QByteArray message; ///< the ClientFinish to send
        NoiseSession session;
    };

    /// @param staticKey the noise key of this device. @param ephemeral fresh for each connection.
    /// @param rootKey whose certificates are believed: whatsAppRootKey(), or a simulator's.
    ClientHandshake(KeyPair staticKey, KeyPair ephemeral, QByteArray rootKey);

    /// The first message. Calling it again gives the same.
    [[nodiscard]] QByteArray clientHello() const;

    /// Checks the server's answer with its certificates; the own static key is sent only to a server that passed.
    /// @param clientPayload what to send along, sealed. @param now Unix seconds.
    /// @return Protocol with what is wrong; Conflict when called twice.
    [[nodiscard]] Result<Finish> finish(QByteArrayView serverHello, QByteArrayView clientPayload, qint64 now);

    /// For known answers.
    [[nodiscard]] const NoiseState &state() const { return m_state; }

private:
    Result<Finish> finishOnce(QByteArrayView serverHello, QByteArrayView clientPayload, qint64 now);

    NoiseState m_state;
    KeyPair m_static;
    KeyPair m_ephemeral;
    QByteArray m_rootKey;
    bool m_used = false;
};

/// The server, for the simulator: answer() the ClientHello, then accept() the ClientFinish.
///
/// A ClientHello that tries to resume (pattern IK) is answered with the XXfallback pattern (note 1, section 2.4).
class ServerHandshake
{
public:
    struct Accepted
    {
        QByteArray clientStatic; ///< the noise key the client has proved, 32 bytes
        QByteArray payload;      ///< the ClientPayload
        NoiseSession session;
    };

    /// @param certificateChain as buildCertificateChain() makes it.
    ServerHandshake(KeyPair staticKey, KeyPair ephemeral, QByteArray certificateChain);

    /// @return the ServerHello; Protocol with what is wrong; Conflict out of order.
    [[nodiscard]] Result<QByteArray> answer(QByteArrayView clientHello);

    /// @return Protocol with what is wrong; Conflict out of order.
    [[nodiscard]] Result<Accepted> accept(QByteArrayView clientFinish);

    /// For known answers.
    [[nodiscard]] const NoiseState &state() const { return m_state; }

private:
    enum class Step { AwaitingHello, AwaitingFinish, Over };

    NoiseState m_state;
    KeyPair m_static;
    KeyPair m_ephemeral;
    QByteArray m_certificateChain;
    Step m_step = Step::AwaitingHello;
};

} // namespace desk::wa
