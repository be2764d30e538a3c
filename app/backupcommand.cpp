#include "app/backupcommand.h"

#include "app/datafolder.h"
#include "core/backup/backupfile.h"
#include "core/backup/restore.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr int keepAll = 1'000'000; // whoever asks here drops old ones in a way of their own
} // namespace

Result<QString> backupCommand(const QString &dataDir, const QString &folder, bool spanish)
{
    if (!QFileInfo::exists(QDir(dataDir).filePath(u"desk.db"_s)))
        return fail(Errc::NotFound, u"no_desk "_s + dataDir);
    const std::atomic_bool stop = false;
    const auto made = makeBackup({.dataDir = dataDir,
                                  .folder = QFileInfo(folder).absoluteFilePath(),
                                  .makesFolder = false,
                                  .at = QDateTime::currentMSecsSinceEpoch(),
                                  .keep = keepAll},
                                 stop);
    if (!made)
        return fail(made.error());
    return (spanish ? u"Respaldo completo: %1"_s : u"Backup made and checked: %1"_s)
        .arg(QDir::toNativeSeparators(made->path));
}

Result<QString> restoreCommand(const QString &dataDir, const QString &file, bool spanish)
{
    DataFolder folder(dataDir);
    if (auto taken = folder.take(); !taken)
        return fail(taken.error());
    if (auto whole = checkBackup(file); !whole)
        return fail(whole.error());
    const Restore restore(dataDir);
    if (auto staged = restore.stage(file, QDateTime::currentMSecsSinceEpoch()); !staged)
        return fail(staged.error());
    const auto former = restore.perform();
    if (!former)
        return fail(former.error());
    return (spanish
                ? u"Restaurado. La mesa anterior quedó en %1. Vincule WhatsApp de nuevo; los mensajes que esperaban solo "
                  "salen si alguien los reenvía."_s
                : u"Restored. The former desk is in %1. Link WhatsApp again; messages that waited go out only when somebody "
                  "sends them again."_s)
        .arg(QDir::toNativeSeparators(*former));
}

} // namespace desk
