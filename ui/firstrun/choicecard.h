#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace desk::ui {

/// One of few choices, large: an icon, its name and what it means. In a QButtonGroup one is checked. Does not own the theme.
class ChoiceCard : public QAbstractButton
{
    Q_OBJECT

public:
    ChoiceCard(const Theme &theme, const QString &icon, const QString &title, const QString &meaning,
               QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    QString m_meaning;
};

} // namespace desk::ui
