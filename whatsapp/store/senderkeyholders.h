#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/store/sessionstore.h"

#include <QSet>
#include <QString>

namespace desk::wa {

/// Which devices hold our sender key of a group, by Signal address (note 2, section 1.8). Lives on the WhatsApp thread; owns
/// nothing. Every function can fail with Storage, and joins the caller's transaction.
class SenderKeyHolders
{
public:
    explicit SenderKeyHolders(SessionStore &store) : m_store(store) { }

    [[nodiscard]] Result<QSet<QString>> of(const Jid &group);
    [[nodiscard]] Result<> add(const Jid &group, const QString &address);
    /// The device asked for a message again, or is gone.
    [[nodiscard]] Result<> remove(const Jid &group, const QString &address);
    /// Our key is a new one.
    [[nodiscard]] Result<> clear(const Jid &group);

private:
    SessionStore &m_store;
};

} // namespace desk::wa
