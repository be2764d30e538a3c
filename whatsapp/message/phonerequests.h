#pragma once

#include "core/base/clock.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/message/sender.h"
#include "whatsapp/store/receivedmessages.h"

#include <QCoroTask>

#include <QObject>

namespace desk::wa {

/// Asks the own phone for messages that cannot be decrypted here, each once, when it is due (note 2, section 3.7). The answer
/// comes as a message of the phone, to Receiver.
///
/// Lives on the WhatsApp thread and outlives its loop; does not own what the constructor takes.
class PhoneRequests : public QObject
{
    Q_OBJECT

public:
    PhoneRequests(SessionStore &store, ReceivedMessages &received, Sender &sender, Clock &clock,
                  QObject *parent = nullptr);

    void logIn(const OwnAccount &own) { m_own = own; }
    /// Something was stored, or sending has become possible.
    void check();

private:
    [[nodiscard]] QCoro::Task<> ask(QList<ReceivedMessages::PhoneRequest> due);

    SessionStore &m_store;
    ReceivedMessages &m_received;
    Sender &m_sender;
    Clock &m_clock;
    OwnAccount m_own;
    qint64 m_wakeAt = 0; ///< UTC ms; 0: no timer
    bool m_asking = false;
};

} // namespace desk::wa
