#pragma once

#include "core/base/id.h"
#include "core/messaging/deliverystate.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace desk {

enum class Direction { In, Out };

struct Author
{
    enum class Type { Customer, Bot, Technician, Phone };
    Type type = Type::Customer;
    qint64 id = 0; ///< a UserId for technicians
    QString name;
};
[[nodiscard]] QString toString(Author::Type type);
[[nodiscard]] Author::Type authorTypeFrom(const QString &text);

/// A message as stored. Never rewritten. Text is hostile: plain text everywhere.
struct Message
{
    MessageId id;
    CustomerId customerId;
    TicketId ticketId; ///< invalid while no ticket is open
    Direction direction = Direction::In;
    Author author;
    QString wireId; ///< the channel's id; for outgoing ones final from the moment of writing
    QString kind = QStringLiteral("text");
    QString text;
    MessageId quotedId;
    AttachmentId attachmentId;
    DeliveryState state = DeliveryState::Received;
    QString cause; ///< of a refusal, e.g. "outcome_unknown"
    qint64 createdAt = 0;
};

/// What a channel hands to the desk: not stored anywhere yet.
struct IncomingMessage
{
    QString address; ///< the sender as the channel spells it; answers go to exactly this
    QString wireId;
    QString senderName = {}; ///< as the channel knows it; may be empty
    QString kind = QStringLiteral("text");
    QString text;
    QByteArray media = {}; ///< already decoded; empty without an attachment
    qint64 sentAt = 0;     ///< UTC ms as the channel says it; 0: now
    bool fromOwnPhone = false;
};

} // namespace desk

Q_DECLARE_METATYPE(desk::Message)
