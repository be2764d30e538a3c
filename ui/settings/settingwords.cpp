#include "ui/settings/settingwords.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

/// Words of one setting; null where there is nothing to say.
struct SettingText
{
    const char *key;
    const char *label;
    const char *help = nullptr;
    const char *wrong = nullptr; ///< what would be right, where the limits alone do not say it
    const char *unit = nullptr;
    qint64 scale = 1;
};

#define WORDS(text) QT_TRANSLATE_NOOP("desk::ui::SettingWords", text)
constexpr qint64 kilo = 1000;
constexpr qint64 mebi = 1024 * 1024;

constexpr SettingText settingTexts[] = {
    {"desk.name", WORDS("Name of the desk"), WORDS("Customers read it in the greeting, your team on the panel.")},
    {"desk.folio_prefix", WORDS("Before the folio"),
     WORDS("TI makes TI-2026-00123. Folios already given stay as they are."),
     WORDS("Up to 8 capital letters or digits, without accents.")},
    {"desk.language", WORDS("Language for customers"),
     WORDS("Used until a customer writes in another language that the assistant knows.")},
    {"conversation.quiet_time_ms", WORDS("Wait before answering"),
     WORDS("So that several messages in a row get one answer."), nullptr, WORDS("s"), kilo},
    {"conversation.reminder_minutes", WORDS("Reminder after"), WORDS("When the customer leaves a question unanswered."),
     nullptr, WORDS("min")},
    {"conversation.close_hours", WORDS("Close the conversation after"),
     WORDS("Without an answer. A fault that is known by then opens a ticket."), nullptr, WORDS("h")},
    {"conversation.reopen_hours", WORDS("Reopen a closed ticket within"),
     WORDS("When the customer writes again in this time. 0: never."), nullptr, WORDS("h")},
    {"conversation.formal", WORDS("Address customers formally"), WORDS("\"Usted\" instead of \"tú\", in Spanish.")},
    {"calls.reject", WORDS("Reject calls"), WORDS("The caller is asked to write instead.")},
    {"chats.others", WORDS("Groups and status posts"), WORDS("They never get an answer from the assistant.")},
    {"hours.business", WORDS("Business hours"),
     WORDS("Two shifts are written 9:00-14:00, 16:00-19:00. An empty day is closed."),
     WORDS("Write hours as 9:00-14:00, up to four a day, with commas between them.")},
    {"hours.quiet", WORDS("Quiet hours"),
     WORDS("Customers get no notices of changes in this time; they are sent when it ends. Empty: none."),
     WORDS("Write it as 22:00-07:30, or leave it empty.")},
    {"notifications.enabled", WORDS("Tell customers about changes of their ticket"),
     WORDS("Each status has a text and a switch of its own.")},
    {"pacing.first_contact", WORDS("Write first to new contacts"),
     WORDS("WhatsApp restricts numbers that write to many who never wrote to them.")},
    {"pacing.typing", WORDS("Show \"typing…\" before a message")},
    {"pacing.gap_ms", WORDS("Pause between messages"), nullptr, nullptr, WORDS("s"), kilo},
    {"pacing.per_minute", WORDS("Messages a minute"), WORDS("0: no limit. What is over it waits in the queue.")},
    {"pacing.per_hour", WORDS("Messages an hour")},
    {"pacing.per_day", WORDS("Messages a day")},
    {"pacing.contact_per_minute", WORDS("To one contact, a minute")},
    {"pacing.contact_per_hour", WORDS("To one contact, an hour")},
    {"pacing.contact_per_day", WORDS("To one contact, a day")},
    {"ai.endpoint", WORDS("Address of the service"),
     WORDS("Any that speaks like OpenAI's: DeepSeek, Groq, Ollama, llama.cpp. Empty: the built-in rules work alone."),
     WORDS("It begins with http:// or https://, without user or password.")},
    {"ai.model", WORDS("Model")},
    {"ai.key", WORDS("Key"), WORDS("Kept in this desk and never shown again. Services on this computer need none.")},
    {"ai.timeout_ms", WORDS("Wait for its answer"), WORDS("After that the built-in rules answer."), nullptr, WORDS("s"),
     kilo},
    {"privacy.ai_mask", WORDS("Hide names and numbers"),
     WORDS("Before a text leaves for the service. Automatic: unless the service is on this computer or network.")},
    {"network.lan", WORDS("Open the panel on the local network"),
     WORDS("Other technicians work from their browser. Off: only on this computer.")},
    {"network.port", WORDS("Port")},
    {"network.host_names", WORDS("Names of this computer"),
     WORDS("Under which browsers may ask for the panel, one a line. Its addresses need not be named."),
     WORDS("Names or addresses only, one a line: no http://, no port.")},
    {"network.cors_origins", WORDS("Pages that may use the API"), WORDS("From a browser, one a line."),
     WORDS("One a line, as https://example.org or https://example.org:8443.")},
    {"network.trusted_proxies", WORDS("Trusted proxies"),
     WORDS("Whose word about the visitor's address is believed, one a line."),
     WORDS("Addresses or networks as 10.0.0.0/8, one a line.")},
    {"network.tls", WORDS("Encryption (HTTPS)"),
     WORDS("With an own certificate, browsers warn at the first visit: compare the fingerprint.")},
    {"network.tls_certificate", WORDS("Certificate file")},
    {"network.tls_key", WORDS("Key file")},
    {"network.https_only", WORDS("HTTPS only"), WORDS("Plain requests are sent on to the encrypted address.")},
    {"webhooks.allow_private_targets", WORDS("Webhooks to the local network"),
     WORDS("Off: they reach public addresses only.")},
    {"media.max_image_bytes", WORDS("Largest photo"), nullptr, nullptr, WORDS("MB"), mebi},
    {"media.max_video_bytes", WORDS("Largest video"), nullptr, nullptr, WORDS("MB"), mebi},
    {"media.max_audio_bytes", WORDS("Largest audio"), nullptr, nullptr, WORDS("MB"), mebi},
    {"media.max_document_bytes", WORDS("Largest document"), nullptr, nullptr, WORDS("MB"), mebi},
};

