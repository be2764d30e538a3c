#include "core/messaging/callguard.h"
#include "core/messaging/otherchats.h"
#include "tests/support/testdesk.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString ana = u"5215510000001@s.whatsapp.net"_s;
const QString group = u"120000000000000001@g.us"_s;
} // namespace

/// What is no customer's message: calls, groups, status posts.
class OtherChatsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_guard = std::make_unique<CallGuard>(
            CallGuard::Stores{m_desk->database, m_desk->messages, m_desk->customers, m_desk->outbox}, m_desk->channel,
            m_desk->clock);
        connect(&m_desk->inbox, &Inbox::callStored, m_guard.get(), &CallGuard::take);
    }
    void cleanup()
    {
        m_guard.reset();
        m_desk.reset();
    }

    void aCallIsALineAndStartsNoConversation()
    {
        ring(u"C1"_s);
        const Message call = newest();
        QCOMPARE(call.kind, u"call"_s);
        QVERIFY(call.unread);
        QVERIFY(!call.pending);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM conversation"_s), 0);
        QVERIFY(m_desk->channel.rejectedCalls.isEmpty()); // the setting is off
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 0);
    }

    void aCallIsTurnedAwayWithWords()
    {
        ring(u"C0"_s);
        m_guard->setOptions({.rejects = true});
        ring(u"C1"_s);
        QCOMPARE(m_desk->channel.rejectedCalls, QStringList{u"C1"_s});
        const Message said = newest();
        QVERIFY2(said.text.startsWith(u"Gracias por llamar"_s), qUtf8Printable(said.text));
        QVERIFY(said.author.type == Author::Type::Bot);
        // Ringing on changes nothing, the same call again not at all.
        m_desk->clock.advance(10min);
        ring(u"C1"_s);
        QCOMPARE(m_desk->channel.rejectedCalls.size(), 1);
        ring(u"C2"_s);
        QCOMPARE(m_desk->channel.rejectedCalls.size(), 2);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 1);
        m_desk->clock.advance(61min);
        ring(u"C3"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 2);
    }

    void theWordsAreInTheCallersLanguage_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("formal");
        QTest::addColumn<QString>("word");
        QTest::addRow("tú") << u"es"_s << false << u"cuéntame"_s;
        QTest::addRow("usted") << u"es"_s << true << u"cuénteme"_s;
        QTest::addRow("pt") << u"pt"_s << false << u"Obrigado"_s;
        QTest::addRow("en") << u"en"_s << false << u"Thanks"_s;
    }
    void theWordsAreInTheCallersLanguage()
    {
        QFETCH(QString, language);
        QFETCH(bool, formal);
        QFETCH(QString, word);
        const CustomerId customer = *m_desk->customers.resolve(ana, u"Ana"_s);
        QVERIFY(m_desk->customers.change(customer, {.language = language}));
        m_guard->setOptions({.rejects = true, .formal = formal});
        ring(u"C1"_s);
        QVERIFY2(newest().text.contains(word), qUtf8Printable(newest().text));
    }

    void whatRangLongAgoIsOnlyShown()
    {
        m_guard->setOptions({.rejects = true});
        ring(u"C1"_s, m_desk->clock.nowMs() - 120'000);
        QVERIFY(m_desk->channel.rejectedCalls.isEmpty());
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 0);
        QCOMPARE(newest().kind, u"call"_s);
    }

    void groupsAreListedOnlyWhenAsked()
    {
        say(group, u"group"_s, u"G1"_s, u"hola a todos"_s);
        QVERIFY(m_desk->otherChats.newest(10)->isEmpty());
        QVERIFY(m_desk->otherChats.setListing(true));
        QSignalSpy wanted(&m_desk->otherChats, &OtherChats::nameWanted);
        say(group, u"group"_s, u"G2"_s, u"¿quién viene?"_s);
        say(u"status@broadcast"_s, u"status"_s, u"S1"_s, u"mi estado"_s);
        say(group, u"group"_s, u"G3"_s, QString(1000, u'x'));
        say(group, u"group"_s, u"G3"_s, u"otra vez"_s); // delivered twice
        const auto chats = *m_desk->otherChats.newest(10);
        QCOMPARE(chats.size(), 2);
        QCOMPARE(chats.first().address, group);
        QCOMPARE(chats.first().messages, 2);
        QCOMPARE(chats.first().lastText.size(), OtherChats::textLength);
        QCOMPARE(wanted.size(), 1); // of the group, once
        QVERIFY(m_desk->otherChats.rename(group, u"Vecinos"_s));
        QCOMPARE(m_desk->otherChats.newest(1)->first().name, u"Vecinos"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM customer"_s), 0);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 0);
        QVERIFY(m_desk->otherChats.setListing(false));
        QVERIFY(m_desk->otherChats.newest(10)->isEmpty());
    }

    void theListIsBounded()
    {
        QVERIFY(m_desk->otherChats.setListing(true));
        for (int i = 0; i < OtherChats::kept + 20; ++i)
            say(u"%1@g.us"_s.arg(i), u"group"_s, u"G%1"_s.arg(i), u"hola"_s);
        QCOMPARE(m_desk->otherChats.newest(1000)->size(), OtherChats::kept);
        QCOMPARE(m_desk->otherChats.newest(1)->first().address, u"%1@g.us"_s.arg(OtherChats::kept + 19));
    }

private:
    void ring(const QString &id, qint64 at = 0)
    {
        IncomingMessage call{
            .address = ana, .wireId = callWirePrefix + id, .senderName = u"Ana"_s, .kind = u"call"_s, .text = {}};
        call.sentAt = at;
        QVERIFY(m_desk->receiver.take({call}));
    }

    void say(const QString &address, const QString &kind, const QString &id, const QString &text)
    {
        m_desk->clock.advance(1s);
        QVERIFY(m_desk->receiver.take({OtherChatMessage{.address = address,
                                                        .kind = kind,
                                                        .wireId = id,
                                                        .senderName = u"Vecina"_s,
                                                        .text = text,
                                                        .sentAt = m_desk->clock.nowMs()}}));
    }

    Message newest() { return m_desk->messages.ofCustomer(*m_desk->customers.lookUp(ana), 0, 1)->messages.last(); }

    std::unique_ptr<TestDesk> m_desk;
    std::unique_ptr<CallGuard> m_guard;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::OtherChatsTest)
#include "tst_otherchats.moc"
