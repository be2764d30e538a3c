#include "tests/support/exampledesk.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/mainwindow.h"
#include "ui/tickets/filterbar.h"
#include "ui/tickets/listmenu.h"
#include "ui/tickets/rowflash.h"
#include "ui/tickets/savedfilters.h"
#include "ui/tickets/ticketlistpane.h"
#include "ui/tickets/viewselector.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

/// The list of tickets in the real window over the real core: orders, filters, views, search.
class TicketListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_example = fillExample(*m_desk);
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        m_settings = std::make_unique<QSettings>(m_folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        m_settings->clear();
        QTRY_VERIFY(m_gateway->actor().userId.isValid());
        m_window = std::make_unique<MainWindow>(*m_gateway, m_theme, *m_settings);
        m_window->show();
        QTRY_VERIFY(model().rowCount() > 0);
        QTRY_VERIFY(viewIds().contains(u"user-2"_s));
    }
    void cleanup()
    {
        m_window.reset();
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
    }

    void aTicketComesToTheTopWhenSomethingIsSaid()
    {
        QSignalSpy resets(&model(), &QAbstractItemModel::modelReset);
        const int row = model().rowOf(m_example);
        QVERIFY(row > 0);
        QVERIFY(!model().isHead(row - 1) || model().rowCount() > row + 1);
        const TicketId last = lastOfSection(row);
        const int number = numberOf(last);
        const int before = model().rowOf(last);
        m_desk->write(u"¿Hay novedades?"_s, number);
        QTRY_VERIFY(model().rowOf(last) < before);
        QVERIFY(model().isHead(model().rowOf(last) - 1)); // the first of its section
        QCOMPARE(resets.size(), 0);
    }

    void everyRowIsASentence()
    {
        QVERIFY(model().index(0).data(Qt::AccessibleTextRole).toString().endsWith(u", 2"_s)); // a head and its count
        const QString first = model().index(1).data(Qt::AccessibleTextRole).toString();
        for (const QString &part : {u"high priority"_s, u"Rogelio Paz"_s, u"Sin red en los escáneres"_s})
            QVERIFY2(first.contains(part), qPrintable(first));
        for (int row = 0; row < model().rowCount(); ++row)
            QVERIFY(!model().index(row).data(Qt::AccessibleTextRole).toString().isEmpty());
    }

    void ordersAreChosenAndRemembered()
    {
        list().setCurrentView(u"mine"_s);
        QTRY_COMPARE(model().state(), TicketListModel::State::Ready);
        for (const TicketOrder order : {TicketOrder::Newest, TicketOrder::OldestWaiting, TicketOrder::Priority}) {
            list().setOrder(order);
            QTRY_COMPARE(model().state(), TicketListModel::State::Ready);
            QVERIFY(model().rowCount() > 2);
            for (int row = 1; row < model().rowCount(); ++row)
                QVERIFY(standsAbove(model().lineAt(row - 1)->ticket, model().lineAt(row)->ticket, order));
        }
        m_window->close();
        QCOMPARE(m_settings->value(u"console/order"_s).toInt(), int(TicketOrder::Priority));
    }

    void chipsNarrowTheListAndGoAway()
    {
        auto *bar = list().findChild<FilterBar *>();
        QVERIFY(bar->isHidden());
        list().setChoice({.family = u"wait"_s});
        QTRY_COMPARE(model().state(), TicketListModel::State::Ready);
        QVERIFY(bar->isVisible());
        QVERIFY(model().rowCount() > 0);
        for (int row = 0; row < model().rowCount(); ++row) {
            if (const TicketLine *line = model().lineAt(row))
                QVERIFY(TicketChoice::statusesOf(u"wait"_s).contains(toString(line->ticket.status)));
            else
                QTRY_VERIFY(model().index(row).data(TicketListModel::CountRole).toInt() > 0);
        }
        list().setChoice({.family = u"wait"_s, .tag = u"no hay tal"_s});
        QTRY_COMPARE(model().state(), TicketListModel::State::Ready);
        QCOMPARE(model().rowCount(), 0);
        const auto chips = bar->findChildren<QAbstractButton *>();
        const auto chip = std::find_if(chips.cbegin(), chips.cend(),
                                       [](auto *one) { return one->isVisible() && one->text() == u"no hay tal"_s; });
        QVERIFY(chip != chips.cend());
        QTest::keyClick(*chip, Qt::Key_Delete);
        QVERIFY(list().choice() == TicketChoice{.family = u"wait"_s});
        QTRY_VERIFY(model().rowCount() > 0);
        list().setChoice({});
        QVERIFY(bar->isHidden());
    }

    void theMenuShowsWhatHolds()
    {
        list().setChoice({.priority = u"high"_s});
        auto *menu = list().findChild<ListMenu *>();
        Q_EMIT menu->aboutToShow();
        QStringList checked;
        QStringList found;
        const auto actions = menu->findChildren<QAction *>();
        for (const QAction *action : actions) {
            found << action->text();
            if (action->isChecked())
                checked << action->text();
        }
        QVERIFY(found.contains(u"Óscar Medina"_s));
        QCOMPARE(checked.size(), 2); // the order and the priority
        const auto high = std::find_if(actions.cbegin(), actions.cend(), [&](const QAction *action) {
            return action->isChecked() && action->text() == checked.last();
        });
        (*high)->trigger(); // once more: away with it
        QVERIFY(list().choice().isEmpty());
    }

    void aFilterIsKeptCountedRenamedAndRemoved()
    {
        list().setChoice({.family = u"work"_s, .assignee = UserId{1}});
        list().savedFilters().add(u"Lo mío en curso"_s, list().choice());
        QTRY_VERIFY(list().currentView().startsWith(u"saved-"_s));
        const QString id = list().currentView();
        QTRY_COMPARE(model().state(), TicketListModel::State::Ready);
        int rows = 0;
        for (int row = 0; row < model().rowCount(); ++row)
            rows += model().isHead(row) ? 0 : 1;
        QVERIFY(rows > 1);
        const auto count = [&] { return viewNamed(id).count(model().counts()); };
        QTRY_COMPARE(count(), rows);
        // Live: one of them is handed over.
        m_window->openTicket(model().lineAt(0)->ticket.id);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        TicketPatch patch;
        patch.status = TicketStatus::WaitingCustomer;
        m_window->ticket().change(patch);
        QTRY_COMPARE(count(), rows - 1);

        list().savedFilters().rename(viewNamed(id).saved, u"En curso"_s);
        QTRY_COMPARE(viewNamed(id).title, u"En curso"_s);
        list().savedFilters().setChoice(viewNamed(id).saved, {.family = u"work"_s});
        QTRY_VERIFY(viewNamed(id).choice == TicketChoice{.family = u"work"_s});
        list().savedFilters().remove(viewNamed(id).saved);
        QTRY_VERIFY(!viewIds().contains(id));
        QCOMPARE(list().currentView(), TicketView::first);
    }

    void aKeptFilterIsThereAtTheNextStart()
    {
        list().savedFilters().add(u"Urgentes"_s, {.priority = u"high"_s});
        QTRY_VERIFY(list().currentView().startsWith(u"saved-"_s));
        const QString id = list().currentView();
        m_window->close();
        m_window = std::make_unique<MainWindow>(*m_gateway, m_theme, *m_settings);
        m_window->show();
        QTRY_COMPARE(list().currentView(), id);
        QVERIFY(list().choice() == TicketChoice{.priority = u"high"_s});
    }

    void colleaguesHaveTheirViews()
    {
        const TicketView view = viewNamed(u"user-2"_s);
        QCOMPARE(view.title, u"Óscar Medina"_s);
        list().setCurrentView(view.id);
        QTRY_COMPARE(model().state(), TicketListModel::State::Ready);
        QTRY_COMPARE(view.count(model().counts()), model().rowCount());
        QVERIFY(!viewIds().contains(u"user-1"_s)); // that is whoever looks
    }

    void tabsThatDoNotFitAreInTheMenu()
    {
        m_window->resize(1366, 768);
        auto *tabs = list().findChild<ViewSelector *>();
        auto *more = tabs->findChild<QToolButton *>();
        QVERIFY(more->isVisible());
        int shown = 0;
        for (const QAbstractButton *button :
             tabs->findChildren<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly)) {
            if (!button->isVisible())
                continue;
            ++shown;
            QVERIFY(button->geometry().right() <= tabs->width());
        }
        QVERIFY(shown > 2);
        auto *first = tabs->findChild<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly);
        tabs->setViews(list().views()); // the same ones: whoever is on a tab stays there
        QCOMPARE(tabs->findChild<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly), first);
        int actions = 0;
        for (const QAction *action : more->menu()->actions())
            actions += action->isSeparator() ? 0 : 1;
        QCOMPARE(actions + shown - 1, int(list().views().size())); // every view is somewhere
    }

    void aHitLeadsToItsMessage()
    {
        auto *search = list().findChild<QLineEdit *>();
        search->setText(u"cajon conec"_s);
        QTRY_COMPARE(model().rowCount(), 1);
        QTRY_COMPARE(model().view().id, u"search"_s);
        QVERIFY(model().index(0).data(TicketListModel::WordsRole).toStringList().contains(u"cajon"_s));
        search->setText(u"creo que"_s);
        QTRY_VERIFY(model().state() == TicketListModel::State::Ready && model().rowCount() > 0
                    && model().lineAt(0)->hit.isValid());
        QVERIFY(model().lineAt(0)->excerpt.contains(u"creo que"_s));
        const MessageId hit = model().lineAt(0)->hit;
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(m_window->chat().model().state(), ChatModel::State::Ready);
        const int row = m_window->chat().model().rowOf(hit);
        QVERIFY(row >= 0);
        const auto seen = [&] {
            return m_window->chat().view().viewport()->rect().intersects(m_window->chat().view().rectOf(row));
        };
        QTRY_VERIFY(seen());
        // Once more, from somewhere else in the same ticket.
        m_window->chat().view().scrollToEnd();
        auto *rows = list().findChild<QListView *>();
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(seen());
    }

    void aRowFlashesOnceWhenItsTicketHasChanged()
    {
        auto *flash = list().findChild<RowFlash *>();
        const TicketId open = model().lineAt(1)->ticket.id;
        const TicketId other = model().lineAt(2)->ticket.id;
        m_window->openTicket(open);
        QCOMPARE(flash->strengthOf(other), 0.0);
        m_desk->run([&](ConsoleDesk::Core *core) {
            TicketPatch patch;
            patch.priority = u"high"_s;
            for (const TicketId ticket : {open, other})
                QVERIFY(core->ticketService.patch(ticket, patch, {Actor::Type::Technician, {2}, u"Óscar Medina"_s}));
        });
        QTRY_VERIFY(flash->strengthOf(other) > 0);
        QCOMPARE(flash->strengthOf(open), 0.0); // who reads it sees it change
        QTRY_COMPARE(flash->strengthOf(other), 0.0);
    }

    void aRowHasItsMenu()
    {
        auto *rows = list().findChild<QListView *>();
        QSignalSpy asked(&list(), &TicketListPane::menuRequested);
        const auto ask = [&](QWidget *widget, QContextMenuEvent::Reason reason, int row) {
            const QPoint position = rows->visualRect(model().index(row)).center();
            QContextMenuEvent event(reason, position, widget->mapToGlobal(position));
            QCoreApplication::sendEvent(widget, &event);
        };
        ask(rows->viewport(), QContextMenuEvent::Mouse, 0); // a head: nothing
        QCOMPARE(asked.size(), 0);
        ask(rows->viewport(), QContextMenuEvent::Mouse, 2);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(m_window->ticket().id(), model().lineAt(2)->ticket.id);
        QVERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
        ask(rows, QContextMenuEvent::Keyboard, 5); // of the current one, wherever the pointer is
        QCOMPARE(asked.size(), 2);
        QCOMPARE(m_window->ticket().id(), model().lineAt(2)->ticket.id);
        QVERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
    }

    void afterACloseTheNextTicketIsThere()
    {
        list().setCurrentView(u"mine"_s);
        QTRY_COMPARE(model().state(), TicketListModel::State::Ready);
        const TicketId closed = model().lineAt(1)->ticket.id;
        const TicketId next = model().lineAt(2)->ticket.id;
        m_window->openTicket(closed);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        TicketPatch patch;
        patch.status = TicketStatus::Closed;
        m_window->ticket().change(patch);
        QTRY_COMPARE(m_window->ticket().id(), next);
        QCOMPARE(list().currentTicket(), next);
        QTRY_COMPARE(viewNamed(u"today"_s).count(model().counts()), 1);
        // What somebody else closes moves nobody.
        m_desk->run([&](ConsoleDesk::Core *core) {
            QVERIFY(core->ticketService.patch(next, patch, {Actor::Type::Technician, {2}, u"Óscar Medina"_s}));
        });
        QTRY_VERIFY(model().rowOf(next) < 0);
        QCOMPARE(m_window->ticket().id(), next);
    }

    void whoLooksFurtherDownIsNotMoved()
    {
        for (int number = 300; number < 330; ++number)
            (void)m_desk->openTicket(u"Persona %1"_s.arg(number), u"No imprime"_s, number);
        list().setCurrentView(u"unassigned"_s);
        QTRY_VERIFY(model().rowCount() > 20);
        auto *rows = list().findChild<QListView *>();
        QTRY_VERIFY(rows->verticalScrollBar()->maximum() > 0); // laid out
        rows->verticalScrollBar()->setValue(rows->verticalScrollBar()->maximum() / 2);
        const QPersistentModelIndex top = rows->indexAt({100, 1});
        QVERIFY(top.isValid());
        const int before = rows->visualRect(top).top();
        const TicketId fresh = m_desk->openTicket(u"Nadia Cruz"_s, u"No hay tóner"_s, 500);
        QTRY_VERIFY(model().rowOf(fresh) >= 0);
        QCOMPARE(rows->visualRect(top).top(), before);
        rows->verticalScrollBar()->setValue(0);
        const TicketId seen = m_desk->openTicket(u"Nora Sáenz"_s, u"No hay papel"_s, 501);
        QTRY_COMPARE(model().rowOf(seen), 0);
        QCOMPARE(rows->verticalScrollBar()->value(), 0);
    }

