#include "core/backup/restore.h"

#include "core/backup/backupfile.h"
#include "core/base/database.h"
#include "core/base/filesync.h"
#include "core/base/logging.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimeZone>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString deskFile = u"desk.db"_s;
const QString preparedFile = u"desk.db.restored"_s;

/// What the former desk takes along; each with what SQLite keeps beside it.
const QStringList &movedDatabases()
{
    static const QStringList files{deskFile, u"whatsapp.db"_s};
    return files;
}

const QStringList &databaseCompanions()
{
    static const QStringList suffixes{u"-wal"_s, u"-shm"_s};
    return suffixes;
}

/// Whole or not at all. What is there already stays.
bool moveWholeFile(const QString &from, const QString &to)
{
    if (QFileInfo::exists(to))
        return false;
    std::error_code error;
    std::filesystem::rename(QFileInfo(from).filesystemFilePath(), QFileInfo(to).filesystemFilePath(), error);
    return !error;
}

/// A database, and only then what belongs to it: a log never comes to lie beside a database that it is not of.
Result<> moveAside(const QDir &data, const QDir &former, const QString &name)
{
    if (data.exists(name) && former.exists(name))
        return {}; // it was moved before the last attempt was cut short: what is here now was made since
    if (data.exists(name) && !moveWholeFile(data.filePath(name), former.filePath(name)))
        return fail(Errc::Storage, u"failed cannot move "_s + name);
    for (const QString &suffix : databaseCompanions()) {
        const QString companion = name + suffix;
        if (data.exists(companion) && !moveWholeFile(data.filePath(companion), former.filePath(companion)))
            return fail(Errc::Storage, u"failed cannot move "_s + companion);
    }
    return {};
}

/// The other way round, the database last. @return false when it could not be moved.
bool moveBack(const QDir &data, const QDir &former, const QString &name)
{
    if (!former.exists(name) || data.exists(name))
        return true;
    for (const QString &suffix : databaseCompanions()) {
        const QString companion = name + suffix;
        if (former.exists(companion) && !moveWholeFile(former.filePath(companion), data.filePath(companion)))
            return false;
    }
    return moveWholeFile(former.filePath(name), data.filePath(name));
}

/// A backup may be older than a step of the schema. An empty @p column: whether there is such a table.
bool hasInSchema(Database &database, const QString &table, const QString &column = {})
{
    Statement query = database.prepare(u"SELECT 1 FROM pragma_table_info(?) WHERE ? = '' OR name = ?"_s);
    return query.bind(table).bind(column + u""_s).bind(column + u""_s).exec() && query.next();
}

/// Nothing leaves by itself, and nobody is signed in: no message, no reminder, no answer of the assistant, no post to another program.
Result<> quieten(const QString &file, qint64 at)
{
    Database database;
    if (auto opened = database.open(file); !opened)
        return opened;
    return database.transaction([&]() -> Result<> {
        Statement held = database.prepare(
            u"UPDATE message SET state = 'refused', cause = 'held_after_restore', state_at = ? "
            "WHERE direction = 'out' AND state IN ('queued', 'sending')"_s);
        if (auto done = held.bind(at).exec(); !done)
            return done;
        QStringList statements{u"DELETE FROM outbox"_s,
                               u"UPDATE notification SET due_at = NULL WHERE message_id IS NULL"_s,
                               u"UPDATE conversation SET turn_due_at = NULL, wake_at = NULL "
                               "WHERE turn_due_at IS NOT NULL OR wake_at IS NOT NULL"_s};
        if (hasInSchema(database, u"message"_s, u"pending"_s))
            statements << u"UPDATE message SET pending = 0 WHERE pending = 1"_s;
        if (hasInSchema(database, u"session"_s))
            statements << u"DELETE FROM session"_s;
        if (hasInSchema(database, u"webhook_delivery"_s)) {
            statements << u"UPDATE webhook_delivery SET state = 'given_up', error = 'held_after_restore' "
                          "WHERE state = 'waiting'"_s
                       // What has not become deliveries yet; last, for what is done above is told of as well.
                       << u"UPDATE webhook SET position = max(position, ifnull((SELECT seq FROM sqlite_sequence "
                          "WHERE name = 'live_event'), 0))"_s;
        }
        for (const QString &statement : std::as_const(statements)) {
            if (auto done = database.exec(statement); !done)
                return done;
        }
        return {};
    });
}

