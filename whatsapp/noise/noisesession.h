#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

namespace desk::wa {

/// The 12-byte nonce of message number @p counter: 8 bytes of zero, then the number, big-endian (note 1, section 2.1).
[[nodiscard]] QByteArray noiseNonce(quint32 counter);

/// The sealed connection after the handshake: AES-256-GCM, one key and counter a direction, no additional data
/// (note 1, section 2.2, step 9).
///
/// Belongs to one connection and its thread. Moves but does not copy, for two copies would use a nonce twice. What it
/// opens must come in the order it was sealed; a frame that does not open is the end of the connection.
class NoiseSession
{
public:
    NoiseSession(SecretBytes sendKey, SecretBytes receiveKey);
    NoiseSession(NoiseSession &&) = default;
    NoiseSession &operator=(NoiseSession &&) = default;
    NoiseSession(const NoiseSession &) = delete;
    NoiseSession &operator=(const NoiseSession &) = delete;
    ~NoiseSession() = default;

    /// @return the payload of one frame; TooLarge when it would not fit (nothing is used up then), NotConnected when the
    ///         session is dead.
    [[nodiscard]] Result<QByteArray> seal(QByteArrayView plaintext);

    /// @return the plaintext; Protocol when the frame is not authentic or out of order, and the session is dead from
    ///         then on: NotConnected.
    [[nodiscard]] Result<QByteArray> open(QByteArrayView frame);

    [[nodiscard]] bool isDead() const { return m_dead; }

private:
    SecretBytes m_sendKey;
    SecretBytes m_receiveKey;
    quint64 m_sent = 0;     ///< the counter on the wire has 32 bits; this one sees it run over
    quint64 m_received = 0; ///< likewise
    bool m_dead = false;
};

} // namespace desk::wa
