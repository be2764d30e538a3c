#include "core/api/attachmentscontroller.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

HttpAnswer fileOf(DeskServices &services, const Attachment &attachment)
{
    HttpAnswer answer;
    answer.contentType = attachment.mime.toLatin1();
    answer.filePath = services.attachments.pathOf(attachment);
    answer.headers = {{"Content-Disposition", "attachment; filename=\"" + attachment.sha256.left(16).toLatin1() + '"'}};
    return answer;
}

} // namespace

void addAttachmentsRoutes(Router &router, DeskServices &services)
{
    router.add("GET", u"/api/v1/attachments/{id}"_s, Access::Read,
               directly([&services](const HttpServerRequest &request) {
                   const auto attachment = services.attachments.find({request.idParameter()});
                   return attachment ? fileOf(services, *attachment) : HttpAnswer::from(attachment.error());
               }));
    // The old panel's address of a photo: the name is the content's hash with an ending.
    router.add("GET", u"/fotos/{file}"_s, Access::Read, directly([&services](const HttpServerRequest &request) {
                   const auto attachment = services.attachments.findBySha256(
                       request.parameters.value(u"file"_s).section(u'.', 0, 0));
                   return attachment ? fileOf(services, *attachment) : HttpAnswer::from(attachment.error());
               }));
}

} // namespace desk
