#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

namespace desk::wa {

/// A node as it travels, uncompressed, with the leading flag byte 00 (note 1, section 3). Pure; any thread.
///
/// Attributes without value are left out. Addresses in attributes take the address forms ("@s.whatsapp.net" is fa 00 03); content
/// never does. Bytes are always sent as bytes, Text as token, packed or UTF-8, whichever is shortest.
/// @return Invalid for what has no wire form: an empty tag or attribute name, text that is no UTF-8, more than 32766 attributes,
///         65535 nodes or 4 GiB in one node, nodes nested deeper than 64.
[[nodiscard]] Result<QByteArray> writeNode(const Node &node);

/// A frame of writeNode() with its node in a zlib stream and flag byte 02, as a server may send it.
[[nodiscard]] QByteArray compressFrame(const QByteArray &frame);

} // namespace desk::wa
