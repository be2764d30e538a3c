#pragma once

#include "core/base/filetransfer.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>

namespace desk {

/// FileTransfer over QNetworkAccessManager. Redirects are not followed, nothing is decompressed, HTTP/1.1 only.
/// Lives on the thread of who uses it, and reads and writes the files there.
class QtFileTransfer final : public QObject, public FileTransfer
{
    Q_OBJECT

public:
    /// @param extraCaFile certificates in PEM, trusted besides the system's; empty: none.
    explicit QtFileTransfer(const QString &extraCaFile = {}, QObject *parent = nullptr);

    /// There was no certificate in the file of additional ones.
    [[nodiscard]] bool lacksCa() const { return m_lacksCa; }

    [[nodiscard]] QFuture<Result<TransferAnswer>> upload(FileUpload upload) override;
    [[nodiscard]] QFuture<Result<TransferAnswer>> download(FileDownload download) override;

private:
    [[nodiscard]] QNetworkRequest requestFor(const QUrl &url, const QList<std::pair<QByteArray, QByteArray>> &headers,
                                             const TransferLimits &limits) const;

    QNetworkAccessManager m_network;
    QSslConfiguration m_tls;
    bool m_lacksCa = false;
};

} // namespace desk
