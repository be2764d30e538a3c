#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "core/base/random.h"
#include "whatsapp/binary/node.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>

namespace desk::wa {

/// Sends <iq> requests and pairs each with its answer by id (note 1, section 6.3).
///
/// Every request is answered exactly once: by the server, the time-out or failAll(). Lives on the WhatsApp thread.
class IqChannel : public QObject
{
    Q_OBJECT

public:
    using Send = std::function<Result<>(const Node &)>;

    IqChannel(Send send, Clock &clock, Random &random, QObject *parent = nullptr);

    /// @param iq an <iq> of type get or set; its id, and "to" when it is missing (the server), are filled in.
    /// @param timeout counted from this call.
    /// @return the <iq type="result"> node, or TimedOut, NotConnected (also when the stream ends meanwhile), or Rejected
    ///         (type="error"; detail is "code text").
    [[nodiscard]] QFuture<Result<Node>> request(Node iq, std::chrono::milliseconds timeout = std::chrono::seconds(30));

    /// @return false when @p iq is no answer to anything asked here.
    bool handle(const Node &iq);

    /// The stream is over: answers everything that waits.
    void failAll(const QString &detail);

    [[nodiscard]] QByteArray nextId();
    [[nodiscard]] qsizetype pending() const { return m_pending.size(); }

private:
    Send m_send;
    Clock &m_clock;
    QByteArray m_prefix;
    quint64 m_last = 0;
    QHash<QByteArray, Completer<Node>> m_pending;
};

} // namespace desk::wa
