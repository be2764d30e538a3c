#pragma once

#include "core/messaging/channelevents.h"
#include "core/messaging/channellink.h"
#include "core/messaging/messagechannel.h"
#include "whatsapp/connection/gapcheck.h"
#include "whatsapp/connection/linkstatus.h"
#include "whatsapp/message/inboundevent.h"
#include "whatsapp/message/outgoing.h"
#include "whatsapp/message/ownaccount.h"

#include <optional>

// The words of the WhatsApp library in the words of the desk's ports, and back. Pure, any thread.
//
// Kinds of messages: text, image, video, audio (voice notes too), document, sticker, reaction, edit, revoke, contact,
// location, poll, call, open_on_phone (view-once, payment: linked devices do not get the content), unreadable (not decrypted
// yet, the real one takes its place), unsupported (details.type says what it is). What has nothing to show gives no event.
//
// Details, each only where it applies:
//   media {type, state, mime_type, size, file_name, width, height, duration_s, pages, voice_note, gif, round_note, animated,
//     problem}; state is "not_downloaded"; problem says why it cannot be
//   location {latitude, longitude, name, address, live}, contacts [{name, vcard}], poll {options}
//   call {video, duration_s, missed}, ad {title, text, source_url, source_id}
//   type ("broken" for what came and was not understood; then problem says why), title, link; quoted_text; and as true:
//   view_once, forwarded, disappears, text_cut
//
// Causes of refusals: malformed, refused_by_service, not_on_whatsapp, stale_group, rate_limited, reach_out_restricted,
// new_chats_spent, schema_invalid, service_trouble, no_keys (none of the recipient's devices has usable keys), other.
//
// Causes of the link: the library's, wa::toString(LinkCause), without "none" and "requested", which are empty; and
// passkey_needed (the account asks for its passkey and nothing here can show it).
namespace desk {

/// What an event means to the desk, in order. Nothing for groups, status posts, and what has nothing to show.
/// Edits and revokes of somebody else's message are dropped, with a line in the log.
[[nodiscard]] QList<ChannelEvent> channelEventsOf(const wa::InboundEvent &event, const wa::OwnAccount &own);

/// The person behind one of the desk's addresses: a WhatsApp address, or a bare telephone number as an older bridge knew it.
[[nodiscard]] std::optional<wa::Jid> personAt(const QString &address);

/// @return Invalid for an address that is no person's, and for an action without the message that it is about, or on one that
/// is not ours where it must be.
[[nodiscard]] Result<wa::SendRequest> sendRequestOf(const OutgoingMessage &message);

/// Accepted, refused with a cause, or an error that says: again later with the same id.
[[nodiscard]] Result<SendOutcome> sendOutcomeOf(const Result<wa::SendResult> &result);

/// Empty for None.
[[nodiscard]] QString causeOf(wa::SendCause cause);
[[nodiscard]] QString causeOf(wa::LinkCause cause);

/// State, cause, code and until. @param registered whether there is an account: without one, all that happens is pairing.
[[nodiscard]] LinkInfo linkInfoOf(const wa::LinkStatus &status, bool registered);
[[nodiscard]] CatchUp catchUpOf(const wa::GapReport &report, qint64 at);

} // namespace desk
