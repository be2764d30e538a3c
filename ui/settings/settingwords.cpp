#include "ui/settings/settingwords.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace desk::ui {

/// Words of one setting; null where there is nothing to say.
struct SettingWords::Text
{
    const char *key;
    const char *label;
    const char *help = nullptr;
    const char *wrong = nullptr; ///< what would be right, where the limits alone do not say it
    const char *unit = nullptr;
    qint64 scale = 1;
};

const SettingWords::Text *SettingWords::find(const QString &key)
{
    constexpr qint64 kilo = 1000;
    constexpr qint64 mebi = 1024 * 1024;
    static constexpr Text texts[] = {
        {"desk.name", QT_TR_NOOP("Name of the desk"),
         QT_TR_NOOP("Customers read it in the greeting, your team on the panel.")},
        {"desk.folio_prefix", QT_TR_NOOP("Before the folio"),
         QT_TR_NOOP("TI makes TI-2026-00123. Folios already given stay as they are."),
         QT_TR_NOOP("Up to 8 capital letters or digits, without accents.")},
        {"desk.language", QT_TR_NOOP("Language for customers"),
         QT_TR_NOOP("Used until a customer writes in another language that the assistant knows.")},
        {"conversation.paused", QT_TR_NOOP("Pause the assistant in every chat"),
         QT_TR_NOOP("It says nothing, and every new chat opens a ticket for a person.")},
        {"desk.kind", QT_TR_NOOP("Kind of desk"),
         QT_TR_NOOP("As chosen in the setup assistant, which also sets the folio and the notices that go with it.")},
        {"conversation.quiet_time_ms", QT_TR_NOOP("Wait before answering"),
         QT_TR_NOOP("So that several messages in a row get one answer."), nullptr, QT_TR_NOOP("s"), kilo},
        {"conversation.reminder_minutes", QT_TR_NOOP("Reminder after"),
         QT_TR_NOOP("When the customer leaves a question unanswered."), nullptr, QT_TR_NOOP("min")},
        {"conversation.close_hours", QT_TR_NOOP("Close the conversation after"),
         QT_TR_NOOP("Without an answer. A fault that is known by then opens a ticket."), nullptr, QT_TR_NOOP("h")},
        {"conversation.reopen_hours", QT_TR_NOOP("Reopen a closed ticket within"),
         QT_TR_NOOP("When the customer writes again in this time. 0: never."), nullptr, QT_TR_NOOP("h")},
        {"conversation.formal", QT_TR_NOOP("Address customers formally"),
         QT_TR_NOOP("\"Usted\" instead of \"tú\", in Spanish.")},
        {"calls.reject", QT_TR_NOOP("Reject calls"), QT_TR_NOOP("The caller is asked to write instead.")},
        {"chats.others", QT_TR_NOOP("Groups and status posts"),
         QT_TR_NOOP("They never get an answer from the assistant.")},
        {"hours.business", QT_TR_NOOP("Business hours"),
         QT_TR_NOOP("Two shifts are written 9:00-14:00, 16:00-19:00. An empty day is closed."),
         QT_TR_NOOP("Write hours as 9:00-14:00, up to four a day, with commas between them.")},
        {"hours.quiet", QT_TR_NOOP("Quiet hours"),
         QT_TR_NOOP("Customers get no notices of changes in this time; they are sent when it ends. Empty: none."),
         QT_TR_NOOP("Write it as 22:00-07:30, or leave it empty.")},
        {"notifications.enabled", QT_TR_NOOP("Tell customers about changes of their ticket"),
         QT_TR_NOOP("Each status has a text and a switch of its own.")},
        {"pacing.first_contact", QT_TR_NOOP("Write first to new contacts"),
         QT_TR_NOOP("WhatsApp restricts numbers that write to many who never wrote to them.")},
        {"pacing.typing", QT_TR_NOOP("Show \"typing…\" before a message")},
        {"pacing.gap_ms", QT_TR_NOOP("Pause between messages"), nullptr, nullptr, QT_TR_NOOP("s"), kilo},
        {"pacing.per_minute", QT_TR_NOOP("Messages a minute"),
         QT_TR_NOOP("0: no limit. What is over it waits in the queue.")},
        {"pacing.per_hour", QT_TR_NOOP("Messages an hour")},
        {"pacing.per_day", QT_TR_NOOP("Messages a day")},
        {"pacing.contact_per_minute", QT_TR_NOOP("To one contact, a minute")},
        {"pacing.contact_per_hour", QT_TR_NOOP("To one contact, an hour")},
        {"pacing.contact_per_day", QT_TR_NOOP("To one contact, a day")},
        {"ai.endpoint", QT_TR_NOOP("Address of the service"),
         QT_TR_NOOP(
             "Any that speaks like OpenAI's: DeepSeek, Groq, Ollama, llama.cpp. Empty: the built-in rules work alone."),
         QT_TR_NOOP("It begins with http:// or https://, without user or password.")},
        {"ai.model", QT_TR_NOOP("Model")},
        {"ai.key", QT_TR_NOOP("Key"),
         QT_TR_NOOP("Kept in this desk and never shown again. Services on this computer need none.")},
        {"ai.timeout_ms", QT_TR_NOOP("Wait for its answer"), QT_TR_NOOP("After that the built-in rules answer."),
         nullptr, QT_TR_NOOP("s"), kilo},
        {"privacy.ai_mask", QT_TR_NOOP("Hide names and numbers"),
         QT_TR_NOOP(
             "Before a text leaves for the service. Automatic: unless the service is on this computer or network.")},
        {"network.lan", QT_TR_NOOP("Open the panel on the local network"),
         QT_TR_NOOP("Other technicians work from their browser. Off: only on this computer.")},
        {"network.port", QT_TR_NOOP("Port")},
        {"network.host_names", QT_TR_NOOP("Names of this computer"),
         QT_TR_NOOP("Under which browsers may ask for the panel, one a line. Its addresses need not be named."),
         QT_TR_NOOP("Names or addresses only, one a line: no http://, no port.")},
        {"network.cors_origins", QT_TR_NOOP("Pages that may use the API"), QT_TR_NOOP("From a browser, one a line."),
         QT_TR_NOOP("One a line, as https://example.org or https://example.org:8443.")},
        {"network.trusted_proxies", QT_TR_NOOP("Trusted proxies"),
         QT_TR_NOOP("Whose word about the visitor's address is believed, one a line."),
         QT_TR_NOOP("Addresses or networks as 10.0.0.0/8, one a line.")},
        {"network.tls", QT_TR_NOOP("Encryption (HTTPS)"),
         QT_TR_NOOP("With an own certificate, browsers warn at the first visit: compare the fingerprint.")},
        {"network.tls_certificate", QT_TR_NOOP("Certificate file")},
        {"network.tls_key", QT_TR_NOOP("Key file")},
        {"network.https_only", QT_TR_NOOP("HTTPS only"),
         QT_TR_NOOP("Plain requests are sent on to the encrypted address.")},
        {"webhooks.allow_private_targets", QT_TR_NOOP("Webhooks to the local network"),
         QT_TR_NOOP("Off: they reach public addresses only.")},
        {"backup.daily", QT_TR_NOOP("Back up every day")},
        {"backup.time", QT_TR_NOOP("At"), QT_TR_NOOP("When the computer was off then, soon after the next start."),
         QT_TR_NOOP("Write it as 13:00.")},
        {"backup.folder", QT_TR_NOOP("Folder"),
         QT_TR_NOOP("Best on another drive or a share. Empty: in the data folder, which a broken disk takes along."),
         QT_TR_NOOP("A whole path, as D:\\Backups or /media/usb.")},
        {"backup.keep", QT_TR_NOOP("Keep"), QT_TR_NOOP("Older ones are deleted."), nullptr, QT_TR_NOOP("backups")},
        {"media.max_image_bytes", QT_TR_NOOP("Largest photo"), nullptr, nullptr, QT_TR_NOOP("MB"), mebi},
        {"media.max_video_bytes", QT_TR_NOOP("Largest video"), nullptr, nullptr, QT_TR_NOOP("MB"), mebi},
        {"media.max_audio_bytes", QT_TR_NOOP("Largest audio"), nullptr, nullptr, QT_TR_NOOP("MB"), mebi},
        {"media.max_document_bytes", QT_TR_NOOP("Largest document"), nullptr, nullptr, QT_TR_NOOP("MB"), mebi},
    };
    const auto *found = std::find_if(std::begin(texts), std::end(texts),
                                     [&](const Text &text) { return key == QLatin1StringView(text.key); });
    return found == std::end(texts) ? nullptr : found;
}

