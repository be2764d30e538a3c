#pragma once

#include "core/base/result.h"
#include "core/messaging/deliverystate.h"

#include <QFuture>
#include <QObject>

namespace desk {

struct OutgoingMessage
{
    QString wireId;
    QString address;
    QString text;
};

/// What came of handing a message to the channel.
struct SendOutcome
{
    enum class Kind { Accepted, Refused };
    Kind kind = Kind::Accepted;
    QString cause; ///< of a refusal: a stable word, e.g. "rejected_400"
};

/// The way to the customers. Lives on the core thread (an implementation may use others behind it).
class MessageChannel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Idempotent by wire id where the channel can be; see repeatsSafely().
    /// @return Accepted or Refused; as an error, TimedOut or NotConnected: to be tried again with the same id.
    [[nodiscard]] virtual QFuture<Result<SendOutcome>> send(OutgoingMessage message) = 0;
    /// Whether a message that was being sent when the program died may be handed over again under its id.
    [[nodiscard]] virtual bool repeatsSafely() const = 0;
    [[nodiscard]] virtual bool isReady() const = 0;
    /// Answers all that is pending; nothing is sent afterwards.
    virtual void close() = 0;

Q_SIGNALS:
    void readyChanged(bool ready);
    void deliveryChanged(const QString &wireId, desk::DeliveryState state, const QString &cause);
};

} // namespace desk
