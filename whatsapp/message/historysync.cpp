#include "whatsapp/message/historysync.h"

#include "whatsapp/binary/inflate.h"
#include "whatsapp/message/displaytext.h"
#include "whatsapp/proto/historysync.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxInflated = 64LL << 20;
constexpr qsizetype maxEach = 100'000;
constexpr size_t maxJidText = 64;
constexpr size_t maxTokenSize = 1024;
constexpr qint64 latestTime = 1LL << 40; // Unix seconds; what is later is no time

void addPair(const std::string &phone, const std::string &lid, QList<LidMapping> &pairs)
{
    if (pairs.size() >= maxEach || phone.size() > maxJidText || lid.size() > maxJidText)
        return;
    const auto number = Jid::parse(toBytes(phone));
    const auto hidden = Jid::parse(toBytes(lid));
    if (number && hidden && number->isPerson() && number->isPhone() && hidden->isPerson() && hidden->isLid())
        pairs.append({.phone = number->account(), .lid = hidden->account()});
}

Jid historyJid(const std::string &text)
{
    const auto jid = text.size() > maxJidText ? std::nullopt : Jid::parse(toBytes(text));
    return jid && (jid->isPerson() || jid->isGroup()) ? jid->account() : Jid();
}

qint64 historyTime(quint64 seconds)
{
    return seconds < quint64(latestTime) ? qint64(seconds) : 0;
}

void addChat(const proto::HistorySync::Conversation &conversation, HistorySync &history)
{
    history.messages += conversation.messages_size();
    HistoryChat chat{.id = historyJid(conversation.id()), .messages = conversation.messages_size()};
    if (chat.id.isNull() || history.chats.size() >= maxEach)
        return;
    if (const Jid alt = historyJid(chat.id.isLid() ? conversation.pn_jid() : conversation.lid_jid()); alt.isPerson())
        chat.alt = alt;
    if (conversation.tc_token().size() <= maxTokenSize)
        chat.token = toBytes(conversation.tc_token());
    chat.tokenTime = historyTime(conversation.tc_token_timestamp());
    chat.tokenGiven = historyTime(conversation.tc_token_sender_timestamp());
    history.chats.append(std::move(chat));
}

} // namespace

Result<HistorySync> parseHistorySync(QByteArrayView compressed)
{
    const auto plain = inflated(compressed, maxInflated);
    if (!plain)
        return fail(plain.error());
    const auto sync = parsed<proto::HistorySync>(*plain);
    if (!sync)
        return fail(Errc::Protocol, u"history that cannot be read"_s);
    HistorySync history{.syncType = sync->sync_type(),
                        .chunk = sync->chunk_order(),
                        .progress = std::min<quint32>(sync->progress(), 100)};
    for (const auto &mapping : sync->phone_number_to_lid_mappings())
        addPair(mapping.pn_jid(), mapping.lid_jid(), history.mappings);
    for (const auto &conversation : sync->conversations()) {
        // A chat is named by one identity and tells the other.
        if (conversation.has_lid_jid())
            addPair(conversation.has_pn_jid() ? conversation.pn_jid() : conversation.id(), conversation.lid_jid(),
                    history.mappings);
        else if (conversation.has_pn_jid())
            addPair(conversation.pn_jid(), conversation.id(), history.mappings);
        addChat(conversation, history);
    }
    for (const auto &pushName : sync->pushnames()) {
        const Jid jid = historyJid(pushName.id());
        const QString name = cleanName(
            QByteArrayView(pushName.pushname().data(), qsizetype(pushName.pushname().size())));
        if (jid.isPerson() && !name.isEmpty() && history.pushNames.size() < maxEach)
            history.pushNames.append({jid, name});
    }
    if (sync->nct_salt().size() <= maxTokenSize)
        history.salt = SecretBytes::copyOf(QByteArrayView(sync->nct_salt().data(), qsizetype(sync->nct_salt().size())));
    return history;
}

} // namespace desk::wa
