#pragma once

#include "core/http/httphandler.h"

namespace desk {

/// The answer's own headers behind those that every answer carries; none that would break the head.
[[nodiscard]] QList<std::pair<QByteArray, QByteArray>> headersOf(const HttpAnswer &answer);

/// How an answer says where its body ends.
struct BodyLength
{
    enum class Kind { Bytes, Chunked, UntilClose };
    Kind kind = Kind::Bytes;
    qint64 count = 0; ///< of Bytes

    [[nodiscard]] static BodyLength bytes(qint64 count) { return {Kind::Bytes, count}; }
    [[nodiscard]] static BodyLength chunked() { return {Kind::Chunked, 0}; }
    [[nodiscard]] static BodyLength untilClose() { return {Kind::UntilClose, 0}; }
};

/// 1xx, 204 and 304.
[[nodiscard]] bool hasNoBody(int status);

/// Status line and headers up to the empty line. @p length is not announced when the status has no body.
[[nodiscard]] QByteArray answerHead(const HttpAnswer &answer, BodyLength length, bool closes);

} // namespace desk
