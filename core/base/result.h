#pragma once

#include <QString>
#include <QtGlobal>

#include <tl/expected.hpp>

namespace desk {

/// What the caller of a failed function can do about it.
enum class Errc {
    Invalid,      ///< the request itself is wrong: fix it
    NotFound,     ///< no such thing: look again
    Conflict,     ///< it is in another state than you thought: look again
    Stale,        ///< it has changed since you read it: read it again
    Forbidden,    ///< known, but not allowed
    Unauthorized, ///< not known: sign in
    TooLarge,     ///< over a limit
    Rejected,     ///< the other side said no, and will again
    TimedOut,     ///< again later
    NotConnected, ///< again later
    Cancelled,    ///< nobody answered any more
    Storage,      ///< disk or database: report
    Protocol,     ///< the other side broke its contract: report
};

/// An expected failure. @c detail is English, for the log; people read texts made at the edges.
struct Error
{
    Errc code = Errc::Invalid;
    QString detail;
};

template<typename T = void>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(const Error &error)
{
    return tl::unexpected<Error>(error);
}

QString toString(Errc code);

} // namespace desk
