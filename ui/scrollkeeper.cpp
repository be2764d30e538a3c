#include "ui/scrollkeeper.h"

#include <QListView>
#include <QScrollBar>

namespace desk::ui {

ScrollKeeper::ScrollKeeper(QListView &list) : QObject(&list), m_list(list)
{
    const QAbstractItemModel *model = list.model();
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &ScrollKeeper::keep);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ScrollKeeper::keep);
    connect(model, &QAbstractItemModel::rowsAboutToBeMoved, this, &ScrollKeeper::keep);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ScrollKeeper::restore);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ScrollKeeper::restore);
    connect(model, &QAbstractItemModel::rowsMoved, this, &ScrollKeeper::restore);
}

void ScrollKeeper::keep()
{
    m_top = QModelIndex();
    if (m_list.verticalScrollBar()->value() == 0)
        return;
    m_top = m_list.indexAt({m_list.viewport()->width() / 2, 1});
    m_offset = m_top.isValid() ? m_list.visualRect(m_top).top() : 0;
}

void ScrollKeeper::restore()
{
    if (!m_top.isValid())
        return;
    const int moved = m_list.visualRect(m_top).top() - m_offset; // lays out what has changed
    m_list.verticalScrollBar()->setValue(m_list.verticalScrollBar()->value() + moved);
    m_top = QModelIndex();
}

} // namespace desk::ui
