#include "tests/support/consoledesk.h"
#include "ui/coregateway.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace desk::ui {

class CoreGatewayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersComeBackToThisThread()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        const TicketId id = desk.openTicket(u"Ana"_s, u"No prende"_s);
        QThread *asked = nullptr;
        QThread *answered = nullptr;
        QString fault;
        onReply(gateway.ask<Ticket>([id, &asked](DeskServices &services) {
            asked = QThread::currentThread();
            return services.tickets.find(id);
        }),
                this, [&](const Result<Ticket> &ticket) {
                    answered = QThread::currentThread();
                    fault = ticket ? ticket->fault : ticket.error().detail;
                });
        QTRY_COMPARE(fault, u"No prende"_s);
        QVERIFY(asked != thread());
        QCOMPARE(answered, thread());
    }

    void longReadsSeeWhatIsCommitted()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        (void)desk.openTicket(u"Ana"_s, u"No prende la laptop"_s);
        int found = -1;
        onReply(gateway.read<TicketPage>([](Database &database) {
            TicketFilter filter;
            filter.text = u"lap"_s;
            return TicketRepository(database).page(filter, 0, 10);
        }),
                this, [&](const Result<TicketPage> &page) { found = page ? int(page->tickets.size()) : -2; });
        QTRY_COMPARE(found, 1);
    }

    void changesAreTold()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        QList<LiveEvent> told;
        connect(&gateway, &CoreGateway::changed, this, [&](const QList<LiveEvent> &events) { told += events; });
        const TicketId id = desk.openTicket(u"Ana"_s, u"No prende"_s);
        QTRY_VERIFY(std::any_of(told.cbegin(), told.cend(), [id](const LiveEvent &event) {
            return event.topic == "ticket"_L1 && event.subject == id.value && event.change == "created"_L1;
        }));
    }

    void whatNothingStoresIsToldToo()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        QSignalSpy announced(&gateway, &CoreGateway::announced);
        desk.run([](ConsoleDesk::Core *core) { core->events.announce(u"typing"_s, {{u"customer_id"_s, 3}}); });
        QTRY_COMPARE(announced.size(), 1);
        QCOMPARE(announced.first().at(1).toJsonObject().value("customer_id"_L1).toInt(), 3);
    }

    void theLinkIsKnownAndFollowed()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        QTRY_VERIFY(gateway.link().state == LinkState::Ready);
        desk.run([](ConsoleDesk::Core *core) {
            core->link.state = {.state = LinkState::Disconnected, .cause = u"connection_lost"_s};
            Q_EMIT core->link.changed(core->link.state);
        });
        QTRY_VERIFY(gateway.link().state == LinkState::Disconnected);
        QCOMPARE(gateway.link().cause, u"connection_lost"_s);
    }

    void theFirstAdministratorActsHere()
    {
        ConsoleDesk desk;
        desk.run([](ConsoleDesk::Core *core) {
            for (const QString &insert :
                 {u"INSERT INTO user(name, role, password_hash, created_at) VALUES ('otro', 'technician', 'x', 1)"_s,
                  u"INSERT INTO user(name, role, password_hash, created_at) VALUES ('dani', 'admin', 'x', 1)"_s})
                QVERIFY(core->database.exec(insert));
        });
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        QTRY_COMPARE(gateway.actor().name, u"dani"_s);
        QVERIFY(gateway.actor().userId.isValid());
    }

    void closedItAnswersCancelled()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        gateway.close();
        QList<Errc> answers;
        const auto keep = [&](const Result<Ticket> &ticket) {
            answers << (ticket ? Errc::Invalid : ticket.error().code);
        };
        onReply(gateway.ask<Ticket>([](DeskServices &services) { return services.tickets.find({1}); }), this, keep);
        onReply(gateway.read<Ticket>([](Database &database) { return TicketRepository(database).find({1}); }), this,
                keep);
        QTRY_VERIFY(answers == (QList<Errc>{Errc::Cancelled, Errc::Cancelled}));
    }

    void whatWaitsAnswersWhenTheCoreGoes()
    {
        auto desk = std::make_unique<ConsoleDesk>();
        CoreGateway gateway(desk->context(), desk->services(), desk->events());
        Completer<Ticket> never;
        std::optional<Errc> answer;
        onReply(gateway.askLater<Ticket>([never](DeskServices &) { return never.future(); }), this,
                [&](const Result<Ticket> &ticket) { answer = ticket ? Errc::Invalid : ticket.error().code; });
        desk->run([](auto &&) {}); // it has been asked
        gateway.close();
        desk.reset();
        QTRY_VERIFY(answer == Errc::Cancelled);
    }
};

} // namespace desk::ui

QTEST_GUILESS_MAIN(desk::ui::CoreGatewayTest)
#include "tst_coregateway.moc"
