#include "core/api/openapi.h"

#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QByteArray problemType = "application/problem+json";

QString wordOf(Access access)
{
    switch (access) {
    case Access::Open:
        return u"open"_s;
    case Access::Read:
        return u"read"_s;
    case Access::Write:
        return u"write"_s;
    case Access::Admin:
        break;
    }
    return u"admin"_s;
}

QJsonObject contentOf(const QByteArray &type, const QJsonObject &schema)
{
    return {{QString::fromLatin1(type), schema.isEmpty() ? QJsonObject() : QJsonObject{{u"schema"_s, schema}}}};
}

QString descriptionOf(int status)
{
    switch (status) {
    case 200:
        return u"Done."_s;
    case 201:
        return u"Made."_s;
    case 202:
        return u"Taken; it is under way."_s;
    case 204:
        return u"Done; nothing to say."_s;
    case 206:
        return u"The part that Range asks for."_s;
    case 304:
        return u"As in the answer that If-None-Match names."_s;
    case 400:
        return u"The request is not valid; \"errors\" points to what is wrong."_s;
    case 401:
        return u"Sign in first."_s;
    case 403:
        return u"Not for this account."_s;
    case 404:
        return u"There is no such thing."_s;
    case 409:
        return u"The present state does not allow this."_s;
    case 412:
        return u"It has changed since."_s;
    case 413:
        return u"Over a limit."_s;
    case 416:
        return u"Range asks for what is not there."_s;
    case 422:
        return u"The Idempotency-Key stands for another request."_s;
    default:
        return u"An error."_s;
    }
}

QJsonObject parameter(const QString &name, const QString &in, const QJsonObject &schema, const QString &what)
{
    QJsonObject object{{u"name"_s, name}, {u"in"_s, in}, {u"schema"_s, schema}};
    if (!what.isEmpty())
        object.insert(u"description"_s, what);
    if (in == "path"_L1)
        object.insert(u"required"_s, true);
    return object;
}

QJsonArray parametersOf(const Router::Route &route)
{
    QJsonArray parameters;
    for (const QString &part : route.pattern) {
        if (!part.startsWith(u'{'))
            continue;
        const QString name = part.mid(1, part.size() - 2);
        // Names of files and words are text; whatever else stands in a path is the id of a row.
        const bool isText = name == "file"_L1 || name == "status"_L1 || name == "key"_L1 || name == "name"_L1;
        parameters << parameter(name, u"path"_s, isText ? schema::text() : schema::id(), {});
    }
    for (const RouteDescription::Parameter &query : route.description.parameters()) {
        QJsonObject object = parameter(query.name, u"query"_s, query.schema, query.what);
        if (query.schema.value("type"_L1).toString() == "array"_L1)
            object.insert(u"explode"_s, false);
        parameters << object;
    }
    if (route.description.isKeyed())
        parameters << parameter(u"Idempotency-Key"_s, u"header"_s, schema::text(255, 1),
                                u"The same request under the same key is done once; kept for 24 hours."_s);
    if (route.description.isMatched())
        parameters << parameter(u"If-Match"_s, u"header"_s, schema::text(),
                                u"ETag of what was read: 412 when it has changed since."_s);
    return parameters;
}

QJsonObject answersOf(const Router::Route &route)
{
    const RouteDescription &description = route.description;
    QJsonObject answers;
    const QJsonObject problem{{u"$ref"_s, u"#/components/responses/Problem"_s}};
    const auto mayFail = [&](int status) { answers.insert(QString::number(status), problem); };
    if (!description.parameters().isEmpty() || !description.body().isEmpty())
        mayFail(400);
    if (route.access != Access::Open)
        mayFail(401);
    if (route.access == Access::Write || route.access == Access::Admin)
        mayFail(403);
    if (route.path().contains(u'{'))
        mayFail(404);
    if (route.method != "GET")
        mayFail(409);
    if (!description.body().isEmpty() || description.isFileTaken())
        mayFail(413);
    if (description.isMatched())
        mayFail(412);
    if (description.isKeyed())
        mayFail(422);
    bool json = false;
    for (const RouteDescription::Answer &answer : description.answers()) {
        QJsonObject object{{u"description"_s, descriptionOf(answer.status)}};
        if (!answer.schema.isEmpty() || answer.type != "application/json")
            object.insert(u"content"_s, contentOf(answer.type, answer.schema));
        answers.insert(QString::number(answer.status), object);
        json = json || (answer.status == 200 && !answer.schema.isEmpty());
    }
    if (route.method == "GET" && json && !description.isOld())
        answers.insert(u"304"_s, QJsonObject{{u"description"_s, descriptionOf(304)}});
    answers.insert(u"default"_s, problem);
    return answers;
}

