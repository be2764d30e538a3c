#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace desk {

/// The head of a request, and what it says of the framing. Pure.
struct RequestHead
{
    enum class Verdict { Incomplete, Acceptable, Refused };
    Verdict verdict = Verdict::Incomplete;
    int status = 400;                                 ///< of the refusal
    QByteArray method;                                ///< upper-case letters
    QByteArray target;                                ///< begins with '/', or is "*"; visible ASCII
    QList<std::pair<QByteArray, QByteArray>> headers; ///< lower-case names, trimmed values
    qint64 contentLength = 0;
    qsizetype headLength = 0; ///< with the empty line
    bool expectsContinue = false;
    bool chunks = false; ///< the client understands a body in chunks: HTTP/1.1
    bool closes = false; ///< the client wants the connection closed after the answer
    bool wantsWebSocket = false;

    /// Empty when there is none. What may be said several times is joined.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

constexpr qsizetype maxRequestLine = 8 * 1024;
constexpr qsizetype maxRequestHead = 32 * 1024;
constexpr int maxHeaderLines = 100;

/// Judges the bytes that have come so far, as soon as they can be judged. Refused: a longer request line than maxRequestLine (414); more than
/// maxRequestHead bytes or maxHeaderLines lines (431); Transfer-Encoding (411, with a Content-Length 400); another expectation than
/// 100-continue (417); and with 400: other than HTTP/1.0 and 1.1, a target that is no path, control characters, bare line feeds, folded
/// lines, a malformed Content-Length, no Host in HTTP/1.1, and twice what may stand there once.
[[nodiscard]] RequestHead readRequestHead(const QByteArray &bytes);

} // namespace desk
