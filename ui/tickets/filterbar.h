#pragma once

#include "core/accounts/user.h"
#include "core/storage/ticketchoice.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QWidget>

namespace desk::ui {

/// What is picked out of the list of tickets, a chip for each: a press takes it away. Hidden when nothing is.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(const Theme &theme, QWidget *parent = nullptr);

    /// @param kept the choice is that of the saved filter that is shown.
    void setChoice(const TicketChoice &choice, const QList<User> &users, bool kept);

    /// What people read for a family of statuses.
    [[nodiscard]] static QString familyWords(const QString &family);
    [[nodiscard]] static QString quietWords(int days);

Q_SIGNALS:
    void choiceChanged(const desk::TicketChoice &choice);
    void cleared();
    void saveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addChip(const QString &words, const TicketChoice &without);

    const Theme &m_theme;
    QList<QWidget *> m_parts;
};

} // namespace desk::ui
