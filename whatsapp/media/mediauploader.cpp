#include "whatsapp/media/mediauploader.h"

#include "core/base/pool.h"
#include "whatsapp/logging.h"
#include "whatsapp/media/mediaaddress.h"

#include <QCoroFuture>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr int uploadRounds = 2;
constexpr int mostResumptions = 4;
constexpr std::chrono::milliseconds uploadPause{1'000};
constexpr qsizetype maxUploadUrlBytes = 2048;

bool isUploaderGone(const QPointer<MediaUploader> &self)
{
    return self.isNull();
}

/// What the service takes of one kind, whatever ours is.
qint64 serviceUploadLimit(MediaKind kind)
{
    return kind == MediaKind::Document ? maxMediaBytes / 2 : MediaUploader::maxShownBytes;
}

bool hostTakes(const MediaHost &host, qint64 bytes)
{
    return host.maxUploadBytes == 0 || bytes <= host.maxUploadBytes;
}

bool isTransientUpload(Errc code)
{
    return code == Errc::NotConnected || code == Errc::TimedOut;
}

/// Another host may do better.
Error uploadRefusal(int status)
{
    switch (status) {
    case 401:
    case 403:
        return {Errc::Unauthorized, u"the media host wants another authorisation"_s};
    case 413:
        return {Errc::TooLarge, u"too large for the media host"_s};
    default:
        break;
    }
    return {status == 429 || status >= 500 ? Errc::NotConnected : Errc::Rejected,
            u"the media host answered %1"_s.arg(status)};
}

/// A chosen text in a message: shown to nobody, and followed by other clients.
QByteArray checkedUploadUrl(const QJsonValue &value)
{
    const QByteArray url = value.toString().toUtf8();
    const bool fine = url.size() <= maxUploadUrlBytes && url.startsWith("https://")
        && std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7f; });
    return fine ? url : QByteArray();
}

} // namespace

MediaUploader::MediaUploader(MediaConnection &connection, FileTransfer &files, Options options, Clock &clock,
                             Random &random, QObject *parent)
    : QObject(parent), m_connection(connection), m_files(files), m_options(std::move(options)), m_clock(clock),
      m_random(random)
{
    if (m_options.folder.isEmpty())
        m_options.folder = QDir::tempPath();
}

QCoro::Task<Result<UploadedMedia>> MediaUploader::upload(MediaKind kind, QString path)
{
    const QPointer<MediaUploader> self(this);
    const QFileInfo info(path);
    if (!info.isFile() || !info.isReadable() || info.size() == 0)
        co_return fail(Errc::Invalid, u"the file is empty or cannot be read"_s);
    const qint64 limit = std::min(m_options.maxBytes, serviceUploadLimit(kind));
    if (info.size() > limit)
        co_return fail(Errc::TooLarge, u"a file of %1 bytes; the limit is %2"_s.arg(info.size()).arg(limit));

    auto waiting = m_places->take();
    co_await waiting;
    if (isUploaderGone(self))
        co_return fail(Errc::Cancelled);
    const MediaPlaces::Taken place(m_places);
    auto routing = m_connection.route();
    Result<MediaRoute> route = co_await routing;
    if (isUploaderGone(self))
        co_return fail(Errc::Cancelled);
    if (!route)
        co_return fail(route.error());
    const qint64 announced = sealedSize(info.size());
    if (std::none_of(route->hosts.cbegin(), route->hosts.cend(),
                     [announced](const MediaHost &host) { return hostTakes(host, announced); }))
        co_return fail(Errc::TooLarge, u"no media host takes %1 bytes"_s.arg(info.size()));

    QTemporaryFile sealed(QDir(m_options.folder).filePath(u"ventanilla-XXXXXX.sealed"_s));
    if (!sealed.open())
        co_return fail(Errc::Storage, u"no room for the sealed file"_s);
    sealed.close();
    UploadedMedia uploaded{.key = SecretBytes::random(m_random, MediaKeys::mediaKeyBytes),
                           .keyTime = m_clock.nowMs() / 1000};
    const auto keys = MediaKeys::from(uploaded.key, kind);
    if (!keys)
        co_return fail(keys.error());
    const QString sealedPath = sealed.fileName();
    auto sealing = onPool<SealedMedia>(
        [path, sealedPath, keys = *keys, limit] { return sealMedia(path, sealedPath, keys, limit); });
    const Result<SealedMedia> media = co_await sealing;
    if (isUploaderGone(self))
        co_return fail(Errc::Cancelled);
    if (!media)
        co_return fail(media.error());
    if (media->size == 0)
        co_return fail(Errc::Invalid, u"the file is empty or cannot be read"_s);

    const Parcel parcel{kind, sealedPath, *media};
    auto sending = toAnyHost(*route, parcel);
    Result<Place> stored = co_await sending;
    if (isUploaderGone(self))
        co_return fail(Errc::Cancelled);
    if (!stored && stored.error().code == Errc::Unauthorized) { // once with a new authorisation
        m_connection.refused(route->auth);
        auto routingAgain = m_connection.route();
        route = co_await routingAgain;
        if (isUploaderGone(self))
            co_return fail(Errc::Cancelled);
        if (!route)
            co_return fail(route.error());
        auto sendingAgain = toAnyHost(*route, parcel);
        stored = co_await sendingAgain;
        if (isUploaderGone(self))
            co_return fail(Errc::Cancelled);
        if (!stored && stored.error().code == Errc::Unauthorized)
            co_return fail(Errc::Rejected, u"no media host takes our authorisation"_s);
    }
    if (!stored)
        co_return fail(stored.error());
    uploaded.sha256 = media->sha256;
    uploaded.encryptedSha256 = media->sealedSha256;
    uploaded.size = media->size;
    uploaded.directPath = stored->directPath;
    uploaded.url = stored->url;
    co_return uploaded;
}

