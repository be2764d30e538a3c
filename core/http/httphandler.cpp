#include "core/http/httphandler.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPromise>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// Whether brackets are nested deeper than allowed; those in strings do not count.
bool isTooDeep(const QByteArray &json)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inString) {
            if (c == '\\')
                ++i;
            inString = c != '"';
        } else if (c == '"')
            inString = true;
        else if ((c == '{' || c == '[') && ++depth > maxJsonDepth)
            return true;
        else if (c == '}' || c == ']')
            --depth;
    }
    return false;
}

} // namespace

Result<QJsonObject> HttpServerRequest::json() const
{
    if (isTooDeep(body))
        return fail(Errc::Invalid, QString());
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return fail(Errc::Invalid, QString());
    return document.object();
}

qint64 HttpServerRequest::idParameter(const QString &name) const
{
    const QString text = parameters.value(name);
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const qint64 id = text.toLongLong(&ok); // by itself it would take spaces and signs
    return ok && digits && id > 0 ? id : 0;
}

HttpAnswer HttpAnswer::json(const QJsonObject &object, int status)
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return answer;
}

HttpAnswer HttpAnswer::problem(int status, const QString &code, const QString &title, const QString &pointer)
{
    QJsonObject object{{u"type"_s, u"about:blank"_s}, {u"title"_s, title}, {u"status"_s, status}, {u"code"_s, code}};
    if (!pointer.isEmpty())
        object.insert(u"errors"_s, QJsonArray{QJsonObject{{u"pointer"_s, pointer}, {u"detail"_s, title}}});
    HttpAnswer answer = json(object, status);
    answer.contentType = "application/problem+json";
    return answer;
}

HttpAnswer HttpAnswer::from(const Error &error)
{
    const QString code = toString(error.code);
    switch (error.code) {
    case Errc::Invalid:
        return problem(400, code, u"The request is not valid."_s,
                       error.detail.startsWith(u'/') ? error.detail : QString());
    case Errc::NotFound:
        return problem(404, code, u"There is no such thing."_s);
    case Errc::Conflict:
        return problem(409, code, u"The present state does not allow this."_s);
    case Errc::Stale:
        return problem(412, code, u"It has changed since it was read."_s);
    case Errc::Forbidden:
        return problem(403, code, u"This account may not do that."_s);
    case Errc::Unauthorized:
        return problem(401, code, u"Sign in first."_s);
    case Errc::TooLarge:
        return problem(413, code, u"That is over the limit."_s,
                       error.detail.startsWith(u'/') ? error.detail : QString());
    case Errc::Rejected:
    case Errc::Protocol:
        return problem(502, code, u"The other side refused."_s);
    case Errc::TimedOut:
    case Errc::NotConnected:
    case Errc::Cancelled:
        return problem(503, code, u"Not possible at the moment."_s);
    case Errc::Storage:
        break;
    }
    return problem(500, code, u"The data could not be stored or read."_s);
}

QFuture<HttpAnswer> answerNow(HttpAnswer answer)
{
    QPromise<HttpAnswer> promise;
    promise.start();
    promise.addResult(std::move(answer));
    promise.finish();
    return promise.future();
}

HttpHandler directly(DirectHandler handler)
{
    return [handler = std::move(handler)](const HttpServerRequest &request) { return answerNow(handler(request)); };
}

} // namespace desk
