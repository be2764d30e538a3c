#include "core/messaging/deliverystate.h"

#include <array>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr std::array<QLatin1String, 8> names{"queued"_L1, "sending"_L1, "accepted"_L1, "delivered"_L1,
                                             "read"_L1,   "played"_L1,  "refused"_L1,  "received"_L1};
}

QString toString(DeliveryState state)
{
    return names.at(size_t(state));
}

std::optional<DeliveryState> deliveryStateFrom(const QString &text)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (names.at(i) == text)
            return DeliveryState(i);
    }
    return std::nullopt;
}

bool canAdvance(DeliveryState from, DeliveryState to)
{
    using enum DeliveryState;
    if (from == Received || to == Received || from == Refused)
        return false;
    if (to == Refused)
        return from <= Accepted;
    return to > from;
}

} // namespace desk
