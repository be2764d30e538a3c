#include "whatsapp/sim/simserver.h"

#include "whatsapp/sim/limitjson.h"
#include "whatsapp/sim/stanzarules.h"
#include "whatsapp/sim/stanzas.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr int backlog = 512; // a storm of clients that all come back at once
constexpr std::chrono::milliseconds sweepInterval{1'000};

} // namespace

SimServer::SimServer(Options options, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_clock(clock),
      m_random(random), m_linkFaults{.compressOver = m_options.compressOver}, m_ids(clock.nowMs()),
      m_state(m_options.stateDir, m_directory, clock), m_pairing(m_directory, m_ids, m_times, clock, random),
      m_login(m_directory, clock), m_delivery(m_ids, m_times, clock), m_courier(m_delivery, m_faults, m_times, clock),
      m_news(m_courier, m_ids, m_times, clock, random), m_trust(m_courier, m_ids, clock),
      m_relay({m_directory, m_groups, m_delivery, m_courier, m_news, m_trust, m_violations, m_faults, clock}),
      m_iq(clock), m_keyRequests(m_directory, m_delivery, m_news, m_faults, random),
      m_usyncRequests(m_directory, m_news, clock, random), m_accountRequests(m_directory, m_trust, clock),
      m_groupRequests(m_directory, m_groups, m_courier, m_ids, clock, !m_options.groupsByPhone),
      m_media(m_options.mediaHttps, m_violations, random),
      m_pictures(m_directory, m_media, m_news, m_courier, m_ids, clock, random),
      m_phones({m_directory, m_groups, m_keyRequests, m_relay, m_media.blobs(),
                [this] { return "https://" + m_media.host(); }, m_violations, clock, random}),
      m_upgrader(u"wa-sim"_s, QWebSocketServer::NonSecureMode)
{
    m_accountRequests.enter(m_iq);
    m_iq.handle("encrypt",
                [this](ClientSession &session, const Node &iq) { return m_keyRequests.answer(session, iq); });
    m_iq.handle("usync",
                [this](ClientSession &session, const Node &iq) { return m_usyncRequests.answer(session, iq); });
    m_iq.handle("w:g2", [this](ClientSession &session, const Node &iq) { return m_groupRequests.answer(session, iq); });
    m_iq.handle("passive", [this](ClientSession &session, const Node &iq) {
        return IqAnswer::followedBy([this, &session, active = iq.child("active") != nullptr] {
            if (!active)
                return Delivery::deactivate(session);
            Device &device = *session.device();
            m_delivery.activate(session);
            if (std::exchange(device.isNew, false) && m_options.history)
                m_phones.sendHistory(*m_directory.account(device.jid), device.jid);
        });
    });
    m_iq.handle("w:profile:picture",
                [this](ClientSession &session, const Node &iq) { return m_pictures.answer(session, iq); });
    m_iq.handle("w:m", [this](ClientSession &session, const Node &iq) {
        return iq.child("media_conn") ? IqAnswer::of(m_media.connectionFor(session.device()->jid))
                                      : IqAnswer::refused(501);
    });
    m_iq.handle("md", [this](ClientSession &session, const Node &iq) {
        return session.device() ? manageDevices(session, iq) : m_pairing.answer(session, iq);
    });

    connect(&m_pairing, &Pairing::paired, this, [this](Device &device) {
        device.isNew = true;
        // Before the client hears that it is linked, so that a restarted server knows it.
        m_state.changed(device.jid.user());
        m_state.flush();
        m_news.added(*m_directory.account(device.jid), device);
    });
    connect(&m_pairing, &Pairing::phoneCode, this, &SimServer::phoneCode);
    connect(&m_relay, &Relay::renamed, &m_state, &StateFolder::changed);
    connect(&m_delivery, &Delivery::notificationTaken, this,
            [this](const Device &device, const Node &notification) { m_news.taken(endpoint(device), notification); });
    connect(&m_keyRequests, &KeyRequests::changed, &m_state, &StateFolder::changed);
    connect(&m_courier, &Courier::spoiled, &m_phones,
            [this](Account *account, const QByteArray &id) { m_phones.expectSpoiled(*account, id); });
    connect(&m_phones, &PhoneMessaging::changed, &m_state, &StateFolder::changed);
    connect(&m_delivery, &Delivery::queueChanged, &m_state, &StateFolder::queueChanged);
    connect(&m_listener, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            m_upgrader.handleConnection(socket);
        }
    });
    m_upgrader.setMaxPendingConnections(backlog);
    connect(&m_upgrader, &QWebSocketServer::newConnection, this, &SimServer::accept);
}

