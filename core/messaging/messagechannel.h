#pragma once

#include "core/base/result.h"
#include "core/messaging/channelevents.h"
#include "core/messaging/deliverystate.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <optional>

namespace desk {

/// A file on its way out: on disk, and there as long as its message waits.
struct OutgoingFile
{
    enum class Kind { Image, Video, Audio, Voice, Document, Sticker };

    QString path = {};
    QString mimeType = {};
    Kind kind = Kind::Document;
    QString fileName = {}; ///< for the other side to show
    int width = 0;         ///< pixels; 0: not known
    int height = 0;
    std::chrono::milliseconds duration{0}; ///< of what is played; 0: not known
    QByteArray thumbnail = {};             ///< JPEG, at most 10 KB; empty: none
    QByteArray waveform = {};              ///< of a voice note: up to 64 values of 0 to 100
};

/// A file that a message of the other side, or of our own phone, announced.
struct MediaRequest
{
    QString address = {}; ///< of the chat, as the message came
    QString wireId = {};
    bool fromUs = false;
    QByteArray reference = {}; ///< as in IncomingMessage
    QString filePath = {};     ///< where the whole file appears, at once; the folder exists
    qint64 limit = 0;          ///< bytes
};

struct FetchedMedia
{
    qint64 size = 0;
    QByteArray newReference = {}; ///< in the place of the one asked with, when the old one has ended; else empty
};

struct OutgoingMessage
{
    enum class Kind { Text, Reaction, Edit, Revoke };

    QString wireId;
    QString address;
    QString text; ///< or emoji; empty: takes the reaction back. With a file: its caption, may be empty
    Kind kind = Kind::Text;
    std::optional<MessageReference> quoted = {};
    QString quotedText = {};                     ///< what the quoted message says, for the other side to show
    std::optional<MessageReference> target = {}; ///< of a reaction, edit or revoke
    std::optional<OutgoingFile> file = {};       ///< of the kind Text
};

/// What came of handing a message to the channel.
struct SendOutcome
{
    enum class Kind { Accepted, Refused };
    Kind kind = Kind::Accepted;
    QString cause; ///< of a refusal: a stable word, e.g. "rejected_400"
};

/// What the service says of a telephone number.
struct NumberOnService
{
    bool registered = false;
    QString address =
        {}; ///< to write to, in the channel's spelling; may be another than was asked for; empty when not told
    QString alias = {}; ///< the same person's other address; empty when not told
};

/// What somebody shows of himself. Plain value.
struct ProfilePicture
{
    QString id;       ///< the channel's name of it: another one with every change
    QByteArray image; ///< empty: the one asked about is still it
};

/// The way to the customers. Lives on the core thread (an implementation may use others behind it).
///
/// What comes in, delivery reports included, goes to the ChannelSink that the implementation was given.
class MessageChannel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Idempotent by wire id where the channel can be; see repeatsSafely().
    /// @return Accepted or Refused; as an error, TimedOut or NotConnected: to be tried again with the same id.
    [[nodiscard]] virtual QFuture<Result<SendOutcome>> send(OutgoingMessage message) = 0;
    /// Whether a message that was being sent when the program died may be handed over again under its id.
    [[nodiscard]] virtual bool repeatsSafely() const = 0;
    /// Whether the channel knows reactions, edits and revokes.
    [[nodiscard]] virtual bool knowsActions() const { return false; }
    /// Whether the channel can say who is there.
    [[nodiscard]] virtual bool knowsNumbers() const { return false; }
    /// Asks the service whether a number is there: rarely, and when a person wants to write to it. @param phone digits.
    /// @return Conflict when the channel cannot; Invalid for what is no number; TooLarge when too many wait; NotConnected, TimedOut.
    [[nodiscard]] virtual QFuture<Result<NumberOnService>> checkNumber(QString phone);
    /// Whether the channel sends files and fetches those of others.
    [[nodiscard]] virtual bool knowsMedia() const { return false; }
    /// Fetches a file to disk, whole and checked, or nothing.
    /// @return NotConnected, TimedOut: again later; TooLarge: over the limit; NotFound: nobody has it any more; Protocol: what came is
    /// damaged; Invalid: it can never be fetched; Storage: it could not be written.
    [[nodiscard]] virtual QFuture<Result<FetchedMedia>> fetchMedia(MediaRequest request);
    [[nodiscard]] virtual bool isReady() const = 0;
    /// Tells the other side that these of their messages were read. Nothing when it cannot be told now.
    virtual void markRead(const QString & /*address*/, const QStringList & /*wireIds*/) { }
    /// Shows or hides "is typing" at the other side.
    virtual void showTyping(const QString & /*address*/, bool /*typing*/) { }
    /// Lets a call that came a moment ago ring no longer. @param call without callWirePrefix. Nothing when it cannot be done.
    virtual void rejectCall(const QString & /*call*/) { }
    /// Asks for the name of a group; the answer is chatNamed().
    virtual void askChatName(const QString & /*address*/) { }
    [[nodiscard]] virtual bool knowsPictures() const { return false; }
    /// @param knownId of the picture at hand; empty: none.
    /// @return NotFound when there is none to be seen; NotConnected, TimedOut and others: no answer now.
    [[nodiscard]] virtual QFuture<Result<ProfilePicture>> fetchPicture(QString address, QString knownId);
    /// Answers all that is pending; nothing is sent afterwards.
    virtual void close() = 0;

Q_SIGNALS:
    void readyChanged(bool ready);
    /// The other side is typing, or stopped. Never stored.
    void typingChanged(const QString &address, bool typing);
    void chatNamed(const QString &address, const QString &name);
    /// Somebody has another picture now, or none.
    void pictureChanged(const QString &address);
};

} // namespace desk
