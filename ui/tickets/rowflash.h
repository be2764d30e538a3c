#pragma once

#include "core/tickets/ticket.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

class QListView;

namespace desk::ui {

/// Lets a row of the ticket list flash once when its ticket has changed: what moves the eye, and nothing else moves. The row that is open does
/// not, nor does any where the system wants no animation. Lives on the GUI thread, as long as the list.
class RowFlash : public QObject
{
    Q_OBJECT

public:
    explicit RowFlash(QListView &list);

    /// From 1, just changed, down to 0.
    [[nodiscard]] double strengthOf(TicketId ticket) const;

private:
    void begin(const QModelIndex &first, const QModelIndex &last);
    void step();

    QListView &m_list;
    QElapsedTimer m_clock;
    QTimer m_frames;
    QHash<TicketId, qint64> m_begun; ///< by the clock, ms
};

} // namespace desk::ui
