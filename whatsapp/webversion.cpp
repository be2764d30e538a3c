#include "whatsapp/webversion.h"

#include "core/base/completer.h"
#include "core/base/onreply.h"
#include "whatsapp/logging.h"

#include <QRegularExpression>

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

QFuture<bool> WebVersionSource::refresh()
{
    QPromise<bool> promise;
    promise.start();
    const auto future = promise.future();
    if (m_fixed || !m_http) {
        promise.addResult(false);
        promise.finish();
        return future;
    }
    const HttpRequest request{
        .url = page,
        .method = "GET",
        .headers =
            {{"User-Agent",
              "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"},
             {"Sec-Fetch-Site", "none"}},
        .body = {}};
    auto shared = std::make_shared<QPromise<bool>>(std::move(promise));
    onReply(m_http->request(request), this, [this, shared](const Result<HttpResponse> &response) {
        const auto revision = response && response->status == 200 ? clientRevisionIn(response->body) : std::nullopt;
        bool newer = false;
        if (revision) {
            newer = *revision > current().revision;
            WebVersion version;
            version.revision = *revision;
            auto written = m_store.setValue(SessionStore::Value::WebVersion, version.text().toLatin1());
            if (written)
                written = m_store.setNumber(SessionStore::Value::WebVersionFetchedAt, m_clock.nowMs());
            if (!written)
                qCWarning(lcWaLink).noquote() << "web version not kept:" << written.error().detail;
        } else {
            qCInfo(lcWaLink) << "WhatsApp's site did not tell the current version";
        }
        shared->addResult(newer);
        shared->finish();
    });
    return future;
}

void WebVersionSource::refreshWhenOld()
{
    const auto fetched = m_store.number(SessionStore::Value::WebVersionFetchedAt);
    const qint64 at = fetched && *fetched ? **fetched : 0;
    if (m_clock.nowMs() - at > std::chrono::milliseconds(freshFor).count())
        onReply(refresh(), this, [](bool) {}); // used by the next connection
}

} // namespace desk::wa
