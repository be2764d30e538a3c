#include "core/backup/backupfile.h"

#include "core/base/database.h"
#include "core/base/filesync.h"
#include "core/base/logging.h"
#include "core/storage/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTimeZone>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString backupName = u"desk-%1.db"_s;
const QString stampForm = u"yyyyMMdd-HHmmss"_s;
const QString unfinished = u".part"_s;
// Of what was made of an image to be shown; see AttachmentStore.
const QStringList variantSuffixes{QString(), u".thumbnail"_s, u".display"_s};
constexpr qint64 spareBytes = 16LL * 1024 * 1024;

std::filesystem::path systemPath(const QString &path)
{
    return QFileInfo(path).filesystemFilePath();
}

QString attachmentsOf(const QString &folder)
{
    return QDir(folder).filePath(u"attachments"_s);
}

/// SQLite says it in words only.
Error storageError(const Error &error)
{
    const bool full = error.detail.contains("full"_L1, Qt::CaseInsensitive);
    return {Errc::Storage, (full ? u"disk_full "_s : u"failed "_s) + error.detail};
}

Result<> checkRoom(const BackupPlan &plan)
{
    std::error_code error;
    const auto space = std::filesystem::space(systemPath(plan.folder), error);
    const QDir data(plan.dataDir);
    const qint64 needed = QFileInfo(data.filePath(u"desk.db"_s)).size()
        + QFileInfo(data.filePath(u"desk.db-wal"_s)).size() + spareBytes;
    if (!error && space.available < std::uintmax_t(needed))
        return fail(Errc::Storage, u"disk_full %1 bytes are needed"_s.arg(needed));
    return {};
}

Result<> checkFolder(const BackupPlan &plan)
{
    if (plan.makesFolder)
        QDir().mkpath(plan.folder);
    const QFileInfo folder(plan.folder);
    if (!folder.isDir())
        return fail(Errc::NotFound, u"no_folder "_s + plan.folder);
    QFile probe(QDir(plan.folder).filePath(u"desk-probe"_s + unfinished)); // permissions say little on shares
    if (!probe.open(QIODevice::WriteOnly))
        return fail(Errc::Forbidden, u"not_writable "_s + plan.folder);
    probe.remove();
    return checkRoom(plan);
}

Result<> copyDatabase(const QString &dataDir, const QString &to)
{
    // Nothing is written to it; but a connection that may only read cannot copy tables with computed columns (SQLite 3.40).
    Database source;
    if (auto opened = source.open(QDir(dataDir).filePath(u"desk.db"_s)); !opened)
        return fail(storageError(opened.error()));
    if (auto made = makePrivate(to); !made)
        return made;
    QString quoted = QDir::toNativeSeparators(to);
    quoted.replace(u'\'', u"''"_s);
    if (auto copied = source.exec(u"VACUUM INTO '%1'"_s.arg(quoted)); !copied)
        return fail(storageError(copied.error()));
    QFile file(to);
    if (!file.open(QIODevice::ReadWrite) || !syncToDisk(file))
        return fail(Errc::Storage, u"failed not brought to the disk: "_s + to);
    return {};
}

Result<> copyAttachments(const BackupPlan &plan, const QString &copy, const std::atomic_bool &stop)
{
    const auto hashes = attachmentsKnownTo(copy);
    if (!hashes)
        return fail(hashes.error());
    const QDir from(attachmentsOf(plan.dataDir));
    const QDir to(attachmentsOf(plan.folder));
    int missing = 0;
    for (const QString &hash : *hashes) {
        if (stop)
            return fail(Errc::Cancelled, u"stopped"_s);
        for (const QString &suffix : variantSuffixes) {
            const QString name = hash.left(2) + u'/' + hash.mid(2) + suffix;
            if (!QFileInfo::exists(from.filePath(name))) {
                missing += suffix.isEmpty() ? 1 : 0;
                continue;
            }
            if (!to.mkpath(hash.left(2)))
                return fail(Errc::Storage, u"failed cannot make "_s + to.path());
            if (auto done = linkOrCopy(from.filePath(name), to.filePath(name)); !done)
                return done;
        }
    }
    if (missing > 0)
        qCWarning(lcStorage) << missing << "attachments are not in the backup: their files are gone";
    return {};
}

/// What no kept backup knows goes as well.
Result<> dropOld(const BackupPlan &plan)
{
    const QList<BackupFile> all = backupsIn(plan.folder);
    if (all.size() <= plan.keep)
        return {};
    for (const BackupFile &old : all.mid(plan.keep))
        QFile::remove(old.path);
    QSet<QString> kept;
    for (const BackupFile &file : all.mid(0, plan.keep)) {
        const auto hashes = attachmentsKnownTo(file.path);
        if (!hashes)
            return fail(hashes.error()); // nothing is dropped that it might need
        kept.unite(*hashes);
    }
    const QDir attachments(attachmentsOf(plan.folder));
    const QStringList prefixes = attachments.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &prefix : prefixes) {
        QDir folder(attachments.filePath(prefix));
        const QStringList files = folder.entryList(QDir::Files);
        for (const QString &file : files) {
            if (!kept.contains(prefix + file.section(u'.', 0, 0)))
                folder.remove(file);
        }
    }
    return {};
}

} // namespace

