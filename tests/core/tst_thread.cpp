#include "core/messaging/thread.h"
#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

class ThreadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actionsArePartOfTheirMessage()
    {
        TestDesk desk;
        const auto customer = desk.customers.resolve(u"5215510000001"_s, u"Ana"_s);
        Ticket draft;
        draft.customerId = *customer;
        const auto ticket = desk.ticketService.open(draft, {});
        const auto take = [&](const QString &wire, const QString &kind, const QString &text, const QString &target) {
            IncomingMessage message{.address = u"5215510000001"_s, .wireId = wire, .kind = kind, .text = text};
            if (!target.isEmpty())
                message.target = MessageReference{target, false};
            return *desk.inbox.take(message);
        };
        const MessageId first = take(u"A1"_s, u"text"_s, u"es la 4512"_s, {});
        const MessageId second = take(u"A2"_s, u"text"_s, u"borrame"_s, {});
        const MessageId edit = take(u"A3"_s, u"edit"_s, u"es la 4521"_s, u"A1"_s);
        (void)take(u"A4"_s, u"revoke"_s, {}, u"A2"_s);
        Thread thread(desk.messages, desk.attachments);

        const auto page = thread.page(ticket->id, 0, 10);

        QVERIFY(page);
        QCOMPARE(page->messages.size(), 2);
        QCOMPARE(page->messages.first().words(), u"es la 4521"_s);
        QCOMPARE(page->messages.first().message.text, u"es la 4512"_s);
        QVERIFY(page->messages.first().isEdited());
        QCOMPARE(page->messages.last().message.id, second);
        QVERIFY(page->messages.last().isRevoked());
        QCOMPARE(thread.find(edit)->message.id, first);
    }

    void aPageStandsAroundAnyMessage()
    {
        TestDesk desk;
        Ticket draft;
        draft.customerId = *desk.customers.resolve(u"5215510000001"_s, u"Ana"_s);
        const auto ticket = desk.ticketService.open(draft, {});
        QList<MessageId> ids;
        for (int i = 0; i < 9; ++i) {
            desk.clock.advance(std::chrono::hours(24));
            ids << *desk.inbox.take(
                {.address = u"5215510000001"_s, .wireId = u"M%1"_s.arg(i), .text = QString::number(i)});
        }
        Thread thread(desk.messages, desk.attachments);
        const auto textsOf = [](const Thread::Page &page) {
            QStringList texts;
            for (const ThreadMessage &message : page.messages)
                texts << message.words();
            return texts;
        };
        const auto around = thread.pageAround(ticket->id, ids.at(4), 4);
        QVERIFY(around);
        QCOMPARE(textsOf(*around), QStringList({u"3"_s, u"4"_s, u"5"_s, u"6"_s}));
        QVERIFY(around->hasMore && around->hasNewer);
        QCOMPARE(around->last, ids.at(6));
        const auto after = thread.pageAfter(ticket->id, around->last.value, 4);
        QVERIFY(after);
        QCOMPARE(textsOf(*after), QStringList({u"7"_s, u"8"_s}));
        QVERIFY(!after->hasNewer);
        const auto nothing = thread.pageAfter(ticket->id, ids.last().value, 4);
        QVERIFY(nothing && nothing->messages.isEmpty() && !nothing->last.isValid());

        QCOMPARE(*desk.messages.firstUnreadOf(ticket->id), ids.first());
        QVERIFY(desk.messages.markRead(draft.customerId, ids.at(2), 1));
        QCOMPARE(*desk.messages.firstUnreadOf(ticket->id), ids.at(3));
        QVERIFY(desk.messages.markRead(draft.customerId, ids.last(), 1));
        QVERIFY(desk.messages.firstUnreadOf(ticket->id).error().code == Errc::NotFound);
        const qint64 fifth = desk.messages.find(ids.at(5))->createdAt;
        QCOMPARE(*desk.messages.firstSince(ticket->id, fifth), ids.at(5));
        QCOMPARE(*desk.messages.firstSince(ticket->id, fifth - 1), ids.at(5));
        QCOMPARE(*desk.messages.firstSince(ticket->id, fifth + 1), ids.at(6));
        QVERIFY(desk.messages.firstSince(ticket->id, desk.clock.nowMs() + 1).error().code == Errc::NotFound);
    }

    void pagesGoOnOverActions()
    {
        TestDesk desk;
        Ticket draft;
        draft.customerId = *desk.customers.resolve(u"5215510000001"_s, u"Ana"_s);
        const auto ticket = desk.ticketService.open(draft, {});
        for (int i = 0; i < 7; ++i)
            QVERIFY(desk.inbox.take(
                {.address = u"5215510000001"_s, .wireId = u"M%1"_s.arg(i), .text = QString::number(i)}));
        Thread thread(desk.messages, desk.attachments);
        QStringList texts;
        qint64 before = 0;
        for (bool more = true; more;) {
            const auto page = thread.page(ticket->id, before, 3);
            QVERIFY(page);
            for (auto one = page->messages.crbegin(); one != page->messages.crend(); ++one)
                texts << one->words();
            before = page->first.value;
            more = page->hasMore;
        }
        QCOMPARE(texts.join(u' '), u"6 5 4 3 2 1 0"_s);
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::ThreadTest)
#include "tst_thread.moc"
