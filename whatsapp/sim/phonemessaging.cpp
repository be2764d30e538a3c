#include "whatsapp/sim/phonemessaging.h"

#include "whatsapp/media/mediaretry.h"
#include "whatsapp/proto/protobytes.h"

#include <whatsapp/proto/historysync.pb.h>
#include <whatsapp/proto/message.pb.h>

#include <cstdio>
#include <map>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

PhoneMessaging::PhoneMessaging(const PhoneContext &context, QObject *parent)
    : QObject(parent), m_context(context), m_writer(context), m_reader(context, m_writer)
{
    connect(&m_reader, &PhoneReader::hasRead, this, &PhoneMessaging::hasRead);
    connect(&m_context.relay, &Relay::phoneStanza, this,
            [this](Account *account, const Node &stanza) { take(*account, stanza); });
}

PhoneStore &PhoneMessaging::storeOf(Account &account)
{
    auto &store = m_stores[&account];
    if (!store)
        store = std::make_unique<PhoneStore>(account, m_context.clock, m_context.random);
    return *store;
}

void PhoneMessaging::take(Account &account, const Node &stanza)
{
    PhoneStore &phone = storeOf(account);
    if (stanza.tag == "message") {
        m_reader.read(phone, stanza);
        Q_EMIT changed(account.number());
    } else if (stanza.tag == "receipt") {
        takeReceipt(phone, stanza);
    } else if (stanza.tag == "notification") {
        takeNotification(phone, stanza);
    }
}

void PhoneMessaging::takeReceipt(PhoneStore &phone, const Node &receipt)
{
    if (receipt.attr("type") == "server-error")
        return takeServerError(phone, receipt);
    if (receipt.attr("type") != "retry")
        return;
    const auto receipts = parseReceipt(receipt, {phone.account().jid(), phone.account().lid()});
    if (!receipts) {
        if (const auto from = receipt.jid("from");
            const Account *sender = from ? m_context.directory.account(*from) : nullptr)
            m_context.violations.report(sender->jid(from->device()).toText(),
                                        {"malformed", receipts.error().detail, receipt.attr("id")});
        return;
    }
    for (const IncomingReceipt &retry : *receipts)
        m_writer.sendAgain(phone, retry);
}

void PhoneMessaging::takeServerError(PhoneStore &phone, const Node &receipt)
{
    const auto asker = receipt.jid("from");
    const Node *reference = receipt.child("rmr");
    const auto chat = reference ? reference->jid("jid") : std::nullopt;
    if (!asker || !chat) {
        if (asker)
            m_context.violations.report(asker->toText(),
                                        {"media_retry", u"a request without <rmr>"_s, receipt.attr("id")});
        return;
    }
    const Endpoint companion{&phone.account(), asker->device()};
    const Account *person = m_context.directory.account(*chat);
    const PhoneMessage *message = phone.log().find([&](const PhoneMessage &known) {
        return known.id == receipt.attr("id")
            && (known.chat == *chat || (person && m_context.directory.account(known.chat) == person));
    });
    const auto content = message ? parseMessage(message->content, {.ownAccount = true}) : fail(Errc::NotFound);
    LostMedia lost{.messageId = receipt.attr("id"), .chat = *chat, .fromMe = reference->attr("from_me") == "true"};
    if (!content || !content->media) {
        m_context.relay.notification(
            companion,
            Node{.tag = "notification",
                 .attributes = {{"type", "mediaretry"}, {"id", lost.messageId}},
                 .content = QList{Node{.tag = "error", .attributes = {{"code", 2}}}, *reference}});
        return;
    }
    lost.key = content->media->key;
    if (const auto sound = checkMediaRetryRequest(receipt, lost.key); !sound) {
        m_context.violations.report(asker->toText(), {"media_retry", sound.error().detail, lost.messageId});
        return;
    }
    const auto path = m_keepsFiles ? m_context.blobs.renew(content->media->directPath) : fail(Errc::NotFound);
    if (const auto answer = mediaRetryAnswer(lost, path.value_or(QByteArray()), m_context.random))
        m_context.relay.notification(companion, *answer);
}

