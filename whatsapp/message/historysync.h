#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/message/messagecontent.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

// The history that the own phone sends (note 2, sections 5.2 and 9.4): who is who, and what contacts gave us. Its messages are
// counted, not read.
namespace desk::wa {

struct HistoryChat
{
    Jid id = {};           ///< a person or group, bare
    Jid alt = {};          ///< the person's other name; null when it is not told
    QByteArray token = {}; ///< privacy token that the contact gave us, at most 1 KiB; empty: none
    qint64 tokenTime = 0;  ///< when, Unix seconds
    qint64 tokenGiven = 0; ///< when we last gave ours, Unix seconds; 0: never
    qsizetype messages = 0;
};

struct HistoryPushName
{
    Jid jid = {};      ///< bare
    QString name = {}; ///< cleaned, not empty
};

struct HistorySync
{
    quint32 syncType = 0; ///< note 2, section 9.4
    quint32 chunk = 0;
    quint32 progress = 0; ///< percent
    QList<LidMapping> mappings = {};
    QList<HistoryPushName> pushNames = {};
    QList<HistoryChat> chats = {};
    SecretBytes salt = {}; ///< the account's, for fallback tokens; empty: not told
    qsizetype messages = 0;
};

/// Pure, any thread. What is wrong in a part is left out.
/// @param compressed zlib.
/// @return at most 100,000 of each kind; TooLarge when it inflates to more than 64 MiB, Protocol.
[[nodiscard]] Result<HistorySync> parseHistorySync(QByteArrayView compressed);

} // namespace desk::wa