SimServer::~SimServer()
{
    m_listener.close();
    for (ClientSession *session : std::as_const(m_sessions)) {
        session->disconnect(this);
        delete session;
    }
}

Result<> SimServer::start()
{
    auto stored = m_state.load();
    if (!stored)
        return fail(stored.error());
    const ServerKeys keys = *stored ? **std::move(stored) : ServerKeys::generate(m_random);
    if (auto saved = m_state.save(keys); !saved)
        return saved;
    auto certificates = Certificates::make(keys, m_options.badCertificate, m_clock.nowMs() / 1000, m_random);
    if (!certificates)
        return fail(certificates.error());
    m_certificates = *std::move(certificates);

    m_listener.setListenBacklogSize(backlog);
    m_listener.setMaxPendingConnections(backlog);
    if (!m_listener.listen(QHostAddress::LocalHost, m_options.port))
        return fail(Errc::NotConnected, u"port %1: %2"_s.arg(m_options.port).arg(m_listener.errorString()));
    if (auto started = m_media.start(); !started)
        return started;
    m_clock.singleShot(sweepInterval, this, [this] { sweep(); });
    return {};
}

QString SimServer::url() const
{
    return u"ws://127.0.0.1:%1/ws/chat"_s.arg(m_listener.serverPort());
}

void SimServer::accept()
{
    while (QWebSocket *socket = m_upgrader.nextPendingConnection()) {
        if (socket->requestUrl().path() != "/ws/chat"_L1) {
            connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated);
            continue;
        }
        ServerHandshake handshake(m_certificates->staticKey(), curve25519::generate(m_random), m_certificates->chain());
        auto *link = new ServerLink(socket, std::move(handshake), m_linkFaults, m_times, m_clock);
        auto *session = new ClientSession(link, {m_clock, m_violations, m_ids, m_times, m_options.trace}, this);
        m_sessions.append(session);
        connect(session, &ClientSession::introduced, this,
                [this, session](const QByteArray &payload) { introduce(*session, payload); });
        connect(session, &ClientSession::stanza, this, [this, session](const Node &node) { route(*session, node); });
        connect(session, &ClientSession::closed, this, [this, session] {
            m_sessions.removeOne(session);
            if (const Device *device = session->device())
                m_relay.connectionChanged(endpoint(*device));
        });
    }
}

void SimServer::introduce(ClientSession &session, const QByteArray &payload)
{
    auto parsed = parseClientPayload(payload);
    if (!parsed) {
        session.violate("registration_field", parsed.error().detail);
        session.end(Node{.tag = "failure", .attributes = {{"reason", 400}, {"location", "sim"}}});
        return;
    }
    if (!parsed->registration) {
        m_login.take(session, *parsed);
        if (const Device *device = session.device())
            m_relay.connectionChanged(endpoint(*device));
        return;
    }
    if (parsed->passive || parsed->pull)
        session.violate("registration_field", u"a registration with passive or pull"_s);
    if (parsed->registration->buildHash != parsed->version.buildHash())
        session.violate("registration_field", u"the build hash is not that of the version"_s);
    session.becomeUnpaired(*std::move(parsed->registration));
    m_pairing.offer(session);
}

void SimServer::route(ClientSession &session, const Node &node)
{
    if (session.stage() != ClientSession::Stage::LoggedIn)
        return routeUnpaired(session, node);
    if (node.tag == "iq")
        return m_iq.answer(session, node);
    if (node.tag == "ack")
        return m_delivery.acknowledge(session, node);
    if (node.tag == "ib") {
        if (const Node *batch = node.child("offline_batch"))
            m_delivery.nextBatch(session, qsizetype(batch->number("count").value_or(100)));
        return;
    }
    const Sender sender = endpoint(*session.device());
    if (node.tag == "message")
        m_relay.message(sender, node);
    else if (node.tag == "receipt")
        m_relay.receipt(sender, node);
    else if (node.tag == "presence")
        m_relay.presence(sender, node);
    else if (node.tag == "chatstate")
        m_relay.chatState(sender, node);
}

