#pragma once

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace desk::ui {

/// What stands where there is nothing: one icon, one sentence, and at most one thing to do. Left-aligned where the content would begin.
class Placeholder : public QWidget
{
    Q_OBJECT

public:
    explicit Placeholder(const Theme &theme, QWidget *parent = nullptr);

    /// @param action empty: nothing can be done.
    void show(const QString &icon, const QString &sentence, const QString &action = {});

Q_SIGNALS:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();

    const Theme &m_theme;
    QString m_name;
    QLabel *m_icon;
    QLabel *m_sentence;
    QPushButton *m_action;
};

} // namespace desk::ui
