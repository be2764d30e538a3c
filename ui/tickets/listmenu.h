#pragma once

#include "core/accounts/user.h"
#include "core/storage/ticketchoice.h"
#include "ui/theme/theme.h"

#include <QMenu>

namespace desk::ui {

/// How the list of tickets is sorted and what is picked out of it. Made anew each time it opens.
class ListMenu : public QMenu
{
    Q_OBJECT

public:
    /// What the menu shows as it is.
    struct Now
    {
        TicketOrder order = TicketOrder::RecentActivity;
        bool ordersAsked = true;   ///< a search has its own order
        bool waitingCounts = true; ///< the list is of open tickets
        TicketChoice choice = {};
        QList<User> users = {};
        QStringList tags = {};
        QString saved = {};   ///< the name of the saved filter that is shown; empty: none
        bool changed = false; ///< its choice is another than the one that is kept
    };

    explicit ListMenu(const Theme &theme, QWidget *parent = nullptr);

    void setNow(const Now &now);
    [[nodiscard]] static QString orderWords(TicketOrder order);

Q_SIGNALS:
    void orderChosen(desk::TicketOrder order);
    void choiceChosen(const desk::TicketChoice &choice);
    void saveRequested();
    void keepRequested(); ///< the changed choice, under the name that it has
    void renameRequested();
    void removeRequested();

private:
    void addOrders(const Now &now);
    void addChoices(const Now &now);
    void addSaved(const Now &now);
    void addValue(QMenu *menu, const QString &words, bool checked, const TicketChoice &choice);

    const Theme &m_theme;
};

} // namespace desk::ui