QCoro::Task<Result<MediaUploader::Place>> MediaUploader::toAnyHost(MediaRoute route, Parcel parcel)
{
    const QPointer<MediaUploader> self(this);
    Error worst{Errc::TooLarge, u"no media host takes that many bytes"_s};
    for (int round = 0; round < uploadRounds; ++round) {
        bool again = false;
        for (const MediaHost &host : std::as_const(route.hosts)) {
            if (!hostTakes(host, parcel.media.sealedSize))
                continue;
            auto sending = toHost(route.auth, host.name, parcel);
            const Result<Place> place = co_await sending;
            if (isUploaderGone(self))
                co_return fail(Errc::Cancelled);
            if (place || place.error().code == Errc::Unauthorized || place.error().code == Errc::Storage)
                co_return place;
            qCInfo(lcWaMedia).noquote() << "upload to" << host.name << "failed:" << place.error().detail;
            again |= isTransientUpload(place.error().code);
            if (!isTransientUpload(worst.code)) // what may still work counts most
                worst = place.error();
        }
        if (!again)
            break;
        if (round + 1 < uploadRounds) {
            const Completer<void> pause;
            m_clock.singleShot(uploadPause, this, [pause] { pause.complete({}); });
            auto pausing = pause.future();
            co_await pausing;
            if (isUploaderGone(self))
                co_return fail(Errc::Cancelled);
        }
    }
    co_return fail(worst);
}

FileUpload MediaUploader::request(const QByteArray &auth, const QByteArray &host, const Parcel &parcel) const
{
    const QByteArray token = parcel.media.sealedSha256.toBase64(QByteArray::Base64UrlEncoding
                                                                | QByteArray::OmitTrailingEquals);
    const QByteArray url = mediaOrigin(host, m_options.plainHttp) + "/mms/" + mmsType(parcel.kind) + '/' + token
        + "?auth=" + QUrl::toPercentEncoding(QString::fromUtf8(auth)) + "&token=" + token;
    return {.url = QUrl::fromEncoded(url, QUrl::StrictMode),
            .headers = {{"Origin", "https://web.whatsapp.com"},
                        {"Referer", "https://web.whatsapp.com/"},
                        {"Content-Type", "application/octet-stream"}}};
}

Result<MediaUploader::Place> MediaUploader::placeFrom(const TransferAnswer &answer)
{
    if (answer.status != 200 && answer.status != 201)
        return fail(uploadRefusal(answer.status));
    const QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    Place place{.directPath = mediaPath(json["direct_path"_L1].toString().toUtf8()),
                .url = checkedUploadUrl(json["url"_L1])};
    if (place.directPath.isEmpty())
        return fail(Errc::Rejected, u"the media host does not say where the file is"_s);
    return place;
}

QCoro::Task<Result<MediaUploader::Place>> MediaUploader::toHost(QByteArray auth, QByteArray host, Parcel parcel)
{
    const QPointer<MediaUploader> self(this);
    if (mediaOrigin(host, m_options.plainHttp).isEmpty())
        co_return fail(Errc::Rejected, u"plain http is for this computer only"_s);
    const bool resumable = parcel.media.sealedSize >= resumableBytes;
    qint64 offset = 0;
    for (int tries = 0;; ++tries) {
        if (resumable) {
            FileUpload question = request(auth, host, parcel);
            question.url.setQuery(question.url.query(QUrl::FullyEncoded) + u"&resume=1"_s, QUrl::StrictMode);
            auto asking = m_files.upload(question);
            const Result<TransferAnswer> answer = co_await asking;
            if (isUploaderGone(self))
                co_return fail(Errc::Cancelled);
            if (!answer)
                co_return fail(answer.error());
            if (answer->status == 401 || answer->status == 403)
                co_return fail(uploadRefusal(answer->status));
            const QJsonValue known = QJsonDocument::fromJson(answer->body).object()["resume"_L1];
            if (known.toString() == "complete"_L1) {
                if (auto place = placeFrom(*answer))
                    co_return place;
            }
            const qint64 there = known.isDouble() ? known.toInteger() : known.toString().toLongLong();
            // A host that cannot do it takes the whole.
            const qint64 before = std::exchange(
                offset, answer->status == 200 && there > 0 && there < parcel.media.sealedSize ? there : 0);
            if (tries > 0 && offset <= before)
                co_return fail(Errc::NotConnected, u"the upload makes no progress"_s);
        }
        FileUpload upload = request(auth, host, parcel);
        upload.filePath = parcel.sealedPath;
        if (offset > 0) {
            upload.offset = offset;
            upload.url.setQuery(upload.url.query(QUrl::FullyEncoded) + u"&file_offset=%1"_s.arg(offset),
                                QUrl::StrictMode);
        }
        auto sending = m_files.upload(upload);
        const Result<TransferAnswer> answer = co_await sending;
        if (isUploaderGone(self))
            co_return fail(Errc::Cancelled);
        if (answer)
            co_return placeFrom(*answer);
        if (!resumable || tries >= mostResumptions || !isTransientUpload(answer.error().code))
            co_return fail(answer.error());
    }
}

} // namespace desk::wa
