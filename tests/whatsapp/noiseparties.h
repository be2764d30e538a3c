#pragma once

#include "tests/support/scriptedrandom.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/noise/certificatechain.h"
#include "whatsapp/noise/noisehandshake.h"

#include <QByteArray>

namespace desk::wa {

/// The synthetic keys of note 1, appendix A.
struct KnownKeys
{
    static KeyPair pair(const char *privateHex)
    {
        return curve25519::fromPrivate(QByteArray::fromHex(privateHex)).value();
    }
    KeyPair clientEphemeral = pair("90d392844b7e8140f6d617d83a2c9b3d752a61f5a9e2ab8a66d8dbb7d0312277");
    KeyPair clientStatic = pair("80282ff3e61f3f1d2e0d8f50f9db6626dc61612aec61f654a68438d0279ba47a");
    KeyPair serverEphemeral = pair("2835995f9c2f1994ee5d4bb847a11606044312bdf8d171cdec1a3f3aff050675");
    KeyPair serverStatic = pair("483d54af69e74fdf7bdbc06e6fff90e37d34e522536721e28c72f31335526467");
};

/// A server with a certificate authority of its own, whose every value can be spoilt.
struct CertifiedServer
{
    static constexpr qint64 now = 1700000000;

    KnownKeys keys;
    ScriptedRandom random;
    KeyPair root = curve25519::generate(random);
    KeyPair intermediateKey = curve25519::generate(random);
    KeyPair rootSigner = root;
    KeyPair leafSigner = intermediateKey;
    CertificateDetails intermediate{1, 0, intermediateKey.publicKey, 1600000000, 4000000000};
    CertificateDetails leaf{2, 1, keys.serverStatic.publicKey, 1600000000, 4000000000};

    [[nodiscard]] QByteArray chain()
    {
        return buildCertificateChain(rootSigner, intermediate, leafSigner, leaf, random).value();
    }
    [[nodiscard]] Result<> verdict(qint64 time = now)
    {
        return verifyCertificateChain(chain(), root.publicKey, keys.serverStatic.publicKey, time);
    }
    [[nodiscard]] ClientHandshake client() const { return {keys.clientStatic, keys.clientEphemeral, root.publicKey}; }
    [[nodiscard]] ServerHandshake server() { return {keys.serverStatic, keys.serverEphemeral, chain()}; }
};

} // namespace desk::wa
