#include "ui/shell/assistantswitch.h"

#include "core/administration/administration.h"
#include "ui/words.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
const QString pausedKey = u"conversation.paused"_s;
} // namespace

AssistantSwitch::AssistantSwitch(CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    connect(&m_gateway, &CoreGateway::settingsChanged, this, [this](const QStringList &keys) {
        if (keys.contains(pausedKey))
            ask();
    });
    ask();
}

void AssistantSwitch::ask()
{
    const auto paused = m_gateway.ask<bool>([](DeskServices &services) -> Result<bool> {
        return services.administration && services.administration->settings.isOn(pausedKey);
    });
    onReply(paused, this, [this](const Result<bool> &answer) {
        if (answer)
            take(*answer);
    });
}

void AssistantSwitch::take(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    Q_EMIT changed(m_paused);
}

void AssistantSwitch::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    const auto done = m_gateway.ask<QStringList>(
        [paused, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) -> Result<QStringList> {
            if (!services.administration)
                return fail(Errc::NotFound);
            return services.administration->settings.patch({{pausedKey, paused}}, source);
        });
    onReply(done, this, [this, paused](const Result<QStringList> &answer) {
        if (answer)
            return take(paused);
        Q_EMIT changed(m_paused); // who showed it switched already shows it as it is
        Q_EMIT failed(tr("The assistant was not switched.") + u' ' + Words::of(answer.error()));
    });
}

} // namespace desk::ui
