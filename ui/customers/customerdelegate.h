#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace desk::ui {

/// Paints a customer as two lines: the name and how many tickets are open, department and number.
class CustomerDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CustomerDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace desk::ui
