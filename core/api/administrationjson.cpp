#include "core/api/administrationjson.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QString titleOf(const QString &code)
{
    if (code == "name_taken"_L1)
        return u"There is a user of that name."_s;
    if (code == "last_administrator"_L1)
        return u"The desk would be left without an administrator."_s;
    if (code == "already_set_up"_L1)
        return u"There has been an administrator already."_s;
    if (code == "shortcut_taken"_L1)
        return u"There is a quick reply with that shortcut."_s;
    if (code == "overridden"_L1)
        return u"The environment decides this setting."_s;
    if (code == "no_administrator"_L1)
        return u"An administrator is needed first."_s;
    if (code == "not_usable"_L1)
        return u"The server cannot work with that; its log says why."_s;
    if (code == "needs_key"_L1)
        return u"The key has to be given again for another service."_s;
    return {};
}

} // namespace

AuditSource auditSource(const HttpServerRequest &request)
{
    return {request.identity ? request.identity->actor() : Actor(), request.remoteAddress};
}

HttpAnswer administrationProblem(const Error &error)
{
    bool isNumber = false;
    const int seconds = error.detail.toInt(&isNumber);
    if (error.code == Errc::Rejected && isNumber) {
        HttpAnswer answer = HttpAnswer::problem(429, u"too_many_attempts"_s, u"Too many attempts."_s);
        answer.headers.emplaceBack("Retry-After", QByteArray::number(seconds));
        return answer;
    }
    if (error.code == Errc::NotConnected) {
        HttpAnswer answer = HttpAnswer::problem(503, u"busy"_s, u"Too many passwords at once."_s);
        answer.headers.emplaceBack("Retry-After", "2");
        return answer;
    }
    if (error.code == Errc::Conflict) {
        const QString code = error.detail.section(u' ', 0, 0);
        if (const QString title = titleOf(code); !title.isEmpty())
            return HttpAnswer::problem(409, code, title, error.detail.section(u' ', 1));
    }
    if (error.code == Errc::Invalid && error.detail == "/current_password"_L1)
        return HttpAnswer::problem(400, u"wrong_password"_s, u"The present password is needed."_s, error.detail);
    return HttpAnswer::from(error);
}

HttpAnswer nothingMore()
{
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

BodyReader::BodyReader(const HttpServerRequest &request)
{
    const auto object = request.json();
    if (object)
        m_object = *object;
    else
        m_error = object.error();
}

void BodyReader::complain(const QString &name)
{
    if (!m_error)
        m_error = Error{Errc::Invalid, u'/' + name};
}

QJsonValue BodyReader::value(const QString &name)
{
    m_known << name;
    return m_object.value(name);
}

std::optional<QString> BodyReader::text(const QString &name)
{
    const QJsonValue given = value(name);
    if (given.isUndefined())
        return {};
    if (given.isNull())
        return u""_s;
    if (!given.isString()) {
        complain(name);
        return {};
    }
    return given.toString();
}

QString BodyReader::neededText(const QString &name)
{
    const QJsonValue given = value(name);
    if (!given.isString())
        complain(name);
    return given.toString();
}

std::optional<bool> BodyReader::flag(const QString &name)
{
    const QJsonValue given = value(name);
    if (given.isUndefined())
        return {};
    if (!given.isBool()) {
        complain(name);
        return {};
    }
    return given.toBool();
}

std::optional<QStringList> BodyReader::texts(const QString &name)
{
    const QJsonValue given = value(name);
    if (given.isUndefined())
        return {};
    const QJsonArray list = given.toArray();
    const bool onlyTexts = given.isArray()
        && std::all_of(list.begin(), list.end(), [](const QJsonValue &entry) { return entry.isString(); });
    if (!onlyTexts) {
        complain(name);
        return {};
    }
    return given.toVariant().toStringList();
}

qint64 BodyReader::time(const QString &name)
{
    const QJsonValue given = value(name);
    if (given.isUndefined() || given.isNull())
        return 0;
    const QDateTime at = QDateTime::fromString(given.toString(), Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime || at.toMSecsSinceEpoch() <= 0) {
        complain(name);
        return 0;
    }
    return at.toMSecsSinceEpoch();
}

Result<> BodyReader::error() const
{
    if (m_error)
        return fail(*m_error);
    for (auto field = m_object.begin(); field != m_object.end(); ++field) {
        if (!m_known.contains(field.key()))
            return fail(Errc::Invalid, u'/' + field.key().left(100).replace(u'~', u"~0"_s).replace(u'/', u"~1"_s));
    }
    return {};
}

} // namespace desk
