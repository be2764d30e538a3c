#pragma once

#include "ui/theme/theme.h"

#include <QTreeWidget>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace desk::ui {

/// A table of few things with what can be done to the chosen one below it. Lives on the GUI thread; does not own the theme.
class RecordList : public QWidget
{
    Q_OBJECT

public:
    struct Record
    {
        qint64 id = 0;
        QStringList cells = {};
        bool isMuted = false; ///< out of use
    };
    /// @param empty what stands there when there is nothing.
    RecordList(const Theme &theme, const QStringList &columns, const QString &empty, QWidget *parent = nullptr);

    /// Of something new: left of the others.
    QPushButton *addButton(const QString &text, const QString &icon);
    /// Of the chosen one: works while one is chosen.
    QPushButton *addChoiceButton(const QString &text);
    /// The same at the right, with an outline of danger.
    QPushButton *addDangerButton(const QString &text);

    /// Keeps what is chosen.
    void setRecords(const QList<Record> &records);
    /// 0: none.
    [[nodiscard]] qint64 chosen() const;
    void choose(qint64 id);
    /// What failed, in words; empty: nothing.
    void setProblem(const QString &text);
    [[nodiscard]] QTreeWidget &table() const { return *m_table; }

Q_SIGNALS:
    void chosenChanged();
    void activated();

private:
    void follow();
    void tint();

    const Theme &m_theme;
    QTreeWidget *m_table;
    QLabel *m_empty;
    QLabel *m_problem;
    QHBoxLayout *m_buttons;
    QList<QPushButton *> m_ofChoice;
    qsizetype m_new = 0; ///< buttons of something new
};

} // namespace desk::ui
