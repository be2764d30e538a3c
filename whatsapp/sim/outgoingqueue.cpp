#include "whatsapp/sim/outgoingqueue.h"

#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/sim/stanzas.h"

namespace desk::wa::sim {

namespace {

// An address may have been written in two ways; its canonical text is one.
QByteArray canonical(const QByteArray &address)
{
    const auto jid = Jid::parse(address);
    return jid ? jid->toText() : address;
}

QByteArray keyOf(const QByteArray &tag, const QByteArray &id, const QByteArray &address, const Node &stanza)
{
    return QByteArrayList{tag, id, canonical(address), canonical(stanza.attr("participant")),
                          canonical(stanza.attr("recipient"))}
        .join('\n');
}

} // namespace

quint64 OutgoingQueue::add(Node node)
{
    const quint64 number = m_next++;
    m_byKey.insert(keyOf(node.tag, node.attr("id"), node.attr("from"), node), number);
    m_entries.emplace(number, Entry{.node = std::move(node)});
    return number;
}

quint64 OutgoingQueue::answered(const Node &answer, const QByteArray &id) const
{
    const QByteArray tag = answer.tag == "receipt" ? QByteArray("message") : answer.attr("class");
    const auto numbers = m_byKey.values(keyOf(tag, id, answer.attr("to"), answer));
    return numbers.isEmpty() ? 0 : *std::min_element(numbers.cbegin(), numbers.cend());
}

void OutgoingQueue::remove(quint64 number)
{
    const auto entry = m_entries.find(number);
    if (entry == m_entries.end())
        return;
    const Node &node = entry->second.node;
    m_byKey.remove(keyOf(node.tag, node.attr("id"), node.attr("from"), node), number);
    m_entries.erase(entry);
}

bool OutgoingQueue::acknowledge(const Node &ack)
{
    const quint64 number = answered(ack, ack.attr("id"));
    remove(number);
    return number != 0;
}

OutgoingQueue::Entry *OutgoingQueue::find(quint64 number)
{
    const auto entry = m_entries.find(number);
    return entry == m_entries.end() ? nullptr : &entry->second;
}

quint64 OutgoingQueue::nextFrom(quint64 from) const
{
    const auto next = m_entries.lower_bound(from);
    return next == m_entries.end() ? 0 : next->first;
}

void OutgoingQueue::startOver()
{
    for (auto &[number, entry] : m_entries) {
        entry.sentAt = 0;
        entry.reported = false;
    }
}

void OutgoingQueue::reportLate(qint64 before, const std::function<void(const Node &)> &late)
{
    for (auto &[number, entry] : m_entries) {
        if (entry.sentAt == 0)
            break; // nothing behind it was sent either
        if (!entry.reported && entry.sentAt < before) {
            entry.reported = true;
            late(entry.node);
        }
    }
}

QJsonArray OutgoingQueue::toJson() const
{
    QJsonArray json;
    for (const auto &[number, entry] : m_entries) {
        if (const auto frame = writeNode(entry.node))
            json.append(QJsonArray{entry.tries, toHex(*frame)});
    }
    return json;
}

OutgoingQueue OutgoingQueue::fromJson(const QJsonArray &json)
{
    OutgoingQueue queue;
    for (const auto &value : json) {
        if (auto node = readNode(fromHex(value[1])))
            queue.find(queue.add(*std::move(node)))->tries = value[0].toInt();
    }
    return queue;
}

} // namespace desk::wa::sim
