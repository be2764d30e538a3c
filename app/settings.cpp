#include "app/settings.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QStringList oldNames{u"API_TOKEN"_s,        u"MAX_IMAGE_SIZE"_s, u"ALLOWED_ORIGINS"_s,
                           u"DEEPSEEK_API_KEY"_s, u"DEEPSEEK_MODEL"_s, u"SESSION_TIMEOUT_MINUTES"_s,
                           u"SERVER_URL"_s,       u"IP_LAPTOP"_s,      u"PUERTO_LAPTOP"_s,
                           u"PUERTO_LOCAL"_s};

/// Looks a name up through the sources and remembers the first value that could not be used.
class Reader
{
public:
    explicit Reader(const QList<SettingsSource> &sources) : m_sources(sources) { }

    [[nodiscard]] QString text(const QString &name, const QString &oldName = {}) const
    {
        for (const SettingsSource &source : m_sources) {
            for (const QString &key : {name, oldName}) {
                if (!key.isEmpty() && source.contains(key))
                    return source.value(key).trimmed();
            }
        }
        return {};
    }

    template<typename Number>
    void number(const QString &name, const QString &oldName, qint64 least, qint64 most, Number set)
    {
        const QString value = text(name, oldName);
        if (value.isEmpty())
            return;
        bool ok = false;
        const qint64 parsed = value.toLongLong(&ok);
        if (ok && parsed >= least && parsed <= most)
            set(parsed);
        else if (m_bad.isEmpty())
            m_bad = u"%1 must be a number from %2 to %3"_s.arg(name).arg(least).arg(most);
    }

    [[nodiscard]] QString bad() const { return m_bad; }

private:
    const QList<SettingsSource> &m_sources;
    QString m_bad;
};

} // namespace

SettingsSource parseEnvFile(const QByteArray &text)
{
    SettingsSource source;
    const QStringList lines = QString::fromUtf8(text).split(u'\n');
    for (const QString &raw : lines) {
        QString line = raw.trimmed();
        if (line.startsWith("export "_L1))
            line = line.mid(7).trimmed();
        const qsizetype equals = line.indexOf(u'=');
        if (line.startsWith(u'#') || equals < 1)
            continue;
        QString value = line.mid(equals + 1).trimmed();
        const bool quoted = value.size() >= 2 && (value.front() == u'"' || value.front() == u'\'')
            && value.back() == value.front();
        if (quoted)
            value = value.mid(1, value.size() - 2);
        else if (const qsizetype comment = value.indexOf(" #"_L1); comment >= 0)
            value = value.left(comment).trimmed();
        source.insert(line.left(equals).trimmed(), value);
    }
    return source;
}

Result<SettingsSource> parseSettingsFile(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        return fail(Errc::Invalid, u"the settings file is no JSON object: "_s + error.errorString());
    SettingsSource source;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it)
        source.insert(u"VENTANILLA_"_s + it.key().toUpper(), it.value().toVariant().toString());
    return source;
}

SettingsSource environmentSource()
{
    SettingsSource source;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.startsWith("VENTANILLA_"_L1) || oldNames.contains(name))
            source.insert(name, environment.value(name));
    }
    return source;
}

