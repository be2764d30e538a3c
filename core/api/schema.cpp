#include "core/api/schema.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::schema {

namespace {

constexpr int maxName = 100; // of a field that is not ours, in a pointer to it

QJsonObject ofType(const QString &type)
{
    return {{u"type"_s, type}};
}

QJsonObject object(const Fields &fields, const Fields &optional)
{
    QJsonObject properties;
    QJsonArray required;
    for (const auto &[name, field] : fields) {
        properties.insert(name, field);
        required << name;
    }
    for (const auto &[name, field] : optional)
        properties.insert(name, field);
    return {{u"type"_s, u"object"_s}, {u"properties"_s, properties}, {u"required"_s, required}};
}

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == "string"_L1)
        return value.isString();
    if (type == "boolean"_L1)
        return value.isBool();
    if (type == "number"_L1)
        return value.isDouble();
    if (type == "integer"_L1) // 2^53: beyond it a double is no exact number
        return value.isDouble() && std::trunc(value.toDouble()) == value.toDouble()
            && std::abs(value.toDouble()) <= 9007199254740992.0;
    if (type == "array"_L1)
        return value.isArray();
    if (type == "object"_L1)
        return value.isObject();
    return type == "null"_L1 && value.isNull();
}

bool isOfTypes(const QJsonValue &value, const QJsonValue &types)
{
    if (types.isUndefined())
        return true;
    if (types.isString())
        return isOfType(value, types.toString());
    const QJsonArray list = types.toArray();
    return std::any_of(list.begin(), list.end(),
                       [&](const QJsonValue &type) { return isOfType(value, type.toString()); });
}

std::optional<Violation> checkText(const QString &text, const QJsonObject &schema, const QString &pointer)
{
    if (text.contains(QChar(u'\0')))
        return Violation{pointer, u"The text holds a character that is none."_s};
    if (schema.contains("maxLength"_L1) && text.size() > schema.value("maxLength"_L1).toInteger())
        return Violation{pointer, u"The text is too long."_s};
    if (text.size() < schema.value("minLength"_L1).toInteger())
        return Violation{pointer, u"The text is too short."_s};
    if (schema.value("format"_L1).toString() == "date-time"_L1
        && !QDateTime::fromString(text, Qt::ISODateWithMs).isValid())
        return Violation{pointer, u"A time as in ISO 8601 is needed."_s};
    return std::nullopt;
}

std::optional<Violation> checkObject(const QJsonObject &value, const QJsonObject &schema,
                                     const QMap<QString, QJsonObject> &names, const QString &pointer)
{
    const QJsonArray required = schema.value("required"_L1).toArray();
    for (const auto &name : required) {
        if (!value.contains(name.toString()))
            return Violation{pointer + u'/' + name.toString(), u"The field is missing."_s};
    }
    const QJsonObject properties = schema.value("properties"_L1).toObject();
    const bool closed = schema.value("additionalProperties"_L1).isBool()
        && !schema.value("additionalProperties"_L1).toBool();
    for (auto field = value.begin(); field != value.end(); ++field) {
        const QString at = pointer + u'/' + field.key().left(maxName).replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
        const auto property = properties.constFind(field.key());
        if (property == properties.constEnd()) {
            if (closed)
                return Violation{at, u"The field is not known."_s};
            continue;
        }
        if (auto wrong = check(field.value(), property->toObject(), names, at))
            return wrong;
    }
    return std::nullopt;
}

std::optional<Violation> checkArray(const QJsonArray &value, const QJsonObject &schema,
                                    const QMap<QString, QJsonObject> &names, const QString &pointer)
{
    if (schema.contains("maxItems"_L1) && value.size() > schema.value("maxItems"_L1).toInteger())
        return Violation{pointer, u"The list is too long."_s};
    if (value.size() < schema.value("minItems"_L1).toInteger())
        return Violation{pointer, u"The list is too short."_s};
    const QJsonObject items = schema.value("items"_L1).toObject();
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (auto wrong = check(value.at(i), items, names, pointer + u'/' + QString::number(i)))
            return wrong;
    }
    return std::nullopt;
}

} // namespace

QJsonObject text(int maxLength, int minLength)
{
    QJsonObject schema = ofType(u"string"_s);
    if (maxLength > 0)
        schema.insert(u"maxLength"_s, maxLength);
    if (minLength > 0)
        schema.insert(u"minLength"_s, minLength);
    return schema;
}

QJsonObject word(const QStringList &words)
{
    return {{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray::fromStringList(words)}};
}

QJsonObject integer(qint64 minimum, qint64 maximum)
{
    QJsonObject schema = ofType(u"integer"_s);
    schema.insert(u"minimum"_s, minimum);
    if (maximum < std::numeric_limits<qint64>::max())
        schema.insert(u"maximum"_s, maximum);
    return schema;
}

