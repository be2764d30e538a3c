#pragma once

#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSettings;
class QStackedWidget;

namespace desk::ui {

class Autostart;
class DeskKindStep;
class FirstRunStep;
class StepRail;

/// Sets a new desk up, step by step: each can be left for later, and closing resumes where it was. What belongs to the desk is stored with
/// it at once; where the assistant stands, in the console's file.
///
/// Lives on the GUI thread; owns none of what it is given, which outlives it.
class FirstRunDialog : public QDialog
{
    Q_OBJECT

public:
    struct Surroundings
    {
        const Theme &theme;
        QSettings &file;                ///< of this console
        Autostart *autostart = nullptr; ///< null: this system has no such switch
        bool offersDemo = true;         ///< false: this is one
    };
    FirstRunDialog(CoreGateway &gateway, const Surroundings &around, QWidget *parent = nullptr);

    /// It has been gone through to the end, once.
    [[nodiscard]] static bool isFinished(const QSettings &file);

    [[nodiscard]] const QList<FirstRunStep *> &steps() const { return m_steps; }
    [[nodiscard]] int current() const { return m_current; }
    void showStep(int index);
    /// Stores the present step and goes on.
    void next();
    void back();
    /// Goes on without.
    void later();
    /// What became of demoRequested().
    void showDemo(bool started);

Q_SIGNALS:
    void demoRequested();
    /// The console's language is another one.
    void restartRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void done(int result) override;

private:
    void addStep(FirstRunStep *step);
    [[nodiscard]] QWidget *makeSide();
    [[nodiscard]] QWidget *makeFooter();
    void advance();
    void follow();
    [[nodiscard]] bool isDone(const FirstRunStep &step) const;

    const Theme &m_theme;
    QSettings &m_file;
    QList<FirstRunStep *> m_steps;
    int m_current = -1; ///< none is shown yet
    StepRail *m_rail = nullptr;
    QWidget *m_side = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_footer = nullptr;
    QLabel *m_place = nullptr;
    QPushButton *m_later = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    DeskKindStep *m_kind = nullptr;
};

} // namespace desk::ui
