#include "ui/settings/settingsdialog.h"

#include "core/administration/administration.h"
#include "ui/settings/aboutpage.h"
#include "ui/settings/assistanttest.h"
#include "ui/settings/backuppage.h"
#include "ui/settings/consolepage.h"
#include "ui/settings/noticespage.h"
#include "ui/settings/quickrepliespage.h"
#include "ui/settings/settingwords.h"
#include "ui/settings/tokenspage.h"
#include "ui/settings/userspage.h"
#include "ui/settings/whatsapppage.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QShowEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr QSize dialogSize(880, 600);
constexpr int sideWidth = 200;
constexpr int footerHeight = 52;

/// Runs on the core thread. Secrets stay there.
QList<StoredSetting> storedSettings(DeskServices &services)
{
    QList<StoredSetting> stored;
    const auto all = services.administration->settings.all();
    for (const DeskSettings::Current &current : all) {
        const bool secret = current.setting->type == SettingDescriptor::Type::Secret;
        stored << StoredSetting{.key = current.setting->key,
                                .value = secret ? QJsonValue(!current.value.toString().isEmpty()) : current.value,
                                .source = current.source,
                                .isRestartNeeded = current.isRestartNeeded};
    }
    return stored;
}

} // namespace

SettingsDialog::SettingsDialog(CoreGateway &gateway, const Surroundings &around, QWidget *parent)
    : QDialog(parent), m_gateway(gateway), m_theme(around.theme), m_stack(new QStackedWidget)
{
    setWindowTitle(tr("Settings"));
    resize(dialogSize);
    setMinimumSize(720, 460);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    m_side = makeSide();
    columns->addWidget(m_side);
    columns->addWidget(m_stack, 1);
    rows->addLayout(columns, 1);
    m_footer = makeFooter();
    rows->addWidget(m_footer);
    addPages(around);
    m_stack->addWidget(new QWidget); // nothing matches the search

    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::filter);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    m_list->setCurrentRow(0);
    follow();
}

QWidget *SettingsDialog::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(sideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->addAction(m_theme.icon(u"search"_s, Token::Text3), QLineEdit::LeadingPosition);
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Pages"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setIconSize({16, 16});
    m_nothing = new QLabel(tr("Nothing matches. Search for a word of the setting."));
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    column->addWidget(m_search);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);
    return side;
}

QWidget *SettingsDialog::makeFooter()
{
    auto *footer = new QWidget;
    footer->setFixedHeight(footerHeight);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(8);
    m_status = new QLabel;
    m_status->setTextFormat(Qt::PlainText);
    m_status->setObjectName(u"status"_s);
    m_discard = new QPushButton(tr("Discard"));
    m_discard->setObjectName(u"discard"_s);
    m_discard->setAutoDefault(false);
    m_save = new QPushButton(tr("Save"));
    m_save->setObjectName(u"save"_s);
    buttonrole::give(m_save, buttonrole::primary);
    m_save->setShortcut(QKeySequence::Save);
    m_close = new QPushButton(tr("Close"));
    m_close->setAutoDefault(false);
    row->addWidget(m_status, 1);
    row->addWidget(m_discard);
    row->addWidget(m_save);
    row->addWidget(m_close);
    connect(m_save, &QPushButton::clicked, this, &SettingsDialog::save);
    connect(m_discard, &QPushButton::clicked, this, &SettingsDialog::discard);
    connect(m_close, &QPushButton::clicked, this, &SettingsDialog::reject);
    return footer;
}

SettingsPage *SettingsDialog::plainPage(const QString &title, const QString &icon)
{
    auto *page = new SettingsPage(m_theme, title, icon);
    addPage(page);
    return page;
}

