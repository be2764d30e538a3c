// Measures the console over a desk of any size (ventanillad seed-demo makes one): start, opening, search, scrolling, memory.
#include "tests/support/consoledesk.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/customers/customerspane.h"
#include "ui/mainwindow.h"
#include "ui/outbox/outboxpane.h"
#include "ui/places.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/ticketlistpane.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSettings>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

namespace {

double msOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Runs the event loop until it is so. @return how long it took, in ms.
template<typename Condition>
double until(Condition condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < 20'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    return msOf(timer);
}

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    const QList<QByteArray> numbers = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ') : QList<QByteArray>();
    return double(numbers.value(1).toLongLong()) * 4096 / 1e6;
}

void print(const char *what, double value, const char *unit)
{
    std::printf("%-52s %9.1f %s\n", what, value, unit);
}

/// One conversation of 50,000 messages, in a desk of its own: opened, jumped through, loaded whole and scrolled from end to end.
void measureLongConversation(const Theme &theme)
{
    constexpr int count = 50'000;
    ConsoleDesk desk;
    const TicketId ticket = desk.openTicket(u"Larga"_s, u"Conversación larga"_s);
    MessageId first;
    desk.run([&](ConsoleDesk::Core *core) {
        const auto done = core->database.transaction([&]() -> Result<> {
            Message message;
            message.customerId = core->tickets.find(ticket)->customerId;
            message.ticketId = ticket;
            for (int i = 0; i < count; ++i) {
                message.direction = i % 3 ? Direction::In : Direction::Out;
                message.state = i % 3 ? DeliveryState::Received : DeliveryState::Read;
                message.wireId = u"L%1"_s.arg(i);
                message.text = u"Mensaje %1: sigue igual, ya reinicié dos veces 😀 y nada"_s.arg(i).repeated(1 + i % 4);
                message.createdAt = core->clock.nowMs() - (count - i) * 60'000LL;
                const auto stored = core->messages.insert(message);
                if (!stored)
                    return fail(stored.error());
                if (i == 0)
                    first = stored->id;
            }
            return {};
        });
        if (!done)
            qFatal("no conversation: %s", qUtf8Printable(done.error().detail));
    });
    CoreGateway gateway(desk.context(), desk.services(), desk.events());
    ui::OpenTicket open(gateway);
    ImageStore images(gateway);
    ChatPane pane(gateway, open, images, theme);
    pane.resize(720, 700);
    pane.show();
    ChatModel &model = pane.model();
    ChatView &view = pane.view();
    QElapsedTimer opening;
    opening.start();
    open.open(ticket);
    (void)until([&] { return model.state() == ChatModel::State::Ready; });
    view.viewport()->repaint();
    print("50,000 messages: opening", msOf(opening), "ms");
    opening.restart();
    pane.showMessage(first);
    (void)until([&] { return model.rowOf(first) >= 0; });
    view.viewport()->repaint();
    print("50,000 messages: to the first one", msOf(opening), "ms");
    opening.restart();
    pane.showDay(QDate::currentDate().addDays(-3));
    const int before = view.currentRow();
    (void)until([&] { return view.currentRow() != before; });
    view.viewport()->repaint();
    print("50,000 messages: to a day near the end", msOf(opening), "ms");
    double worst = 0;
    while (model.hasOlder() || model.hasNewer()) {
        const int rows = model.rowCount();
        QElapsedTimer frame;
        frame.start();
        model.hasNewer() ? model.loadNewer() : model.loadOlder();
        const double asked = msOf(frame);
        (void)until([&] { return model.rowCount() > rows; });
        frame.restart();
        view.viewport()->repaint();
        worst = std::max(worst, asked + msOf(frame));
    }
    print("50,000 messages: rows loaded", model.rowCount(), "");
    print("50,000 messages: worst frame while pages come", worst, "ms");
    struct Way
    {
        const char *name;
        int step; ///< pixels a frame
        int frames;
    };
    for (const Way &way : {Way{"turning the wheel", 120, 1500}, Way{"pulling the bar", 4000, 1000}}) {
        worst = 0;
        double sum = 0;
        view.scrollToEnd();
        for (int i = 0; i < way.frames; ++i) {
            QElapsedTimer frame;
            frame.start();
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - way.step);
            view.viewport()->repaint();
            worst = std::max(worst, msOf(frame));
            sum += msOf(frame);
        }
        print(qPrintable(u"50,000 messages: mean frame, %1"_s.arg(QLatin1String(way.name))), sum / way.frames, "ms");
        print(qPrintable(u"50,000 messages: worst frame, %1"_s.arg(QLatin1String(way.name))), worst, "ms");
    }
    gateway.close();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));
    QApplication::setPalette(theme.palette());
    if (argc < 2) {
        std::fprintf(stderr,
                     "usage: ui_benchmark <data folder>; without one, only the long conversation is measured\n");
        measureLongConversation(theme);
        return 0;
    }
    QElapsedTimer start;
    start.start();
    ConsoleDesk desk(QString::fromLocal8Bit(argv[1]));
    CoreGateway gateway(desk.context(), desk.services(), desk.events());
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
    MainWindow window(gateway, theme, settings);
    window.show();
    TicketListModel &model = window.list().model();
    (void)until([&] { return model.rowCount() > 0; });
    window.repaint();
    print("window usable", msOf(start), "ms");

    auto *search = window.list().findChild<QLineEdit *>();
    for (const QString &word : {u"impresora"_s, u"hern"_s, u"laptop prende cargador"_s, u"urgente"_s}) {
        search->setText(word);
        const double found = until([&] {
            return model.view().id == "search"_L1 && model.view().sections.first().filter.text == word
                && model.state() == TicketListModel::State::Ready;
        });
        print(qPrintable(u"typed to results: "_s + word), found, "ms");
    }
    search->clear();
    (void)until([&] { return model.view().id != "search"_L1 && model.state() == TicketListModel::State::Ready; });

    window.list().setCurrentView(u"closed"_s);
    print("view of closed tickets", until([&] { return model.state() == TicketListModel::State::Ready; }), "ms");
    auto *view = window.list().findChild<QListView *>();
    double worst = 0;
    for (int page = 0; page < 30; ++page) {
        QElapsedTimer frame;
        frame.start();
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
        view->viewport()->repaint();
        worst = std::max(worst, msOf(frame));
        const int before = model.rowCount();
        (void)until([&] { return model.rowCount() > before; });
    }
    print("rows loaded", model.rowCount(), "");
    print("list: worst frame while scrolling", worst, "ms");

    const auto settled = [&] { return model.state() == TicketListModel::State::Ready; };
    for (const QString &name : {u"open"_s, u"closed"_s}) {
        window.list().setCurrentView(name);
        (void)until(settled);
        for (const TicketOrder order : {TicketOrder::Newest, TicketOrder::OldestWaiting, TicketOrder::Priority,
                                        TicketOrder::RecentActivity}) {
            window.list().setOrder(order);
            print(qPrintable(u"%1 tickets in order %2"_s.arg(name).arg(int(order))), until(settled), "ms");
        }
    }
    for (const TicketChoice &choice : {TicketChoice{.priority = u"high"_s, .category = u"network"_s},
                                       TicketChoice{.family = u"off"_s, .category = u"network"_s, .tag = u"none"_s}}) {
        window.list().setChoice(choice);
        print(qPrintable(u"filters, %1"_s.arg(choice.tag.isEmpty() ? u"open"_s : u"all that is over, none passes"_s)),
              until(settled), "ms");
    }
    window.list().setChoice({});
    (void)until(settled);

    window.places().show(TicketView::customers);
    CustomerListModel &customers = window.places().customers().model();
    print("customers", until([&] { return customers.rowCount() > 0; }), "ms");
    for (const QString &text : {u"hern"_s, u"5512"_s}) {
        customers.setFilter(text);
        print(qPrintable(u"customers with "_s + text),
              until([&] { return customers.state() == CustomerListModel::State::Ready; }), "ms");
    }
    window.places().show(TicketView::outbox);
    print("outbox", until([&] { return window.places().outbox().model().state() == OutboxModel::State::Ready; }), "ms");
    window.places().showTickets();
    window.list().setCurrentView(u"closed"_s);
    (void)until(settled);

    double slowest = 0;
    for (int row = 0; row < std::min(200, model.rowCount()); row += 5) {
        QElapsedTimer opening;
        opening.start();
        window.openTicket(model.lineAt(row)->ticket.id);
        (void)until([&] { return window.chat().model().state() == ChatModel::State::Ready; });
        window.chat().view().viewport()->repaint();
        slowest = std::max(slowest, msOf(opening));
    }
    print("opening a ticket, slowest of 40", slowest, "ms");
    print("memory", residentMegabytes(), "MB");
    gateway.close();
    return 0;
}