QString operationIdOf(const Router::Route &route)
{
    QString id = QString::fromLatin1(route.method.toLower());
    if (route.description.isOld())
        id += u"Old"_s;
    for (QString part : route.pattern) {
        if (part == "api"_L1 || part == "v1"_L1)
            continue;
        const bool variable = part.startsWith(u'{');
        part.remove(u'{').remove(u'}');
        if (variable)
            id += u"By"_s;
        const QStringList words = part.replace(u'.', u'-').replace(u'_', u'-').split(u'-', Qt::SkipEmptyParts);
        for (const QString &word : words)
            id += word.left(1).toUpper() + word.mid(1);
    }
    return id == "get"_L1 ? u"getPanel"_s : id;
}

QString tagOf(const Router::Route &route)
{
    if (route.description.isOld())
        return u"old"_s;
    if (route.pattern.value(1) == "api"_L1)
        return route.pattern.value(2) == "v1"_L1 ? route.pattern.value(3) : u"docs"_s;
    if (route.pattern.value(1).startsWith("health"_L1) || route.pattern.value(1) == "metrics"_L1)
        return u"status"_s;
    return u"panel"_s;
}

QJsonObject operationOf(const Router::Route &route)
{
    const RouteDescription &description = route.description;
    QJsonObject operation{{u"operationId"_s, operationIdOf(route)},
                          {u"tags"_s, QJsonArray{tagOf(route)}},
                          {u"responses"_s, answersOf(route)},
                          {u"x-access"_s, wordOf(route.access)},
                          {u"x-body-limit"_s, route.bodyLimit}};
    if (description.isWritten())
        operation.insert(u"summary"_s, description.english());
    if (!description.spanish().isEmpty())
        operation.insert(u"x-summary-es"_s, description.spanish());
    if (description.isOld())
        operation.insert(u"x-old"_s, true);
    if (const QJsonArray parameters = parametersOf(route); !parameters.isEmpty())
        operation.insert(u"parameters"_s, parameters);
    if (!description.body().isEmpty())
        operation.insert(u"requestBody"_s,
                         QJsonObject{{u"required"_s, description.needsBody()},
                                     {u"content"_s, contentOf("application/json", description.body())}});
    if (description.isFileTaken())
        operation.insert(u"requestBody"_s,
                         QJsonObject{{u"required"_s, true}, {u"content"_s, contentOf("application/octet-stream", {})}});
    if (route.access == Access::Open)
        operation.insert(u"security"_s, QJsonArray());
    return operation;
}

QJsonObject problemSchema()
{
    const QJsonObject wrong = schema::output({{u"pointer"_s, schema::text()}, {u"detail"_s, schema::text()}});
    return schema::output({{u"type"_s, schema::text()},
                           {u"title"_s, schema::text()},
                           {u"status"_s, schema::integer(400, 599)},
                           {u"code"_s, schema::text()}},
                          {{u"errors"_s, schema::list(wrong)}});
}

} // namespace

QJsonObject openApiDocument(const Router &router)
{
    QJsonObject paths;
    for (const Router::Route &route : router.routes()) {
        QJsonObject path = paths.value(route.path()).toObject();
        path.insert(QString::fromLatin1(route.method.toLower()), operationOf(route));
        paths.insert(route.path(), path);
    }
    QJsonObject schemas{{u"Problem"_s, problemSchema()}};
    for (auto schema = router.schemas().begin(); schema != router.schemas().end(); ++schema)
        schemas.insert(schema.key(), schema.value());
    const QJsonObject problem{{u"description"_s, u"What is wrong, with a stable \"code\" (RFC 9457)."_s},
                              {u"content"_s, contentOf(problemType, schema::named(u"Problem"_s))}};
    const QJsonObject bearer{{u"type"_s, u"http"_s}, {u"scheme"_s, u"bearer"_s}};
    const QJsonObject session{
        {u"type"_s, u"apiKey"_s},
        {u"in"_s, u"cookie"_s},
        {u"name"_s, u"ventanilla_session"_s},
        {u"description"_s, u"Of POST /api/v1/auth/login; what changes something needs its X-CSRF-Token too."_s}};
    return {
        {u"openapi"_s, u"3.1.0"_s},
        {u"info"_s,
         QJsonObject{
             {u"title"_s, u"Ventanilla"_s},
             {u"version"_s, u"1"_s},
             {u"description"_s,
              u"Times are UTC (ISO 8601). Unknown fields and query parameters are refused. Lists go from the newest to the "
              "oldest by page.next, which holds for the filters that it was given for."_s},
             {u"license"_s,
              QJsonObject{{u"name"_s, u"GPL-3.0-or-later"_s}, {u"identifier"_s, u"GPL-3.0-or-later"_s}}}}},
        {u"servers"_s, QJsonArray{QJsonObject{{u"url"_s, u"/"_s}}}},
        {u"security"_s,
         QJsonArray{QJsonObject{{u"bearer"_s, QJsonArray()}}, QJsonObject{{u"session"_s, QJsonArray()}}}},
        {u"paths"_s, paths},
        {u"components"_s,
         QJsonObject{{u"schemas"_s, schemas},
                     {u"responses"_s, QJsonObject{{u"Problem"_s, problem}}},
                     {u"securitySchemes"_s, QJsonObject{{u"bearer"_s, bearer}, {u"session"_s, session}}}}}};
}

} // namespace desk
