#include "whatsapp/sim/keyrequests.h"

#include "whatsapp/sim/stanzas.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr qsizetype fewPreKeys = 5; // from here on the owner is told

QList<Node> withWrongSignature(QList<Node> bundle)
{
    for (Node &part : bundle) {
        if (part.tag != "skey")
            continue;
        QList<Node> key = part.children();
        QByteArray signature = key.last().bytes();
        signature[0] = char(~signature[0]);
        key.last().content = signature;
        part.content = std::move(key);
    }
    return bundle;
}

} // namespace

KeyRequests::KeyRequests(Directory &directory, Delivery &delivery, DeviceNews &news, RelayFaults &faults,
                         Random &random, QObject *parent)
    : QObject(parent), m_directory(directory), m_delivery(delivery), m_news(news), m_faults(faults), m_random(random)
{
}

IqAnswer KeyRequests::answer(ClientSession &session, const Node &iq)
{
    Device *device = session.device();
    return iq.attr("type") == "get" ? get(*device, iq) : set(*device, iq);
}

IqAnswer KeyRequests::get(Device &device, const Node &iq)
{
    if (iq.child("count"))
        return IqAnswer::of(Node{.tag = "count", .attributes = {{"value", device.keys.count()}}});
    if (iq.child("digest"))
        return IqAnswer::of(Node{.tag = "digest", .content = device.keys.digest()});
    if (const Node *key = iq.child("key"))
        return IqAnswer::of(bundles({m_directory.account(device.jid), device.jid.device()}, *key));
    return IqAnswer::refused(400);
}

IqAnswer KeyRequests::set(Device &device, const Node &iq)
{
    const Node *rotate = iq.child("rotate");
    const Node *skey = rotate ? rotate->child("skey") : nullptr;
    if (rotate && !skey)
        return IqAnswer::violated("prekey_upload", u"rotate without skey"_s, 406);
    const Result<> taken = skey ? device.keys.rotate(*skey) : device.keys.upload(iq);
    if (!taken)
        return IqAnswer::violated("prekey_upload", taken.error().detail, 406);
    Q_EMIT changed(device.jid.user());
    return IqAnswer::empty();
}

Node KeyRequests::bundles(const Endpoint &asker, const Node &request)
{
    Node list{.tag = "list"};
    for (const Node *user : request.children("user"))
        list.append(bundle(asker, *user));
    return list;
}

Node KeyRequests::bundle(const Endpoint &asker, const Node &user)
{
    Node answer{.tag = "user", .attributes = {{"jid", user.attr("jid")}}};
    const Jid jid = user.jid("jid").value_or(Jid());
    PreKeyStore *keys = keysOf(jid);
    if (!keys) {
        answer.append(Node{.tag = "error", .attributes = {{"code", 406}, {"text", errorText(406)}}});
        return answer;
    }
    answer.content = keys->takeBundle();
    handedOut(jid);
    if (const Endpoint wanted{m_directory.account(jid), jid.device()};
        m_faults.take(RelayFaults::Kind::SpoilBundle, wanted.name())) {
        answer.content = withWrongSignature(answer.children());
        m_news.excuse(asker, wanted);
    }
    return answer;
}

std::optional<PreKeyBundle> KeyRequests::take(const Jid &jid)
{
    PreKeyStore *keys = keysOf(jid);
    if (!keys)
        return std::nullopt;
    PreKeyBundle bundle = keys->takeKeys();
    handedOut(jid);
    return bundle;
}

PreKeyStore *KeyRequests::keysOf(const Jid &jid)
{
    Account *account = m_directory.account(jid);
    if (!account)
        return nullptr;
    if (jid.device() == 0)
        return &account->phone().preKeys();
    Device *device = account->device(jid.device());
    return device ? &device->keys : nullptr;
}

void KeyRequests::handedOut(const Jid &jid)
{
    Account &account = *m_directory.account(jid);
    if (jid.device() == 0) {
        account.phone().refill(m_random);
    } else {
        Device &device = *account.device(jid.device());
        // Told once on the way down, and once more at the end.
        if (const qsizetype left = device.keys.count(); left == fewPreKeys || left == 0)
            m_delivery.announceFewPreKeys(device);
    }
    Q_EMIT changed(account.number());
}

} // namespace desk::wa::sim
