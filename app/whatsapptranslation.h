#pragma once

#include "core/messaging/channelevents.h"
#include "core/messaging/channellink.h"
#include "core/messaging/messagechannel.h"
#include "whatsapp/account/accountlimits.h"
#include "whatsapp/connection/gapcheck.h"
#include "whatsapp/connection/linkstatus.h"
#include "whatsapp/devices/numberchecks.h"
#include "whatsapp/media/mediafetch.h"
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
//   media {type, mime_type, size, file_name, width, height, duration_s, pages, voice_note, gif, round_note, animated, problem}: as
//     announced; problem says why it cannot be downloaded, else the message has a reference to do so
//   location {latitude, longitude, name, address, live}, contacts [{name, vcard}], poll {options}
//   call {video, duration_s, missed}, ad {title, text, source_url, source_id}
//   type ("broken" for what came and was not understood; then problem says why), title, link; quoted_text; and as true:
//   view_once, forwarded, disappears, text_cut
//
// Causes of refusals, by the service's number: malformed (400, or not to be sent at all), not_authorized (401), forbidden (403),
// recipient_unknown (404), not_allowed (405), not_acceptable (406), expired_at_service (420), stale_group (421), rate_limited (429),
// contact_not_open, account_restricted and reach_out_restricted (463: about the contact, the account, or not known which),
// new_chats_spent (475), schema_invalid (479), service_trouble (500, 503), other; and without one: not_on_whatsapp, no_keys (none of the
// recipient's devices has usable keys), account_restricted (not even tried); of messages with
// a file file_too_large and file_unreadable (gone or empty). What each means: core/messaging/refusalcatalogue.h.
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
/// @param withFile it was a message with a file.
[[nodiscard]] Result<SendOutcome> sendOutcomeOf(const Result<wa::SendResult> &result, bool withFile = false);

/// @return Invalid for an address that is no person's, and for a reference that is not ours.
[[nodiscard]] Result<wa::MediaFetch> mediaFetchOf(const MediaRequest &request);

/// Empty for None. @param error the service's number; 0: it was not asked.
[[nodiscard]] QString causeOf(wa::SendCause cause, int error = 0);
[[nodiscard]] QString causeOf(wa::LinkCause cause);

[[nodiscard]] AccountStanding standingOf(const wa::AccountLimits &limits);
[[nodiscard]] NumberOnService numberOf(const wa::NumberCheck &check);

/// State, cause, code and until. @param registered whether there is an account: without one, all that happens is pairing.
[[nodiscard]] LinkInfo linkInfoOf(const wa::LinkStatus &status, bool registered);
[[nodiscard]] CatchUp catchUpOf(const wa::GapReport &report, qint64 at);

} // namespace desk
