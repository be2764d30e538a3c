#pragma once

#include "ui/theme/tintedlabel.h"

#include <QWidget>

class QVBoxLayout;

namespace desk::ui {

/// One step of the first-run assistant: its page, and how it stands. Every step can be skipped. GUI thread; does not own the theme.
class FirstRunStep : public QWidget
{
    Q_OBJECT

public:
    /// @param id it is remembered by. @param title in the list of steps.
    FirstRunStep(QString id, QString title, const Theme &theme);

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const QString &title() const { return m_title; }
    /// It needs nobody any more.
    [[nodiscard]] bool isDone() const { return m_done; }
    /// What was chosen, in a few words; may be empty.
    [[nodiscard]] const QString &summary() const { return m_summary; }
    /// submit() can be called.
    [[nodiscard]] bool isReady() const { return m_ready; }

    /// Asks the core how it stands; called when the assistant opens.
    virtual void load() = 0;
    /// It is shown from now on.
    virtual void enter() { load(); }
    virtual void leave() { }
    /// Where somebody begins to write; null: nothing has to be written.
    [[nodiscard]] virtual QWidget *firstField() const { return nullptr; }
    /// Stores what was chosen; submitted() comes when that is done.
    virtual void submit() { Q_EMIT submitted(); }

Q_SIGNALS:
    /// Done, summary or readiness are other ones.
    void standingChanged();
    void submitted();

protected:
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] QVBoxLayout &column() const { return *m_column; }
    void addHeading(const QString &heading, const QString &sentence);
    void setStanding(bool done, const QString &summary);
    void setReady(bool ready);
    /// A line as of a form, with its label at the left.
    [[nodiscard]] QWidget *makeField(const QString &label, QWidget *field) const;

private:
    QString m_id;
    QString m_title;
    const Theme &m_theme;
    QVBoxLayout *m_column;
    QString m_summary;
    bool m_done = false;
    bool m_ready = true;
};

} // namespace desk::ui
