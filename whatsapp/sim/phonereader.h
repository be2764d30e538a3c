#pragma once

#include "whatsapp/message/messagestanza.h"
#include "whatsapp/proto/protobytes.h"
#include "whatsapp/signal/messagepadding.h"
#include "whatsapp/sim/phonecontext.h"
#include "whatsapp/sim/phonestore.h"
#include "whatsapp/sim/phonewriter.h"

#include <QObject>

#include <optional>

namespace desk::wa::proto {
class Message;
}

namespace desk::wa::sim {

/// What a phone could read.
struct PhoneReading
{
    QByteArray account = {}; ///< number of the phone
    Jid from = {};           ///< the device that wrote it, by phone number
    Jid chat = {};           ///< bare, as in the stanza
    QByteArray id = {};
    bool own = false; ///< by one of the account's companions
    MessageContent content = {};
    /// The file of the message, once it has been opened.
    struct File
    {
        qint64 size = 0;
        QByteArray sha256 = {}; ///< of the plain file
    };
    std::optional<File> file = {};
};

/// Reads what comes to a phone: decrypts it, checks what a client may have put inside, and answers (note 2, sections 2.3,
/// 3.2 and 3.7). Each message is told once, whatever is delivered twice.
///
/// Violations: phone_cannot_decrypt (also for broken padding or protobuf), deviceSentMessage_to_other_user,
/// own_copy_without_deviceSentMessage, media (a file that is not at the service or does not open). Where something was lost on purpose, a retry receipt goes out instead of the first.
///
/// Lives on the simulator's thread; owns nothing of what it is given.
class PhoneReader : public QObject
{
    Q_OBJECT

public:
    PhoneReader(const PhoneContext &context, PhoneWriter &writer, QObject *parent = nullptr);

    /// A <message>.
    void read(PhoneStore &phone, const Node &message);

Q_SIGNALS:
    void hasRead(const desk::wa::sim::PhoneReading &reading);

private:
    [[nodiscard]] MessageOutcome decrypt(PhoneStore &phone, const IncomingStanza &stanza, AnswerOptions &options);
    [[nodiscard]] SignalResult<QByteArray> plaintextOf(PhoneStore &phone, const IncomingStanza &stanza,
                                                       const EncryptedPart &part) const;
    [[nodiscard]] MessageOutcome failed(PhoneStore &phone, const IncomingStanza &stanza, const EncryptedPart &part,
                                        const SignalError &error, AnswerOptions &options);
    [[nodiscard]] MessageOutcome take(PhoneStore &phone, const IncomingStanza &stanza, const QByteArray &plaintext);
    void tell(PhoneStore &phone, const IncomingStanza &stanza, const QByteArray &message);
    [[nodiscard]] Result<PhoneReading::File> open(const MediaDescription &media) const;
    void answerPeer(PhoneStore &phone, const IncomingStanza &stanza, const proto::Message &message);
    [[nodiscard]] QByteArray webMessage(PhoneStore &phone, const MessageTarget &target) const;
    void violate(const IncomingStanza &stanza, const QByteArray &what, const QString &detail);

    PhoneContext m_context;
    PhoneWriter &m_writer;
};

} // namespace desk::wa::sim
