#pragma once

#include "whatsapp/binary/jid.h"
#include "whatsapp/message/messagecontent.h"

#include <QByteArray>
#include <QString>

// A file that is to be downloaded, and what came of it. Plain values.
namespace desk::wa {

struct MediaFetch
{
    MediaDescription media = {};
    QByteArray messageId = {}; ///< with chat, fromMe and author: of which message, in our view; for asking the phone
    Jid chat = {};
    bool fromMe = false;
    Jid author = {}; ///< groups only, bare
    QString filePath =
        {}; ///< where it ends up whole, or not at all; its folder exists. What was there is replaced. While it is
            ///< downloaded there are files beside it that begin with its name; after a crash they may be removed
    qint64 limit = 0; ///< bytes of the plain file
};

struct MediaFetched
{
    qint64 size = 0;              ///< bytes
    QByteArray newReference = {}; ///< serialized, when the phone uploaded it again; else empty
};

} // namespace desk::wa
