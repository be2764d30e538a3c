#include "core/attachments/attachmentstore.h"

#include "core/base/logging.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QMimeDatabase>
#include <QSaveFile>
#include <QSize>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr int folderCount = 256;

Attachment attachmentFrom(const Statement &row)
{
    return {{row.int64(0)}, row.text(1), row.text(2), row.int64(3), int(row.int64(4)), int(row.int64(5))};
}
} // namespace

AttachmentStore::AttachmentStore(Database &database, Clock &clock, QString folder, QObject *parent)
    : QObject(parent), m_database(database), m_clock(clock), m_folder(std::move(folder))
{
}

QSize AttachmentStore::imageSize(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    return reader.canRead() ? reader.size() : QSize();
}

QString AttachmentStore::pathOf(const Attachment &attachment) const
{
    return QDir(m_folder).filePath(attachment.sha256.left(2) + u'/' + attachment.sha256.mid(2));
}

Result<AttachmentId> AttachmentStore::add(const QByteArray &bytes)
{
    Attachment attachment;
    attachment.sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    if (auto known = findBySha256(attachment.sha256); known)
        return known->id;
    else if (known.error().code != Errc::NotFound)
        return fail(known.error());

    const QString path = pathOf(attachment);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return fail(Errc::Storage, u"cannot make the attachment folder"_s);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(Errc::Storage, u"cannot write an attachment: "_s + file.errorString());

    const QSize size = imageSize(bytes);
    Statement query = m_database.prepare(
        u"INSERT INTO attachment(sha256, mime, size, width, height, created_at) VALUES (?,?,?,?,?,?)"_s);
    query.bind(attachment.sha256).bind(QMimeDatabase().mimeTypeForData(bytes).name()).bind(qint64(bytes.size()));
    query.bind(qMax(0, size.width())).bind(qMax(0, size.height())).bind(m_clock.nowMs());
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return AttachmentId{query.lastInsertId()};
}

Result<Attachment> AttachmentStore::find(AttachmentId id)
{
    Statement query = m_database.prepare(
        u"SELECT id, sha256, mime, size, width, height FROM attachment WHERE id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"attachment %1"_s.arg(id.value));
    return attachmentFrom(query);
}

Result<Attachment> AttachmentStore::findBySha256(const QString &sha256)
{
    Statement query = m_database.prepare(
        u"SELECT id, sha256, mime, size, width, height FROM attachment WHERE sha256 = ?"_s);
    if (auto done = query.bind(sha256).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"no attachment with that hash"_s);
    return attachmentFrom(query);
}

Result<int> AttachmentStore::collectOrphans(int folder)
{
    const QString prefix = QString::number(folder, 16).rightJustified(2, u'0');
    QDir dir(QDir(m_folder).filePath(prefix));
    const QDateTime youngest = m_clock.nowUtc().addSecs(-3600);
    int removed = 0;
    const QFileInfoList files = dir.entryInfoList(QDir::Files);
    for (const QFileInfo &file : files) {
        if (file.lastModified().toUTC() > youngest)
            continue;
        auto known = findBySha256(prefix + file.fileName());
        if (known)
            continue;
        if (known.error().code != Errc::NotFound)
            return fail(known.error());
        if (dir.remove(file.fileName()))
            ++removed;
    }
    return removed;
}

void AttachmentStore::startCollecting(std::chrono::milliseconds delay)
{
    m_clock.singleShot(delay, this, [this] { collectNext(0); });
}

void AttachmentStore::collectNext(int folder)
{
    if (folder >= folderCount)
        return;
    if (auto removed = collectOrphans(folder); !removed)
        qCWarning(lcStorage).noquote() << "orphans not collected:" << removed.error().detail;
    else if (*removed > 0)
        qCInfo(lcStorage) << "removed orphaned attachment files:" << *removed;
    m_clock.singleShot(std::chrono::milliseconds(200), this, [this, folder] { collectNext(folder + 1); });
}

} // namespace desk
