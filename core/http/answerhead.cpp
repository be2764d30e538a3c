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
    case 304:
        return "Not Modified";
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
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
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
         "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; "
         "base-uri 'none'; form-action 'self'"},
        {"Referrer-Policy", "no-referrer"}};
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

QByteArray answerHead(const HttpAnswer &answer, qint64 length, bool closes)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    const auto headers = headersOf(answer);
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    if (answer.status != 204 && answer.status != 304)
        head += "Content-Type: " + answer.contentType + "\r\nContent-Length: " + QByteArray::number(length) + "\r\n";
    if (closes)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

} // namespace desk
