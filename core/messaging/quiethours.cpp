#include "core/messaging/quiethours.h"

namespace desk {

QDateTime quietUntil(const QuietHours &quiet, const QDateTime &local)
{
    if (!quiet.from.isValid() || !quiet.to.isValid() || quiet.from == quiet.to)
        return {};
    const QTime time = local.time();
    const bool spansMidnight = quiet.from > quiet.to;
    const bool inside = spansMidnight ? (time >= quiet.from || time < quiet.to)
                                      : (time >= quiet.from && time < quiet.to);
    if (!inside)
        return {};
    const bool endsTomorrow = spansMidnight && time >= quiet.from;
    return QDateTime(local.date().addDays(endsTomorrow ? 1 : 0), quiet.to);
}

} // namespace desk
