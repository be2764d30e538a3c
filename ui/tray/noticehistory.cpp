#include "ui/tray/noticehistory.h"

namespace desk::ui {

void NoticeHistory::add(const Notice &notice, qint64 at)
{
    if (notice.ticket.isValid()) // the latest about a ticket says all
        m_entries.removeIf([&](const Entry &entry) { return entry.notice.ticket == notice.ticket; });
    m_entries.prepend({.notice = notice, .at = at});
    if (m_entries.size() > most)
        m_entries.resize(most);
    m_unseen = qMin(m_unseen + 1, int(m_entries.size()));
    Q_EMIT changed();
}

void NoticeHistory::markSeen()
{
    if (m_unseen == 0)
        return;
    m_unseen = 0;
    Q_EMIT changed();
}

} // namespace desk::ui
