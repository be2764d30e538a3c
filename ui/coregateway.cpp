#include "ui/coregateway.h"

#include "core/administration/administration.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int usersLookedAt = 200;

/// A channel without pairing has no link to ask: it is there or not.
LinkInfo linkOf(DeskServices &services)
{
    if (services.link)
        return services.link->info();
    return {.state = services.channel.isReady() ? LinkState::Ready : LinkState::Disconnected};
}

Actor actorOf(const User &user)
{
    return {Actor::Type::Technician, user.id, user.displayName.isEmpty() ? user.name : user.displayName};
}

} // namespace

CoreGateway::CoreGateway(QObject &coreContext, DeskServices &services, EventHub &events, QObject *parent)
    : QObject(parent), m_core(coreContext),
      m_services(services), m_actor{Actor::Type::Technician, {}, tr("This computer")}
{
    connect(&events, &EventHub::told, this, [this](const QList<LiveEvent> &news) {
        if (m_open)
            Q_EMIT changed(news);
    });
    connect(&events, &EventHub::announced, this, [this](const QString &topic, const QJsonObject &payload) {
        if (m_open)
            Q_EMIT announced(topic, payload);
    });
    if (m_services.administration) {
        connect(&m_services.administration->settings, &DeskSettings::changed, this, [this](const QStringList &keys) {
            if (m_open)
                Q_EMIT settingsChanged(keys);
        });
    }
    watchLink();
    learnActor();
}

CoreGateway::~CoreGateway()
{
    close();
}

void CoreGateway::close()
{
    m_open = false;
}

void CoreGateway::setActor(const Actor &actor)
{
    m_actor = actor;
    Q_EMIT actorChanged(m_actor);
}

void CoreGateway::watchLink()
{
    if (m_services.link) {
        connect(m_services.link, &ChannelLink::changed, this, &CoreGateway::setLink);
        connect(m_services.link, &ChannelLink::standingChanged, this, [this] {
            if (m_open)
                Q_EMIT standingChanged();
        });
    } else {
        connect(&m_services.channel, &MessageChannel::readyChanged, this,
                [this](bool ready) { setLink({.state = ready ? LinkState::Ready : LinkState::Disconnected}); });
    }
    onReply(ask<LinkInfo>([](DeskServices &services) -> Result<LinkInfo> { return linkOf(services); }), this,
            [this](const Result<LinkInfo> &link) {
                if (link)
                    setLink(*link);
            });
}

void CoreGateway::setLink(const LinkInfo &link)
{
    if (!m_open)
        return;
    m_link = link;
    Q_EMIT linkChanged(m_link);
}

void CoreGateway::learnActor()
{
    const auto users = ask<UserPage>([](DeskServices &services) -> Result<UserPage> {
        return services.administration ? services.administration->users.page(false, 0, usersLookedAt) : UserPage();
    });
    onReply(users, this, [this](const Result<UserPage> &page) {
        if (!page || m_actor.userId.isValid())
            return;
        for (auto user = page->users.crbegin(); user != page->users.crend(); ++user) {
            if (user->role == "admin"_L1)
                return setActor(actorOf(*user));
        }
    });
}

} // namespace desk::ui