Result<> copyPrivately(const QString &from, const QString &to)
{
    if (auto made = makePrivate(to); !made)
        return made;
    QFile source(from);
    QFile copy(to);
    if (!source.open(QIODevice::ReadOnly) || !copy.open(QIODevice::WriteOnly))
        return fail(Errc::Storage, u"failed cannot copy "_s + from);
    constexpr qint64 copiedAtOnce = 1024 * 1024;
    while (!source.atEnd()) {
        const QByteArray some = source.read(copiedAtOnce);
        if (some.isEmpty())
            return fail(Errc::Storage, u"failed cannot read "_s + from);
        if (copy.write(some) != some.size())
            return fail(Errc::Storage, u"disk_full cannot write "_s + to);
    }
    return copy.flush() ? Result<>() : fail(Errc::Storage, u"disk_full cannot write "_s + to);
}

/// A file of its own: neither it nor a folder above it leads elsewhere.
bool isFileWithin(const QFileInfo &file, const QDir &folder, const QString &name)
{
    return file.isFile() && file.canonicalFilePath() == QDir(folder.canonicalPath()).filePath(name);
}

bool isHashOf(const QString &hash, const QFileInfo &info)
{
    QFile file(info.filePath());
    QCryptographicHash sum(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && sum.addData(&file) && sum.result().toHex() == hash.toLatin1();
}

} // namespace

struct Restore::Order
{
    QString file;
    qint64 at = 0;
    bool ready = false; ///< all but the last step is done: the prepared database gets its name
    [[nodiscard]] QString formerFolder(const QString &dataDir) const
    {
        return QDir(dataDir).filePath(
            u"before-restore-"_s + QDateTime::fromMSecsSinceEpoch(at, QTimeZone::utc()).toString(u"yyyyMMdd-HHmmss"_s));
    }
};

QString Restore::orderFile() const
{
    return QDir(m_dataDir).filePath(u"restore.json"_s);
}

std::optional<Restore::Order> Restore::order() const
{
    QFile file(orderFile());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const Order order{object.value("file"_L1).toString(), object.value("at"_L1).toInteger(),
                      object.value("ready"_L1).toBool()};
    return order.file.isEmpty() ? std::nullopt : std::optional(order);
}

Result<> Restore::write(const Order &order) const
{
    QSaveFile file(orderFile());
    const QJsonObject object{{u"file"_s, order.file}, {u"at"_s, order.at}, {u"ready"_s, order.ready}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0 || !file.commit())
        return fail(Errc::Storage, u"failed cannot write "_s + orderFile());
    return {};
}

Result<> Restore::stage(const QString &file, qint64 at) const
{
    // Nobody would know any more where the desk is.
    if (isStranded()) {
        const auto earlier = order();
        putBack(*earlier);
        if (isStranded())
            return fail(Errc::Storage, u"failed cannot move the desk back from "_s + earlier->formerFolder(m_dataDir));
    }
    forgetProblem();
    return write({.file = QFileInfo(file).absoluteFilePath(), .at = at, .ready = false});
}

void Restore::unstage() const
{
    QFile file(orderFile());
    if (!file.exists() || file.remove())
        return;
    qCWarning(lcStorage).noquote() << "cannot remove" << file.fileName() << file.errorString();
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) // an empty order is none
        qCCritical(lcStorage).noquote() << "the order to restore stays:" << file.fileName();
}

QString Restore::staged() const
{
    const auto staged = order();
    return staged ? staged->file : QString();
}

Result<> Restore::prepare(const Order &order) const
{
    const QDir data(m_dataDir);
    const QString prepared = data.filePath(preparedFile);
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(prepared + suffix);
    if (!QFileInfo::exists(order.file))
        return fail(Errc::NotFound, u"no_folder "_s + order.file);
    if (auto done = copyPrivately(order.file, prepared); !done)
        return done;
    if (auto whole = checkBackup(prepared); !whole)
        return whole;
    if (auto quiet = quieten(prepared, order.at); !quiet)
        return fail(Errc::Storage, u"failed "_s + quiet.error().detail);
    QFile file(prepared);
    if (!file.open(QIODevice::ReadWrite) || !syncToDisk(file))
        return fail(Errc::Storage, u"failed not brought to the disk: "_s + prepared);
    return {};
}

Result<> Restore::takeAttachments(const Order &order) const
{
    const QDir data(m_dataDir);
    const auto hashes = attachmentsKnownTo(data.filePath(preparedFile));
    if (!hashes)
        return fail(hashes.error());
    const QDir from(QFileInfo(order.file).absoluteDir().filePath(u"attachments"_s));
    const QDir to(data.filePath(u"attachments"_s));
    int missing = 0;
    for (const QString &hash : *hashes) {
        const QString name = hash.left(2) + u'/' + hash.mid(2);
        const QFileInfo known(to.filePath(name));
        const QFileInfo file(from.filePath(name));
        if (known.isFile() && (!file.exists() || file.size() == known.size()))
            continue;
        // Whoever made the backup may not be a friend. What was made of an image to be shown is made anew.
        if (!isFileWithin(file, from, name) || !isHashOf(hash, file)) {
            ++missing;
            continue;
        }
        if (!to.mkpath(hash.left(2)))
            return fail(Errc::Storage, u"failed cannot make "_s + to.path());
        if (auto done = linkOrCopy(file.filePath(), known.filePath()); !done)
            return done;
    }
    if (missing > 0)
        qCWarning(lcStorage) << missing << "attachments of the backup are gone or are not what they are called";
    return {};
}

