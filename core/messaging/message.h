#pragma once

#include "core/base/id.h"
#include "core/messaging/channelevents.h"
#include "core/messaging/deliverystate.h"

#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <optional>

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

/// Where the file of a message is.
enum class FileState {
    None,        ///< the message has none
    Downloading, ///< or waiting for it
    Available,
    Failed,   ///< see the reason; a person may try again
    TooLarge, ///< over the limit of its kind: not fetched
    Expired,  ///< nobody has it any more
};
/// Empty for None.
[[nodiscard]] QString toString(FileState state);
[[nodiscard]] FileState fileStateFrom(const QString &text);

/// Whether a message of this kind is about another one instead of saying something itself.
[[nodiscard]] bool isAction(const QString &kind);

/// A message as stored. Text is hostile: plain text everywhere.
///
/// Never rewritten: reactions, edits and revokes are messages of their own that point to their target. One exception: a placeholder for
/// what could not be read is replaced by the real message when that comes.
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
    QJsonObject details; ///< of the kind: media's metadata, a location, contacts, the event of a system line
    MessageId quotedId;
    MessageId targetId; ///< of a reaction, edit or revoke; invalid while the target is not here
    std::optional<MessageReference> target = {}; ///< the same by wire id; nothing when it does not count
    AttachmentId attachmentId;                   ///< once its file is here
    FileState fileState = FileState::None;
    QString fileReason = {}; ///< a stable word: why its file is not here, or what kept the last attempt from getting it
    DeliveryState state = DeliveryState::Received;
    QString cause;        ///< of a refusal, e.g. "outcome_unknown"
    bool pending = false; ///< waits to be taken by a turn of the guided conversation
    bool unread = false;  ///< of the customer's: nobody of us has seen it
    qint64 createdAt = 0;
    qint64 acceptedAt = 0; ///< 0 also where it is not known
    qint64 deliveredAt = 0;
    qint64 settledAt = 0; ///< of a refused one: when a person put it aside
    qint64 readAt = 0;    ///< when the customer read ours, or we theirs
};

} // namespace desk

Q_DECLARE_METATYPE(desk::Message)
