#pragma once

#include "whatsapp/binary/jid.h"
#include "whatsapp/message/messagecontent.h"
#include "whatsapp/message/messagestanza.h"
#include "whatsapp/message/receipt.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <variant>

// What has happened and is on disk, in the order in which it is handed over (InboundBuffer). Plain values.
namespace desk::wa {

/// A message of somebody else, or of ours written on another own device.
struct MessageEvent
{
    /// What stands in the place of a content that there is not; content says it in its kind and reason.
    enum class Substitute : quint8 {
        None,
        Broken,      ///< decrypted or delivered, and not understood
        OpenOnPhone, ///< linked devices do not get it (view once)
    };

    QByteArray id = {};
    Jid chat = {};      ///< bare; a customer, a group
    Jid chatAlt = {};   ///< the chat's other name; null when not known
    Jid sender = {};    ///< author with device
    Jid senderAlt = {}; ///< likewise
    bool fromMe = false;
    bool forTickets = false;  ///< a customer's chat with us; others (groups, status) are not the desk's business
    bool offline = false;     ///< it waited at the server
    bool placeholder = false; ///< not readable (yet): content is empty; the real one follows under the same id
    qint64 timestamp = 0;     ///< Unix seconds, the server's clock
    QString pushName = {};    ///< cleaned; may be empty
    MessageContent content = {};
    ResolvedTarget target = {}; ///< of reactions, edits, revokes: whose message, in our view
    Substitute substitute = Substitute::None;
    QString problem = {}; ///< with Broken: English, without content
};

/// Receipts that change something for our messages or our unread marks.
struct ReceiptEvent
{
    ReceiptEffect effect = ReceiptEffect::None; ///< Delivered, Read, Played or ReadElsewhere
    QList<QByteArray> ids = {};
    Jid chat = {};
    Jid chatAlt = {}; ///< null when not known
    Jid device = {};
    qint64 timestamp = 0; ///< Unix seconds; 0 when not told
};

/// What became of one of our messages at the server. The first word counts, but a later acceptance mends an earlier doubt.
struct SentEvent
{
    QByteArray id = {};
    Jid chat = {};
    int error = 0; ///< 0: accepted
    SendCause cause = SendCause::None;
    qint64 timestamp = 0; ///< Unix seconds, the server's
};

/// Two addresses are one person.
struct AliasEvent
{
    Jid lid = {};
    Jid phone = {};
};

/// Somebody's identity key is another one now.
struct IdentityEvent
{
    Jid user = {};    ///< bare
    Jid userAlt = {}; ///< null when not known
};

/// Somebody rang. Calls are never taken here; the phone rings as well.
struct CallEvent
{
    QByteArray id = {}; ///< of the call
    Jid chat = {};      ///< bare; the caller
    Jid chatAlt = {};   ///< null when not known
    qint64 timestamp = 0;
    QString pushName = {};
    bool video = false;
    bool offline = false; ///< while nobody was connected
};

/// What was stored under this sequence is damaged and can never be read. It is told of, and does not stand in the way of the rest.
struct DamagedEvent
{
    QString problem = {}; ///< English
};

struct InboundEvent
{
    qint64 sequence = 0; ///< rises; also over restarts
    std::variant<MessageEvent, ReceiptEvent, SentEvent, AliasEvent, IdentityEvent, CallEvent, DamagedEvent> what = {};
};

} // namespace desk::wa
