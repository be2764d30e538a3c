#include "core/messaging/channellink.h"

using namespace Qt::StringLiterals;

namespace desk {

QString toString(LinkState state)
{
    switch (state) {
    case LinkState::Unpaired:
        return u"unpaired"_s;
    case LinkState::Pairing:
        return u"pairing"_s;
    case LinkState::Connecting:
        return u"connecting"_s;
    case LinkState::Ready:
        return u"ready"_s;
    case LinkState::Disconnected:
        return u"disconnected"_s;
    case LinkState::Stopped:
        return u"stopped"_s;
    }
    Q_UNREACHABLE();
}

} // namespace desk
