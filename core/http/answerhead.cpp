#include "core/http/answerhead.h"

namespace desk {

namespace {

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 202:
        return "Accepted";
    case 206:
        return "Partial Content";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 416:
        return "Range Not Satisfiable";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 507:
        return "Insufficient Storage";
    default:
        return "Status";
    }
}

} // namespace

QList<std::pair<QByteArray, QByteArray>> headersOf(const HttpAnswer &answer)
{
    QList<std::pair<QByteArray, QByteArray>> headers{
        {"X-Content-Type-Options", "nosniff"},
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; "
         "base-uri 'none'; form-action 'self'"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"X-Frame-Options", "DENY"}};
    bool cacheable = false;
    for (const auto &[name, value] : answer.headers) {
        if (value.contains('\r') || value.contains('\n'))
            continue; // would start a header of its own
        cacheable = cacheable || name.compare("Cache-Control", Qt::CaseInsensitive) == 0;
        headers.emplaceBack(name, value);
    }
    if (!cacheable)
        headers.emplaceBack("Cache-Control", "no-store");
    return headers;
}

bool hasNoBody(int status)
{
    return status < 200 || status == 204 || status == 304;
}

QByteArray answerHead(const HttpAnswer &answer, BodyLength length, bool closes)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    const auto headers = headersOf(answer);
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    if (!hasNoBody(answer.status)) {
        head += "Content-Type: " + answer.contentType + "\r\n";
        if (length.kind == BodyLength::Kind::Bytes)
            head += "Content-Length: " + QByteArray::number(length.count) + "\r\n";
        if (length.kind == BodyLength::Kind::Chunked)
            head += "Transfer-Encoding: chunked\r\n";
    }
    if (closes)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

} // namespace desk
