#pragma once

#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QtGlobal>

#include <functional>
#include <map>

namespace desk::wa::sim {

/// What was pushed to one client and is not acknowledged yet, in order (note 2, section 11.5). A value of its device or
/// connection; the simulator's thread.
class OutgoingQueue
{
public:
    struct Entry
    {
        Node node;
        int tries = 0;
        qint64 sentAt = 0; ///< on this connection, Unix milliseconds; 0: not yet
        bool reported = false;
        bool askedAgain = false; ///< a message whose ciphertext was of no use: the client asked for another

        /// A message of another device of the same account to somebody else.
        [[nodiscard]] bool isOwnCopy() const { return node.tag == "message" && node.has("recipient"); }
    };

    /// @param node has an id. @return its number in the queue.
    quint64 add(Node node);

    /// The oldest stanza that @p answer, an <ack> or <receipt>, is about: class, id, to, participant and recipient must be
    /// those of the stanza. @param id one of those in the receipt. 0 when there is none.
    [[nodiscard]] quint64 answered(const Node &answer, const QByteArray &id) const;
    void remove(quint64 number);
    /// Removes whatever an <ack> answers, but for messages, which are Delivery's. @return whether there was such a stanza.
    bool acknowledge(const Node &ack);

    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    /// Nothing when it has been acknowledged meanwhile. Valid until the queue changes.
    [[nodiscard]] Entry *find(quint64 number);
    /// In order, by number. Numbers grow, so what comes later has a higher one.
    [[nodiscard]] const std::map<quint64, Entry> &entries() const { return m_entries; }

    /// The lowest number that is at least @p from; 0 when there is none.
    [[nodiscard]] quint64 nextFrom(quint64 from) const;
    /// 0 when the queue is empty.
    [[nodiscard]] quint64 lastNumber() const { return m_entries.empty() ? 0 : m_entries.rbegin()->first; }

    /// A new connection: nothing counts as sent on it.
    void startOver();
    /// Calls @p late once for each stanza that was sent on this connection before @p before.
    void reportLate(qint64 before, const std::function<void(const Node &)> &late);

    [[nodiscard]] QJsonArray toJson() const;
    [[nodiscard]] static OutgoingQueue fromJson(const QJsonArray &json);

private:
    std::map<quint64, Entry> m_entries;
    QMultiHash<QByteArray, quint64> m_byKey;
    quint64 m_next = 1;
};

} // namespace desk::wa::sim
