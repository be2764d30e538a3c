#pragma once

#include "whatsapp/devices/devicedirectory.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/signal/sessioncipher.h"

#include <QCoroTask>

#include <QList>
#include <QObject>
#include <QSet>

#include <functional>

namespace desk::wa {

/// Sees to it that there is a Signal session with each of some devices, fetching the keys of those without (note 2, 1.4 and 4.3).
///
/// Lives on the WhatsApp thread and outlives its loop. Owns nothing.
class SessionSupplier : public QObject
{
    Q_OBJECT

public:
    /// An identity key was replaced by another while a session was begun.
    using IdentityChanged = std::function<void(const Jid &device)>;

    SessionSupplier(SessionCipher &cipher, IqChannel &iqs, DeviceDirectory &directory, IdentityChanged identityChanged,
                    QObject *parent = nullptr);

    /// @return those of @p devices that can be written to; one whose keys cannot be had or are not authentic is left out, and one
    /// that is gone is forgotten. NotConnected, TimedOut, Rejected when the keys cannot be asked for; Storage.
    [[nodiscard]] QCoro::Task<Result<QList<Jid>>> supply(QList<Jid> devices);
    /// A new session in place of the present one. @return NotFound when there are no usable keys; else as supply().
    [[nodiscard]] QCoro::Task<Result<>> renew(Jid device);

private:
    /// @return those with which there is a session now.
    [[nodiscard]] QCoro::Task<Result<QList<Jid>>> fetch(QList<Jid> devices);

    SessionCipher &m_cipher;
    IqChannel &m_iqs;
    DeviceDirectory &m_directory;
    IdentityChanged m_identityChanged;
};

} // namespace desk::wa
