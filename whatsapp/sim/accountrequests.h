#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/courier.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/iqanswer.h"
#include "whatsapp/sim/stanzaids.h"

#include <QByteArray>

namespace desk::wa::sim {

class IqRouter;

/// Answers the small questions a client asks around a login: properties, block list, privacy, and those where an empty
/// answer will do (note 1, section 6.2; note 2, section 11.3). Lives on the simulator's thread.
class AccountRequests
{
public:
    AccountRequests(const Directory &directory, Courier &courier, StanzaIds &ids, Clock &clock);

    /// Enters its handlers.
    void enter(IqRouter &router);

private:
    [[nodiscard]] Account &accountOf(const ClientSession &session) const;
    [[nodiscard]] IqAnswer blockList(ClientSession &session, const Node &iq);
    [[nodiscard]] IqAnswer privacy(ClientSession &session, const Node &iq);
    /// Gives a token of @p issuer to whomever he names.
    [[nodiscard]] IqAnswer issue(const Account &issuer, const Node &tokens);

    const Directory &m_directory;
    Courier &m_courier;
    StanzaIds &m_ids;
    Clock &m_clock;
};

} // namespace desk::wa::sim
