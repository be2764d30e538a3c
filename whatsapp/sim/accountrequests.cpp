#include "whatsapp/sim/accountrequests.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/iqrouter.h"
#include "whatsapp/sim/limitjson.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

// Nothing of these is simulated, but silence would make a client wait.
constexpr const char *emptyAnswers[] = {"status",  "disappearing_mode", "tos", "urn:xmpp:whatsapp:push",
                                        "w:stats", "fb:thrift_iq",      "bot", "urn:xmpp:whatsapp:dirty",
                                        "w:p"};

constexpr qint64 clockTolerance = 300; // seconds

IqAnswer collections(const Node &iq)
{
    Node sync{.tag = "sync"};
    if (const Node *asked = iq.child("sync")) {
        for (const Node *collection : asked->children("collection")) {
            const QByteArray version = collection->attr("version");
            sync.append(Node{.tag = "collection",
                             .attributes = {{"name", collection->attr("name")},
                                            {"version", version.isEmpty() ? QByteArray("0") : version},
                                            {"type", "result"}}});
        }
    }
    return IqAnswer::of(std::move(sync));
}

} // namespace

AccountRequests::AccountRequests(const Directory &directory, TrustBook &trust, Clock &clock)
    : m_directory(directory), m_trust(trust), m_clock(clock)
{
}

Account &AccountRequests::accountOf(const ClientSession &session) const
{
    return *m_directory.account(session.device()->jid);
}

void AccountRequests::enter(IqRouter &router)
{
    for (const char *xmlns : emptyAnswers)
        router.handle(xmlns, [](ClientSession &, const Node &) { return IqAnswer::empty(); });
    router.handle("blocklist", [this](ClientSession &session, const Node &iq) { return blockList(session, iq); });
    router.handle("privacy", [this](ClientSession &session, const Node &iq) { return privacy(session, iq); });
    router.handle("abt", [this](ClientSession &, const Node &) {
        return IqAnswer::of(Node{.tag = "props",
                                 .attributes = {{"protocol", 1},
                                                {"hash", "sim"},
                                                {"ab_key", "sim"},
                                                {"refresh", 86400},
                                                {"refresh_id", m_clock.nowMs() / 1000}}});
    });
    router.handle("w:biz", [](ClientSession &, const Node &) { return IqAnswer::refused(404); });
    router.handle("w:mex", [this](ClientSession &session, const Node &iq) { return limits(session, iq); });
    router.handle("w:sync:app:state", [](ClientSession &, const Node &iq) { return collections(iq); });
}

IqAnswer AccountRequests::limits(ClientSession &session, const Node &iq)
{
    Account &account = accountOf(session);
    const Node *query = iq.child("query");
    const QByteArray id = query ? query->attr("query_id") : QByteArray();
    if (account.timeLock.active && account.timeLock.ends <= m_clock.nowMs() / 1000)
        account.timeLock = {};
    QJsonObject data;
    if (id == timeLockRequest().child("query")->attr("query_id"))
        data.insert(u"xwa2_fetch_account_reachout_timelock"_s, limitJson(account.timeLock));
    else if (id == newChatCapRequest().child("query")->attr("query_id"))
        data.insert(u"xwa2_message_capping_info"_s, limitJson(account.newChats));
    return IqAnswer::of(
        Node{.tag = "result", .content = QJsonDocument(QJsonObject{{u"data"_s, data}}).toJson(QJsonDocument::Compact)});
}

IqAnswer AccountRequests::blockList(ClientSession &session, const Node &iq)
{
    Account &account = accountOf(session);
    if (iq.attr("type") == "set") {
        for (const Node *item : iq.children("item")) {
            account.blocked.removeAll(item->attr("jid"));
            if (item->attr("action") == "block")
                account.blocked.append(item->attr("jid"));
        }
    }
    Node list{.tag = "list", .attributes = {{"dhash", sha256(account.blocked.join(',')).first(6).toBase64()}}};
    for (const QByteArray &address : account.blocked)
        list.append(Node{.tag = "item", .attributes = {{"jid", address}}});
    return IqAnswer::of(std::move(list));
}

IqAnswer AccountRequests::privacy(ClientSession &session, const Node &iq)
{
    Account &account = accountOf(session);
    if (const Node *tokens = iq.child("tokens"); tokens && iq.attr("type") == "set")
        return issue(account, *tokens);
    const Node *wanted = iq.child("privacy");
    if (wanted && iq.attr("type") == "set") {
        for (const Node *category : wanted->children("category"))
            account.privacy.insert(category->attr("name"), category->attr("value"));
    }
    Node answer{.tag = "privacy"};
    for (auto category = account.privacy.cbegin(); category != account.privacy.cend(); ++category)
        answer.append(Node{.tag = "category", .attributes = {{"name", category.key()}, {"value", category.value()}}});
    return IqAnswer::of(std::move(answer));
}

IqAnswer AccountRequests::issue(const Account &issuer, const Node &tokens)
{
    const qint64 now = m_clock.nowMs() / 1000;
    for (const Node *token : tokens.children("token")) {
        const auto jid = token->jid("jid");
        Account *holder = jid && jid->isPerson() ? m_directory.account(*jid) : nullptr;
        const auto t = token->number("t");
        if (!holder || !t || *t > now + clockTolerance || token->attr("type") != "trusted_contact")
            return IqAnswer::violated("tctoken", u"a token for nobody, of an unknown type or from the future"_s);
        if (holder == &issuer)
            return IqAnswer::violated("tctoken", u"a token for oneself"_s);
        m_trust.give(issuer, *holder, *t);
    }
    return IqAnswer::empty();
}

} // namespace desk::wa::sim
