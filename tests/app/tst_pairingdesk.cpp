#include "tests/support/simdesk.h"
#include "ui/pairing/pairingdialog.h"
#include "ui/pairing/qrwidget.h"
#include "ui/theme/deskstyle.h"
#include "whatsapp/pairing/softwareauthenticator.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

/// The dialog over the whole desk, against the simulated service; WASIM names its program.
class PairingDeskTest : public QObject
{
    Q_OBJECT

private:
    const QString number = u"15550001001"_s;

    [[nodiscard]] bool isDone(const QJsonObject &command) { return m_desk->ask(command).value("ok"_L1).toBool(); }
    [[nodiscard]] static QString seenByACamera(QWidget &widget)
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"code.png"_s);
        QProcess reader;
        if (!widget.grab().save(path))
            return {};
        reader.start(u"zbarimg"_s, {u"--quiet"_s, u"--raw"_s, path});
        return reader.waitForFinished(20000) ? QString::fromUtf8(reader.readAllStandardOutput()).trimmed() : QString();
    }

    std::unique_ptr<SimDesk> m_desk;
    Theme m_theme;

private Q_SLOTS:
    void init() { m_desk = std::make_unique<SimDesk>(); }
    void cleanup() { m_desk.reset(); }

    void aPhoneScansTheDialog()
    {
        PairingDialog dialog(m_desk->gateway(), m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        const QString code = seenByACamera(dialog);
        QCOMPARE(code, m_desk->gateway().link().qrText);
        QVERIFY(isDone({{u"cmd"_s, u"scan"_s}, {u"qr"_s, code}, {u"pn"_s, number}, {u"name"_s, u"Ana"_s}}));
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
        QVERIFY(dialog.page().status().contains(u"1001"_s));
        QVERIFY(dialog.isVisible());
    }

    void aPhoneTakesTheTypedCode()
    {
        QVERIFY(isDone({{u"cmd"_s, u"account"_s}, {u"pn"_s, number}, {u"name"_s, u"Ana"_s}}));
        PairingDialog dialog(m_desk->gateway(), m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        auto *phone = dialog.findChild<QLineEdit *>(u"phone"_s);
        phone->setText(u"+1 555 000 1001"_s);
        QTest::keyClick(phone, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desk->gateway().link().pairingCode.isEmpty(), 20000);
        QTRY_COMPARE(int(dialog.page().step()), int(PairingStep::Type));
        QVERIFY(isDone(
            {{u"cmd"_s, u"enter_code"_s}, {u"pn"_s, number}, {u"code"_s, m_desk->gateway().link().pairingCode}}));
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
    }

    void anAccountShowsItsPasskey()
    {
        QFile file(
            m_desk->ask({{u"cmd"_s, u"account"_s}, {u"pn"_s, number}, {u"name"_s, u"Ana"_s}, {u"passkey"_s, true}})
                .value("passkey_file"_L1)
                .toString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject stored = QJsonDocument::fromJson(file.readAll()).object();
        const auto bytes = [&stored](const QString &key) {
            return QByteArray::fromHex(stored.value(key).toString().toLatin1());
        };
        const wa::SoftwareAuthenticator authenticator(
            {.privateKey = SecretBytes::takeFrom(bytes(u"private_key"_s)), .publicPoint = bytes(u"public_point"_s)},
            bytes(u"credential_id"_s), bytes(u"user_handle"_s));

        PairingDialog dialog(m_desk->gateway(), m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        m_desk->tell({{u"cmd"_s, u"scan"_s}, {u"pn"_s, number}, {u"qr"_s, m_desk->gateway().link().qrText}});
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Passkey), 20000);
        auto *answer = dialog.findChild<QPlainTextEdit *>();
        auto *go = dialog.page().findChild<QPushButton *>(u"passkeyContinue"_s);
        answer->setPlainText(u"no sé"_s); // nothing is lost by what is no answer
        go->click();
        QTRY_VERIFY(go->isEnabled());
        const auto request = wa::parseAssertionRequest(m_desk->gateway().link().passkeyOptions);
        QVERIFY(request);
        const auto assertion = authenticator.answer(*request);
        QVERIFY(assertion);
        answer->setPlainText(QString::fromUtf8(wa::toJson(*assertion)));
        go->click();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
    }

    void anUnlinkedDeskIsLinkedAgain()
    {
        PairingDialog dialog(m_desk->gateway(), m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        const QString jid = m_desk
                                ->ask({{u"cmd"_s, u"scan"_s},
                                       {u"pn"_s, number},
                                       {u"name"_s, u"Ana"_s},
                                       {u"qr"_s, m_desk->gateway().link().qrText}})
                                .value("jid"_L1)
                                .toString();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
        QVERIFY(isDone({{u"cmd"_s, u"unlink"_s}, {u"jid"_s, jid}}));
        QTRY_VERIFY_WITH_TIMEOUT(int(dialog.page().step()) != int(PairingStep::Linked), 20000);
        QTRY_VERIFY(!dialog.page().actionText().isEmpty());
    }
};

QTEST_MAIN(PairingDeskTest)
#include "tst_pairingdesk.moc"
