#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/message/inboundevent.h"
#include "whatsapp/store/sessionstore.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace desk::wa {

/// Which messages have been seen, so that what is delivered again changes nothing (note 2, section 0.1, rule 10), how often
/// each was asked for again (section 3.5), and which are to be asked from the own phone (section 3.7).
///
/// A message is known by a hash of chat, author and id, under either name of a person: the same message may come once by phone
/// number and once by hidden id. Lives on the WhatsApp thread; owns nothing. Every function can fail with Storage, and joins the
/// caller's transaction.
class ReceivedMessages
{
public:
    struct Known
    {
        bool stored = false; ///< with content; false: a placeholder
        int retries = 0;     ///< retry receipts sent
    };
    /// A message to be asked from the own phone.
    struct PhoneRequest
    {
        QByteArray key;
        MessageEvent message; ///< the placeholder
        qint64 dueAt = 0;     ///< UTC ms
    };

    ReceivedMessages(SessionStore &store, Clock &clock) : m_store(store), m_clock(clock) { }

    /// The hashes under which @p id may be stored, the one for a new row first.
    /// @param author bare or with device; his device does not matter.
    [[nodiscard]] Result<QList<QByteArray>> keysOf(const Jid &chat, const Jid &author, const QByteArray &id);

    /// Nothing for a message never seen.
    [[nodiscard]] Result<std::optional<Known>> find(const QList<QByteArray> &keys);
    /// Inserts or changes; a placeholder never takes the place of content.
    /// @param secret of the message, or empty.
    [[nodiscard]] Result<> save(const QList<QByteArray> &keys, Known known, const SecretBytes &secret = {});
    /// Empty when none came, or it is forgotten.
    [[nodiscard]] Result<SecretBytes> secretOf(const QList<QByteArray> &keys);

    /// @param delay from now. A message is asked for once.
    [[nodiscard]] Result<> askPhoneLater(const QByteArray &key, const MessageEvent &placeholder,
                                         std::chrono::milliseconds delay);
    /// Those not asked yet and due at @p now, and when the next one is due (0: none).
    [[nodiscard]] Result<QList<PhoneRequest>> duePhoneRequests(qint64 now, int limit, qint64 *nextAt);
    /// @param asked false: nothing came of it, it is due again.
    [[nodiscard]] Result<> markAsked(const QByteArray &key, bool asked = true);
    /// The placeholder that was to be asked for, asked or not; nothing for a message nobody asked for.
    [[nodiscard]] Result<std::optional<MessageEvent>> phoneRequest(const QList<QByteArray> &keys);
    [[nodiscard]] Result<> removePhoneRequest(const QList<QByteArray> &keys);

    /// Forgets what is older than a month.
    [[nodiscard]] Result<> prune();

private:
    SessionStore &m_store;
    Clock &m_clock;
};

} // namespace desk::wa
