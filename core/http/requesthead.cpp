#include "core/http/requesthead.h"

#include <QByteArrayView>

#include <algorithm>

namespace desk {

namespace {

RequestHead refused(int status)
{
    RequestHead head;
    head.verdict = RequestHead::Verdict::Refused;
    head.status = status;
    return head;
}

/// A character of a name (RFC 9110, "tchar").
bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool hasControlCharacters(QByteArrayView line)
{
    return std::any_of(line.begin(), line.end(), [](char c) { return (uchar(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool mayStandOnce(const QByteArray &name)
{
    constexpr const char *names[]{"host",         "content-length", "authorization",  "origin",   "content-type",
                                  "x-csrf-token", "if-match",       "sec-fetch-site", "upgrade",  "idempotency-key",
                                  "expect",       "if-none-match",  "last-event-id",  "date",     "user-agent",
                                  "referer",      "range",          "content-range",  "if-range", "max-forwards"};
    return std::any_of(std::begin(names), std::end(names), [&name](const char *other) { return name == other; });
}

/// @return the status of the refusal; 0: none.
int readRequestLine(QByteArrayView line, RequestHead &head)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 1 || first > 16 || last <= first)
        return 400;
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return 400;
    if (!std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return 400;
    const bool visible = std::all_of(target.begin(), target.end(),
                                     [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
    if (!visible || !(target.startsWith('/') || (target == "*" && method == "OPTIONS")))
        return 400;
    head.method = method.toByteArray();
    head.target = target.toByteArray();
    head.chunks = version == "HTTP/1.1";
    head.closes = !head.chunks;
    return 0;
}

bool readHeaderLine(QByteArrayView line, RequestHead &head)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 1 || !std::all_of(line.begin(), line.begin() + colon, isTokenCharacter))
        return false; // folded lines as well: they begin with a space
    QByteArray name = line.first(colon).toByteArray().toLower();
    QByteArray value = line.sliced(colon + 1).trimmed().toByteArray();
    const auto known = std::find_if(head.headers.begin(), head.headers.end(),
                                    [&name](const auto &header) { return header.first == name; });
    if (known == head.headers.end())
        head.headers.emplaceBack(std::move(name), std::move(value));
    else if (mayStandOnce(name))
        return false;
    else
        known->second += (name == "cookie" ? "; " : ", ") + value;
    return true;
}

/// @return the status of the refusal; 0: none.
int readFraming(RequestHead &head)
{
    bool hasLength = false;
    bool hasEncoding = false;
    bool hasHost = false;
    for (const auto &[name, value] : std::as_const(head.headers)) {
        if (name == "transfer-encoding")
            hasEncoding = true;
        if (name == "host")
            hasHost = !value.isEmpty();
        if (name == "connection")
            head.closes = head.closes || value.toLower().contains("close");
        if (name == "upgrade")
            head.wantsWebSocket = value.toLower().contains("websocket");
        if (name == "expect") {
            if (value.toLower() != "100-continue")
                return 417;
            head.expectsContinue = true;
        }
        if (name != "content-length")
            continue;
        if (value.isEmpty() || value.size() > 15
            || !std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return 400;
        hasLength = true;
        head.contentLength = value.toLongLong();
    }
    if (hasEncoding)
        return hasLength ? 400 : 411;
    return hasHost || !head.chunks ? 0 : 400;
}

} // namespace

QByteArray RequestHead::header(const QByteArray &name) const
{
    for (const auto &[known, value] : headers) {
        if (known == name)
            return value;
    }
    return {};
}

RequestHead readRequestHead(const QByteArray &bytes)
{
    if (!bytes.isEmpty() && !(bytes.front() >= 'A' && bytes.front() <= 'Z'))
        return refused(400); // another protocol
    RequestHead head;
    qsizetype begin = 0;
    for (int lines = 0;; ++lines) {
        const qsizetype feed = bytes.indexOf('\n', begin);
        const qsizetype end = feed < 0 ? bytes.size() : feed;
        if (lines == 0 && end > maxRequestLine)
            return refused(414);
        if (end > maxRequestHead || lines > maxHeaderLines)
            return refused(431);
        if (feed < 0)
            return {};
        if (feed == begin || bytes.at(feed - 1) != '\r')
            return refused(400);
        const QByteArrayView line = QByteArrayView(bytes).sliced(begin, feed - 1 - begin);
        begin = feed + 1;
        if (hasControlCharacters(line))
            return refused(400);
        if (lines == 0) {
            if (const int status = readRequestLine(line, head))
                return refused(status);
            continue;
        }
        if (line.isEmpty())
            break;
        if (!readHeaderLine(line, head))
            return refused(400);
    }
    if (const int status = readFraming(head))
        return refused(status);
    head.headLength = begin;
    head.verdict = RequestHead::Verdict::Acceptable;
    return head;
}

} // namespace desk
