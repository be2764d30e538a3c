#pragma once

#include "whatsapp/sim/keywatch.h"
#include "whatsapp/sim/messagerules.h"
#include "whatsapp/sim/relaycontext.h"
#include "whatsapp/sim/sentmessages.h"

#include <tl/expected.hpp>

namespace desk::wa::sim {

/// Takes messages in and gives each device what is for it (note 2, sections 11.4 and 11.7; note 4).
///
/// A message is accepted as a whole or refused as a whole. Lives on the simulator's thread.
class MessageRelay
{
public:
    explicit MessageRelay(const RelayContext &context) : m_context(context) { }

    void take(const Endpoint &from, const Node &message);

    /// A device asked for that message again. Some clients answer a phone with a whole new fan-out (note 2, section 3.6): then
    /// only who asked gets it.
    void askedAgain(const Endpoint &by, const QByteArray &id);

    [[nodiscard]] const SentMessages &sent() const { return m_sent; }

private:
    /// What goes to one device.
    struct Parcel
    {
        Endpoint to;
        Node stanza;
    };
    struct Dispatch
    {
        QList<Parcel> parcels = {};
        QByteArray phash = {}; ///< empty when the sender knows every device
    };
    using Planned = tl::expected<Dispatch, Refusal>;

    [[nodiscard]] Planned plan(const Endpoint &from, const Node &message);
    [[nodiscard]] Planned planFanOut(const Endpoint &from, const Node &message);
    [[nodiscard]] Planned planSingle(const Endpoint &from, const Node &message) const;
    [[nodiscard]] Planned planPeer(const Endpoint &from, const Node &message) const;
    [[nodiscard]] Planned planGroup(const Endpoint &from, const Node &message) const;
    [[nodiscard]] Planned planGroupSingle(const Endpoint &from, const Node &message) const;
    /// The device behind an address in @p message. @return nothing when it was unlinked; a refusal when it never was.
    [[nodiscard]] tl::expected<std::optional<Endpoint>, Refusal> find(const Jid &jid, const Node &message) const;
    /// The devices a message to @p recipient has to reach and @p listed lacks; complains when the sender is to blame.
    [[nodiscard]] QList<Endpoint> forgotten(const Endpoint &from, const Node &message, Account &recipient,
                                            const QSet<Endpoint> &listed);

    /// What every device is told alike, with the ciphertexts that are for this one.
    /// @param author the sending device, or the group it writes in.
    [[nodiscard]] Node stanza(const Endpoint &from, const Node &message, const Jid &author,
                              const QList<Node> &encs) const;
    [[nodiscard]] Node direct(const Endpoint &from, const Node &message, bool lid, const QList<Node> &encs) const;
    [[nodiscard]] Node ownCopy(const Endpoint &from, const Node &message, const Jid &chat,
                               const QList<Node> &encs) const;
    [[nodiscard]] Node inGroup(const Endpoint &from, const Node &message, bool lid, const QList<Node> &encs) const;

    /// Reports keys used twice and the like; what carries somebody else's identity is dropped.
    void inspect(const Endpoint &from, const Node &message, Dispatch &dispatch);
    /// Why the sender may not write to the recipient at all: the error of the ack.
    [[nodiscard]] std::optional<int> untrusted(const Endpoint &from, const Node &message) const;
    void noteContact(const Endpoint &from, const Node &message);
    void checkToken(const Endpoint &from, const Node &message, const Node &token, const Account &recipient) const;
    void acknowledge(const Endpoint &to, const Node &message, const QByteArray &phash = {}, int error = 0);
    void refuse(const Endpoint &from, const Node &message, const Refusal &refusal);

    RelayContext m_context;
    KeyWatch m_keys;
    SentMessages m_sent;
    QHash<QByteArray, QSet<Endpoint>> m_askedAgain; ///< by message id; the last some thousand
};

} // namespace desk::wa::sim
