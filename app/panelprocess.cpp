#include "app/panelprocess.h"

#include "ui/panel/devicewords.h"
#include "ui/panel/panelprogram.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QLocalSocket>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int endPatienceMs = 2000;

/// A place to go, with the session to go there with. Plain value.
struct PanelVisit
{
    QUrl address;
    QByteArray session; ///< empty: nobody has an account yet
};

/// Runs on the core thread. @param former the session that the window had: it ends.
Result<PanelVisit> visitFor(DeskServices &services, UserId user, const QByteArray &former)
{
    const PanelStanding panel = services.panel ? services.panel() : PanelStanding();
    if (panel.port == 0)
        return fail(Errc::NotConnected, u"the panel is not served"_s);
    PanelVisit visit{panelUrl(panel.loopback, panel.port, false), {}}; // it never leaves this computer
    if (!user.isValid())
        return visit;
    const auto login = services.accounts.openSession(
        user, {.address = panel.loopback, .agent = ui::DeviceWords::consoleAgent(), .session = former});
    if (!login)
        return fail(login.error());
    visit.session = login->sessionToken;
    return visit;
}

} // namespace

PanelProcess::PanelProcess(ui::CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    connect(&m_server, &QLocalServer::newConnection, this, &PanelProcess::connectWindow);
    // What is done in it is signed by whoever it was opened for: another person gets a session of their own.
    connect(&m_gateway, &ui::CoreGateway::actorChanged, this, [this] {
        if (m_window)
            visit();
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT failed();
            finish();
        }
    });
    connect(&m_process, &QProcess::finished, this, [this](int /*code*/, QProcess::ExitStatus status) {
        if (status == QProcess::CrashExit)
            Q_EMIT failed();
        finish();
    });
}

PanelProcess::~PanelProcess()
{
    m_process.disconnect(this);
    close();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(endPatienceMs))
        m_process.kill();
}

bool PanelProcess::isInstalled()
{
    return !ui::panelProgram().isEmpty();
}

void PanelProcess::open()
{
    if (m_window) {
        m_window->write("{}\n"); // to the front
        return;
    }
    if (m_process.state() != QProcess::NotRunning)
        return; // it is on its way
    m_server.close();
    const QString name = u"ventanilla-panel-"_s + QUuid::createUuid().toString(QUuid::Id128);
    if (!m_server.listen(name))
        return Q_EMIT failed();
    m_open = true;
    m_process.start(ui::panelProgram(), {m_server.fullServerName(), QLocale().name()});
}

void PanelProcess::connectWindow()
{
    m_window = m_server.nextPendingConnection();
    m_server.close(); // one is enough
    connect(m_window, &QLocalSocket::readyRead, this, &PanelProcess::read);
    connect(m_window, &QLocalSocket::disconnected, this, &PanelProcess::finish);
    visit();
}

void PanelProcess::visit()
{
    const auto ready = m_gateway.ask<PanelVisit>(
        [user = m_gateway.actor().userId, former = m_session](DeskServices &services) {
            return visitFor(services, user, former);
        });
    onReply(ready, this, [this](const Result<PanelVisit> &answer) {
        if (!answer) {
            Q_EMIT failed();
            return close();
        }
        m_session = answer->session;
        if (!m_window) // closed meanwhile
            return endSession();
        const QJsonObject order{{u"url"_s, answer->address.toString()},
                                {u"session"_s, QString::fromLatin1(answer->session)}};
        m_window->write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
    });
}

void PanelProcess::read()
{
    while (m_window && m_window->canReadLine()) {
        const QJsonObject news = QJsonDocument::fromJson(m_window->readLine()).object();
        if (news.contains("again"_L1))
            visit();
        else if (news.contains("shown"_L1))
            Q_EMIT shown(news.value("shown"_L1).toBool());
    }
}

void PanelProcess::close()
{
    if (m_window)
        m_window->disconnectFromServer(); // it quits then
    finish();
}

void PanelProcess::finish()
{
    if (m_window) {
        m_window->disconnect(this);
        m_window->deleteLater();
        m_window = nullptr;
    }
    endSession();
    if (std::exchange(m_open, false))
        Q_EMIT closed();
}

void PanelProcess::endSession()
{
    if (m_session.isEmpty())
        return;
    const auto ended = m_gateway.ask<void>(
        [session = std::exchange(m_session, {})](DeskServices &services) { return services.accounts.logout(session); });
    Q_UNUSED(ended) // it ends by itself as well
}

} // namespace desk