Result<Settings> settingsFrom(const QList<SettingsSource> &sources)
{
    Reader reader(sources);
    Settings settings;
    settings.dataDir = reader.text(u"VENTANILLA_DATA_DIR"_s);
    if (settings.dataDir.isEmpty())
        settings.dataDir = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    settings.dataDir = QDir(settings.dataDir).absolutePath();
    if (const QString bind = reader.text(u"VENTANILLA_BIND"_s); !bind.isEmpty())
        settings.bind = bind;
    if (const QString channel = reader.text(u"VENTANILLA_CHANNEL"_s); !channel.isEmpty())
        settings.channel = channel;
    if (const QString level = reader.text(u"VENTANILLA_LOG_LEVEL"_s); !level.isEmpty())
        settings.logLevel = level;
    reader.number(u"VENTANILLA_HTTP_PORT"_s, u"PUERTO_LOCAL"_s, 0, 65535,
                  [&](qint64 v) { settings.httpPort = quint16(v); });

    settings.apiToken = reader.text(u"VENTANILLA_API_TOKEN"_s, u"API_TOKEN"_s).toUtf8();
    settings.bridge.token = settings.apiToken;
    reader.number(u"VENTANILLA_MAX_IMAGE_SIZE"_s, u"MAX_IMAGE_SIZE"_s, 1024, 256LL * 1024 * 1024,
                  [&](qint64 v) { settings.bridge.maxImageBytes = v; });
    const QString bridgeHost = reader.text(u"VENTANILLA_BRIDGE_HOST"_s, u"IP_LAPTOP"_s);
    int bridgePort = 3000;
    reader.number(u"VENTANILLA_BRIDGE_PORT"_s, u"PUERTO_LAPTOP"_s, 1, 65535, [&](qint64 v) { bridgePort = int(v); });
    if (!bridgeHost.isEmpty()) {
        settings.bridge.base.setScheme(u"http"_s);
        settings.bridge.base.setHost(bridgeHost);
        settings.bridge.base.setPort(bridgePort);
        if (!settings.bridge.base.isValid())
            return fail(Errc::Invalid, u"IP_LAPTOP is no host name"_s);
    }

    settings.assistant.apiKey = reader.text(u"VENTANILLA_AI_KEY"_s, u"DEEPSEEK_API_KEY"_s).toUtf8();
    settings.assistant.model = reader.text(u"VENTANILLA_AI_MODEL"_s, u"DEEPSEEK_MODEL"_s);
    QString endpoint = reader.text(u"VENTANILLA_AI_URL"_s);
    if (endpoint.isEmpty() && !settings.assistant.apiKey.isEmpty())
        endpoint = u"https://api.deepseek.com/chat/completions"_s; // what the old DEEPSEEK_* names meant
    settings.assistant.endpoint = QUrl(endpoint);
    if (settings.assistant.model.isEmpty())
        settings.assistant.model = u"deepseek-chat"_s;
    reader.number(u"VENTANILLA_AI_TIMEOUT_MS"_s, {}, 100, 60000,
                  [&](qint64 v) { settings.assistant.timeout = std::chrono::milliseconds(v); });

    reader.number(u"VENTANILLA_QUIET_TIME_MS"_s, {}, 0, 60000,
                  [&](qint64 v) { settings.quietTime = std::chrono::milliseconds(v); });
    reader.number(u"VENTANILLA_REMINDER_MINUTES"_s, u"SESSION_TIMEOUT_MINUTES"_s, 1, 7 * 24 * 60,
                  [&](qint64 v) { settings.reminderAfter = std::chrono::minutes(v); });
    reader.number(u"VENTANILLA_CLOSE_HOURS"_s, {}, 1, 30 * 24,
                  [&](qint64 v) { settings.closeAfter = std::chrono::hours(v); });
    reader.number(u"VENTANILLA_REOPEN_HOURS"_s, {}, 0, 365 * 24,
                  [&](qint64 v) { settings.reopenWithin = std::chrono::hours(v); });
    // "22:00-07:30"
    if (const QString quiet = reader.text(u"VENTANILLA_QUIET_HOURS"_s); !quiet.isEmpty()) {
        settings.quietHours = {QTime::fromString(quiet.section(u'-', 0, 0).trimmed(), u"H:mm"_s),
                               QTime::fromString(quiet.section(u'-', 1, 1).trimmed(), u"H:mm"_s)};
        if (!settings.quietHours.from.isValid() || !settings.quietHours.to.isValid())
            return fail(Errc::Invalid, u"VENTANILLA_QUIET_HOURS must look like 22:00-07:30"_s);
    }
    if (!reader.bad().isEmpty())
        return fail(Errc::Invalid, reader.bad());
    if (settings.channel != "bridge"_L1)
        return fail(Errc::Invalid, u"the channel '%1' is not there yet; use bridge"_s.arg(settings.channel));
    return settings;
}

} // namespace desk
