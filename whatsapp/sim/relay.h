#pragma once

#include "whatsapp/sim/messagerelay.h"
#include "whatsapp/sim/presencebook.h"
#include "whatsapp/sim/receiptrelay.h"
#include "whatsapp/sim/relaycontext.h"

#include <QObject>

namespace desk::wa::sim {

/// Who submits a stanza to the relay: a companion, or an account's phone (device 0).
using Sender = Endpoint;

/// What passes from one device to others: messages, receipts, presence, typing (note 2, sections 11.4 and 11.5; note 4).
///
/// Takes stanzas of companions and phones alike. Companions are answered over their connection, and what is for them is
/// queued until they acknowledge it; what is for a phone is emitted, and queued by nobody: a phone is always there.
/// Lives on the simulator's thread; owns nothing of what it is given.
class Relay : public QObject
{
    Q_OBJECT

public:
    explicit Relay(const RelayContext &context, QObject *parent = nullptr);

    /// A <message> (note 2, section 11.4): checked, acknowledged, handed to every device it is for.
    void message(const Sender &from, const Node &message);
    /// A <receipt> (note 2, section 11.5): acknowledged, taken as the answer to what was delivered, handed on.
    void receipt(const Sender &from, const Node &receipt);
    /// A <chatstate>: handed on to whoever is there.
    void chatState(const Sender &from, const Node &chatState) { m_presences.takeChatState(from, chatState); }
    /// A <presence>: push name, availability, or a subscription.
    void presence(const Sender &from, const Node &presence) { m_presences.take(from, presence); }
    /// The connection of a companion has ended, or begun anew.
    void connectionChanged(const Sender &companion) { m_presences.left(companion); }

    /// A <notification> of an account's phone to one of its companions. Sender and time are filled in.
    void notification(const Endpoint &to, Node notification);

    /// The phone of @p account has a new identity: whoever has to do with the account is told.
    void identityChanged(Account &account);

    /// What was accepted.
    [[nodiscard]] const SentMessages &sent() const { return m_messageRelay.sent(); }
    [[nodiscard]] qint64 messages() const { return m_messages; }
    [[nodiscard]] qint64 receipts() const { return m_receipts; }
    [[nodiscard]] qint64 retries() const { return m_retries; }

Q_SIGNALS:
    /// A stanza for the phone of @p account (device 0), exactly as a companion in its place would be given it: <message>,
    /// <receipt> (also type retry), <notification>, <ack>, <presence>, <chatstate>. Emitted from the event loop, never
    /// from inside a call of the functions above.
    void phoneStanza(desk::wa::sim::Account *account, const desk::wa::Node &stanza);
    /// The account has another push name.
    void renamed(const QByteArray &number);

private:
    DeviceNews &m_news;
    Courier &m_courier;
    Clock &m_clock;
    MessageRelay m_messageRelay;
    ReceiptRelay m_receiptRelay;
    PresenceBook m_presences;
    qint64 m_messages = 0;
    qint64 m_receipts = 0;
    qint64 m_retries = 0;
};

} // namespace desk::wa::sim
