#pragma once

#include "whatsapp/binary/jid.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <deque>
#include <optional>

namespace desk::wa::sim {

/// What follows the protobuf of a message before it is encrypted.
enum class Padding : quint8 {
    Right,
    Bad,  ///< a tail that is none
    None, ///< as it is
};

/// A message as a phone keeps it: one that it has read, or written itself.
struct PhoneMessage
{
    QByteArray id = {};
    Jid chat = {};            ///< bare, as in the stanza
    Jid author = {};          ///< device, as in the stanza
    bool fromMe = false;      ///< of the phone's own account
    bool writtenHere = false; ///< by the phone itself: it answers retry receipts
    qint64 timestamp = 0;     ///< Unix seconds
    QString pushName = {};
    QByteArray content = {}; ///< Message without padding
    Padding padding = Padding::Right;
    QByteArray type = {}; ///< of the stanza; empty: what the content says
};

/// The last messages of a phone. A value of it.
class PhoneLog
{
public:
    void append(PhoneMessage message)
    {
        if (m_messages.size() == capacity)
            m_messages.pop_front();
        m_messages.push_back(std::move(message));
    }
    /// The youngest that @p wanted likes; nullptr when there is none. Valid until the log changes.
    template<typename Wanted>
    [[nodiscard]] const PhoneMessage *find(Wanted wanted) const
    {
        const auto found = std::find_if(m_messages.crbegin(), m_messages.crend(), wanted);
        return found == m_messages.crend() ? nullptr : &*found;
    }

    /// The oldest first.
    [[nodiscard]] const std::deque<PhoneMessage> &messages() const { return m_messages; }

private:
    static constexpr size_t capacity = 500;
    std::deque<PhoneMessage> m_messages;
};

} // namespace desk::wa::sim
