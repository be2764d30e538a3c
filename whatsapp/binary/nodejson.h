#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QJsonObject>

namespace desk::wa {

/// A node as the drivers speak it (note 3): {"tag", "attrs": {name: value}, "content"}. Content is null, a list of nodes,
/// {"hex"} for bytes or a string for text.
[[nodiscard]] QJsonObject toJson(const Node &node);

/// The way back. Attributes may also be whole numbers, and null leaves one out; bytes may be {"hex"} or {"utf8"}; "attrs" and
/// "content" may be missing. The order of attributes is that of their names, which means nothing to the protocol.
/// @return Invalid, with what is wrong: no tag, another type, bad hex, nodes nested deeper than the wire allows.
[[nodiscard]] Result<Node> nodeFromJson(const QJsonObject &json);

} // namespace desk::wa
