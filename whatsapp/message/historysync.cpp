#include "whatsapp/message/historysync.h"

#include "whatsapp/binary/inflate.h"
#include "whatsapp/proto/historysync.pb.h"
#include "whatsapp/proto/protobytes.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxInflated = 64LL << 20;
constexpr qsizetype maxPairs = 100'000;

void addPair(const std::string &phone, const std::string &lid, QList<LidMapping> &pairs)
{
    if (pairs.size() >= maxPairs || phone.size() > 64 || lid.size() > 64)
        return;
    const auto number = Jid::parse(toBytes(phone));
    const auto hidden = Jid::parse(toBytes(lid));
    if (number && hidden && number->isPerson() && number->isPhone() && hidden->isPerson() && hidden->isLid())
        pairs.append({.phone = number->account(), .lid = hidden->account()});
}

} // namespace

Result<QList<LidMapping>> parseHistoryMappings(QByteArrayView compressed)
{
    const auto plain = inflated(compressed, maxInflated);
    if (!plain)
        return fail(plain.error());
    const auto history = parsed<proto::HistorySync>(*plain);
    if (!history)
        return fail(Errc::Protocol, u"history that cannot be read"_s);
    QList<LidMapping> pairs;
    for (const auto &mapping : history->phone_number_to_lid_mappings())
        addPair(mapping.pn_jid(), mapping.lid_jid(), pairs);
    for (const auto &conversation : history->conversations()) {
        // A chat is named by one identity and tells the other.
        if (conversation.has_lid_jid())
            addPair(conversation.has_pn_jid() ? conversation.pn_jid() : conversation.id(), conversation.lid_jid(),
                    pairs);
        else if (conversation.has_pn_jid())
            addPair(conversation.pn_jid(), conversation.id(), pairs);
    }
    return pairs;
}

} // namespace desk::wa
