#include "core/metrics/deskfigures.h"

#include <QFile>

#ifdef Q_OS_WIN
// clang-format off
#    include <windows.h>
#    include <psapi.h>
// clang-format on
#else
#include <unistd.h>
#include <ctime>
#endif

using namespace Qt::StringLiterals;

namespace desk {

namespace {

Result<qint64> numberFrom(Database &database, const QString &sql)
{
    Statement query = database.prepare(sql);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

} // namespace

Result<DeskFigures> readFigures(Database &database)
{
    DeskFigures figures;
    {
        Statement query = database.prepare(u"SELECT status, count(*) FROM ticket GROUP BY status"_s);
        if (auto done = query.exec(); !done)
            return fail(done.error());
        while (query.next())
            figures.tickets.emplaceBack(query.text(0), query.int64(1));
    }
    const std::pair<QString, qint64 DeskFigures::*> counts[] = {
        {u"SELECT count(*) FROM outbox WHERE in_flight = 0"_s, &DeskFigures::outboxQueued},
        {u"SELECT count(*) FROM outbox WHERE in_flight = 1"_s, &DeskFigures::outboxSending},
        {u"SELECT m.created_at FROM outbox o JOIN message m ON m.id = o.message_id ORDER BY o.message_id LIMIT 1"_s,
         &DeskFigures::outboxOldestAt},
        {u"SELECT count(*) FROM message WHERE pending = 1"_s, &DeskFigures::pendingMessages},
        {u"SELECT count(*) FROM message WHERE unread = 1"_s, &DeskFigures::unreadMessages},
        {u"SELECT count(*) FROM webhook_delivery WHERE state = 'waiting'"_s, &DeskFigures::webhookWaiting},
        {u"SELECT count(*) FROM media_download WHERE waiting = 1"_s, &DeskFigures::filesWaiting}};
    for (const auto &[sql, member] : counts) {
        const auto value = numberFrom(database, sql);
        if (!value)
            return fail(value.error());
        figures.*member = *value;
    }
    const auto pages = numberFrom(database, u"PRAGMA page_count"_s);
    const auto pageSize = numberFrom(database, u"PRAGMA page_size"_s);
    if (!pages || !pageSize)
        return fail(Errc::Storage, u"no size of the database"_s);
    figures.databaseBytes = *pages * *pageSize;
    return figures;
}

ProcessFigures processFigures()
{
    ProcessFigures figures;
#ifdef Q_OS_WIN
    PROCESS_MEMORY_COUNTERS memory;
    if (GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory))
        figures.residentBytes = qint64(memory.WorkingSetSize);
    FILETIME created, ended, kernel, user;
    if (GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user)) {
        const auto seconds = [](const FILETIME &time) {
            return double(quint64(time.dwHighDateTime) << 32 | time.dwLowDateTime) / 1e7;
        };
        figures.cpuSeconds = seconds(kernel) + seconds(user);
    }
#else
    QFile statm(u"/proc/self/statm"_s);
    if (statm.open(QIODevice::ReadOnly))
        figures.residentBytes = statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
    timespec time = {};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0)
        figures.cpuSeconds = double(time.tv_sec) + double(time.tv_nsec) / 1e9;
#endif
    return figures;
}

} // namespace desk
