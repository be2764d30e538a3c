#include "core/administration/settingregistry.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTime>
#include <QUrl>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

using Type = SettingDescriptor::Type;
using Effect = SettingDescriptor::Effect;

bool isPrintable(const QString &text)
{
    return text.trimmed() == text
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

/// "22:00-07:30"
bool isSpan(const QString &text)
{
    static const QRegularExpression form(u"^\\d{1,2}:\\d{2}-\\d{1,2}:\\d{2}$"_s);
    return form.match(text).hasMatch() && QTime::fromString(text.section(u'-', 0, 0), u"H:mm"_s).isValid()
        && QTime::fromString(text.section(u'-', 1, 1), u"H:mm"_s).isValid();
}

bool isSpanOrEmpty(const QString &text)
{
    return text.isEmpty() || isSpan(text);
}

bool isFolioPrefix(const QString &text)
{
    static const QRegularExpression form(u"^[A-Z0-9]{0,8}$"_s);
    return form.match(text).hasMatch();
}

/// A service to send requests to: without user, password or fragment.
bool isServiceAddress(const QString &text)
{
    if (text.isEmpty())
        return true;
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) && !url.host().isEmpty()
        && url.userInfo().isEmpty() && !url.hasFragment();
}

bool isHostName(const QString &text)
{
    static const QRegularExpression form(
        u"^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$"_s);
    return form.match(text).hasMatch() || QHostAddress(text).protocol() == QAbstractSocket::IPv6Protocol;
}

/// "https://host" or "https://host:8443", never "*".
bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return isServiceAddress(text) && !text.isEmpty() && url.path().isEmpty() && !url.hasQuery();
}

/// An address or a network in CIDR form; not the whole world.
bool isProxy(const QString &text)
{
    if (!text.contains(u'/'))
        return !QHostAddress(text).isNull() && text.size() <= 45;
    const auto [network, length] = QHostAddress::parseSubnet(text);
    return !network.isNull() && length > 0;
}

bool isFileOrEmpty(const QString &text)
{
    return isPrintable(text);
}

