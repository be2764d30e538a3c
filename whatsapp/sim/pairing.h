#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/iqanswer.h"
#include "whatsapp/sim/linkcodestep.h"
#include "whatsapp/sim/options.h"
#include "whatsapp/sim/passkeystep.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>

#include <map>
#include <memory>

namespace desk::wa::sim {

/// Linking of new companions: refs, the phone's scan or typed code, the passkey step for accounts that need it,
/// pair-success and its answer, 515 (note 1, sections 4 and 5).
///
/// Lives on the simulator's thread; owns nothing of what it is given.
class Pairing : public QObject
{
    Q_OBJECT

public:
    /// Where and how a companion is being linked.
    struct Companion
    {
        Jid jid;
        Jid lid;
    };

    Pairing(Directory &directory, StanzaIds &ids, const Times &times, Clock &clock, Random &random,
            QObject *parent = nullptr);

    /// Sends refs to a client that has just registered, and closes the connection when the last one is over.
    void offer(ClientSession &session);

    /// The phone of @p number scans a QR text.
    /// @return who the companion will be; NotFound without such an account, or when the ref is not (any more) one of a
    ///         living connection; Invalid when the text cannot be read; Conflict when its keys are not those of the
    ///         connection, or the account is full.
    [[nodiscard]] Result<Companion> scan(const QString &qr, const QByteArray &number, ScanFault fault);

    /// The phone of @p number types a link code.
    /// @param withoutKey the other form, in which the phone agrees on nothing and leaves all to the passkey step (note 1,
    /// section 5.5.1).
    /// @return NotFound without such an account or without a client that waits for a code; Invalid for no code, or for an
    ///         account without passkey in the other form.
    [[nodiscard]] Result<> enterCode(const QByteArray &number, const QString &code, ScanFault fault, bool withoutKey);

    /// Requests of unlinked clients in the namespace "md".
    [[nodiscard]] IqAnswer answer(ClientSession &session, const Node &iq);

Q_SIGNALS:
    /// Before the client is told to come back.
    void paired(desk::wa::sim::Device &device);
    /// What the phone shows at the end of a passkey step. @param proven whether nobody needs to compare it.
    void phoneCode(const QByteArray &number, const QString &code, bool proven);

private:
    struct Attempt
    {
        ClientSession *session = nullptr;
        QHash<QByteArray, qint64> refs; ///< ref -> end of its life, Unix milliseconds
        bool claimed = false;           ///< a phone has taken it: refs count no more
        ScanFault fault = ScanFault::None;
        std::unique_ptr<LinkCodeStep> linkCode;
        std::unique_ptr<PasskeyStep> passkey;
    };
    /// A companion the phone has accepted.
    struct Vouching
    {
        Account *account = nullptr;
        Account::Slot slot;
        QByteArray container;
        ScanFault fault = ScanFault::None;
    };

    [[nodiscard]] Attempt *attempt(const ClientSession &session);
    [[nodiscard]] Attempt *attemptFor(const QByteArray &ref);
    [[nodiscard]] QByteArray newRef();
    void dropRefs(Attempt &attempt);
    /// Goes on with a claimed client: at once, or after the passkey step.
    /// @param advSecret what both have agreed on; empty: nothing yet.
    [[nodiscard]] Result<> introduce(Attempt &attempt, Account &account, Account::Slot slot,
                                     const SecretBytes &advSecret);
    [[nodiscard]] Result<> vouch(ClientSession &session, Account &account, Account::Slot slot,
                                 const SecretBytes &advSecret, ScanFault fault);
    void takeSign(ClientSession &session, const Vouching &vouching, const Node &answer);

    [[nodiscard]] IqAnswer answerLinkCode(Attempt &attempt, const Node &request);
    /// What the phone has to say after a request of the passkey step.
    void followUp(Attempt &attempt, const PasskeyStep::Outcome &outcome);
    void notify(ClientSession &session, const QByteArray &type, QList<Node> children);

    Directory &m_directory;
    StanzaIds &m_ids;
    const Times &m_times;
    Clock &m_clock;
    Random &m_random;
    std::map<const ClientSession *, Attempt> m_attempts;
    QHash<QByteArray, const ClientSession *> m_byRef;
};

} // namespace desk::wa::sim