QString SettingWords::label(const QString &key)
{
    const Text *text = find(key);
    return text ? tr(text->label) : QString();
}

QString SettingWords::help(const QString &key)
{
    const Text *text = find(key);
    return text && text->help ? tr(text->help) : QString();
}

QString SettingWords::choice(const QString &key, const QString &word)
{
    struct ChoiceText
    {
        const char *key;
        const char *word;
        const char *label;
    };
    static constexpr ChoiceText texts[] = {
        {"desk.language", "es", QT_TR_NOOP("Spanish")},
        {"desk.language", "pt", QT_TR_NOOP("Portuguese")},
        {"desk.language", "en", QT_TR_NOOP("English")},
        {"desk.kind", "it", QT_TR_NOOP("IT department")},
        {"desk.kind", "workshop", QT_TR_NOOP("Repair shop")},
        {"chats.others", "ignore", QT_TR_NOOP("Ignore them")},
        {"chats.others", "list", QT_TR_NOOP("Show them in a list of their own")},
        {"privacy.ai_mask", "auto", QT_TR_NOOP("Automatic")},
        {"privacy.ai_mask", "on", QT_TR_NOOP("Always")},
        {"privacy.ai_mask", "off", QT_TR_NOOP("Never")},
        {"network.tls", "off", QT_TR_NOOP("Off")},
        {"network.tls", "own", QT_TR_NOOP("With an own certificate, made here")},
        {"network.tls", "files", QT_TR_NOOP("With your certificate")},
    };
    for (const ChoiceText &text : texts) {
        if (key == QLatin1StringView(text.key) && word == QLatin1StringView(text.word))
            return tr(text.label);
    }
    return word;
}

