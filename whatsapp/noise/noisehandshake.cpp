#include "whatsapp/noise/noisehandshake.h"

#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/hkdf.h"
#include "whatsapp/noise/certificatechain.h"
#include "whatsapp/noise/framecodec.h"
#include "whatsapp/proto/handshake.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr char patternXX[] = "Noise_XX_25519_AESGCM_SHA256";
constexpr char patternXXfallback[] = "Noise_XXfallback_25519_AESGCM_SHA256";

Result<proto::HandshakeMessage> readMessage(QByteArrayView bytes)
{
    if (bytes.size() > maxHandshakeMessage)
        return fail(Errc::Protocol, u"a handshake message of %1 bytes is too large"_s.arg(bytes.size()));
    auto message = parsed<proto::HandshakeMessage>(bytes);
    if (!message)
        return fail(Errc::Protocol, u"the handshake message cannot be read"_s);
    return *std::move(message);
}

/// Says in the error what it was that failed.
tl::unexpected<Error> failed(const QString &what, const Error &error)
{
    return fail(error.code, what + u": "_s + error.detail);
}

} // namespace

NoiseState::NoiseState(QByteArrayView pattern)
    : m_hash(pattern.size() <= sha256Bytes ? pattern.toByteArray().leftJustified(sha256Bytes, '\0') : sha256(pattern)),
      m_chainingKey(SecretBytes::copyOf(m_hash)), m_cipherKey(SecretBytes::copyOf(m_hash))
{
}

void NoiseState::mixHash(QByteArrayView data)
{
    m_hash = sha256({m_hash, data});
}

void NoiseState::mixKey(const SecretBytes &secret)
{
    const SecretBytes keys = hkdfSha256(secret.view(), m_chainingKey.view(), {}, 64);
    m_chainingKey = keys.mid(0, 32);
    m_cipherKey = keys.mid(32, 32);
    m_counter = 0;
}

Result<> NoiseState::mixAgreement(const SecretBytes &privateKey, QByteArrayView publicKey)
{
    const auto secret = curve25519::agree(privateKey, publicKey);
    if (!secret)
        return fail(secret.error());
    mixKey(*secret);
    return {};
}

Result<QByteArray> NoiseState::encrypt(QByteArrayView plaintext)
{
    auto sealed = aead::seal(m_cipherKey, noiseNonce(m_counter++), plaintext, m_hash);
    if (sealed)
        mixHash(*sealed);
    return sealed;
}

Result<QByteArray> NoiseState::decrypt(QByteArrayView sealed)
{
    auto plaintext = aead::open(m_cipherKey, noiseNonce(m_counter++), sealed, m_hash);
    if (plaintext)
        mixHash(sealed);
    return plaintext;
}

TransportKeys NoiseState::split() const
{
    const SecretBytes keys = hkdfSha256({}, m_chainingKey.view(), {}, 64);
    return {keys.mid(0, 32), keys.mid(32, 32)};
}

ClientHandshake::ClientHandshake(KeyPair staticKey, KeyPair ephemeral, QByteArray rootKey)
    : m_state(patternXX), m_static(std::move(staticKey)), m_ephemeral(std::move(ephemeral)),
      m_rootKey(std::move(rootKey))
{
    m_state.mixHash(noisePrologue());
    m_state.mixHash(m_ephemeral.publicKey);
}

QByteArray ClientHandshake::clientHello() const
{
    proto::HandshakeMessage message;
    message.mutable_client_hello()->set_ephemeral(toStdString(m_ephemeral.publicKey));
    return serialized(message);
}

Result<ClientHandshake::Finish> ClientHandshake::finish(QByteArrayView serverHello, QByteArrayView clientPayload,
                                                        qint64 now)
{
    if (std::exchange(m_used, true))
        return fail(Errc::Conflict, u"this handshake is over"_s);
    return finishOnce(serverHello, clientPayload, now);
}

