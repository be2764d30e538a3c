#pragma once

#include "core/base/secret.h"

#include <QByteArray>

namespace desk::wa {

/// A file that the service has now: what a message says of it. A plain value.
struct UploadedMedia
{
    SecretBytes key = {};
    QByteArray sha256 = {};
    QByteArray encryptedSha256 = {};
    qint64 size = 0; ///< of the plain file
    QByteArray directPath = {};
    QByteArray url = {};
    qint64 keyTime = 0; ///< Unix seconds
};

} // namespace desk::wa
