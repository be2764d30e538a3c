#include "core/attachments/attachmentstore.h"

#include "core/attachments/filetype.h"
#include "core/attachments/imagefile.h"
#include "core/attachments/playtime.h"
#include "core/base/logging.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QSize>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int folderCount = 256;
constexpr int uploadsAtOnce = 20;

const QString attachmentColumns =
    u"SELECT id, sha256, mime, size, width, height, problem, duration_ms, name FROM attachment "_s;

Attachment attachmentFrom(const Statement &row)
{
    Attachment attachment;
    attachment.id = {row.int64(0)};
    attachment.sha256 = row.text(1);
    attachment.mime = row.text(2);
    attachment.size = row.int64(3);
    attachment.width = int(row.int64(4));
    attachment.height = int(row.int64(5));
    attachment.problem = row.text(6);
    attachment.duration = std::chrono::milliseconds(row.int64(7));
    attachment.name = row.text(8);
    return attachment;
}

QString suffixOf(ImageVariant variant)
{
    return variant == ImageVariant::Thumbnail ? u".thumbnail"_s : u".display"_s;
}

} // namespace

bool Attachment::isShown() const
{
    return !imageFormatOf(mime).isEmpty() && problem.isEmpty() && width > 0 && height > 0
        && qint64(width) * height <= maxImagePixels;
}

AttachmentStore::AttachmentStore(Database &database, Clock &clock, QString folder, QObject *parent)
    : QObject(parent), m_database(database), m_clock(clock), m_folder(std::move(folder))
{
}

Attachment AttachmentStore::lookAt(const QByteArray &bytes, const QString &name)
{
    QBuffer buffer;
    buffer.setData(bytes);
    Attachment attachment;
    attachment.mime = sniffedType(bytes.left(sniffedBytes), name);
    attachment.size = bytes.size();
    attachment.name = cleanFileName(name);
    if (!buffer.open(QIODevice::ReadOnly))
        return attachment;
    QSize size;
    if (const QByteArray format = imageFormatOf(attachment.mime); !format.isEmpty()) {
        const ImageLook look = lookAtImage(buffer, format);
        size = look.size;
        attachment.problem = look.problem;
    } else {
        const PlayTime time = playTimeOf(buffer, attachment.mime);
        size = time.size;
        attachment.duration = time.duration;
    }
    attachment.width = qMax(0, size.width());
    attachment.height = qMax(0, size.height());
    return attachment;
}

QString AttachmentStore::pathOf(const Attachment &attachment) const
{
    return QDir(m_folder).filePath(attachment.sha256.left(2) + u'/' + attachment.sha256.mid(2));
}

QString AttachmentStore::pathOf(const Attachment &attachment, ImageVariant variant) const
{
    return pathOf(attachment) + suffixOf(variant);
}

QString AttachmentStore::stagingFolder() const
{
    return QDir(m_folder).filePath(u"incoming"_s);
}

Result<AttachmentId> AttachmentStore::add(const QByteArray &bytes)
{
    Attachment attachment = lookAt(bytes);
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
    return insert(attachment);
}

Result<AttachmentId> AttachmentStore::insert(const Attachment &attachment)
{
    Statement query = m_database.prepare(
        u"INSERT INTO attachment(sha256, mime, size, width, height, problem, duration_ms, name, created_at) VALUES (?,?,?,?,?,?,?,?,?)"_s);
    query.bind(attachment.sha256).bind(attachment.mime).bind(attachment.size);
    query.bind(attachment.width).bind(attachment.height);
    query.bind(attachment.problem + u""_s).bind(qint64(attachment.duration.count())).bind(attachment.name + u""_s);
    if (auto done = query.bind(m_clock.nowMs()).exec(); !done)
        return fail(done.error());
    return AttachmentId{query.lastInsertId()};
}

Result<AttachmentId> AttachmentStore::adopt(const StagedFile &file)
{
    auto known = findBySha256(file.attachment.sha256);
    if (!known && known.error().code != Errc::NotFound)
        return fail(known.error());
    // Also when it is known: whatever became of its file, here it is.
    if (!known || !QFileInfo::exists(pathOf(*known))) {
        if (auto done = putInPlace(file); !done)
            return fail(done.error());
    }
    return known ? Result<AttachmentId>(known->id) : insert(file.attachment);
}

Result<> AttachmentStore::putInPlace(const StagedFile &file) const
{
    const QString path = pathOf(file.attachment);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return fail(Errc::Storage, u"cannot make the attachment folder"_s);
    const auto move = [](const QString &from, const QString &to) {
        QFile::remove(to); // an orphan of the same bytes
        return QFile::rename(from, to);
    };
    if (!file.thumbnail.isEmpty() && !move(file.thumbnail, pathOf(file.attachment, ImageVariant::Thumbnail)))
        qCWarning(lcStorage) << "a thumbnail was not kept";
    if (!move(file.path, path))
        return fail(Errc::Storage, u"cannot move a file to the attachments"_s);
    return {};
}

