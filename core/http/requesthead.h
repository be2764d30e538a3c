#pragma once

#include <QByteArray>

namespace desk {

/// What the head of a request says of its framing. Pure.
struct RequestHead
{
    enum class Verdict { Incomplete, Acceptable, Refused };
    Verdict verdict = Verdict::Incomplete;
    int status = 400;         ///< of the refusal
    qint64 contentLength = 0; ///< of an acceptable one
    qsizetype headLength = 0; ///< with the empty line
    bool expectsContinue = false;
    bool chunks = false; ///< the client understands a body in chunks: HTTP/1.1
    bool closes = false; ///< the client wants the connection closed after the answer
};

/// Judges the bytes that have come so far. Refused: over 32 KiB or 100 header lines (431), any Transfer-Encoding (411), a repeated or
/// malformed Content-Length (400), a repeated Host (400), a longer body than @p bodyLimit (413), bare line feeds or folded lines (400), other than HTTP/1.0
/// and 1.1 (400).
[[nodiscard]] RequestHead readRequestHead(const QByteArray &bytes, qint64 bodyLimit);

} // namespace desk
