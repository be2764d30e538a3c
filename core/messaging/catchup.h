#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace desk {

/// What came of the messages that had waited at the service while the desk was away. A plain value.
struct CatchUp
{
    struct Hole
    {
        QString address = {}; ///< of the chat
        int messages = 0;
    };

    qint64 at = 0;          ///< UTC ms
    qint64 announced = 0;   ///< by the service: messages, receipts, notices
    qint64 stored = 0;      ///< that came and are stored
    QList<Hole> holes = {}; ///< chats with messages that came but could not be read

    /// Announced and never came.
    [[nodiscard]] qint64 missing() const { return qMax<qint64>(0, announced - stored); }
};

} // namespace desk

Q_DECLARE_METATYPE(desk::CatchUp)