Result<Attachment> AttachmentStore::adoptUpload(const StagedFile &file, const QString &name)
{
    return m_database.transaction([&]() -> Result<Attachment> {
        const auto id = adopt(file);
        if (!id)
            return fail(id.error());
        if (auto marked = markUploaded(*id, name); !marked)
            return fail(marked.error());
        return find(*id);
    });
}

Result<> AttachmentStore::markUploaded(AttachmentId id, const QString &name)
{
    Statement naming = m_database.prepare(u"UPDATE attachment SET name = ? WHERE id = ? AND ? <> ''"_s);
    const QString clean = cleanFileName(name) + u""_s;
    if (auto done = naming.bind(clean).bind(id.value).bind(clean).exec(); !done)
        return done;
    // One that a message has is nobody's to lose.
    Statement query = m_database.prepare(
        u"UPDATE attachment SET uploaded_at = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM message WHERE attachment_id = ?)"_s);
    return query.bind(m_clock.nowMs()).bind(id.value).bind(id.value).exec();
}

Result<> AttachmentStore::markUsed(AttachmentId id)
{
    Statement query = m_database.prepare(u"UPDATE attachment SET uploaded_at = NULL WHERE id = ?"_s);
    return query.bind(id.value).exec();
}

Result<Attachment> AttachmentStore::find(AttachmentId id)
{
    Statement query = m_database.prepare(attachmentColumns + u"WHERE id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"attachment %1"_s.arg(id.value));
    return attachmentFrom(query);
}

Result<QHash<AttachmentId, Attachment>> AttachmentStore::findAll(const QList<AttachmentId> &ids)
{
    QHash<AttachmentId, Attachment> found;
    QStringList numbers;
    for (const AttachmentId id : ids) {
        if (id.isValid())
            numbers << QString::number(id.value);
    }
    if (numbers.isEmpty())
        return found;
    Statement query = m_database.prepare(attachmentColumns + u"WHERE id IN (SELECT value FROM json_each(?))"_s);
    if (auto done = query.bind(u'[' + numbers.join(u',') + u']').exec(); !done)
        return fail(done.error());
    while (query.next()) {
        const Attachment attachment = attachmentFrom(query);
        found.insert(attachment.id, attachment);
    }
    return found;
}

Result<Attachment> AttachmentStore::findBySha256(const QString &sha256)
{
    Statement query = m_database.prepare(attachmentColumns + u"WHERE sha256 = ?"_s);
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
        auto known = findBySha256(prefix + file.fileName().section(u'.', 0, 0));
        if (known)
            continue;
        if (known.error().code != Errc::NotFound)
            return fail(known.error());
        if (dir.remove(file.fileName()))
            ++removed;
    }
    return removed;
}

Result<int> AttachmentStore::collectUploads()
{
    // What a message has taken meanwhile, by whatever way, stays; and what is a customer's picture as well.
    Statement query = m_database.prepare(
        u"DELETE FROM attachment WHERE id IN (SELECT a.id FROM attachment a WHERE a.uploaded_at < ? "
        "AND NOT EXISTS (SELECT 1 FROM message m WHERE m.attachment_id = a.id) "
        "AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.picture_attachment_id = a.id) ORDER BY a.uploaded_at LIMIT ?)"_s);
    query.bind(m_clock.nowMs() - std::chrono::milliseconds(uploadsKept).count()).bind(uploadsAtOnce);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.rowsAffected();
}

void AttachmentStore::startCollecting(std::chrono::milliseconds delay)
{
    QDir staging(stagingFolder());
    const QStringList leftOvers = staging.entryList(QDir::Files);
    for (const QString &name : leftOvers)
        staging.remove(name);
    m_clock.singleShot(delay, this, [this] { collectNext(0); });
}

void AttachmentStore::collectNext(int folder)
{
    if (folder >= folderCount)
        return m_clock.singleShot(uploadsKept, this, [this] { collectNext(0); });
    if (auto forgotten = collectUploads(); !forgotten)
        qCWarning(lcStorage).noquote() << "uploads not collected:" << forgotten.error().detail;
    if (auto removed = collectOrphans(folder); !removed)
        qCWarning(lcStorage).noquote() << "orphans not collected:" << removed.error().detail;
    else if (*removed > 0)
        qCInfo(lcStorage) << "removed orphaned attachment files:" << *removed;
    m_clock.singleShot(std::chrono::milliseconds(200), this, [this, folder] { collectNext(folder + 1); });
}

} // namespace desk
