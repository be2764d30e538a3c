#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/iqanswer.h"
#include "whatsapp/sim/trustbook.h"

#include <QByteArray>

namespace desk::wa::sim {

class IqRouter;

/// Answers the small questions a client asks around a login: properties, block list, privacy, and those where an empty
/// answer will do (note 1, section 6.2; note 2, section 11.3). Lives on the simulator's thread.
class AccountRequests
{
public:
    AccountRequests(const Directory &directory, TrustBook &trust, Clock &clock);

    /// Enters its handlers.
    void enter(IqRouter &router);

private:
    [[nodiscard]] Account &accountOf(const ClientSession &session) const;
    [[nodiscard]] IqAnswer blockList(ClientSession &session, const Node &iq);
    [[nodiscard]] IqAnswer privacy(ClientSession &session, const Node &iq);
    /// What the account is limited to; of anything else, nothing.
    [[nodiscard]] IqAnswer limits(ClientSession &session, const Node &iq);
    /// Gives a token of @p issuer to whomever he names.
    [[nodiscard]] IqAnswer issue(const Account &issuer, const Node &tokens);

    const Directory &m_directory;
    TrustBook &m_trust;
    Clock &m_clock;
};

} // namespace desk::wa::sim
