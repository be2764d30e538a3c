#pragma once

#include "core/attachments/medialimits.h"
#include "core/base/result.h"
#include "core/bridge/bridgechannel.h"
#include "core/conversation/chatcompletions.h"
#include "core/messaging/pacing.h"
#include "core/notifications/notificationservice.h"
#include "whatsapp/pairing/clientpayload.h"

#include <QHash>
#include <QJsonValue>
#include <QString>
#include <QUrl>

#include <optional>

namespace desk {

/// How the WhatsApp connection is made.
struct WhatsAppSettings
{
    QUrl url;                              ///< empty: WhatsApp's own
    QByteArray rootKey;                    ///< 32 bytes, of a service on this computer; empty: WhatsApp's own
    std::optional<wa::WebVersion> version; ///< set by a person: never refreshed
    QString deviceName = QStringLiteral("Ventanilla"); ///< what the phone shows under linked devices
    QString mediaCaFile = {};    ///< PEM, trusted besides the system's; of a service on this computer
    bool mediaPlainHttp = false; ///< files over http; of a service on this computer
};

/// A desk on the simulated WhatsApp service, with made-up customers.
struct DemoSettings
{
    bool on = false;
    double speed = 1; ///< 1: as people are; 2: twice as fast
    quint32 seed = 1; ///< the same customers say the same for the same seed
};

/// What the program was told: flags win over the environment, that over the .env file, that over the settings file.
struct Settings
{
    QString dataDir;
    QString bind = QStringLiteral("127.0.0.1");
    quint16 httpPort = 8523;
    QString channel = QStringLiteral("whatsapp"); ///< or "bridge"
    QString logLevel = QStringLiteral("info");
    QByteArray apiToken; ///< static token; empty: none
    BridgeChannel::Settings bridge;
    WhatsAppSettings whatsApp;
    DemoSettings demo;
    ChatCompletions::Settings assistant; ///< without a model: no assistant
    MediaLimits media;
    bool webhooksToPrivate = false; ///< webhooks may be posted to addresses that are not on the public internet
    qint64 minimumFreeBytes = 200LL * 1024 * 1024; ///< less on the data folder's disk is reported as not ready
    NotificationService::QuietHours quietHours;
    std::chrono::milliseconds quietTime{4000}; ///< pause that ends a burst
    std::chrono::milliseconds reminderAfter{std::chrono::minutes(30)};
    std::chrono::milliseconds closeAfter{std::chrono::hours(24)};
    std::chrono::milliseconds reopenWithin{std::chrono::hours(72)};
    bool formal = false;    ///< the bot says usted
    bool botPaused = false; ///< for every chat
    bool notificationsEnabled = true;
    PacingSettings pacing;
    bool rejectCalls = false;    ///< with a polite text
    bool listOtherChats = false; ///< groups, status posts, channels; else they are passed over
    QString folioPrefix;
    QHash<QString, QJsonValue> overrides; ///< what of this nobody can set otherwise, by the setting's key
};

/// Names and values of one source; later sources are laid under earlier ones.
using SettingsSource = QHash<QString, QString>;

/// Lines NAME=value; comments, blank lines, "export ", and quotes as in the old installation's files. Other lines are passed over.
[[nodiscard]] SettingsSource parseEnvFile(const QByteArray &text);
/// A JSON object with the VENTANILLA_* names in lower case without the prefix, e.g. {"http_port": 8523}.
[[nodiscard]] Result<SettingsSource> parseSettingsFile(const QByteArray &text);
/// VENTANILLA_* and the old names of the environment of this process.
[[nodiscard]] SettingsSource environmentSource();

/// Whether @p url leads to this computer, by number or as "localhost".
[[nodiscard]] bool isLoopback(const QUrl &url);

/// A demo works on a folder beside the desk's own, unless the folder is named at least as strongly as the demo is switched on.
/// Without a channel's name, what is set up decides: only the old bridge, then that; else WhatsApp.
/// @param sources strongest first. Invalid names the setting that cannot be used.
[[nodiscard]] Result<Settings> settingsFrom(const QList<SettingsSource> &sources);

} // namespace desk
