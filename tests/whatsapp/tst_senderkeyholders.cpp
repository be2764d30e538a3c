#include "whatsapp/store/senderkeyholders.h"

#include "deskparty.h"

#include <QtTest>

using namespace desk;
using namespace desk::wa;

class SenderKeyHoldersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachGroupHasItsOwn()
    {
        DeskParty desk;
        SenderKeyHolders holders(desk.store);
        const Jid one = jidOf("120363000000000001@g.us");
        const Jid other = jidOf("120363000000000002@g.us");
        QVERIFY(holders.of(one).value().isEmpty());
        for (const QString &address : {u"1_1.0"_s, u"1_1.3"_s, u"1_1.0"_s})
            QVERIFY(holders.add(one, address));
        QVERIFY(holders.add(other, u"1_1.0"_s));
        QCOMPARE(holders.of(one).value(), (QSet{u"1_1.0"_s, u"1_1.3"_s}));
        QVERIFY(holders.remove(one, u"1_1.0"_s));
        QVERIFY(holders.remove(one, u"never there"_s));
        QCOMPARE(holders.of(one).value(), QSet{u"1_1.3"_s});
        QVERIFY(holders.clear(one));
        QVERIFY(holders.of(one).value().isEmpty());
        QCOMPARE(holders.of(other).value(), QSet{u"1_1.0"_s});
    }

    void whatIsRolledBackWasNever()
    {
        DeskParty desk;
        SenderKeyHolders holders(desk.store);
        const Jid group = jidOf("120363000000000001@g.us");
        QVERIFY(holders.add(group, u"1_1.0"_s));
        desk.tryOut([&] {
            QVERIFY(holders.clear(group));
            QVERIFY(holders.add(group, u"2_1.0"_s));
        });
        QCOMPARE(holders.of(group).value(), QSet{u"1_1.0"_s});
    }
};

QTEST_GUILESS_MAIN(SenderKeyHoldersTest)
#include "tst_senderkeyholders.moc"
