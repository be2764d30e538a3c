#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QSslConfiguration>

namespace desk::wa::sim {

/// A certificate authority of this process, and what it certifies: 127.0.0.1 and localhost, for a day. A value.
struct MediaCertificates
{
    QByteArray authority = {}; ///< PEM, for clients to trust
    QSslConfiguration server = {};

    /// @return Protocol when OpenSSL does not want to.
    [[nodiscard]] static Result<MediaCertificates> make();
};

} // namespace desk::wa::sim
