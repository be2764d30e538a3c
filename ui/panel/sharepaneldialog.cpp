#include "ui/panel/sharepaneldialog.h"

#include "core/administration/administration.h"
#include "ui/checkline.h"
#include "ui/pairing/qrwidget.h"
#include "ui/panel/devicewords.h"
#include "ui/settings/recordlist.h"
#include "ui/settings/settingstore.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr int shareCodeSide = 212;
constexpr int shareFooter = 52;
constexpr int namesLookedUp = 200;
constexpr auto lookAgain = 5s;

/// Runs on the core thread.
Result<SharePanelDialog::Standing> standingOf(DeskServices &services)
{
    SharePanelDialog::Standing standing;
    if (services.panel)
        standing.panel = services.panel();
    standing.hasAdministrator = services.administration->users.hasAdministrator().value_or(false);
    const auto users = services.administration->users.page(true, 0, namesLookedUp);
    if (!users)
        return fail(users.error());
    QHash<qint64, QString> names;
    for (const User &user : users->users)
        names.insert(user.id.value, user.displayName.isEmpty() ? user.name : user.displayName);
    const auto sessions = services.accounts.allSessions();
    if (!sessions)
        return fail(sessions.error());
    for (const Session &session : *sessions)
        standing.visitors << SharePanelDialog::Visitor{session, names.value(session.userId.value)};
    return standing;
}

/// In two lines that can be read out.
QString twoLines(const QString &fingerprint)
{
    const qsizetype half = fingerprint.indexOf(u':', fingerprint.size() / 2 - 1);
    return half < 0 ? fingerprint : fingerprint.left(half + 1) + u'\n' + fingerprint.mid(half + 1);
}

} // namespace

SharePanelDialog::SharePanelDialog(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_gateway(gateway), m_theme(theme)
{
    setWindowTitle(tr("Share the panel"));
    resize(720, 600);
    auto *body = new QVBoxLayout;
    body->setContentsMargins(28, 22, 28, 16);
    body->setSpacing(10);
    auto *heading = new TintedLabel(theme, tr("The panel for your team"), Token::Text);
    heading->setFont(theme.headingFont());
    body->addWidget(heading);
    body->addWidget(makeAddress());
    body->addSpacing(6);
    body->addWidget(makeVisitors(), 1);
    m_footer = new QWidget;
    m_footer->setFixedHeight(shareFooter);
    auto *row = new QHBoxLayout(m_footer);
    row->setContentsMargins(28, 0, 16, 0);
    row->addStretch();
    auto *close = new QPushButton(tr("Close"));
    close->setDefault(true);
    row->addWidget(close);
    close->setFocus();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(body, 1);
    rows->addWidget(m_footer);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    m_again.setInterval(lookAgain);
    connect(&m_again, &QTimer::timeout, this, &SharePanelDialog::load);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QWidget *SharePanelDialog::makeAddress()
{
    auto *part = new QWidget;
    auto *columns = new QHBoxLayout(part);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(28);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(10);
    auto *lead = new TintedLabel(
        m_theme,
        tr("Whoever has an account signs in with a browser on the same network: on a computer or a phone, without "
           "installing anything."));
    lead->setFont(m_theme.messageFont());
    rows->addWidget(lead);
    m_state = new CheckLine(m_theme);
    m_state->setObjectName(u"state"_s);
    rows->addWidget(m_state);
    m_open = new QPushButton;
    m_open->setObjectName(u"open"_s);
    m_open->setAutoDefault(false);
    buttonrole::give(m_open, buttonrole::primary);
    m_open->hide();
    rows->addWidget(m_open, 0, Qt::AlignLeft);
    m_network = new QComboBox;
    m_network->setObjectName(u"network"_s);
    m_network->setAccessibleName(tr("Network"));
    rows->addWidget(m_network);
    m_url = new QLineEdit;
    m_url->setObjectName(u"url"_s);
    m_url->setReadOnly(true);
    m_url->setAccessibleName(tr("Address of the panel"));
    auto *copy = new QPushButton(m_theme.icon(u"copy"_s), tr("Copy"));
    copy->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(m_url, 1);
    line->addWidget(copy);
    rows->addLayout(line);
    m_certificate = new QWidget;
    auto *certificate = new QVBoxLayout(m_certificate);
    certificate->setContentsMargins(0, 4, 0, 0);
    certificate->setSpacing(4);
    certificate->addWidget(new TintedLabel(
        m_theme, tr("The browser warns at the first visit. Compare this fingerprint (SHA-256) with what it shows:")));
    m_fingerprint = new TintedLabel(m_theme, {}, Token::Text);
    m_fingerprint->setObjectName(u"fingerprint"_s);
    m_fingerprint->setWordWrap(false);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(m_theme.captionFont().pointSizeF());
    m_fingerprint->setFont(fixed);
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    m_fingerprint->setAccessibleName(tr("Fingerprint of the certificate"));
    certificate->addWidget(m_fingerprint);
    rows->addWidget(m_certificate);
    rows->addStretch();
    columns->addLayout(rows, 1);
    auto *side = new QVBoxLayout;
    side->setSpacing(6);
    m_qr = new QrWidget;
    m_qr->setObjectName(u"qr"_s);
    m_qr->setFixedSize(shareCodeSide, shareCodeSide);
    m_qr->setDescription(tr("QR code with the address of the panel"));
    m_scan = new TintedLabel(m_theme, tr("Scan it with the phone's camera"));
    m_scan->setAlignment(Qt::AlignHCenter);
    side->addWidget(m_qr);
    side->addWidget(m_scan);
    side->addStretch();
    columns->addLayout(side);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_url->text()); });
    connect(m_network, &QComboBox::activated, this, &SharePanelDialog::showAddress);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_standing.hasAdministrator)
            openToNetwork();
        else
            Q_EMIT setupRequested();
    });
    return part;
}