QString SettingWords::unit(const QString &key)
{
    const Text *text = find(key);
    return text && text->unit ? tr(text->unit) : QString();
}

qint64 SettingWords::scale(const QString &key)
{
    const Text *text = find(key);
    return text ? text->scale : 1;
}

QString SettingWords::number(const QString &key, qint64 value)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    const double shown = double(value) / double(scale(key));
    return locale.toString(shown, 'g', QLocale::FloatingPointShortest);
}

QString SettingWords::reason(const SettingDescriptor &setting)
{
    if (const Text *text = find(setting.key); text && text->wrong)
        return tr(text->wrong);
    switch (setting.type) {
    case SettingDescriptor::Type::Integer:
        return tr("A number from %1 to %2.").arg(number(setting.key, setting.least), number(setting.key, setting.most));
    case SettingDescriptor::Type::Text:
    case SettingDescriptor::Type::Secret:
        return setting.least > 0
            ? tr("From %1 to %2 characters, without blanks around them.")
                  .arg(QLocale().toString(setting.least), QLocale().toString(setting.most))
            : tr("At most %1 characters, without blanks around them.").arg(QLocale().toString(setting.most));
    case SettingDescriptor::Type::TextList:
        return tr("At most %1 lines.").arg(QLocale().toString(setting.most));
    case SettingDescriptor::Type::Boolean:
    case SettingDescriptor::Type::Choice:
    case SettingDescriptor::Type::WeeklyHours:
        break;
    }
    return tr("That value is not valid.");
}

QString SettingWords::refusal(const QString &detail)
{
    const QString word = detail.section(u' ', 0, 0);
    if (word == "overridden"_L1)
        return tr("The environment of this computer decides it.");
    if (word == "no_administrator"_L1)
        return tr("Nobody could sign in yet: make an administrator under Users first.");
    if (word == "needs_key"_L1)
        return tr("Type the key again: it was given for another service.");
    if (word == "not_usable"_L1)
        return tr("It does not work on this computer. Check the file, the address or the port.");
    return {};
}

} // namespace desk::ui
