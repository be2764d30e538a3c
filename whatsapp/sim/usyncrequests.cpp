#include "whatsapp/sim/usyncrequests.h"

#include "whatsapp/sim/clientsession.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

// "+15550001001" and "15550001001@c.us" name the same number.
QByteArray numberIn(const QByteArray &contact)
{
    QByteArray number = contact.left(contact.indexOf('@') < 0 ? contact.size() : contact.indexOf('@'));
    if (number.startsWith('+'))
        number.remove(0, 1);
    return number;
}

} // namespace

UsyncRequests::UsyncRequests(const Directory &directory, DeviceNews &news, Clock &clock, Random &random)
    : m_directory(directory), m_news(news), m_clock(clock), m_random(random)
{
}

IqAnswer UsyncRequests::answer(ClientSession &session, const Node &iq)
{
    const Node *usync = iq.child("usync");
    const Node *query = usync ? usync->child("query") : nullptr;
    const Node *list = usync ? usync->child("list") : nullptr;
    if (!query || !list)
        return IqAnswer::refused(400);

    Node result{.tag = "result"};
    for (const Node &protocol : query->children())
        result.append(Node{.tag = protocol.tag});
    Node users{.tag = "list"};
    const Jid &own = session.device()->jid;
    const Endpoint asker{m_directory.account(own), own.device()};
    for (const Node *asked : list->children("user"))
        users.append(user(asker, *asked, *query));
    Node answer{.tag = "usync", .attributes = usync->attributes, .content = QList{std::move(result), std::move(users)}};
    return IqAnswer::of(std::move(answer));
}

Node UsyncRequests::user(const Endpoint &asker, const Node &asked, const Node &query)
{
    const auto jid = asked.jid("jid");
    const Node *contact = asked.child("contact");
    const QByteArray wanted = contact ? contact->bytes() : QByteArray();
    Account *account = jid ? m_directory.account(*jid) : m_directory.account(numberIn(wanted));

    // In the form that was asked; who asks by number gets the form the query names.
    Node answer{.tag = "user"};
    if (jid)
        answer.set({"jid", jid->bare()});
    else if (account && query.child("contact") && query.child("contact")->attr("addressing_mode") == "lid")
        answer.set({"jid", account->lid()}).set({"pn_jid", account->jid()});
    else
        answer.set({"jid", Jid(numberIn(wanted), Jid::Server::Phone)});

    for (const Node &protocol : query.children()) {
        if (protocol.tag == "contact") {
            Node found{.tag = "contact", .attributes = {{"type", account ? "in" : "out"}}};
            if (!wanted.isEmpty())
                found.content = wanted;
            answer.append(std::move(found));
        } else if (!account) {
            continue;
        } else if (protocol.tag == "devices") {
            answer.append(account->deviceList(m_clock.nowMs() / 1000, m_random));
            m_news.told(asker, *account);
        } else if (protocol.tag == "lid") {
            answer.append(Node{.tag = "lid", .attributes = {{"val", account->lid()}}});
        } else {
            answer.append(Node{.tag = protocol.tag});
        }
    }
    return answer;
}

} // namespace desk::wa::sim
