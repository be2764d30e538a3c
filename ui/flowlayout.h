#pragma once

#include <QLayout>

namespace desk::ui {

/// Puts its items beside each other and goes on in a new line where they do not fit.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    /// @param gap between items, in both directions.
    FlowLayout(int gap, QWidget *parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    /// @return the height that it takes.
    int arrange(const QRect &rect, bool place) const;

    int m_gap;
    QList<QLayoutItem *> m_items;
};

} // namespace desk::ui
