#include "app/deskthread.h"
#include "core/administration/administration.h"
#include "ui/panel/devicewords.h"
#include "ui/panel/panelprocess.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

/// The panel in its own window, from the real server. Only built where the engine is.
class PanelProcessTest : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    [[nodiscard]] static T answerOf(const QFuture<Result<T>> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20000) || !future.result())
            qFatal("no answer");
        return *future.result();
    }

private Q_SLOTS:
    void itIsSignedInWhileItIsOpen()
    {
        const QTemporaryDir folder;
        const auto settings = settingsFrom({{{u"VENTANILLA_DATA_DIR"_s, folder.path()},
                                             {u"VENTANILLA_HTTP_PORT"_s, u"0"_s},
                                             {u"VENTANILLA_WHATSAPP_URL"_s, u"ws://127.0.0.1:1/"_s}}});
        QVERIFY(settings);
        DeskThread desk(*settings);
        const QUrl url = answerOf(desk.start());
        QVERIFY(url.port() > 0);
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        const User user = answerOf(gateway.askLater<User>([](DeskServices &services) {
            return services.administration->firstAdministrator.createHere(
                {.name = u"daniela"_s, .password = u"una clave larga"_s});
        }));
        gateway.setActor({Actor::Type::Technician, user.id, user.name});
        const auto agents = [&] {
            QStringList all;
            const auto sessions = answerOf(
                gateway.ask<QList<Session>>([](DeskServices &services) { return services.accounts.allSessions(); }));
            for (const Session &session : sessions)
                all << session.agent;
            return all;
        };
        {
            PanelProcess panel(gateway);
            QVERIFY(agents().isEmpty()); // not before it is opened
            QSignalSpy shown(&panel, &PanelProcess::shown);
            QSignalSpy failed(&panel, &PanelProcess::failed);
            panel.open();
            QVERIFY(shown.wait(60000));
            QVERIFY(shown.constFirst().constFirst().toBool());
            QCOMPARE(agents(), QStringList{DeviceWords::consoleAgent()});
            panel.open(); // to the front: neither a second window nor a second session
            QCOMPARE(agents().size(), 1);
            QSignalSpy closed(&panel, &PanelProcess::closed);
            panel.close();
            QCOMPARE(closed.count(), 1);
            QCOMPARE(agents(), QStringList());
            QCOMPARE(failed.count(), 0);
        }
        gateway.close();
        desk.stop();
    }
};

QTEST_GUILESS_MAIN(PanelProcessTest)
#include "tst_panelprocess.moc"