QWidget *SharePanelDialog::makeVisitors()
{
    auto *part = new QWidget;
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    auto *title = new TintedLabel(m_theme, tr("Who is signed in"), Token::Text);
    title->setFont(m_theme.titleFont());
    rows->addWidget(title);
    m_visitors = new RecordList(m_theme, {tr("Person"), tr("Device"), tr("From"), tr("Last used")},
                                tr("Nobody is signed in."));
    rows->addWidget(m_visitors, 1);
    connect(m_visitors->addDangerButton(tr("Sign out…")), &QPushButton::clicked, this, &SharePanelDialog::askToSignOut);
    return part;
}

void SharePanelDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    load();
    m_again.start();
}

void SharePanelDialog::hideEvent(QHideEvent *event)
{
    m_again.stop();
    QDialog::hideEvent(event);
}

void SharePanelDialog::load()
{
    const auto standing = m_gateway.ask<Standing>([](DeskServices &services) { return standingOf(services); });
    onReply(standing, this, [this](const Result<Standing> &answer) {
        if (!answer)
            return m_visitors->setProblem(Words::of(answer.error()));
        take(*answer);
        Q_EMIT loaded();
    });
}

void SharePanelDialog::take(const Standing &standing)
{
    m_standing = standing;
    const QString before = m_network->currentData().toString();
    m_network->clear();
    for (const LanAddress &address : standing.panel.addresses)
        m_network->addItem(m_theme.icon(u"wifi"_s), u"%1, %2"_s.arg(address.network, address.address), address.address);
    m_network->setCurrentIndex(qMax(0, m_network->findData(before)));
    m_network->setVisible(standing.panel.lan && standing.panel.addresses.size() > 1);
    m_fingerprint->setText(twoLines(standing.panel.fingerprint));
    m_certificate->setVisible(!standing.panel.fingerprint.isEmpty());
    showAddress();
    QList<RecordList::Record> records;
    QStringList shown;
    for (const Visitor &visitor : standing.visitors) {
        records << RecordList::Record{.id = visitor.session.id,
                                      .cells = {visitor.user, DeviceWords::of(visitor.session.agent),
                                                visitor.session.address, Words::shortTime(visitor.session.lastSeenAt)}};
        shown << QString::number(visitor.session.id) + records.constLast().cells.join(u'\n');
    }
    if (shown != m_shown || m_visitors->table().topLevelItemCount() != records.size()) // rows do not flicker
        m_visitors->setRecords(records);
    m_shown = shown;
}

void SharePanelDialog::showAddress()
{
    const PanelStanding &panel = m_standing.panel;
    const QString address = panel.lan ? m_network->currentData().toString() : panel.loopback;
    const QString url = address.isEmpty() || panel.port == 0 ? QString()
                                                             : panelUrl(address, panel.port, panel.tls).toString();
    m_url->setText(url);
    m_url->setCursorPosition(0);
    const bool reachable = panel.lan && !url.isEmpty();
    m_qr->setText(reachable ? url : QString());
    m_qr->setVisible(reachable);
    m_scan->setVisible(reachable);
    m_open->setVisible(!panel.lan && panel.port > 0);
    m_open->setText(m_standing.hasAdministrator ? tr("Open it to the local network")
                                                : tr("Make the administrator account…"));
    if (panel.port == 0)
        m_state->show(CheckLine::State::Bad, tr("The panel is not served."));
    else if (!m_standing.hasAdministrator)
        m_state->show(CheckLine::State::Warning, tr("Nobody could sign in yet: the administrator account is missing."));
    else if (!panel.lan)
        m_state->show(CheckLine::State::Warning, tr("At the moment it opens on this computer only."));
    else if (panel.addresses.isEmpty())
        m_state->show(CheckLine::State::Warning, tr("This computer is in no network at the moment."));
    else
        m_state->clear();
}

void SharePanelDialog::openToNetwork()
{
    const auto stored = SettingStore::store(m_gateway, {{u"network.lan"_s, true}});
    onReply(stored, this, [this](const Result<SettingStore::Values> &answer) {
        if (!answer)
            return m_state->show(CheckLine::State::Bad, SettingStore::words(answer.error()));
        load();
    });
}

void SharePanelDialog::askToSignOut()
{
    const qint64 id = m_visitors->chosen();
    const auto visitor = std::find_if(m_standing.visitors.begin(), m_standing.visitors.end(),
                                      [id](const Visitor &one) { return one.session.id == id; });
    if (visitor == m_standing.visitors.end())
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Sign out"),
                                tr("Sign %1 out on %2?").arg(visitor->user, DeviceWords::of(visitor->session.agent)),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("With the password they can sign in again. Who must not come back is kept out under "
                               "Settings › Users."));
    QPushButton *yes = box->addButton(tr("Sign out"), QMessageBox::DestructiveRole);
    buttonrole::give(yes, buttonrole::danger);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, id] { signOut(id); });
    box->open();
}

void SharePanelDialog::signOut(qint64 session)
{
    const auto done = m_gateway.ask<void>(
        [session, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
            return services.accounts.endSession(session, {}, source);
        });
    onReply(done, this, [this](const Result<> &ended) {
        m_visitors->setProblem(ended || ended.error().code == Errc::NotFound ? QString() : Words::of(ended.error()));
        load();
    });
}

void SharePanelDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    const QRect footer = m_footer->geometry();
    painter.fillRect(footer, m_theme.color(Token::Window));
    painter.fillRect(QRect(footer.topLeft(), QSize(footer.width(), 1)), m_theme.color(Token::Line));
}

} // namespace desk::ui
