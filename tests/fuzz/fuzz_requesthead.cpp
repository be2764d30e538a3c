// Feeds bytes to the parser of request heads, whole and piece by piece, and checks what it lets through against what RFC 9112 allows.
#include "core/http/networkpolicy.h"
#include "core/http/requesthead.h"
#include "core/http/router.h"

#include <QByteArray>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace desk;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What holds for every head that is accepted, seen without the parser's own means.
void checkAccepted(const QByteArray &bytes, const RequestHead &head)
{
    require(head.headLength > 0 && head.headLength <= bytes.size());
    require(head.headLength <= maxRequestHead + 2);
    const QByteArray text = bytes.left(head.headLength);
    require(text.endsWith("\r\n\r\n") && text.indexOf("\r\n\r\n") == text.size() - 4);
    require(text.count('\n') == text.count("\r\n") && text.count('\r') == text.count('\n'));
    require(!text.contains('\0'));
    require(text.indexOf('\r') <= maxRequestLine);
    require(text.toLower().count("\r\ncontent-length:") <= 1);
    require(text.toLower().count("\r\nhost:") <= 1);
    require(!text.toLower().contains("\r\ntransfer-encoding:"));
    require(!text.contains("\r\n ") && !text.contains("\r\n\t"));
    require(head.contentLength >= 0);
    require(text.startsWith(head.method + ' ' + head.target + " HTTP/1."));
    require(!head.target.contains(' ') && (head.target.startsWith('/') || head.target == "*"));
    require(!head.chunks || !head.header("host").isEmpty());
}

/// The verdict does not depend on how the bytes came, and a head that is there is not judged by what follows.
void checkPieces(const QByteArray &bytes, const RequestHead &whole)
{
    for (qsizetype length = 0; length <= std::min<qsizetype>(bytes.size(), 600); ++length) {
        const RequestHead part = readRequestHead(bytes.left(length));
        if (part.verdict == RequestHead::Verdict::Refused)
            require(whole.verdict == RequestHead::Verdict::Refused);
        if (part.verdict == RequestHead::Verdict::Acceptable) {
            require(whole.verdict == RequestHead::Verdict::Acceptable);
            require(part.headLength == length && whole.headLength == length);
            require(part.contentLength == whole.contentLength && part.headers == whole.headers);
            return;
        }
    }
}

/// A path that is called safe stays below its root however it is decoded once more.
void checkPath(const QByteArray &target)
{
    const QByteArray path = target.mid(0, target.indexOf('?'));
    if (!Router::isSafePath(path))
        return;
    const QByteArray decoded = QByteArray::fromPercentEncoding(path);
    for (const QByteArray &text : {decoded, QByteArray::fromPercentEncoding(decoded)}) {
        require(text.startsWith('/') && !text.contains('\0') && !text.contains('\\'));
        require(!text.split('/').contains("..") && !text.split('/').contains("."));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const RequestHead head = readRequestHead(bytes);
    checkPieces(bytes, head);
    if (head.verdict == RequestHead::Verdict::Refused)
        require(head.status >= 400 && head.status < 500);
    if (head.verdict == RequestHead::Verdict::Acceptable) {
        checkAccepted(bytes, head);
        checkPath(head.target);
        const QString host = hostWithoutPort(head.header("host"));
        require(!host.contains(u'/') && !host.contains(u'@') && !host.contains(u' '));
        const QHostAddress client = ProxyTrust({QStringLiteral("10.0.0.0/8")})
                                        .clientOf(QHostAddress(QStringLiteral("10.0.0.1")),
                                                  head.header("x-forwarded-for"));
        require(!client.isNull());
    }
    return 0;
}
