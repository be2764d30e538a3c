#pragma once

#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace desk::ui {

/// One short notice over a window. Lives on the GUI thread; does not own the theme.
class ToastCard : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Notice, Failure };
    /// @param undo what takes it back; empty: nothing does.
    ToastCard(const Theme &theme, Kind kind, const QString &text, std::function<void()> undo, QWidget *parent);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QPushButton *undoButton() const { return m_undo; } ///< null: nothing takes it back

Q_SIGNALS:
    /// Its time is over, or somebody has closed it or taken it back.
    void over();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void repaintIcon();

    const Theme &m_theme;
    Kind m_kind;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_undo = nullptr;
    QTimer m_timer;
};

} // namespace desk::ui
