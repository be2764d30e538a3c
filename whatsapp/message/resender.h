#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/devices/sessionsupplier.h"
#include "whatsapp/message/messagebuilder.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/message/receipt.h"
#include "whatsapp/signal/groupcipher.h"
#include "whatsapp/signal/sessioncipher.h"
#include "whatsapp/store/privacytokens.h"
#include "whatsapp/store/senderkeyholders.h"
#include "whatsapp/store/sentmessages.h"

#include <QCoroTask>

#include <QObject>

#include <functional>

namespace desk::wa {

/// Answers retry receipts: a device could not decrypt a message of ours and gets it again, alone, in a session that works (note 2,
/// section 3.6).
///
/// What the receipt asks for is only done for a device that the message was meant for, at most four times a message and device.
/// Lives on the WhatsApp thread and outlives its loop; does not own what the constructor takes.
class Resender : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        SessionStore &store;
        SessionCipher &cipher;
        GroupCipher &groupCipher;
        SessionSupplier &sessions;
        SentMessages &sent;
        SenderKeyHolders &holders;
        PrivacyTokens &tokens;
    };
    using Send = std::function<Result<>(const Node &)>;

    static constexpr int maxResends = 4;

    Resender(Parts parts, Send send, Clock &clock, Random &random, QObject *parent = nullptr);

    void logIn(const OwnAccount &own, const QByteArray &deviceIdentity);

    /// @param receipt of type Retry. The caller acknowledges it once this has ended, whatever came of it.
    /// @return what became of it, English, for the log; nothing when the message was sent again.
    [[nodiscard]] QCoro::Task<std::optional<QString>> handle(IncomingReceipt receipt);

Q_SIGNALS:
    /// The keys in a request were of another identity than before.
    void identityChanged(const desk::wa::Jid &device);

private:
    [[nodiscard]] Result<bool> isMeantFor(const IncomingReceipt &receipt, const Jid &chat);
    /// Sees to a session that the other side can use.
    [[nodiscard]] QCoro::Task<Result<>> mendSession(IncomingReceipt receipt, QString address);
    [[nodiscard]] Result<Node> seal(const IncomingReceipt &receipt, const Jid &chat, const QByteArray &content,
                                    const QString &address);

    Parts m_parts;
    Send m_send;
    Clock &m_clock;
    Random &m_random;
    OwnAccount m_own;
    QByteArray m_deviceIdentity;
};

} // namespace desk::wa
