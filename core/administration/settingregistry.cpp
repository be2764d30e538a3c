#include "core/administration/settingregistry.h"

#include <QDir>
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

bool isPrintableLine(const QString &text)
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

bool isTimeOfDay(const QString &text)
{
    return QTime::fromString(text, u"H:mm"_s).isValid();
}

/// A whole path, or nothing.
bool isFolderOrEmpty(const QString &text)
{
    return text.isEmpty() || (isPrintableLine(text) && QDir::isAbsolutePath(text));
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

/// With the rest of its limits to be filled in.
SettingDescriptor setting(const QString &key, Type type, const QJsonValue &fallback,
                          const QStringList &environment = {})
{
    SettingDescriptor setting;
    setting.key = key;
    setting.type = type;
    setting.fallback = fallback;
    setting.environment = environment;
    return setting;
}

SettingDescriptor text(const QString &key, const QString &fallback, int least, int most, SettingDescriptor::Check check,
                       const QStringList &environment = {})
{
    SettingDescriptor text = setting(key, Type::Text, fallback, environment);
    text.least = least;
    text.most = most;
    text.check = check;
    return text;
}

SettingDescriptor integer(const QString &key, qint64 fallback, qint64 least, qint64 most,
                          const QStringList &environment)
{
    SettingDescriptor integer = setting(key, Type::Integer, fallback, environment);
    integer.least = least;
    integer.most = most;
    return integer;
}

SettingDescriptor choice(const QString &key, const QStringList &choices, const QStringList &environment = {})
{
    SettingDescriptor choice = setting(key, Type::Choice, choices.first(), environment);
    choice.choices = choices;
    return choice;
}

SettingDescriptor list(const QString &key, SettingDescriptor::Check check, const QStringList &environment)
{
    SettingDescriptor list = setting(key, Type::TextList, QJsonArray(), environment);
    list.most = 20;
    list.check = check;
    return list;
}

SettingDescriptor at(Effect effect, SettingDescriptor setting)
{
    setting.effect = effect;
    return setting;
}

SettingDescriptor secret(SettingDescriptor text)
{
    text.type = Type::Secret;
    return text;
}

QList<SettingDescriptor> descriptors()
{
    return {
        text(u"desk.name"_s, u"Mesa de ayuda"_s, 1, 60, isPrintableLine),
        text(u"desk.folio_prefix"_s, u""_s, 0, 8, isFolioPrefix),
        choice(u"desk.language"_s, {u"es"_s, u"pt"_s, u"en"_s}),
        at(Effect::Kept, choice(u"desk.kind"_s, {u"it"_s, u"workshop"_s})),

        setting(u"conversation.paused"_s, Type::Boolean, false),
        integer(u"conversation.quiet_time_ms"_s, 4000, 0, 60000, {u"VENTANILLA_QUIET_TIME_MS"_s}),
        integer(u"conversation.reminder_minutes"_s, 30, 1, 7 * 24 * 60,
                {u"VENTANILLA_REMINDER_MINUTES"_s, u"SESSION_TIMEOUT_MINUTES"_s}),
        integer(u"conversation.close_hours"_s, 24, 1, 30 * 24, {u"VENTANILLA_CLOSE_HOURS"_s}),
        integer(u"conversation.reopen_hours"_s, 72, 0, 365 * 24, {u"VENTANILLA_REOPEN_HOURS"_s}),
        setting(u"conversation.formal"_s, Type::Boolean, false),
        setting(u"calls.reject"_s, Type::Boolean, false),
        choice(u"chats.others"_s, {u"ignore"_s, u"list"_s}),

        at(Effect::Kept, setting(u"hours.business"_s, Type::WeeklyHours, QJsonObject())),
        text(u"hours.quiet"_s, u""_s, 0, 11, isSpanOrEmpty, {u"VENTANILLA_QUIET_HOURS"_s}),

        setting(u"notifications.enabled"_s, Type::Boolean, true),

        setting(u"pacing.first_contact"_s, Type::Boolean, false, {u"VENTANILLA_FIRST_CONTACT"_s}),
        setting(u"pacing.typing"_s, Type::Boolean, true, {u"VENTANILLA_PACING_TYPING"_s}),
        integer(u"pacing.gap_ms"_s, 200, 0, 60000, {u"VENTANILLA_PACING_GAP_MS"_s}),
        integer(u"pacing.per_minute"_s, 60, 0, 10000, {u"VENTANILLA_PACING_PER_MINUTE"_s}),
        integer(u"pacing.per_hour"_s, 1000, 0, 100000, {u"VENTANILLA_PACING_PER_HOUR"_s}),
        integer(u"pacing.per_day"_s, 5000, 0, 1000000, {u"VENTANILLA_PACING_PER_DAY"_s}),
        integer(u"pacing.contact_per_minute"_s, 20, 0, 10000, {u"VENTANILLA_PACING_CONTACT_PER_MINUTE"_s}),
        integer(u"pacing.contact_per_hour"_s, 120, 0, 100000, {u"VENTANILLA_PACING_CONTACT_PER_HOUR"_s}),
        integer(u"pacing.contact_per_day"_s, 400, 0, 1000000, {u"VENTANILLA_PACING_CONTACT_PER_DAY"_s}),

        text(u"ai.endpoint"_s, u""_s, 0, 500, isServiceAddress, {u"VENTANILLA_AI_URL"_s}),
        text(u"ai.model"_s, u"deepseek-chat"_s, 1, 100, isPrintableLine,
             {u"VENTANILLA_AI_MODEL"_s, u"DEEPSEEK_MODEL"_s}),
        secret(text(u"ai.key"_s, u""_s, 0, 500, isPrintableLine, {u"VENTANILLA_AI_KEY"_s, u"DEEPSEEK_API_KEY"_s})),
        integer(u"ai.timeout_ms"_s, 5000, 100, 60000, {u"VENTANILLA_AI_TIMEOUT_MS"_s}),
        choice(u"privacy.ai_mask"_s, {u"auto"_s, u"on"_s, u"off"_s}, {u"VENTANILLA_AI_MASK"_s}),

        setting(u"network.lan"_s, Type::Boolean, false),
        at(Effect::Restart, integer(u"network.port"_s, 8523, 1, 65535, {u"VENTANILLA_HTTP_PORT"_s, u"PUERTO_LOCAL"_s})),
        list(u"network.host_names"_s, isHostName, {u"VENTANILLA_HOST_NAMES"_s}),
        list(u"network.cors_origins"_s, isOrigin, {u"VENTANILLA_ALLOWED_ORIGINS"_s, u"ALLOWED_ORIGINS"_s}),
        list(u"network.trusted_proxies"_s, isProxy, {u"VENTANILLA_TRUSTED_PROXIES"_s}),
        choice(u"network.tls"_s, {u"off"_s, u"own"_s, u"files"_s}, {u"VENTANILLA_TLS"_s}),
        text(u"network.tls_certificate"_s, u""_s, 0, 1000, isPrintableLine, {u"VENTANILLA_TLS_CERTIFICATE"_s}),
        text(u"network.tls_key"_s, u""_s, 0, 1000, isPrintableLine, {u"VENTANILLA_TLS_KEY"_s}),
        setting(u"network.https_only"_s, Type::Boolean, false, {u"VENTANILLA_HTTPS_ONLY"_s}),

        setting(u"webhooks.allow_private_targets"_s, Type::Boolean, false, {u"VENTANILLA_WEBHOOKS_TO_PRIVATE"_s}),

        setting(u"backup.daily"_s, Type::Boolean, false, {u"VENTANILLA_BACKUP_DAILY"_s}),
        text(u"backup.folder"_s, u""_s, 0, 1000, isFolderOrEmpty, {u"VENTANILLA_BACKUP_FOLDER"_s}),
        text(u"backup.time"_s, u"13:00"_s, 4, 5, isTimeOfDay, {u"VENTANILLA_BACKUP_TIME"_s}),
        integer(u"backup.keep"_s, 7, 1, 365, {u"VENTANILLA_BACKUP_KEEP"_s}),

        at(Effect::Restart,
           integer(u"media.max_image_bytes"_s, 16 * 1024 * 1024, 1024, 256LL * 1024 * 1024,
                   {u"VENTANILLA_MAX_IMAGE_SIZE"_s, u"MAX_IMAGE_SIZE"_s})),
        integer(u"media.max_video_bytes"_s, 16 * 1024 * 1024, 1024, 2048LL * 1024 * 1024,
                {u"VENTANILLA_MAX_VIDEO_SIZE"_s}),
        integer(u"media.max_audio_bytes"_s, 16 * 1024 * 1024, 1024, 2048LL * 1024 * 1024,
                {u"VENTANILLA_MAX_AUDIO_SIZE"_s}),
        integer(u"media.max_document_bytes"_s, 100 * 1024 * 1024, 1024, 2048LL * 1024 * 1024,
                {u"VENTANILLA_MAX_DOCUMENT_SIZE"_s}),
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
