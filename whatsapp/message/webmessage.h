#pragma once

#include "core/base/result.h"
#include "whatsapp/message/messagecontent.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace desk::wa {

/// A message as the own phone hands it over: in answer to a request, or as history (note 2, sections 2.8 and 3.7). Plain values,
/// any thread.
struct WebMessage
{
    MessageTarget key = {};  ///< in our view
    QByteArray message = {}; ///< a serialized Message; empty when the phone does not have it either
    qint64 timestamp = 0;    ///< Unix seconds; 0 when not told
    QString pushName = {};   ///< cleaned
};

/// Reads a WebMessageInfo. @return Protocol without usable key.
[[nodiscard]] Result<WebMessage> parseWebMessage(QByteArrayView bytes);
/// The way back, for the simulated phone.
[[nodiscard]] QByteArray webMessageBytes(const WebMessage &message);

/// Message{protocolMessage{type 17}} of the own phone. @param operation 4: resend of placeholders.
[[nodiscard]] QByteArray peerAnswerMessage(quint32 operation, const QByteArray &requestId,
                                           const QList<QByteArray> &webMessages);

} // namespace desk::wa
