#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QString>

#include <optional>

// Calls (note 2, section 6): recognised, answered, never taken. Pure, any thread.
namespace desk::wa {

/// <call> with <offer>: somebody rings.
struct CallOffer
{
    QByteArray id = {};    ///< of the call, not of the stanza
    Jid caller = {};       ///< as received
    Jid callerPhone = {};  ///< the caller's telephone number when the stanza has the other name; null when not told
    Jid creator = {};      ///< goes back with a rejection
    QString pushName = {}; ///< cleaned; may be empty
    qint64 timestamp = 0;  ///< Unix seconds; 0 when not told
    bool video = false;
    bool group = false;
    bool offline = false; ///< it rang while nobody was connected
};

/// @return nothing for what follows an offer (terminate, accept, transport and the like), which is only acknowledged; Protocol for
/// an offer that nobody can answer.
[[nodiscard]] Result<std::optional<CallOffer>> parseCall(const Node &call);

/// @param stanzaId new.
[[nodiscard]] Node rejectCallNode(const QByteArray &stanzaId, const CallOffer &offer);

} // namespace desk::wa
