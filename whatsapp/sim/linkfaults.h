#pragma once

#include <QtGlobal>

namespace desk::wa::sim {

/// What is wrong on purpose with every connection's bytes; shared by all, changed while they live.
struct LinkFaults
{
    qsizetype compressOver = -1; ///< frames larger than this go as zlib; negative: none
    qsizetype splitBytes = 0;    ///< frames spread over websocket messages of this many bytes; 0: one message a frame
    bool stallHandshake = false; ///< no ServerHello
};

} // namespace desk::wa::sim
