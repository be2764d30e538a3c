#include "core/messaging/messagechannel.h"

#include "core/base/completer.h"

namespace desk {

QFuture<Result<NumberOnService>> MessageChannel::checkNumber(QString /*phone*/)
{
    const Completer<NumberOnService> answer;
    answer.complete(fail(Errc::Conflict, QStringLiteral("channel_cannot")));
    return answer.future();
}

} // namespace desk
