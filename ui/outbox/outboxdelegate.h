#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace desk::ui {

/// Paints a message of the outbox as three lines: for whom and when, its words, and why it is here.
class OutboxDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit OutboxDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace desk::ui