QList<SettingDescriptor> descriptors()
{
    const QStringList none;
    return {
        {u"desk.name"_s, Type::Text, Effect::Live, u"Mesa de ayuda"_s, 1, 60, none, none, isPrintable},
        {u"desk.folio_prefix"_s, Type::Text, Effect::Live, u""_s, 0, 8, none, none, isFolioPrefix},
        {u"desk.language"_s, Type::Choice, Effect::Live, u"es"_s, 0, 0, {u"es"_s, u"pt"_s, u"en"_s}, none, nullptr},

        {u"conversation.quiet_time_ms"_s,
         Type::Integer,
         Effect::Live,
         4000,
         0,
         60000,
         none,
         {u"VENTANILLA_QUIET_TIME_MS"_s},
         nullptr},
        {u"conversation.reminder_minutes"_s,
         Type::Integer,
         Effect::Live,
         30,
         1,
         7 * 24 * 60,
         none,
         {u"VENTANILLA_REMINDER_MINUTES"_s, u"SESSION_TIMEOUT_MINUTES"_s},
         nullptr},
        {u"conversation.close_hours"_s,
         Type::Integer,
         Effect::Live,
         24,
         1,
         30 * 24,
         none,
         {u"VENTANILLA_CLOSE_HOURS"_s},
         nullptr},
        {u"conversation.reopen_hours"_s,
         Type::Integer,
         Effect::Live,
         72,
         0,
         365 * 24,
         none,
         {u"VENTANILLA_REOPEN_HOURS"_s},
         nullptr},
        {u"conversation.formal"_s, Type::Boolean, Effect::Live, false, 0, 0, none, none, nullptr},

        {u"hours.business"_s, Type::WeeklyHours, Effect::Kept, QJsonObject(), 0, 0, none, none, nullptr},
        {u"hours.quiet"_s, Type::Text, Effect::Live, u""_s, 0, 11, none, {u"VENTANILLA_QUIET_HOURS"_s}, isSpanOrEmpty},

        {u"notifications.enabled"_s, Type::Boolean, Effect::Live, true, 0, 0, none, none, nullptr},

        {u"ai.endpoint"_s, Type::Text, Effect::Live, u""_s, 0, 500, none, {u"VENTANILLA_AI_URL"_s}, isServiceAddress},
        {u"ai.model"_s,
         Type::Text,
         Effect::Live,
         u"deepseek-chat"_s,
         1,
         100,
         none,
         {u"VENTANILLA_AI_MODEL"_s, u"DEEPSEEK_MODEL"_s},
         isPrintable},
        {u"ai.key"_s,
         Type::Secret,
         Effect::Live,
         u""_s,
         0,
         500,
         none,
         {u"VENTANILLA_AI_KEY"_s, u"DEEPSEEK_API_KEY"_s},
         isPrintable},
        {u"ai.timeout_ms"_s,
         Type::Integer,
         Effect::Live,
         5000,
         100,
         60000,
         none,
         {u"VENTANILLA_AI_TIMEOUT_MS"_s},
         nullptr},
        {u"privacy.ai_mask"_s,
         Type::Choice,
         Effect::Live,
         u"auto"_s,
         0,
         0,
         {u"auto"_s, u"on"_s, u"off"_s},
         {u"VENTANILLA_AI_MASK"_s},
         nullptr},

        {u"network.lan"_s, Type::Boolean, Effect::Live, false, 0, 0, none, none, nullptr},
        {u"network.port"_s,
         Type::Integer,
         Effect::Restart,
         8523,
         1,
         65535,
         none,
         {u"VENTANILLA_HTTP_PORT"_s, u"PUERTO_LOCAL"_s},
         nullptr},
        {u"network.host_names"_s,
         Type::TextList,
         Effect::Live,
         QJsonArray(),
         0,
         20,
         none,
         {u"VENTANILLA_HOST_NAMES"_s},
         isHostName},
        {u"network.cors_origins"_s,
         Type::TextList,
         Effect::Live,
         QJsonArray(),
         0,
         20,
         none,
         {u"VENTANILLA_ALLOWED_ORIGINS"_s, u"ALLOWED_ORIGINS"_s},
         isOrigin},
        {u"network.trusted_proxies"_s,
         Type::TextList,
         Effect::Live,
         QJsonArray(),
         0,
         20,
         none,
         {u"VENTANILLA_TRUSTED_PROXIES"_s},
         isProxy},
        {u"network.tls"_s,
         Type::Choice,
         Effect::Live,
         u"off"_s,
         0,
         0,
         {u"off"_s, u"own"_s, u"files"_s},
         {u"VENTANILLA_TLS"_s},
         nullptr},
        {u"network.tls_certificate"_s,
         Type::Text,
         Effect::Live,
         u""_s,
         0,
         1000,
         none,
         {u"VENTANILLA_TLS_CERTIFICATE"_s},
         isFileOrEmpty},
        {u"network.tls_key"_s,
         Type::Text,
         Effect::Live,
         u""_s,
         0,
         1000,
         none,
         {u"VENTANILLA_TLS_KEY"_s},
         isFileOrEmpty},

        {u"webhooks.allow_private_targets"_s, Type::Boolean, Effect::Live, false, 0, 0, none, none, nullptr},

        {u"media.max_image_bytes"_s,
         Type::Integer,
         Effect::Restart,
         16 * 1024 * 1024,
         1024,
         256LL * 1024 * 1024,
         none,
         {u"VENTANILLA_MAX_IMAGE_SIZE"_s, u"MAX_IMAGE_SIZE"_s},
         nullptr},
    };
}

Result<QJsonValue> acceptableText(const SettingDescriptor &setting, const QJsonValue &value)
{
    const QString text = value.toString();
    const bool fits = value.isString() && text.size() >= setting.least && text.size() <= setting.most
        && (!setting.check || setting.check(text));
    return fits ? Result<QJsonValue>(text) : fail(Errc::Invalid);
}

Result<QJsonValue> acceptableList(const SettingDescriptor &setting, const QJsonValue &value)
{
    QJsonArray kept;
    const QJsonArray given = value.toArray();
    if (!value.isArray() || given.size() > setting.most)
        return fail(Errc::Invalid);
    for (const QJsonValue &entry : given) {
        const QString text = entry.toString().toLower();
        if (!entry.isString() || text.isEmpty() || (setting.check && !setting.check(text)))
            return fail(Errc::Invalid);
        if (!kept.contains(text))
            kept << text;
    }
    return QJsonValue(kept);
}

