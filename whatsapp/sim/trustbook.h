#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/account.h"
#include "whatsapp/sim/courier.h"
#include "whatsapp/sim/stanzaids.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <utility>

namespace desk::wa::sim {

/// Who may write to whom: privacy tokens that were given, who has written to whom, and what the service makes of a message without a
/// token (note 2, sections 4.5, 4.8 and 11.7). Lives on the simulator's thread; owns nothing of what it is given.
class TrustBook
{
public:
    TrustBook(Courier &courier, StanzaIds &ids, Clock &clock);

    /// First contacts without a valid token are refused. Off until a test wants it.
    void setRequired(bool required) { m_required = required; }

    /// @p issuer gives @p holder his token: it is told to all of the holder's devices. @param t Unix seconds.
    void give(const Account &issuer, Account &holder, qint64 t);
    /// A phone has written: it gives its token once a week, before the message arrives.
    void wrote(const Account &from, Account &to, bool byPhone);

    /// When @p issuer gave @p holder a token last, Unix seconds; nothing: never.
    [[nodiscard]] std::optional<qint64> given(const Account &issuer, const Account &holder) const;
    /// Whether it is the token that @p recipient gave @p sender, and young enough.
    [[nodiscard]] bool isValid(const QByteArray &token, const Account &recipient, const Account &sender) const;

    /// @return the error of the ack, or nothing.
    [[nodiscard]] std::optional<int> refusal(const Account &sender, const Account &recipient,
                                             const Node &message) const;

private:
    using Pair = std::pair<const Account *, const Account *>;
    [[nodiscard]] qint64 now() const { return m_clock.nowMs() / 1000; }

    Courier &m_courier;
    StanzaIds &m_ids;
    Clock &m_clock;
    QHash<Pair, qint64> m_given; ///< by issuer and holder
    QSet<Pair> m_wrote;
    bool m_required = false;
};

} // namespace desk::wa::sim
