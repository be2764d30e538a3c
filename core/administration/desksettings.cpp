#include "core/administration/desksettings.h"

#include "core/base/logging.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// JSON needs an array or object at the top of a document.
QString storedForm(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

QJsonValue fromStoredForm(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).array().at(0);
}

/// The key as a part of a JSON pointer (RFC 6901).
QString pointerTo(const QString &key)
{
    return u'/' + key.left(100).replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

QJsonObject audited(const SettingDescriptor &setting, const QJsonValue &value)
{
    if (setting.type == SettingDescriptor::Type::Secret)
        return {{u"is_set"_s, !value.toString().isEmpty()}};
    return {{u"value"_s, value}};
}

QString serviceOf(const QString &endpoint)
{
    const QUrl url(endpoint);
    return url.scheme() + u"://"_s + url.host() + u':'
        + QString::number(url.port(url.scheme() == "https"_L1 ? 443 : 80));
}

} // namespace

bool isSameService(const QString &endpoint, const QString &other)
{
    return serviceOf(endpoint) == serviceOf(other);
}

QString toString(DeskSettings::Source source)
{
    switch (source) {
    case DeskSettings::Source::Default:
        return u"default"_s;
    case DeskSettings::Source::Stored:
        return u"stored"_s;
    case DeskSettings::Source::Environment:
        return u"environment"_s;
    }
    return {};
}

DeskSettings::DeskSettings(Database &database, Clock &clock, QHash<QString, QJsonValue> overrides, QObject *parent)
    : QObject(parent), m_database(database), m_audit(database, clock), m_overrides(std::move(overrides))
{
}

Result<> DeskSettings::load()
{
    Statement query = m_database.prepare(u"SELECT key, value FROM setting"_s);
    if (auto done = query.exec(); !done)
        return done;
    m_stored.clear();
    while (query.next()) {
        const SettingDescriptor *setting = findSetting(query.text(0));
        if (!setting)
            continue; // another part's, or a later version's
        const auto value = acceptable(*setting, fromStoredForm(query.text(1)));
        if (value)
            m_stored.insert(setting->key, *value);
        else
            qCWarning(lcApp).noquote() << "the stored setting" << setting->key << "does not fit: the default holds";
    }
    m_started.clear();
    for (const SettingDescriptor &setting : settingDescriptors())
        m_started.insert(setting.key, value(setting.key));
    return {};
}

DeskSettings::Source DeskSettings::sourceOf(const QString &key) const
{
    if (m_overrides.contains(key))
        return Source::Environment;
    return m_stored.contains(key) ? Source::Stored : Source::Default;
}

QJsonValue DeskSettings::value(const QString &key) const
{
    const SettingDescriptor *setting = findSetting(key);
    Q_ASSERT(setting);
    if (const auto over = m_overrides.constFind(key); over != m_overrides.cend())
        return *over;
    return m_stored.value(key, setting ? setting->fallback : QJsonValue());
}

QList<DeskSettings::Current> DeskSettings::all() const
{
    QList<Current> all;
    for (const SettingDescriptor &setting : settingDescriptors()) {
        Current current;
        current.setting = &setting;
        current.value = value(setting.key);
        current.source = sourceOf(setting.key);
        current.isRestartNeeded = setting.effect == SettingDescriptor::Effect::Restart
            && m_started.value(setting.key) != current.value;
        all << current;
    }
    return all;
}

Result<QJsonObject> DeskSettings::checked(const QJsonObject &changes) const
{
    QJsonObject fitting;
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        const QString pointer = pointerTo(change.key());
        const SettingDescriptor *setting = findSetting(change.key());
        if (!setting)
            return fail(Errc::Invalid, pointer);
        QJsonValue wanted = change.value(); // null: the default
        if (!wanted.isNull()) {
            const auto fits = acceptable(*setting, wanted);
            if (!fits)
                return fail(Errc::Invalid, pointer);
            wanted = *fits;
        }
        if (m_overrides.contains(setting->key)) {
            // A form that is sent back whole changes nothing here.
            if (!wanted.isNull() && wanted == m_overrides.value(setting->key))
                continue;
            return fail(Errc::Conflict, u"overridden "_s + pointer);
        }
        const bool same = wanted.isNull() ? !m_stored.contains(setting->key)
                                          : m_stored.contains(setting->key) && m_stored.value(setting->key) == wanted;
        if (!same)
            fitting.insert(setting->key, wanted);
    }
    return fitting;
}

