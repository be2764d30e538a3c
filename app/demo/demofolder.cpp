#include "app/demo/demofolder.h"

#include "core/base/database.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// Whether a query finds anything in a database file. Without the file: no; a file that cannot be read: yes.
bool holdsAny(const QString &path, const QStringList &queries)
{
    if (!QFile::exists(path))
        return false;
    Database database;
    if (!database.open(path, Database::Access::ReadOnly))
        return true;
    for (const QString &query : queries) {
        Statement found = database.prepare(query);
        // A table that is not there yet: a program was stopped before it made it.
        if (found.exec() && found.next())
            return true;
    }
    return false;
}

} // namespace

QString demoFolder(const QString &dataDir)
{
    return QDir(dataDir).filePath(u"demo"_s);
}

QString demoStateFile(const QString &dataDir)
{
    return QDir(demoFolder(dataDir)).filePath(u"people.json"_s);
}

bool isLinkedFolder(const QString &dataDir)
{
    return holdsAny(QDir(dataDir).filePath(u"whatsapp.db"_s), {u"SELECT 1 FROM registration LIMIT 1"_s});
}

FolderUse useOfFolder(const QString &dataDir)
{
    if (QFile::exists(demoStateFile(dataDir)))
        return FolderUse::Demo;
    const bool used = isLinkedFolder(dataDir)
        || holdsAny(QDir(dataDir).filePath(u"desk.db"_s),
                    {u"SELECT 1 FROM ticket LIMIT 1"_s, u"SELECT 1 FROM message LIMIT 1"_s,
                     u"SELECT 1 FROM customer LIMIT 1"_s});
    return used ? FolderUse::Desk : FolderUse::Nobody;
}

QString folderObjection(const QString &dataDir, bool demo, bool spanish)
{
    const FolderUse use = useOfFolder(dataDir);
    if (demo && use == FolderUse::Desk)
        return (spanish
                    ? u"La carpeta de datos %1 es de una mesa de verdad (WhatsApp vinculado o tickets): la demostración "
                      "no la toca. Indique otra con --data-dir."_s
                    : u"The data folder %1 belongs to a real desk (WhatsApp linked, or tickets): the demo leaves it alone. "
                      "Name another with --data-dir."_s)
            .arg(dataDir);
    if (!demo && use == FolderUse::Demo)
        return (spanish
                    ? u"La carpeta de datos %1 es de la demostración: siga con --demo, o indique otra con --data-dir."_s
                    : u"The data folder %1 belongs to the demo: go on with --demo, or name another with --data-dir."_s)
            .arg(dataDir);
    return {};
}

} // namespace desk
