#include "ui/tickets/rowflash.h"

#include "ui/tickets/ticketlistmodel.h"

#include <QListView>
#include <QStyle>

using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr qint64 flashTime = 600; // ms
constexpr auto frameTime = 40ms;

} // namespace

RowFlash::RowFlash(QListView &list) : QObject(&list), m_list(list)
{
    m_clock.start();
    m_frames.setInterval(frameTime);
    connect(&m_frames, &QTimer::timeout, this, &RowFlash::step);
    connect(list.model(), &QAbstractItemModel::dataChanged, this, &RowFlash::begin);
}

double RowFlash::strengthOf(TicketId ticket) const
{
    const auto begun = m_begun.constFind(ticket);
    if (begun == m_begun.cend())
        return 0;
    return qBound(0.0, 1 - double(m_clock.elapsed() - *begun) / flashTime, 1.0);
}

void RowFlash::begin(const QModelIndex &first, const QModelIndex &last)
{
    const bool animates = m_list.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &m_list) > 0;
    if (!animates || !m_list.isVisible())
        return;
    for (int row = first.row(); row <= last.row(); ++row) {
        const QModelIndex index = first.siblingAtRow(row);
        const auto line = index.data(TicketListModel::TicketRole).value<TicketLine>();
        if (line.ticket.id.isValid() && index != m_list.currentIndex()
            && m_list.viewport()->rect().intersects(m_list.visualRect(index)))
            m_begun.insert(line.ticket.id, m_clock.elapsed());
    }
    if (!m_begun.isEmpty())
        m_frames.start();
}

void RowFlash::step()
{
    m_begun.removeIf([this](const auto &entry) { return strengthOf(entry.key()) <= 0; });
    if (m_begun.isEmpty())
        m_frames.stop();
    m_list.viewport()->update(); // rows may have moved since
}

} // namespace desk::ui