Result<QSet<QString>> attachmentsKnownTo(const QString &file)
{
    Database database;
    if (auto opened = database.open(file, Database::Access::ReadOnly); !opened)
        return fail(storageError(opened.error()));
    Statement query = database.prepare(u"SELECT sha256 FROM attachment"_s);
    if (auto done = query.exec(); !done)
        return fail(storageError(done.error()));
    QSet<QString> hashes;
    static const QRegularExpression hash(u"\\A[0-9a-f]{64}\\z"_s);
    while (query.next()) {
        if (const QString text = query.text(0); hash.match(text).hasMatch()) // files are named by it
            hashes.insert(text);
    }
    return hashes;
}

Result<> makePrivate(const QString &path)
{
    QFile file(path);
    file.remove();
    constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, owner))
        return fail(Errc::Storage, u"failed cannot make "_s + path);
    constexpr auto others = QFile::ReadGroup | QFile::ReadOther;
    if (!file.setPermissions(owner) || (file.permissions() & others))
        qCWarning(lcStorage).noquote() << "others may be able to read" << path << "as the disk knows no permissions";
    return {};
}

Result<> linkOrCopy(const QString &from, const QString &to)
{
    if (QFileInfo::exists(to) && QFileInfo(to).size() == QFileInfo(from).size())
        return {};
    std::error_code error;
    std::filesystem::remove(systemPath(to), error);
    std::filesystem::create_hard_link(systemPath(from), systemPath(to), error);
    if (!error)
        return {};
    const QString part = to + unfinished;
    QFile::remove(part);
    if (!QFile::copy(from, part)) {
        QFile::remove(part);
        std::error_code unknown;
        const auto space = std::filesystem::space(systemPath(QFileInfo(to).absolutePath()), unknown);
        const bool full = !unknown && space.available < std::uintmax_t(QFileInfo(from).size());
        return fail(Errc::Storage, (full ? u"disk_full "_s : u"failed "_s) + to);
    }
    QFile file(part);
    if (!file.open(QIODevice::ReadWrite) || !syncToDisk(file))
        return fail(Errc::Storage, u"failed not brought to the disk: "_s + part);
    file.close();
    return file.rename(to) ? Result<>() : fail(Errc::Storage, u"failed cannot name "_s + to);
}

QList<BackupFile> backupsIn(const QString &folder)
{
    QList<BackupFile> found;
    const QFileInfoList files = QDir(folder).entryInfoList({backupName.arg(u"*"_s)}, QDir::Files, QDir::Name);
    for (const QFileInfo &file : files) {
        QDateTime at = QDateTime::fromString(file.completeBaseName().mid(5), stampForm);
        at.setTimeZone(QTimeZone::utc());
        if (at.isValid())
            found.prepend({.path = file.absoluteFilePath(), .madeAt = at.toMSecsSinceEpoch(), .bytes = file.size()});
    }
    return found;
}

Result<> checkBackup(const QString &file)
{
    if (!QFileInfo::exists(file))
        return fail(Errc::NotFound, u"no_folder "_s + file);
    Database database;
    if (auto opened = database.open(file, Database::Access::ReadOnly); !opened)
        return fail(Errc::Invalid, u"damaged "_s + opened.error().detail);
    {
        Statement check = database.prepare(u"PRAGMA integrity_check(1)"_s);
        if (!check.exec() || !check.next() || check.text(0) != "ok"_L1)
            return fail(Errc::Invalid, u"damaged "_s + file);
    }
    Statement tables = database.prepare(
        u"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('ticket', 'message', 'customer', 'outbox')"_s);
    if (!tables.exec() || !tables.next() || tables.int64(0) != 4)
        return fail(Errc::Invalid, u"not_a_desk "_s + file);
    const auto version = deskMigrator(database).version();
    const int known = QDir(u":/migrations/desk"_s).entryList(QDir::Files, QDir::Name).constLast().left(4).toInt();
    if (!version)
        return fail(Errc::Invalid, u"not_a_desk "_s + version.error().detail);
    return *version <= known ? Result<>() : fail(Errc::Invalid, u"newer %1"_s.arg(*version));
}

Result<BackupFile> makeBackup(const BackupPlan &plan, const std::atomic_bool &stop)
{
    if (auto usable = checkFolder(plan); !usable)
        return fail(usable.error());
    const QDir folder(plan.folder);
    const QStringList leftOvers = folder.entryList({u"desk-*"_s + unfinished}, QDir::Files);
    for (const QString &name : leftOvers) // of a run that was cut short
        QFile::remove(folder.filePath(name));
    const QString stamp = QDateTime::fromMSecsSinceEpoch(plan.at, QTimeZone::utc()).toString(stampForm);
    const QString path = folder.filePath(backupName.arg(stamp));
    const QString part = path + unfinished;
    const auto cleanUp = [&part](const Error &error) {
        QFile::remove(part);
        return fail(error);
    };
    if (auto copied = copyDatabase(plan.dataDir, part); !copied)
        return cleanUp(copied.error());
    if (auto whole = checkBackup(part); !whole)
        return cleanUp(whole.error());
    if (auto copied = copyAttachments(plan, part, stop); !copied)
        return cleanUp(copied.error());
    QFile::remove(path); // of the same second
    if (!QFile::rename(part, path))
        return cleanUp({Errc::Storage, u"failed cannot name "_s + path});
    if (auto dropped = dropOld(plan); !dropped)
        qCWarning(lcStorage).noquote() << "old backups stay:" << dropped.error().detail;
    return BackupFile{.path = path, .madeAt = plan.at / 1000 * 1000, .bytes = QFileInfo(path).size()};
}

} // namespace desk
