#pragma once

#include "core/base/clock.h"
#include "core/http/router.h"
#include "core/storage/idempotencyrepository.h"

#include <QObject>

#include <chrono>
#include <optional>

namespace desk {

/// Stands between the router and its handlers: what a route's description says of its requests is enforced here, once for all.
///
/// - Query parameters and body must be as described (400 "invalid" with a pointer; unknown names are refused, also in the query).
/// - Idempotency-Key: the answer is kept in the transaction of what was done; the same request again gets it again, with
///   "Idempotency-Replayed: true", for a day; another request under the same key is refused (422 "idempotency_key_reused"). What failed
///   did nothing and is not kept.
/// - JSON answers to GET have an ETag; an If-None-Match that names it is answered 304.
///
/// Routes without a description, and old ones, pass unlooked at. Lives on the core thread.
class ApiGate : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::hours keptFor{24};

    ApiGate(const Router &router, Database &database, Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] QFuture<HttpAnswer> answer(const Router::Route &route, HttpServerRequest request);

private:
    [[nodiscard]] std::optional<HttpAnswer> refusalOfQuery(const RouteDescription &description,
                                                           const HttpServerRequest &request) const;
    [[nodiscard]] std::optional<HttpAnswer> refusalOfBody(const RouteDescription &description,
                                                          const HttpServerRequest &request) const;
    [[nodiscard]] HttpAnswer once(const Router::Route &route, const HttpServerRequest &request, const QString &key);
    [[nodiscard]] Result<> keep(const Router::Route &route, const HttpServerRequest &request, const QString &key,
                                HttpAnswer &answer);

    const Router &m_router;
    Database &m_database;
    Clock &m_clock;
    IdempotencyRepository m_keys;
};

} // namespace desk
