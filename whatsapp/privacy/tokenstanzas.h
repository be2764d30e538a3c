#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>

#include <optional>

// Privacy tokens on the wire (note 2, section 4.8). Pure, any thread.
namespace desk::wa {

inline constexpr qsizetype maxTokenBytes = 1024;

/// A contact's token for us.
struct ReceivedToken
{
    Jid contact = {}; ///< bare: his hidden id when it is told
    QByteArray token = {};
    qint64 t = 0; ///< Unix seconds
};

/// Reads <notification type="privacy_token">.
/// @return nothing when there is no token of a known type with a time in it, or the sender is a bot, the service or nobody.
[[nodiscard]] std::optional<ReceivedToken> parseTokenNotification(const Node &notification);

/// <iq xmlns="privacy" type="set"> that gives @p contact ours. @param t Unix seconds. The id of the iq is added by who sends it.
[[nodiscard]] Node tokenRequest(const Jid &contact, qint64 t);

/// The answer may bring the contact's own token. @return nothing when it does not.
[[nodiscard]] std::optional<ReceivedToken> parseTokenAnswer(const Node &answer, const Jid &contact);

/// The token in place of one: made with the account's salt, for a contact whose hidden id is known.
/// @return empty without salt, or for what is no hidden id.
[[nodiscard]] QByteArray fallbackToken(QByteArrayView salt, const Jid &contact);

/// Whether tokens go to that contact at all: to people, not to bots nor the service's own account.
[[nodiscard]] bool takesTokens(const Jid &contact);

} // namespace desk::wa
