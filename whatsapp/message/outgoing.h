#pragma once

#include "whatsapp/binary/jid.h"
#include "whatsapp/message/receipt.h"

#include <QByteArray>
#include <QString>

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

struct SendRequest
{
    QByteArray id = {}; ///< final, and the key under which a repetition is recognised; empty: a new one is made
    Jid to = {};        ///< a person under either name, or a group; without device
    std::variant<TextToSend, ReactionToSend, EditToSend, RevokeToSend> content = {};
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
