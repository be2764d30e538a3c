#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

// xmlns="usync": which devices somebody has, his hidden id, and whether a number is on WhatsApp at all (note 2, sections 4.2
// and 8; note 4). Pure, any thread. The id of the iq is added by who sends it.
namespace desk::wa {

enum class UsyncContext : quint8 {
    Message,     ///< before sending
    Interactive, ///< somebody looks at it
    Background,
    Notification, ///< a notice said that something changed
};

inline constexpr qsizetype maxUsyncUsers = 256;

/// Devices and hidden ids of all of them, our own account included where it is needed; each once, bare.
/// @param sid unique per query. @return Invalid for nobody, more than maxUsyncUsers or what is no person.
[[nodiscard]] Result<Node> devicesRequest(const QList<Jid> &users, const QByteArray &sid,
                                          UsyncContext context = UsyncContext::Message);

/// Hidden ids only.
[[nodiscard]] Result<Node> lidRequest(const QList<Jid> &users, const QByteArray &sid);

/// Whether these numbers are on WhatsApp, with their hidden ids. Rarely and few at a time: bulk checks are a ban trigger.
/// @param phones digits, with or without "+"; @return Invalid for none, too many, or what is no number of 5 to 20 digits.
[[nodiscard]] Result<Node> contactRequest(const QStringList &phones, const QByteArray &sid);

struct UsyncDevice
{
    Jid jid = {};     ///< with device, in the namespace that was asked; hosted spelling for hosted ones
    int keyIndex = 0; ///< 0: none, which only the phone may have
    bool hosted = false;

    friend bool operator==(const UsyncDevice &, const UsyncDevice &) = default;
};

enum class ContactState : quint8 { Unknown, In, Out, Invalid };

struct UsyncUser
{
    Jid jid = {};   ///< as asked, bare; of an unknown number it may be null
    Jid phone = {}; ///< when told
    Jid lid = {};   ///< when told

    /// Nothing when devices were not asked or not told: keep what is known. The phone (device 0) is always among them; others
    /// without key index are left out, because sending to them is refused.
    std::optional<QList<UsyncDevice>> devices = {};
    QByteArray deviceHash = {};
    qint64 keyIndexTime = 0;      ///< Unix seconds
    QByteArray keyIndexList = {}; ///< ADVSignedKeyIndexList, not verified

    ContactState contact = ContactState::Unknown;
    QByteArray query = {}; ///< what was asked by number: match answers by this, not by order
    int error = 0;         ///< of this user; 0: none
};

/// At most 1024 users and 256 devices of each; what is beyond or broken is left out.
/// @return Protocol when there is no list; Rejected when the server refused a protocol of the query (detail: its code).
[[nodiscard]] Result<QList<UsyncUser>> parseUsync(const Node &result);

} // namespace desk::wa
