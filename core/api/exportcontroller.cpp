#include "core/api/exportcontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/schema.h"
#include "core/api/ticketquery.h"
#include "core/tickets/ticketcsv.h"

#include <QDir>
#include <QFile>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int partSize = 1000; // tickets; between two parts others get their turn
constexpr int maxExports = 2;  // at once

/// A file that goes when nobody needs it any more.
struct ExportFile
{
    explicit ExportFile(QString file) : path(std::move(file)) { }
    ~ExportFile() { QFile::remove(path); }
    Q_DISABLE_COPY_MOVE(ExportFile)

    const QString path;
};

/// One export under way. Kept alive by what it waits for.
struct Export
{
    Export(ReadWorker &worker, QObject *thread, std::shared_ptr<int> counter)
        : reader(worker), context(thread), running(std::move(counter))
    {
        ++*running;
        promise.start();
    }
    ~Export() { --*running; }
    Q_DISABLE_COPY_MOVE(Export)

    ReadWorker &reader;
    QObject *context;
    std::shared_ptr<int> running;
    TicketFilter filter;
    std::shared_ptr<ExportFile> file;
    QPromise<HttpAnswer> promise;
};

Result<TicketPage> writePart(Database &database, const TicketFilter &filter, qint64 before, const QString &path)
{
    auto page = TicketRepository(database).page(filter, before, partSize);
    if (!page)
        return page;
    QByteArray lines;
    for (const Ticket &ticket : std::as_const(page->tickets))
        lines += ticketCsvLine(ticket);
    QFile file(path);
    if (!file.open(QIODevice::Append) || file.write(lines) != lines.size())
        return fail(Errc::Storage, u"cannot write the export"_s);
    page->tickets.clear();
    return page;
}

void finish(const std::shared_ptr<Export> &job, HttpAnswer answer)
{
    job->promise.addResult(std::move(answer));
    job->promise.finish();
}

void goOn(const std::shared_ptr<Export> &job, qint64 before)
{
    const auto part = job->reader.run<TicketPage>([filter = job->filter, before, file = job->file](Database &database) {
        return writePart(database, filter, before, file->path);
    });
    onReply(part, job->context, [job](const Result<TicketPage> &page) {
        if (!page)
            return finish(job, HttpAnswer::from(page.error()));
        if (page->hasMore)
            return goOn(job, page->last.value);
        HttpAnswer answer;
        answer.contentType = "text/csv; charset=utf-8";
        answer.filePath = job->file->path;
        answer.kept = job->file;
        answer.headers = {{"Content-Disposition", "attachment; filename=\"tickets.csv\""}};
        finish(job, answer);
    });
}

/// @return empty when it cannot be made.
QString newFile(const QString &folder, const QByteArray &head)
{
    QTemporaryFile file(QDir(folder).filePath(u"export-XXXXXX.csv"_s));
    file.setAutoRemove(false);
    if (!file.open() || file.write(head) != head.size())
        return {};
    return file.fileName();
}

/// What an export left behind that a crash ended.
void removeLeftovers(const QString &folder)
{
    const QStringList files = QDir(folder).entryList({u"export-*.csv"_s}, QDir::Files);
    for (const QString &file : files)
        QFile::remove(QDir(folder).filePath(file));
}

QFuture<HttpAnswer> startExport(DeskServices &services, const HttpServerRequest &request,
                                const std::shared_ptr<int> &running)
{
    const auto filter = ticketFilterOf(request.query);
    if (!filter)
        return answerNow(HttpAnswer::from(filter.error()));
    if (*running >= maxExports) {
        HttpAnswer busy = HttpAnswer::problem(429, u"too_many_exports"_s, u"Others are being made; try again soon."_s);
        busy.headers.emplaceBack("Retry-After", "5");
        return answerNow(busy);
    }
    const QString bom = request.queryValue(u"bom"_s);
    const bool withBom = bom == "true"_L1 || bom == "1"_L1;
    const QString path = newFile(services.dataDir,
                                 (withBom ? QByteArray("\xEF\xBB\xBF") : QByteArray()) + ticketCsvHead());
    if (path.isEmpty())
        return answerNow(HttpAnswer::from({Errc::Storage, {}}));
    auto job = std::make_shared<Export>(services.reader, &services.accounts, running);
    job->filter = *filter;
    job->file = std::make_shared<ExportFile>(path);
    QFuture<HttpAnswer> answer = job->promise.future();
    goOn(job, 0);
    return answer;
}

} // namespace

void addExportRoutes(Router &router, DeskServices &services)
{
    removeLeftovers(services.dataDir);
    const auto running = std::make_shared<int>(0);
    auto &description = router
                            .add("GET", u"/api/v1/tickets/export.csv"_s, Access::Read,
                                 [&services, running](const HttpServerRequest &request) {
                                     return startExport(services, request, running);
                                 })
                            .about(
                                u"The tickets of a list as CSV; text that looks like a formula gets an apostrophe."_s,
                                u"Los tickets de una lista en CSV; lo que parece fórmula lleva un apóstrofo."_s)
                            .query(u"bom"_s, schema::flag(), u"Begin with a byte order mark, for spreadsheets."_s)
                            .answers(200, {}, "text/csv");
    describeTicketFilter(description);
}

} // namespace desk
