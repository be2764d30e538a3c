#include "core/api/statuscontroller.h"

#include "core/api/json.h"

#include <QFile>

static void initPanelResources()
{
    Q_INIT_RESOURCE(panel);
}

using namespace Qt::StringLiterals;

namespace desk {

namespace {

HttpAnswer ready(DeskServices &services)
{
    Statement probe = services.database.prepare(u"SELECT 1"_s);
    const bool database = probe.exec().has_value();
    const auto oldest = services.outbox.oldestWaiting();
    const bool link = services.channel.isReady();
    return HttpAnswer::json({{u"database"_s, database},
                             {u"channel"_s, link},
                             {u"oldest_queued_at"_s, oldest ? isoTime(*oldest) : QJsonValue(QJsonValue::Null)}},
                            database && oldest ? 200 : 503);
}

HttpHandler page(const QString &name, const QByteArray &type)
{
    return directly([name, type](const HttpServerRequest &) {
        QFile file(u":/panel/"_s + name);
        if (!file.open(QIODevice::ReadOnly))
            return HttpAnswer::from({Errc::NotFound, {}});
        HttpAnswer answer;
        answer.contentType = type;
        answer.body = file.readAll();
        return answer;
    });
}

} // namespace

void addStatusRoutes(Router &router, DeskServices &services)
{
    initPanelResources();
    const HttpHandler live = directly([](const HttpServerRequest &) {
        return HttpAnswer::json({{u"status"_s, u"ok"_s}});
    });
    router.add("GET", u"/health/live"_s, Access::Open, live);
    router.add("GET", u"/health"_s, Access::Read, live);
    router.add("GET", u"/health/ready"_s, Access::Read,
               directly([&services](const HttpServerRequest &) { return ready(services); }));
    router.add("GET", u"/"_s, Access::Open, page(u"index.html"_s, "text/html; charset=utf-8"));
    router.add("GET", u"/panel.css"_s, Access::Open, page(u"panel.css"_s, "text/css; charset=utf-8"));
    router.add("GET", u"/panel.js"_s, Access::Open, page(u"panel.js"_s, "text/javascript; charset=utf-8"));
}

} // namespace desk
