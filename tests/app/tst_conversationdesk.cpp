#include "tests/support/simdesk.h"
#include "tests/support/stallwatch.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/composer.h"
#include "ui/mainwindow.h"
#include "ui/tickets/ticketlistpane.h"
#include "ui/tray/noticedesk.h"

#include <QApplication>
#include <QJsonArray>
#include <QSettings>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

/// What a technician does all day, in the real window over the whole desk, with a customer's phone of the simulated service.
class ConversationDeskTest : public QObject
{
    Q_OBJECT

private:
    const QString deskNumber = u"15550001001"_s;
    const QString customer = u"15550001002"_s;

private Q_SLOTS:
    void aCustomerWritesAndIsAnswered()
    {
        SimDesk desk;
        CoreGateway &gateway = desk.gateway();
        Theme theme;
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        MainWindow window(gateway, theme, settings);
        NoticeDesk notices(gateway);
        QSignalSpy noticed(&notices, &NoticeDesk::noticed);
        window.show();
        const StallWatch watch;

        const auto pairing = gateway.ask<void>([](DeskServices &services) { return services.link->startPairing(); });
        QTRY_VERIFY_WITH_TIMEOUT(!gateway.link().qrText.isEmpty(), 20'000);
        QVERIFY(desk.ask({{u"cmd"_s, u"scan"_s},
                          {u"pn"_s, deskNumber},
                          {u"name"_s, u"Mesa"_s},
                          {u"qr"_s, gateway.link().qrText}})
                    .value("ok"_L1)
                    .toBool());
        QTRY_VERIFY_WITH_TIMEOUT(gateway.link().state == LinkState::Ready, 20'000);
        QVERIFY(
            desk.ask({{u"cmd"_s, u"account"_s}, {u"pn"_s, customer}, {u"name"_s, u"Ana"_s}}).value("ok"_L1).toBool());

        // The customer writes: the bot opens a ticket, the list has it, a notice is raised.
        desk.tell({{u"cmd"_s, u"phone_send"_s},
                   {u"from"_s, customer},
                   {u"to"_s, deskNumber + u"@s.whatsapp.net"_s},
                   {u"text"_s, u"mi impresora no imprime, quiero hablar con una persona"_s}});
        const TicketListModel &list = window.list().model();
        const auto rowOfTicket = [&list] {
            for (int row = 0; row < list.rowCount(); ++row) {
                if (!list.isHead(row) && list.lineAt(row))
                    return row;
            }
            return -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(rowOfTicket() >= 0, 20'000);
        const TicketId ticket = list.lineAt(rowOfTicket())->ticket.id;
        QTRY_VERIFY_WITH_TIMEOUT(!noticed.isEmpty(), 10'000);
        QCOMPARE(noticed.constFirst().constFirst().value<Notice>().ticket, ticket);

        // It is opened and answered; the phone gets the words, and its ticks come back.
        window.openTicket(ticket);
        const ChatModel &chat = window.chat().model();
        QTRY_VERIFY_WITH_TIMEOUT(chat.state() == ChatModel::State::Ready && window.ticket().isLoaded(), 10'000);
        window.chat().composer().insert(u"Voy para allá"_s);
        QTest::keyClick(&window.chat().composer().field(), Qt::Key_Return);
        QJsonObject heard;
        do {
            heard = desk.line(u"phone_message"_s);
        } while (!heard.isEmpty() && heard.value("text"_L1).toString() != u"Voy para allá"_s);
        QVERIFY(!heard.isEmpty());
        const auto state = [&chat] {
            const Message &message = chat.at(chat.rowCount() - 1).message.message;
            return message.text == u"Voy para allá"_s ? message.state : DeliveryState::Received;
        };
        QTRY_VERIFY_WITH_TIMEOUT(state() == DeliveryState::Delivered, 20'000);
        desk.tell({{u"cmd"_s, u"phone_read"_s},
                   {u"pn"_s, customer},
                   {u"to"_s, deskNumber + u"@s.whatsapp.net"_s},
                   {u"ids"_s, QJsonArray{heard.value("id"_L1)}}});
        QTRY_VERIFY_WITH_TIMEOUT(state() == DeliveryState::Read, 20'000);
        QVERIFY2(watch.worst() < StallWatch::borne, "the GUI thread was kept waiting");
    }
};

QTEST_MAIN(ConversationDeskTest)
#include "tst_conversationdesk.moc"
