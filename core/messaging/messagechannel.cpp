#include "core/messaging/messagechannel.h"

#include "core/base/completer.h"

namespace desk {

QFuture<Result<FetchedMedia>> MessageChannel::fetchMedia(MediaRequest /*request*/)
{
    const Completer<FetchedMedia> answer;
    answer.complete(fail(Errc::Invalid, QStringLiteral("the channel knows no files")));
    return answer.future();
}

} // namespace desk
