#pragma once

class QFile;

namespace desk {

/// Brings what was written to @p file to the disk, so that it survives a power cut. @return false when that failed. Any thread.
[[nodiscard]] bool syncToDisk(QFile &file);

} // namespace desk
