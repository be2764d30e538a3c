#include "whatsapp/sim/login.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/sim/stanzas.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

Login::Login(Directory &directory, Clock &clock, QObject *parent)
    : QObject(parent), m_directory(directory), m_clock(clock)
{
}

void Login::take(ClientSession &session, const ParsedClientPayload &payload)
{
    const Account *account = payload.username ? m_directory.account(QByteArray::number(*payload.username)) : nullptr;
    Device *device = account && payload.device && *payload.device <= 0xffff ? account->device(quint16(*payload.device))
                                                                            : nullptr;
    // The static key is the only proof of identity.
    if (!device || !equalInConstantTime(device->noiseKey, session.noiseKey()))
        return refuse(session, {.reason = "401"});
    if (!payload.passive)
        session.violate("login_field", u"a login without passive"_s);
    if (session.isImpatient())
        session.violate("before_login", u"a stanza before success"_s);
    if (device->refusal) {
        const LoginRefusal refusal = *device->refusal;
        device->refusal.reset();
        return refuse(session, refusal);
    }
    if (device->session)
        detach(*device, streamError({}, "replaced"));
    session.becomeLoggedIn(*device);
    connect(&session, &ClientSession::closed, this, [&session] {
        if (Device *mine = session.device(); mine && mine->session == &session)
            mine->session = nullptr;
        session.forgetDevice();
    });
    session.send(Node{
        .tag = "success",
        .attributes = {{"t", m_clock.nowMs() / 1000}, {"lid", device->lid}, {"creation", m_clock.nowMs() / 1000}}});
}

void Login::refuse(ClientSession &session, const LoginRefusal &refusal)
{
    Node failure{.tag = "failure", .attributes = {{"reason", refusal.reason}, {"location", "sim"}}};
    if (!refusal.code.isEmpty())
        failure.set({"code", refusal.code});
    if (!refusal.expire.isEmpty())
        failure.set({"expire", refusal.expire});
    session.end(failure);
}

void Login::detach(Device &device, const Node &last)
{
    ClientSession *session = device.session;
    if (!session)
        return;
    session->end(last);
    session->forgetDevice();
    device.session = nullptr;
    device.active = false;
}

} // namespace desk::wa::sim
