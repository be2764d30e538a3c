#pragma once

#include "core/base/result.h"
#include "core/messaging/deliverystate.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

// What a channel tells the desk, as plain values. Addresses are the channel's own spelling. Plain values, any thread.
namespace desk {

/// Another message of the same chat, as the channel knows it.
struct MessageReference
{
    QString wireId = {};
    bool fromUs = false; ///< one of ours, by whoever of us

    friend bool operator==(const MessageReference &, const MessageReference &) = default;
};

/// What a channel hands to the desk: not stored anywhere yet.
struct IncomingMessage
{
    QString address;          ///< of the chat's other side; answers go to exactly this
    QStringList aliases = {}; ///< the same person's other addresses, as the channel knows them
    QString wireId;
    QString senderName = {};               ///< as the channel knows it; may be empty
    QString kind = QStringLiteral("text"); ///< text, image, ..., reaction, edit, revoke, unsupported, unreadable
    QString text;
    std::optional<MessageReference> quoted = {};
    std::optional<MessageReference> target = {}; ///< what a reaction, edit or revoke is about
    QJsonObject details = {}; ///< of the kind: media's metadata, location, contacts, type of the unsupported
    QByteArray media = {};    ///< already decoded; empty without an attachment
    QByteArray mediaReference =
        {}; ///< by which the channel fetches the file later, opaque; empty: there is none, or it is in @c media
    qint64 sentAt = 0;         ///< UTC ms as the channel says it; 0: now
    bool fromOwnPhone = false; ///< outgoing: written by us elsewhere
    bool waited = false;       ///< it waited at the service while nobody was connected
};

/// A message that could not be decrypted (yet): its real content comes later under the same wire id and takes its place.
inline const QString unreadableKind = QStringLiteral("unreadable");

/// The wire id of a message of the kind "call" is this and the channel's name of the call.
inline const QString callWirePrefix = QStringLiteral("call:");

/// One of our messages moved. States only ever move up, whatever order this comes in.
struct DeliveryUpdate
{
    QString wireId;
    DeliveryState state = DeliveryState::Accepted;
    QString cause = {}; ///< of Refused: a stable word
    qint64 at = 0;      ///< UTC ms; 0: now
};

/// Two addresses turned out to be one person.
struct AliasLearned
{
    QString address;
    QString alias;
};

/// The chat was read by us elsewhere (on the phone).
struct ReadElsewhere
{
    QString address;
    QStringList wireIds;
};

/// A person's keys changed: a new phone, or WhatsApp installed anew.
struct SecurityCodeChanged
{
    QString address;
};

/// Something was written where no customer is: a group, a status post, a channel. Never the desk's business.
struct OtherChatMessage
{
    QString address;
    QString kind; ///< group, status, broadcast, channel
    QString wireId;
    QString senderName = {};
    QString text = {};
    qint64 sentAt = 0; ///< UTC ms
};

using ChannelEvent =
    std::variant<IncomingMessage, DeliveryUpdate, AliasLearned, ReadElsewhere, SecurityCodeChanged, OtherChatMessage>;

/// Where a channel delivers what has happened. Lives on the core thread.
class ChannelSink
{
public:
    virtual ~ChannelSink() = default;

    /// Takes the events in their order, in one transaction; repeating them changes nothing. An event that can never be taken is
    /// logged and passed over.
    /// @return Storage: nothing was taken, to be tried again later.
    [[nodiscard]] virtual Result<> take(const QList<ChannelEvent> &events) = 0;
};

} // namespace desk
