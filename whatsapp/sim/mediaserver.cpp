#include "whatsapp/sim/mediaserver.h"

#include "whatsapp/sim/mediacertificates.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslServer>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

MediaAnswer mediaJson(int status, const QJsonObject &json)
{
    return {.status = status,
            .headers = {{"Content-Type", "application/json"}},
            .body = QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

MediaAnswer mediaRefusal(int status)
{
    return {.status = status, .body = "refused"};
}

QByteArray unpaddedToken(QByteArray token)
{
    while (token.endsWith('='))
        token.chop(1);
    return token;
}

/// The last part of /mms/TYPE/TOKEN.
QByteArray uploadToken(const MediaRequest &request)
{
    const QByteArray path = request.path();
    return unpaddedToken(QByteArray::fromPercentEncoding(path.mid(path.lastIndexOf('/') + 1)));
}

bool isMediaUpload(const MediaRequest &request)
{
    return request.method == "POST" && request.target.startsWith("/mms/");
}

bool isResumeQuestion(const MediaRequest &request)
{
    return request.argument("resume") == "1";
}

} // namespace

MediaServer::MediaServer(bool https, Violations &violations, Random &random, QObject *parent)
    : QObject(parent), m_https(https), m_violations(violations), m_random(random), m_blobs(random)
{
}

MediaServer::~MediaServer() = default;

Result<> MediaServer::start()
{
    if (m_https) {
        const auto certificates = MediaCertificates::make();
        if (!certificates)
            return fail(certificates.error());
        m_authorityFile = m_blobs.newFile() + u".pem"_s;
        QFile file(m_authorityFile);
        if (!file.open(QIODevice::WriteOnly) || file.write(certificates->authority) < 0)
            return fail(Errc::Storage, u"the authority's certificate cannot be written"_s);
        auto listener = std::make_unique<QSslServer>();
        listener->setSslConfiguration(certificates->server);
        m_listener = std::move(listener);
    } else {
        m_listener = std::make_unique<QTcpServer>();
    }
    connect(m_listener.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_listener->nextPendingConnection()) {
            new MediaExchange(
                socket,
                {[this](const MediaRequest &request) { return begin(request); },
                 [this](const MediaRequest &request, const MediaBody &body) { return answer(request, body); }},
                this);
        }
    });
    if (!m_listener->listen(QHostAddress::LocalHost, 0))
        return fail(Errc::NotConnected, u"media server: "_s + m_listener->errorString());
    return {};
}

QByteArray MediaServer::host() const
{
    return "127.0.0.1:" + QByteArray::number(m_listener->serverPort());
}

QString MediaServer::scheme() const
{
    return m_https ? u"https"_s : u"http"_s;
}

Node MediaServer::connectionFor(const Jid &device)
{
    QByteArray auth = m_authorisations.key(device.toText());
    if (auth.isEmpty()) {
        auth = "AWsim" + m_random.bytes(24).toBase64(QByteArray::Base64UrlEncoding);
        m_authorisations.insert(auth, device.toText());
    }
    const auto host = [](const QByteArray &name, const QByteArray &type) {
        return Node{.tag = "host",
                    .attributes = {{"hostname", name}, {"type", type}},
                    .content = QList{Node{.tag = "upload"}, Node{.tag = "download"}}};
    };
    const QByteArray port = QByteArray::number(m_listener->serverPort());
    return {.tag = "media_conn",
            .attributes = {{"auth", auth}, {"ttl", 300}, {"auth_ttl", 21600}, {"max_buckets", 12}, {"id", 1}},
            .content = QList{host("127.0.0.1:" + port, "primary"), host("localhost:" + port, "fallback")}};
}

bool MediaServer::takeFault()
{
    if (m_fault.count <= 0)
        return false;
    --m_fault.count;
    return true;
}

MediaBody MediaServer::begin(const MediaRequest &request)
{
    if (!isMediaUpload(request) || isResumeQuestion(request) || request.length == 0
        || !m_authorisations.contains(request.argument("auth")) || m_fault.count > 0) {
        const bool isCut = isMediaUpload(request) && !isResumeQuestion(request) && m_fault.count > 0
            && m_fault.cutAfter >= 0;
        if (!isCut)
            return {};
        --m_fault.count;
        MediaBody body{.file = m_blobs.newFile(), .cutAfter = m_fault.cutAfter};
        m_partial.insert(uploadToken(request), body.file);
        return body;
    }
    const qint64 offset = request.argument("file_offset").toLongLong();
    const QString partial = m_partial.value(uploadToken(request));
    if (offset > 0 && !partial.isEmpty() && offset <= QFileInfo(partial).size())
        return {.file = partial, .offset = offset};
    return {.file = m_blobs.newFile()};
}

