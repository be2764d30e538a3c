#include "whatsapp/media/mediaaddress.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxAddressBytes = 2048;
constexpr qsizetype maxMimeTypeBytes = 128;

bool isVisibleAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace

QByteArray mediaPath(QByteArrayView path)
{
    const bool fine = path.startsWith('/') && !path.startsWith("//") && path.size() <= maxAddressBytes
        && isVisibleAscii(path) && path.indexOf("/../") < 0 && path.indexOf('\\') < 0 && path.indexOf('#') < 0;
    return fine ? path.toByteArray() : QByteArray();
}

QByteArray mediaUrl(QByteArrayView url)
{
    static constexpr QByteArrayView scheme = "https://";
    if (!url.startsWith(scheme) || url.size() > maxAddressBytes || !isVisibleAscii(url))
        return {};
    const QByteArrayView rest = url.sliced(scheme.size());
    const qsizetype slash = rest.indexOf('/');
    if (slash <= 0 || mediaPath(rest.sliced(slash)).isEmpty())
        return {};
    const QByteArrayView host = rest.first(slash);
    const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    return plain && host.endsWith(".whatsapp.net") ? url.toByteArray() : QByteArray();
}

bool isLoopbackHost(QByteArrayView host)
{
    const qsizetype colon = host.lastIndexOf(':');
    const QByteArrayView name = colon < 0 ? host : host.first(colon);
    return name == "localhost" || name == "127.0.0.1";
}

QByteArray mediaOrigin(QByteArrayView host, bool plainHttp)
{
    if (plainHttp && !isLoopbackHost(host))
        return {};
    return QByteArray(plainHttp ? "http://" : "https://") + host.toByteArray();
}

QString mediaMimeType(QByteArrayView text)
{
    const QByteArray type = text.toByteArray().trimmed().toLower();
    const qsizetype slash = type.indexOf('/');
    const bool fine = slash > 0 && slash < type.size() - 1 && type.size() <= maxMimeTypeBytes
        && std::all_of(type.begin(), type.end(), [](char c) { return c >= ' ' && c < 0x7f; });
    return fine ? QString::fromLatin1(type) : u"application/octet-stream"_s;
}

} // namespace desk::wa
