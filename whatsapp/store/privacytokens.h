#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/store/sessionstore.h"

#include <QByteArray>

namespace desk::wa {

/// The privacy tokens of contacts, both ways, and the account's salt (note 2, section 4.8). Filed under the hidden id as soon as it is
/// known; what was filed under the number before moves there with the next look.
///
/// Lives on the WhatsApp thread; owns nothing. Every function can fail with Storage, and joins the caller's transaction.
class PrivacyTokens
{
public:
    struct Entry
    {
        QByteArray token = {}; ///< what the contact gave us; empty: nothing
        qint64 t = 0;          ///< when, Unix seconds
        qint64 givenAt = 0;    ///< when we last gave ours, Unix seconds; 0: never
    };

    PrivacyTokens(SessionStore &store, Clock &clock) : m_store(store), m_clock(clock) { }

    [[nodiscard]] Result<Entry> of(const Jid &contact);
    /// Under which a contact is filed, and named to the server: his hidden id when it is known. Bare.
    [[nodiscard]] Result<Jid> keyOf(const Jid &contact);

    /// The contact gave us one. An older one never replaces a newer; of one from the far future nothing is kept.
    /// @return whether it was kept.
    [[nodiscard]] Result<bool> take(const Jid &contact, QByteArrayView token, qint64 t);
    /// We gave ours. A time before the known one changes nothing.
    [[nodiscard]] Result<> noteGiven(const Jid &contact, qint64 at);

    /// What a message to @p contact carries. At most one of them is not empty.
    struct Attachment
    {
        QByteArray token = {};    ///< <tctoken>
        QByteArray fallback = {}; ///< <cstoken>: only without a usable token, with the salt, to a known hidden id
    };
    [[nodiscard]] Result<Attachment> attachmentFor(const Jid &contact);

    /// Empty when it is not known.
    [[nodiscard]] Result<SecretBytes> salt();
    /// An empty one removes it.
    [[nodiscard]] Result<> setSalt(QByteArrayView salt);

    /// Forgets tokens that are too old, and who holds none of ours any more. When ours were given lives on its own.
    [[nodiscard]] Result<> prune();

    /// The server's time as far as it is known, Unix seconds.
    [[nodiscard]] qint64 now();

private:
    [[nodiscard]] Result<Entry> read(const Jid &key);
    [[nodiscard]] Result<> write(const Jid &key, const Entry &entry);

    SessionStore &m_store;
    Clock &m_clock;
};

} // namespace desk::wa
