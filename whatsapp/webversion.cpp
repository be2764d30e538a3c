#include "whatsapp/webversion.h"

#include "core/base/onreply.h"
#include "whatsapp/logging.h"

#include <QPromise>
#include <QRegularExpression>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

const QUrl page(u"https://web.whatsapp.com/sw.js"_s);
constexpr auto freshFor = 24h;

} // namespace

std::optional<quint32> clientRevisionIn(QByteArrayView text)
{
    // In sw.js it may stand inside an escaped string: \"client_revision\":1234
    static const QRegularExpression pattern(uR"(client_revision\\?"\s*:\s*(\d{1,10})\b)"_s);
    const auto match = pattern.match(QString::fromLatin1(text));
    bool fits = false;
    const quint32 revision = match.captured(1).toUInt(&fits);
    return match.hasMatch() && fits && revision > 0 ? std::optional(revision) : std::nullopt;
}

WebVersionSource::WebVersionSource(SessionStore &store, HttpClient *http, std::optional<WebVersion> fixed, Clock &clock,
                                   QObject *parent)
    : QObject(parent), m_store(store), m_http(http), m_fixed(fixed), m_clock(clock)
{
}

WebVersion WebVersionSource::current() const
{
    if (m_fixed)
        return *m_fixed;
    WebVersion version;
    const auto stored = m_store.value(SessionStore::Value::WebVersion);
    const quint32 revision = stored ? stored->mid(stored->lastIndexOf('.') + 1).toUInt() : 0;
    // After an update the program may know a newer one than the site said long ago.
    version.revision = std::max(version.revision, revision);
    return version;
}

QFuture<Result<HttpResponse>> WebVersionSource::ask()
{
    return m_http->request(
        {.url = page,
         .method = "GET",
         .headers =
             {{"User-Agent",
               "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"},
              {"Sec-Fetch-Site", "none"}},
         .body = {}});
}

void WebVersionSource::keep(const Result<HttpResponse> &response)
{
    const auto revision = response && response->status == 200 ? clientRevisionIn(response->body) : std::nullopt;
    if (!revision) {
        qCInfo(lcWaLink) << "WhatsApp's site did not tell the current version";
        return;
    }
    WebVersion version;
    version.revision = *revision;
    auto written = m_store.setValue(SessionStore::Value::WebVersion, version.text().toLatin1());
    if (written)
        written = m_store.setNumber(SessionStore::Value::WebVersionFetchedAt, m_clock.nowMs());
    if (!written)
        qCWarning(lcWaLink).noquote() << "web version not kept:" << written.error().detail;
}

QFuture<bool> WebVersionSource::refresh(const WebVersion &refused)
{
    auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    const auto answer = [this, promise, refused] {
        promise->addResult(current().revision > refused.revision);
        promise->finish();
    };
    // What was asked for in the background may have come in since the refused one was sent.
    if (m_fixed || !m_http || current().revision > refused.revision) {
        answer();
        return promise->future();
    }
    onReply(ask(), this, [this, answer](const Result<HttpResponse> &response) {
        keep(response);
        answer();
    });
    return promise->future();
}

void WebVersionSource::refreshWhenOld()
{
    if (m_fixed || !m_http)
        return;
    const auto fetched = m_store.number(SessionStore::Value::WebVersionFetchedAt);
    const qint64 age = m_clock.nowMs() - (fetched && *fetched ? **fetched : 0);
    // Below 0: the clock was set back.
    if (age < 0 || age > std::chrono::milliseconds(freshFor).count())
        onReply(ask(), this, [this](const Result<HttpResponse> &response) { keep(response); });
}

} // namespace desk::wa
