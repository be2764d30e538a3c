#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/protocol/iqchannel.h"

#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QObject>

#include <chrono>
#include <optional>

namespace desk::wa {

struct MediaHost
{
    QByteArray name = {};      ///< lower case, may have a port
    qint64 maxUploadBytes = 0; ///< of the sealed file; 0: not told
    bool isFallback = false;
};

/// Where files go to and come from, for a while (note 2, section 7.1).
struct MediaRoute
{
    QByteArray auth = {}; ///< secret; goes to these hosts only, and only with uploads
    QList<MediaHost> hosts = {};
    std::chrono::seconds validFor{0};
};

/// @param iq the answer. Hosts whose name is none are left out, fallback hosts come last, at most 16.
/// @return Protocol when there is no authorisation or no host.
[[nodiscard]] Result<MediaRoute> parseMediaRoute(const Node &iq);

/// Asks the service for the hosts of media and keeps them for as long as they are good.
///
/// Lives on the WhatsApp thread; does not own @p iqs and @p clock.
class MediaConnection : public QObject
{
    Q_OBJECT

public:
    MediaConnection(IqChannel &iqs, Clock &clock, QObject *parent = nullptr);

    /// Who asks while an answer is awaited gets the same one. @return NotConnected, TimedOut. A server
    /// that says no or tells no hosts counts as not connected: it may be for now.
    [[nodiscard]] QFuture<Result<MediaRoute>> route();
    /// A host refused that authorisation: the next route() is a new one.
    void refused(const QByteArray &auth);
    /// Another account, perhaps.
    void forget();

private:
    IqChannel &m_iqs;
    Clock &m_clock;
    std::optional<MediaRoute> m_route;
    qint64 m_validUntil = 0;
    QList<Completer<MediaRoute>> m_waiting;
};

} // namespace desk::wa