Result<> DeskSettings::checkTogether(const QJsonObject &changes)
{
    if (changes.value("network.lan"_L1).toBool()) {
        Statement query = m_database.prepare(
            u"SELECT EXISTS (SELECT 1 FROM user WHERE role = 'admin' AND disabled = 0)"_s);
        if (auto done = query.exec(); !done)
            return done;
        if (!query.next() || query.int64(0) == 0)
            return fail(Errc::Conflict, u"no_administrator /network.lan"_s);
    }
    const auto after = [&](const QString &key) {
        const QJsonValue change = changes.value(key);
        if (change.isUndefined())
            return value(key).toString();
        return change.isNull() ? findSetting(key)->fallback.toString() : change.toString();
    };
    const QString endpoint = u"ai.endpoint"_s;
    const bool otherService = changes.contains(endpoint) && !after(endpoint).isEmpty()
        && !isSameService(after(endpoint), text(endpoint));
    // Whoever may set the address could otherwise have the key sent to themselves.
    if (otherService && !text(u"ai.key"_s).isEmpty() && !changes.contains("ai.key"_L1))
        return fail(Errc::Conflict, u"needs_key /ai.key"_s);
    if (after(u"network.tls"_s) == "files"_L1) {
        for (const QString &key : {u"network.tls_certificate"_s, u"network.tls_key"_s}) {
            if (after(key).isEmpty())
                return fail(Errc::Invalid, pointerTo(key));
        }
    }
    return {};
}

Result<> DeskSettings::store(const SettingDescriptor &setting, const QJsonValue &value, const AuditSource &source)
{
    if (value.isNull()) {
        Statement query = m_database.prepare(u"DELETE FROM setting WHERE key = ?"_s);
        if (auto done = query.bind(setting.key).exec(); !done)
            return done;
    } else {
        Statement query = m_database.prepare(
            u"INSERT INTO setting(key, value) VALUES (?,?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"_s);
        if (auto done = query.bind(setting.key).bind(storedForm(value)).exec(); !done)
            return done;
    }
    return m_audit.record(source, u"setting.change"_s, u"setting:"_s + setting.key,
                          audited(setting, m_stored.value(setting.key, setting.fallback)),
                          audited(setting, value.isNull() ? setting.fallback : value));
}

void DeskSettings::take(const QJsonObject &changes)
{
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change.value().isNull())
            m_stored.remove(change.key());
        else
            m_stored.insert(change.key(), change.value());
    }
}

Result<> DeskSettings::tryOut(const QJsonObject &changes)
{
    if (!m_trial)
        return {};
    const QHash<QString, QJsonValue> before = m_stored;
    take(changes);
    const auto usable = m_trial(changes.keys());
    m_stored = before;
    if (usable)
        return {};
    qCWarning(lcApp).noquote() << "settings that cannot be used:" << usable.error().detail;
    return fail(Errc::Conflict, u"not_usable "_s + pointerTo(changes.keys().value(0)));
}

Result<QStringList> DeskSettings::patch(const QJsonObject &changes, const AuditSource &source)
{
    const auto fitting = checked(changes);
    if (!fitting)
        return fail(fitting.error());
    if (fitting->isEmpty())
        return QStringList();
    const auto done = m_database.transaction([&]() -> Result<QStringList> {
        if (auto fits = checkTogether(*fitting); !fits)
            return fail(fits.error());
        for (auto change = fitting->begin(); change != fitting->end(); ++change) {
            if (auto stored = store(*findSetting(change.key()), change.value(), source); !stored)
                return fail(stored.error());
        }
        if (auto usable = tryOut(*fitting); !usable)
            return fail(usable.error());
        m_database.afterCommit([this, accepted = *fitting] {
            take(accepted);
            Q_EMIT changed(accepted.keys());
        });
        return fitting->keys();
    });
    if (!done && m_trial) // what was tried is taken back
        (void)m_trial(fitting->keys());
    return done;
}

} // namespace desk
