#include "core/api/apigate.h"

#include "core/api/entitytag.h"
#include "core/api/schema.h"
#include "core/base/logging.h"
#include "core/base/onreply.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QPromise>
#include <QSet>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

HttpAnswer problemOf(const schema::Violation &violation)
{
    return HttpAnswer::problem(400, u"invalid"_s, violation.what, violation.pointer);
}

QString callerOf(const Identity &identity)
{
    return identity.kind == Identity::Kind::User ? u"user:"_s + QString::number(identity.userId.value)
                                                 : u"token:"_s + identity.name;
}

QString hashOf(const HttpServerRequest &request)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {request.method, request.path.toUtf8(), request.query.toString().toUtf8()}) {
        hash.addData(part);
        hash.addData(QByteArrayView("\n"));
    }
    hash.addData(request.body);
    return QString::fromLatin1(hash.result().toHex());
}

bool isKey(const QByteArray &key)
{
    return !key.isEmpty() && key.size() <= 255
        && std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

QByteArray headerOf(const HttpAnswer &answer, const QByteArray &name)
{
    for (const auto &[known, value] : answer.headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

/// A JSON answer with its ETag; or 304 to who has it already.
HttpAnswer conditional(const QByteArray &ifNoneMatch, HttpAnswer answer)
{
    if (answer.status != 200 || !answer.filePath.isEmpty() || answer.contentType != "application/json")
        return answer;
    QByteArray tag = headerOf(answer, "ETag");
    if (tag.isEmpty()) {
        tag = entityTag(answer.body);
        answer.headers.emplaceBack("ETag", tag);
    }
    if (ifNoneMatch.isEmpty() || !namesTag(ifNoneMatch, tag))
        return answer;
    HttpAnswer known;
    known.status = 304;
    known.headers.emplaceBack("ETag", tag);
    return known;
}

QFuture<HttpAnswer> conditionalLater(const QFuture<HttpAnswer> &future, const QByteArray &ifNoneMatch, QObject *context)
{
    auto promise = std::make_shared<QPromise<HttpAnswer>>();
    promise->start();
    onReply(future, context, [promise, ifNoneMatch](const HttpAnswer &answer) {
        promise->addResult(conditional(ifNoneMatch, answer));
        promise->finish();
    });
    return promise->future();
}

} // namespace

ApiGate::ApiGate(const Router &router, Database &database, Clock &clock, QObject *parent)
    : QObject(parent), m_router(router), m_database(database), m_clock(clock), m_keys(database)
{
}

QFuture<HttpAnswer> ApiGate::answer(const Router::Route &route, HttpServerRequest request)
{
    const RouteDescription &description = route.description;
    if (!description.isWritten() || description.isOld())
        return route.handler(std::move(request));
    if (auto refused = refusalOfQuery(description, request))
        return answerNow(*std::move(refused));
    if (auto refused = refusalOfBody(description, request))
        return answerNow(*std::move(refused));
    const QByteArray key = request.header("idempotency-key");
    if (description.isKeyed() && request.headers.contains("idempotency-key")) {
        if (!isKey(key))
            return answerNow(HttpAnswer::problem(400, u"invalid_idempotency_key"_s,
                                                 u"An Idempotency-Key is 1 to 255 visible characters."_s));
        return answerNow(once(route, request, QString::fromLatin1(key)));
    }
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const QByteArray ifNoneMatch = request.header("if-none-match");
    QFuture<HttpAnswer> answer = route.handler(std::move(request));
    if (!reads)
        return answer;
    if (!answer.isFinished())
        return conditionalLater(answer, ifNoneMatch, this);
    return answer.resultCount() > 0 ? answerNow(conditional(ifNoneMatch, answer.result())) : answer;
}

std::optional<HttpAnswer> ApiGate::refusalOfQuery(const RouteDescription &description,
                                                  const HttpServerRequest &request) const
{
    QSet<QString> seen;
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        const QString pointer = u'/' + name.left(100);
        const auto known = std::find_if(description.parameters().begin(), description.parameters().end(),
                                        [&name = name](const auto &parameter) { return parameter.name == name; });
        if (known == description.parameters().end())
            return problemOf({pointer, u"The parameter is not known."_s});
        if (seen.contains(name))
            return problemOf({pointer, u"The parameter is there twice."_s});
        seen << name;
        if (value.isEmpty()) // as if it were not there
            continue;
        if (auto wrong = schema::check(schema::valueOf(value, known->schema), known->schema, m_router.schemas(),
                                       pointer))
            return problemOf({pointer, wrong->what});
    }
    return std::nullopt;
}

std::optional<HttpAnswer> ApiGate::refusalOfBody(const RouteDescription &description,
                                                 const HttpServerRequest &request) const
{
    if (description.body().isEmpty() || (request.body.isEmpty() && !description.needsBody()))
        return std::nullopt;
    const auto object = request.json();
    if (!object)
        return HttpAnswer::problem(400, u"invalid"_s, u"The body is no JSON object."_s);
    if (const auto wrong = schema::check(*object, description.body(), m_router.schemas()))
        return problemOf(*wrong);
    return std::nullopt;
}

HttpAnswer ApiGate::once(const Router::Route &route, const HttpServerRequest &request, const QString &key)
{
    HttpAnswer answer = HttpAnswer::from({Errc::Storage, {}});
    const auto done = m_database.transaction([&] { return keep(route, request, key, answer); });
    if (!done && answer.status < 300) // done, but not kept: then nothing was done
        return HttpAnswer::from(done.error());
    return answer;
}

Result<> ApiGate::keep(const Router::Route &route, const HttpServerRequest &request, const QString &key,
                       HttpAnswer &answer)
{
    const QString caller = callerOf(*request.identity);
    const QString hash = hashOf(request);
    const qint64 since = m_clock.nowMs() - std::chrono::milliseconds(keptFor).count();
    const auto known = m_keys.find(caller, key, since);
    if (!known)
        return fail(known.error());
    if (*known && (*known)->requestHash != hash) {
        answer = HttpAnswer::problem(422, u"idempotency_key_reused"_s,
                                     u"Another request was made under this Idempotency-Key."_s);
        return {};
    }
    if (*known) {
        answer = HttpAnswer();
        answer.status = (*known)->status;
        answer.body = (*known)->body;
        answer.headers.emplaceBack("Idempotency-Replayed", "true");
        if (!(*known)->entityTag.isEmpty())
            answer.headers.emplaceBack("ETag", (*known)->entityTag);
        return {};
    }
    const QFuture<HttpAnswer> future = route.handler(request);
    if (!future.isFinished() || future.resultCount() == 0) {
        qCCritical(lcHttp) << "a route that takes keys does not answer at once";
        return fail(Errc::Storage);
    }
    answer = future.result();
    if (answer.status >= 300)
        return fail(Errc::Rejected);
    if (auto pruned = m_keys.prune(since); !pruned)
        return pruned;
    return m_keys.keep(caller, key, {hash, answer.status, answer.body, headerOf(answer, "ETag")}, m_clock.nowMs());
}

} // namespace desk