private:
    [[nodiscard]] TicketListPane &list() const { return m_window->list(); }
    [[nodiscard]] TicketListModel &model() const { return m_window->list().model(); }
    [[nodiscard]] QStringList viewIds() const
    {
        QStringList ids;
        for (const TicketView &view : list().views())
            ids << view.id;
        return ids;
    }
    [[nodiscard]] TicketView viewNamed(const QString &id) const
    {
        return list().views().value(int(viewIds().indexOf(id)));
    }
    [[nodiscard]] TicketId lastOfSection(int row) const
    {
        while (model().lineAt(row + 1))
            ++row;
        return model().lineAt(row)->ticket.id;
    }
    /// That the customer of the ticket writes from.
    [[nodiscard]] int numberOf(TicketId ticket) const
    {
        return m_desk->get<int>([ticket](ConsoleDesk::Core &core) {
            const auto found = core.tickets.find(ticket);
            const auto address = core.customers.sendingAddress(found->customerId);
            for (int number = 0; number < 1000; ++number) {
                if (ConsoleDesk::addressOf(number) == *address)
                    return number;
            }
            return -1;
        });
    }

    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;
    Theme m_theme;
    TicketId m_example;
};

} // namespace desk::ui

QTEST_MAIN(desk::ui::TicketListTest)
#include "tst_ticketlist.moc"
