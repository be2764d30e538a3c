#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/sim/options.h"

#include <QByteArray>
#include <QtGlobal>

namespace desk::wa::sim {

/// The secrets of the simulated service: kept with its state, so that a restarted one is the same to its clients.
struct ServerKeys
{
    KeyPair root;
    KeyPair intermediate;
    KeyPair statics; ///< the static key of the Noise handshake, named by the leaf

    [[nodiscard]] static ServerKeys generate(Random &random);
};

/// The simulator's own certificate chain, sound or with one fault on purpose. A value; the simulator's thread.
class Certificates
{
public:
    /// @param now Unix seconds; the certificates are good from a day before to ten years after.
    /// @return Invalid when a key is no key.
    [[nodiscard]] static Result<Certificates> make(ServerKeys keys, BadCertificate fault, qint64 now, Random &random);

    /// What clients must believe in: "cert_key" of the ready line.
    [[nodiscard]] const QByteArray &rootKey() const { return m_keys.root.publicKey; }
    [[nodiscard]] const KeyPair &staticKey() const { return m_keys.statics; }
    /// A serialized CertChain.
    [[nodiscard]] const QByteArray &chain() const { return m_chain; }

private:
    Certificates(ServerKeys keys, QByteArray chain) : m_keys(std::move(keys)), m_chain(std::move(chain)) { }

    ServerKeys m_keys;
    QByteArray m_chain;
};

} // namespace desk::wa::sim
