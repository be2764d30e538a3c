#include "core/api/attachmentscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

HttpAnswer fileAnswer(DeskServices &services, const Result<Attachment> &attachment)
{
    if (!attachment)
        return HttpAnswer::from(attachment.error());
    HttpAnswer answer;
    answer.contentType = attachment->mime.toLatin1();
    answer.filePath = services.attachments.pathOf(*attachment);
    answer.headers = {
        {"Content-Disposition", "attachment; filename=\"" + attachment->sha256.left(16).toLatin1() + '"'}};
    return answer;
}

HttpAnswer getContent(DeskServices &services, const HttpServerRequest &request)
{
    return fileAnswer(services, services.attachments.find({request.idParameter()}));
}

HttpAnswer getMetadata(DeskServices &services, const HttpServerRequest &request)
{
    const auto attachment = services.attachments.find({request.idParameter()});
    return attachment ? HttpAnswer::json(toJson(*attachment)) : HttpAnswer::from(attachment.error());
}

/// The old panel's address of a photo: the name is the content's hash with an ending.
HttpAnswer getPhoto(DeskServices &services, const HttpServerRequest &request)
{
    return fileAnswer(services,
                      services.attachments.findBySha256(request.parameters.value(u"file"_s).section(u'.', 0, 0)));
}

} // namespace

void addAttachmentsRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const Fields fields{{u"id"_s, id()},
                        {u"mime"_s, text()},
                        {u"size"_s, integer()},
                        {u"width"_s, orNull(integer())},
                        {u"height"_s, orNull(integer())},
                        {u"sha256"_s, text()}};
    router.define(u"Attachment"_s, output(fields));
    router.define(u"TicketAttachment"_s,
                  output(fields
                         + Fields{{u"message_id"_s, id()},
                                  {u"direction"_s, word({u"in"_s, u"out"_s})},
                                  {u"kind"_s, text()},
                                  {u"created_at"_s, time()}}));
    routes.add("GET", u"/api/v1/attachments/{id}"_s, Access::Read, getContent)
        .about(u"The file itself, to be saved."_s, u"El archivo mismo, para guardarlo."_s)
        .answers(200, {}, "*/*");
    routes.add("GET", u"/api/v1/attachments/{id}/metadata"_s, Access::Read, getMetadata)
        .about(u"What the file is."_s, u"Qué archivo es."_s)
        .answers(200, named(u"Attachment"_s));
    routes.add("GET", u"/fotos/{file}"_s, Access::Read, getPhoto)
        .about(u"A photo, by the name that /tickets gives."_s, u"Una foto, por el nombre que da /tickets."_s)
        .answers(200, {}, "*/*")
        .old();
}

} // namespace desk
