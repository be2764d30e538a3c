#include "tests/support/consoledesk.h"
#include "ui/pairing/pairingdialog.h"
#include "ui/pairing/qrwidget.h"
#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

namespace {

/// As long as the service's, and with its signs.
const QString codeText = u"https://wa.me/settings/linked_devices#2@"_s + QString(120, u'k') + u",AbC+/="_s
    + QString(36, u'Z') + u",d0/"_s + QString(40, u'9') + u",s+="_s + QString(40, u'q') + u",1"_s;

/// What a camera reads in @p image.
QString readBack(const QImage &image)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"code.png"_s);
    if (!image.save(path))
        return u"not saved"_s;
    QProcess reader;
    reader.start(u"zbarimg"_s, {u"--quiet"_s, u"--raw"_s, path});
    if (!reader.waitForFinished(20000))
        return u"no zbarimg"_s;
    return QString::fromUtf8(reader.readAllStandardOutput()).trimmed();
}

} // namespace

class PairingTest : public QObject
{
    Q_OBJECT

private:
    void setLink(const LinkInfo &info)
    {
        m_desk->run([&](ConsoleDesk::Core *core) {
            core->link.state = info;
            Q_EMIT core->link.changed(info);
        });
    }
    static LinkInfo scanning(const QString &text)
    {
        LinkInfo info;
        info.state = LinkState::Pairing;
        info.qrText = text;
        info.qrExpiresAt = QDateTime::currentMSecsSinceEpoch() + 20'000;
        return info;
    }
    [[nodiscard]] QStringList askedOfLink()
    {
        return m_desk->get<QStringList>([](ConsoleDesk::Core &core) { return core.link.asked; });
    }
    static QPushButton *button(const QWidget &parent, const QString &text)
    {
        const auto all = parent.findChildren<QPushButton *>();
        for (QPushButton *one : all) {
            if (one->text() == text)
                return one;
        }
        qFatal("no button %s", qUtf8Printable(text));
    }
    static bool shows(const QWidget &parent, const QString &text)
    {
        const auto all = parent.findChildren<QLabel *>();
        return std::any_of(all.begin(), all.end(),
                           [&](QLabel *label) { return label->isVisibleTo(&parent) && label->text().contains(text); });
    }

    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_desk->run([](ConsoleDesk::Core *core) { core->link.state = {}; });
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        m_theme = std::make_unique<Theme>(Scheme::Light);
        QApplication::setStyle(new DeskStyle(*m_theme));
        QApplication::setPalette(m_theme->palette());
    }
    void cleanup()
    {
        m_gateway->close();
        m_desk->stop();
        QApplication::setStyle(u"fusion"_s);
        m_gateway.reset();
        m_desk.reset();
    }

    void theStepFollowsTheLink_data()
    {
        QTest::addColumn<LinkInfo>("link");
        QTest::addColumn<bool>("hadCode");
        QTest::addColumn<int>("step");
        const auto row = [](const char *name, const LinkInfo &link, bool hadCode, PairingStep step) {
            QTest::newRow(name) << link << hadCode << int(step);
        };
        row("nothing yet", {}, false, PairingStep::Preparing);
        row("asked", {.state = LinkState::Pairing}, false, PairingStep::Preparing);
        row("code", {.state = LinkState::Pairing, .qrText = u"x"_s}, true, PairingStep::Scan);
        row("typed", {.state = LinkState::Pairing, .pairingCode = u"ABCD1234"_s}, true, PairingStep::Type);
        row("taken by the phone", {.state = LinkState::Pairing}, true, PairingStep::Connecting);
        row("passkey", {.state = LinkState::Pairing, .passkeyNeeded = true}, true, PairingStep::Passkey);
        row("passkey's code", {.state = LinkState::Pairing, .passkeyNeeded = true, .passkeyCode = u"1"_s}, true,
            PairingStep::ComparePasskeyCode);
        row("logs in", {.state = LinkState::Connecting}, true, PairingStep::Connecting);
        row("linked", {.state = LinkState::Ready}, true, PairingStep::Linked);
        row("used up", {.state = LinkState::Unpaired, .cause = u"pairing_timed_out"_s}, true, PairingStep::Expired);
        row("refused", {.state = LinkState::Unpaired, .cause = u"pairing_failed"_s}, true, PairingStep::Failed);
        row("no internet", {.state = LinkState::Unpaired, .cause = u"connect_failed"_s}, false, PairingStep::Offline);
        row("logged out", {.state = LinkState::Stopped, .cause = u"logged_out"_s}, false, PairingStep::Forget);
    }
    void theStepFollowsTheLink()
    {
        QFETCH(LinkInfo, link);
        QFETCH(bool, hadCode);
        QFETCH(int, step);
        QCOMPARE(int(pairingStep(link, hadCode)), step);
    }

    void aCameraReadsTheDialogsCode_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void aCameraReadsTheDialogsCode()
    {
        if (QStandardPaths::findExecutable(u"zbarimg"_s).isEmpty())
            QSKIP("zbarimg is not installed");
        QFETCH(bool, dark);
        m_theme->setScheme(dark ? Scheme::Dark : Scheme::Light);
        QApplication::setPalette(m_theme->palette());
        PairingDialog dialog(*m_gateway, *m_theme);
        dialog.show();
        setLink(scanning(codeText));
        QTRY_COMPARE(int(dialog.page().step()), int(PairingStep::Scan));
        const QImage image = dialog.grab().toImage();
        if (const QString folder = qEnvironmentVariable("DESK_SCREENSHOTS"); !folder.isEmpty())
            image.save(folder + (dark ? u"/pairing-dark.png"_s : u"/pairing-light.png"_s));
        QCOMPARE(readBack(image), codeText);
        QVERIFY(shows(dialog, u"1"_s));
    }

    void modulesAreWholePixelsWithAQuietZone()
    {
        QrWidget qr;
        qr.resize(296, 296);
        qr.setText(codeText);
        const QImage image = qr.grab().toImage().convertToFormat(QImage::Format_RGB32);
        QRect dark;
        for (int y = 1; y < image.height() - 1; ++y) { // without the plate's line
            for (int x = 1; x < image.width() - 1; ++x) {
                const QRgb pixel = image.pixel(x, y);
                QVERIFY(pixel == qRgb(0, 0, 0) || pixel == qRgb(255, 255, 255)); // nothing in between
                if (pixel == qRgb(0, 0, 0))
                    dark |= QRect(x, y, 1, 1);
            }
        }
        QVERIFY(dark.width() >= 200);
        int module = 0; // the finder's upper edge is seven modules of black
        while (image.pixel(dark.left() + module, dark.top()) == qRgb(0, 0, 0))
            ++module;
        QCOMPARE(module % 7, 0);
        QVERIFY(dark.left() >= 4 * module / 7 && dark.top() >= 4 * module / 7);
    }

    void theNextCodeTakesThePlaceOfTheLast()
    {
        PairingDialog dialog(*m_gateway, *m_theme);
        dialog.show();
        setLink(scanning(u"first"_s));
        QTRY_VERIFY(shows(dialog, u"1 of 6"_s));
        setLink(scanning(u"second"_s));
        QTRY_VERIFY(shows(dialog, u"2 of 6"_s));
        QCOMPARE(dialog.findChild<QrWidget *>()->text(), u"second"_s);
    }

    void usedUpCodesAreMadeAgainOnlyWhenAsked()
    {
        PairingDialog dialog(*m_gateway, *m_theme);
        dialog.show();
        QTRY_COMPARE(askedOfLink(), QStringList{u"pair"_s});
        setLink({.state = LinkState::Unpaired, .cause = u"pairing_timed_out"_s});
        QTRY_COMPARE(int(dialog.page().step()), int(PairingStep::Expired));
        QCOMPARE(askedOfLink(), QStringList{u"pair"_s});
        QTest::mouseClick(button(dialog, u"New codes"_s), Qt::LeftButton);
        QTRY_COMPARE(askedOfLink(), QStringList({u"pair"_s, u"pair"_s}));
    }

    void aNumberGetsACodeToType()
    {
        PairingDialog dialog(*m_gateway, *m_theme);
        dialog.show();
        setLink(scanning(u"first"_s));
        QTRY_COMPARE(int(dialog.page().step()), int(PairingStep::Scan));
        QTest::mouseClick(button(dialog, u"With a number"_s), Qt::LeftButton);
        auto *phone = dialog.findChild<QLineEdit *>(u"phone"_s);
        QTest::keyClicks(phone, u"12"_s);
        QTest::keyClick(phone, Qt::Key_Return);
        QVERIFY(shows(dialog, u"Write the whole number"_s));
        phone->setText(u"+52 (55) 1000-2000"_s);
        QTest::keyClick(phone, Qt::Key_Return);
        QTRY_COMPARE(askedOfLink(), QStringList({u"pair"_s, u"code 525510002000"_s}));
        setLink({.state = LinkState::Pairing, .pairingCode = u"ABCD1234"_s});
        QTRY_VERIFY(shows(dialog, u"ABCD-1234"_s));
        QVERIFY(dialog.isVisible());
    }

    void thePasskeyIsShownByTheBrowserAndItsCodeComparedByAPerson()
    {
        PairingDialog dialog(*m_gateway, *m_theme);
        dialog.show();
        setLink({.state = LinkState::Pairing, .passkeyNeeded = true, .passkeyOptions = "{\"challenge\":\"AAECAw\"}"});
        QTRY_COMPARE(int(dialog.page().step()), int(PairingStep::Passkey));
        QVERIFY(shows(dialog, u"passkey"_s));
        QTest::mouseClick(button(dialog, u"Copy command"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"challenge\":\"AAECAw\""_s));
        auto *answer = dialog.findChild<QPlainTextEdit *>();
        QVERIFY(!button(dialog, u"Continue"_s)->isEnabled());
        for (const Errc refused : {Errc::Invalid, Errc::Conflict}) {
            answer->setPlainText(u" {\"id\":\"x\"}\n"_s);
            QTest::mouseClick(button(dialog, u"Continue"_s), Qt::LeftButton);
            QTRY_VERIFY(askedOfLink().contains(u"assertion {\"id\":\"x\"}"_s));
            m_desk->run([refused](ConsoleDesk::Core *core) {
                core->link.asked.clear();
                core->link.assertions.constLast().complete(fail(refused));
            });
            QTRY_VERIFY(shows(dialog, refused == Errc::Invalid ? u"try again"_s : u"new codes"_s));
        }
        setLink({.state = LinkState::Pairing, .passkeyNeeded = true, .passkeyCode = u"K3M9"_s});
        QTRY_VERIFY(shows(dialog, u"K3M9"_s));
        QTest::mouseClick(button(dialog, u"It is another"_s), Qt::LeftButton);
        QTRY_VERIFY(askedOfLink().contains(u"passkey no"_s));
    }

    void linkedItStaysOpenAndSaysWhichPhone()
    {
        PairingDialog dialog(*m_gateway, *m_theme);
        QSignalSpy linked(&dialog.page(), &PairingPage::linked);
        dialog.show();
        setLink(scanning(u"first"_s));
        setLink({.state = LinkState::Ready, .phone = u"5215500003381"_s});
        QTRY_COMPARE(linked.size(), 1);
        QVERIFY(dialog.isVisible());
        QVERIFY(shows(dialog, u"3381"_s));
        QVERIFY(!shows(dialog, u"5215500003381"_s));
    }

    void closingStopsTheCodes()
    {
        PairingDialog dialog(*m_gateway, *m_theme);
        dialog.show();
        setLink(scanning(u"first"_s));
        QTRY_COMPARE(int(dialog.page().step()), int(PairingStep::Scan));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(askedOfLink().contains(u"cancel"_s));
    }
};

QTEST_MAIN(PairingTest)
#include "tst_pairing.moc"
