#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace desk {

/// What the callers of a route may send and what they get. Written beside the route's registration; the OpenAPI document is made of
/// it and ApiGate enforces it before the handler runs, so that it cannot be wrong for long.
///
/// Schemas are JSON Schema as JSON; core/api/schema.h makes them. Plain value.
///
///     routes.add("POST", u"/api/v1/tickets"_s, Access::Write, createTicket)
///         .about(u"Opens a ticket."_s, u"Abre un ticket."_s)
///         .takes(schema::named(u"TicketDraft"_s))
///         .answers(201, schema::named(u"Ticket"_s))
///         .keyed();
class RouteDescription
{
public:
    struct Parameter
    {
        QString name;
        QJsonObject schema = {};
        QString what = {}; ///< one line of English; may be empty
    };
    struct Answer
    {
        int status = 200;
        QJsonObject schema = {}; ///< empty: no body, or one that is no JSON
        QByteArray type = "application/json";
    };

    /// One line for people.
    RouteDescription &about(const QString &english, const QString &spanish = {});
    /// A query parameter; others are refused. An array is given as "a,b".
    RouteDescription &query(const QString &name, const QJsonObject &schema, const QString &what = {});
    /// "limit" and "cursor".
    RouteDescription &pages();
    /// The JSON body. Without this a body is not looked at.
    RouteDescription &takes(const QJsonObject &schema);
    /// The same, and it may be missing.
    RouteDescription &mayTake(const QJsonObject &schema);
    /// The body is a file, whatever is in it (Router::addUpload).
    RouteDescription &takesFile();
    RouteDescription &answers(int status, const QJsonObject &schema = {}, const QByteArray &type = "application/json");
    /// Takes an Idempotency-Key. Only for a handler that answers at once, does all it does in database transactions, and whose answer
    /// holds no secret: the answer is kept.
    RouteDescription &keyed();
    /// Takes If-Match.
    RouteDescription &matched();
    /// A route of the replaced system: nothing about its callers is enforced here.
    RouteDescription &old();

    [[nodiscard]] bool isWritten() const { return !m_english.isEmpty(); }
    [[nodiscard]] const QString &english() const { return m_english; }
    [[nodiscard]] const QString &spanish() const { return m_spanish; }
    [[nodiscard]] const QList<Parameter> &parameters() const { return m_parameters; }
    [[nodiscard]] const QJsonObject &body() const { return m_body; }
    [[nodiscard]] bool isFileTaken() const { return m_takesFile; }
    [[nodiscard]] bool needsBody() const { return m_needsBody; }
    [[nodiscard]] const QList<Answer> &answers() const { return m_answers; }
    [[nodiscard]] bool isKeyed() const { return m_keyed; }
    [[nodiscard]] bool isMatched() const { return m_matched; }
    [[nodiscard]] bool isOld() const { return m_old; }

private:
    QString m_english;
    QString m_spanish;
    QList<Parameter> m_parameters;
    QJsonObject m_body;
    QList<Answer> m_answers;
    bool m_needsBody = false;
    bool m_takesFile = false;
    bool m_keyed = false;
    bool m_matched = false;
    bool m_old = false;
};

} // namespace desk
