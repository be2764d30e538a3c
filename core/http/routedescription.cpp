#include "core/http/routedescription.h"

using namespace Qt::StringLiterals;

namespace desk {

RouteDescription &RouteDescription::about(const QString &english, const QString &spanish)
{
    m_english = english;
    m_spanish = spanish;
    return *this;
}

RouteDescription &RouteDescription::query(const QString &name, const QJsonObject &schema, const QString &what)
{
    m_parameters << Parameter{name, schema, what};
    return *this;
}

RouteDescription &RouteDescription::pages()
{
    query(u"limit"_s, {{u"type"_s, u"integer"_s}, {u"minimum"_s, 1}, {u"maximum"_s, 200}, {u"default"_s, 50}},
          u"How many at most."_s);
    return query(u"cursor"_s, {{u"type"_s, u"string"_s}, {u"maxLength"_s, 64}},
                 u"page.next of the page before, with the same filters."_s);
}

RouteDescription &RouteDescription::takes(const QJsonObject &schema)
{
    m_body = schema;
    m_needsBody = true;
    return *this;
}

RouteDescription &RouteDescription::mayTake(const QJsonObject &schema)
{
    m_body = schema;
    return *this;
}

RouteDescription &RouteDescription::takesFile()
{
    m_takesFile = true;
    return *this;
}

RouteDescription &RouteDescription::answers(int status, const QJsonObject &schema, const QByteArray &type)
{
    m_answers << Answer{status, schema, type};
    return *this;
}

RouteDescription &RouteDescription::keyed()
{
    m_keyed = true;
    return *this;
}

RouteDescription &RouteDescription::matched()
{
    m_matched = true;
    return *this;
}

RouteDescription &RouteDescription::old()
{
    m_old = true;
    return *this;
}

} // namespace desk
