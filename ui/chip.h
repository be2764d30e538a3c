#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace desk::ui {

/// A word that can be taken away: a press, Delete or Backspace clicks it.
class Chip : public QAbstractButton
{
    Q_OBJECT

public:
    Chip(const Theme &theme, const QString &words, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace desk::ui
