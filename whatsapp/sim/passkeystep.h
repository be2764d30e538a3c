#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/pairing/passkeystep.h"
#include "whatsapp/sim/account.h"
#include "whatsapp/sim/iqanswer.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <optional>

namespace desk::wa::sim {

/// The passkey step of one linking: what the server checks and what the phone does (note 1, section 5.5.9).
///
/// A value of its connection; the simulator's thread. Refers to the account, which outlives it.
class PasskeyStep
{
public:
    /// Who is being linked.
    struct Candidate
    {
        QByteArray noiseKey;
        QByteArray identityKey;
        QByteArray ref; ///< answers <ref/>
    };
    /// What the phone wants to be said or done.
    struct Outcome
    {
        std::optional<passkey::PrimaryIdentity> primary; ///< to be sent as "crsc_continuation"
        QString code;                                    ///< to be shown by the phone
        bool proven = false;
        std::optional<SecretBytes> advSecret; ///< the end: vouch with this one
    };

    /// @param shown the ADV secret the phone knows (S0); empty: none, so that no proof can be checked. @param until when the challenge ends, Unix milliseconds.
    PasskeyStep(Account &account, Account::Slot slot, Candidate candidate, const SecretBytes &shown, qint64 until,
                Random &random);

    [[nodiscard]] Account &account() const { return m_account; }
    [[nodiscard]] Account::Slot slot() const { return m_slot; }

    /// <passkey_request_options>.
    [[nodiscard]] Node options() const;

    /// Whether this request belongs to the step.
    [[nodiscard]] static bool isFor(const Node &iq);
    /// @param now Unix milliseconds. @param outcome what follows the answer.
    [[nodiscard]] IqAnswer answer(const Node &iq, qint64 now, Outcome &outcome);

private:
    [[nodiscard]] IqAnswer takePrologue(const Node &prologue, qint64 now, Outcome &outcome);
    [[nodiscard]] IqAnswer takeNonce(const QByteArray &nonce, Outcome &outcome);
    [[nodiscard]] IqAnswer takePairingRequest(const QByteArray &bytes, Outcome &outcome);

    Account &m_account;
    Account::Slot m_slot;
    Candidate m_candidate;
    SecretBytes m_shown;
    QByteArray m_challenge;
    qint64 m_until;
    bool m_challengeUsed = false;
    Random &m_random;

    // The phone's part.
    std::optional<passkey::Prologue> m_prologue;
    bool m_proven = false;
    KeyPair m_ephemeral;
    passkey::PrimaryIdentity m_primary;
    std::optional<SecretBytes> m_encryptionKey; ///< once the commitment was opened
};

} // namespace desk::wa::sim
