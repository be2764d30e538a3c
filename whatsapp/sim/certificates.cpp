#include "whatsapp/sim/certificates.h"

#include "whatsapp/noise/certificatechain.h"

namespace desk::wa::sim {

namespace {

constexpr quint64 day = 24 * 60 * 60;

} // namespace

ServerKeys ServerKeys::generate(Random &random)
{
    return {curve25519::generate(random), curve25519::generate(random), curve25519::generate(random)};
}

Result<Certificates> Certificates::make(ServerKeys keys, BadCertificate fault, qint64 now, Random &random)
{
    const quint64 from = quint64(now) - day;
    const quint64 until = quint64(now) + 10 * 365 * day;
    const CertificateDetails intermediate{1, 0, keys.intermediate.publicKey, from, until};
    CertificateDetails leaf{2, 1, keys.statics.publicKey, from, until};
    if (fault == BadCertificate::LeafKey)
        leaf.key = curve25519::generate(random).publicKey;
    if (fault == BadCertificate::LeafExpired) {
        leaf.notBefore = from - 60 * day;
        leaf.notAfter = from - 30 * day;
    }
    const KeyPair rootSigner = fault == BadCertificate::Root ? curve25519::generate(random) : keys.root;
    const KeyPair leafSigner = fault == BadCertificate::Intermediate ? curve25519::generate(random) : keys.intermediate;
    auto chain = buildCertificateChain(rootSigner, intermediate, leafSigner, leaf, random);
    if (!chain)
        return fail(chain.error());
    return Certificates(std::move(keys), *std::move(chain));
}

} // namespace desk::wa::sim
