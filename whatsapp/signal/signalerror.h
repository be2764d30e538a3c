#pragma once

#include "core/base/result.h"

#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace desk::wa {

/// Why Signal's layer refused something; each asks for another reaction of the receiver (note 2, sections 1.9 and 3.5).
enum class SignalFault {
    Duplicate,         ///< this counter was decrypted before: acknowledge as received, ask for nothing
    NoSession,         ///< no session with this device, or no sender key: fetch a bundle, or ask for a retry
    InvalidKeyId,      ///< it wants a pre-key of ours that is gone or never was
    InvalidKey,        ///< a key in it is none
    InvalidMessage,    ///< malformed, not authentic in any session, or too far ahead
    LegacyVersion,     ///< older than version 3 of the protocol
    BadSignature,      ///< a bundle whose signed pre-key the identity did not sign
    UntrustedIdentity, ///< another identity than the one that pairing vouched for (the own phone)
    Invalid,           ///< the call itself is wrong: no address of a device, no group
    Storage,           ///< disk or database; inside a transaction, that one is lost
    Internal,          ///< the library failed where it must not: report
};

/// @c detail is English, for the log; it holds neither keys nor addresses.
struct SignalError
{
    SignalFault fault = SignalFault::Internal;
    QString detail;

    SignalError() = default;
    SignalError(SignalFault what, QString why) : fault(what), detail(std::move(why)) { }
    /// What the store said; implicit, so that a Result's error passes through SignalStore::transaction().
    SignalError(const Error &error); // NOLINT(google-explicit-constructor)

    /// For callers that know no more than Result.
    [[nodiscard]] Error error() const;
};

template<typename T = void>
using SignalResult = tl::expected<T, SignalError>;

[[nodiscard]] inline tl::unexpected<SignalError> refuse(SignalFault fault, QString detail)
{
    return tl::unexpected<SignalError>(SignalError(fault, std::move(detail)));
}

[[nodiscard]] inline tl::unexpected<SignalError> refuse(const SignalError &error)
{
    return tl::unexpected<SignalError>(error);
}

/// The number that a retry receipt gives as its reason (note 2, section 3.5); nothing where no retry is to be asked for.
[[nodiscard]] std::optional<int> retryReason(SignalFault fault);

} // namespace desk::wa
