#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QSplitter;

namespace desk::ui {

/// Where the details are: the last pane of the splitter, or over the conversation where the window is too narrow for three panes. Over it they
/// are closed until somebody asks, and Esc closes them again.
class DetailsDrawer : public QWidget
{
    Q_OBJECT

public:
    /// @param details is moved between the splitter and the drawer.
    DetailsDrawer(QSplitter &splitter, QWidget &details, const Theme &theme);

    [[nodiscard]] bool isFloating() const { return m_floating; }
    /// Closed when it begins to float.
    void setFloating(bool floating);
    [[nodiscard]] bool isOpen() const;
    void setOpen(bool open);

Q_SIGNALS:
    /// Somebody has closed it with Esc.
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QSplitter &m_splitter;
    QWidget &m_details;
    const Theme &m_theme;
    QList<int> m_sizes; ///< of the splitter, before it lost its last pane
    bool m_floating = false;
};

} // namespace desk::ui
