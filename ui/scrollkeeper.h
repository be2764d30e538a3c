#pragma once

#include <QObject>
#include <QPersistentModelIndex>

class QListView;

namespace desk::ui {

/// Keeps what a list shows where it is while rows come and go above it. At the top one sees what comes. Made once the list has its model;
/// belongs to the list.
class ScrollKeeper : public QObject
{
    Q_OBJECT

public:
    explicit ScrollKeeper(QListView &list);

private:
    void keep();
    void restore();

    QListView &m_list;
    QPersistentModelIndex m_top;
    int m_offset = 0;
};

} // namespace desk::ui
