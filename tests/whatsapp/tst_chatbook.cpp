#include "whatsapp/store/chatbook.h"

#include "deskparty.h"

#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid lid = jidOf("100000012345678@lid");
const Jid phone = jidOf("15550001001@s.whatsapp.net");

} // namespace

class ChatBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<DeskParty>(); }

    void whoNeverWroteHasHisHiddenId()
    {
        QCOMPARE(book().addressOf(phone).value(), phone);
        QCOMPARE(book().addressOf(phone.withDevice(3)).value(), phone);
        QVERIFY(!book().isKnown(phone).value());
        learn();
        QCOMPARE(book().addressOf(phone).value(), lid);
        QCOMPARE(book().addressOf(lid).value(), lid);
    }

    void theLastAddressCounts()
    {
        learn();
        QVERIFY(book().noteAddress(phone.withDevice(3)));
        QCOMPARE(book().addressOf(phone).value(), phone);
        QCOMPARE(book().addressOf(lid).value(), phone);
        QVERIFY(book().isKnown(phone).value());
        QVERIFY(book().isKnown(lid).value());
        QVERIFY(book().noteAddress(lid));
        QVERIFY(book().noteAddress(lid));
        QCOMPARE(book().addressOf(phone).value(), lid);
        QCOMPARE(m_desk->rowsIn("chat"), 1);
    }

    void hostedDevicesAreTheSamePerson()
    {
        QVERIFY(book().noteAddress(jidOf("100000012345678:99@hosted.lid")));
        QCOMPARE(book().addressOf(lid).value(), lid);
    }

    void whatWasNotedBeforeThePairIsKnownStays()
    {
        QVERIFY(book().noteAddress(phone));
        QVERIFY(book().setTimer(phone, {.expiration = 86400s, .setAt = 1000}));
        learn();
        for (const Jid &name : {phone, lid}) {
            QCOMPARE(book().addressOf(name).value(), phone);
            QVERIFY(book().isKnown(name).value());
            QCOMPARE(book().timerOf(name).value().expiration, 86400s);
        }
        // What is noted from then on wins.
        QVERIFY(book().setTimer(lid, {.expiration = 0s, .setAt = 2000}));
        QCOMPARE(book().timerOf(phone).value().expiration, 0s);
        QCOMPARE(book().timerOf(phone).value().setAt, 2000);
        QVERIFY(book().noteAddress(lid));
        QCOMPARE(book().addressOf(phone).value(), lid);
        QCOMPARE(book().timerOf(phone).value().setAt, 2000);
    }

    void aTimerAloneIsNoAddress()
    {
        QVERIFY(book().setTimer(lid, {.expiration = 60s, .setAt = 1}));
        QVERIFY(!book().isKnown(lid).value());
        QCOMPARE(book().addressOf(lid).value(), lid);
        QVERIFY(book().noteAddress(lid));
        QVERIFY(book().isKnown(lid).value());
        QCOMPARE(book().timerOf(lid).value().expiration, 60s);
    }

    void anOlderTimerDoesNotUndoANewerOne()
    {
        QCOMPARE(book().timerOf(lid).value().expiration, 0s);
        QVERIFY(book().setTimer(lid, {.expiration = 60s, .setAt = 2000}));
        QVERIFY(book().setTimer(lid, {.expiration = 90s, .setAt = 1000}));
        QCOMPARE(book().timerOf(lid).value().expiration, 60s);
        QCOMPARE(book().timerOf(lid).value().setAt, 2000);
        QVERIFY(book().setTimer(lid, {.expiration = 0s, .setAt = 2000}));
        QCOMPARE(book().timerOf(lid).value().expiration, 0s);
    }

    void anOlderTimerUnderTheNumberDoesNotUndoEither()
    {
        QVERIFY(book().setTimer(phone, {.expiration = 60s, .setAt = 2000}));
        learn();
        QVERIFY(book().setTimer(lid, {.expiration = 90s, .setAt = 1000}));
        QCOMPARE(book().timerOf(lid).value().expiration, 60s);
    }

private:
    ChatBook &book() { return m_desk->chats; }
    void learn() { QVERIFY(m_desk->addresses.learn(lid, phone)); }

    std::unique_ptr<DeskParty> m_desk;
};

QTEST_GUILESS_MAIN(ChatBookTest)
#include "tst_chatbook.moc"
