#include "core/api/docscontroller.h"

#include "core/api/openapi.h"
#include "core/api/schema.h"

#include <QFile>

#include <memory>

static void initDocsResources()
{
    Q_INIT_RESOURCE(docs);
}

using namespace Qt::StringLiterals;

namespace desk {

namespace {

HttpHandler page(const QString &name, const QByteArray &type)
{
    return directly([name, type](const HttpServerRequest &) {
        QFile file(u":/docs/"_s + name);
        if (!file.open(QIODevice::ReadOnly))
            return HttpAnswer::from({Errc::NotFound, {}});
        HttpAnswer answer;
        answer.contentType = type;
        answer.body = file.readAll();
        return answer;
    });
}

} // namespace

void addDocsRoutes(Router &router)
{
    initDocsResources();
    // Made when it is first asked for: then all routes are there.
    auto document = std::make_shared<HttpAnswer>();
    router
        .add("GET", u"/api/openapi.json"_s, Access::Open, directly([&router, document](const HttpServerRequest &) {
                 if (document->body.isEmpty())
                     *document = HttpAnswer::json(openApiDocument(router));
                 return *document;
             }))
        .about(u"This document."_s, u"Este documento."_s)
        .answers(200, schema::anything());
    router.add("GET", u"/api/docs"_s, Access::Open, page(u"index.html"_s, "text/html; charset=utf-8"))
        .about(u"This document for people."_s, u"Este documento, para personas."_s)
        .answers(200, {}, "text/html");
    router.add("GET", u"/api/docs/docs.css"_s, Access::Open, page(u"docs.css"_s, "text/css; charset=utf-8"))
        .about(u"Style of that page."_s, u"Estilo de esa página."_s)
        .answers(200, {}, "text/css");
    router.add("GET", u"/api/docs/docs.js"_s, Access::Open, page(u"docs.js"_s, "text/javascript; charset=utf-8"))
        .about(u"Program of that page."_s, u"Programa de esa página."_s)
        .answers(200, {}, "text/javascript");
}

} // namespace desk