QJsonObject number()
{
    return ofType(u"number"_s);
}

QJsonObject flag()
{
    return ofType(u"boolean"_s);
}

QJsonObject id()
{
    return integer(1);
}

QJsonObject time()
{
    return {{u"type"_s, u"string"_s}, {u"format"_s, u"date-time"_s}};
}

QJsonObject orNull(const QJsonObject &schema)
{
    if (!schema.value("type"_L1).isString())
        return anyOf({schema, ofType(u"null"_s)});
    QJsonObject either = schema;
    either.insert(u"type"_s, QJsonArray{schema.value("type"_L1), u"null"_s});
    if (schema.contains("enum"_L1)) {
        QJsonArray words = schema.value("enum"_L1).toArray();
        words << QJsonValue(QJsonValue::Null);
        either.insert(u"enum"_s, words);
    }
    return either;
}

QJsonObject list(const QJsonObject &items, int maxItems, int minItems)
{
    QJsonObject schema{{u"type"_s, u"array"_s}, {u"items"_s, items}};
    if (maxItems > 0)
        schema.insert(u"maxItems"_s, maxItems);
    if (minItems > 0)
        schema.insert(u"minItems"_s, minItems);
    return schema;
}

QJsonObject input(const Fields &fields, const QStringList &required)
{
    QJsonObject schema = object({}, fields);
    schema.insert(u"required"_s, QJsonArray::fromStringList(required));
    schema.insert(u"additionalProperties"_s, false);
    return schema;
}

QJsonObject output(const Fields &fields)
{
    return object(fields, {});
}

QJsonObject output(const Fields &fields, const Fields &optional)
{
    return object(fields, optional);
}

QJsonObject anything()
{
    return ofType(u"object"_s);
}

QJsonObject named(const QString &name)
{
    return {{u"$ref"_s, u"#/components/schemas/"_s + name}};
}

QJsonObject anyOf(const QList<QJsonObject> &schemas)
{
    QJsonArray alternatives;
    for (const QJsonObject &schema : schemas)
        alternatives << schema;
    return {{u"anyOf"_s, alternatives}};
}

QJsonObject page(const QJsonObject &items)
{
    return output(
        {{u"data"_s, list(items)}, {u"page"_s, output({{u"next"_s, orNull(text())}, {u"has_more"_s, flag()}})}});
}

std::optional<Violation> check(const QJsonValue &value, const QJsonObject &schema,
                               const QMap<QString, QJsonObject> &names, const QString &pointer)
{
    if (const QString reference = schema.value("$ref"_L1).toString(); !reference.isEmpty())
        return check(value, names.value(reference.section(u'/', -1)), names, pointer);
    if (const QJsonArray alternatives = schema.value("anyOf"_L1).toArray(); !alternatives.isEmpty()) {
        std::optional<Violation> first;
        for (const auto &alternative : alternatives) {
            auto wrong = check(value, alternative.toObject(), names, pointer);
            if (!wrong)
                return std::nullopt;
            if (!first)
                first = wrong;
        }
        return first;
    }
    if (!isOfTypes(value, schema.value("type"_L1)))
        return Violation{pointer, u"The value is of the wrong type."_s};
    if (schema.contains("enum"_L1) && !schema.value("enum"_L1).toArray().contains(value))
        return Violation{pointer, u"The value is not one of those that there are."_s};
    if (value.isDouble()
        && ((schema.contains("minimum"_L1) && value.toDouble() < schema.value("minimum"_L1).toDouble())
            || (schema.contains("maximum"_L1) && value.toDouble() > schema.value("maximum"_L1).toDouble())))
        return Violation{pointer, u"The number is out of range."_s};
    if (value.isString())
        return checkText(value.toString(), schema, pointer);
    if (value.isArray())
        return checkArray(value.toArray(), schema, names, pointer);
    return value.isObject() ? checkObject(value.toObject(), schema, names, pointer) : std::nullopt;
}

QJsonValue valueOf(const QString &text, const QJsonObject &schema)
{
    const QString type = schema.value("type"_L1).toString();
    bool ok = true;
    if (type == "integer"_L1) {
        const qint64 number = text.toLongLong(&ok);
        return ok ? QJsonValue(number) : QJsonValue(QJsonValue::Undefined);
    }
    if (type == "boolean"_L1) {
        if (text == "true"_L1 || text == "1"_L1)
            return true;
        return text == "false"_L1 || text == "0"_L1 ? QJsonValue(false) : QJsonValue(QJsonValue::Undefined);
    }
    if (type == "array"_L1) {
        QJsonArray values;
        const QStringList parts = text.split(u',');
        for (const QString &part : parts)
            values << valueOf(part, schema.value("items"_L1).toObject());
        return values;
    }
    return text;
}

} // namespace desk::schema
