#pragma once

#include "core/administration/adminaudit.h"
#include "core/http/httphandler.h"

namespace desk {

/// Who asks, for the trail of administration.
[[nodiscard]] AuditSource auditSource(const HttpServerRequest &request);

/// The problem of an administration's error: 429 with Retry-After for Rejected with seconds in detail, 503 with Retry-After for too
/// many at once, 409 with its own code for a Conflict that names one ("name_taken", "overridden /key").
[[nodiscard]] HttpAnswer administrationProblem(const Error &error);

/// 204.
[[nodiscard]] HttpAnswer nothingMore();

/// The fields of a body, read one by one; the first that is wrong is kept, with its pointer. All have to be read before error().
class BodyReader
{
public:
    explicit BodyReader(const HttpServerRequest &request);

    /// Not given: nothing. Null: an empty text.
    [[nodiscard]] std::optional<QString> text(const QString &name);
    /// Invalid when it is not there.
    [[nodiscard]] QString neededText(const QString &name);
    [[nodiscard]] std::optional<bool> flag(const QString &name);
    /// A list of texts; not given: nothing.
    [[nodiscard]] std::optional<QStringList> texts(const QString &name);
    /// ISO-8601 with a zone, as UTC milliseconds; not given or null: 0.
    [[nodiscard]] qint64 time(const QString &name);
    /// Marks @p name as known, for a field that the caller reads itself.
    [[nodiscard]] QJsonValue value(const QString &name);

    /// The first error; a field that nobody asked for is one.
    [[nodiscard]] Result<> error() const;

private:
    void complain(const QString &name);

    QJsonObject m_object;
    QStringList m_known;
    std::optional<Error> m_error;
};

} // namespace desk
