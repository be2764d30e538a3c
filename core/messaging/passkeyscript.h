#pragma once

#include <QByteArray>
#include <QString>

namespace desk {

/// JavaScript for a browser's console on a page of https://web.whatsapp.com: it asks for the account's passkey and shows the answer as one
/// line of JSON to be copied, which ChannelLink::supplyPasskeyAssertion() takes (note 1, sections 5.5.6 and 5.5.10).
/// @param options LinkInfo::passkeyOptions. @return empty when they are no JSON object.
[[nodiscard]] QString passkeyScript(const QByteArray &options);

} // namespace desk
