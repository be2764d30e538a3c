#include "core/api/attachmentscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/entitytag.h"
#include "core/api/json.h"
#include "core/api/schema.h"
#include "core/attachments/filetype.h"
#include "core/http/byterange.h"

#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// What browsers are told: never a type that they would run.
QByteArray toldType(const QString &type)
{
    const bool harmless = !imageFormatOf(type).isEmpty() || type.startsWith("audio/"_L1) || type.startsWith("video/"_L1)
        || type.startsWith("application/vnd."_L1) || type == "application/pdf"_L1 || type == "text/plain"_L1
        || type == "text/csv"_L1;
    return harmless ? type.toLatin1() : QByteArray("application/octet-stream");
}

/// RFC 6266, with an ASCII form for those that know no other.
QByteArray dispositionOf(const Attachment &file)
{
    const QString name = file.name.isEmpty() ? file.sha256.left(16) + endingOf(file.mime) : file.name;
    QByteArray plain;
    for (const QChar c : name) {
        const char16_t code = c.unicode();
        plain += code >= 0x20 && code < 0x7f && code != u'"' && code != u'\\' && code != u'%' ? char(code) : '_';
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + QUrl::toPercentEncoding(name);
}

/// The answer with a file of the disk: whole, the part that was asked for, or that the client has it already.
HttpAnswer fileOnDisk(const HttpServerRequest &request, const QString &path, const QByteArray &tag)
{
    HttpAnswer answer;
    answer.headers = {{"ETag", tag}, {"Cache-Control", "private, no-cache"}, {"Accept-Ranges", "bytes"}};
    const QByteArray known = request.header("if-none-match");
    if (!known.isEmpty() && namesTag(known, tag)) {
        answer.status = 304;
        return answer;
    }
    const QFileInfo file(path);
    if (!file.isFile())
        return HttpAnswer::from({Errc::NotFound, {}});
    answer.filePath = path;
    const QByteArray condition = request.header("if-range");
    const auto range = condition.isEmpty() || condition == tag ? byteRangeOf(request.header("range"), file.size())
                                                               : std::nullopt;
    if (!range)
        return answer;
    const QByteArray size = QByteArray::number(file.size());
    if (range->length == 0) {
        answer = HttpAnswer::problem(416, u"range_not_satisfiable"_s, u"The file has no such part."_s);
        answer.headers.emplaceBack("Content-Range", "bytes */" + size);
        return answer;
    }
    answer.status = 206;
    answer.fileOffset = range->offset;
    answer.fileLength = range->length;
    answer.headers.emplaceBack("Content-Range",
                               "bytes " + QByteArray::number(range->offset) + '-'
                                   + QByteArray::number(range->offset + range->length - 1) + '/' + size);
    return answer;
}

HttpAnswer originalAnswer(DeskServices &services, const HttpServerRequest &request, const Attachment &file)
{
    HttpAnswer answer = fileOnDisk(request, services.attachments.pathOf(file), '"' + file.sha256.toLatin1() + '"');
    if (answer.filePath.isEmpty())
        return answer;
    answer.contentType = toldType(file.mime);
    answer.headers.emplaceBack("Content-Disposition", dispositionOf(file));
    return answer;
}

/// Of our own making: JPEG, or PNG where it is transparent.
HttpAnswer shownAnswer(const HttpServerRequest &request, const Attachment &file, const QString &variant,
                       const Result<QString> &path)
{
    if (!path && path.error().code == Errc::NotFound)
        return HttpAnswer::problem(404, u"not_shown"_s, u"There is no picture of this file."_s);
    if (!path)
        return HttpAnswer::from(path.error());
    QFile shown(*path);
    if (!shown.open(QIODevice::ReadOnly))
        return HttpAnswer::from({Errc::Storage, {}});
    const QByteArray type = toldType(sniffedType(shown.read(sniffedBytes)));
    HttpAnswer answer = fileOnDisk(request, *path, '"' + file.sha256.toLatin1() + '-' + variant.toLatin1() + '"');
    if (answer.filePath.isEmpty())
        return answer;
    answer.contentType = type;
    answer.headers.emplaceBack("Content-Disposition", "inline");
    return answer;
}

QFuture<HttpAnswer> getContent(DeskServices &services, const HttpServerRequest &request)
{
    const auto file = services.attachments.find({request.idParameter()});
    if (!file)
        return answerNow(HttpAnswer::from(file.error()));
    const QString variant = request.queryValue(u"variant"_s);
    if (variant.isEmpty() || variant == "original"_L1)
        return answerNow(originalAnswer(services, request, *file));
    if (!services.intake)
        return answerNow(HttpAnswer::from({Errc::NotFound, {}}));
    const auto shown = services.intake->shown(
        *file, variant == "thumbnail"_L1 ? ImageVariant::Thumbnail : ImageVariant::Display);
    return answerLater(shown, &services.accounts, [request, file = *file, variant](const Result<QString> &path) {
        return shownAnswer(request, file, variant, path);
    });
}

HttpAnswer getMetadata(DeskServices &services, const HttpServerRequest &request)
{
    const auto attachment = services.attachments.find({request.idParameter()});
    return attachment ? HttpAnswer::json(toJson(*attachment)) : HttpAnswer::from(attachment.error());
}

/// The old panel's address of a photo: the name is the content's hash with an ending.
HttpAnswer getPhoto(DeskServices &services, const HttpServerRequest &request)
{
    const auto file = services.attachments.findBySha256(request.parameters.value(u"file"_s).section(u'.', 0, 0));
    return file ? originalAnswer(services, request, *file) : HttpAnswer::from(file.error());
}

HttpAnswer uploadedAnswer(DeskServices &services, const Result<StagedFile> &staged, const QString &name)
{
    if (!staged && staged.error().code == Errc::Invalid)
        return HttpAnswer::problem(400, u"invalid"_s, u"The file is empty."_s);
    if (!staged)
        return HttpAnswer::from(staged.error());
    const auto stored = services.attachments.adoptUpload(*staged, name);
    return stored ? HttpAnswer::json(toJson(*stored), 201) : HttpAnswer::from(stored.error());
}

QFuture<HttpAnswer> upload(DeskServices &services, const HttpServerRequest &request)
{
    if (!request.upload || !services.intake)
        return answerNow(HttpAnswer::from({Errc::Storage, {}}));
    const QString name = request.queryValue(u"name"_s);
    const QString path = request.upload->fileName(); // asked while it is open: that gives it one
    request.upload->close();
    const auto staged = services.intake->stage(path, name);
    return answerLater(staged, &services.accounts,
                       [&services, name, kept = request.upload](const Result<StagedFile> &file) {
                           return uploadedAnswer(services, file, name);
                       });
}

} // namespace

void addAttachmentsRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const Fields fields{{u"id"_s, id()},
                        {u"name"_s, orNull(text())},
                        {u"mime"_s, text()},
                        {u"size"_s, integer()},
                        {u"width"_s, orNull(integer())},
                        {u"height"_s, orNull(integer())},
                        {u"duration_s"_s, orNull(integer())},
                        {u"problem"_s, orNull(text())},
                        {u"sha256"_s, text()},
                        {u"url"_s, text()},
                        {u"display_url"_s, orNull(text())},
                        {u"thumbnail_url"_s, orNull(text())}};
    router.define(u"Attachment"_s,
                  output(fields + Fields{{u"kind"_s, word({u"image"_s, u"video"_s, u"audio"_s, u"document"_s})}}));
    router.define(u"TicketAttachment"_s,
                  output(fields
                         + Fields{{u"message_id"_s, id()},
                                  {u"direction"_s, word({u"in"_s, u"out"_s})},
                                  {u"kind"_s, text()},
                                  {u"created_at"_s, time()}}));
    routes.add("GET", u"/api/v1/attachments/{id}"_s, Access::Read, getContent)
        .about(u"The file itself, to be saved; or a clean picture of it, to be shown. Takes Range."_s,
               u"El archivo mismo, para guardarlo; o una imagen limpia de él, para mostrarla. Acepta Range."_s)
        .query(u"variant"_s, word({u"original"_s, u"thumbnail"_s, u"display"_s}), u"\"original\" when not given."_s)
        .answers(200, {}, "*/*")
        .answers(206, {}, "*/*")
        .answers(304);
    routes.add("GET", u"/api/v1/attachments/{id}/metadata"_s, Access::Read, getMetadata)
        .about(u"What the file is."_s, u"Qué archivo es."_s)
        .answers(200, named(u"Attachment"_s));
    routes.addUpload("POST", uploadPath, Access::Write, upload, MediaLimits().document)
        .about(
            u"Uploads a file to be sent: the body is the file, whatever its Content-Type says. Kept for a day until a message has it."_s,
            u"Sube un archivo para enviarlo: el cuerpo es el archivo, diga lo que diga Content-Type. Se guarda un día hasta que un mensaje lo lleve."_s)
        .query(u"name"_s, text(200), u"What the other side shall see as its name."_s)
        .takesFile()
        .answers(201, named(u"Attachment"_s));
    routes.add("GET", u"/fotos/{file}"_s, Access::Read, getPhoto)
        .about(u"A photo, by the name that /tickets gives."_s, u"Una foto, por el nombre que da /tickets."_s)
        .answers(200, {}, "*/*")
        .old();
}

} // namespace desk
