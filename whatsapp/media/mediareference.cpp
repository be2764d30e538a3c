#include "whatsapp/media/mediareference.h"

#include "whatsapp/media/mediaaddress.h"
#include "whatsapp/message/displaytext.h"
#include "whatsapp/proto/media.pb.h"
#include "whatsapp/proto/protobytes.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr char referenceVersion = 1;
constexpr qsizetype maxReferenceBytes = 16 << 10;

} // namespace

QByteArray serialized(const MediaDescription &media)
{
    proto::MediaReference reference;
    reference.set_type(quint32(media.type));
    reference.set_mime_type(toStdString(media.mimeType.toUtf8()));
    reference.set_size(quint64(media.size));
    if (!media.fileName.isEmpty())
        reference.set_file_name(toStdString(media.fileName.toUtf8()));
    reference.set_sha256(toStdString(media.sha256));
    reference.set_encrypted_sha256(toStdString(media.encryptedSha256));
    reference.set_key(toStdString(media.key.view()));
    if (!media.directPath.isEmpty())
        reference.set_direct_path(toStdString(media.directPath));
    if (!media.url.isEmpty())
        reference.set_url(toStdString(media.url));
    if (media.keyTime != 0)
        reference.set_key_time(media.keyTime);
    return referenceVersion + serialized(static_cast<const google::protobuf::MessageLite &>(reference));
}

Result<MediaDescription> parseMediaReference(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > maxReferenceBytes || bytes.front() != referenceVersion)
        return fail(Errc::Invalid, u"no reference to a file"_s);
    const auto reference = parsed<proto::MediaReference>(QByteArrayView(bytes).sliced(1));
    if (!reference || !reference->has_key())
        return fail(Errc::Invalid, u"a damaged reference to a file"_s);
    if (reference->type() > quint32(MediaDescription::Type::Sticker))
        return fail(Errc::Invalid, u"a reference to a file of unknown kind"_s);

    MediaDescription media{.type = MediaDescription::Type(reference->type()),
                           .mimeType = mediaMimeType(toBytes(reference->mime_type())),
                           .fileName = cleanFileName(toBytes(reference->file_name())),
                           .keyTime = reference->key_time()};
    const auto hash = [](const std::string &value) { return value.size() == 32 ? toBytes(value) : QByteArray(); };
    media.sha256 = hash(reference->sha256());
    media.encryptedSha256 = hash(reference->encrypted_sha256());
    if (reference->key().size() == 32)
        media.key = SecretBytes::copyOf(QByteArrayView(reference->key().data(), qsizetype(reference->key().size())));
    media.directPath = mediaPath(toBytes(reference->direct_path()));
    if (media.directPath.isEmpty())
        media.url = mediaUrl(toBytes(reference->url()));
    if (reference->size() <= quint64(maxMediaBytes))
        media.size = qint64(reference->size());
    media.problem = downloadProblem(media, reference->size());
    return media;
}

} // namespace desk::wa
