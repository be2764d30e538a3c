#include "ui/flowlayout.h"

#include <QWidget>

namespace desk::ui {

FlowLayout::FlowLayout(int gap, QWidget *parent) : QLayout(parent), m_gap(gap) { }

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items << item;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, false);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->isEmpty() ? QSize() : item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &rect, bool place) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    int left = room.left();
    int top = room.top();
    int line = 0; // its height
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size(qMin(item->sizeHint().width(), qMax(room.width(), 1)), item->sizeHint().height());
        if (left + size.width() > room.right() + 1 && line > 0) {
            left = room.left();
            top += line + m_gap;
            line = 0;
        }
        if (place)
            item->setGeometry({QPoint(left, top), size});
        left += size.width() + m_gap;
        line = qMax(line, size.height());
    }
    return line == 0 && top == room.top() ? 0 : top + line - rect.top() + contentsMargins().bottom();
}

} // namespace desk::ui
