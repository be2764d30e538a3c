#pragma once

#include "whatsapp/media/mediakeys.h"
#include "whatsapp/media/uploadedmedia.h"
#include "whatsapp/message/messagebuilder.h"
#include "whatsapp/message/presence.h"
#include "whatsapp/message/receipt.h"
#include "whatsapp/signal/messagepadding.h"
#include "whatsapp/sim/phonecontext.h"
#include "whatsapp/sim/phonestore.h"

#include <optional>

namespace desk::wa::sim {

/// What a phone is to write. Without anything else it is a text; of reaction, edit, revocation and raw bytes at most one.
struct PhoneOrder
{
    struct Reaction
    {
        QByteArray id = {};
        bool fromMe = false; ///< to a message of the phone's own account
        QString emoji = {};  ///< empty: takes it back
    };

    Jid to = {};                     ///< a person, by either address, a group, or the status posts
    QList<Jid> viewers = {};         ///< of a status post: who gets it
    bool byPhoneNumber = false;      ///< the stanza names people so, not by hidden id; a group decides itself
    QString text = {};               ///< also of an edit
    std::optional<Quote> quote = {}; ///< the author by either address
    std::optional<Reaction> reaction = {};
    std::optional<MediaToSend> media = {}; ///< a file; its own quote counts for nothing
    QByteArray edits = {};                 ///< id of the own message that text replaces
    QByteArray revokes = {};               ///< id of the own message to be deleted
    std::optional<QByteArray> raw = {};    ///< instead of a Message; need not be one
    Padding padding = Padding::Right;
    QByteArray type = {}; ///< of the stanza; empty: what the content says
};

/// Writes as a phone: to every device of the recipient and to the account's own companions, each in its session; to a group
/// under its sender key, which each device gets once. Keeps what it wrote, and sends it again to a device that asks for it
/// (note 2, sections 3.6, 4.3, 4.4 and 6).
///
/// Lives on the simulator's thread; owns nothing of what it is given.
class PhoneWriter
{
public:
    explicit PhoneWriter(const PhoneContext &context) : m_context(context) { }

    /// @return the message's id; NotFound for a recipient nobody knows and a group the account is not in, Invalid for a content that is none and when there
    ///         is no device to write to.
    [[nodiscard]] Result<QByteArray> send(PhoneStore &phone, const PhoneOrder &order);
    /// Puts a file where the service's others are, as PhoneOrder::media does. @return Invalid, Storage.
    [[nodiscard]] Result<UploadedMedia> upload(MediaKind kind, const QString &path) const;
    /// A machine message to one of the account's companions. @param content a Message.
    [[nodiscard]] Result<> sendPeer(PhoneStore &phone, const Jid &companion, const QByteArray &content);
    /// A part of the history. @param sync a HistorySync. @param inlined in the message itself, else in a file.
    [[nodiscard]] Result<> sendHistory(PhoneStore &phone, const Jid &companion, const QByteArray &sync, quint32 type,
                                       quint32 progress, bool inlined);
    /// Answers a retry receipt.
    void sendAgain(PhoneStore &phone, const IncomingReceipt &receipt);

    /// Says that messages of @p chat were read, in the namespace they came in.
    void read(PhoneStore &phone, const Jid &chat, const QList<QByteArray> &ids);
    void chatState(PhoneStore &phone, const Jid &chat, ChatState state);

private:
    [[nodiscard]] Result<Node> toPerson(PhoneStore &phone, const PhoneMessage &message, Account &recipient);
    /// The group or, for a status post, whoever sees it. @return NotFound.
    [[nodiscard]] Result<Group> readersOf(const Account &account, const PhoneOrder &order) const;
    [[nodiscard]] Result<Node> toGroup(PhoneStore &phone, const PhoneMessage &message, const Group &group);
    [[nodiscard]] Result<QByteArray> contentOf(PhoneStore &phone, const PhoneOrder &order, const Jid &to,
                                               bool byPhoneNumber) const;
    /// The content as the device that asks gets it.
    [[nodiscard]] Result<QByteArray> contentAgain(PhoneStore &phone, const PhoneMessage &message,
                                                  const IncomingReceipt &receipt);
    [[nodiscard]] SignalResult<DeviceCiphertext> seal(PhoneStore &phone, const Jid &device, const QByteArray &content,
                                                      Padding padding);
    [[nodiscard]] SignalResult<> beginSession(PhoneStore &phone, const Jid &device);
    [[nodiscard]] SignalResult<> renewSession(PhoneStore &phone, const Jid &device, const RetryRequest &request);
    [[nodiscard]] QByteArray newId();
    [[nodiscard]] qint64 now() const { return m_context.clock.nowMs() / 1000; }

    PhoneContext m_context;
};

} // namespace desk::wa::sim
