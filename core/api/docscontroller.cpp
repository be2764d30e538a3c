#include "core/api/docscontroller.h"

#include "core/api/openapi.h"
#include "core/api/resourcepage.h"
#include "core/api/schema.h"

#include <memory>

static void initDocsResources()
{
    Q_INIT_RESOURCE(docs);
}

using namespace Qt::StringLiterals;

namespace desk {

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
    router.add("GET", u"/api/docs"_s, Access::Open, resourcePage(u":/docs/index.html"_s, "text/html; charset=utf-8"))
        .about(u"This document for people."_s, u"Este documento, para personas."_s)
        .answers(200, {}, "text/html");
    router
        .add("GET", u"/api/docs/docs.css"_s, Access::Open,
             resourcePage(u":/docs/docs.css"_s, "text/css; charset=utf-8"))
        .about(u"Style of that page."_s, u"Estilo de esa página."_s)
        .answers(200, {}, "text/css");
    router
        .add("GET", u"/api/docs/docs.js"_s, Access::Open,
             resourcePage(u":/docs/docs.js"_s, "text/javascript; charset=utf-8"))
        .about(u"Program of that page."_s, u"Programa de esa página."_s)
        .answers(200, {}, "text/javascript");
}

} // namespace desk
