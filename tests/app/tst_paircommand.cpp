#include "app/paircommand.h"
#include "core/base/completer.h"
#include "tests/support/fakeclock.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace desk;

namespace {

class FakeLink final : public ChannelLink
{
    Q_OBJECT

public:
    [[nodiscard]] const LinkInfo &info() const override { return now; }
    [[nodiscard]] Result<> startPairing() override
    {
        ++pairings;
        return refusal ? Result<>(fail(*refusal)) : Result<>();
    }
    [[nodiscard]] QFuture<Result<QString>> requestCode(QString phone) override
    {
        phones << phone;
        const Completer<QString> answer;
        answer.complete(refusal ? Result<QString>(fail(*refusal)) : Result<QString>(u"ABCD1234"_s));
        return answer.future();
    }
    void cancelPairing() override { }
    [[nodiscard]] QFuture<Result<>> supplyPasskeyAssertion(QByteArray /*assertion*/) override { return {}; }
    void confirmPasskey(bool /*matches*/) override { }
    void reconnect() override { }
    [[nodiscard]] QFuture<Result<>> reset() override { return {}; }

    void become(const LinkInfo &info)
    {
        now = info;
        Q_EMIT changed(now);
    }

    LinkInfo now{.state = LinkState::Disconnected};
    std::optional<Error> refusal;
    int pairings = 0;
    QStringList phones;
};

} // namespace

class PairCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = FakeClock();
        m_link = std::make_unique<FakeLink>();
        m_text.clear();
        m_code = -1;
        m_error.clear();
    }

    void codesAreShownUntilThePhoneHasOne()
    {
        begin({});
        QCOMPARE(m_link->pairings, 0); // the session is not open yet
        m_link->become({.state = LinkState::Unpaired});
        QCOMPARE(m_link->pairings, 1);
        QVERIFY(m_text.contains("Linked devices"_L1));
        m_link->become({.state = LinkState::Pairing});
        QVERIFY(!m_text.contains(u'█'));
        m_text.clear();
        m_link->become({.state = LinkState::Pairing, .qrText = u"first"_s});
        const QString first = m_text;
        QVERIFY(first.contains(u'█'));
        m_link->become({.state = LinkState::Pairing, .qrText = u"first"_s});
        QCOMPARE(m_text, first); // drawn once
        m_text.clear();
        m_link->become({.state = LinkState::Pairing, .qrText = u"second"_s});
        QVERIFY(m_text.contains(u'█') && m_text != first);
        m_link->become({.state = LinkState::Connecting, .phone = u"15550001001"_s});
        QCOMPARE(m_code, -1); // linked is not enough: it has to log in
        m_link->become({.state = LinkState::Ready, .phone = u"15550001001"_s});
        QCOMPARE(m_code, 0);
        QVERIFY(m_text.contains("+15550001001"_L1));
    }

    void onATerminalTheNextCodeTakesThePlaceOfTheLast()
    {
        begin({.colours = true});
        m_link->become({.state = LinkState::Unpaired});
        m_text.clear();
        m_link->become({.state = LinkState::Pairing, .qrText = u"first"_s});
        QVERIFY(m_text.startsWith(u"\u001b[30;107m"_s));
        const auto lines = m_text.count(u'\n');
        m_text.clear();
        m_link->become({.state = LinkState::Pairing, .qrText = u"second"_s});
        QVERIFY(m_text.startsWith(u"\u001b[%1F\u001b[J"_s.arg(lines)));
    }

    void usedUpCodesAreReplacedWhileThereIsTime()
    {
        begin({});
        m_link->become({.state = LinkState::Unpaired});
        m_link->become({.state = LinkState::Pairing, .qrText = u"first"_s});
        m_link->become({.state = LinkState::Unpaired, .cause = u"pairing_timed_out"_s});
        QCOMPARE(m_link->pairings, 2);
        QCOMPARE(m_code, -1);
        m_clock.advance(300s);
        QCOMPARE(m_code, 1);
        QVERIFY(m_error.contains("Time is up"_L1));
    }

    void aCodeToTypeIsAskedFor()
    {
        begin({.phone = u"+1 555 000 1001"_s, .spanish = true});
        m_link->become({.state = LinkState::Unpaired});
        QCOMPARE(m_link->phones, QStringList{u"+1 555 000 1001"_s});
        QCOMPARE(m_link->pairings, 0);
        m_link->become({.state = LinkState::Pairing, .qrText = u"qr"_s});
        QVERIFY(!m_text.contains(u'█'));
        m_link->become({.state = LinkState::Pairing, .qrText = u"qr"_s, .pairingCode = u"ABCD1234"_s});
        QVERIFY(m_text.contains("ABCD-1234"_L1));
        QVERIFY(m_text.contains("Dispositivos vinculados"_L1));
    }

    void noNumberIsAnError()
    {
        m_link->refusal = Error{Errc::Invalid, {}};
        begin({.phone = u"12"_s});
        m_link->become({.state = LinkState::Unpaired});
        QTRY_COMPARE(m_code, 1);
        QVERIFY(m_error.contains("no phone number"_L1));
    }

    void failuresAreExplained_data()
    {
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("word");
        QTest::newRow("passkey") << u"passkey_needed"_s << u"llave de acceso"_s;
        QTest::newRow("failed") << u"pairing_failed"_s << u"no se guardó nada"_s;
        QTest::newRow("unknown to us") << u"something_new"_s << u"something_new"_s;
    }

    void failuresAreExplained()
    {
        QFETCH(QString, cause);
        QFETCH(QString, word);
        begin({.spanish = true});
        m_link->become({.state = LinkState::Unpaired});
        m_link->become({.state = LinkState::Pairing, .qrText = u"qr"_s});
        m_link->become({.state = LinkState::Unpaired, .cause = cause});
        QCOMPARE(m_code, 1);
        QVERIFY2(m_error.contains(word), qUtf8Printable(m_error));
        m_link->become({.state = LinkState::Ready});
        QCOMPARE(m_code, 1); // it is over
    }

    void aStopIsExplained()
    {
        begin({});
        m_link->become({.state = LinkState::Stopped, .cause = u"session_key_missing"_s});
        QCOMPARE(m_code, 1);
        QVERIFY(m_error.contains("key"_L1));
    }

    void aDeadSessionIsLinkedAnew()
    {
        begin({});
        m_link->become({.state = LinkState::Stopped, .cause = u"logged_out"_s, .phone = u"15550001001"_s});
        QCOMPARE(m_link->pairings, 1);
        m_link->become({.state = LinkState::Pairing, .qrText = u"qr"_s});
        QVERIFY(m_text.contains(u'█'));
    }

    void whatIsLinkedAlreadyStaysAsItIs()
    {
        begin({});
        m_link->become({.state = LinkState::Connecting, .phone = u"15550001001"_s});
        m_link->become({.state = LinkState::Ready, .phone = u"15550001001"_s});
        QCOMPARE(m_code, 0);
        QCOMPARE(m_link->pairings, 0);
        QVERIFY(m_text.contains("Already linked"_L1));
    }

    void withoutNetworkItGoesOnTrying()
    {
        begin({});
        m_link->become({.state = LinkState::Unpaired});
        m_text.clear();
        for (int i = 0; i < 3; ++i)
            m_link->become({.state = LinkState::Pairing, .cause = u"connect_failed"_s, .until = 1'790'000'000'000 + i});
        QCOMPARE(m_text.count("still trying"_L1), 1);
        QCOMPARE(m_code, -1);
    }

private:
    void begin(PairCommand::Options options)
    {
        m_command = std::make_unique<PairCommand>(*m_link, m_clock, options,
                                                  [this](const QString &text) { m_text += text; });
        connect(m_command.get(), &PairCommand::finished, this, [this](int code, const QString &error) {
            m_code = code;
            m_error = error;
        });
        m_command->start();
    }

    FakeClock m_clock;
    std::unique_ptr<FakeLink> m_link;
    std::unique_ptr<PairCommand> m_command;
    QString m_text;
    int m_code = -1;
    QString m_error;
};

QTEST_GUILESS_MAIN(PairCommandTest)
#include "tst_paircommand.moc"
