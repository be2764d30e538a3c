#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/sim/accountrequests.h"
#include "whatsapp/sim/certificates.h"
#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/courier.h"
#include "whatsapp/sim/delivery.h"
#include "whatsapp/sim/devicenews.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/groupbook.h"
#include "whatsapp/sim/grouprequests.h"
#include "whatsapp/sim/iqrouter.h"
#include "whatsapp/sim/keyrequests.h"
#include "whatsapp/sim/linkfaults.h"
#include "whatsapp/sim/login.h"
#include "whatsapp/sim/mediaserver.h"
#include "whatsapp/sim/options.h"
#include "whatsapp/sim/pairing.h"
#include "whatsapp/sim/phonemessaging.h"
#include "whatsapp/sim/picturebook.h"
#include "whatsapp/sim/relay.h"
#include "whatsapp/sim/relayfaults.h"
#include "whatsapp/sim/statefolder.h"
#include "whatsapp/sim/trustbook.h"
#include "whatsapp/sim/usyncrequests.h"
#include "whatsapp/sim/violations.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QTcpServer>
#include <QWebSocketServer>

#include <optional>

namespace desk::wa::sim {

/// The simulated service: the web socket server, every account with its phone, and what a test may do to them.
///
/// Speaks on 127.0.0.1 only, in one thread for any number of clients. Owns everything; does not own @p clock and
/// @p random, which outlive it.
class SimServer : public QObject
{
    Q_OBJECT

public:
    /// What happened so far.
    struct Statistics
    {
        qint64 messages = 0;
        qint64 deliveries = 0;
        qint64 receipts = 0;
        qint64 retries = 0;
        qint64 violations = 0;
        qint64 queued = 0; ///< not acknowledged yet, over all devices
    };

    SimServer(Options options, Clock &clock, Random &random, QObject *parent = nullptr);
    ~SimServer() override;

    /// Loads the state and listens. @return Storage for a state that cannot be read, NotConnected when the port is
    /// taken.
    [[nodiscard]] Result<> start();
    /// ws://127.0.0.1:PORT/ws/chat
    [[nodiscard]] QString url() const;
    /// The root key clients must believe in.
    [[nodiscard]] const QByteArray &certKey() const { return m_certificates->rootKey(); }

    [[nodiscard]] Directory &directory() { return m_directory; }
    [[nodiscard]] const Directory &directory() const { return m_directory; }
    [[nodiscard]] Violations &violations() { return m_violations; }
    [[nodiscard]] Times &times() { return m_times; }
    [[nodiscard]] LinkFaults &linkFaults() { return m_linkFaults; }
    [[nodiscard]] RelayFaults &faults() { return m_faults; }
    [[nodiscard]] Relay &relay() { return m_relay; }
    [[nodiscard]] PhoneMessaging &phones() { return m_phones; }
    [[nodiscard]] MediaServer &media() { return m_media; }
    [[nodiscard]] PictureBook &pictures() { return m_pictures; }
    [[nodiscard]] const MediaServer &media() const { return m_media; }
    [[nodiscard]] TrustBook &trust() { return m_trust; }
    /// Unix seconds.
    [[nodiscard]] qint64 now() const { return m_clock.nowMs() / 1000; }
    [[nodiscard]] Statistics statistics() const;
    [[nodiscard]] qsizetype connections() const { return m_sessions.size(); }

    /// @return as Directory::create(). A passkey makes the account one that needs the passkey step.
    [[nodiscard]] Result<Account *> createAccount(const QByteArray &number, const QString &name, bool passkey);
    /// Others get to know only the hidden id of that account, as long as nobody asks by number.
    void hideNumber(Account &account);
    /// A group of the accounts with these numbers, the creator first; its members are told. It lives as long as the process.
    /// @return its address; NotFound for a number without account, Invalid without members.
    [[nodiscard]] Result<Jid> createGroup(const QString &subject, const QList<QByteArray> &numbers);
    /// As Pairing::scan(); an account that does not exist is created.
    [[nodiscard]] Result<Pairing::Companion> scan(const QString &qr, const QByteArray &number, const QString &name,
                                                  ScanFault fault);
    /// As Pairing::enterCode().
    [[nodiscard]] Result<> enterCode(const QByteArray &number, const QString &code, ScanFault fault = ScanFault::None,
                                     bool withoutKey = false);