void SimServer::routeUnpaired(ClientSession &session, const Node &node)
{
    if (!isAllowedBeforeLogin(node)) {
        session.violate("before_login", u"<%1> before the login"_s.arg(QString::fromUtf8(node.tag)), node.attr("id"));
        if (node.tag == "iq")
            m_iq.send(session, node, IqAnswer::refused(401));
        return;
    }
    if (node.tag == "iq")
        m_iq.answer(session, node);
    else if (node.tag == "ack")
        m_delivery.acknowledge(session, node);
}

IqAnswer SimServer::manageDevices(ClientSession &session, const Node &iq)
{
    const Node *removal = iq.child("remove-companion-device");
    if (!removal)
        return IqAnswer::refused(501);
    if (removal->jid("jid") != session.device()->jid)
        return IqAnswer::violated("logout", u"remove-companion-device of another device"_s, 403);
    return IqAnswer::followedBy([this, &session] { unlinkDevice(*session.device()); });
}

void SimServer::unlinkDevice(Device &device)
{
    const Endpoint companion = endpoint(device);
    Login::detach(device, streamError("401", "device_removed"));
    const auto removed = companion.account->removeDevice(companion.device);
    m_state.changed(companion.account->number());
    m_relay.connectionChanged(companion);
    m_news.removed(*companion.account, *removed);
    Q_EMIT unlinked(removed->jid);
}

Endpoint SimServer::endpoint(const Device &device) const
{
    return {m_directory.account(device.jid), device.jid.device()};
}

SimServer::Statistics SimServer::statistics() const
{
    Statistics statistics{.messages = m_relay.messages(),
                          .deliveries = m_delivery.deliveries(),
                          .receipts = m_relay.receipts(),
                          .retries = m_relay.retries(),
                          .violations = m_violations.count()};
    for (const auto &account : m_directory.accounts()) {
        for (const auto &[number, device] : account->devices())
            statistics.queued += device->queue.size();
    }
    return statistics;
}

Result<Account *> SimServer::createAccount(const QByteArray &number, const QString &name, bool passkey)
{
    auto account = m_directory.create(number, name, m_random);
    if (!account)
        return account;
    if (passkey)
        (*account)->addPasskey(m_random);
    m_state.changed(number);
    m_state.flush();
    return account;
}

void SimServer::hideNumber(Account &account)
{
    account.hidesNumber = true;
    m_state.changed(account.number());
}

Result<Jid> SimServer::createGroup(const QString &subject, const QList<QByteArray> &numbers)
{
    QList<Account *> members;
    for (const QByteArray &number : numbers) {
        Account *member = m_directory.account(number);
        if (!member)
            return fail(Errc::NotFound, u"there is no such account"_s);
        members.append(member);
    }
    if (members.isEmpty())
        return fail(Errc::Invalid, u"a group without members"_s);
    Account &creator = *members.takeFirst();
    return m_groupRequests.found(creator, subject.toUtf8(), members);
}

Result<Pairing::Companion> SimServer::scan(const QString &qr, const QByteArray &number, const QString &name,
                                           ScanFault fault)
{
    if (!m_directory.account(number)) {
        if (const auto created = createAccount(number, name, false); !created)
            return fail(created.error());
    }
    return m_pairing.scan(qr, number, fault);
}

Result<> SimServer::enterCode(const QByteArray &number, const QString &code, ScanFault fault, bool withoutKey)
{
    return m_pairing.enterCode(number, code, fault, withoutKey);
}

Result<> SimServer::resetPhone(const QByteArray &number)
{
    Account *account = m_directory.account(number);
    if (!account)
        return fail(Errc::NotFound, u"there is no such account"_s);
    while (!account->devices().empty())
        unlinkDevice(*account->devices().begin()->second);
    m_phones.startOver(*account);
    return {};
}

Result<Device *> SimServer::companion(const Jid &jid) const
{
    Device *device = m_directory.companion(jid);
    if (!device)
        return fail(Errc::NotFound, u"no such companion"_s);
    return device;
}

