#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QObject>

namespace desk {

/// State of the link to the messaging service.
enum class LinkState { Unpaired, Pairing, Connecting, Ready, Disconnected, Stopped };

/// Pairing and state of a linked device; a channel without pairing (the old bridge) has none. Lives on the core thread.
class ChannelLink : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual LinkState state() const = 0;
    virtual void startPairing() = 0;
    /// @param phone digits in international form. @return the code to type on the phone.
    [[nodiscard]] virtual QFuture<Result<QString>> requestCode(QString phone) = 0;
    virtual void supplyPasskeyAssertion(const QByteArray &assertion) = 0;
    /// Forgets the session; it has to be paired again.
    [[nodiscard]] virtual QFuture<Result<>> reset() = 0;

Q_SIGNALS:
    void stateChanged(desk::LinkState state, const QString &reason);
    void qrChanged(const QString &text, int validForMs);
    void passkeyRequested(const QByteArray &challenge);
};

} // namespace desk
