#pragma once

#include "app/deskthread.h"
#include "ui/coregateway.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace desk {

/// The whole desk on its thread, as the program with the window runs it, against the simulated service; WASIM names its program.
class SimDesk
{
public:
    SimDesk()
    {
        m_sim.start(qEnvironmentVariable("WASIM"), QStringList());
        if (!m_sim.waitForStarted())
            qFatal("WASIM does not start");
        const QJsonObject ready = line(QStringLiteral("ready"));
        const auto settings = settingsFrom(
            {{{QStringLiteral("VENTANILLA_DATA_DIR"), m_folder.path()},
              {QStringLiteral("VENTANILLA_HTTP_PORT"), QStringLiteral("0")},
              {QStringLiteral("VENTANILLA_QUIET_TIME_MS"), QStringLiteral("200")},
              {QStringLiteral("VENTANILLA_WHATSAPP_URL"), ready.value(QLatin1StringView("url")).toString()},
              {QStringLiteral("VENTANILLA_WHATSAPP_CERT_KEY"),
               ready.value(QLatin1StringView("cert_key")).toString()}}});
        if (!settings)
            qFatal("settings: %s", qUtf8Printable(settings.error().detail));
        m_desk = std::make_unique<DeskThread>(*settings);
        const auto started = m_desk->start();
        if (!QTest::qWaitFor([&] { return started.isFinished(); }, 20'000) || !started.result())
            qFatal("the desk does not start");
        m_gateway = std::make_unique<ui::CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
    }
    ~SimDesk()
    {
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
        m_sim.kill();
        m_sim.waitForFinished();
    }
    SimDesk(const SimDesk &) = delete;
    SimDesk &operator=(const SimDesk &) = delete;

    [[nodiscard]] ui::CoreGateway &gateway() { return *m_gateway; }

    /// The next line of the simulator about @p event, among those to come; empty: there is none in time.
    [[nodiscard]] QJsonObject line(const QString &event)
    {
        QJsonObject found;
        const bool came = QTest::qWaitFor(
            [&] {
                while (m_sim.canReadLine()) {
                    const QJsonObject one = QJsonDocument::fromJson(m_sim.readLine()).object();
                    if (one.value(QLatin1StringView("ev")).toString() == event) {
                        found = one;
                        return true;
                    }
                }
                return false;
            },
            20'000);
        return came ? found : QJsonObject();
    }
    void tell(const QJsonObject &command) { m_sim.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n'); }
    /// What it answers; "ok" says whether it was done.
    [[nodiscard]] QJsonObject ask(const QJsonObject &command)
    {
        tell(command);
        return line(QStringLiteral("result"));
    }

private:
    QTemporaryDir m_folder;
    QProcess m_sim;
    std::unique_ptr<DeskThread> m_desk;
    std::unique_ptr<ui::CoreGateway> m_gateway;
};

} // namespace desk
