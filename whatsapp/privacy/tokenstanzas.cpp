#include "whatsapp/privacy/tokenstanzas.h"

#include "whatsapp/crypto/hashes.h"

namespace desk::wa {

namespace {

const char *const trustedContact = "trusted_contact";

std::optional<ReceivedToken> readToken(const Node &tokens, const Jid &contact)
{
    for (const Node *token : tokens.children("token")) {
        const qint64 t = token->number("t").value_or(0);
        const QByteArray bytes = token->bytes();
        if (token->attr("type") == trustedContact && t > 0 && !bytes.isEmpty() && bytes.size() <= maxTokenBytes)
            return ReceivedToken{contact, bytes, t};
    }
    return std::nullopt;
}

} // namespace

bool takesTokens(const Jid &contact)
{
    return contact.isPerson() && !contact.isBot() && contact.user() != "0";
}

std::optional<ReceivedToken> parseTokenNotification(const Node &notification)
{
    // The address inside a token is ours.
    auto contact = notification.jid("sender_lid");
    if (!contact || !contact->isLid())
        contact = notification.jid("from");
    const Node *tokens = notification.child("tokens");
    if (!contact || !takesTokens(*contact) || !tokens)
        return std::nullopt;
    return readToken(*tokens, contact->account());
}

Node tokenRequest(const Jid &contact, qint64 t)
{
    const Node token{.tag = "token", .attributes = {{"jid", contact.bare()}, {"t", t}, {"type", trustedContact}}};
    return {.tag = "iq",
            .attributes = {{"type", "set"}, {"xmlns", "privacy"}, {"to", Jid::server()}},
            .content = QList{Node{.tag = "tokens", .content = QList{token}}}};
}

std::optional<ReceivedToken> parseTokenAnswer(const Node &answer, const Jid &contact)
{
    const Node *tokens = answer.child("tokens");
    return tokens ? readToken(*tokens, contact.account()) : std::nullopt;
}

QByteArray fallbackToken(QByteArrayView salt, const Jid &contact)
{
    if (salt.isEmpty() || !contact.isLid() || !takesTokens(contact))
        return {};
    return hmacSha256(salt, contact.account().toText());
}

} // namespace desk::wa
