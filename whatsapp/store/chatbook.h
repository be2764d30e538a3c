#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/store/sessionstore.h"

#include <chrono>

namespace desk::wa {

/// How to write to whom: in the namespace in which he wrote last (note 2, section 4.1), with the chat's timer of disappearing
/// messages (section 4.6). Lives on the WhatsApp thread; owns nothing. Every function can fail with Storage.
class ChatBook
{
public:
    struct Timer
    {
        std::chrono::seconds expiration{0}; ///< 0: messages stay
        qint64 setAt = 0;                   ///< Unix seconds
    };

    explicit ChatBook(SessionStore &store) : m_store(store) { }

    /// Somebody wrote from this address.
    [[nodiscard]] Result<> noteAddress(const Jid &address);
    /// The address to write to: the last one he wrote from, else his hidden id, else @p person as given.
    [[nodiscard]] Result<Jid> addressOf(const Jid &person);
    /// Whether he ever wrote.
    [[nodiscard]] Result<bool> isKnown(const Jid &person);

    [[nodiscard]] Result<Timer> timerOf(const Jid &person);
    /// An older change does not undo a newer one.
    [[nodiscard]] Result<> setTimer(const Jid &person, const Timer &timer);

private:
    /// His hidden id when it is known.
    [[nodiscard]] Result<Jid> keyOf(const Jid &person);

    SessionStore &m_store;
};

} // namespace desk::wa
