#pragma once

#include "core/base/result.h"
#include "whatsapp/message/messagecontent.h"
#include "whatsapp/store/sessionstore.h"

#include <QByteArray>
#include <QList>

namespace desk::wa {

/// History of the own phone that is announced and not fetched yet. The server does not announce it again.
///
/// A few, sealed, in one value of the store. Lives on the WhatsApp thread; owns nothing. Every function can fail with Storage, and
/// joins the caller's transaction.
class PendingHistory
{
public:
    struct Entry
    {
        QByteArray messageId = {};
        HistoryNotice notice = {};
    };
    /// More than a phone sends: what is older goes.
    static constexpr qsizetype capacity = 64;

    explicit PendingHistory(SessionStore &store) : m_store(store) { }

    /// One that is there already stays as it is.
    [[nodiscard]] Result<> add(const QByteArray &messageId, const HistoryNotice &notice);
    [[nodiscard]] Result<> remove(const QByteArray &messageId);
    /// The oldest first.
    [[nodiscard]] Result<QList<Entry>> all();

private:
    [[nodiscard]] Result<> save(const QList<Entry> &entries);

    SessionStore &m_store;
};

} // namespace desk::wa
