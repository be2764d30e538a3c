#include "app/settings.h"

#include "app/storedsettings.h"

#include <QDir>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

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
        return find(name, oldName).second;
    }

    template<typename Set>
    void number(const QString &name, const QString &oldName, qint64 least, qint64 most, Set set)
    {
        const auto [key, value] = find(name, oldName);
        if (value.isEmpty())
            return;
        bool ok = false;
        const qint64 parsed = value.toLongLong(&ok);
        if (ok && parsed >= least && parsed <= most)
            set(parsed);
        else
            complain(u"%1 must be a number from %2 to %3"_s.arg(key).arg(least).arg(most));
    }

    /// One of @p words, in lower case; empty when not given.
    [[nodiscard]] QString word(const QString &name, const QStringList &words)
    {
        QString value = text(name).toLower();
        if (value.isEmpty() || words.contains(value))
            return value;
        complain(u"%1 must be one of %2"_s.arg(name, words.join(u", "_s)));
        return {};
    }

    /// Whether one of @p names has a value.
    [[nodiscard]] bool says(const QStringList &names) const
    {
        return std::any_of(names.begin(), names.end(), [this](const QString &name) { return !text(name).isEmpty(); });
    }

    /// Yes or no, in any of the usual words.
    [[nodiscard]] bool isOn(const QString &name)
    {
        const QString value = word(name, {u"on"_s, u"off"_s, u"true"_s, u"false"_s, u"1"_s, u"0"_s, u"yes"_s, u"no"_s});
        return value == "on"_L1 || value == "true"_L1 || value == "1"_L1 || value == "yes"_L1;
    }

    /// Which source says it: less is stronger. All but the last possible ones say nothing.
    [[nodiscard]] qsizetype rankOf(const QString &name) const
    {
        qsizetype rank = 0;
        while (rank < m_sources.size() && !m_sources.at(rank).contains(name))
            ++rank;
        return rank;
    }

    void complain(const QString &text)
    {
        if (m_bad.isEmpty())
            m_bad = text;
    }
    [[nodiscard]] QString bad() const { return m_bad; }

private:
    /// The name that was used, and its value.
    [[nodiscard]] std::pair<QString, QString> find(const QString &name, const QString &oldName) const
    {
        for (const SettingsSource &source : m_sources) {
            for (const QString &key : {name, oldName}) {
                if (!key.isEmpty() && source.contains(key))
                    return {key, source.value(key).trimmed()};
            }
        }
        return {name, {}};
    }

    const QList<SettingsSource> &m_sources;
    QString m_bad;
};

/// The value of a line NAME=value, @p raw being what follows the '='.
QString envValue(const QString &raw)
{
    QString value = raw.trimmed();
    const QChar quote = value.isEmpty() ? QChar() : value.front();
    if (quote == u'"' || quote == u'\'') {
        // A comment may follow the closing quote. Without one, the quote is part of the value.
        if (const qsizetype end = value.indexOf(quote, 1); end > 0) {
            const QString rest = value.mid(end + 1).trimmed();
            if (rest.isEmpty() || rest.startsWith(u'#'))
                return value.mid(1, end - 1);
        }
    }
    static const QRegularExpression comment(u"(?:^|(?<=\\s))#.*$"_s);
    // "NAME=#x" is a value, "NAME= # x" is none.
    if (value.startsWith(u'#') && (raw.isEmpty() || !raw.front().isSpace()))
        return value;
    return value.remove(comment).trimmed();
}

/// An address that requests can be sent to.
bool isWebAddress(const QUrl &url)
{
    return url.isValid() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) && !url.host().isEmpty();
}

/// "2.3000.1234567890"
std::optional<wa::WebVersion> webVersion(const QString &text)
{
    static const QRegularExpression form(u"^(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,10})$"_s);
    const QRegularExpressionMatch match = form.match(text);
    bool fits = false;
    const wa::WebVersion version{match.captured(1).toUInt(), match.captured(2).toUInt(),
                                 match.captured(3).toUInt(&fits)};
    return match.hasMatch() && fits ? std::optional(version) : std::nullopt;
}

QString channelOf(Reader &reader)
{
    if (const QString named = reader.word(u"VENTANILLA_CHANNEL"_s, {u"whatsapp"_s, u"bridge"_s}); !named.isEmpty())
        return named;
    const bool bridge = reader.says(
        {u"VENTANILLA_BRIDGE_HOST"_s, u"VENTANILLA_BRIDGE_PORT"_s, u"IP_LAPTOP"_s, u"PUERTO_LAPTOP"_s});
    const bool whatsApp = reader.says({u"VENTANILLA_WHATSAPP_URL"_s, u"VENTANILLA_WHATSAPP_CERT_KEY"_s,
                                       u"VENTANILLA_WHATSAPP_VERSION"_s, u"VENTANILLA_DEVICE_NAME"_s});
    return bridge && !whatsApp ? u"bridge"_s : u"whatsapp"_s;
}

