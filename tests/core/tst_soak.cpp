#include "core/classification/ruleclassifier.h"
#include "core/conversation/conversationservice.h"
#include "core/events/eventhub.h"
#include "core/notifications/notificationservice.h"
#include "tests/support/testdesk.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>

#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int customers = 60;                            // size M: tickets of a day
constexpr int panels = 10;                               //
constexpr int messagesADay = 2'000;                      //
constexpr auto length = 12h;                             // of simulated time
constexpr auto tick = 1s;                                // of the simulated clock
[[maybe_unused]] constexpr qint64 mostGrowth = 12 << 20; // bytes of memory, past what the in-memory database holds
constexpr auto settled = 2h;                             // from when on memory is compared

/// Takes everything, keeps nothing.
class CountingListener final : public EventListener
{
public:
    [[nodiscard]] bool send(const QByteArray &chunk) override
    {
        bytes += chunk.size();
        return true;
    }
    [[nodiscard]] bool isAllowed() override { return true; }
    void close() override { closed = true; }

    qint64 bytes = 0;
    bool closed = false;
};

/// Resident memory of the process's own, bytes; 0 where the system does not tell.
qint64 ownMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("RssAnon:"))
            return line.mid(8).chopped(3).trimmed().toLongLong() * 1024;
    }
    return 0;
}

} // namespace

