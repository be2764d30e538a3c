#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/connection/linkstatus.h"
#include "whatsapp/pairing/assertion.h"
#include "whatsapp/pairing/assertionsource.h"
#include "whatsapp/pairing/deviceproperties.h"
#include "whatsapp/pairing/passkeystep.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/store/sessionstore.h"

#include <QObject>

#include <chrono>
#include <optional>

namespace desk::wa {

/// Links this device to an account: by QR code, by a code typed on the phone, with the passkey step where the service
/// wants it (note 1, sections 4 and 5).
///
/// Works on one unpaired connection after the other: begin() when it is up, end() when it is gone. Nothing but keys is
/// stored before the phone's identity has passed every check. After failed() the keys of the attempt are dead: the owner
/// closes the connection and renews them. Lives on the WhatsApp thread.
class PairingSession : public QObject
{
    Q_OBJECT

public:
    /// Note 1, sections 4.2 and 5.5.8.
    struct Timing
    {
        std::chrono::milliseconds firstCode{60'000};
        std::chrono::milliseconds nextCodes{20'000};
        std::chrono::milliseconds handoffProof{5 * 60'000}; ///< so long a proof may be made from the scanned secret
        std::chrono::milliseconds continuation{60'000};     ///< from the prologue's result to the phone's key
        std::chrono::milliseconds confirmation{120'000};    ///< for the user to compare the codes
        std::chrono::milliseconds success{60'000};          ///< from the pairing request's result to pair-success
    };
    struct Surroundings
    {
        SessionStore &store;
        IqChannel &iqs;
        IqChannel::Send send;
        AssertionSource *assertions; ///< null: linking an account that wants the passkey step fails
    };

    PairingSession(Surroundings surroundings, DeviceProperties device, Timing timing, Clock &clock, Random &random,
                   QObject *parent = nullptr);

    void begin();
    void end();
    [[nodiscard]] bool isActive() const { return m_active; }
    /// Whether the attempt under way has agreed on a secret with a phone: if it ends here, its keys are dead.
    [[nodiscard]] bool isSecretSpent() const { return m_active && m_secretSpent; }

    /// @return false when @p iq is no business of pairing.
    bool handleIq(const Node &iq);
    /// @return false when @p notification is no business of pairing. It is acknowledged by the caller in any case.
    bool handleNotification(const Node &notification);

    /// Asks for a code to be typed on the phone of @p number.
    /// @return 8 characters, once the server has taken it; Invalid for no phone number, Conflict when no codes are offered
    ///         now, TimedOut, NotConnected, Rejected.
    [[nodiscard]] QFuture<Result<QString>> requestCode(const QString &number);
    /// The answer to passkeyCode() with @c mustCompare: whether the phone shows the same code.
    void confirmPasskey(bool matches);

Q_SIGNALS:
    /// The code to draw and for how long it is good; the next one follows by itself.
    void qrChanged(const QString &text, std::chrono::milliseconds validFor);
    /// The code on the screen is dead: take it away.
    void qrGone();
    /// The account's passkey is asked for; the AssertionSource is at work.
    void passkeyRequested(const QByteArray &options);
    /// The phone shows a code too. @p mustCompare: confirmPasskey() is waited for.
    void passkeyCode(const QString &code, bool mustCompare);
    /// Everything is stored; the server closes this connection, and the next one logs in.
    void paired(const desk::wa::Registration &registration);
    /// @p cause: PairingTimedOut, PairingCancelled, PairingFailed or StorageFailed. @p what names the failure.
    void failed(desk::wa::LinkCause cause, const QString &what);

private:
    struct LinkCode
    {
        QString code;
        QString number;
        QByteArray ref;
        bool withoutKey = false; ///< the phone answered without a key: the passkey step agrees on one
    };
    struct Passkey
    {
        QByteArray options;
        SecretBytes handoffKey;
        qint64 handoffUntil = 0;
        QByteArray ref;
        std::optional<passkey::CompanionPrologue> prologue;
        std::optional<passkey::PrimaryIdentity> primary;
        bool answered = false;     ///< by the authenticator
        bool prologueSent = false; ///< and its result is there
        bool proofSent = false;
        bool continued = false; ///< the phone's key was taken up
        bool awaitsConfirmation = false;
        bool requestSent = false;
    };

    void takeRefs(const Node &iq);
    void showNextRef();
    void hideQr();
    void takePairSuccess(const Node &iq);
    void answer(const Node &iq, QList<Node> content = {});
    void refuse(const Node &iq, int code, const QString &text);

    void finishLinkCode(const Node &registration);

    void beginPasskey(const Node &notification);
    void askOptions();
    void useOptions(const QByteArray &options);
    void askRef(const Assertion &assertion);
    void sendPrologue(const Assertion &assertion);
    void takeContinuation(const Node &notification);
    void sendNonce();
    void sendPairingRequest();

    void fail(LinkCause cause, const QString &what);
    void failPasskey(const Error &error, const QString &step);
    /// Whether what was started in run @p run still counts.
    [[nodiscard]] bool isCurrent(int run) const { return m_active && run == m_run; }
    void limitTime(std::chrono::milliseconds time, bool Passkey::*done, const QString &what);

    Surroundings m_around;
    DeviceProperties m_device;
    Timing m_timing;
    Clock &m_clock;
    Random &m_random;
    bool m_active = false;
    int m_run = 0;
    std::optional<DeviceKeys> m_keys; ///< of this attempt
    QList<QByteArray> m_refs;
    int m_refsShown = 0;
    bool m_qrVisible = false;
    bool m_secretSpent = false;
    std::optional<LinkCode> m_code;
    std::optional<Passkey> m_passkey;
};

} // namespace desk::wa
