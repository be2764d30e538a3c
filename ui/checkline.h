#pragma once

#include "ui/theme/tintedlabel.h"

#include <QWidget>

namespace desk::ui {

/// One thing that was looked at, with what came of it: an icon and a sentence. Empty: it is hidden. Does not own the theme.
class CheckLine : public QWidget
{
    Q_OBJECT

public:
    enum class State { None, Working, Good, Warning, Bad };

    explicit CheckLine(const Theme &theme, QWidget *parent = nullptr);

    void show(State state, const QString &text);
    void clear() { show(State::None, {}); }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString text() const { return m_text->text(); }

private:
    void paintIcon();

    const Theme &m_theme;
    State m_state = State::None;
    QLabel *m_icon;
    TintedLabel *m_text;
};

} // namespace desk::ui
