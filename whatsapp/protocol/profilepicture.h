#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QUrl>

#include <optional>

// The picture that somebody shows of himself (note 2, section 8). Pure, any thread.
namespace desk::wa {

struct ProfilePicture
{
    QByteArray id = {}; ///< another one with every change
    QUrl url = {};      ///< short-lived: to be fetched at once
};

/// Asks for the small picture. @param knownId of the one at hand; empty: none. @param token the contact's privacy token; empty: none.
/// Not for the own account with a token: it stays without an answer.
[[nodiscard]] Node profilePictureRequest(const Jid &whom, const QByteArray &knownId, const QByteArray &token = {});

/// Reads the answer, or the failure of the request, to profilePictureRequest().
/// @return nothing when the one at hand is still the picture; NotFound when there is none or it is hidden; Protocol; and the
/// request's own failures.
[[nodiscard]] Result<std::optional<ProfilePicture>> parseProfilePicture(const Result<Node> &answer);

/// Who has changed his picture; null for other notifications.
[[nodiscard]] Jid pictureNotice(const Node &notification);

} // namespace desk::wa
