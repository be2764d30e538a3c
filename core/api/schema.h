#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <limits>
#include <optional>

/// Makes and checks the JSON Schemas of route descriptions: the subset that the API uses. Pure.
namespace desk::schema {

using Fields = QList<std::pair<QString, QJsonObject>>;

[[nodiscard]] QJsonObject text(int maxLength = 0, int minLength = 0);
/// One of a closed list.
[[nodiscard]] QJsonObject word(const QStringList &words);
[[nodiscard]] QJsonObject integer(qint64 minimum = 0, qint64 maximum = std::numeric_limits<qint64>::max());
[[nodiscard]] QJsonObject number();
[[nodiscard]] QJsonObject flag();
/// The id of a row.
[[nodiscard]] QJsonObject id();
/// UTC ISO-8601.
[[nodiscard]] QJsonObject time();
[[nodiscard]] QJsonObject orNull(const QJsonObject &schema);
[[nodiscard]] QJsonObject list(const QJsonObject &items, int maxItems = 0, int minItems = 0);
/// What a request may hold: no other fields.
[[nodiscard]] QJsonObject input(const Fields &fields, const QStringList &required = {});
/// What an answer holds: all of these fields, later versions more.
[[nodiscard]] QJsonObject output(const Fields &fields);
/// The same with further fields that may be missing.
[[nodiscard]] QJsonObject output(const Fields &fields, const Fields &optional);
/// An object of any fields.
[[nodiscard]] QJsonObject anything();
/// The one that Router::define() knows by that name.
[[nodiscard]] QJsonObject named(const QString &name);
[[nodiscard]] QJsonObject anyOf(const QList<QJsonObject> &schemas);
/// {data: [...], page: {next, has_more}}
[[nodiscard]] QJsonObject page(const QJsonObject &items);

struct Violation
{
    QString pointer; ///< JSON pointer to the wrong value
    QString what;    ///< one line of English
};
/// The first thing about @p value that is not as @p schema wants it. Text with U+0000 never is.
[[nodiscard]] std::optional<Violation> check(const QJsonValue &value, const QJsonObject &schema,
                                             const QMap<QString, QJsonObject> &names, const QString &pointer = {});
/// A query parameter as the value that @p schema is about; undefined when it cannot be one.
[[nodiscard]] QJsonValue valueOf(const QString &text, const QJsonObject &schema);

} // namespace desk::schema
