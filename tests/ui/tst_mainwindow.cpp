#include "tests/support/exampledesk.h"
#include "tests/support/stallwatch.h"
#include "ui/chat/attachmentrows.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/mainwindow.h"
#include "ui/places.h"
#include "ui/shell/actorbutton.h"
#include "ui/shell/noticebell.h"
#include "ui/tickets/statuschip.h"
#include "ui/tickets/tageditor.h"
#include "ui/tickets/ticketlistpane.h"
#include "ui/tickets/ticketview.h"
#include "ui/toast.h"
#include "ui/toastcard.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

/// The real window over the real core.
class MainWindowTest : public QObject
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
        m_watch = std::make_unique<StallWatch>();
    }
    void cleanup()
    {
        const bool answered = !m_watch || m_watch->worst() < StallWatch::borne;
        m_watch.reset();
        m_window.reset();
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
        QVERIFY2(answered, "the GUI thread was kept waiting");
    }

    void ticketsStandUnderTheirHeads()
    {
        QVERIFY(model().isHead(0));
        QCOMPARE(model().index(0).data(TicketListModel::CountRole).toInt(), 2);
        QCOMPARE(model().lineAt(1)->person, u"Rogelio Paz"_s);
        QCOMPARE(model().lineAt(1)->unread, 3);
        const int row = model().rowOf(m_example);
        QCOMPARE(model().lineAt(row)->refused, 1);
        QCOMPARE(model().lineAt(row)->ticket.assigneeName, u"Daniela Ruiz"_s);
        QVERIFY(model().index(row).data(Qt::AccessibleTextRole).toString().contains(u"Efraín Solís"_s));
    }

    void aNewTicketAppearsAndNothingIsLoadedAnew()
    {
        QSignalSpy resets(&model(), &QAbstractItemModel::modelReset);
        open(m_example);
        const TicketId fresh = m_desk->openTicket(u"Nadia Cruz"_s, u"No hay tóner"_s, 500);
        QTRY_VERIFY(model().rowOf(fresh) >= 0);
        QCOMPARE(model().rowOf(fresh), 1);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(m_window->list().currentTicket(), m_example);
        QTRY_COMPARE(model().counts().unassigned, 3);
    }

    void aTicketMovesWithItsAssignee()
    {
        const int before = model().rowCount();
        const TicketId first = model().lineAt(1)->ticket.id;
        open(first);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        m_window->ticket().take();
        QTRY_VERIFY(model().lineAt(model().rowOf(first))->ticket.status == TicketStatus::Assigned);
        QVERIFY(model().rowOf(first) > 2);
        QCOMPARE(model().rowCount(), before);
    }

    void whatWasGivenAwayIsTakenBack()
    {
        open(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        TicketPatch patch;
        patch.assigneeId = UserId{2};
        m_window->ticket().change(patch);
        QTRY_COMPARE(m_window->toast().cards().size(), 1);
        ToastCard *card = m_window->toast().cards().constFirst();
        QVERIFY(card->text().contains(u"Óscar"_s));
        QTRY_VERIFY(model().lineAt(model().rowOf(m_example))->ticket.assigneeId == UserId{2});
        open(model().lineAt(1)->ticket.id); // also once another one is open
        QTest::mouseClick(card->undoButton(), Qt::LeftButton);
        QTRY_VERIFY(model().lineAt(model().rowOf(m_example))->ticket.assigneeId == UserId{1});
        QVERIFY(m_window->toast().cards().isEmpty());
    }

    void ofManyToastsTheFailuresStay()
    {
        Toast &toast = m_window->toast();
        toast.failure(u"uno"_s);
        for (const QString &words : {u"dos"_s, u"tres"_s, u"cuatro"_s, u"cuatro"_s})
            toast.notice(words);
        QCOMPARE(toast.cards().size(), Toast::most);
        QCOMPARE(toast.cards().constFirst()->text(), u"uno"_s);
        QCOMPARE(toast.cards().constLast()->text(), u"cuatro"_s);
        QVERIFY(m_window->rect().contains(toast.geometry()));
    }

    void whoWorksHereIsChosenAndRemembered()
    {
        const auto button = [](MainWindow &window) { return window.findChild<ActorButton *>(); };
        QCOMPARE(button(*m_window)->text(), u"Daniela Ruiz"_s);
        QTRY_COMPARE(button(*m_window)->menu()->actions().size(), 2);
        button(*m_window)->menu()->actions().constLast()->trigger();
        QCOMPARE(m_gateway->actor().name, u"Óscar Medina"_s);
        CoreGateway gateway(m_desk->context(), m_desk->services(), m_desk->events());
        MainWindow again(gateway, m_theme, *m_settings);
        QTRY_COMPARE(button(again)->text(), u"Óscar Medina"_s);
        gateway.close();
    }

    void theBellLeadsToItsTicket()
    {
        NoticeHistory history;
        NoticeBell bell(history, m_theme);
        QSignalSpy chosen(&bell, &NoticeBell::chosen);
        history.add({.ticket = {7}, .title = u"Rogelio & hijos"_s, .body = u"Sin red"_s}, 1);
        history.add({.ticket = {7}, .title = u"Rogelio & hijos"_s, .body = u"¿Hola?"_s}, 2);
        QCOMPARE(history.entries().size(), 1);
        Q_EMIT bell.menu()->aboutToShow();
        QCOMPARE(bell.menu()->actions().size(), 1);
        QVERIFY(bell.menu()->actions().constFirst()->text().startsWith(u"Rogelio && hijos: ¿Hola?"_s));
        bell.menu()->actions().constFirst()->trigger();
        QCOMPARE(chosen.at(0).at(0).value<TicketId>(), TicketId{7});
        Q_EMIT bell.menu()->aboutToHide();
        QCOMPARE(history.unseen(), 0);
    }

    void aSearchFindsWordsOfTheChat()
    {
        auto *search = m_window->list().findChild<QLineEdit *>();
        QElapsedTimer timer;
        timer.start();
        search->setText(u"cajon conec"_s);
        QTRY_COMPARE(model().rowCount(), 1);
        QCOMPARE(model().lineAt(0)->ticket.id, m_example);
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_VERIFY(model().rowCount() > 5);
    }

    void theConversationHasItAll()
    {
        open(m_example);
        const ChatModel &chat = m_window->chat().model();
        QTRY_COMPARE(chat.state(), ChatModel::State::Ready);
        QStringList texts;
        for (int row = 0; row < chat.rowCount(); ++row)
            texts << chat.data(chat.index(row), Qt::DisplayRole).toString();
        QVERIFY(texts.contains(u"perdón, es la 4521 (Dell 5420)"_s)); // as edited
        QVERIFY(!texts.contains(u"👍"_s));                             // a reaction is no line of its own
        QVERIFY(texts.contains(u"Hay un conector DC de esa Dell en el cajón 4; lo apartamos para este folio."_s));
        QVERIFY(chat.startsDay(0));
        QVERIFY(chat.lastRefused().isValid());
        for (int row = 0; row < chat.rowCount(); ++row)
            QVERIFY(!ChatModel::sentenceOf(chat.at(row)).isEmpty());
    }

    void aReplyGoesOutAndItsTicksAdvance()
    {
        open(m_example);
        const ChatModel &chat = m_window->chat().model();
        QTRY_COMPARE(chat.state(), ChatModel::State::Ready);
        Composer &composer = m_window->chat().composer();
        composer.insert(u"Ya está lista"_s);
        const int before = chat.rowCount();
        QTest::keyClick(&composer.field(), Qt::Key_Return);
        QTest::keyClick(&composer.field(), Qt::Key_Return); // of impatient people: it goes once
        const auto last = [&] { return chat.at(chat.rowCount() - 1).message.message; };
        QTRY_COMPARE(last().text, u"Ya está lista"_s);
        QTRY_VERIFY(composer.field().document()->isEmpty());
        QTest::keyClick(&composer.field(), Qt::Key_Return); // nothing to send
        QCOMPARE(chat.rowCount(), before + 1);
        const QString wire = last().wireId;
        for (const DeliveryState state : {DeliveryState::Accepted, DeliveryState::Delivered, DeliveryState::Read}) {
            m_desk->run([&](ConsoleDesk::Core *core) {
                QVERIFY(core->outbox.recordDelivery({.wireId = wire, .state = state}));
            });
            QTRY_VERIFY(last().state == state);
        }
    }

    void shiftEnterBeginsALine()
    {
        open(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        Composer &composer = m_window->chat().composer();
        composer.insert(u"uno"_s);
        QTest::keyClick(&composer.field(), Qt::Key_Return, Qt::ShiftModifier);
        composer.insert(u"dos"_s);
        QVERIFY(composer.field().toPlainText().size() == 7);
    }

    void draftsAreKeptPerTicketAndKind()
    {
        open(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        Composer &composer = m_window->chat().composer();
        composer.insert(u"a medias"_s);
        composer.setKind(Draft::Kind::Note);
        composer.insert(u"nota a medias"_s);
        const TicketId other = model().lineAt(1)->ticket.id;
        open(other);
        QVERIFY(composer.field().document()->isEmpty());
        QTRY_VERIFY(model().lineAt(model().rowOf(m_example))->draft);
        open(m_example);
        QTRY_COMPARE(composer.field().toPlainText(), u"a medias"_s);
        composer.setKind(Draft::Kind::Note);
        QCOMPARE(composer.field().toPlainText(), u"nota a medias"_s);
    }

    void draftsAreOfWhoWroteThem()
    {
        open(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        Composer &composer = m_window->chat().composer();
        composer.insert(u"de Daniela"_s);
        m_gateway->setActor({Actor::Type::Technician, UserId{2}, u"Óscar Medina"_s});
        QVERIFY(composer.field().document()->isEmpty());
        m_gateway->setActor({Actor::Type::Technician, UserId{1}, u"Daniela Ruiz"_s});
        QTRY_COMPARE(composer.field().toPlainText(), u"de Daniela"_s);
    }

    void filesStayWithTheirTicket()
    {
        open(m_example);
        QTRY_COMPARE(m_window->chat().model().state(), ChatModel::State::Ready);
        const QString path = m_folder.filePath(u"reporte.pdf"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("%PDF-1.4 un reporte");
        file.close();
        auto *files = m_window->chat().findChild<AttachmentRows *>();
        m_window->chat().composer().attach({path});
        QTRY_VERIFY(!files->isEmpty() && files->isReady());
        open(model().lineAt(1)->ticket.id);
        QVERIFY(files->isEmpty());
        open(m_example);
        QVERIFY(!files->isEmpty());
    }

    void whatIsTypedIsOfTheTicketThatWasOpen()
    {
        open(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        auto *tags = m_window->findChild<TagEditor *>();
        tags->field().setText(u"urgente"_s);
        const TicketId other = model().lineAt(1)->ticket.id;
        open(other); // without Enter
        const auto tagsOf = [this](TicketId ticket) {
            return m_desk->get<QString>([ticket](ConsoleDesk::Core &core) { return core.tickets.find(ticket)->tags; });
        };
        QTRY_VERIFY(tagsOf(m_example).contains(u"urgente"_s));
        QTRY_VERIFY(m_window->ticket().isLoaded());
        QVERIFY(!tagsOf(other).contains(u"urgente"_s));
    }

    void whatNobodySeesIsNotRead()
    {
        open(m_example);
        QTRY_COMPARE(m_window->chat().model().state(), ChatModel::State::Ready);
        m_window->places().show(TicketView::customers);
        m_desk->write(u"¿Siguen ahí?"_s, 110);
        QTRY_VERIFY(model().lineAt(model().rowOf(m_example))->unread == 1);
        QTest::qWait(100);
        QCOMPARE(model().lineAt(model().rowOf(m_example))->unread, 1);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()) || QGuiApplication::platformName() == "offscreen"_L1);
        m_window->places().showTickets();
        QTRY_COMPARE(model().lineAt(model().rowOf(m_example))->unread, 0);
    }

    void aRefusedMessageIsPutAside()
    {
        open(m_example);
        ChatModel &chat = m_window->chat().model();
        QTRY_COMPARE(chat.state(), ChatModel::State::Ready);
        const MessageId refused = chat.lastRefused();
        Q_EMIT m_window->chat().view().dismissRequested(refused);
        QTRY_VERIFY(!chat.lastRefused().isValid());
        QVERIFY(chat.at(chat.rowOf(refused)).message.message.state == DeliveryState::Refused);
        QTRY_COMPARE(model().counts().refused, 0);
    }

    void whoReadsAboveIsNotMoved()
    {
        open(m_example);
        ChatView &view = m_window->chat().view();
        QTRY_COMPARE(m_window->chat().model().state(), ChatModel::State::Ready);
        view.setCurrentRow(0);
        QVERIFY(!view.isAtEnd());
        const QRect before = view.rectOf(0);
        m_desk->write(u"¿Hola?"_s, 110);
        QTRY_COMPARE(m_window->chat()
                         .model()
                         .data(m_window->chat().model().index(m_window->chat().model().rowCount() - 1), Qt::DisplayRole)
                         .toString(),
                     u"¿Hola?"_s);
        QCOMPARE(view.rectOf(0), before);
        view.scrollToEnd();
        QVERIFY(view.isAtEnd());
    }

    void theFocusOpensNoTicket()
    {
        m_window->list().focusList();
        QCoreApplication::processEvents();
        QVERIFY(!m_window->ticket().id().isValid());
        m_window->list().step(1);
        QVERIFY(m_window->ticket().id().isValid());
    }

    void ticketsWithRefusedMessagesHaveTheirView()
    {
        m_window->list().setCurrentView(u"refused"_s);
        QTRY_COMPARE(model().rowCount(), 1);
        QCOMPARE(model().lineAt(0)->ticket.id, m_example);
        open(m_example);
        QTRY_COMPARE(m_window->chat().model().state(), ChatModel::State::Ready);
        Q_EMIT m_window->chat().view().dismissRequested(m_window->chat().model().lastRefused());
        QTRY_COMPARE(model().rowCount(), 0);
    }

    void theCustomersWritingIsShown()
    {
        open(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        const qint64 customer = m_window->ticket().dossier().customer.id.value;
        m_desk->run([customer](ConsoleDesk::Core *core) {
            core->events.announce(u"typing"_s, {{u"customer_id"_s, customer}, {u"typing"_s, true}});
        });
        const auto says = [this](const QString &words) {
            const auto labels = m_window->chat().findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(),
                               [&](const QLabel *label) { return label->text().contains(words); });
        };
        QTRY_VERIFY(says(u"is writing"_s));
    }

    void filesThatAreGivenGoWithTheMessage()
    {
        open(m_example);
        QTRY_COMPARE(m_window->chat().model().state(), ChatModel::State::Ready);
        const QString path = m_folder.filePath(u"reporte.pdf"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("%PDF-1.4 un reporte");
        file.close();
        Composer &composer = m_window->chat().composer();
        composer.attach({path});
        composer.insert(u"Va el reporte"_s);
        ChatModel &chat = m_window->chat().model();
        const int before = chat.rowCount();
        QTRY_VERIFY((composer.send(), chat.rowCount() > before));
        const ThreadMessage &sent = chat.at(chat.rowCount() - 1).message;
        QCOMPARE(sent.message.kind, u"document"_s);
        QCOMPARE(sent.words(), u"Va el reporte"_s);
        QVERIFY(sent.file && sent.file->name == "reporte.pdf"_L1);
        QVERIFY(QFile::exists(path));
    }

    void aQuickReplyIsChosenByItsBeginning()
    {
        open(m_example);
        QTRY_VERIFY(m_window->ticket().isLoaded());
        Composer &composer = m_window->chat().composer();
        QTest::keyClicks(&composer.field(), u"/rei"_s);
        QTest::keyClick(&composer.field(), Qt::Key_Return);
        QCOMPARE(composer.field().toPlainText(), u"¿Puedes reiniciar el equipo y contarme si sigue igual?"_s);
    }

    void onlyLegalTransitionsAreListed()
    {
        const QList<TicketStatus> legal = StatusChip::legalFrom(TicketStatus::Delivered, false);
        QVERIFY(legal.contains(TicketStatus::Closed) && legal.contains(TicketStatus::Warranty));
        QVERIFY(!legal.contains(TicketStatus::New));
    }

    void sizesAreRemembered()
    {
        const QSize chosen(800, 650); // newer Qt fits a window into its screen, which offscreen is a small one
        m_window->resize(chosen);
        const QSize shown = m_window->size();
        m_window->list().setCurrentView(u"waiting"_s);
        m_window->close();
        MainWindow again(*m_gateway, m_theme, *m_settings);
        QCOMPARE(again.size(), shown);
        QVERIFY(shown.height() == chosen.height());
        QCOMPARE(again.list().currentView(), u"waiting"_s);
    }

    void longConversationsScrollQuickly()
    {
        m_watch.reset(); // the loop below is no event loop
        const TicketId ticket = m_desk->openTicket(u"Larga"_s, u"Conversación larga"_s, 700);
        m_desk->run([&](ConsoleDesk::Core *core) {
            const auto done = core->database.transaction([&]() -> Result<> {
                const CustomerId customer = core->tickets.find(ticket)->customerId;
                for (int i = 0; i < 4000; ++i) {
                    Message message;
                    message.customerId = customer;
                    message.ticketId = ticket;
                    message.wireId = u"L%1"_s.arg(i);
                    message.text = u"Mensaje %1: sigue igual, ya reinicié dos veces y nada de nada"_s.arg(i).repeated(
                        1 + i % 4);
                    message.createdAt = core->clock.nowMs() - (4000 - i) * 60'000LL;
                    if (auto stored = core->messages.insert(message); !stored)
                        return fail(stored.error());
                }
                return {};
            });
            QVERIFY(done);
        });
        QElapsedTimer opening;
        opening.start();
        open(ticket);
        ChatModel &chat = m_window->chat().model();
        QTRY_COMPARE(chat.state(), ChatModel::State::Ready);
        qInfo("opened in %lld ms", opening.elapsed());
        for (int i = 0; i < 60 && chat.hasOlder(); ++i) {
            const int before = chat.rowCount();
            chat.loadOlder();
            QTRY_VERIFY(chat.rowCount() > before);
        }
        QVERIFY(chat.rowCount() >= 4000);
        ChatView &view = m_window->chat().view();
        qint64 worst = 0;
        for (int row = chat.rowCount() - 1; row > 0; row -= 37) {
            QElapsedTimer frame;
            frame.start();
            view.setCurrentRow(row);
            view.viewport()->repaint();
            worst = std::max(worst, frame.nsecsElapsed());
        }
        qInfo("worst frame %.2f ms", double(worst) / 1e6);
        QVERIFY2(worst < 200'000'000, "a frame of a long conversation takes too long");
    }

private:
    [[nodiscard]] TicketListModel &model() { return m_window->list().model(); }
    void open(TicketId ticket) { m_window->openTicket(ticket); }

    QTemporaryDir m_folder;
    Theme m_theme;
    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<StallWatch> m_watch; ///< null: this test keeps the loop waiting itself
    TicketId m_example;
};

} // namespace desk::ui

QTEST_MAIN(desk::ui::MainWindowTest)
#include "tst_mainwindow.moc"
