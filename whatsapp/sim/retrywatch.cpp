#include "whatsapp/sim/retrywatch.h"

#include "whatsapp/message/retryreceipt.h"
#include "whatsapp/pairing/devicekeys.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr size_t limit = 50'000;
constexpr int highestCount = 5;
constexpr int keysFrom = 2; ///< the count from which on keys must be there

std::optional<QString> keysProblem(const RetryKeys &keys, PreKeyStore &store)
{
    if (keys.identity != store.identity())
        return u"the identity is not the device's"_s;
    if (!isPreKeySignedBy(keys.identity, keys.signedKey, keys.signature))
        return u"the signature of skey is wrong"_s;
    if (!keys.preKey.isEmpty()) {
        if (store.isWaiting(keys.preKeyId))
            return u"the one-time key is still to be handed out by the server"_s;
        store.noteHandedOut(keys.preKeyId, keys.preKey);
    }
    return std::nullopt;
}

} // namespace

std::optional<QString> RetryWatch::take(const Endpoint &from, const Node &receipt)
{
    const auto request = parseRetry(receipt);
    if (!request)
        return request.error().detail;
    const QByteArray key =
        QByteArrayList{from.name(), receipt.attr("to"), receipt.attr("participant"), request->messageId}.join('\n');
    auto last = m_counts.find(key);
    if (last == m_counts.end()) {
        last = m_counts.insert(key, 0);
        m_order.push_back(key);
        if (m_order.size() > limit) {
            m_counts.remove(m_order.front());
            m_order.pop_front();
        }
    }
    const int before = std::exchange(*last, request->count);
    if (request->keys) {
        if (auto problem = keysProblem(*request->keys, from.keys()))
            return problem;
    }
    if (request->messageId != receipt.attr("id"))
        return u"<retry> names another id"_s;
    if (request->count <= before)
        return u"count %1 after %2"_s.arg(request->count).arg(before);
    if (request->count > highestCount)
        return u"count %1"_s.arg(request->count);
    if (request->count >= keysFrom && !request->keys)
        return u"count %1 without keys"_s.arg(request->count);
    if (request->registrationId != from.keys().registrationId())
        return u"registration is not the device's"_s;
    return std::nullopt;
}

} // namespace desk::wa::sim