    /// The account's phone starts over with a new identity, as after an installation anew: companions, for which the old
    /// one vouched, are unlinked; contacts are told. @return NotFound when there is no such account.
    [[nodiscard]] Result<> resetPhone(const QByteArray &number);

    /// Locks the account's new chats, or frees them; its companions are told. An inactive one frees.
    void setTimeLock(Account &account, const TimeLock &lock);
    /// How many chats the account may begin; its companions are told.
    void setNewChats(Account &account, const NewChatCap &cap);

    // What follows takes the address of a companion; device 0 means the account's first. Each gives NotFound when there
    // is no such companion, and where a connection is needed NotConnected when it has none.

    /// An empty address means the youngest connection that is not linked.
    [[nodiscard]] Result<> drop(const Jid &jid);
    /// @param code may be empty. @param conflict likewise.
    [[nodiscard]] Result<> kick(const Jid &jid, const QByteArray &code, const QByteArray &conflict);
    [[nodiscard]] Result<> refuseLogin(const Jid &jid, LoginRefusal refusal);
    /// The phone removes the companion.
    [[nodiscard]] Result<> unlink(const Jid &jid);
    /// Drops one-time pre-keys and tells the client.
    [[nodiscard]] Result<> thinPreKeys(const Jid &jid, qsizetype keep);
    /// Holds back what is for the companion until it becomes active again.
    [[nodiscard]] Result<> mute(const Jid &jid);
    [[nodiscard]] Result<> stall(IqRouter::Stall what, const Jid &jid, qint64 count);
    /// Sends any stanza; what must be acknowledged is queued and gets an id if it has none. An empty address as in
    /// drop(). @param andClose closes the connection after it.
    [[nodiscard]] Result<> sendNode(const Jid &jid, Node node, bool andClose);

Q_SIGNALS:
    /// A companion is linked no more, by its phone's or its own wish.
    void unlinked(const desk::wa::Jid &jid);
    void phoneCode(const QByteArray &number, const QString &code, bool proven);

private:
    void accept();
    void introduce(ClientSession &session, const QByteArray &payload);
    void route(ClientSession &session, const Node &node);
    void routeUnpaired(ClientSession &session, const Node &node);
    [[nodiscard]] IqAnswer manageDevices(ClientSession &session, const Node &iq);
    void unlinkDevice(Device &device);
    [[nodiscard]] Endpoint endpoint(const Device &device) const;
    [[nodiscard]] Result<Device *> companion(const Jid &jid) const;
    [[nodiscard]] Result<ClientSession *> connectionOf(const Jid &jid) const;
    void sweep();
    void tellLimit(Account &account, const QByteArray &operation, const QJsonObject &data);

    Options m_options;
    Clock &m_clock;
    Random &m_random;
    Times m_times;
    LinkFaults m_linkFaults;
    Violations m_violations;
    StanzaIds m_ids;
    Directory m_directory;
    StateFolder m_state;
    std::optional<Certificates> m_certificates;
    Pairing m_pairing;
    Login m_login;
    Delivery m_delivery;
    RelayFaults m_faults;
    Courier m_courier;
    DeviceNews m_news;
    TrustBook m_trust;
    GroupBook m_groups;
    Relay m_relay;
    IqRouter m_iq;
    KeyRequests m_keyRequests;
    UsyncRequests m_usyncRequests;
    AccountRequests m_accountRequests;
    GroupRequests m_groupRequests;
    MediaServer m_media;
    PictureBook m_pictures;
    PhoneMessaging m_phones;
    QTcpServer m_listener;
    QWebSocketServer m_upgrader;
    QList<ClientSession *> m_sessions; ///< in the order of their coming; own themselves
};

} // namespace desk::wa::sim
