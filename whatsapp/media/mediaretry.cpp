#include "whatsapp/media/mediaretry.h"

#include "core/base/redact.h"
#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/hkdf.h"
#include "whatsapp/logging.h"
#include "whatsapp/media/mediaaddress.h"
#include "whatsapp/proto/media.pb.h"
#include "whatsapp/proto/protobytes.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

SecretBytes retryKey(const SecretBytes &mediaKey)
{
    return hkdfSha256(mediaKey.view(), {}, "WhatsApp Media Retry Notification", aead::keyBytes);
}

/// <encrypt><enc_p/><enc_iv/></encrypt>
Result<Node> sealedPart(QByteArrayView plaintext, const QByteArray &messageId, const SecretBytes &mediaKey,
                        Random &random)
{
    const QByteArray nonce = random.bytes(int(aead::nonceBytes));
    const auto sealed = aead::seal(retryKey(mediaKey), nonce, plaintext, messageId);
    if (!sealed)
        return fail(sealed.error());
    return Node{.tag = "encrypt",
                .content = QList{Node{.tag = "enc_p", .content = *sealed}, Node{.tag = "enc_iv", .content = nonce}}};
}

Result<QByteArray> openedPart(const Node &stanza, const QByteArray &messageId, const SecretBytes &mediaKey)
{
    const Node *encrypted = stanza.child("encrypt");
    const Node *payload = encrypted ? encrypted->child("enc_p") : nullptr;
    const Node *nonce = encrypted ? encrypted->child("enc_iv") : nullptr;
    if (!payload || !nonce || nonce->bytes().size() != aead::nonceBytes)
        return fail(Errc::Protocol, u"media retry without a sealed part"_s);
    return aead::open(retryKey(mediaKey), nonce->bytes(), payload->bytes(), messageId);
}

Node messageReference(const LostMedia &lost)
{
    Node reference{.tag = "rmr",
                   .attributes = {{"jid", lost.chat.bare()}, {"from_me", lost.fromMe ? "true" : "false"}}};
    if (!lost.author.isNull())
        reference.set({"participant", lost.author.bare()});
    return reference;
}

} // namespace

Result<Node> mediaRetryRequest(const LostMedia &lost, const OwnAccount &own, Random &random)
{
    if (lost.messageId.isEmpty() || lost.chat.isNull() || lost.key.isEmpty() || own.phone.isNull())
        return fail(Errc::Invalid, u"nothing to ask the phone for"_s);
    proto::ServerErrorReceipt receipt;
    receipt.set_stanza_id(toStdString(lost.messageId));
    auto encrypted = sealedPart(serialized(receipt), lost.messageId, lost.key, random);
    if (!encrypted)
        return fail(encrypted.error());
    return Node{.tag = "receipt",
                .attributes = {{"id", lost.messageId}, {"to", own.phone.bare()}, {"type", "server-error"}},
                .content = QList{*std::move(encrypted), messageReference(lost)}};
}

Result<QByteArray> parseMediaRetry(const Node &notification, const QByteArray &messageId, const SecretBytes &key)
{
    constexpr qint64 notThere = 2;
    if (const Node *error = notification.child("error")) {
        if (error->number("code") == notThere)
            return fail(Errc::NotFound, u"the phone has the file no longer"_s);
        return fail(Errc::TimedOut, u"the phone could not upload the file again"_s);
    }
    const auto plain = openedPart(notification, messageId, key);
    if (!plain)
        return fail(plain.error());
    const auto answer = parsed<proto::MediaRetryNotification>(*plain);
    if (!answer || answer->stanza_id() != toStdString(messageId))
        return fail(Errc::Protocol, u"media retry about something else"_s);
    switch (answer->result()) {
    case proto::MediaRetryNotification::SUCCESS:
        break;
    case proto::MediaRetryNotification::NOT_FOUND:
        return fail(Errc::NotFound, u"the phone has the file no longer"_s);
    case proto::MediaRetryNotification::DECRYPTION_ERROR:
        return fail(Errc::Protocol, u"the phone could not open the request"_s);
    case proto::MediaRetryNotification::GENERAL_ERROR:
        return fail(Errc::TimedOut, u"the phone could not upload the file again"_s);
    }
    QByteArray path = mediaPath(toBytes(answer->direct_path()));
    if (path.isEmpty())
        return fail(Errc::Protocol, u"media retry without a path"_s);
    return path;
}

Result<> checkMediaRetryRequest(const Node &receipt, const SecretBytes &key)
{
    const QByteArray id = receipt.attr("id");
    const auto plain = openedPart(receipt, id, key);
    if (!plain)
        return fail(plain.error());
    const auto request = parsed<proto::ServerErrorReceipt>(*plain);
    if (!request || request->stanza_id() != toStdString(id))
        return fail(Errc::Protocol, u"media retry about something else"_s);
    return {};
}

Result<Node> mediaRetryAnswer(const LostMedia &lost, const QByteArray &path, Random &random)
{
    proto::MediaRetryNotification answer;
    answer.set_stanza_id(toStdString(lost.messageId));
    answer.set_result(path.isEmpty() ? proto::MediaRetryNotification::NOT_FOUND
                                     : proto::MediaRetryNotification::SUCCESS);
    if (!path.isEmpty())
        answer.set_direct_path(toStdString(path));
    auto encrypted = sealedPart(serialized(answer), lost.messageId, lost.key, random);
    if (!encrypted)
        return fail(encrypted.error());
    return Node{.tag = "notification",
                .attributes = {{"type", "mediaretry"}, {"id", lost.messageId}},
                .content = QList{*std::move(encrypted), messageReference(lost)}};
}

MediaRetry::MediaRetry(Send send, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_send(std::move(send)), m_clock(clock), m_random(random)
{
}

void MediaRetry::linkDown()
{
    const auto ids = m_waiting.keys();
    for (const QByteArray &id : ids)
        answer(id, fail(Errc::NotConnected, u"the connection ended"_s));
}

QFuture<Result<QByteArray>> MediaRetry::ask(const LostMedia &lost)
{
    const Completer<QByteArray> asker;
    if (const auto waiting = m_waiting.find(lost.messageId); waiting != m_waiting.end()) {
        waiting->askers.append(asker);
        return asker.future();
    }
    const auto request = mediaRetryRequest(lost, m_own, m_random);
    const auto sent = request ? m_send(*request) : fail(request.error());
    if (!sent) {
        asker.complete(fail(sent.error()));
        return asker.future();
    }
    const int number = ++m_last;
    m_waiting.insert(lost.messageId, {lost.key, {asker}, number});
    m_clock.singleShot(timeout, this, [this, id = lost.messageId, number] {
        if (const auto waiting = m_waiting.constFind(id); waiting != m_waiting.cend() && waiting->number == number)
            answer(id, fail(Errc::TimedOut, u"the phone does not answer"_s));
    });
    return asker.future();
}

bool MediaRetry::take(const Node &notification)
{
    const QByteArray id = notification.attr("id");
    const auto waiting = m_waiting.constFind(id);
    if (waiting == m_waiting.cend())
        return false;
    const auto path = parseMediaRetry(notification, id, waiting->key);
    if (!path && path.error().code == Errc::Protocol)
        qCWarning(lcWaMedia).noquote() << "media retry of" << redact(QString::fromUtf8(id)) << path.error().detail;
    answer(id, path);
    return true;
}

void MediaRetry::answer(const QByteArray &id, const Result<QByteArray> &path)
{
    const Waiting waiting = m_waiting.take(id);
    for (const Completer<QByteArray> &one : waiting.askers)
        one.complete(path);
}

} // namespace desk::wa
