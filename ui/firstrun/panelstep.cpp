#include "ui/firstrun/panelstep.h"

#include "core/administration/administration.h"
#include "ui/checkline.h"
#include "ui/pairing/qrwidget.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

const QString lanKey = u"network.lan"_s;
const QString portKey = u"network.port"_s;
const QString tlsKey = u"network.tls"_s;
constexpr auto typingPause = 250ms;
constexpr int switchIndent = 24;
constexpr int codeSide = 196;

/// Runs on the core thread. @param port 0: the one that is set.
PanelStep::Standing lookAround(DeskServices &services, quint16 port)
{
    PanelStep::Standing standing;
    if (services.panel)
        standing.panel = services.panel();
    standing.hasAdministrator = services.administration->users.hasAdministrator().value_or(false);
    standing.settings = SettingStore::valuesOf(services, {lanKey, portKey, tlsKey});
    const auto set = quint16(standing.settings.value(portKey).value.toInt());
    standing.port = port > 0 ? port : set > 0 ? set : standing.panel.port;
    standing.isPortFree = standing.port != standing.panel.port && isPortFree(standing.port);
    return standing;
}

TintedLabel *shortLabel(const Theme &theme, const QString &text, QWidget *buddy)
{
    auto *label = new TintedLabel(theme, text, Token::Text3);
    label->setFixedWidth(72);
    label->setBuddy(buddy);
    return label;
}

} // namespace

PanelStep::PanelStep(CoreGateway &gateway, const Theme &theme)
    : FirstRunStep(u"panel"_s, tr("Panel on the network"), theme), m_gateway(gateway)
{
    addHeading(
        tr("Open the panel to your team"),
        tr("The other technicians work from their browser, on a computer or a phone, without installing anything. "
           "Until this is on, the panel opens on this computer only."));
    auto *columns = new QHBoxLayout;
    columns->setSpacing(32);
    m_left = new QVBoxLayout;
    m_left->setSpacing(8);
    columns->addLayout(m_left, 1);
    columns->addWidget(makeCode(), 0, Qt::AlignTop);
    column().addLayout(columns);
    column().addStretch();
    addSwitches();
    addChecks();
    m_settle.setSingleShot(true);
    m_settle.setInterval(typingPause);
    connect(&m_settle, &QTimer::timeout, this, &PanelStep::load);
    showAddress();
}

void PanelStep::addSwitches()
{
    m_lan = new QCheckBox(tr("Open the panel on the &local network"));
    m_lan->setObjectName(u"lan"_s);
    m_lan->setFont(Theme::strong(theme().bodyFont()));
    m_left->addWidget(m_lan);
    m_network = new QComboBox;
    m_network->setObjectName(u"network"_s);
    m_port = new QLineEdit;
    m_port->setObjectName(u"port"_s);
    m_port->setFixedWidth(84);
    m_port->setValidator(new QIntValidator(1, 65535, m_port));
    m_address = new QLineEdit;
    m_address->setObjectName(u"address"_s);
    m_address->setReadOnly(true);
    m_copy = new QPushButton(theme().icon(u"copy"_s), tr("Copy"));
    m_copy->setAutoDefault(false);
    auto *rows = new QVBoxLayout;
    rows->setContentsMargins(switchIndent, 4, 0, 8);
    rows->setSpacing(8);
    const auto line = [&](const QString &label, QWidget *field, QWidget *beside = nullptr) {
        auto *row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(shortLabel(theme(), label, field));
        row->addWidget(field, field == m_port ? 0 : 1);
        if (beside)
            row->addWidget(beside);
        if (field == m_port)
            row->addStretch();
        rows->addLayout(row);
    };
    line(tr("N&etwork"), m_network);
    line(tr("&Port"), m_port);
    line(tr("Address"), m_address, m_copy);
    m_left->addLayout(rows);
    m_tls = new QCheckBox(tr("&HTTPS with an own certificate"));
    m_tls->setObjectName(u"tls"_s);
    m_tls->setFont(Theme::strong(theme().bodyFont()));
    m_tlsHelp = new TintedLabel(theme(), {});
    m_tlsHelp->setContentsMargins(switchIndent, 0, 0, 0);
    auto *encryption = new QVBoxLayout;
    encryption->setSpacing(2);
    encryption->addWidget(m_tls);
    encryption->addWidget(m_tlsHelp);
    m_left->addLayout(encryption);
    connect(m_lan, &QCheckBox::clicked, this, [this](bool on) { store({{lanKey, on}}); });
    connect(m_tls, &QCheckBox::clicked, this, [this](bool on) { store({{tlsKey, on ? u"own"_s : u"off"_s}}); });
    connect(m_network, &QComboBox::activated, this, &PanelStep::showAddress);
    connect(m_port, &QLineEdit::textEdited, this, [this] {
        setReady(m_port->hasAcceptableInput());
        m_settle.start();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address->text()); });
}

void PanelStep::addChecks()
{
    auto *line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    m_left->addSpacing(6);
    m_left->addWidget(line);
    m_left->addSpacing(2);
    m_accountCheck = new CheckLine(theme());
    m_accountCheck->setObjectName(u"account_check"_s);
    m_portCheck = new CheckLine(theme());
    m_portCheck->setObjectName(u"port_check"_s);
    m_addressCheck = new CheckLine(theme());
    m_problem = new CheckLine(theme());
    m_problem->setObjectName(u"problem"_s);
    for (CheckLine *check : {m_accountCheck, m_portCheck, m_addressCheck, m_problem})
        m_left->addWidget(check);
}

