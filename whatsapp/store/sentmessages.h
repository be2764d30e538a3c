#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/message/outgoing.h"
#include "whatsapp/message/receipt.h"
#include "whatsapp/store/sessionstore.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace desk::wa {

/// What we sent: the sealed stanza until the server has answered, so that after a crash or a lost connection that very stanza is
/// repeated and never another one under its id; and the clear Message for two weeks, for devices that could not decrypt it (note 2,
/// sections 3.6 and 4.5).
///
/// Lives on the WhatsApp thread; owns nothing. Every function can fail with Storage, and joins the caller's transaction.
class SentMessages
{
public:
    enum class State { Pending, Accepted, Refused };

    struct Sent
    {
        QByteArray id;
        Jid chat; ///< as in the stanza
        State state = State::Pending;
        int error = 0;   ///< of a refusal: the ack's
        int repeats = 0; ///< after answers that asked for one
        qint64 serverTime = 0;
        qint64 createdAt = 0;
        SendCause reach = SendCause::ReachOut; ///< of a refused first contact: what it was about
    };

    SentMessages(SessionStore &store, Clock &clock) : m_store(store), m_clock(clock) { }

    /// Belongs into the transaction that encrypted it. @return Conflict when the id is known.
    [[nodiscard]] Result<> add(const QByteArray &id, const Jid &chat, QByteArrayView content, const Node &stanza);
    [[nodiscard]] Result<std::optional<Sent>> find(const QByteArray &id);
    /// The clear Message; nothing once it is gone.
    [[nodiscard]] Result<std::optional<QByteArray>> content(const QByteArray &id);
    /// The stanza; nothing once the server has answered.
    [[nodiscard]] Result<std::optional<Node>> stanza(const QByteArray &id);
    /// Ids without an answer, in the order of their making.
    [[nodiscard]] Result<QList<QByteArray>> pending();

    /// The server has answered: the stanza is dropped. An acceptance counts also after a refusal.
    /// @return false when nothing changed.
    [[nodiscard]] Result<bool> settle(const SendAck &ack);
    /// What a refused first contact was about, once that is known. @param reach ReachOut, ReachOutContact or ReachOutAccount.
    [[nodiscard]] Result<> setReach(const QByteArray &id, SendCause reach);
    [[nodiscard]] Result<> countRepeat(const QByteArray &id);
    /// Another stanza for a message that the server refused to take as it was; belongs into the transaction that encrypted it.
    /// @return Conflict unless the message is pending.
    [[nodiscard]] Result<> replaceStanza(const QByteArray &id, const Node &stanza);

    /// Resends of a message to one device.
    struct Resent
    {
        int count = 0;
        QByteArray baseKey = {}; ///< of the session at the last one
    };
    [[nodiscard]] Result<Resent> resent(const QByteArray &id, const QString &address);
    [[nodiscard]] Result<> saveResent(const QByteArray &id, const QString &address, const Resent &resent);
    /// When the session with that device was last begun anew for a resend, UTC ms; 0: never.
    [[nodiscard]] Result<qint64> renewedAt(const QString &address);
    [[nodiscard]] Result<> markRenewed(const QString &address);

    /// Forgets what is older than two weeks.
    [[nodiscard]] Result<> prune();

private:
    SessionStore &m_store;
    Clock &m_clock;
};

} // namespace desk::wa
