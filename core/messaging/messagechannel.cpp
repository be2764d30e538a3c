#include "core/messaging/messagechannel.h"

#include "core/base/completer.h"

namespace desk {

QFuture<Result<ProfilePicture>> MessageChannel::fetchPicture(QString /*address*/, QString /*knownId*/)
{
    const Completer<ProfilePicture> none;
    none.complete(fail(Errc::NotFound, QStringLiteral("this channel knows no pictures")));
    return none.future();
}

} // namespace desk