QWidget *PanelStep::makeCode()
{
    auto *side = new QWidget;
    side->setFixedWidth(codeSide);
    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    m_code = new QWidget;
    auto *inner = new QVBoxLayout(m_code);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(8);
    m_qr = new QrWidget;
    m_qr->setObjectName(u"qr"_s);
    m_qr->setFixedSize(codeSide, codeSide);
    m_qr->setDescription(tr("QR code with the address of the panel"));
    auto *words = new TintedLabel(theme(), tr("Scan it to open the panel on your phone"));
    words->setAlignment(Qt::AlignHCenter);
    inner->addWidget(m_qr);
    inner->addWidget(words);
    rows->addWidget(m_code);
    return side;
}

quint16 PanelStep::typedPort() const
{
    return quint16(m_port->text().toUInt());
}

bool PanelStep::isLocked(const QString &key) const
{
    return m_standing.settings.value(key).source == DeskSettings::Source::Environment;
}

void PanelStep::load()
{
    const quint16 port = typedPort();
    const auto standing = m_gateway.ask<Standing>(
        [port](DeskServices &services) -> Result<Standing> { return lookAround(services, port); });
    onReply(standing, this, [this](const Result<Standing> &answer) {
        if (answer)
            take(*answer);
    });
}

void PanelStep::take(const Standing &standing)
{
    m_standing = standing;
    m_known = true;
    const bool lan = standing.settings.value(lanKey).value.toBool();
    const QString tls = standing.settings.value(tlsKey).value.toString();
    m_lan->setChecked(lan);
    m_lan->setEnabled(!isLocked(lanKey) && (lan || standing.hasAdministrator));
    m_tls->setChecked(tls != "off"_L1);
    m_tls->setEnabled(!isLocked(tlsKey) && tls != "files"_L1);
    m_tlsHelp->setText(tls == "files"_L1
                           ? tr("Your own certificate is in use, as chosen in the settings.")
                           : tr("The browser warns at the first visit. In the settings you can give your company's "
                                "certificate."));
    m_port->setEnabled(!isLocked(portKey));
    if (m_port->text().isEmpty() && standing.port > 0)
        m_port->setText(QString::number(standing.port));
    const QString before = m_network->currentData().toString();
    m_network->clear();
    for (const LanAddress &address : standing.panel.addresses)
        m_network->addItem(theme().icon(u"wifi"_s), u"%1, %2"_s.arg(address.network, address.address), address.address);
    m_network->setCurrentIndex(qMax(0, m_network->findData(before)));
    showAddress();
    showChecks();
}

void PanelStep::showAddress()
{
    const bool lan = m_lan->isChecked();
    const QString address = lan ? m_network->currentData().toString() : m_standing.panel.loopback;
    m_network->setEnabled(lan && m_network->count() > 0);
    // What is typed but not yet served cannot be opened.
    const quint16 port = m_standing.panel.port;
    const QString url = address.isEmpty() || port == 0 ? QString()
                                                       : panelUrl(address, port, m_standing.panel.tls).toString();
    m_address->setText(url);
    m_address->setCursorPosition(0);
    m_copy->setEnabled(!url.isEmpty());
    const bool reachable = m_standing.panel.lan && !url.isEmpty();
    m_qr->setText(reachable ? url : QString());
    m_code->setVisible(reachable);
    if (m_known)
        setStanding(m_standing.panel.lan, m_standing.panel.lan ? QUrl(url).authority() : tr("On this computer only"));
}

void PanelStep::showChecks()
{
    using State = CheckLine::State;
    if (m_standing.hasAdministrator)
        m_accountCheck->show(State::Good, tr("There is an administrator account"));
    else
        m_accountCheck->show(State::Warning,
                             tr("The administrator account is missing: without it nobody could sign in."));
    const quint16 port = m_standing.port;
    if (port > 0 && port == m_standing.panel.port)
        m_portCheck->show(State::Good, tr("Ventanilla serves on port %1").arg(port));
    else if (m_standing.isPortFree)
        m_portCheck->show(State::Good, tr("Port %1 is free; Ventanilla uses it after its next start").arg(port));
    else if (port > 0)
        m_portCheck->show(State::Bad, tr("Another program has port %1. Choose another.").arg(port));
    else
        m_portCheck->clear();
    if (!m_lan->isChecked())
        m_addressCheck->clear();
    else if (m_standing.panel.addresses.isEmpty())
        m_addressCheck->show(State::Warning, tr("This computer is in no network at the moment."));
    else
        m_addressCheck->show(State::Good, tr("Others on this network find it under the address above"));
}

void PanelStep::store(const QJsonObject &changes, bool goOn)
{
    m_problem->clear();
    const auto stored = SettingStore::store(m_gateway, changes);
    onReply(stored, this, [this, goOn](const Result<SettingStore::Values> &answer) {
        if (!answer)
            m_problem->show(CheckLine::State::Bad, SettingStore::words(answer.error()));
        load(); // also puts back what was not taken
        if (answer && goOn)
            Q_EMIT submitted();
    });
}

void PanelStep::submit()
{
    const auto set = quint16(m_standing.settings.value(portKey).value.toInt());
    if (isLocked(portKey) || typedPort() == set || typedPort() == 0)
        return Q_EMIT submitted();
    store({{portKey, int(typedPort())}}, true);
}

} // namespace desk::ui
