#include "tests/support/exampledesk.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/customers/customerdetails.h"
#include "ui/customers/customerspane.h"
#include "ui/customers/mergedialog.h"
#include "ui/customers/opencustomer.h"
#include "ui/mainwindow.h"
#include "ui/outbox/outboxdetails.h"
#include "ui/outbox/outboxpane.h"
#include "ui/places.h"
#include "ui/statusline.h"
#include "ui/tickets/ticketheader.h"
#include "ui/tickets/ticketlistpane.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

/// Customers and outbox in the real window over the real core.
class PlacesTest : public QObject
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
        QTRY_VERIFY(m_window->list().model().rowCount() > 0);
    }
    void cleanup()
    {
        m_window.reset();
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
    }

    void aCustomerIsFoundByNameAndNumber()
    {
        showCustomers();
        const int all = customers().model().rowCount();
        QVERIFY(all > 5);
        auto *search = fieldNamed(u"Search customers"_s);
        search->setText(u"solis efra"_s);
        QTRY_COMPARE(customers().model().rowCount(), 1);
        QCOMPARE(customers().model().lineAt(0)->customer.displayName, u"Efraín Solís"_s);
        QCOMPARE(customers().model().lineAt(0)->openTickets, 1);
        const QString phone = customers().model().lineAt(0)->phone;
        QVERIFY(!customers().model().index(0).data(Qt::AccessibleTextRole).toString().contains(phone));
        search->setText(phone.right(5));
        QTRY_COMPARE(customers().model().rowCount(), 1);
        search->setText(u"nadie se llama así"_s);
        QTRY_COMPARE(customers().model().rowCount(), 0);
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_COMPARE(customers().model().rowCount(), all);
    }

    void theHeaderOpensTheCustomerAndHisTicketOpensAgain()
    {
        m_window->openTicket(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        Q_EMIT m_window->chat().header().customerRequested(m_window->ticket().dossier().customer.id);
        QCOMPARE(m_window->places().current(), TicketView::customers);
        QTRY_VERIFY(customers().customer().isLoaded());
        QTRY_COMPARE(customers().tickets().rowCount(), 1);
        QCOMPARE(customers().tickets().lineAt(0)->ticket.id, m_example);
        auto *list = listOver(customers(), &customers().tickets());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(customers().tickets().index(0)).center());
        QVERIFY(m_window->places().isAtTickets());
        QCOMPARE(m_window->ticket().id(), m_example);
    }

    void whatIsKnownIsChangedWhereItStands()
    {
        const CustomerId id = openFirstCustomer();
        auto *details = customers().findChild<CustomerDetails *>();
        auto *department = fieldNamed(u"Department"_s);
        QSignalSpy changed(&customers().customer(), &OpenCustomer::changed);
        department->selectAll();
        QTest::keyClicks(department, u"Almacen Sur"_s);
        QTest::keyClick(department, Qt::Key_Return);
        QTRY_COMPARE(customers().customer().dossier().customer.department, u"Almacen Sur"_s);
        auto *notes = details->findChild<QPlainTextEdit *>();
        notes->setFocus();
        QTest::keyClicks(notes, u"Llamar por la tarde"_s);
        // Typed, and another customer is opened: the notes are his all the same.
        const CustomerId other = customers().model().lineAt(1)->customer.id;
        customers().openCustomer(other);
        QTRY_VERIFY(customers().customer().isLoaded());
        QCOMPARE(notes->toPlainText(), QString());
        const auto notesOf = [&](CustomerId customer) {
            return m_desk->get<QString>(
                [customer](ConsoleDesk::Core &core) { return core.customers.find(customer)->notes; });
        };
        QTRY_COMPARE(notesOf(id), u"Llamar por la tarde"_s);
        QCOMPARE(notesOf(other), QString());
        auto *optOut = details->findChild<QCheckBox *>();
        optOut->click();
        QTRY_VERIFY(customers().customer().dossier().customer.optOut);
    }

    void numbersAreMaskedUntilSomebodyAsks()
    {
        (void)openFirstCustomer();
        auto *details = customers().findChild<CustomerDetails *>();
        const QString phone = customers().model().lineAt(0)->phone;
        const auto shows = [&](const QString &digits) {
            const auto labels = details->findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
                return label->isVisible() && QString(label->text()).remove(u' ').contains(digits);
            });
        };
        QVERIFY(!shows(phone));
        const auto tools = details->findChildren<QToolButton *>();
        QCOMPARE(tools.size(), 1);
        tools.first()->click();
        QTRY_VERIFY(shows(phone));
    }

    void twoBecomeOneAndTwoAgain()
    {
        const CustomerId kept = openFirstCustomer();
        const CustomerId gone = customers().model().lineAt(2)->customer.id;
        const int all = customers().model().rowCount();
        customers().startMerge();
        auto *dialog = customers().findChild<MergeDialog *>();
        QVERIFY(dialog);
        auto *model = dialog->findChild<CustomerListModel *>();
        QTRY_COMPARE(model->rowCount(), all - 1); // not with oneself
        auto *list = dialog->findChild<QListView *>();
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto merge = std::find_if(buttons.cbegin(), buttons.cend(),
                                        [](auto *one) { return one->text() == u"Merge"_s; });
        QVERIFY(!(*merge)->isEnabled());
        list->setCurrentIndex(model->index(model->rowOf(gone)));
        QTRY_VERIFY((*merge)->isEnabled());
        QVERIFY(dialog->findChildren<QLabel *>().last()->text().size() > 20);
        (*merge)->click();
        QTRY_COMPARE(customers().model().rowCount(), all - 1);
        QCOMPARE(customers().model().rowOf(gone), -1);
        QTRY_COMPARE(customers().tickets().rowCount(), 2);
        QTRY_VERIFY(!customers().customer().dossier().history.isEmpty());
        const auto merged = customers().customer().dossier().history.first();
        QCOMPARE(merged.event, u"merged"_s);
        QCOMPARE(merged.actorName, u"Daniela Ruiz"_s);
        customers().customer().undoMerge(merged.merge);
        QTRY_VERIFY(customers().model().rowOf(gone) >= 0);
        QTRY_COMPARE(customers().tickets().rowCount(), 1);
        QCOMPARE(customers().customer().id(), kept);
    }

    void theStatusBarOpensTheOutbox()
    {
        auto *status = m_window->findChild<StatusLine *>();
        Q_EMIT status->refusedClicked();
        QCOMPARE(m_window->places().current(), TicketView::outbox);
        QTRY_VERIFY(outbox().model().firstRowOf(OutboxLines::Part::Attention) >= 0);
        auto *list = listOver(outbox(), &outbox().model());
        QTRY_COMPARE(list->currentIndex().row(), outbox().model().firstRowOf(OutboxLines::Part::Attention));
        const OutboxLine line = *outbox().model().lineAt(list->currentIndex().row());
        QCOMPARE(line.folio, m_window->list().model().lineAt(m_window->list().model().rowOf(m_example))->ticket.folio);
        QVERIFY(outbox()
                    .model()
                    .index(list->currentIndex().row())
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(line.person));
        auto *details = outbox().findChild<OutboxDetails *>();
        const Refusal refusal = RefusalCatalogue().refusal(line.message.cause, QLocale().name().left(2));
        const auto labels = details->findChildren<QLabel *>();
        for (const QString &words : {refusal.title, refusal.what, refusal.advice})
            QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [&](auto *label) { return label->text() == words; }));
        // Enter goes to where it was said.
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(m_window->places().isAtTickets());
        QCOMPARE(m_window->ticket().id(), m_example);
        const auto seen = [&] {
            const int row = m_window->chat().model().rowOf(line.message.id);
            return row >= 0
                && m_window->chat().view().viewport()->rect().intersects(m_window->chat().view().rectOf(row));
        };
        QTRY_VERIFY(seen());
    }

    void whatIsDiscardedLeavesTheOutbox()
    {
        m_desk->run([](ConsoleDesk::Core *core) { core->channel.ready = false; });
        const MessageId queued = m_desk->get<MessageId>([this](ConsoleDesk::Core &core) {
            const auto ticket = core.tickets.find(m_example);
            return core.outbox
                .enqueue(ticket->customerId, m_example, {Author::Type::Technician, 1, u"Daniela Ruiz"_s}, u"Espera"_s)
                ->id;
        });
        m_window->places().showOutbox(OutboxLines::Part::Waiting);
        OutboxModel &model = outbox().model();
        QTRY_VERIFY(model.rowOf(queued) >= 0);
        auto *details = outbox().findChild<OutboxDetails *>();
        const int rows = model.rowCount();
        Q_EMIT details->giveUpRequested(queued);
        QTRY_VERIFY(model.rowOf(queued) < 0);
        QVERIFY(model.rowCount() < rows);
        while (model.firstRowOf(OutboxLines::Part::Attention) >= 0) {
            const MessageId refused = model.lineAt(model.firstRowOf(OutboxLines::Part::Attention))->message.id;
            Q_EMIT details->giveUpRequested(refused);
            QTRY_VERIFY(model.rowOf(refused) < 0);
        }
        while (model.firstRowOf(OutboxLines::Part::Waiting) >= 0) {
            const MessageId waiting = model.lineAt(model.firstRowOf(OutboxLines::Part::Waiting))->message.id;
            Q_EMIT details->giveUpRequested(waiting);
            QTRY_VERIFY(model.rowOf(waiting) < 0);
        }
        const auto labels = outbox().findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(u"No refused message."_s);
        }));
    }

    void whatIsHeldBackSaysWhy()
    {
        // The service asks to slow down: what the assistant would say waits.
        const MessageId held = m_desk->get<MessageId>([this](ConsoleDesk::Core &core) {
            core.outbox.setServiceLimits({.restrictedUntil = core.clock.nowMs() + 3'600'000});
            core.channel.ready = false;
            const auto ticket = core.tickets.find(m_example);
            const auto message = core.outbox.enqueue(ticket->customerId, m_example, {Author::Type::Bot, 0, {}},
                                                     u"Va"_s);
            auto hold = core.database.prepare(u"UPDATE outbox SET held_until = ? WHERE message_id = ?"_s);
            (void)hold.bind(core.clock.nowMs() + 3'600'000).bind(message->id.value).exec();
            return message->id;
        });
        m_window->places().showOutbox(OutboxLines::Part::Waiting);
        OutboxModel &model = outbox().model();
        QTRY_VERIFY(model.rowOf(held) >= 0);
        const Refusal reason = RefusalCatalogue().paceReason(toString(PaceReason::Restricted),
                                                             QLocale().name().left(2));
        QVERIFY(!reason.what.isEmpty());
        const auto labels = outbox().findChildren<QLabel *>();
        const auto told = [&] {
            return std::any_of(labels.cbegin(), labels.cend(),
                               [&](auto *label) { return label->text() == reason.what; });
        };
        QTRY_VERIFY(told());
    }

    void aRefusedOneIsSentAgainAndANewOneComes()
    {
        m_window->places().showOutbox(OutboxLines::Part::Attention);
        OutboxModel &model = outbox().model();
        QTRY_VERIFY(model.firstRowOf(OutboxLines::Part::Attention) >= 0);
        const MessageId refused = model.lineAt(model.firstRowOf(OutboxLines::Part::Attention))->message.id;
        auto *details = outbox().findChild<OutboxDetails *>();
        Q_EMIT details->tryAgainRequested(refused);
        QTRY_COMPARE(model.firstRowOf(OutboxLines::Part::Attention), -1);
        m_desk->run([refused](ConsoleDesk::Core *core) {
            const auto message = core->messages.find(refused);
            QVERIFY(core->outbox.recordDelivery(
                {.wireId = message->wireId, .state = DeliveryState::Refused, .cause = u"forbidden"_s}));
        });
        QTRY_COMPARE(model.firstRowOf(OutboxLines::Part::Attention), 1);
        QCOMPARE(model.lineAt(1)->message.cause, u"forbidden"_s);
        QTRY_COMPARE(model.index(0).data(OutboxModel::CountRole).toInt(), 1);
    }

    void whatChangesElsewhereLeavesOneWhereOneIs()
    {
        showCustomers();
        Q_EMIT m_window->list().viewChanged(m_window->list().currentView()); // the views are others: a day began
        (void)m_desk->openTicket(u"Nadia Cruz"_s, u"No hay tóner"_s, 500);
        QTRY_COMPARE(customers().model().lineAt(0)->customer.displayName, u"Nadia Cruz"_s);
        QCOMPARE(m_window->places().current(), TicketView::customers);
    }

    void oneGoesThroughThePanesWithoutAMouse()
    {
        (void)openFirstCustomer();
        m_window->activateWindow();
        customers().focusSearch();
        QSet<QWidget *> seen;
        for (int i = 0; i < 4; ++i) {
            seen << m_window->focusWidget();
            m_window->places().focusNextPane();
        }
        QCOMPARE(seen.size(), 4);
        QCOMPARE(m_window->focusWidget(), fieldNamed(u"Search customers"_s));
    }

    void sizesAreRemembered()
    {
        showCustomers();
        auto *splitter = customers().findChild<QSplitter *>(u"customers"_s);
        splitter->setSizes({400, 700});
        const int width = splitter->sizes()
                              .constFirst(); // newer Qt fits the window, and the rest of it, into its screen
        m_window->close();
        m_window = std::make_unique<MainWindow>(*m_gateway, m_theme, *m_settings);
        m_window->show();
        showCustomers();
        QCOMPARE(customers().findChild<QSplitter *>(u"customers"_s)->sizes().constFirst(), width);
    }

    void nothingIsDoneToATicketThatNobodySees()
    {
        m_window->openTicket(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        m_window->places().show(TicketView::customers);
        for (const QMenu *menu : m_window->menuBar()->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
            for (const QAction *action : menu->actions()) {
                if (action->shortcut() == QKeySequence(u"Ctrl+T"_s))
                    QVERIFY(!menu->menuAction()->isEnabled());
                if (action->shortcut() == QKeySequence(u"Ctrl+1"_s))
                    QVERIFY(menu->menuAction()->isEnabled());
            }
        }
        QTest::keyClick(&customers(), Qt::Key_Escape);
        QVERIFY(m_window->places().isAtTickets());
    }

private:
    [[nodiscard]] CustomersPane &customers() const { return m_window->places().customers(); }
    [[nodiscard]] OutboxPane &outbox() const { return m_window->places().outbox(); }
    [[nodiscard]] QLineEdit *fieldNamed(const QString &name) const
    {
        const auto fields = customers().findChildren<QLineEdit *>();
        const auto field = std::find_if(fields.cbegin(), fields.cend(),
                                        [&](const QLineEdit *one) { return one->accessibleName() == name; });
        return field == fields.cend() ? nullptr : *field;
    }
    static QListView *listOver(QWidget &place, const QAbstractItemModel *model)
    {
        const auto lists = place.findChildren<QListView *>();
        const auto list = std::find_if(lists.cbegin(), lists.cend(), [&](auto *one) { return one->model() == model; });
        return list == lists.cend() ? nullptr : *list;
    }
    void showCustomers()
    {
        m_window->places().show(TicketView::customers);
        QTRY_VERIFY(customers().model().rowCount() > 0);
    }
    CustomerId openFirstCustomer()
    {
        showCustomers();
        listOver(customers(), &customers().model())->setCurrentIndex(customers().model().index(0));
        [&] { QTRY_VERIFY(customers().customer().isLoaded()); }();
        return customers().customer().id();
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

QTEST_MAIN(desk::ui::PlacesTest)
#include "tst_places.moc"
