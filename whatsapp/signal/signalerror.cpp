#include "whatsapp/signal/signalerror.h"

namespace desk::wa {

SignalError::SignalError(const Error &error)
    : fault(error.code == Errc::Invalid ? SignalFault::Invalid : SignalFault::Storage), detail(error.detail)
{
}

Error SignalError::error() const
{
    switch (fault) {
    case SignalFault::Duplicate:
        return {Errc::Conflict, detail};
    case SignalFault::NoSession:
    case SignalFault::InvalidKeyId:
        return {Errc::NotFound, detail};
    case SignalFault::InvalidKey:
    case SignalFault::InvalidMessage:
    case SignalFault::LegacyVersion:
    case SignalFault::BadSignature:
        return {Errc::Protocol, detail};
    case SignalFault::UntrustedIdentity:
        return {Errc::Forbidden, detail};
    case SignalFault::Invalid:
        return {Errc::Invalid, detail};
    case SignalFault::Storage:
    case SignalFault::Internal:
        break;
    }
    return {Errc::Storage, detail};
}

std::optional<int> retryReason(SignalFault fault)
{
    switch (fault) {
    case SignalFault::NoSession:
        return 1;
    case SignalFault::InvalidKey:
        return 2;
    case SignalFault::InvalidKeyId:
        return 3;
    case SignalFault::InvalidMessage:
    case SignalFault::LegacyVersion:
        return 4;
    case SignalFault::BadSignature:
        return 5;
    case SignalFault::Duplicate:
    case SignalFault::UntrustedIdentity:
    case SignalFault::Invalid:
    case SignalFault::Storage:
    case SignalFault::Internal:
        break;
    }
    return std::nullopt;
}

} // namespace desk::wa
