#pragma once

#include "whatsapp/sim/phonereader.h"
#include "whatsapp/sim/phonewriter.h"

#include <QObject>

#include <memory>
#include <unordered_map>

namespace desk::wa::sim {

/// The messages of every account's phone, device 0: takes what the relay has for it and writes in its name, with real
/// Signal sessions (note 3, note 2, section 11.1).
///
/// Lives on the simulator's thread. Owns the phones' stores; does not own what it is given.
class PhoneMessaging : public QObject
{
    Q_OBJECT

public:
    explicit PhoneMessaging(const PhoneContext &context, QObject *parent = nullptr);

    /// As PhoneWriter::send().
    [[nodiscard]] Result<QByteArray> send(Account &from, const PhoneOrder &order);
    /// As PhoneWriter::read() and chatState().
    void read(Account &account, const Jid &chat, const QList<QByteArray> &ids);
    void chatState(Account &account, const Jid &chat, ChatState state);

    /// The phone tells a new companion what it knows: names and addresses in the message itself, chats with their messages in a
    /// file, names in another (note 2, section 9.4).
    void sendHistory(Account &account, const Jid &companion);

    /// The phone throws away its session with @p jid; of a bare address, those with all devices of the account.
    /// @return NotFound for an address nobody has.
    [[nodiscard]] Result<> forget(Account &account, const Jid &jid);
    /// The phone has got a new identity, as after an installation on another device. Sessions, sender keys and messages are
    /// gone; contacts are told. Its companions, for which the old identity vouched, must have been unlinked before.
    void startOver(Account &account);
    /// The relay spoils that message on its way to the phone.
    void expectSpoiled(Account &account, const QByteArray &id) { storeOf(account).expectSpoiled(id); }

    /// Whether phones still have the files of old messages, for companions that ask for them.
    void setKeepsFiles(bool keeps) { m_keepsFiles = keeps; }

Q_SIGNALS:
    void hasRead(const desk::wa::sim::PhoneReading &reading);
    /// Keys of that account came or went.
    void changed(const QByteArray &number);

private:
    [[nodiscard]] PhoneStore &storeOf(Account &account);
    void take(Account &account, const Node &stanza);
    void takeReceipt(PhoneStore &phone, const Node &receipt);
    /// A companion asks for a file that is gone (note 2, section 7.5).
    void takeServerError(PhoneStore &phone, const Node &receipt);
    void takeNotification(PhoneStore &phone, const Node &notification);

    PhoneContext m_context;
    bool m_keepsFiles = true;
    PhoneWriter m_writer;
    PhoneReader m_reader;
    std::unordered_map<Account *, std::unique_ptr<PhoneStore>> m_stores;
};

} // namespace desk::wa::sim
