#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// What surrounds the sealed bytes: the intro a client sends first, and frames of a 3-byte length and that many bytes
// (note 1, sections 1.2 and 1.3). Pure; a splitter or reader belongs to one connection and its thread.
namespace desk::wa {

/// The largest payload a frame can carry, 2^24 - 1 bytes.
inline constexpr qsizetype maxFramePayload = 0xffffff;

/// "WA", protocol version 6, token dictionary 3: the first bytes of a connection, and the prologue of the handshake.
[[nodiscard]] QByteArray noisePrologue();

/// What a client sends before its first frame.
/// @param routingInfo as an earlier connection got it in edge_routing; empty: none, and so no pre-intro.
/// @return Invalid when the routing info is longer than a 3-byte length can say.
[[nodiscard]] Result<QByteArray> connectionIntro(QByteArrayView routingInfo = {});

/// @return length and payload; TooLarge over maxFramePayload.
[[nodiscard]] Result<QByteArray> encodeFrame(QByteArrayView payload);

/// Cuts a stream, which arrives in any chunks, into whole frames.
///
/// After an error the stream cannot be understood any more: every further next() gives the same error.
class FrameSplitter
{
public:
    /// @param limit the largest payload accepted, bytes.
    explicit FrameSplitter(qsizetype limit = maxFramePayload) : m_limit(limit) { }

    /// Valid from the next frame on: before a login only small frames make sense.
    void setLimit(qsizetype limit) { m_limit = limit; }

    void append(QByteArrayView chunk);

    /// @return the payload of the next frame (may be empty), nothing when it is not complete yet, or TooLarge as soon as
    ///         a length over the limit was read.
    [[nodiscard]] Result<std::optional<QByteArray>> next();

    /// Bytes waiting for the rest of their frame.
    [[nodiscard]] qsizetype pending() const { return m_buffer.size() - m_position; }

private:
    QByteArray m_buffer;
    qsizetype m_position = 0; ///< where the next frame begins
    qsizetype m_limit = maxFramePayload;
    std::optional<Error> m_error;
};

/// The server's side: takes the intro off the front of a stream.
class IntroReader
{
public:
    struct Intro
    {
        QByteArray routingInfo; ///< empty without a pre-intro
        QByteArray rest;        ///< what came behind the intro: goes to the FrameSplitter
    };

    /// @param routingLimit the longest routing info accepted, bytes.
    explicit IntroReader(qsizetype routingLimit = 4096) : m_routingLimit(routingLimit) { }

    /// @return the intro once it is complete, nothing before, Protocol when the stream begins with something else. Not
    ///         to be called again after an intro or an error.
    [[nodiscard]] Result<std::optional<Intro>> feed(QByteArrayView chunk);

private:
    QByteArray m_buffer;
    qsizetype m_routingLimit;
};

} // namespace desk::wa
