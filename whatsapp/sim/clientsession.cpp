#include "whatsapp/sim/clientsession.h"

#include "whatsapp/sim/stanzarules.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

ClientSession::ClientSession(ServerLink *link, const Surroundings &surroundings, QObject *parent)
    : QObject(parent), m_link(link), m_shared(surroundings)
{
    m_link->setParent(this);
    connect(m_link, &ServerLink::accepted, this, [this](const QByteArray &noiseKey, const QByteArray &payload) {
        m_noiseKey = noiseKey;
        Q_EMIT introduced(payload);
    });
    connect(m_link, &ServerLink::received, this, &ClientSession::take);
    connect(m_link, &ServerLink::malformed, this, [this](const QString &detail) { violate("malformed", detail); });
    connect(m_link, &ServerLink::closed, this, [this] {
        m_stage = Stage::Ending;
        Q_EMIT closed();
        deleteLater();
    });
}

void ClientSession::becomeUnpaired(ParsedClientPayload::Registration registration)
{
    m_registration = std::move(registration);
    m_stage = Stage::Unpaired;
}

void ClientSession::becomeLoggedIn(Device &device)
{
    m_device = &device;
    device.session = this;
    device.active = false;
    device.available = false;
    device.offline.reset();
    device.stoppedAt = 0;
    device.queue.startOver();
    m_stage = Stage::LoggedIn;
}

void ClientSession::send(const Node &node)
{
    if (m_stage == Stage::Ending)
        return;
    if (m_shared.trace)
        std::fprintf(stderr, "-> %s\n%s", name().constData(), qUtf8Printable(toXml(node, Detail::Full)));
    m_link->send(node);
}

void ClientSession::ask(Node iq, std::function<void(const Node &)> answered)
{
    const QByteArray id = m_shared.ids.next();
    iq.set({"id", id});
    m_asked[id] = std::move(answered);
    send(iq);
}

void ClientSession::pushUnpaired(Node node)
{
    auto *entry = m_unpairedQueue.find(m_unpairedQueue.add(node));
    entry->tries = 1;
    entry->sentAt = m_shared.clock.nowMs();
    send(node);
}

void ClientSession::end(const Node &last)
{
    send(last);
    close();
}

void ClientSession::close()
{
    m_stage = Stage::Ending;
    m_link->closeAfter(m_shared.times.closing);
}

void ClientSession::cut()
{
    m_link->cut();
}

void ClientSession::violate(const QByteArray &what, const QString &detail, const QByteArray &id)
{
    m_shared.violations.report(name(), {what, detail, id});
}

void ClientSession::take(const Node &node)
{
    if (m_shared.trace)
        std::fprintf(stderr, "<- %s\n%s", name().constData(), qUtf8Printable(toXml(node, Detail::Full)));
    m_received.append(node);
    if (m_device)
        m_device->received.append(node);
    if (m_stage == Stage::Ending)
        return; // sent before the client knew
    const QByteArray id = node.attr("id");
    if (const auto problem = shapeProblem(node)) {
        violate(problem->what, problem->detail, id);
        if (problem->what == "unknown_stanza")
            return;
    }
    if (const QByteArray type = node.attr("type"); node.tag == "iq" && (type == "result" || type == "error")) {
        if (const auto answered = m_asked.take(id))
            answered(node);
        return;
    }
    Q_EMIT stanza(node);
}

} // namespace desk::wa::sim
