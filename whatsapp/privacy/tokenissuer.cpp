#include "whatsapp/privacy/tokenissuer.h"

#include "core/base/onreply.h"
#include "core/base/redact.h"
#include "whatsapp/logging.h"
#include "whatsapp/privacy/tokenrules.h"
#include "whatsapp/privacy/tokenstanzas.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

TokenIssuer::TokenIssuer(PrivacyTokens &tokens, IqChannel &iqs, QObject *parent)
    : QObject(parent), m_tokens(tokens), m_iqs(iqs)
{
}

void TokenIssuer::wroteTo(const Jid &contact)
{
    giveTo(contact, Occasion::Message);
}

void TokenIssuer::identityChanged(const Jid &contact)
{
    giveTo(contact, Occasion::NewIdentity);
}

void TokenIssuer::giveTo(const Jid &contact, Occasion occasion)
{
    if (!takesTokens(contact) || m_own.isOwn(contact))
        return;
    const auto key = m_tokens.keyOf(contact);
    const auto entry = key ? m_tokens.of(*key) : Result<PrivacyTokens::Entry>(fail(key.error()));
    if (!entry) {
        qCWarning(lcWaMessage).noquote() << "privacy token not given:" << entry.error().detail;
        return;
    }
    const qint64 now = m_tokens.now();
    const bool due = occasion == Occasion::Message ? tokenrules::isDue(entry->givenAt, now)
                                                   : tokenrules::isDueAgain(entry->givenAt, now);
    if (!due || m_underway.contains(*key))
        return;
    const qint64 t = occasion == Occasion::Message ? now : entry->givenAt;
    m_underway.insert(*key);
    onReply(m_iqs.request(tokenRequest(*key, t)), this, [this, contact = *key, t](const Result<Node> &answer) {
        m_underway.remove(contact);
        if (answer)
            return taken(contact, t, *answer);
        if (answer.error().code != Errc::NotConnected)
            qCInfo(lcWaMessage).noquote()
                << "privacy token not given to" << redact(contact.toString()) << ':' << answer.error().detail;
    });
}

void TokenIssuer::taken(const Jid &contact, qint64 t, const Node &answer)
{
    if (auto noted = m_tokens.noteGiven(contact, t); !noted)
        qCWarning(lcWaMessage).noquote() << "given privacy token not noted:" << noted.error().detail;
    const auto theirs = parseTokenAnswer(answer, contact);
    if (!theirs)
        return;
    if (auto kept = m_tokens.take(theirs->contact, theirs->token, theirs->t); !kept)
        qCWarning(lcWaMessage).noquote() << "privacy token not kept:" << kept.error().detail;
}

} // namespace desk::wa
