#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QWidget>

namespace desk::ui {

/// The steps of the first-run assistant one below the other: a number or a check, the title and what was chosen. Each is a button.
/// Does not own the theme.
class StepRail : public QWidget
{
    Q_OBJECT

public:
    explicit StepRail(const Theme &theme, QWidget *parent = nullptr);

    void setSteps(const QStringList &titles);
    void setStep(int index, bool done, const QString &summary);
    void setCurrent(int index);
    [[nodiscard]] QAbstractButton *button(int index) const;

Q_SIGNALS:
    void chosen(int index);

private:
    class StepButton;

    const Theme &m_theme;
    QList<StepButton *> m_buttons;
};

} // namespace desk::ui
