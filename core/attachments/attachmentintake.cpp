#include "core/attachments/attachmentintake.h"

#include "core/attachments/filetype.h"
#include "core/attachments/imagefile.h"
#include "core/attachments/playtime.h"
#include "core/base/filesync.h"
#include "core/base/logging.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 hashBlock = 256 * 1024;

/// Removes what is still there when nobody holds it any more.
std::shared_ptr<void> keeperOf(const QStringList &paths)
{
    return {nullptr, [paths](void *) {
                for (const QString &path : paths)
                    QFile::remove(path);
            }};
}

Result<> writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(Errc::Storage, u"cannot write beside the attachments: "_s + file.errorString());
    return {};
}

Result<QString> hashOf(QFile &file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 hashed = 0;
    for (QByteArray block = file.read(hashBlock); !block.isEmpty(); block = file.read(hashBlock)) {
        hash.addData(block);
        hashed += block.size();
    }
    if (hashed != file.size())
        return fail(Errc::Storage, u"a file cannot be read whole"_s);
    return QString::fromLatin1(hash.result().toHex());
}

/// Image or film: its size and what is wrong with it, and the thumbnail of an image.
void lookInto(QFile &file, StagedFile &staged)
{
    Attachment &attachment = staged.attachment;
    const QByteArray format = imageFormatOf(attachment.mime);
    QSize size;
    if (format.isEmpty()) {
        const PlayTime time = playTimeOf(file, attachment.mime);
        size = time.size;
        attachment.duration = time.duration;
    } else if (file.seek(0)) {
        const ImageLook look = lookAtImage(file, format);
        size = look.size;
        attachment.problem = look.problem;
    }
    attachment.width = qMax(0, size.width());
    attachment.height = qMax(0, size.height());
    if (!attachment.isShown() || !file.seek(0))
        return;
    const auto clean = cleanImage(file, format, AttachmentIntake::thumbnailSide);
    if (!clean) {
        attachment.problem = clean.error().code == Errc::TooLarge ? u"too_many_pixels"_s : u"broken"_s;
        return;
    }
    const QString path = staged.path + u".thumbnail"_s;
    if (auto written = writeWhole(path, clean->bytes); written)
        staged.thumbnail = path;
    else // it can be made again
        qCWarning(lcStorage).noquote() << written.error().detail;
}

Result<StagedFile> stageFile(const QString &path, const QString &target, const QString &name)
{
    StagedFile staged;
    staged.path = target;
    if (path != target && !QFile::rename(path, target))
        return fail(Errc::Storage, u"cannot move a file to the attachments"_s);
    staged.keeper = keeperOf({target, target + u".thumbnail"_s});
    QFile file(target);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return fail(Errc::Storage, u"a file cannot be read: "_s + file.errorString());
    if (file.size() == 0)
        return fail(Errc::Invalid, u"an empty file"_s);
    if (!syncToDisk(file))
        return fail(Errc::Storage, u"a file cannot be brought to the disk"_s);
    auto hash = hashOf(file);
    if (!hash)
        return fail(hash.error());
    staged.attachment.sha256 = *hash;
    staged.attachment.size = file.size();
    staged.attachment.name = cleanFileName(name);
    if (!file.seek(0))
        return fail(Errc::Storage, u"a file cannot be read"_s);
    staged.attachment.mime = sniffedType(file.read(sniffedBytes), name);
    lookInto(file, staged);
    return staged;
}

Result<QString> makeShown(const QString &original, const QString &path, const QByteArray &format, ImageVariant variant)
{
    if (QFileInfo::exists(path))
        return path;
    QFile file(original);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Storage, u"an attachment cannot be read: "_s + file.errorString());
    const auto clean = cleanImage(file, format,
                                  variant == ImageVariant::Thumbnail ? AttachmentIntake::thumbnailSide
                                                                     : AttachmentIntake::displaySide);
    if (!clean)
        return fail(clean.error().code == Errc::Storage ? Errc::Storage : Errc::NotFound, clean.error().detail);
    if (auto written = writeWhole(path, clean->bytes); !written)
        return fail(written.error());
    return path;
}

template<typename T>
QFuture<Result<T>> failedNow(Errc code, const QString &detail)
{
    const Completer<T> answer;
    answer.complete(fail(code, detail));
    return answer.future();
}

} // namespace

AttachmentIntake::AttachmentIntake(const AttachmentStore &store, Random &random) : m_store(store), m_random(random)
{
    m_pool.setMaxThreadCount(1);
}

AttachmentIntake::~AttachmentIntake()
{
    m_pool.clear();
    m_pool.waitForDone();
}

Result<QString> AttachmentIntake::newPath()
{
    const QString folder = m_store.stagingFolder();
    if (!QDir().mkpath(folder))
        return fail(Errc::Storage, u"cannot make the folder for incoming files"_s);
    return QDir(folder).filePath(QString::fromLatin1(m_random.bytes(12).toHex()));
}

QFuture<Result<StagedFile>> AttachmentIntake::stage(const QString &path, const QString &name)
{
    Result<QString> target = path;
    if (QFileInfo(path).absolutePath() != QFileInfo(m_store.stagingFolder()).absoluteFilePath())
        target = newPath();
    if (!target)
        return failedNow<StagedFile>(Errc::Storage, target.error().detail);
    return run<StagedFile>([path, target = *target, name] { return stageFile(path, target, name); });
}

QFuture<Result<QString>> AttachmentIntake::shown(const Attachment &attachment, ImageVariant variant)
{
    if (!attachment.isShown())
        return failedNow<QString>(Errc::NotFound, u"it is not shown"_s);
    const QString path = m_store.pathOf(attachment, variant);
    if (QFileInfo::exists(path)) {
        const Completer<QString> there;
        there.complete(path);
        return there.future();
    }
    return run<QString>([original = m_store.pathOf(attachment), path, format = imageFormatOf(attachment.mime),
                         variant] { return makeShown(original, path, format, variant); });
}

} // namespace desk