void SettingsDialog::addPages(const Surroundings &around)
{
    SettingsPage *general = plainPage(tr("General"), u"settings"_s);
    general->addSection(tr("Desk"));
    for (const QString &key :
         {u"desk.name"_s, u"desk.kind"_s, u"desk.folio_prefix"_s, u"desk.language"_s, u"conversation.reopen_hours"_s})
        general->addRow(key);
    general->addSection(tr("Attachments"));
    for (const QString &key : {u"media.max_image_bytes"_s, u"media.max_video_bytes"_s, u"media.max_audio_bytes"_s,
                               u"media.max_document_bytes"_s})
        general->addRow(key);
    general->finish();

    auto *whatsApp = new WhatsAppPage(m_gateway, m_theme);
    connect(whatsApp, &WhatsAppPage::pairingRequested, this, &SettingsDialog::pairingRequested);
    addPage(whatsApp);

    SettingsPage *assistant = plainPage(tr("Assistant"), u"bot"_s);
    assistant->addSection(tr("Conversation"));
    for (const QString &key : {u"conversation.paused"_s, u"conversation.formal"_s, u"conversation.quiet_time_ms"_s,
                               u"conversation.reminder_minutes"_s, u"conversation.close_hours"_s})
        assistant->addRow(key);
    assistant->addSection(tr("AI service"));
    for (const QString &key : {u"ai.endpoint"_s, u"ai.model"_s, u"ai.key"_s, u"ai.timeout_ms"_s, u"privacy.ai_mask"_s})
        assistant->addRow(key);
    auto *test = new AssistantTest(m_gateway, m_theme, [assistant] {
        const auto typed = [assistant](const QString &key) {
            return assistant->row(key)->editor().value().toString().trimmed();
        };
        return AssistantTest::Typed{
            .endpoint = typed(u"ai.endpoint"_s), .model = typed(u"ai.model"_s), .key = typed(u"ai.key"_s)};
    });
    connect(assistant, &SettingsPage::edited, test, &AssistantTest::clear);
    assistant->addContent(test, tr("Test the AI service"));
    assistant->finish();

    m_notices = new NoticesPage(m_gateway, m_theme);
    addPage(m_notices);
    addPage(new QuickRepliesPage(m_gateway, m_theme));

    SettingsPage *hours = plainPage(tr("Hours"), u"clock"_s);
    hours->addRow(u"hours.business"_s);
    hours->addRow(u"hours.quiet"_s);
    hours->finish();

    addPage(new UsersPage(m_gateway, m_theme));

    SettingsPage *network = plainPage(tr("Panel and network"), u"globe"_s);
    network->addSection(tr("Panel"));
    for (const QString &key : {u"network.lan"_s, u"network.port"_s, u"network.host_names"_s})
        network->addRow(key);
    auto *share = new QPushButton(m_theme.icon(u"qr-code"_s), tr("Share the panel…"));
    share->setAutoDefault(false);
    share->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(share, &QPushButton::clicked, this, &SettingsDialog::sharePanelRequested);
    network->addContent(share, tr("Share the panel address QR fingerprint who is signed in sign out"));
    network->addSection(tr("Encryption"));
    for (const QString &key :
         {u"network.tls"_s, u"network.tls_certificate"_s, u"network.tls_key"_s, u"network.https_only"_s})
        network->addRow(key);
    network->addSection(tr("Behind a proxy"));
    network->addRow(u"network.trusted_proxies"_s);
    network->finish();

    addPage(new TokensPage(m_gateway, m_theme));
    auto *backup = new BackupPage(m_gateway, m_theme);
    connect(backup, &BackupPage::restartRequested, this, &SettingsDialog::restartRequested);
    connect(this, &SettingsDialog::saved, backup, &BackupPage::load); // the folder may be another one
    addPage(backup);
    auto *console = new ConsolePage(m_theme, around.file, around.autostart);
    connect(console, &ConsolePage::preferencesChanged, this, &SettingsDialog::preferencesChanged);
    addPage(console);
    addPage(new AboutPage(m_theme));
}

void SettingsDialog::addPage(SettingsPage *page)
{
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    scroll->viewport()->setAutoFillBackground(false); // the dialog paints it
    page->setAutoFillBackground(false);
    m_stack->addWidget(scroll);
    auto *item = new QListWidgetItem(m_theme.icon(page->icon()), page->title(), m_list);
    item->setSizeHint({0, qMax(30, m_list->fontMetrics().height() + 14)});
    m_pages << page;
    connect(page, &SettingsPage::edited, this, &SettingsDialog::follow);
}

SettingRow *SettingsDialog::row(const QString &key) const
{
    for (const SettingsPage *page : m_pages) {
        if (SettingRow *row = page->row(key))
            return row;
    }
    return nullptr;
}

void SettingsDialog::showSetting(const QString &key)
{
    for (const SettingsPage *page : m_pages) {
        if (page->row(key))
            return showPage(page);
    }
}

void SettingsDialog::showPage(const SettingsPage *page)
{
    m_list->setCurrentRow(int(m_pages.indexOf(page)));
}

void SettingsDialog::search(const QString &words)
{
    m_search->setText(words);
}

void SettingsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous() && !isDirty())
        load();
}

void SettingsDialog::load()
{
    auto settings = m_gateway.ask<QList<StoredSetting>>(
        [](DeskServices &services) -> Result<QList<StoredSetting>> { return storedSettings(services); });
    onReply(settings, this, [this](const Result<QList<StoredSetting>> &answer) {
        take(answer);
        if (answer)
            Q_EMIT loaded();
    });
    for (SettingsPage *page : std::as_const(m_pages))
        page->load();
}

void SettingsDialog::take(const Result<QList<StoredSetting>> &settings, const QJsonObject &sent)
{
    if (!settings)
        return showStatus(Words::of(settings.error()), Token::Danger);
    for (const StoredSetting &setting : *settings) {
        if (SettingRow *known = row(setting.key))
            known->take(setting, !sent.isEmpty() && known->isDirty() && sent.value(known->key()) != known->change());
    }
    follow();
}

bool SettingsDialog::isDirty() const
{
    return std::any_of(m_pages.begin(), m_pages.end(), [](const SettingsPage *page) { return page->isDirty(); });
}