Result<> Restore::putAside(const Order &order) const
{
    const QDir data(m_dataDir);
    const QString former = order.formerFolder(m_dataDir);
    if (!QDir().mkpath(former))
        return fail(Errc::Storage, u"failed cannot make "_s + former);
    // Of the former desk too: the new one forgets those that it does not know.
    const QDir attachments(data.filePath(u"attachments"_s));
    QDirIterator files(attachments.path(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = QDir(former).filePath(u"attachments/"_s + attachments.relativeFilePath(path));
        if (!QDir().mkpath(QFileInfo(copy).absolutePath()))
            return fail(Errc::Storage, u"failed cannot make "_s + copy);
        if (auto done = linkOrCopy(path, copy); !done)
            return done;
    }
    for (const QString &name : movedDatabases()) {
        if (auto done = moveAside(data, QDir(former), name); !done)
            return done;
    }
    return {};
}

Result<> Restore::prepareAll(const Order &order) const
{
    if (auto done = prepare(order); !done)
        return done;
    if (auto done = putAside(order); !done)
        return done;
    if (auto done = takeAttachments(order); !done)
        return done;
    return write({.file = order.file, .at = order.at, .ready = true});
}

Result<> Restore::putInPlace() const
{
    const QDir data(m_dataDir);
    if (data.exists(deskFile))
        return fail(Errc::Storage, u"failed another desk is in its place"_s);
    for (const QString &suffix : databaseCompanions()) // of whichever database: the restored one has none
        QFile::remove(data.filePath(deskFile + suffix));
    if (!moveWholeFile(data.filePath(preparedFile), data.filePath(deskFile)))
        return fail(Errc::Storage, u"failed cannot name the restored database"_s);
    return {};
}

void Restore::putBack(const Order &order) const
{
    const QDir data(m_dataDir);
    const QDir former(order.formerFolder(m_dataDir));
    for (const QString &name : movedDatabases()) {
        if (!moveBack(data, former, name))
            qCCritical(lcStorage).noquote() << name << "could not be moved back from" << former.path();
    }
}

bool Restore::isStranded() const
{
    const auto staged = order();
    return staged && !QDir(m_dataDir).exists(deskFile) && QDir(staged->formerFolder(m_dataDir)).exists(deskFile);
}

QString Restore::problemFile() const
{
    return QDir(m_dataDir).filePath(u"restore-problem.json"_s);
}

void Restore::keepProblem(const Problem &problem) const
{
    QSaveFile file(problemFile());
    const QJsonObject object{{u"file"_s, problem.file}, {u"problem"_s, problem.word}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0 || !file.commit())
        qCWarning(lcStorage).noquote() << "cannot write" << problemFile();
}

std::optional<Restore::Problem> Restore::problem() const
{
    QFile file(problemFile());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    Problem problem{.file = object.value("file"_L1).toString(), .word = object.value("problem"_L1).toString()};
    return problem.word.isEmpty() ? std::nullopt : std::optional(problem);
}

void Restore::forgetProblem() const
{
    QFile::remove(problemFile());
}

Result<QString> Restore::perform() const
{
    const auto staged = order();
    if (!staged) {
        unstage(); // a torn order is none
        return QString();
    }
    const QDir data(m_dataDir);
    const QDir former(staged->formerFolder(m_dataDir));
    const bool prepared = data.exists(preparedFile);
    // Done, but the order was left behind. The desk may have been used since: it is never taken away a second time.
    if (data.exists(deskFile) && !prepared && (staged->ready || former.exists(deskFile))) {
        unstage();
        return QString();
    }
    Result<> done;
    if (!(data.exists(deskFile) && former.exists(deskFile)) && !(staged->ready && prepared))
        done = prepareAll(*staged);
    if (done)
        done = putInPlace();
    if (!done) {
        keepProblem({.file = staged->file, .word = done.error().detail.section(u' ', 0, 0)});
        putBack(*staged);
        QFile::remove(data.filePath(preparedFile));
        if (!isStranded()) // else it is tried again: a start without the order would make an empty desk
            unstage();
        return fail(done.error());
    }
    forgetProblem();
    unstage();
    qCInfo(lcStorage).noquote() << "restored from" << staged->file;
    return former.path();
}

} // namespace desk
