#include "core/conversation/assistantprobe.h"

#include "core/base/completer.h"
#include "core/base/onreply.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

using Kind = ProbeOutcome::Kind;

constexpr int answerTokens = 8;

/// Services say in words of their own that they do not know a model; all name it.
bool isAboutModel(const QByteArray &body, const QString &model)
{
    const QString text = QString::fromUtf8(body.left(4096));
    return text.contains("model"_L1, Qt::CaseInsensitive) || (!model.isEmpty() && text.contains(model));
}

bool isCompletion(const QByteArray &body)
{
    const QJsonArray choices = QJsonDocument::fromJson(body).object().value("choices"_L1).toArray();
    return choices.at(0).toObject().value("message"_L1).isObject();
}

Kind kindOf(const HttpResponse &response, const QString &model)
{
    switch (response.status) {
    case 200:
        return isCompletion(response.body) ? Kind::Works : Kind::WrongAddress;
    case 400:
    case 404:
    case 422:
        if (isAboutModel(response.body, model))
            return Kind::ModelUnknown;
        return response.status == 404 ? Kind::WrongAddress : Kind::Refused;
    case 401:
    case 403:
        return Kind::KeyRefused;
    case 402:
        return Kind::NoCredit;
    case 405:
        return Kind::WrongAddress;
    case 429:
        return Kind::Busy;
    default:
        break;
    }
    if (response.status >= 300 && response.status < 400) // the assistant does not follow either
        return Kind::WrongAddress;
    return response.status >= 500 ? Kind::ServiceError : Kind::Refused;
}

} // namespace

QFuture<Result<ProbeOutcome>> AssistantProbe::ask(const Service &service)
{
    const Completer<ProbeOutcome> completer;
    if (service.endpoint.isEmpty() || !service.endpoint.isValid()) {
        completer.complete(ProbeOutcome{.kind = Kind::NoAddress});
        return completer.future();
    }
    const QJsonObject question{{u"role"_s, u"user"_s}, {u"content"_s, u"Answer with the word: ready"_s}};
    const QJsonObject body{{u"model"_s, service.model},
                           {u"temperature"_s, 0},
                           {u"max_tokens"_s, answerTokens},
                           {u"messages"_s, QJsonArray{question}}};
    HttpRequest request;
    request.url = service.endpoint;
    request.headers = {{"Content-Type", "application/json"}};
    if (!service.apiKey.isEmpty())
        request.headers.emplaceBack("Authorization", "Bearer " + service.apiKey);
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.timeout = service.timeout;
    QElapsedTimer since;
    since.start();
    auto reply = m_http.request(std::move(request));
    onReply(reply, this, [completer, since, model = service.model](const Result<HttpResponse> &response) {
        ProbeOutcome outcome;
        outcome.duration = std::chrono::milliseconds(since.elapsed());
        if (response) {
            outcome.status = response->status;
            outcome.kind = kindOf(*response, model);
        } else if (response.error().code == Errc::TimedOut)
            outcome.kind = Kind::TimedOut;
        else // TooLarge: no completion of eight words
            outcome.kind = response.error().code == Errc::TooLarge ? Kind::WrongAddress : Kind::Unreachable;
        completer.complete(outcome);
    });
    return completer.future();
}

} // namespace desk
