#pragma once

#include "core/base/result.h"
#include "whatsapp/message/messagecontent.h"

#include <QByteArrayView>
#include <QList>

namespace desk::wa {

/// What is taken from the history that the own phone sends (note 2, sections 5.2 and 9.4): who is who. Pure, any thread.
/// @param compressed the payload of a history notification, zlib.
/// @return at most 100,000 pairs of a hidden id and a phone number, bare; TooLarge, Protocol.
[[nodiscard]] Result<QList<LidMapping>> parseHistoryMappings(QByteArrayView compressed);

} // namespace desk::wa
