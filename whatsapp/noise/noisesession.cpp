#include "whatsapp/noise/noisesession.h"

#include "whatsapp/crypto/aead.h"
#include "whatsapp/noise/framecodec.h"

#include <QtEndian>

#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr quint64 lastCounter = std::numeric_limits<quint32>::max();

} // namespace

QByteArray noiseNonce(quint32 counter)
{
    QByteArray nonce(aead::nonceBytes, '\0');
    qToBigEndian(counter, nonce.data() + 8);
    return nonce;
}

NoiseSession::NoiseSession(SecretBytes sendKey, SecretBytes receiveKey)
    : m_sendKey(std::move(sendKey)), m_receiveKey(std::move(receiveKey))
{
}

Result<QByteArray> NoiseSession::seal(QByteArrayView plaintext)
{
    if (m_dead)
        return fail(Errc::NotConnected, u"the noise session is dead"_s);
    if (plaintext.size() > maxFramePayload - aead::tagBytes)
        return fail(Errc::TooLarge, u"a frame cannot carry %1 bytes"_s.arg(plaintext.size()));
    if (m_sent > lastCounter) {
        m_dead = true;
        return fail(Errc::NotConnected, u"all nonces of the noise session are used up"_s);
    }
    return aead::seal(m_sendKey, noiseNonce(quint32(m_sent++)), plaintext);
}

Result<QByteArray> NoiseSession::open(QByteArrayView frame)
{
    if (m_dead)
        return fail(Errc::NotConnected, u"the noise session is dead"_s);
    if (m_received > lastCounter) {
        m_dead = true;
        return fail(Errc::NotConnected, u"all nonces of the noise session are used up"_s);
    }
    const quint64 number = m_received++;
    auto plaintext = aead::open(m_receiveKey, noiseNonce(quint32(number)), frame);
    if (!plaintext) {
        m_dead = true;
        return fail(plaintext.error().code, u"frame %1: %2"_s.arg(number).arg(plaintext.error().detail));
    }
    return plaintext;
}

} // namespace desk::wa
