#pragma once

#include <QLoggingCategory>

// The categories of the core, declared once. Message text, keys and whole numbers never reach them; ids go through redact().
Q_DECLARE_LOGGING_CATEGORY(lcApp)
Q_DECLARE_LOGGING_CATEGORY(lcStorage)
Q_DECLARE_LOGGING_CATEGORY(lcInbox)
Q_DECLARE_LOGGING_CATEGORY(lcMedia)
Q_DECLARE_LOGGING_CATEGORY(lcOutbox)
Q_DECLARE_LOGGING_CATEGORY(lcBridge)
Q_DECLARE_LOGGING_CATEGORY(lcConversation)
Q_DECLARE_LOGGING_CATEGORY(lcAssistant)
Q_DECLARE_LOGGING_CATEGORY(lcHttp)
Q_DECLARE_LOGGING_CATEGORY(lcRequest)
Q_DECLARE_LOGGING_CATEGORY(lcEvents)
Q_DECLARE_LOGGING_CATEGORY(lcWebhooks)

namespace desk {

/// JSON lines on a file, rotated by size, and (Warning and above) plain lines on stderr.
/// @param directory created when missing; empty: stderr only.
/// @return false when the file could not be opened; stderr is used then.
bool installLogging(const QString &directory, const QString &level, qint64 maxBytes = 5 * 1024 * 1024, int keep = 5);

} // namespace desk
