#include "app/deskthread.h"
#include "ui/pairing/pairingdialog.h"
#include "ui/pairing/qrwidget.h"
#include "ui/theme/deskstyle.h"
#include "whatsapp/pairing/softwareauthenticator.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
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
    /// The next line of the simulator that has @p key, among those to come.
    [[nodiscard]] QJsonObject line(const QString &key)
    {
        QJsonObject found;
        const bool came = QTest::qWaitFor(
            [&] {
                while (m_sim.canReadLine()) {
                    const QJsonObject one = QJsonDocument::fromJson(m_sim.readLine()).object();
                    if (one.value("ev"_L1).toString() == key) {
                        found = one;
                        return true;
                    }
                }
                return false;
            },
            10000);
        return came ? found : QJsonObject();
    }
    [[nodiscard]] bool ask(const QJsonObject &command)
    {
        m_sim.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
        return line(u"result"_s).value("ok"_L1).toBool();
    }
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

    QProcess m_sim;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DeskThread> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    Theme m_theme;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_sim.start(qEnvironmentVariable("WASIM"), QStringList());
        QVERIFY(m_sim.waitForStarted());
        const QJsonObject ready = line(u"ready"_s);
        QVERIFY(!ready.isEmpty());
        const auto settings = settingsFrom(
            {{{u"VENTANILLA_DATA_DIR"_s, m_folder->path()},
              {u"VENTANILLA_HTTP_PORT"_s, u"0"_s},
              {u"VENTANILLA_WHATSAPP_URL"_s, ready.value("url"_L1).toString()},
              {u"VENTANILLA_WHATSAPP_CERT_KEY"_s, ready.value("cert_key"_L1).toString()}}});
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
        m_desk = std::make_unique<DeskThread>(*settings);
        const auto started = m_desk->start();
        QTRY_VERIFY_WITH_TIMEOUT(started.isFinished(), 20000);
        QVERIFY(started.result());
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
    }
    void cleanup()
    {
        if (m_gateway)
            m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
        m_sim.kill();
        m_sim.waitForFinished();
    }

    void aPhoneScansTheDialog()
    {
        PairingDialog dialog(*m_gateway, m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        const QString code = seenByACamera(dialog);
        QCOMPARE(code, m_gateway->link().qrText);
        QVERIFY(ask({{u"cmd"_s, u"scan"_s}, {u"qr"_s, code}, {u"pn"_s, u"15550001001"_s}, {u"name"_s, u"Ana"_s}}));
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
        QVERIFY(dialog.page().status().contains(u"1001"_s));
        QVERIFY(dialog.isVisible());
    }

    void aPhoneTakesTheTypedCode()
    {
        QVERIFY(ask({{u"cmd"_s, u"account"_s}, {u"pn"_s, u"15550001001"_s}, {u"name"_s, u"Ana"_s}}));
        PairingDialog dialog(*m_gateway, m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        auto *phone = dialog.findChild<QLineEdit *>(u"phone"_s);
        phone->setText(u"+1 555 000 1001"_s);
        QTest::keyClick(phone, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!m_gateway->link().pairingCode.isEmpty(), 20000);
        QTRY_COMPARE(int(dialog.page().step()), int(PairingStep::Type));
        QVERIFY(ask(
            {{u"cmd"_s, u"enter_code"_s}, {u"pn"_s, u"15550001001"_s}, {u"code"_s, m_gateway->link().pairingCode}}));
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
    }

    void anAccountShowsItsPasskey()
    {
        m_sim.write(R"({"cmd": "account", "pn": "15550001001", "name": "Ana", "passkey": true})"
                    "\n");
        QFile file(line(u"result"_s).value("passkey_file"_L1).toString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject stored = QJsonDocument::fromJson(file.readAll()).object();
        const auto bytes = [&stored](const QString &key) {
            return QByteArray::fromHex(stored.value(key).toString().toLatin1());
        };
        const wa::SoftwareAuthenticator authenticator(
            {.privateKey = SecretBytes::takeFrom(bytes(u"private_key"_s)), .publicPoint = bytes(u"public_point"_s)},
            bytes(u"credential_id"_s), bytes(u"user_handle"_s));

        PairingDialog dialog(*m_gateway, m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        m_sim.write(
            QJsonDocument(
                QJsonObject{{u"cmd"_s, u"scan"_s}, {u"pn"_s, u"15550001001"_s}, {u"qr"_s, m_gateway->link().qrText}})
                .toJson(QJsonDocument::Compact)
            + '\n');
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Passkey), 20000);
        auto *answer = dialog.findChild<QPlainTextEdit *>();
        auto *go = dialog.page().findChild<QPushButton *>(u"passkeyContinue"_s);
        answer->setPlainText(u"no sé"_s); // nothing is lost by what is no answer
        go->click();
        QTRY_VERIFY(go->isEnabled());
        const auto request = wa::parseAssertionRequest(m_gateway->link().passkeyOptions);
        QVERIFY(request);
        const auto assertion = authenticator.answer(*request);
        QVERIFY(assertion);
        answer->setPlainText(QString::fromUtf8(wa::toJson(*assertion)));
        go->click();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
    }

    void anUnlinkedDeskIsLinkedAgain()
    {
        PairingDialog dialog(*m_gateway, m_theme);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Scan), 20000);
        const QJsonObject scan{{u"cmd"_s, u"scan"_s}, {u"pn"_s, u"15550001001"_s}, {u"name"_s, u"Ana"_s}};
        QJsonObject first = scan;
        first[u"qr"_s] = m_gateway->link().qrText;
        m_sim.write(QJsonDocument(first).toJson(QJsonDocument::Compact) + '\n');
        const QString jid = line(u"result"_s).value("jid"_L1).toString();
        QTRY_COMPARE_WITH_TIMEOUT(int(dialog.page().step()), int(PairingStep::Linked), 20000);
        QVERIFY(ask({{u"cmd"_s, u"unlink"_s}, {u"jid"_s, jid}}));
        QTRY_VERIFY_WITH_TIMEOUT(int(dialog.page().step()) != int(PairingStep::Linked), 20000);
        QTRY_VERIFY(!dialog.page().actionText().isEmpty());
    }
};

QTEST_MAIN(PairingDeskTest)
#include "tst_pairingdesk.moc"