void PhoneMessaging::takeNotification(PhoneStore &phone, const Node &notification)
{
    const auto from = notification.jid("from");
    const Account *contact = from ? m_context.directory.account(*from) : nullptr;
    if (!contact || contact == &phone.account())
        return;
    // Nobody is excused by this: the session on the other side is gone already.
    if (notification.attr("type") == "encrypt" && notification.child("identity"))
        phone.drop(contact->lid());
    else if (const Node *removed = notification.child("remove"); notification.attr("type") == "devices" && removed)
        for (const Node *device : removed->children("device"))
            if (const auto jid = device->jid("jid"))
                phone.drop(m_context.directory.hiddenId(*jid));
}

Result<QByteArray> PhoneMessaging::send(Account &from, const PhoneOrder &order)
{
    return m_writer.send(storeOf(from), order);
}

void PhoneMessaging::sendHistory(Account &account, const Jid &companion)
{
    constexpr quint32 bootstrap = 0;
    constexpr quint32 recent = 3;
    constexpr quint32 names = 4;
    PhoneStore &phone = storeOf(account);
    proto::HistorySync first;
    first.set_sync_type(bootstrap);
    proto::HistorySync chats;
    chats.set_sync_type(recent);
    chats.set_progress(100);
    proto::HistorySync pushNames;
    pushNames.set_sync_type(names);

    const auto name = [&pushNames](const Account &person) {
        if (person.name.isEmpty())
            return;
        auto *one = pushNames.add_pushnames();
        one->set_id(toStdString(person.jid().toText()));
        one->set_pushname(toStdString(person.name.toUtf8()));
    };
    name(account);
    std::map<QByteArray, proto::HistorySync::Conversation *> conversations;
    for (const PhoneMessage &message : phone.log().messages()) {
        auto &conversation = conversations[message.chat.toText()];
        if (!conversation) {
            conversation = chats.add_conversations();
            conversation->set_id(toStdString(message.chat.toText()));
            if (const Account *person = m_context.directory.account(message.chat)) {
                conversation->set_pn_jid(toStdString(person->jid().toText()));
                conversation->set_lid_jid(toStdString(person->lid().toText()));
                auto *mapping = first.add_phone_number_to_lid_mappings();
                mapping->set_pn_jid(toStdString(person->jid().toText()));
                mapping->set_lid_jid(toStdString(person->lid().toText()));
                if (person != &account)
                    name(*person);
            }
        }
        proto::WebMessageInfo info;
        info.mutable_key()->set_remote_jid(toStdString(message.chat.toText()));
        info.mutable_key()->set_from_me(message.fromMe);
        info.mutable_key()->set_id(toStdString(message.id));
        info.set_message(toStdString(message.content));
        info.set_message_timestamp(quint64(message.timestamp));
        conversation->add_messages()->set_message(toStdString(serialized(info)));
    }
    const auto send = [&](const proto::HistorySync &sync, quint32 type, quint32 progress, bool inlined) {
        const auto sent = m_writer.sendHistory(phone, companion, serialized(sync), type, progress, inlined);
        if (!sent)
            std::fprintf(stderr, "phone %s: %s\n", account.number().constData(), qUtf8Printable(sent.error().detail));
    };
    send(first, bootstrap, 0, true);
    send(pushNames, names, 0, false);
    send(chats, recent, 100, false);
}

void PhoneMessaging::read(Account &account, const Jid &chat, const QList<QByteArray> &ids)
{
    m_writer.read(storeOf(account), chat, ids);
}

void PhoneMessaging::chatState(Account &account, const Jid &chat, ChatState state)
{
    m_writer.chatState(storeOf(account), chat, state);
}

Result<> PhoneMessaging::forget(Account &account, const Jid &jid)
{
    const Account *contact = m_context.directory.account(jid);
    if (!contact || (jid.device() != 0 && !contact->device(jid.device())))
        return fail(Errc::NotFound, u"nobody has that address"_s);
    PhoneStore &phone = storeOf(account);
    phone.forget(contact->lid(jid.device()));
    if (jid.device() == 0) {
        for (const auto &[number, device] : contact->devices())
            phone.forget(contact->lid(number));
    }
    return {};
}

void PhoneMessaging::startOver(Account &account)
{
    account.phone() = account.phone().anew(m_context.random);
    m_stores.erase(&account);
    storeOf(account).forgetAll();
    m_context.relay.identityChanged(account);
    Q_EMIT changed(account.number());
}

} // namespace desk::wa::sim
