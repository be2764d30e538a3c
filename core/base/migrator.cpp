#include "core/base/migrator.h"

#include "core/base/logging.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

Migrator::Migrator(Database &database, QString folder) : m_database(database), m_folder(std::move(folder)) { }

Result<> Migrator::migrate()
{
    return migrateTo(std::numeric_limits<int>::max());
}

Result<int> Migrator::version()
{
    Statement query = m_database.prepare(u"PRAGMA user_version"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? int(query.int64(0)) : 0;
}

Result<> Migrator::migrateTo(int target)
{
    auto current = version();
    if (!current)
        return fail(current.error());
    int newest = 0;
    const QStringList files = QDir(m_folder).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &name : files) {
        const int step = name.left(4).toInt();
        newest = qMax(newest, step);
        if (step <= *current || step > target)
            continue;
        QFile file(m_folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::Storage, u"cannot read migration "_s + name);
        const QStringList statements = statementsOf(QString::fromUtf8(file.readAll()));
        auto done = m_database.transaction([&]() -> Result<> {
            for (const QString &sql : statements) {
                if (auto executed = m_database.exec(sql); !executed)
                    return executed;
            }
            return m_database.exec(u"PRAGMA user_version=%1"_s.arg(step));
        });
        if (!done)
            return fail(Errc::Storage, u"migration %1 failed: %2"_s.arg(name, done.error().detail));
        qCInfo(lcStorage).noquote() << "migrated to" << name;
    }
    if (*current > newest)
        return fail(Errc::Conflict,
                    u"the database is of a newer program (version %1, known %2)"_s.arg(*current).arg(newest));
    return {};
}

QStringList Migrator::statementsOf(const QString &script)
{
    QStringList statements;
    QString current;
    const QStringList lines = script.split(u'\n');
    bool inTrigger = false;
    static const QRegularExpression trigger(u"^\\s*CREATE\\s+TRIGGER"_s, QRegularExpression::CaseInsensitiveOption);
    for (const QString &raw : lines) {
        const QString line = raw.section(u"--"_s, 0, 0);
        if (line.trimmed().isEmpty())
            continue;
        if (trigger.match(line).hasMatch())
            inTrigger = true;
        current += line + u'\n';
        const QString trimmed = line.trimmed();
        const bool ends = inTrigger ? trimmed.compare(u"END;"_s, Qt::CaseInsensitive) == 0 : trimmed.endsWith(u';');
        if (!ends)
            continue;
        statements << current.trimmed();
        current.clear();
        inTrigger = false;
    }
    if (!current.trimmed().isEmpty())
        statements << current.trimmed();
    return statements;
}

} // namespace desk
