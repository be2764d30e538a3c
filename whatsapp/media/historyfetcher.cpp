#include "whatsapp/media/historyfetcher.h"

#include "core/base/pool.h"
#include "core/base/redact.h"
#include "whatsapp/logging.h"

#include <QCoroFuture>
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QTemporaryDir>

#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

bool isHistoryFetcherGone(const QPointer<HistoryFetcher> &self)
{
    return self.isNull();
}

/// The same failure would come again.
bool isForGood(Errc code)
{
    return code == Errc::NotFound || code == Errc::Protocol || code == Errc::TooLarge || code == Errc::Invalid;
}

Result<HistorySync> readHistoryFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Storage, u"the downloaded history cannot be read"_s);
    return parseHistorySync(file.readAll());
}

} // namespace

HistoryFetcher::HistoryFetcher(SessionStore &store, MediaDownloader &downloader, Learn learn, Send send, QString folder,
                               Clock &clock, QObject *parent)
    : QObject(parent), m_pending(store), m_downloader(downloader), m_learn(std::move(learn)), m_send(std::move(send)),
      m_folder(folder.isEmpty() ? QDir::tempPath() : std::move(folder)), m_clock(clock)
{
}

void HistoryFetcher::begin(const OwnAccount &own)
{
    m_own = own;
    m_up = true;
    check();
}

void HistoryFetcher::check()
{
    m_again = true;
    if (m_up && !m_running)
        QCoro::connect(run(), this, [] {});
}

QCoro::Task<> HistoryFetcher::run()
{
    const QPointer<HistoryFetcher> self(this);
    m_running = true;
    while (m_up && std::exchange(m_again, false)) {
        const auto pending = m_pending.all();
        if (!pending) {
            qCWarning(lcWaMedia).noquote() << "announced history:" << pending.error().detail;
            break;
        }
        for (const PendingHistory::Entry &entry : *pending) {
            auto fetching = fetch(entry);
            const bool isDone = co_await fetching;
            if (isHistoryFetcherGone(self))
                co_return;
            if (!m_up)
                break;
            if (!isDone) // for now; the others would fare no better
                break;
        }
    }
    m_running = false;
}

QCoro::Task<bool> HistoryFetcher::fetch(PendingHistory::Entry entry)
{
    const QPointer<HistoryFetcher> self(this);
    auto downloading = download(entry);
    const Result<HistorySync> history = co_await downloading;
    if (isHistoryFetcherGone(self))
        co_return false;
    if (!history) {
        qCWarning(lcWaMedia).noquote() << "history" << redact(QString::fromUtf8(entry.messageId))
                                       << "not fetched:" << history.error().detail;
        if (!isForGood(history.error().code))
            co_return false;
    } else {
        auto learning = learnAll(history->mappings);
        const Result<> learnt = co_await learning;
        if (isHistoryFetcherGone(self))
            co_return false;
        if (!learnt) {
            qCCritical(lcWaMedia).noquote() << "history not stored:" << learnt.error().detail;
            co_return false;
        }
        Q_EMIT received(*history);
    }
    if (auto removed = m_pending.remove(entry.messageId); !removed) {
        qCCritical(lcWaMedia).noquote() << "history not taken off the list:" << removed.error().detail;
        co_return false;
    }
    // That it is done: without link nobody hears it, and nothing depends on it.
    (void)m_send(Node{.tag = "receipt",
                      .attributes = {{"id", entry.messageId}, {"to", m_own.phone.bare()}, {"type", "hist_sync"}}});
    co_return true;
}

QCoro::Task<Result<HistorySync>> HistoryFetcher::download(PendingHistory::Entry entry)
{
    const QPointer<HistoryFetcher> self(this);
    const QTemporaryDir folder(QDir(m_folder).filePath(u"ventanilla-history-XXXXXX"_s));
    if (!folder.isValid())
        co_return fail(Errc::Storage, u"no room for history"_s);
    const QString path = folder.filePath(u"part"_s);
    // What the notice says of the size is not compared: it is of no use once the hashes agree.
    auto downloading = m_downloader.download(
        {.kind = MediaKind::History,
         .key = entry.notice.key,
         .directPath = entry.notice.directPath,
         .promise = {.sealedSha256 = entry.notice.encryptedSha256, .sha256 = entry.notice.sha256}},
        path, maxPartBytes);
    const Result<qint64> size = co_await downloading;
    if (isHistoryFetcherGone(self))
        co_return fail(Errc::Cancelled);
    if (!size)
        co_return fail(size.error());
    auto reading = onPool<HistorySync>([path] { return readHistoryFile(path); });
    const Result<HistorySync> history = co_await reading;
    co_return history;
}

QCoro::Task<Result<>> HistoryFetcher::learnAll(QList<LidMapping> pairs)
{
    const QPointer<HistoryFetcher> self(this);
    for (qsizetype at = 0; at < pairs.size(); at += slice) {
        if (auto learnt = m_learn(pairs.mid(at, slice)); !learnt)
            co_return learnt;
        const Completer<void> turn;
        m_clock.singleShot(std::chrono::milliseconds(0), this, [turn] { turn.complete({}); });
        auto waiting = turn.future();
        co_await waiting;
        if (isHistoryFetcherGone(self))
            co_return fail(Errc::Cancelled);
    }
    co_return Result<>();
}

} // namespace desk::wa
