#include "core/http/requesthead.h"

#include <QList>

#include <algorithm>
#include <utility>

namespace desk {

namespace {

constexpr qsizetype maxHead = 32 * 1024;
constexpr qsizetype maxLines = 100;

RequestHead refused(int status)
{
    RequestHead head;
    head.verdict = RequestHead::Verdict::Refused;
    head.status = status;
    return head;
}

} // namespace

RequestHead readRequestHead(const QByteArray &bytes, qint64 bodyLimit)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return bytes.size() > maxHead ? refused(431) : RequestHead{};
    if (end > maxHead)
        return refused(431);
    RequestHead head;
    head.headLength = end + 4;
    QByteArray text = bytes.left(end);
    text.replace("\r\n", "\n");
    if (text.contains('\r') || text.contains('\0') || text.count('\n') != bytes.left(end).count('\n'))
        return refused(400);
    const QList<QByteArray> lines = text.split('\n');
    if (bytes.left(end).count("\r\n") != lines.size() - 1)
        return refused(400); // a bare line feed among them
    if (lines.size() > maxLines)
        return refused(431);
    const QByteArray &requestLine = lines.first();
    if (!requestLine.endsWith(" HTTP/1.1") && !requestLine.endsWith(" HTTP/1.0"))
        return refused(400);
    head.closes = requestLine.endsWith(" HTTP/1.0");
    head.chunks = !head.closes;
    bool hasLength = false;
    bool hasHost = false;
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 1 || line.at(0) == ' ' || line.at(0) == '\t' || line.at(colon - 1) == ' '
            || line.at(colon - 1) == '\t')
            return refused(400);
        const QByteArray name = line.left(colon).toLower();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (name == "transfer-encoding")
            return refused(411);
        if (name == "expect")
            head.expectsContinue = value.toLower() == "100-continue";
        if (name == "connection")
            head.closes = head.closes || value.toLower().contains("close");
        if (name == "host" && std::exchange(hasHost, true))
            return refused(400);
        if (name != "content-length")
            continue;
        const bool digits = !value.isEmpty() && value.size() <= 15
            && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (hasLength || !digits)
            return refused(400);
        hasLength = true;
        head.contentLength = value.toLongLong();
    }
    if (head.contentLength > bodyLimit)
        return refused(413);
    head.verdict = RequestHead::Verdict::Acceptable;
    return head;
}

} // namespace desk
