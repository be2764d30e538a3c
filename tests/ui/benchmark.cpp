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

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: ui_benchmark <data folder>\n");
        return 1;
    }
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));
    QApplication::setPalette(theme.palette());
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
        for (const TicketOrder order :
             {TicketOrder::Newest, TicketOrder::OldestWaiting, TicketOrder::Priority, TicketOrder::RecentActivity}) {
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