struct ChoiceText
{
    const char *key;
    const char *word;
    const char *label;
};

constexpr ChoiceText choiceTexts[] = {
    {"desk.language", "es", WORDS("Spanish")},
    {"desk.language", "pt", WORDS("Portuguese")},
    {"desk.language", "en", WORDS("English")},
    {"chats.others", "ignore", WORDS("Ignore them")},
    {"chats.others", "list", WORDS("Show them in a list of their own")},
    {"privacy.ai_mask", "auto", WORDS("Automatic")},
    {"privacy.ai_mask", "on", WORDS("Always")},
    {"privacy.ai_mask", "off", WORDS("Never")},
    {"network.tls", "off", WORDS("Off")},
    {"network.tls", "own", WORDS("With an own certificate, made here")},
    {"network.tls", "files", WORDS("With your certificate")},
};
#undef WORDS

const SettingText *settingText(const QString &key)
{
    const auto *found = std::find_if(std::begin(settingTexts), std::end(settingTexts),
                                     [&](const SettingText &text) { return key == QLatin1StringView(text.key); });
    return found == std::end(settingTexts) ? nullptr : found;
}

} // namespace

QString SettingWords::label(const QString &key)
{
    const SettingText *text = settingText(key);
    return text ? tr(text->label) : QString();
}

QString SettingWords::help(const QString &key)
{
    const SettingText *text = settingText(key);
    return text && text->help ? tr(text->help) : QString();
}

QString SettingWords::choice(const QString &key, const QString &word)
{
    for (const ChoiceText &text : choiceTexts) {
        if (key == QLatin1StringView(text.key) && word == QLatin1StringView(text.word))
            return tr(text.label);
    }
    return word;
}

QString SettingWords::unit(const QString &key)
{
    const SettingText *text = settingText(key);
    return text && text->unit ? tr(text->unit) : QString();
}

qint64 SettingWords::scale(const QString &key)
{
    const SettingText *text = settingText(key);
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
    if (const SettingText *text = settingText(setting.key); text && text->wrong)
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
