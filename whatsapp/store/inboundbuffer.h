#pragma once

#include "core/base/result.h"
#include "whatsapp/message/inboundevent.h"
#include "whatsapp/store/sessionstore.h"

#include <QByteArray>
#include <QList>

namespace desk::wa {

/// What has happened, on disk and in order, until whoever uses the library has taken it (note 2, section 0.1, rule 5).
///
/// Appending belongs into the transaction of what caused the event; only after its commit the server is answered. Contents are
/// sealed like all else in the store. Lives on the WhatsApp thread; does not own @c store. Every function can fail with Storage.
class InboundBuffer
{
public:
    explicit InboundBuffer(SessionStore &store) : m_store(store) { }

    /// @param message the serialized Message that @p event's content was read from; empty for a placeholder.
    [[nodiscard]] Result<> append(const MessageEvent &event, QByteArrayView message);
    [[nodiscard]] Result<> append(const ReceiptEvent &event);
    [[nodiscard]] Result<> append(const SentEvent &event);
    [[nodiscard]] Result<> append(const AliasEvent &event);
    [[nodiscard]] Result<> append(const IdentityEvent &event);
    [[nodiscard]] Result<> append(const CallEvent &event);

    /// Those with a higher sequence than @p after, oldest first, at most @p limit; of a damaged row a DamagedEvent.
    [[nodiscard]] Result<QList<InboundEvent>> events(qint64 after, int limit);
    /// Drops all up to that sequence.
    [[nodiscard]] Result<> taken(qint64 upTo);
    /// How many wait.
    [[nodiscard]] Result<qint64> size();

    /// A message's envelope for other tables; the content is read anew from @p message when it comes back.
    [[nodiscard]] static QByteArray encoded(const MessageEvent &event, QByteArrayView message);
    /// @return Storage for bytes that are none.
    [[nodiscard]] static Result<MessageEvent> decodedMessage(const QByteArray &bytes);

private:
    [[nodiscard]] Result<> append(const QByteArray &encodedEvent);

    SessionStore &m_store;
};

} // namespace desk::wa
