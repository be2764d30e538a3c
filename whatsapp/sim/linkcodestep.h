#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/crypto/curve25519.h"

#include <QByteArray>
#include <QString>

namespace desk::wa::sim {

/// One linking by code: the companion's hello, the phone's answer once the code is typed, the companion's finish
/// (note 1, sections 5.2 to 5.4). Server and phone in one. A value of its connection; the simulator's thread.
class LinkCodeStep
{
public:
    /// Reads <link_code_companion_reg stage="companion_hello">.
    /// @param noiseKey of the connection.
    /// @return Invalid with what breaks the protocol.
    [[nodiscard]] static Result<LinkCodeStep> start(const Node &hello, const QByteArray &noiseKey, QByteArray ref);

    [[nodiscard]] const QByteArray &number() const { return m_number; }
    [[nodiscard]] const QByteArray &ref() const { return m_ref; }

    /// The phone's side once somebody has typed the code.
    /// @return <link_code_companion_reg stage="primary_hello">; Invalid when @p code is none.
    [[nodiscard]] Result<Node> typed(const QString &code, const KeyPair &account, Random &random);

    /// Reads <link_code_companion_reg stage="companion_finish">. @param identity what the companion registered with.
    /// @return the ADV secret both sides have now; Invalid with what breaks the protocol; Rejected when the bundle does
    ///         not open: the phone typed another code than was shown, or the bundle is wrong.
    [[nodiscard]] Result<SecretBytes> finish(const Node &request, const QByteArray &identity, const KeyPair &account);

private:
    LinkCodeStep() = default;

    QByteArray m_number;
    QByteArray m_ref;
    QByteArray m_wrapped; ///< the companion's ephemeral key under its code
    QByteArray m_companionEphemeral;
    KeyPair m_ephemeral;
};

} // namespace desk::wa::sim
