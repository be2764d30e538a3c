#include "whatsapp/protocol/usync.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxAnswers = 1024;
constexpr qsizetype maxDevices = 256;
constexpr qsizetype maxQueryBytes = 64;
constexpr qsizetype maxHashBytes = 64;
constexpr qsizetype maxKeyIndexBytes = 64 << 10;

QByteArray nameOf(UsyncContext context)
{
    switch (context) {
    case UsyncContext::Message:
        return "message";
    case UsyncContext::Interactive:
        return "interactive";
    case UsyncContext::Background:
        return "background";
    case UsyncContext::Notification:
        return "notification";
    }
    return {};
}

Node query(const QByteArray &sid, UsyncContext context, QList<Node> protocols, QList<Node> users)
{
    Node usync{
        .tag = "usync",
        .attributes = {{"sid", sid}, {"mode", "query"}, {"last", "true"}, {"index", "0"}, {"context", nameOf(context)}},
        .content = QList{Node{.tag = "query", .content = std::move(protocols)},
                         Node{.tag = "list", .content = std::move(users)}}};
    return {.tag = "iq",
            .attributes = {{"type", "get"}, {"xmlns", "usync"}, {"to", Jid::server()}},
            .content = QList{std::move(usync)}};
}

Result<QList<Node>> userNodes(const QList<Jid> &users)
{
    QList<Node> nodes;
    QSet<Jid> known;
    for (const Jid &user : users) {
        const Jid account = user.account();
        if (!account.isPerson())
            return fail(Errc::Invalid, u"devices of what is no person"_s);
        if (known.contains(account))
            continue;
        known.insert(account);
        nodes.append({.tag = "user", .attributes = {{"jid", account}}});
    }
    if (nodes.isEmpty() || nodes.size() > maxUsyncUsers)
        return fail(Errc::Invalid, u"a query about %1 users"_s.arg(nodes.size()));
    return nodes;
}

int usyncErrorOf(const Node &node)
{
    const Node *error = node.child("error");
    if (!error)
        return 0;
    const qint64 code = error->number("code").value_or(-1);
    return code > 0 && code < 100'000 ? int(code) : -1;
}

void readDevices(const Node &devices, UsyncUser &user)
{
    const Node *list = devices.child("device-list");
    if (!list)
        return;
    QList<UsyncDevice> read;
    QSet<quint16> known;
    // Device 0 always exists.
    read.append({.jid = user.jid});
    known.insert(0);
    for (const Node *device : list->children("device")) {
        const auto id = device->number("id");
        const auto keyIndex = device->number("key-index");
        if (!id || *id <= 0 || *id > 255 || !keyIndex || *keyIndex < 0 || *keyIndex > 0x7fffffff
            || known.contains(quint16(*id)) || read.size() >= maxDevices)
            continue;
        known.insert(quint16(*id));
        const bool hosted = device->attr("is_hosted") == "true" || *id == 99;
        const Jid::Server server = !hosted ? user.jid.serverKind()
            : user.jid.isLid()             ? Jid::Server::HostedLid
                                           : Jid::Server::Hosted;
        read.append({.jid = Jid(user.jid.user(), server, quint16(*id)), .keyIndex = int(*keyIndex), .hosted = hosted});
    }
    user.devices = std::move(read);
    user.deviceHash = list->attr("hash").size() <= maxHashBytes ? list->attr("hash") : QByteArray();
    if (const Node *keys = devices.child("key-index-list"); keys && keys->bytes().size() <= maxKeyIndexBytes) {
        user.keyIndexTime = std::max<qint64>(keys->number("ts").value_or(0), 0);
        user.keyIndexList = keys->bytes();
    }
}

ContactState contactState(const QByteArray &type)
{
    if (type == "in")
        return ContactState::In;
    if (type == "out")
        return ContactState::Out;
    return type == "invalid" ? ContactState::Invalid : ContactState::Unknown;
}

std::optional<UsyncUser> readUser(const Node &node)
{
    UsyncUser user;
    const auto jid = node.jid("jid");
    if (jid && jid->isPerson())
        user.jid = jid->account();
    else if (node.has("jid"))
        return std::nullopt;
    if (user.jid.isLid())
        user.lid = user.jid;
    else if (!user.jid.isNull())
        user.phone = user.jid;
    if (const auto phone = node.jid("pn_jid"); phone && phone->isPerson() && !phone->isLid())
        user.phone = phone->account();
    user.error = usyncErrorOf(node);

    if (const Node *lid = node.child("lid"))
        if (const auto value = lid->jid("val"); value && value->isPerson() && value->isLid())
            user.lid = value->account();
    if (const Node *devices = node.child("devices"); devices && !user.jid.isNull()) {
        if (user.error == 0)
            user.error = usyncErrorOf(*devices);
        readDevices(*devices, user);
    }
    if (const Node *contact = node.child("contact")) {
        user.contact = contactState(contact->attr("type"));
        user.query = contact->bytes().size() <= maxQueryBytes ? contact->bytes() : QByteArray();
    }
    if (user.jid.isNull() && user.query.isEmpty())
        return std::nullopt;
    return user;
}

} // namespace

Result<Node> devicesRequest(const QList<Jid> &users, const QByteArray &sid, UsyncContext context)
{
    return userNodes(users).map([&](QList<Node> nodes) {
        return query(sid, context, {{.tag = "devices", .attributes = {{"version", "2"}}}, {.tag = "lid"}},
                     std::move(nodes));
    });
}

Result<Node> lidRequest(const QList<Jid> &users, const QByteArray &sid)
{
    return userNodes(users).map(
        [&](QList<Node> nodes) { return query(sid, UsyncContext::Background, {{.tag = "lid"}}, std::move(nodes)); });
}

Result<Node> contactRequest(const QStringList &phones, const QByteArray &sid)
{
    QList<Node> users;
    for (const QString &phone : phones) {
        const QString digits = phone.startsWith(u'+') ? phone.sliced(1) : phone;
        const bool fine = digits.size() >= 5 && digits.size() <= 20
            && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!fine)
            return fail(Errc::Invalid, u"a number that is none"_s);
        users.append(
            {.tag = "user", .content = QList{Node{.tag = "contact", .content = Text{"+" + digits.toLatin1()}}}});
    }
    if (users.isEmpty() || users.size() > maxUsyncUsers)
        return fail(Errc::Invalid, u"a query about %1 numbers"_s.arg(users.size()));
    return query(sid, UsyncContext::Interactive, {{.tag = "contact"}, {.tag = "lid"}}, std::move(users));
}

Result<QList<UsyncUser>> parseUsync(const Node &result)
{
    const Node *usync = result.child("usync");
    const Node *list = usync ? usync->child("list") : nullptr;
    // A refused protocol has no answers. Without the hidden ids the others still count.
    if (const Node *protocols = usync ? usync->child("result") : nullptr)
        for (const Node &protocol : protocols->children())
            if (const int error = usyncErrorOf(protocol); error != 0 && (protocol.tag != "lid" || !list))
                return fail(Errc::Rejected, u"%1: %2"_s.arg(QString::fromLatin1(protocol.tag)).arg(error));
    if (!list)
        return fail(Errc::Protocol, u"no list of users"_s);
    QList<UsyncUser> users;
    for (const Node *node : list->children("user"))
        if (auto user = readUser(*node); user && users.size() < maxAnswers)
            users.append(*std::move(user));
    return users;
}

} // namespace desk::wa
