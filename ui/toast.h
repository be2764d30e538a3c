#pragma once

#include "ui/theme/theme.h"

#include <QLabel>
#include <QTimer>
#include <QWidget>

class QPushButton;

namespace desk::ui {

/// A short notice at the bottom right of its window: what was done goes by itself, what failed stays until it is closed.
class Toast : public QWidget
{
    Q_OBJECT

public:
    Toast(const Theme &theme, QWidget *window);

    void notice(const QString &text);
    void failure(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void present(const QString &text, bool failed);
    void place();

    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_close;
    QTimer m_timer;
};

} // namespace desk::ui
