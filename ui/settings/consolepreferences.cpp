#include "ui/settings/consolepreferences.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
const QString lookKey = u"console/look"_s;
const QString languageKey = u"console/language"_s;
const QString hideTextKey = u"notices/hide_text"_s;
const QString doNotDisturbKey = u"notices/do_not_disturb"_s;
} // namespace

ConsolePreferences::Look ConsolePreferences::look() const
{
    const QString word = m_file.value(lookKey).toString();
    return word == "light"_L1 ? Look::Light : word == "dark"_L1 ? Look::Dark : Look::Automatic;
}

void ConsolePreferences::setLook(Look look)
{
    m_file.setValue(lookKey, look == Look::Light ? u"light"_s : look == Look::Dark ? u"dark"_s : u"auto"_s);
}

Scheme ConsolePreferences::scheme(Scheme system) const
{
    switch (look()) {
    case Look::Light:
        return Scheme::Light;
    case Look::Dark:
        return Scheme::Dark;
    case Look::Automatic:
        break;
    }
    return system;
}

QString ConsolePreferences::language() const
{
    return m_file.value(languageKey).toString();
}

void ConsolePreferences::setLanguage(const QString &language)
{
    m_file.setValue(languageKey, language);
}

bool ConsolePreferences::hidesText() const
{
    return m_file.value(hideTextKey).toBool();
}

void ConsolePreferences::setHidesText(bool hides)
{
    m_file.setValue(hideTextKey, hides);
}

bool ConsolePreferences::isDoNotDisturb() const
{
    return m_file.value(doNotDisturbKey).toBool();
}

void ConsolePreferences::setDoNotDisturb(bool on)
{
    m_file.setValue(doNotDisturbKey, on);
}

} // namespace desk::ui
