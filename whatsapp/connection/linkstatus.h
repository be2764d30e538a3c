#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

namespace desk::wa {

/// Where the link to the service stands.
enum class LinkState {
    Offline,    ///< not connected and not trying: before open(), after close()
    Connecting, ///< socket and handshake
    Pairing,    ///< connected without an account: codes can be shown
    LoggingIn,  ///< connected with an account; not yet in use
    Ready,      ///< logged in: requests and messages go
    Waiting,    ///< lost; connects again by itself at LinkStatus::until
    Stopped,    ///< over until somebody acts; LinkStatus::cause says why
};

/// Why the link is where it is.
enum class LinkCause {
    None,
    Requested,        ///< open() or close()
    ConnectFailed,    ///< no network, no route, TLS
    ConnectionLost,   ///< ended by the other side without a word
    TimedOut,         ///< no answer to connecting, handshake, login or keep-alive
    Restart,          ///< the server asked for a new connection (515)
    ServerBusy,       ///< 500, 503
    TooFast,          ///< 429
    Rejected,         ///< the server did not understand what was sent
    Unknown,          ///< an ending that nobody documents; gives up after some tries
    Untrusted,        ///< the server could not prove that it is WhatsApp
    HttpRefused,      ///< the upgrade was refused for good; code is the HTTP status
    LoggedOut,        ///< removed on the phone, or the account does not know this device: pair again
    Locked,           ///< the account is locked or its phone is gone: pair again
    Replaced,         ///< the same session is connected elsewhere; open() takes it back
    Banned,           ///< for a time: until LinkStatus::until
    Outdated,         ///< this program is too old for the service
    BadClient,        ///< the service does not take this client
    NoMultiDevice,    ///< the phone's WhatsApp cannot link devices
    PairingTimedOut,  ///< nobody scanned
    PairingFailed,    ///< detail names what failed; nothing was kept
    PairingCancelled, ///< by a person
    StorageFailed,    ///< the session's store cannot be read or written
};

/// A plain value for signals.
struct LinkStatus
{
    LinkState state = LinkState::Offline;
    LinkCause cause = LinkCause::None;
    int code = 0;        ///< of the service (failure reason, stream error, HTTP status); 0 without one
    QString detail = {}; ///< English, for the log; what the service says for people when it says something
    qint64 until = 0;    ///< UTC ms: next try with Waiting, end of the ban with Banned

    friend bool operator==(const LinkStatus &, const LinkStatus &) = default;
};

[[nodiscard]] QString toString(LinkState state);
[[nodiscard]] QString toString(LinkCause cause);
/// The way back; nothing for another text.
[[nodiscard]] std::optional<LinkCause> linkCauseFrom(const QString &text);

} // namespace desk::wa

Q_DECLARE_METATYPE(desk::wa::LinkStatus)
