#include "whatsapp/message/call.h"

#include "whatsapp/message/displaytext.h"
#include "whatsapp/message/messageid.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

Result<std::optional<CallOffer>> parseCall(const Node &call)
{
    const Node *offer = call.child("offer");
    if (!offer)
        return std::optional<CallOffer>();
    CallOffer read;
    read.id = offer->attr("call-id");
    const auto from = call.jid("from");
    if (!isMessageId(read.id) || !from || !from->isPerson())
        return fail(Errc::Protocol, u"a call of nobody"_s);
    read.caller = *from;
    read.creator = offer->jid("call-creator").value_or(*from);
    const auto phone = offer->jid("caller_pn");
    if (from->isLid() && phone && phone->isPhone())
        read.callerPhone = phone->account();
    read.pushName = cleanName(QByteArrayView(call.attr("notify")));
    const qint64 time = call.number("t").value_or(0);
    read.timestamp = time > 0 && time < (qint64(1) << 40) ? time : 0;
    read.video = offer->child("video") != nullptr;
    read.group = offer->has("group-jid");
    read.offline = call.has("offline");
    return std::optional(read);
}

Node rejectCallNode(const QByteArray &stanzaId, const CallOffer &offer)
{
    Node reject{.tag = "reject",
                .attributes = {{"call-id", offer.id}, {"call-creator", offer.creator}, {"count", "0"}}};
    return {.tag = "call",
            .attributes = {{"to", offer.caller.account()}, {"id", stanzaId}},
            .content = QList{std::move(reject)}};
}

} // namespace desk::wa
