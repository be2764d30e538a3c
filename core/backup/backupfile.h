#pragma once

#include "core/base/result.h"

#include <QList>
#include <QSet>
#include <QString>

#include <atomic>

namespace desk {

/// A backup as it lies in a folder: a whole desk.db of its own, "desk-20261129-130500.db", beside the attachments of all of them, each once.
/// The WhatsApp session is never in it: an old one would reuse keys. Plain value.
struct BackupFile
{
    QString path = {};
    qint64 madeAt = 0; ///< UTC milliseconds
    qint64 bytes = 0;  ///< of the database alone
};

/// What a backup is made of and where it goes. Plain value.
struct BackupPlan
{
    QString dataDir = {};
    QString folder = {};
    bool makesFolder = false; ///< it is ours; else a missing one is a drive that is not plugged in
    qint64 at = 0;            ///< UTC milliseconds, for its name
    int keep = 7;             ///< older ones go
};

// These read and write files for a long time: on a worker. Errors carry a stable word first in their detail: "no_folder", "not_writable",
// "disk_full", "damaged", "newer", "not_a_desk", "stopped", "failed".

/// Copies the database as it is at one moment, looks whether the copy is whole, brings it to the disk together with the attachments that it
/// knows, and gives it its name last: what has the name is complete. @param stop looked at now and then.
[[nodiscard]] Result<BackupFile> makeBackup(const BackupPlan &plan, const std::atomic_bool &stop);
/// Newest first; empty for a folder that is not there.
[[nodiscard]] QList<BackupFile> backupsIn(const QString &folder);
/// Whether @p file is a whole desk that this program can open.
[[nodiscard]] Result<> checkBackup(const QString &file);
/// The SHA-256 of each attachment that the desk in @p file has, in small hex digits; whatever else is said to be one is left out.
[[nodiscard]] Result<QSet<QString>> attachmentsKnownTo(const QString &file);
/// Makes @p path an empty file that nobody else can read: a desk holds keys of services. A disk without permissions (many a USB drive is one) is
/// no reason to have no backup: that is only logged.
[[nodiscard]] Result<> makePrivate(const QString &path);
/// Makes @p to the same file as @p from, by a second name where the disk allows it. An equal one that is there already stays.
[[nodiscard]] Result<> linkOrCopy(const QString &from, const QString &to);

} // namespace desk
