#include "tests/support/simclient.h"

#include <QTest>

namespace desk::wa {

/// Two hundred sessions on one simulated service. Minutes under the sanitizers: label "slow".
class ClientCrowdTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoHundredAreLoggedInAtOnceAndComeBackTogether()
    {
        SimParty party;
        std::vector<std::unique_ptr<SimClient>> clients;
        for (int i = 0; i < 200; ++i) {
            clients.push_back(std::make_unique<SimClient>(party));
            QVERIFY(clients.back()->pair("155500" + QByteArray::number(20'000 + i)));
        }
        QCOMPARE(party.server.connections(), 200);
        const auto areReady = [&clients] {
            return std::all_of(clients.begin(), clients.end(),
                               [](const auto &client) { return client->client->status().state == LinkState::Ready; });
        };
        QVERIFY(areReady());

        for (const auto &client : clients)
            QVERIFY(party.server.kick(client->jid(), "503", {}));
        for (const auto &client : clients)
            QVERIFY(client->reaches(QStringLiteral("waiting/server_busy")));
        for (const auto &client : clients)
            client->comeBack();
        QVERIFY(waitFor(areReady, 60'000));
        QVERIFY(waitFor([&] { return party.server.connections() == 200; }));
        QVERIFY2(party.violations.isEmpty(), qPrintable(party.details.join(u'\n')));
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::ClientCrowdTest)
#include "tst_clientcrowd.moc"