DemoSettings demoOf(Reader &reader)
{
    DemoSettings demo;
    demo.on = reader.isOn(u"VENTANILLA_DEMO"_s);
    if (const QString speed = reader.text(u"VENTANILLA_DEMO_SPEED"_s); !speed.isEmpty()) {
        bool ok = false;
        demo.speed = speed.toDouble(&ok);
        if (!ok || !(demo.speed >= 0.1 && demo.speed <= 1000))
            reader.complain(u"VENTANILLA_DEMO_SPEED must be a number from 0.1 to 1000"_s);
    }
    reader.number(u"VENTANILLA_DEMO_SEED"_s, {}, 0, 0xffffffffLL, [&](qint64 v) { demo.seed = quint32(v); });
    return demo;
}

WhatsAppSettings whatsAppOf(Reader &reader)
{
    WhatsAppSettings settings;
    if (const QString url = reader.text(u"VENTANILLA_WHATSAPP_URL"_s); !url.isEmpty()) {
        settings.url = QUrl(url);
        const bool isSocket = settings.url.scheme() == "wss"_L1
            || (settings.url.scheme() == "ws"_L1 && isLoopback(settings.url));
        if (!settings.url.isValid() || settings.url.host().isEmpty() || !isSocket)
            reader.complain(u"VENTANILLA_WHATSAPP_URL must be a wss:// address (ws:// only on this computer)"_s);
    }
    if (const QString key = reader.text(u"VENTANILLA_WHATSAPP_CERT_KEY"_s); !key.isEmpty()) {
        static const QRegularExpression hex(u"^[0-9a-fA-F]{64}$"_s);
        settings.rootKey = QByteArray::fromHex(key.toLatin1());
        if (!hex.match(key).hasMatch() || !isLoopback(settings.url))
            reader.complain(u"VENTANILLA_WHATSAPP_CERT_KEY needs 32 bytes in hex and a VENTANILLA_WHATSAPP_URL on this "
                            "computer"_s);
    }
    if (const QString version = reader.text(u"VENTANILLA_WHATSAPP_VERSION"_s); !version.isEmpty()) {
        settings.version = webVersion(version);
        if (!settings.version)
            reader.complain(u"VENTANILLA_WHATSAPP_VERSION must look like 2.3000.1234567890"_s);
    }
    if (const QString name = reader.text(u"VENTANILLA_DEVICE_NAME"_s); !name.isEmpty()) {
        settings.deviceName = name;
        if (name.size() > 50)
            reader.complain(u"VENTANILLA_DEVICE_NAME must have at most 50 characters"_s);
    }
    settings.mediaCaFile = reader.text(u"VENTANILLA_WHATSAPP_MEDIA_CA"_s);
    const QString plain = reader.word(u"VENTANILLA_WHATSAPP_MEDIA_PLAIN_HTTP"_s, {u"on"_s, u"off"_s});
    settings.mediaPlainHttp = plain == "on"_L1;
    if ((!settings.mediaCaFile.isEmpty() || settings.mediaPlainHttp) && !isLoopback(settings.url))
        reader.complain(
            u"VENTANILLA_WHATSAPP_MEDIA_CA and VENTANILLA_WHATSAPP_MEDIA_PLAIN_HTTP need a VENTANILLA_WHATSAPP_URL on "
            "this computer"_s);
    return settings;
}

} // namespace

