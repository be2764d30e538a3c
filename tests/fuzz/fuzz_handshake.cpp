// Hostile handshake messages: a ServerHello to the client, a ClientHello and a ClientFinish to the server, and
// certificates, both bare and sealed by a server that does the handshake well. The first byte chooses.
#include "tests/support/scriptedrandom.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/noise/certificatechain.h"
#include "whatsapp/noise/noisehandshake.h"
#include "whatsapp/pairing/clientpayload.h"
#include "whatsapp/pairing/deviceidentity.h"
#include "whatsapp/proto/handshake.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace desk;
using namespace desk::wa;

namespace {

constexpr qint64 now = 1700000000;

/// Made once: what costs time is the curve.
struct Parties
{
    ScriptedRandom random;
    KeyPair root = curve25519::generate(random);
    KeyPair intermediateKey = curve25519::generate(random);
    KeyPair clientStatic = curve25519::generate(random);
    KeyPair clientEphemeral = curve25519::generate(random);
    KeyPair serverStatic = curve25519::generate(random);
    KeyPair serverEphemeral = curve25519::generate(random);
    QByteArray chain = buildCertificateChain(root, {1, 0, intermediateKey.publicKey, 1600000000, 4000000000},
                                             intermediateKey, {2, 1, serverStatic.publicKey, 1600000000, 4000000000},
                                             random)
                           .value();
    QByteArray clientHello = client().clientHello();
    QByteArray serverHello = server(chain).answer(clientHello).value();

    [[nodiscard]] ClientHandshake client() const { return {clientStatic, clientEphemeral, root.publicKey}; }
    [[nodiscard]] ServerHandshake server(const QByteArray &certificates) const
    {
        return {serverStatic, serverEphemeral, certificates};
    }
};

const Parties &parties()
{
    static const Parties made;
    return made;
}

/// A sound message whose sealed parts are the input's.
QByteArray messageWith(const QByteArray &input)
{
    proto::HandshakeMessage message;
    auto &hello = *message.mutable_server_hello();
    hello.set_ephemeral(toStdString(input.left(32)));
    hello.set_static_key(toStdString(input.mid(32, 48)));
    hello.set_payload(toStdString(input.mid(80)));
    return serialized(message);
}

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const Parties &p = parties();
    const QByteArray input(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    switch (data[0] % 7) {
    case 0:
        require(!p.client().finish(input, "payload", now) || input.size() >= p.serverHello.size());
        break;
    case 1:
        require(!p.client().finish(messageWith(input), "payload", now));
        break;
    case 2: { // authentic, but with these certificates
        ServerHandshake server = p.server(input);
        const auto hello = server.answer(p.clientHello);
        require(hello.has_value());
        (void)p.client().finish(*hello, "payload", now);
        break;
    }
    case 3:
        (void)verifyCertificateChain(input, p.root.publicKey, p.serverStatic.publicKey, now);
        break;
    case 4: {
        ServerHandshake server = p.server(p.chain);
        if (server.answer(input))
            require(!server.accept("no ClientFinish"));
        break;
    }
    case 5: {
        ServerHandshake server = p.server(p.chain);
        require(server.answer(p.clientHello).has_value());
        require(!server.accept(input));
        break;
    }
    default: { // what comes sealed in the handshake and after it
        ScriptedRandom random;
        (void)parseClientPayload(input);
        (void)acceptDeviceIdentity(input, p.clientStatic.privateKey, p.clientEphemeral, random);
        break;
    }
    }
    return 0;
}