Result<QJsonValue> acceptableWeek(const QJsonValue &value)
{
    static const QStringList days{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    if (!value.isObject())
        return fail(Errc::Invalid);
    const QJsonObject week = value.toObject();
    for (auto day = week.begin(); day != week.end(); ++day) {
        const QJsonArray spans = day.value().toArray();
        if (!days.contains(day.key()) || !day.value().isArray() || spans.size() > 4)
            return fail(Errc::Invalid);
        for (const QJsonValue &span : spans) {
            if (!isSpan(span.toString()))
                return fail(Errc::Invalid);
        }
    }
    return value;
}

} // namespace

const QList<SettingDescriptor> &settingDescriptors()
{
    static const QList<SettingDescriptor> all = descriptors();
    return all;
}

const SettingDescriptor *findSetting(const QString &key)
{
    const QList<SettingDescriptor> &all = settingDescriptors();
    const auto found = std::find_if(all.begin(), all.end(), [&](const SettingDescriptor &s) { return s.key == key; });
    return found == all.end() ? nullptr : &*found;
}

QString toString(SettingDescriptor::Type type)
{
    switch (type) {
    case Type::Text:
        return u"text"_s;
    case Type::Integer:
        return u"integer"_s;
    case Type::Boolean:
        return u"boolean"_s;
    case Type::Choice:
        return u"choice"_s;
    case Type::TextList:
        return u"text_list"_s;
    case Type::Secret:
        return u"secret"_s;
    case Type::WeeklyHours:
        return u"weekly_hours"_s;
    }
    return {};
}

QString toString(SettingDescriptor::Effect effect)
{
    switch (effect) {
    case Effect::Live:
        return u"live"_s;
    case Effect::Restart:
        return u"restart"_s;
    case Effect::Kept:
        return u"kept"_s;
    }
    return {};
}

Result<QJsonValue> acceptable(const SettingDescriptor &setting, const QJsonValue &value)
{
    switch (setting.type) {
    case Type::Text:
    case Type::Secret:
        return acceptableText(setting, value);
    case Type::Integer: {
        const double number = value.toDouble();
        const bool whole = value.isDouble() && std::isfinite(number) && std::floor(number) == number;
        if (!whole || number < double(setting.least) || number > double(setting.most))
            return fail(Errc::Invalid);
        return QJsonValue(qint64(number));
    }
    case Type::Boolean:
        return value.isBool() ? Result<QJsonValue>(value) : fail(Errc::Invalid);
    case Type::Choice:
        return value.isString() && setting.choices.contains(value.toString()) ? Result<QJsonValue>(value)
                                                                              : fail(Errc::Invalid);
    case Type::TextList:
        return acceptableList(setting, value);
    case Type::WeeklyHours:
        return acceptableWeek(value);
    }
    return fail(Errc::Invalid);
}

Result<QJsonValue> settingFromText(const SettingDescriptor &setting, const QString &text)
{
    const QString word = text.trimmed().toLower();
    const bool yes = QStringList{u"on"_s, u"true"_s, u"1"_s, u"yes"_s}.contains(word);
    const bool no = QStringList{u"off"_s, u"false"_s, u"0"_s, u"no"_s}.contains(word);
    switch (setting.type) {
    case Type::Integer: {
        bool ok = false;
        const qint64 number = word.toLongLong(&ok);
        return ok ? acceptable(setting, QJsonValue(number)) : fail(Errc::Invalid);
    }
    case Type::Boolean:
        return yes || no ? Result<QJsonValue>(yes) : fail(Errc::Invalid);
    case Type::Choice:
        if (!setting.choices.contains(word) && (yes || no))
            return acceptable(setting, yes ? u"on"_s : u"off"_s);
        return acceptable(setting, word);
    case Type::TextList: {
        QJsonArray list;
        const QStringList entries = text.split(u',', Qt::SkipEmptyParts);
        for (const QString &entry : entries)
            list << entry.trimmed();
        return acceptable(setting, list);
    }
    case Type::Text:
    case Type::Secret:
        return acceptable(setting, text.trimmed());
    case Type::WeeklyHours:
        break;
    }
    return fail(Errc::Invalid);
}

} // namespace desk
