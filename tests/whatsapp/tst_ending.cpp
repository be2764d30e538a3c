#include "whatsapp/connection/ending.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

using Action = Ending::Action;

Node failure(const QByteArray &reason)
{
    return {.tag = "failure", .attributes = {{"reason", reason}, {"location", "cln"}}};
}

Node streamError(const QByteArray &code = {}, const QByteArray &conflict = {})
{
    Node error{.tag = "stream:error"};
    if (!code.isEmpty())
        error.set({"code", code});
    if (!conflict.isEmpty())
        error.append({.tag = "conflict", .attributes = {{"type", conflict}}});
    return error;
}

} // namespace

/// Note 1, sections 1.4, 6.4 and 6.5, row by row.
class EndingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailureDemandsWhatItsReasonSays_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<bool>("endsSession");
        const auto row = [](const char *reason, Action action, LinkCause cause, bool ends = false) {
            QTest::newRow(reason) << QByteArray(reason) << int(action) << toString(cause) << ends;
        };
        row("400", Action::Stop, LinkCause::BadClient);
        row("401", Action::Stop, LinkCause::LoggedOut, true);
        row("402", Action::Stop, LinkCause::Banned);
        row("403", Action::Stop, LinkCause::Locked, true);
        row("405", Action::RefreshVersion, LinkCause::Outdated);
        row("406", Action::Stop, LinkCause::LoggedOut, true);
        row("409", Action::Stop, LinkCause::BadClient);
        row("411", Action::Stop, LinkCause::NoMultiDevice);
        row("413", Action::Stop, LinkCause::BadClient);
        row("414", Action::Stop, LinkCause::BadClient);
        row("415", Action::Stop, LinkCause::BadClient);
        row("418", Action::Stop, LinkCause::BadClient);
        row("419", Action::Stop, LinkCause::LoggedOut, true);
        row("500", Action::Reconnect, LinkCause::ServerBusy);
        row("501", Action::Stop, LinkCause::BadClient);
        row("503", Action::Reconnect, LinkCause::ServerBusy);
        row("404", Action::TryAgain, LinkCause::Unknown);
        row("0", Action::TryAgain, LinkCause::Unknown);
        row("-401", Action::TryAgain, LinkCause::Unknown);
        row("4294967697", Action::TryAgain, LinkCause::Unknown); // 401 in 32 bits
        row("99999999999999999999", Action::TryAgain, LinkCause::Unknown);
        row("nonsense", Action::TryAgain, LinkCause::Unknown);
    }
    void aFailureDemandsWhatItsReasonSays()
    {
        QFETCH(QByteArray, reason);
        QFETCH(int, action);
        QFETCH(QString, cause);
        QFETCH(bool, endsSession);
        const Ending ending = endingOfFailure(failure(reason));
        QCOMPARE(int(ending.action), action);
        QCOMPARE(toString(ending.cause), cause);
        QCOMPARE(ending.endsSession, endsSession);
        QCOMPARE(ending.ban.count(), 0);
        if (action != int(Action::TryAgain))
            QCOMPARE(ending.code, reason.toInt());
    }

    void aFailureWithoutReasonIsTriedAgain()
    {
        const Ending ending = endingOfFailure({.tag = "failure"});
        QVERIFY(ending.action == Action::TryAgain);
        QCOMPARE(ending.code, 0);
        QVERIFY(!ending.endsSession);
    }

    void aBanTellsItsReasonAndHowLong_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("expire");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("101") << QByteArray("101") << QByteArray("3600") << u"sent to too many people"_s << qint64(3600);
        QTest::newRow("102") << QByteArray("102") << QByteArray("1") << u"blocked by too many people"_s << qint64(1);
        QTest::newRow("103") << QByteArray("103") << QByteArray("60") << u"created too many groups with strangers"_s
                             << qint64(60);
        QTest::newRow("104") << QByteArray("104") << QByteArray("60") << u"sent the same message to too many people"_s
                             << qint64(60);
        QTest::newRow("106") << QByteArray("106") << QByteArray("60") << u"sent too many to a broadcast list"_s
                             << qint64(60);
        QTest::newRow("unknown code") << QByteArray("105") << QByteArray("60") << u"code 105"_s << qint64(60);
        QTest::newRow("neither") << QByteArray() << QByteArray() << u"code 0"_s << qint64(0);
        QTest::newRow("garbage") << QByteArray("x") << QByteArray("soon") << u"code 0"_s << qint64(0);
        QTest::newRow("negative") << QByteArray("101") << QByteArray("-5") << u"sent to too many people"_s << qint64(0);
        QTest::newRow("for ever") << QByteArray("101") << QByteArray("9223372036854775807")
                                  << u"sent to too many people"_s << qint64(366 * 86400);
    }
    void aBanTellsItsReasonAndHowLong()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, expire);
        QFETCH(QString, detail);
        QFETCH(qint64, seconds);
        Node node = failure("402");
        if (!code.isEmpty())
            node.set({"code", code});
        if (!expire.isEmpty())
            node.set({"expire", expire});
        const Ending ending = endingOfFailure(node);
        QVERIFY(ending.cause == LinkCause::Banned);
        QVERIFY(!ending.endsSession);
        QCOMPARE(ending.detail, detail);
        QCOMPARE(qint64(ending.ban.count()), seconds);
    }

    void theServicesOwnWordsAreKept()
    {
        Node node = failure("403");
        node.set({"logout_message_header", "Cuenta bloqueada"}).set({"logout_message_subtext", "Abre WhatsApp."});
        QCOMPARE(endingOfFailure(node).detail, u"Cuenta bloqueada Abre WhatsApp."_s);
        node.set({"message", QByteArray(100'000, 'x')});
        QVERIFY(endingOfFailure(node).detail.size() < 2000);
    }

    void aStreamErrorDemandsWhatItSays_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("conflict");
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<bool>("endsSession");
        QTest::addColumn<int>("extraSteps");
        const auto row = [](const char *name, const char *code, const char *conflict, Action action, LinkCause cause,
                            bool ends = false, int extra = 0) {
            QTest::newRow(name) << QByteArray(code) << QByteArray(conflict) << int(action) << toString(cause) << ends
                                << extra;
        };
        row("515", "515", "", Action::ReconnectNow, LinkCause::Restart);
        row("401 device_removed", "401", "device_removed", Action::Stop, LinkCause::LoggedOut, true);
        row("device_removed without code", "", "device_removed", Action::Stop, LinkCause::LoggedOut, true);
        row("401", "401", "", Action::Stop, LinkCause::LoggedOut, true);
        row("401 unknown conflict", "401", "other", Action::Stop, LinkCause::LoggedOut, true);
        row("replaced", "", "replaced", Action::Stop, LinkCause::Replaced);
        row("replaced with 401", "401", "replaced", Action::Stop, LinkCause::Replaced);
        row("replaced with 409", "409", "replaced", Action::Stop, LinkCause::Replaced);
        row("409", "409", "", Action::Stop, LinkCause::Replaced);
        row("516", "516", "", Action::Stop, LinkCause::LoggedOut, true);
        row("429", "429", "", Action::Reconnect, LinkCause::TooFast, false, 5);
        row("500", "500", "", Action::Reconnect, LinkCause::ServerBusy);
        row("503", "503", "", Action::Reconnect, LinkCause::ServerBusy);
        row("nothing", "", "", Action::TryAgain, LinkCause::Unknown);
        row("unknown code", "479", "", Action::TryAgain, LinkCause::Unknown);
        row("garbage", "x515", "", Action::TryAgain, LinkCause::Unknown);
        row("unknown conflict", "", "other", Action::TryAgain, LinkCause::Unknown);
        row("515 in 32 bits", "4294967811", "", Action::TryAgain, LinkCause::Unknown);
    }
    void aStreamErrorDemandsWhatItSays()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, conflict);
        QFETCH(int, action);
        QFETCH(QString, cause);
        QFETCH(bool, endsSession);
        QFETCH(int, extraSteps);
        const Ending ending = endingOfStreamError(streamError(code, conflict));
        QCOMPARE(int(ending.action), action);
        QCOMPARE(toString(ending.cause), cause);
        QCOMPARE(ending.endsSession, endsSession);
        QCOMPARE(ending.extraSteps, extraSteps);
        QCOMPARE(ending.ban.count(), 0);
    }

    void whatTheServerDidNotLikeIsAReasonToReconnect()
    {
        Node malformed = streamError();
        malformed.append({.tag = "xml-not-well-formed"});
        QVERIFY(endingOfStreamError(malformed).action == Action::Reconnect);
        QVERIFY(endingOfStreamError(malformed).cause == LinkCause::Rejected);

        Node unanswered = streamError();
        unanswered.append({.tag = "ack", .attributes = {{"class", "notification"}, {"type", "x"}, {"id", "1"}}});
        const Ending ending = endingOfStreamError(unanswered);
        QVERIFY(ending.action == Action::Reconnect);
        QVERIFY(ending.cause == LinkCause::Rejected);
        QVERIFY(ending.detail.contains(u"notification"_s));
    }

    void theEndOfAStreamDemandsWhatItsCauseSays_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("linkCause");
        using Cause = StreamEnd::Cause;
        const auto row = [](const char *name, Cause cause, int status, Action action, LinkCause link) {
            QTest::newRow(name) << int(cause) << status << int(action) << toString(link);
        };
        row("no network", Cause::ConnectFailed, 0, Action::Reconnect, LinkCause::ConnectFailed);
        row("timed out", Cause::TimedOut, 0, Action::Reconnect, LinkCause::TimedOut);
        row("broken", Cause::Broken, 0, Action::Reconnect, LinkCause::ConnectionLost);
        row("closed by the other side", Cause::RemoteClosed, 0, Action::Reconnect, LinkCause::ConnectionLost);
        row("untrusted", Cause::Untrusted, 0, Action::Stop, LinkCause::Untrusted);
        for (const int status : {408, 500, 501, 502, 503, 504})
            row(qPrintable(u"http %1"_s.arg(status)), Cause::HttpRefused, status, Action::Reconnect,
                LinkCause::ServerBusy);
        for (const int status : {302, 400, 403, 404, 426, 505})
            row(qPrintable(u"http %1"_s.arg(status)), Cause::HttpRefused, status, Action::Stop, LinkCause::HttpRefused);
    }
    void theEndOfAStreamDemandsWhatItsCauseSays()
    {
        QFETCH(int, cause);
        QFETCH(int, status);
        QFETCH(int, action);
        QFETCH(QString, linkCause);
        const auto ending = endingOf(StreamEnd{StreamEnd::Cause(cause), status, u"why"_s});
        QVERIFY(ending);
        QCOMPARE(int(ending->action), action);
        QCOMPARE(toString(ending->cause), linkCause);
        QCOMPARE(ending->code, status);
        QCOMPARE(ending->detail, u"why"_s);
        QVERIFY(!ending->endsSession);
    }

    void aStreamThatWasClosedHereDemandsNothing() { QVERIFY(!endingOf(StreamEnd{StreamEnd::Cause::Closed, 0, {}})); }

    void everyCauseHasANameAndComesBackFromIt()
    {
        for (int i = 0; i <= int(LinkCause::StorageFailed); ++i) {
            const auto back = linkCauseFrom(toString(LinkCause(i)));
            QVERIFY(back && *back == LinkCause(i));
        }
        QVERIFY(!linkCauseFrom(u"nonsense"_s));
        QCOMPARE(toString(LinkState::Offline), u"offline"_s);
        QCOMPARE(toString(LinkState::Stopped), u"stopped"_s);
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::EndingTest)
#include "tst_ending.moc"