Result<ClientSession *> SimServer::connectionOf(const Jid &jid) const
{
    if (jid.isNull()) {
        const auto youngest = std::find_if(m_sessions.crbegin(), m_sessions.crend(), [](const ClientSession *session) {
            return session->stage() == ClientSession::Stage::Unpaired;
        });
        if (youngest == m_sessions.crend())
            return fail(Errc::NotConnected, u"no client waits to be linked"_s);
        return *youngest;
    }
    const auto device = companion(jid);
    if (!device)
        return fail(device.error());
    if (!(*device)->session)
        return fail(Errc::NotConnected, u"the companion is not connected"_s);
    return (*device)->session;
}

void SimServer::setTimeLock(Account &account, const TimeLock &lock)
{
    account.timeLock = lock;
    tellLimit(account, "NotificationUserReachoutTimelockUpdate",
              QJsonObject{{u"xwa2_notify_account_reachout_timelock"_s, limitJson(lock)}});
}

void SimServer::setNewChats(Account &account, const NewChatCap &cap)
{
    account.newChats = cap;
    tellLimit(account, "MessageCappingInfoNotification",
              QJsonObject{{u"xwa2_notify_new_chat_messages_capping_info_update"_s, limitJson(cap)}});
}

void SimServer::tellLimit(Account &account, const QByteArray &operation, const QJsonObject &data)
{
    const Node update{.tag = "update",
                      .attributes = {{"op_name", operation}},
                      .content = QJsonDocument(QJsonObject{{u"data"_s, data}}).toJson(QJsonDocument::Compact)};
    for (const auto &[number, device] : account.devices())
        m_courier.hand({&account, number}, serverNotification("mex", m_ids.next(), m_clock.nowMs() / 1000, {update}));
}

Result<> SimServer::drop(const Jid &jid)
{
    const auto session = connectionOf(jid);
    if (!session)
        return fail(session.error());
    (*session)->cut();
    return {};
}

Result<> SimServer::kick(const Jid &jid, const QByteArray &code, const QByteArray &conflict)
{
    const auto session = connectionOf(jid);
    if (!session)
        return fail(session.error());
    (*session)->end(streamError(code, conflict));
    return {};
}

Result<> SimServer::refuseLogin(const Jid &jid, LoginRefusal refusal)
{
    return companion(jid).map([&refusal](Device *device) { device->refusal = std::move(refusal); });
}

Result<> SimServer::unlink(const Jid &jid)
{
    return companion(jid).map([this](Device *device) { unlinkDevice(*device); });
}

Result<> SimServer::thinPreKeys(const Jid &jid, qsizetype keep)
{
    return companion(jid).map([this, keep](Device *device) {
        device->keys.keepOnly(keep);
        m_delivery.announceFewPreKeys(*device);
        m_state.changed(device->jid.user());
    });
}

Result<> SimServer::mute(const Jid &jid)
{
    return connectionOf(jid).map([](ClientSession *session) { Delivery::deactivate(*session); });
}

Result<> SimServer::stall(IqRouter::Stall what, const Jid &jid, qint64 count)
{
    if (jid.isNull()) {
        m_iq.stall(what, {}, count);
        return {};
    }
    return companion(jid).map(
        [this, what, count](const Device *device) { m_iq.stall(what, device->jid.toText(), count); });
}

Result<> SimServer::sendNode(const Jid &jid, Node node, bool andClose)
{
    static const QByteArrayList tracked{"message", "receipt", "notification", "call"};
    const bool mustBeAcknowledged = tracked.contains(node.tag);
    if (mustBeAcknowledged && !node.has("id"))
        node.set({"id", m_ids.next()});
    if (mustBeAcknowledged && !jid.isNull() && !andClose) {
        return companion(jid).map([this, &node](Device *device) { m_delivery.push(*device, std::move(node)); });
    }
    const auto session = connectionOf(jid);
    if (!session)
        return fail(session.error());
    if (andClose)
        (*session)->end(node);
    else if (mustBeAcknowledged)
        (*session)->pushUnpaired(std::move(node));
    else
        (*session)->send(node);
    return {};
}

void SimServer::sweep()
{
    for (ClientSession *session : std::as_const(m_sessions))
        m_delivery.sweep(*session);
    m_clock.singleShot(sweepInterval, this, [this] { sweep(); });
}

} // namespace desk::wa::sim
