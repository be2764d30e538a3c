#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QWidget>

#include <functional>

namespace desk::ui {

class ToastCard;

/// Short notices at the bottom right of a window, at most three: what was done goes by itself, what failed stays until it is closed.
/// Lives on the GUI thread; does not own the theme. Its parent is the window that it stands on.
class Toast : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype most = 3;

    Toast(const Theme &theme, QWidget *window);

    void notice(const QString &text);
    /// @param undo is called when somebody takes it back, which they may for ten seconds.
    void undoable(const QString &text, std::function<void()> undo);
    void failure(const QString &text);
    /// The oldest first.
    [[nodiscard]] const QList<ToastCard *> &cards() const { return m_cards; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void present(ToastCard *card);
    void place();

    const Theme &m_theme;
    QList<ToastCard *> m_cards;
};

} // namespace desk::ui
