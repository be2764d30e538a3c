#include "whatsapp/sim/keywatch.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr size_t limit = 500'000;

} // namespace

bool KeyWatch::Uses::note(size_t key, size_t use)
{
    const auto [entry, isNew] = m_uses.try_emplace(key, use);
    if (!isNew)
        return entry->second == use;
    m_order.push_back(key);
    if (m_order.size() > limit) {
        m_uses.erase(m_order.front());
        m_order.pop_front();
    }
    return true;
}

std::optional<Violation> KeyWatch::use(const Endpoint &from, const Endpoint &to, const Jid &group, const Node &enc)
{
    const QByteArray bytes = enc.bytes();
    const auto frame = readSignalFrame(enc.attr("type"), bytes);
    if (!frame)
        return std::nullopt; // complained about already
    if (enc.attr("type") == "skmsg") {
        if (!m_messageKeys.note(qHashMulti(1, from, group, frame->keyId, frame->iteration), qHash(bytes)))
            return Violation{"message_key_reused", u"iteration %1 of a sender key"_s.arg(frame->iteration)};
        return std::nullopt;
    }
    if (enc.attr("type") == "pkmsg") {
        if (auto problem = usePreKey(from, to, *frame))
            return problem;
    }
    // The wrapping of a pre-key message may change while the message inside stays.
    const QByteArrayView inner = QByteArrayView(bytes).first(frame->macEnd).last(8);
    if (!m_messageKeys.note(qHashMulti(2, from, to, frame->ratchetKey, frame->counter), qHash(inner)))
        return Violation{"message_key_reused",
                         u"counter %1 to %2"_s.arg(frame->counter).arg(QString::fromLatin1(to.name()))};
    return std::nullopt;
}

std::optional<Violation> KeyWatch::usePreKey(const Endpoint &from, const Endpoint &to, const SignalFrame &frame)
{
    if (frame.identityKey.sliced(1) != from.keys().identity())
        return Violation{"identity", u"the identity in a pkmsg is not the sender's"_s};
    if (!frame.preKeyId)
        return std::nullopt;
    const PreKeyStore &keys = to.keys();
    if (!keys.wasHandedOut(*frame.preKeyId))
        return Violation{"one_time_key", u"key %1 was never handed out"_s.arg(*frame.preKeyId)};
    if (!m_preKeys.note(qHashMulti(3, to, keys.identity(), *frame.preKeyId), qHash(frame.baseKey)))
        return Violation{"one_time_key", u"key %1 was used before"_s.arg(*frame.preKeyId)};
    return std::nullopt;
}

} // namespace desk::wa::sim
