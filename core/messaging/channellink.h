#pragma once

#include "core/base/result.h"
#include "core/messaging/catchup.h"

#include <QByteArray>
#include <QFuture>
#include <QMetaType>
#include <QObject>
#include <QString>

namespace desk {

/// State of the link to the messaging service.
enum class LinkState { Unpaired, Pairing, Connecting, Ready, Disconnected, Stopped };

/// "unpaired", "pairing", ...
[[nodiscard]] QString toString(LinkState state);

/// Where the link stands, with what a person needs to act. A plain value.
struct LinkInfo
{
    LinkState state = LinkState::Unpaired;
    QString cause = {};     ///< a stable word: "logged_out", "replaced", "banned", "connection_lost", ...; may be empty
    int code = 0;           ///< of the service; 0: none
    qint64 since = 0;       ///< UTC ms of this state
    qint64 until = 0;       ///< UTC ms: next try, or end of a ban; 0: none
    QString phone = {};     ///< own number, digits; empty while unpaired
    QString name = {};      ///< own push name
    QString qrText = {};    ///< while Pairing: what the QR code says; empty between codes
    qint64 qrExpiresAt = 0; ///< UTC ms
    QString pairingCode = {};   ///< while Pairing by code: to be typed on the phone
    bool passkeyNeeded = false; ///< the account wants its passkey shown
    QByteArray passkeyOptions =
        {}; ///< while it does: JSON of what navigator.credentials.get() is to be asked; see passkeyScript()
    QString passkeyCode = {}; ///< to be compared with the phone's
};

/// Limits that the service has put on the own account, as far as it told. A plain value.
struct AccountStanding
{
    bool known = false;         ///< whether the service has said anything about a restriction
    bool restricted = false;    ///< the account may begin no chats; those with people who wrote lately go on
    qint64 restrictedUntil = 0; ///< UTC ms; 0 unless restricted
    QString restriction = {};   ///< the service's word for why, in small letters: "web_companion_only", ...
    QString newChats = {};      ///< "none", "first_warning", "second_warning", "capped"; empty: not told
    qint64 newChatsTotal = 0;   ///< of a cycle; 0: not told
    qint64 newChatsUsed = 0;
    qint64 newChatsCycleEnds = 0; ///< UTC ms; 0: not told

    friend bool operator==(const AccountStanding &, const AccountStanding &) = default;
};

/// Pairing and state of a linked device; a channel without pairing (the old bridge) has none. Lives on the core thread.
class ChannelLink : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual const LinkInfo &info() const = 0;
    [[nodiscard]] virtual AccountStanding standing() const { return {}; }
    /// Shows QR codes from now on, one after the other, until paired or they are used up; see info().
    /// @return Conflict when paired already.
    [[nodiscard]] virtual Result<> startPairing() = 0;
    /// Starts pairing when it is not under way. @param phone digits in international form.
    /// @return the code to type on the phone; Invalid for what is no number, Conflict when paired already, TimedOut, Rejected.
    [[nodiscard]] virtual QFuture<Result<QString>> requestCode(QString phone) = 0;
    /// Stops showing codes.
    virtual void cancelPairing() = 0;
    /// What a browser answered to LinkInfo::passkeyOptions, as JSON. What comes of it is told by info().
    /// @return Conflict when no passkey is asked for; Invalid when it is no answer to that question: it may be given again.
    [[nodiscard]] virtual QFuture<Result<>> supplyPasskeyAssertion(QByteArray assertion) = 0;
    virtual void confirmPasskey(bool matches) = 0;
    /// Connects at once when it waits, or again after "replaced".
    virtual void reconnect() = 0;
    /// Takes this device off the account when it can, forgets the session; it has to be paired again.
    [[nodiscard]] virtual QFuture<Result<>> reset() = 0;

Q_SIGNALS:
    void changed(const desk::LinkInfo &info);
    /// After each login: what came of what had waited.
    void caughtUp(const desk::CatchUp &catchUp);
    void standingChanged();
};

} // namespace desk

Q_DECLARE_METATYPE(desk::LinkInfo)
Q_DECLARE_METATYPE(desk::AccountStanding)
