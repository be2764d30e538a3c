#include "core/base/result.h"

using namespace Qt::StringLiterals;

namespace desk {

QString toString(Errc code)
{
    switch (code) {
    case Errc::Invalid:
        return u"invalid"_s;
    case Errc::NotFound:
        return u"not_found"_s;
    case Errc::Conflict:
        return u"conflict"_s;
    case Errc::Stale:
        return u"precondition_failed"_s;
    case Errc::Forbidden:
        return u"forbidden"_s;
    case Errc::Unauthorized:
        return u"unauthorized"_s;
    case Errc::TooLarge:
        return u"too_large"_s;
    case Errc::Rejected:
        return u"rejected"_s;
    case Errc::TimedOut:
        return u"timed_out"_s;
    case Errc::NotConnected:
        return u"not_connected"_s;
    case Errc::Cancelled:
        return u"cancelled"_s;
    case Errc::Storage:
        return u"storage"_s;
    case Errc::Protocol:
        return u"protocol"_s;
    }
    return u"unknown"_s;
}

} // namespace desk
