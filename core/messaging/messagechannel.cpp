#include "core/messaging/messagechannel.h"

#include "core/base/completer.h"

namespace desk {

QFuture<Result<NumberOnService>> MessageChannel::checkNumber(QString /*phone*/)
{
    const Completer<NumberOnService> answer;
    answer.complete(fail(Errc::Conflict, QStringLiteral("channel_cannot")));
    return answer.future();
}

QFuture<Result<ProfilePicture>> MessageChannel::fetchPicture(QString /*address*/, QString /*knownId*/)
{
    const Completer<ProfilePicture> none;
    none.complete(fail(Errc::NotFound, QStringLiteral("this channel knows no pictures")));
    return none.future();
}

QFuture<Result<FetchedMedia>> MessageChannel::fetchMedia(MediaRequest /*request*/)
{
    const Completer<FetchedMedia> answer;
    answer.complete(fail(Errc::Invalid, QStringLiteral("the channel knows no files")));
    return answer.future();
}

} // namespace desk
