#pragma once

#include "core/base/clock.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/pairing/clientpayload.h"
#include "whatsapp/sim/device.h"
#include "whatsapp/sim/serverlink.h"
#include "whatsapp/sim/stanzaids.h"
#include "whatsapp/sim/violations.h"

#include <QByteArray>
#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace desk::wa::sim {

/// One connection: who is at its other end and how far it has come. Logs and checks what comes in, pairs the answers to
/// the server's own requests, and hands on the rest.
///
/// Owns its link; deletes itself after closed(). Lives on the simulator's thread.
class ClientSession : public QObject
{
    Q_OBJECT

public:
    enum class Stage {
        Handshake, ///< nothing is known yet
        Unpaired,  ///< wants to be linked
        LoggedIn,
        Ending, ///< the last stanza has been sent; what comes is not looked at any more
    };

    /// What all sessions share.
    struct Surroundings
    {
        Clock &clock;
        Violations &violations;
        StanzaIds &ids;
        const Times &times;
        bool trace = false;
    };

    ClientSession(ServerLink *link, const Surroundings &surroundings, QObject *parent = nullptr);

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] const QByteArray &noiseKey() const { return m_noiseKey; }
    /// Whether the client sent more before it knew how its login ended.
    [[nodiscard]] bool isImpatient() const { return m_link->hasPending(); }

    /// Registered, not yet linked. @param registration with which keys.
    void becomeUnpaired(ParsedClientPayload::Registration registration);
    /// Logged in as @p device, whose living connection this is from now on; the server takes it away again.
    void becomeLoggedIn(Device &device);
    /// Set from becomeUnpaired() on.
    [[nodiscard]] const ParsedClientPayload::Registration &registration() const { return *m_registration; }
    /// Set from becomeLoggedIn() on, until the device goes.
    [[nodiscard]] Device *device() const { return m_device; }
    void forgetDevice() { m_device = nullptr; }

    /// For events: the device by phone number, empty before it is linked.
    [[nodiscard]] QByteArray name() const { return m_device ? m_device->jid.toText() : QByteArray(); }

    void send(const Node &node);
    /// Sends a request of the server, to which it gives an id. @param answered called at most once, with the iq.
    void ask(Node iq, std::function<void(const Node &)> answered);
    /// Pushes a stanza that must be acknowledged to a client that is not linked yet; nothing outlives the connection.
    void pushUnpaired(Node node);
    /// The queue of what was pushed here and not acknowledged: the device's, or that of the unlinked client.
    [[nodiscard]] OutgoingQueue &queue() { return m_device ? m_device->queue : m_unpairedQueue; }
    [[nodiscard]] const StanzaLog &received() const { return m_received; }

    /// Sends @p last and closes a little later.
    void end(const Node &last);
    /// Closes in good order without a stanza.
    void close();
    /// Cuts the connection without a word.
    void cut();

    void violate(const QByteArray &what, const QString &detail, const QByteArray &id = {});

Q_SIGNALS:
    /// The handshake is over and the stage still Handshake.
    void introduced(const QByteArray &payload);
    /// Whatever is neither an answer to the server nor malformed.
    void stanza(const desk::wa::Node &node);
    void closed();

private:
    void take(const Node &node);

    ServerLink *m_link;
    Surroundings m_shared;
    Stage m_stage = Stage::Handshake;
    QByteArray m_noiseKey;
    std::optional<ParsedClientPayload::Registration> m_registration;
    Device *m_device = nullptr;
    OutgoingQueue m_unpairedQueue;
    StanzaLog m_received;
    QHash<QByteArray, std::function<void(const Node &)>> m_asked;
};

} // namespace desk::wa::sim
