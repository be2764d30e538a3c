#include "ui/panel/devicewords.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

struct AgentMark
{
    const char16_t *mark;
    const char16_t *name;
};

// In this order: browsers call themselves by the names of others as well.
constexpr AgentMark browserMarks[] = {
    {u"Edg", u"Edge"},         {u"OPR/", u"Opera"},     {u"SamsungBrowser/", u"Samsung Internet"},
    {u"Firefox/", u"Firefox"}, {u"FxiOS/", u"Firefox"}, {u"CriOS/", u"Chrome"},
    {u"Chrome/", u"Chrome"},   {u"Safari/", u"Safari"}, {u"curl/", u"curl"},
};
constexpr AgentMark systemMarks[] = {
    {u"iPhone", u"iPhone"}, {u"iPad", u"iPad"},     {u"Android", u"Android"}, {u"Windows", u"Windows"},
    {u"CrOS", u"ChromeOS"}, {u"Macintosh", u"Mac"}, {u"Linux", u"Linux"},
};

template<size_t count>
QString firstName(const AgentMark (&marks)[count], const QString &agent)
{
    const auto *found = std::find_if(std::begin(marks), std::end(marks), [&](const AgentMark &mark) {
        return agent.contains(QString::fromUtf16(mark.mark));
    });
    return found == std::end(marks) ? QString() : QString::fromUtf16(found->name);
}

} // namespace

QString DeviceWords::of(const QString &agent)
{
    if (agent == consoleAgent())
        return tr("This console");
    const QString browser = firstName(browserMarks, agent);
    const QString system = firstName(systemMarks, agent);
    if (browser.isEmpty() && system.isEmpty())
        return tr("Unknown device");
    return browser.isEmpty() ? system : system.isEmpty() ? browser : browser + u", "_s + system;
}

} // namespace desk::ui
