#include "whatsapp/message/webmessage.h"

#include "whatsapp/message/displaytext.h"
#include "whatsapp/message/messageid.h"
#include "whatsapp/proto/message.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

} // namespace

Result<WebMessage> parseWebMessage(QByteArrayView bytes)
{
    const auto info = parsed<proto::WebMessageInfo>(bytes);
    if (!info || !info->has_key())
        return fail(Errc::Protocol, u"no message of the phone"_s);
    WebMessage message;
    message.key.id = toBytes(info->key().id());
    message.key.fromMe = info->key().from_me();
    message.key.chat = Jid::parse(toBytes(info->key().remote_jid())).value_or(Jid());
    if (!isMessageId(message.key.id) || message.key.chat.isNull())
        return fail(Errc::Protocol, u"a message of the phone without usable key"_s);
    const std::string &author = info->key().has_participant() ? info->key().participant() : info->participant();
    message.key.participant = Jid::parse(toBytes(author)).value_or(Jid());
    message.message = toBytes(info->message());
    message.timestamp = info->message_timestamp() <= quint64(std::numeric_limits<qint32>::max()) * 4
        ? qint64(info->message_timestamp())
        : 0;
    message.pushName = cleanName(QByteArrayView(toBytes(info->push_name())));
    return message;
}

QByteArray webMessageBytes(const WebMessage &message)
{
    proto::WebMessageInfo info;
    info.mutable_key()->set_id(toStdString(message.key.id));
    info.mutable_key()->set_from_me(message.key.fromMe);
    info.mutable_key()->set_remote_jid(toStdString(message.key.chat.toText()));
    if (!message.key.participant.isNull())
        info.mutable_key()->set_participant(toStdString(message.key.participant.toText()));
    if (!message.message.isEmpty())
        info.set_message(toStdString(message.message));
    info.set_message_timestamp(quint64(message.timestamp));
    info.set_push_name(message.pushName.toStdString());
    return serialized(info);
}

QByteArray peerAnswerMessage(quint32 operation, const QByteArray &requestId, const QList<QByteArray> &webMessages)
{
    proto::Message message;
    auto *protocol = message.mutable_protocol_message();
    protocol->set_type(17);
    auto *answer = protocol->mutable_peer_data_operation_request_response_message();
    answer->set_type(operation);
    answer->set_stanza_id(toStdString(requestId));
    for (const QByteArray &one : webMessages)
        answer->add_peer_data_operation_result()
            ->mutable_placeholder_message_resend_response()
            ->set_web_message_info_bytes(toStdString(one));
    return serialized(message);
}

} // namespace desk::wa
