#pragma once

#include "whatsapp/message/ownaccount.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/store/privacytokens.h"

#include <QObject>
#include <QSet>

namespace desk::wa {

/// Gives contacts our privacy token, by which they may answer: once a week after a message to them, and again when they have a new
/// identity (note 2, section 4.8). In the background: nobody waits for it, and what fails is made up for by the next message.
///
/// One request a contact at a time. Lives on the WhatsApp thread; does not own what the constructor takes.
class TokenIssuer : public QObject
{
    Q_OBJECT

public:
    TokenIssuer(PrivacyTokens &tokens, IqChannel &iqs, QObject *parent = nullptr);

    void logIn(const OwnAccount &own) { m_own = own; }

    /// A message to him has just been written to the wire.
    void wroteTo(const Jid &contact);
    /// He has a new identity: he is given the token of before again, with its time.
    void identityChanged(const Jid &contact);

private:
    enum class Occasion { Message, NewIdentity };
    void giveTo(const Jid &contact, Occasion occasion);
    void taken(const Jid &contact, qint64 t, const Node &answer);

    PrivacyTokens &m_tokens;
    IqChannel &m_iqs;
    OwnAccount m_own;
    QSet<Jid> m_underway; ///< by key
};

} // namespace desk::wa