MediaAnswer MediaServer::answer(const MediaRequest &request, const MediaBody &body)
{
    const bool isFile = !isMediaUpload(request) || !isResumeQuestion(request);
    if (isFile && m_fault.count > 0 && m_fault.cutAfter < 0) {
        --m_fault.count;
        MediaAnswer answer = mediaRefusal(m_fault.status);
        if (m_fault.retryAfter >= 0)
            answer.headers.append({"Retry-After", QByteArray::number(m_fault.retryAfter)});
        return answer;
    }
    if (isMediaUpload(request))
        return upload(request, body);
    return request.method == "GET" || request.method == "HEAD" ? download(request) : mediaRefusal(405);
}

MediaAnswer MediaServer::stored(const BlobStore::Blob &blob) const
{
    const QByteArray path = BlobStore::directPath(blob);
    // Also over http: clients of the real service know no other scheme.
    return mediaJson(200,
                     {{u"url"_s, QString::fromLatin1("https://" + host() + path)},
                      {u"direct_path"_s, QString::fromLatin1(path)},
                      {u"handle"_s, QString::fromLatin1(blob.token)},
                      {u"object_id"_s, QString::number(m_blobs.count())}});
}

MediaAnswer MediaServer::upload(const MediaRequest &request, const MediaBody &body)
{
    const QByteArray device = m_authorisations.value(request.argument("auth"));
    if (device.isEmpty())
        return mediaRefusal(401);
    if (request.headers.value("origin") != "https://web.whatsapp.com") {
        m_violations.report(device, {"media_upload", u"an upload without Origin"_s});
        return mediaRefusal(403);
    }
    const QByteArray token = uploadToken(request);
    if (isResumeQuestion(request)) {
        if (const BlobStore::Blob *blob = m_blobs.findToken(token)) {
            MediaAnswer answer = stored(*blob);
            QJsonObject json = QJsonDocument::fromJson(answer.body).object();
            json.insert(u"resume"_s, u"complete"_s);
            return mediaJson(200, json);
        }
        const QString partial = m_partial.value(token);
        return mediaJson(200, {{u"resume"_s, QString::number(partial.isEmpty() ? 0 : QFileInfo(partial).size())}});
    }
    QFile file(body.file);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (body.file.isEmpty() || !file.open(QIODevice::ReadOnly) || !hash.addData(&file)
        || hash.result().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) != token
        || unpaddedToken(request.argument("token")) != token) {
        m_violations.report(device, {"media_upload", u"the hash of the body is not the token"_s});
        return mediaRefusal(400);
    }
    m_partial.remove(token);
    if (const auto added = m_blobs.add(body.file, token); !added)
        return mediaRefusal(500);
    ++m_served;
    return stored(*m_blobs.findToken(token));
}

MediaAnswer MediaServer::download(const MediaRequest &request)
{
    const BlobStore::Blob *blob = m_blobs.find(request.target);
    if (!blob)
        return mediaRefusal(404);
    if (blob->goneWith != 0)
        return mediaRefusal(blob->goneWith);
    ++m_served;
    MediaAnswer answer{
        .headers = {{"Content-Type", "application/octet-stream"}}, .file = blob->file, .length = blob->size};
    if (const QByteArray range = request.headers.value("range"); range.startsWith("bytes=") && range.endsWith('-')) {
        answer.offset = range.mid(6).chopped(1).toLongLong();
        if (answer.offset >= blob->size)
            return mediaRefusal(416);
        answer.status = 206;
        answer.length = blob->size - answer.offset;
        answer.headers.append({"Content-Range",
                               "bytes " + QByteArray::number(answer.offset) + '-' + QByteArray::number(blob->size - 1)
                                   + '/' + QByteArray::number(blob->size)});
    }
    if (m_fault.cutAfter >= 0 && takeFault())
        answer.cutAfter = m_fault.cutAfter;
    return answer;
}

} // namespace desk::wa::sim
