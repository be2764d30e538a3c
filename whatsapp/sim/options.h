#pragma once

#include <QString>
#include <QtGlobal>

#include <chrono>

namespace desk::wa::sim {

/// Which fault the certificate chain has (note 1, section 2.3).
enum class BadCertificate {
    None,
    Root,         ///< the intermediate is signed by another root than the one announced
    Intermediate, ///< the leaf is signed by another key than the intermediate's
    LeafKey,      ///< the leaf names another key than the server's static one
    LeafExpired,  ///< the leaf ended thirty days ago
};

/// What the simulator is started with.
struct Options
{
    quint16 port = 0;      ///< 0: any free one
    QString stateDir = {}; ///< empty: nothing outlives the process
    BadCertificate badCertificate = BadCertificate::None;
    bool groupsByPhone = false;  ///< groups address their members by phone number, not by hidden id
    qsizetype compressOver = -1; ///< frames larger than this are sent as zlib; negative: none
    bool mediaHttps = false;     ///< of the media server
    bool history = false;        ///< phones send history to new companions
    bool trace = false;          ///< every stanza on stderr
};

/// How long things last; tests shorten them.
struct Times
{
    std::chrono::milliseconds handshake{20'000};       ///< a connection that has not ended its handshake is cut
    std::chrono::milliseconds qrFirst{60'000};         ///< life of the first ref
    std::chrono::milliseconds qrNext{20'000};          ///< of each later one
    std::chrono::milliseconds refGrace{5'000};         ///< a scan may come this much late
    std::chrono::milliseconds closing{50};             ///< between the last stanza and the close
    std::chrono::milliseconds acknowledgement{20'000}; ///< after that a stanza counts as unacknowledged
    std::chrono::milliseconds offlineBatch{1'000};     ///< how long to wait for a client that never asks for a batch
    std::chrono::milliseconds passkey{600'000};        ///< life of a passkey challenge
    std::chrono::milliseconds lateAck{3'000};          ///< how late a delayed ack comes
    std::chrono::milliseconds newDevice{10'000};       ///< so long after a notice of new devices they may be left out
};

} // namespace desk::wa::sim
