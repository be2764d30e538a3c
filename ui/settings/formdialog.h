#pragma once

#include <QDialog>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace desk::ui {

/// A small dialog: fields, one thing to do with them, and why it could not be done. Whoever opens it listens to submitted() and ends it with
/// accept() or answers with setProblem().
class FormDialog : public QDialog
{
    Q_OBJECT

public:
    FormDialog(const QString &title, const QString &action, QWidget *parent);

    [[nodiscard]] QFormLayout &form() const { return *m_form; }
    /// A sentence above the fields.
    void setIntroduction(const QString &text);
    /// The fields can be used again.
    void setProblem(const QString &text);
    /// In place of the fields: what is to be seen this once, to be copied; Close remains.
    void showOnce(const QString &text, const QString &secret);
    [[nodiscard]] QPushButton &action() const { return *m_action; }

Q_SIGNALS:
    void submitted();

private:
    QLabel *m_introduction;
    QWidget *m_fields;
    QFormLayout *m_form;
    QVBoxLayout *m_column;
    QLabel *m_problem;
    QPushButton *m_action;
    QPushButton *m_cancel;
};

} // namespace desk::ui
