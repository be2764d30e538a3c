#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

// Where a file may come from, when strangers say it (note 2, section 7.4). Pure, any thread.
namespace desk::wa {

/// A path at the media hosts: begins with one "/", printable ASCII, at most 2 KiB, without "/../", "\" and "#". Its query is part
/// of it. @return @p path, or empty.
[[nodiscard]] QByteArray mediaPath(QByteArrayView path);

/// Only https at *.whatsapp.net without port, user or fragment. @return @p url, or empty.
[[nodiscard]] QByteArray mediaUrl(QByteArrayView url);

/// @param host with or without port.
[[nodiscard]] bool isLoopbackHost(QByteArrayView host);

/// "https://HOST". @param plainHttp "http://HOST", which exists for this computer only. @return empty when that is another one.
[[nodiscard]] QByteArray mediaOrigin(QByteArrayView host, bool plainHttp);

/// "type/subtype", lower case, perhaps with parameters. @return "application/octet-stream" when it is missing or odd.
[[nodiscard]] QString mediaMimeType(QByteArrayView type);

} // namespace desk::wa
