#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

namespace desk::wa {

/// What one frame may cost, whatever it says about itself (note 1, sections 3.1 and 3.6).
struct ReadLimits
{
    int depth = 64;                        ///< levels of nodes in one another
    qsizetype items = 1'000'000;           ///< nodes and attributes together
    qsizetype inflated = 16 * 1024 * 1024; ///< bytes of a compressed frame once inflated
};

/// Reads the node of one decrypted frame, flag byte included, inflating it when it is compressed (note 1, section 3).
///
/// Made for hostile input: no count is believed before the bytes for it are there, depth and cost are bounded, and nothing may
/// follow the node. Token strings of the result lie in static storage, everything else was copied once; @p frame is not kept.
/// Pure; any thread.
/// @return Protocol for anything malformed (detail says what and at which byte), TooLarge for a frame over a limit.
[[nodiscard]] Result<Node> readNode(QByteArrayView frame, const ReadLimits &limits = {});

} // namespace desk::wa
