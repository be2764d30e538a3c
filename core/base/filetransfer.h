#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>

namespace desk {

/// What uploads and downloads of files have in common.
struct TransferLimits
{
    std::chrono::milliseconds idle{30'000};       ///< without a byte in either direction
    std::chrono::milliseconds whole{30 * 60'000}; ///< until the whole answer is there
};

/// A POST whose body is a file, or the rest of one.
struct FileUpload
{
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QString filePath = {}; ///< empty: a POST without body
    qint64 offset = 0;     ///< bytes of the file that are left out
    qint64 maxAnswerBytes = 64LL * 1024;
    TransferLimits limits = {};
};

/// A GET whose answer becomes a file.
struct FileDownload
{
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QString filePath = {}; ///< created when it is not there
    bool resume = false; ///< asks for what follows the bytes that the file has; they go when the server sends all of it
    qint64 limit = 0;    ///< bytes of the file
    TransferLimits limits = {};
};

/// Any status is an answer.
struct TransferAnswer
{
    int status = 0;
    QByteArray body = {};                ///< of uploads
    qint64 size = 0;                     ///< of downloads with status 200 or 206: bytes of the file, which is whole
    std::chrono::seconds retryAfter{-1}; ///< negative: not told
};

/// Outgoing HTTP with files for bodies, block by block: what it needs of memory does not grow with them.
///
/// Each is answered once. @return TimedOut, NotConnected (also for a certificate that is not trusted, and for an answer that broke
/// off: the file keeps what came), TooLarge for an answer over its limit, Protocol for another range than asked for, Storage when the file cannot be read or
/// written.
class FileTransfer
{
public:
    virtual ~FileTransfer() = default;
    [[nodiscard]] virtual QFuture<Result<TransferAnswer>> upload(FileUpload upload) = 0;
    [[nodiscard]] virtual QFuture<Result<TransferAnswer>> download(FileDownload download) = 0;
};

} // namespace desk
