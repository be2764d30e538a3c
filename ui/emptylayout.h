#pragma once

#include <QLayout>
#include <QWidget>

namespace desk::ui {

/// Takes everything out of @p layout, layouts in it included: widgets vanish at once and go when the loop runs.
inline void emptyLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (item->layout()) {
            emptyLayout(item->layout());
        }
        delete item;
    }
}

} // namespace desk::ui
