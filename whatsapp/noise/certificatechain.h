#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/crypto/curve25519.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

#include <chrono>

// The two certificates with which a server proves that its static Noise key is WhatsApp's (note 1, section 2.3): a root
// key we carry signs the intermediate, the intermediate signs the leaf, the leaf names the static key. Pure, any thread.
namespace desk::wa {

/// The root key of the real service, 32 bytes.
[[nodiscard]] QByteArray whatsAppRootKey();

/// How wrong the clocks may be when the validity is checked.
inline constexpr std::chrono::hours certificateClockTolerance{24};

struct CertificateDetails
{
    quint32 serial = 0;
    quint32 issuerSerial = 0;
    QByteArray key;        ///< 32 bytes
    quint64 notBefore = 0; ///< Unix seconds
    quint64 notAfter = 0;  ///< Unix seconds
};

/// The simulator's side: signs both and serializes the chain. Takes every value as it is, also wrong ones.
/// @param root signs @p intermediate. @param intermediateKey signs @p leaf.
[[nodiscard]] Result<QByteArray> buildCertificateChain(const KeyPair &root, const CertificateDetails &intermediate,
                                                       const KeyPair &intermediateKey, const CertificateDetails &leaf,
                                                       Random &random);

/// The client's side: all checks of the note, each with a text of its own.
/// @param chain a serialized CertChain. @param serverStatic the static key the server has just shown.
/// @param now Unix seconds.
/// @return Protocol with what is wrong.
[[nodiscard]] Result<> verifyCertificateChain(QByteArrayView chain, QByteArrayView rootKey, QByteArrayView serverStatic,
                                              qint64 now);

} // namespace desk::wa
