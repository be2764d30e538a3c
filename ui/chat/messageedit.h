#pragma once

#include "ui/theme/theme.h"

#include <QPlainTextEdit>

namespace desk::ui {

/// The field that messages are written in: plain text, two to eight lines high. Enter sends, Shift+Enter begins a new line. Files that are
/// dropped or pasted are handed on.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit MessageEdit(const Theme &theme, QWidget *parent = nullptr);

    /// Of a note; of words to the customer else.
    void setNote(bool note);
    /// While a list of replies is open, these keys are its.
    void setKeysTaken(bool taken) { m_keysTaken = taken; }

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void sendRequested();
    void filesGiven(const QStringList &paths);
    void imageGiven(const QImage &image);
    /// Up, Down, Enter, Tab or Escape, while they are taken.
    void keyTaken(int key);
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void tint();

    const Theme &m_theme;
    bool m_note = false;
    bool m_keysTaken = false;
};

} // namespace desk::ui
