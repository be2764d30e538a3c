#include "core/bridge/bridgechannel.h"

#include "core/base/completer.h"
#include "core/base/logging.h"
#include "core/base/onreply.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSize>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr qint64 repeatWindowMs = 60'000;

Result<SendOutcome> outcomeOf(const Result<HttpResponse> &response)
{
    if (!response)
        return fail(response.error());
    const int status = response->status;
    if (status >= 200 && status < 300)
        return SendOutcome{SendOutcome::Kind::Accepted, {}};
    if (status >= 500 || status == 408 || status == 429)
        return fail(Errc::NotConnected, u"the bridge answered %1"_s.arg(status));
    return SendOutcome{SendOutcome::Kind::Refused, u"rejected_%1"_s.arg(status)};
}

} // namespace

BridgeChannel::BridgeChannel(Settings settings, HttpClient &http, Inbox &inbox, Database &database, Clock &clock,
                             Random &random, QObject *parent)
    : MessageChannel(parent), m_settings(std::move(settings)), m_http(http), m_inbox(inbox), m_database(database),
      m_clock(clock), m_random(random)
{
}

bool BridgeChannel::isReady() const
{
    return !m_closed && m_settings.base.isValid() && !m_settings.base.isEmpty();
}

QFuture<Result<SendOutcome>> BridgeChannel::send(OutgoingMessage message)
{
    const Completer<SendOutcome> completer;
    if (!isReady()) {
        completer.complete(fail(Errc::NotConnected, u"no bridge is configured"_s));
        return completer.future();
    }
    HttpRequest request;
    request.url = m_settings.base;
    request.url.setPath(u"/enviar-mensaje"_s);
    request.headers = {{"Content-Type", "application/json"}, {"X-Message-Id", message.wireId.toLatin1()}};
    if (!m_settings.token.isEmpty())
        request.headers.emplaceBack("Authorization", "Bearer " + m_settings.token);
    const QJsonObject body{{u"numero"_s, message.address}, {u"texto"_s, message.text}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.timeout = 15s;
    auto reply = m_http.request(std::move(request));
    onReply(reply, this,
            [completer](const Result<HttpResponse> &response) { completer.complete(outcomeOf(response)); });
    return completer.future();
}

Result<QByteArray> BridgeChannel::decodeImage(const QJsonValue &image) const
{
    if (image.isNull() || image.isUndefined())
        return QByteArray();
    if (!image.isString())
        return fail(Errc::Invalid, u"/imagen"_s);
    QByteArray text = image.toString().toLatin1();
    if (text.isEmpty())
        return QByteArray();
    if (text.startsWith("data:")) {
        const qsizetype comma = text.indexOf(',');
        if (comma < 0 || !text.left(comma).endsWith(";base64"))
            return fail(Errc::Invalid, u"/imagen"_s);
        text.remove(0, comma + 1);
    }
    if (text.size() / 4 * 3 > m_settings.maxImageBytes + 3)
        return fail(Errc::TooLarge, u"/imagen"_s);
    text.replace('\n', QByteArray()).replace('\r', QByteArray());
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return fail(Errc::Invalid, u"/imagen"_s);
    if (decoded.decoded.size() > m_settings.maxImageBytes)
        return fail(Errc::TooLarge, u"/imagen"_s);
    if (!AttachmentStore::lookAt(decoded.decoded).isShown())
        return fail(Errc::Invalid, u"/imagen"_s);
    return decoded.decoded;
}

Result<qint64> BridgeChannel::receiptFor(const QByteArray &contentHash, QString *wireId)
{
    const qint64 now = m_clock.nowMs();
    Statement prune = m_database.prepare(u"DELETE FROM bridge_receipt WHERE received_at < ?"_s);
    if (auto done = prune.bind(now - repeatWindowMs).exec(); !done)
        return fail(done.error());
    const QString hash = QString::fromLatin1(contentHash.toHex());
    Statement known = m_database.prepare(
        u"SELECT id, wire_id FROM bridge_receipt WHERE content_hash = ? AND answered = 0 ORDER BY id DESC LIMIT 1"_s);
    if (auto done = known.bind(hash).exec(); !done)
        return fail(done.error());
    if (known.next()) {
        *wireId = known.text(1);
        return known.int64(0);
    }
    *wireId = u"bridge-"_s + QString::fromLatin1(m_random.bytes(12).toHex());
    Statement insert = m_database.prepare(
        u"INSERT INTO bridge_receipt(content_hash, wire_id, received_at) VALUES (?,?,?)"_s);
    if (auto done = insert.bind(hash).bind(*wireId).bind(now).exec(); !done)
        return fail(done.error());
    return insert.lastInsertId();
}

Result<BridgeChannel::Received> BridgeChannel::receive(const QJsonObject &post)
{
    IncomingMessage incoming;
    incoming.address = post.value("remitente"_L1).toString();
    if (incoming.address.trimmed().isEmpty() || incoming.address.size() > 128)
        return fail(Errc::Invalid, u"/remitente"_s);
    const QJsonValue content = post.value("contenido"_L1);
    if (!content.isString() && !content.isNull() && !content.isUndefined())
        return fail(Errc::Invalid, u"/contenido"_s);
    incoming.text = content.toString();
    auto image = decodeImage(post.value("imagen"_L1));
    if (!image)
        return fail(image.error());
    incoming.media = *image;
    if (!incoming.media.isEmpty())
        incoming.kind = u"image"_s;
    else if (incoming.text.isEmpty())
        return fail(Errc::Invalid, u"/contenido"_s);

    return m_database.transaction([&]() -> Result<Received> {
        Received received;
        const QJsonValue id = post.value("id"_L1);
        if (!id.isUndefined() && !id.isNull()) {
            if (!id.isString() || id.toString().isEmpty() || id.toString().size() > 200)
                return fail(Errc::Invalid, u"/id"_s);
            incoming.wireId = id.toString();
        } else {
            QCryptographicHash hash(QCryptographicHash::Sha256);
            hash.addData(QJsonDocument(QJsonObject{{u"s"_s, incoming.address}, {u"t"_s, incoming.text}}).toJson());
            hash.addData(incoming.media);
            auto receipt = receiptFor(hash.result(), &incoming.wireId);
            if (!receipt)
                return fail(receipt.error());
            received.receipt = *receipt;
        }
        auto stored = m_inbox.take(incoming);
        if (!stored)
            return fail(stored.error());
        received.message = *stored;
        return received;
    });
}

void BridgeChannel::markAnswered(qint64 receipt)
{
    if (receipt <= 0)
        return;
    Statement query = m_database.prepare(u"UPDATE bridge_receipt SET answered = 1 WHERE id = ?"_s);
    if (auto done = query.bind(receipt).exec(); !done)
        qCWarning(lcBridge).noquote() << "answer not marked:" << done.error().detail;
}

} // namespace desk
