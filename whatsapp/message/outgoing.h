#pragma once

#include "whatsapp/binary/jid.h"
#include "whatsapp/message/messagecontent.h"
#include "whatsapp/message/receipt.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>

// What is to be sent, and what came of it. Plain values.
namespace desk::wa {

/// Another message of the chat.
struct MessageRef
{
    QByteArray id = {};
    bool fromMe = false;
    Jid author = {}; ///< bare; of groups, else may be null
};

struct TextToSend
{
    QString text = {};
    std::optional<MessageRef> quoted = {};
    QString quotedText = {}; ///< shown at the other side when its own copy is gone
};

struct ReactionToSend
{
    MessageRef target = {};
    QString emoji = {}; ///< empty: takes it back
};

/// Of one of ours, within 20 minutes.
struct EditToSend
{
    QByteArray target = {};
    QString text = {};
};

/// Of one of ours.
struct RevokeToSend
{
    QByteArray target = {};
};

/// A file. It is read when the message's turn has come, and has to stay until the answer.
struct MediaToSend
{
    MediaDescription::Type type = MediaDescription::Type::Document;
    QString filePath = {};
    QString mimeType = {}; ///< empty or odd: "application/octet-stream"
    QString fileName = {}; ///< of documents
    QString caption = {};  ///< not of audio and stickers
    bool voiceNote = false;
    bool gif = false;
    quint32 width = 0; ///< pixels, of images, videos and stickers
    quint32 height = 0;
    std::chrono::seconds duration{0};
    QByteArray thumbnail = {}; ///< JPEG, at most 10 KB; of stickers PNG
    QByteArray waveform = {};  ///< of voice notes: 64 bytes of 0 .. 100
    std::optional<MessageRef> quoted = {};
    QString quotedText = {};
};

struct SendRequest
{
    QByteArray id = {}; ///< final, and the key under which a repetition is recognised; empty: a new one is made
    Jid to = {};        ///< a person under either name, or a group; without device
    std::variant<TextToSend, ReactionToSend, EditToSend, RevokeToSend, MediaToSend> content = {};
};

/// The server's word, or ours when there was nobody to send to.
struct SendResult
{
    QByteArray id = {};
    int error = 0; ///< the ack's; 0 when accepted, or when refused here
    SendCause cause = SendCause::None;
    qint64 timestamp = 0; ///< Unix seconds, the server's

    [[nodiscard]] bool accepted() const { return cause == SendCause::None; }
};

} // namespace desk::wa
