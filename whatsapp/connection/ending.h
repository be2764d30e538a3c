#pragma once

#include "whatsapp/binary/node.h"
#include "whatsapp/connection/linkstatus.h"
#include "whatsapp/transport/nodestream.h"

#include <chrono>
#include <optional>

namespace desk::wa {

/// What the end of a connection demands (note 1, sections 1.4, 6.4 and 6.5).
struct Ending
{
    enum class Action {
        Reconnect,      ///< after the back-off
        ReconnectNow,   ///< without delay
        TryAgain,       ///< after the back-off, a few times; then stop
        RefreshVersion, ///< ask for the current version of WhatsApp Web and try once more; then stop
        Stop,
    };
    Action action = Action::Reconnect;
    LinkCause cause = LinkCause::ConnectionLost;
    int code = 0;
    QString detail = {};
    bool endsSession = false;    ///< nothing can be done with the session's keys any more
    int extraSteps = 0;          ///< further down the back-off
    std::chrono::seconds ban{0}; ///< how long to stay away

    friend bool operator==(const Ending &, const Ending &) = default;
};

/// <failure reason="...">: the login was refused.
[[nodiscard]] Ending endingOfFailure(const Node &failure);
/// <stream:error>.
[[nodiscard]] Ending endingOfStreamError(const Node &error);
/// The connection itself went. Nothing for one that was closed here.
[[nodiscard]] std::optional<Ending> endingOf(const StreamEnd &end);

} // namespace desk::wa
