#include "core/backup/restore.h"

#include "core/backup/backupfile.h"
#include "core/base/database.h"
#include "core/base/filesync.h"
#include "core/base/logging.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString deskFile = u"desk.db"_s;
const QString preparedFile = u"desk.db.restored"_s;

/// What the former desk takes along. The attachments are shared: files are never rewritten.
const QStringList &movedFiles()
{
    static const QStringList files{u"desk.db"_s,     u"desk.db-wal"_s,     u"desk.db-shm"_s,
                                   u"whatsapp.db"_s, u"whatsapp.db-wal"_s, u"whatsapp.db-shm"_s};
    return files;
}

bool hasTable(Database &database, const QString &name)
{
    Statement query = database.prepare(u"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"_s);
    return query.bind(name).exec() && query.next();
}

/// Nothing leaves by itself, and nobody is signed in.
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
                               u"UPDATE notification SET due_at = NULL WHERE message_id IS NULL"_s};
        if (hasTable(database, u"session"_s))
            statements << u"DELETE FROM session"_s;
        for (const QString &statement : std::as_const(statements)) {
            if (auto done = database.exec(statement); !done)
                return done;
        }
        return {};
    });
}

} // namespace

struct Restore::Order
{
    QString file;
    qint64 at = 0;
    [[nodiscard]] QString formerFolder(const QString &dataDir) const
    {
        return QDir(dataDir).filePath(u"before-restore-"_s
                                      + QDateTime::fromMSecsSinceEpoch(at, QTimeZone::utc()).toString(u"yyyyMMdd-HHmmss"_s));
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
    const Order order{object.value("file"_L1).toString(), object.value("at"_L1).toInteger()};
    return order.file.isEmpty() ? std::nullopt : std::optional(order);
}

Result<> Restore::stage(const QString &file, qint64 at) const
{
    QSaveFile order(orderFile());
    const QJsonObject object{{u"file"_s, QFileInfo(file).absoluteFilePath()}, {u"at"_s, at}};
    if (!order.open(QIODevice::WriteOnly) || order.write(QJsonDocument(object).toJson()) < 0 || !order.commit())
        return fail(Errc::Storage, u"failed cannot write "_s + orderFile());
    return {};
}

void Restore::unstage() const
{
    QFile::remove(orderFile());
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
    if (!QFile::copy(order.file, prepared))
        return fail(Errc::Storage, u"disk_full cannot copy "_s + order.file);
    QFile::setPermissions(prepared, QFile::ReadOwner | QFile::WriteOwner);
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
    const QDir from(QFileInfo(order.file).absoluteDir().filePath(u"attachments"_s));
    const QDir to(QDir(m_dataDir).filePath(u"attachments"_s));
    QDirIterator files(from.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString name = from.relativeFilePath(path);
        if (!to.mkpath(QFileInfo(name).path()))
            return fail(Errc::Storage, u"failed cannot make "_s + to.path());
        if (auto done = linkOrCopy(path, to.filePath(name)); !done)
            return done;
    }
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
    QDirIterator files(attachments.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = QDir(former).filePath(u"attachments/"_s + attachments.relativeFilePath(path));
        if (!QDir().mkpath(QFileInfo(copy).absolutePath()))
            return fail(Errc::Storage, u"failed cannot make "_s + copy);
        if (auto done = linkOrCopy(path, copy); !done)
            return done;
    }
    for (const QString &name : movedFiles()) {
        if (!data.exists(name))
            continue;
        const QString aside = QDir(former).filePath(name);
        if (QFileInfo::exists(
                aside)) // it was moved before the last attempt was cut short: what is here now was made since
            continue;
        if (!QFile::rename(data.filePath(name), aside))
            return fail(Errc::Storage, u"failed cannot move "_s + name);
    }
    return {};
}

Result<QString> Restore::perform() const
{
    const auto staged = order();
    if (!staged) {
        unstage(); // a torn order is none
        return QString();
    }
    const QDir data(m_dataDir);
    const auto putBack = [&](const Error &error) {
        const QDir former(staged->formerFolder(m_dataDir));
        for (const QString &name : movedFiles()) {
            if (former.exists(name) && !data.exists(name))
                QFile::rename(former.filePath(name), data.filePath(name));
        }
        QFile::remove(data.filePath(preparedFile));
        unstage();
        return fail(error);
    };
    if (auto done = prepare(*staged); !done)
        return putBack(done.error());
    if (auto done = putAside(*staged); !done)
        return putBack(done.error());
    if (auto done = takeAttachments(*staged); !done)
        return putBack(done.error());
    QFile::remove(data.filePath(deskFile)); // of an attempt that was cut short after its last step but one
    if (!QFile::rename(data.filePath(preparedFile), data.filePath(deskFile)))
        return putBack({Errc::Storage, u"failed cannot name the restored database"_s});
    unstage();
    qCInfo(lcStorage).noquote() << "restored from" << staged->file;
    return staged->formerFolder(m_dataDir);
}

} // namespace desk