/// Half a day of a department through the clock's hands: customers write, answer what they are asked, send photos that come or do not;
/// technicians answer and move tickets; the link goes and comes. Everything leaves, no queue grows, every timer fires, memory stays.
class SoakTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twelveHoursAtSizeM()
    {
        TestDesk desk;
        desk.channel.answer = SendOutcome{};
        NotificationService notices(desk.database, desk.tickets, desk.customers, desk.outbox, desk.clock, {});
        desk.ticketService.setStatusObserver(&notices);
        ConversationService conversation({desk.database, desk.conversations, desk.messages, desk.tickets,
                                          desk.ticketService, desk.customers, desk.outbox},
                                         {m_slotFiller, m_classifier, m_steps, nullptr}, {}, desk.clock);
        connect(&desk.inbox, &Inbox::messageStored, &conversation, &ConversationService::schedule);
        connect(&desk.inbox, &Inbox::messageStored, &desk.downloads, &MediaDownloads::schedule);
        EventHub events(desk.database, desk.live, desk.clock);
        QVERIFY(events.start());
        std::vector<std::shared_ptr<CountingListener>> listeners;
        for (int i = 0; i < panels; ++i) {
            listeners.push_back(std::make_shared<CountingListener>());
            QVERIFY(events.subscribe({.listener = listeners.back(), .person = QString::number(i)}));
        }
        QVERIFY(desk.outbox.start());
        notices.start();
        desk.downloads.start();
        conversation.start();

        std::mt19937 chance(7);
        const auto roll = [&chance](int sides) { return int(chance() % uint(sides)); };
        const qint64 begun = desk.clock.nowMs();
        qint64 nextMessage = begun;
        qint64 early = 0;
        int written = 0;
        int photos = 0;
        int answers = 0;
        qint64 longestQueue = 0;
        qint64 oldest = 0;
        while (desk.clock.nowMs() - begun < std::chrono::milliseconds(length).count()) {
            const qint64 now = desk.clock.nowMs();
            if (now >= nextMessage) {
                nextMessage = now + std::chrono::milliseconds(24h).count() / messagesADay * (1 + roll(200)) / 100;
                QVERIFY(write(desk, roll(customers), written, roll(12) == 0));
                ++written;
                if (roll(4) == 0 && answer(desk, conversation, answers, roll(1000)))
                    ++answers;
            }
            while (!desk.channel.fetching.isEmpty()) { // the files come, are gone, or take another time
                const MediaRequest request = desk.channel.fetches.takeFirst();
                const Completer<FetchedMedia> completer = desk.channel.fetching.takeFirst();
                const int fate = roll(10);
                if (fate == 0)
                    completer.complete(fail(Errc::NotFound));
                else if (fate < 3)
                    completer.complete(fail(Errc::TimedOut));
                else if (arrive(request))
                    completer.complete(FetchedMedia{10, {}});
                ++photos;
            }
            if ((now - begun) / 1000 % 5'400 == 5'000)
                setLink(desk, false);
            if ((now - begun) / 1000 % 5'400 == 5'060)
                setLink(desk, true);
            desk.clock.advance(tick);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            desk.channel.sent.clear();
            desk.channel.pending.clear();
            desk.channel.read.clear();
            desk.channel.typing.clear();
            longestQueue = std::max(longestQueue, desk.count(u"SELECT count(*) FROM outbox"_s));
            const auto waiting = desk.outbox.oldestWaiting();
            QVERIFY(waiting);
            oldest = std::max(oldest, *waiting > 0 ? now - *waiting : 0);
            if (early == 0 && now - begun >= std::chrono::milliseconds(settled).count())
                early = ownMemory() - databaseBytes(desk);
        }
        const qint64 late = ownMemory() - databaseBytes(desk);
        const qint64 stored = desk.count(u"SELECT count(*) FROM message WHERE direction = 'in'"_s);

        // What was under way comes to its end: bursts, reminders, polite closings, retries.
        for (int hours = 0; hours < 26; ++hours) {
            for (int minute = 0; minute < 60; ++minute) {
                desk.clock.advance(1min);
                QCoreApplication::processEvents();
                while (!desk.channel.fetching.isEmpty())
                    desk.channel.fetching.takeFirst().complete(fail(Errc::NotFound));
                desk.channel.fetches.clear();
            }
        }
        qInfo("%d messages with %d looks for files, %d answers; longest queue %lld, oldest %lld s; %lld events told; "
              "memory %.1f -> %.1f MB beside the database of %.1f MB",
              written, photos, answers, longestQueue, oldest / 1000, events.counters().events, double(early) / 1e6,
              double(late) / 1e6, double(databaseBytes(desk)) / 1e6);
        QCOMPARE(stored, written);
        QVERIFY(written > messagesADay / 3);
        QVERIFY(answers > 100);
        QVERIFY(photos > 50);
        QVERIFY(longestQueue > 0); // the link was away
        QCOMPARE(desk.count(u"SELECT count(*) FROM message WHERE pending = 1"_s), 0);
        QCOMPARE(desk.count(u"SELECT count(*) FROM outbox"_s), 0);
        QCOMPARE(desk.count(u"SELECT count(*) FROM message WHERE direction = 'out' AND state <> 'accepted'"_s), 0);
        QCOMPARE(desk.count(u"SELECT count(*) FROM message WHERE file_state = 'downloading'"_s), 0);
        QCOMPARE(desk.count(u"SELECT count(*) FROM conversation WHERE turn_due_at > 0 AND turn_due_at < %1"_s.arg(
                     desk.clock.nowMs())),
                 0);                                                        // no timer was missed
        QVERIFY(desk.count(u"SELECT count(*) FROM live_event"_s) < 20'000); // the log is bounded
        QVERIFY(longestQueue < 50);
        QVERIFY(oldest < 600'000);
        for (const auto &listener : listeners) {
            QVERIFY(!listener->closed);
            QCOMPARE(listener->bytes, listeners.front()->bytes);
        }
#ifndef DESK_SANITIZED // what was freed stays with the sanitizer a while
        if (early > 0)
            QVERIFY2(late - early < mostGrowth, qPrintable(u"grown by %1 bytes"_s.arg(late - early)));
#endif
    }

private:
    static qint64 databaseBytes(TestDesk &desk)
    {
        return desk.count(u"SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"_s);
    }

    static bool write(TestDesk &desk, int customer, int number, bool photo)
    {
        static const QStringList said{u"hola"_s,
                                      u"mi impresora no imprime"_s,
                                      u"Luis Gómez"_s,
                                      u"de ventas"_s,
                                      u"no sé"_s,
                                      u"sigue igual"_s,
                                      u"gracias"_s,
                                      u"mi laptop no enciende, activo 4521"_s,
                                      u"¿cómo va mi equipo?"_s,
                                      u"ya quedó"_s};
        IncomingMessage message{.address = u"52155100%1@s.whatsapp.net"_s.arg(customer, 5, 10, QChar(u'0')),
                                .wireId = u"IN%1"_s.arg(number),
                                .senderName = u"Cliente %1"_s.arg(customer),
                                .text = said[number % said.size()]};
        if (photo) {
            message.kind = u"image"_s;
            message.details = {{u"media"_s, QJsonObject{{u"type"_s, u"image"_s}, {u"size"_s, 10}}}};
            message.mediaReference = QByteArray::number(number);
        }
        message.sentAt = desk.clock.nowMs();
        return desk.receiver.take({message}).has_value();
    }

    /// A technician says something in some ticket, or moves it.
    static bool answer(TestDesk &desk, ConversationService &conversation, int number, int any)
    {
        TicketFilter open;
        open.openOnly = true;
        const auto page = desk.tickets.page(open, 0, 50);
        if (!page || page->tickets.isEmpty())
            return false;
        const Ticket ticket = page->tickets[any % page->tickets.size()];
        const Actor actor{Actor::Type::Technician, {}, u"Técnico"_s};
        if (any % 3 == 0) {
            TicketPatch patch;
            patch.status = ticket.status == TicketStatus::Diagnosing ? TicketStatus::Closed : TicketStatus::Diagnosing;
            return desk.ticketService.patch(ticket.id, patch, actor).has_value();
        }
        return conversation.reply(ticket.id, actor, u"lo reviso %1"_s.arg(number)).has_value();
    }

    static bool arrive(const MediaRequest &request)
    {
        QFile file(request.filePath);
        return file.open(QIODevice::WriteOnly) && file.write("0123456789") == 10;
    }

    static void setLink(TestDesk &desk, bool ready)
    {
        desk.channel.ready = ready;
        Q_EMIT desk.channel.readyChanged(ready);
    }

    RuleSlotFiller m_slotFiller;
    RuleClassifier m_classifier;
    StepLibrary m_steps;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::SoakTest)
#include "tst_soak.moc"
