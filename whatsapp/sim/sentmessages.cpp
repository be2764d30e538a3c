#include "whatsapp/sim/sentmessages.h"

#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/crypto/hashes.h"

namespace desk::wa::sim {

namespace {

constexpr qsizetype digestBytes = 16;

QByteArray digestOf(const Node &message)
{
    return sha256(writeNode(message).value_or(QByteArray())).first(digestBytes);
}

} // namespace

SentMessages::Standing SentMessages::standing(const Endpoint &from, const Node &message, bool again) const
{
    const auto record = m_records.constFind({from, message.attr("id")});
    if (record == m_records.cend())
        return Standing::New;
    const QByteArray digest = digestOf(message);
    if (again)
        return record->resent.contains(digest) ? Standing::Repeated : Standing::New;
    return record->digest == digest ? Standing::Repeated : Standing::Different;
}

void SentMessages::accept(const Endpoint &from, const Node &message, bool again, qint64 handed)
{
    const Key key{from, message.attr("id")};
    auto record = m_records.find(key);
    if (record == m_records.end()) {
        record = m_records.insert(key, {.id = key.second});
        m_order.push_back(key);
    }
    if (again) {
        record->resent.append(digestOf(message));
        record->handedAgain += handed;
    } else {
        record->digest = digestOf(message);
        record->handed += handed;
    }
    if (m_order.size() > limit) {
        m_records.remove(m_order.front());
        m_order.pop_front();
    }
}

QList<SentMessages::Record> SentMessages::of(const Endpoint &from) const
{
    QList<Record> records;
    for (const Key &key : m_order) {
        if (key.first == from)
            records.append(m_records.value(key));
    }
    return records;
}

} // namespace desk::wa::sim
