#include "app/storedsettings.h"

#include "core/base/logging.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// The first source that knows one of @p names decides; an empty value is none.
QString saidBy(const QList<SettingsSource> &sources, const QStringList &names)
{
    for (const SettingsSource &source : sources) {
        for (const QString &name : names) {
            if (source.contains(name))
                return source.value(name).trimmed();
        }
    }
    return {};
}

NotificationService::QuietHours quietHoursFrom(const QString &span)
{
    if (span.isEmpty())
        return {};
    return {QTime::fromString(span.section(u'-', 0, 0).trimmed(), u"H:mm"_s),
            QTime::fromString(span.section(u'-', 1, 1).trimmed(), u"H:mm"_s)};
}

ChatCompletions::Masks masksFrom(const QString &word)
{
    if (word == "on"_L1)
        return ChatCompletions::Masks::Always;
    return word == "off"_L1 ? ChatCompletions::Masks::Never : ChatCompletions::Masks::OutsideOnly;
}

} // namespace

QHash<QString, QJsonValue> overridesOf(const QList<SettingsSource> &sources, const Settings &settings)
{
    QHash<QString, QJsonValue> overrides;
    for (const SettingDescriptor &setting : settingDescriptors()) {
        const QString said = saidBy(sources, setting.environment);
        if (said.isEmpty())
            continue;
        if (setting.key == "network.port"_L1 && said == "0"_L1) { // any free port, which nobody can set otherwise
            overrides.insert(setting.key, 0);
            continue;
        }
        // Blanks around the dash are allowed in an environment file.
        const QString text = setting.key == "hours.quiet"_L1 ? QString(said).remove(u' ') : said;
        if (const auto value = settingFromText(setting, text))
            overrides.insert(setting.key, *value);
        else
            qCWarning(lcApp).noquote() << "passed over:" << setting.environment.first() << "does not fit";
    }
    // A key that the environment gives goes to the service that it was given for.
    if (overrides.contains(u"ai.key"_s))
        overrides.insert(u"ai.endpoint"_s, settings.assistant.endpoint.toString());
    return overrides;
}

Settings withStored(Settings told, const DeskSettings &stored)
{
    const auto take = [&stored](const QString &key, const std::function<void()> &apply) {
        if (stored.sourceOf(key) != DeskSettings::Source::Environment)
            apply();
    };
    const auto number = [&stored](const QString &key) { return stored.number(key); };
    take(u"conversation.quiet_time_ms"_s,
         [&] { told.quietTime = std::chrono::milliseconds(number(u"conversation.quiet_time_ms"_s)); });
    take(u"conversation.reminder_minutes"_s,
         [&] { told.reminderAfter = std::chrono::minutes(number(u"conversation.reminder_minutes"_s)); });
    take(u"conversation.close_hours"_s,
         [&] { told.closeAfter = std::chrono::hours(number(u"conversation.close_hours"_s)); });
    take(u"conversation.reopen_hours"_s,
         [&] { told.reopenWithin = std::chrono::hours(number(u"conversation.reopen_hours"_s)); });
    take(u"hours.quiet"_s, [&] { told.quietHours = quietHoursFrom(stored.text(u"hours.quiet"_s)); });
    take(u"ai.endpoint"_s, [&] { told.assistant.endpoint = QUrl(stored.text(u"ai.endpoint"_s)); });
    take(u"ai.model"_s, [&] { told.assistant.model = stored.text(u"ai.model"_s); });
    take(u"ai.key"_s, [&] { told.assistant.apiKey = stored.text(u"ai.key"_s).toUtf8(); });
    take(u"ai.timeout_ms"_s, [&] { told.assistant.timeout = std::chrono::milliseconds(number(u"ai.timeout_ms"_s)); });
    take(u"privacy.ai_mask"_s, [&] { told.assistant.masks = masksFrom(stored.text(u"privacy.ai_mask"_s)); });
    take(u"network.port"_s, [&] { told.httpPort = quint16(number(u"network.port"_s)); });
    take(u"media.max_image_bytes"_s,
         [&] { told.bridge.maxImageBytes = told.media.image = number(u"media.max_image_bytes"_s); });
    take(u"media.max_video_bytes"_s, [&] { told.media.video = number(u"media.max_video_bytes"_s); });
    take(u"media.max_audio_bytes"_s, [&] { told.media.audio = number(u"media.max_audio_bytes"_s); });
    take(u"media.max_document_bytes"_s, [&] { told.media.document = number(u"media.max_document_bytes"_s); });
    take(u"webhooks.allow_private_targets"_s,
         [&] { told.webhooksToPrivate = stored.isOn(u"webhooks.allow_private_targets"_s); });
    const auto limits = [&number](const QString &prefix) {
        return PaceLimits{.minute = int(number(prefix + u"per_minute"_s)),
                          .hour = int(number(prefix + u"per_hour"_s)),
                          .day = int(number(prefix + u"per_day"_s))};
    };
    // What the environment says of these is in the registry.
    told.pacing = {.on = true,
                   .typing = stored.isOn(u"pacing.typing"_s),
                   .all = limits(u"pacing."_s),
                   .contact = limits(u"pacing.contact_"_s),
                   .gap = std::chrono::milliseconds(number(u"pacing.gap_ms"_s)),
                   .firstContact = stored.isOn(u"pacing.first_contact"_s),
                   .quiet = told.quietHours};
    if (told.demo.on) { // a simulated WhatsApp blocks nobody, and its customers come all at once
        told.pacing.all = {};
        told.pacing.contact = {};
    }
    told.botPaused = stored.isOn(u"conversation.paused"_s);
    told.formal = stored.isOn(u"conversation.formal"_s);
    told.rejectCalls = stored.isOn(u"calls.reject"_s);
    told.listOtherChats = stored.text(u"chats.others"_s) == "list"_L1;
    told.notificationsEnabled = stored.isOn(u"notifications.enabled"_s);
    told.folioPrefix = stored.text(u"desk.folio_prefix"_s);
    return told;
}

} // namespace desk
