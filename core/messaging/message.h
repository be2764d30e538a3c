#pragma once

#include "core/base/id.h"
#include "core/messaging/channelevents.h"
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

} // namespace desk

Q_DECLARE_METATYPE(desk::Message)