Result<ClientHandshake::Finish> ClientHandshake::finishOnce(QByteArrayView serverHello, QByteArrayView clientPayload,
                                                            qint64 now)
{
    const auto message = readMessage(serverHello);
    if (!message)
        return fail(message.error());
    if (!message->has_server_hello())
        return fail(Errc::Protocol, u"the handshake message is no ServerHello"_s);
    const auto &hello = message->server_hello();
    if (!hello.has_ephemeral() || !hello.has_static_key() || !hello.has_payload())
        return fail(Errc::Protocol, u"the ServerHello is incomplete"_s);
    const QByteArray serverEphemeral = toBytes(hello.ephemeral());
    if (serverEphemeral.size() != curve25519::keyBytes)
        return fail(Errc::Protocol, u"the server's ephemeral key has not 32 bytes"_s);

    m_state.mixHash(serverEphemeral);
    if (const auto mixed = m_state.mixAgreement(m_ephemeral.privateKey, serverEphemeral); !mixed)
        return failed(u"the server's ephemeral key"_s, mixed.error());
    const auto serverStatic = m_state.decrypt(toBytes(hello.static_key()));
    if (!serverStatic)
        return failed(u"the server's static key"_s, serverStatic.error());
    if (serverStatic->size() != curve25519::keyBytes)
        return fail(Errc::Protocol, u"the server's static key has not 32 bytes"_s);
    if (const auto mixed = m_state.mixAgreement(m_ephemeral.privateKey, *serverStatic); !mixed)
        return failed(u"the server's static key"_s, mixed.error());
    const auto chain = m_state.decrypt(toBytes(hello.payload()));
    if (!chain)
        return failed(u"the server's certificates"_s, chain.error());
    if (const auto good = verifyCertificateChain(*chain, m_rootKey, *serverStatic, now); !good)
        return fail(good.error());

    const auto ownStatic = m_state.encrypt(m_static.publicKey);
    if (!ownStatic)
        return fail(ownStatic.error());
    if (const auto mixed = m_state.mixAgreement(m_static.privateKey, serverEphemeral); !mixed)
        return failed(u"the server's ephemeral key"_s, mixed.error());
    const auto payload = m_state.encrypt(clientPayload);
    if (!payload)
        return fail(payload.error());

    proto::HandshakeMessage answer;
    answer.mutable_client_finish()->set_static_key(toStdString(*ownStatic));
    answer.mutable_client_finish()->set_payload(toStdString(*payload));
    TransportKeys keys = m_state.split();
    return Finish{serialized(answer), NoiseSession(std::move(keys.clientToServer), std::move(keys.serverToClient))};
}

ServerHandshake::ServerHandshake(KeyPair staticKey, KeyPair ephemeral, QByteArray certificateChain)
    : m_state(patternXX), m_static(std::move(staticKey)), m_ephemeral(std::move(ephemeral)),
      m_certificateChain(std::move(certificateChain))
{
}

Result<QByteArray> ServerHandshake::answer(QByteArrayView clientHello)
{
    if (std::exchange(m_step, Step::Over) != Step::AwaitingHello)
        return fail(Errc::Conflict, u"the handshake does not wait for a ClientHello"_s);
    const auto message = readMessage(clientHello);
    if (!message)
        return fail(message.error());
    if (!message->has_client_hello())
        return fail(Errc::Protocol, u"the handshake message is no ClientHello"_s);
    const QByteArray clientEphemeral = toBytes(message->client_hello().ephemeral());
    if (clientEphemeral.size() != curve25519::keyBytes)
        return fail(Errc::Protocol, u"the client's ephemeral key has not 32 bytes"_s);

    m_state = NoiseState(message->client_hello().has_static_key() ? QByteArrayView(patternXXfallback)
                                                                  : QByteArrayView(patternXX));
    m_state.mixHash(noisePrologue());
    m_state.mixHash(clientEphemeral);
    m_state.mixHash(m_ephemeral.publicKey);
    if (const auto mixed = m_state.mixAgreement(m_ephemeral.privateKey, clientEphemeral); !mixed)
        return failed(u"the client's ephemeral key"_s, mixed.error());
    const auto ownStatic = m_state.encrypt(m_static.publicKey);
    if (!ownStatic)
        return fail(ownStatic.error());
    if (const auto mixed = m_state.mixAgreement(m_static.privateKey, clientEphemeral); !mixed)
        return failed(u"the client's ephemeral key"_s, mixed.error());
    const auto chain = m_state.encrypt(m_certificateChain);
    if (!chain)
        return fail(chain.error());

    proto::HandshakeMessage answer;
    answer.mutable_server_hello()->set_ephemeral(toStdString(m_ephemeral.publicKey));
    answer.mutable_server_hello()->set_static_key(toStdString(*ownStatic));
    answer.mutable_server_hello()->set_payload(toStdString(*chain));
    m_step = Step::AwaitingFinish;
    return serialized(answer);
}

Result<ServerHandshake::Accepted> ServerHandshake::accept(QByteArrayView clientFinish)
{
    if (std::exchange(m_step, Step::Over) != Step::AwaitingFinish)
        return fail(Errc::Conflict, u"the handshake does not wait for a ClientFinish"_s);
    const auto message = readMessage(clientFinish);
    if (!message)
        return fail(message.error());
    if (!message->has_client_finish())
        return fail(Errc::Protocol, u"the handshake message is no ClientFinish"_s);
    const auto &finish = message->client_finish();
    if (!finish.has_static_key() || !finish.has_payload())
        return fail(Errc::Protocol, u"the ClientFinish is incomplete"_s);

    auto clientStatic = m_state.decrypt(toBytes(finish.static_key()));
    if (!clientStatic)
        return failed(u"the client's static key"_s, clientStatic.error());
    if (clientStatic->size() != curve25519::keyBytes)
        return fail(Errc::Protocol, u"the client's static key has not 32 bytes"_s);
    if (const auto mixed = m_state.mixAgreement(m_ephemeral.privateKey, *clientStatic); !mixed)
        return failed(u"the client's static key"_s, mixed.error());
    auto payload = m_state.decrypt(toBytes(finish.payload()));
    if (!payload)
        return failed(u"the client's payload"_s, payload.error());

    TransportKeys keys = m_state.split();
    return Accepted{*std::move(clientStatic), *std::move(payload),
                    NoiseSession(std::move(keys.serverToClient), std::move(keys.clientToServer))};
}

} // namespace desk::wa