bool isLoopback(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

SettingsSource parseEnvFile(const QByteArray &text)
{
    SettingsSource source;
    const QStringList lines = QString::fromUtf8(text).split(u'\n');
    for (const QString &raw : lines) {
        static const QRegularExpression setting(u"^\\s*(?:export\\s+)?([^\\s#=]+)\\s*=(.*)$"_s);
        const QRegularExpressionMatch match = setting.match(raw.endsWith(u'\r') ? raw.chopped(1) : raw);
        if (match.hasMatch())
            source.insert(match.captured(1), envValue(match.captured(2)));
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
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isObject() || it->isArray())
            return fail(Errc::Invalid,
                        u"'%1' in the settings file must be a text, a number or a boolean"_s.arg(it.key()));
        source.insert(u"VENTANILLA_"_s + it.key().toUpper(), it->toVariant().toString());
    }
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
    settings.demo = demoOf(reader);
    const qsizetype demoRank = reader.rankOf(u"VENTANILLA_DEMO"_s);
    if (settings.demo.on && reader.rankOf(u"VENTANILLA_DATA_DIR"_s) > demoRank)
        settings.dataDir += u"-demo"_s;
    if (const QString bind = reader.text(u"VENTANILLA_BIND"_s); !bind.isEmpty())
        settings.bind = bind;
    settings.channel = channelOf(reader);
    settings.whatsApp = whatsAppOf(reader);
    if (settings.demo.on) { // it brings its own service
        if (settings.channel != "whatsapp"_L1 && reader.rankOf(u"VENTANILLA_CHANNEL"_s) <= demoRank)
            reader.complain(u"the demo has no bridge: leave VENTANILLA_CHANNEL out"_s);
        settings.channel = u"whatsapp"_s;
    }
    if (const QString level = reader.word(u"VENTANILLA_LOG_LEVEL"_s, {u"debug"_s, u"info"_s, u"warning"_s});
        !level.isEmpty())
        settings.logLevel = level;
    reader.number(u"VENTANILLA_HTTP_PORT"_s, u"PUERTO_LOCAL"_s, 0, 65535,
                  [&](qint64 v) { settings.httpPort = quint16(v); });

    settings.webhooksToPrivate = reader.isOn(u"VENTANILLA_WEBHOOKS_TO_PRIVATE"_s);
    reader.number(u"VENTANILLA_MIN_FREE_MB"_s, {}, 0, 1024LL * 1024,
                  [&](qint64 v) { settings.minimumFreeBytes = v * 1024 * 1024; });

    settings.apiToken = reader.text(u"VENTANILLA_API_TOKEN"_s, u"API_TOKEN"_s).toUtf8();
    settings.bridge.token = settings.apiToken;
    reader.number(u"VENTANILLA_MAX_IMAGE_SIZE"_s, u"MAX_IMAGE_SIZE"_s, 1024, 256LL * 1024 * 1024,
                  [&](qint64 v) { settings.bridge.maxImageBytes = settings.media.image = v; });
    for (const auto &[name, limit] : {std::pair(u"VENTANILLA_MAX_VIDEO_SIZE"_s, &settings.media.video),
                                      {u"VENTANILLA_MAX_AUDIO_SIZE"_s, &settings.media.audio},
                                      {u"VENTANILLA_MAX_DOCUMENT_SIZE"_s, &settings.media.document}})
        reader.number(name, {}, 1024, 2048LL * 1024 * 1024, [limit = limit](qint64 v) { *limit = v; });
    const QString bridgeHost = reader.text(u"VENTANILLA_BRIDGE_HOST"_s, u"IP_LAPTOP"_s);
    int bridgePort = 3000;
    reader.number(u"VENTANILLA_BRIDGE_PORT"_s, u"PUERTO_LAPTOP"_s, 1, 65535, [&](qint64 v) { bridgePort = int(v); });
    if (!bridgeHost.isEmpty()) {
        settings.bridge.base.setScheme(u"http"_s);
        settings.bridge.base.setHost(bridgeHost);
        settings.bridge.base.setPort(bridgePort);
        if (!isWebAddress(settings.bridge.base))
            reader.complain(u"IP_LAPTOP (VENTANILLA_BRIDGE_HOST) is no host name"_s);
    }

    settings.assistant.apiKey = reader.text(u"VENTANILLA_AI_KEY"_s, u"DEEPSEEK_API_KEY"_s).toUtf8();
    settings.assistant.model = reader.text(u"VENTANILLA_AI_MODEL"_s, u"DEEPSEEK_MODEL"_s);
    QString endpoint = reader.text(u"VENTANILLA_AI_URL"_s);
    if (endpoint.isEmpty() && !settings.assistant.apiKey.isEmpty())
        endpoint = u"https://api.deepseek.com/chat/completions"_s; // what the old DEEPSEEK_* names meant
    settings.assistant.endpoint = QUrl(endpoint);
    if (!endpoint.isEmpty() && !isWebAddress(settings.assistant.endpoint))
        reader.complain(u"VENTANILLA_AI_URL must be a whole address like https://host/v1/chat/completions"_s);
    const QString mask = reader.word(
        u"VENTANILLA_AI_MASK"_s,
        {u"auto"_s, u"on"_s, u"off"_s, u"true"_s, u"false"_s, u"1"_s, u"0"_s, u"yes"_s, u"no"_s});
    if (mask == "on"_L1 || mask == "true"_L1 || mask == "1"_L1 || mask == "yes"_L1)
        settings.assistant.masks = ChatCompletions::Masks::Always;
    else if (!mask.isEmpty() && mask != "auto"_L1)
        settings.assistant.masks = ChatCompletions::Masks::Never;
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
            reader.complain(u"VENTANILLA_QUIET_HOURS must look like 22:00-07:30"_s);
    }
    if (!reader.bad().isEmpty())
        return fail(Errc::Invalid, reader.bad());
    settings.overrides = overridesOf(sources, settings);
    return settings;
}

} // namespace desk
