#include "whatsapp/sim/blobstore.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

QString BlobStore::newFile()
{
    return m_folder.filePath(QString::number(++m_files) + u".enc"_s);
}

QByteArray BlobStore::newPath()
{
    return "/v/t62.7118-24/" + m_random.bytes(12).toHex() + ".enc";
}

QByteArray BlobStore::directPath(const Blob &blob)
{
    // Some clients append "&hash=": there is a query before it (note 2, section 11.6).
    return blob.path + "?ccb=1&oh=" + blob.token.first(8) + "&_nc_sid=sim";
}

Result<QByteArray> BlobStore::add(const QString &file, const QByteArray &token)
{
    const QFileInfo info(file);
    if (!info.isFile())
        return fail(Errc::Storage, u"there is no such file"_s);
    m_blobs.push_back({.path = newPath(), .token = token, .file = file, .size = info.size()});
    return directPath(m_blobs.back());
}

const BlobStore::Blob *BlobStore::find(const QByteArray &directPath) const
{
    const QByteArray path = directPath.left(directPath.indexOf('?'));
    const auto found = std::find_if(m_blobs.crbegin(), m_blobs.crend(),
                                    [&path](const Blob &blob) { return blob.path == path; });
    return found == m_blobs.crend() ? nullptr : &*found;
}

const BlobStore::Blob *BlobStore::findToken(const QByteArray &token) const
{
    const auto found = std::find_if(m_blobs.crbegin(), m_blobs.crend(),
                                    [&token](const Blob &blob) { return blob.token == token && blob.goneWith == 0; });
    return found == m_blobs.crend() ? nullptr : &*found;
}

void BlobStore::expire(qint64 count, int status)
{
    qint64 left = count < 0 ? qint64(m_blobs.size()) : count;
    for (auto blob = m_blobs.rbegin(); blob != m_blobs.rend() && left > 0; ++blob, --left)
        blob->goneWith = status;
}

Result<QByteArray> BlobStore::renew(const QByteArray &directPath)
{
    const Blob *known = find(directPath);
    if (!known)
        return fail(Errc::NotFound, u"there never was such a file"_s);
    Blob again = *known;
    again.path = newPath();
    again.goneWith = 0;
    m_blobs.push_back(again);
    return BlobStore::directPath(m_blobs.back());
}

} // namespace desk::wa::sim