void SettingsDialog::follow()
{
    const bool dirty = isDirty();
    m_save->setVisible(dirty);
    m_save->setEnabled(!m_saving);
    m_discard->setVisible(dirty);
    m_discard->setEnabled(!m_saving);
    m_close->setVisible(!dirty);
    showStatus(dirty ? tr("There are changes that are not saved.") : QString(), Token::Text2);
}

void SettingsDialog::discard()
{
    for (SettingsPage *page : std::as_const(m_pages))
        page->discard();
    follow();
}

void SettingsDialog::save()
{
    QJsonObject changes;
    for (const SettingsPage *page : std::as_const(m_pages)) {
        if (SettingRow *wrong = page->firstWrongRow())
            return showWrong(wrong);
        for (const SettingRow *row : page->rows()) {
            if (row->isDirty())
                changes.insert(row->key(), row->change());
        }
    }
    const QList<NotificationRule> rules = m_notices->changedRules();
    m_saving = true;
    follow();
    auto stored = m_gateway.ask<QList<StoredSetting>>(
        [changes, rules,
         source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) -> Result<QList<StoredSetting>> {
            if (!rules.isEmpty()) {
                if (auto done = services.administration->notificationRules.store(rules, source); !done)
                    return desk::fail(done.error());
            }
            if (!changes.isEmpty()) {
                if (auto done = services.administration->settings.patch(changes, source); !done)
                    return desk::fail(done.error());
            }
            return storedSettings(services);
        });
    onReply(stored, this, [this, changes, rules](const Result<QList<StoredSetting>> &answer) {
        m_saving = false;
        const bool closes = std::exchange(m_closeWhenSaved, false);
        if (!answer) {
            follow();
            return showFailure(answer.error());
        }
        m_notices->rulesStored(rules);
        take(answer, changes);
        if (!isDirty())
            showStatus(tr("Saved."), Token::Done);
        Q_EMIT saved();
        if (closes)
            QDialog::reject();
    });
}

void SettingsDialog::showWrong(SettingRow *row)
{
    for (const SettingsPage *page : std::as_const(m_pages)) {
        if (page->rows().contains(row))
            showPage(page);
    }
    m_closeWhenSaved = false;
    m_search->clear();
    row->editor().setFocus();
    if (auto *scroll = qobject_cast<QScrollArea *>(m_stack->currentWidget()))
        scroll->ensureWidgetVisible(row);
    showStatus(tr("Not saved yet: %1").arg(SettingWords::label(row->key())), Token::Danger);
}

void SettingsDialog::showFailure(const Error &error)
{
    if (error.detail.startsWith("/rules"_L1)) {
        showPage(m_notices);
        m_notices->showRefusal(error.detail);
        return showStatus(tr("Not saved yet: %1").arg(m_notices->title()), Token::Danger);
    }
    SettingRow *blamed = row(error.detail.section(u'/', 1));
    if (!blamed)
        return showStatus(Words::of(error), Token::Danger);
    const QString why = SettingWords::refusal(error.detail);
    blamed->setProblem(why.isEmpty() ? Words::of(error) : why);
    showWrong(blamed);
}

void SettingsDialog::showStatus(const QString &text, Token color)
{
    QPalette palette = m_status->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(color));
    m_status->setPalette(palette);
    m_status->setText(text);
}

void SettingsDialog::filter(const QString &words)
{
    int first = -1;
    for (int i = 0; i < m_pages.size(); ++i) {
        const bool matches = m_pages[i]->filter(words);
        m_list->item(i)->setHidden(!matches);
        if (matches && first < 0)
            first = i;
    }
    m_nothing->setVisible(first < 0);
    if (first >= 0 && m_list->currentItem()->isHidden())
        m_list->setCurrentRow(first);
    m_stack->setCurrentIndex(first < 0 ? int(m_pages.size()) : m_list->currentRow());
}

void SettingsDialog::reject()
{
    if (!isDirty())
        return QDialog::reject();
    auto *box = new QMessageBox(QMessageBox::NoIcon, windowTitle(), tr("Save the changes?"), QMessageBox::NoButton,
                                this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *save = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    QPushButton *drop = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->addButton(tr("Go on changing"), QMessageBox::RejectRole);
    box->setDefaultButton(save);
    buttonrole::give(save, buttonrole::primary);
    connect(save, &QPushButton::clicked, this, [this] {
        m_closeWhenSaved = true;
        this->save();
    });
    connect(drop, &QPushButton::clicked, this, [this] {
        discard();
        QDialog::reject();
    });
    box->open();
}

void SettingsDialog::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    const QRect side = m_side->geometry();
    painter.fillRect(side, m_theme.color(Token::Window));
    painter.fillRect(QRect(side.right(), 0, 1, side.height()), m_theme.color(Token::Line));
    const QRect footer = m_footer->geometry();
    painter.fillRect(footer, m_theme.color(Token::Window));
    painter.fillRect(QRect(footer.topLeft(), QSize(footer.width(), 1)), m_theme.color(Token::Line));
}

} // namespace desk::ui
