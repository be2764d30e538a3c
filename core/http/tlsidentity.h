#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QStringList>

namespace desk {

/// A certificate, with the chain behind it, and its private key; PEM.
struct TlsIdentity
{
    QByteArray certificate;
    QByteArray key;

    /// SHA-256 of the certificate, "AB:CD:...", as browsers show it; empty when it is none.
    [[nodiscard]] QString fingerprint() const;
    /// For the serving side: TLS 1.2 and later. Invalid when one of both is unusable or they do not belong together.
    [[nodiscard]] Result<QSslConfiguration> configuration() const;
};

/// A new key (P-256) with a certificate that it signs itself, valid for 820 days from yesterday on. @param names host names and addresses, IPv6 in
/// brackets; what is neither is passed over. Protocol when OpenSSL fails.
[[nodiscard]] Result<TlsIdentity> makeIdentity(const QStringList &names);

/// The own identity of @p folder: tls-certificate.pem and tls-key.pem (readable by the owner only). Made when missing or unreadable, and anew 30
/// days before it ends or when one of the host names is not in it. New addresses do not make it anew: people have accepted this one.
/// Storage when it cannot be written.
[[nodiscard]] Result<TlsIdentity> ownIdentity(const QString &folder, const QStringList &names);

/// The user's. NotFound or Invalid, with the reason.
[[nodiscard]] Result<TlsIdentity> loadIdentity(const QString &certificateFile, const QString &keyFile);

} // namespace desk
