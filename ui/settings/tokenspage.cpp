#include "ui/settings/tokenspage.h"

#include "core/administration/administration.h"
#include "ui/settings/formdialog.h"
#include "ui/settings/recordlist.h"
#include "ui/settings/webhooklist.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
constexpr int allTokens = 200;
const QString scopeKeys[] = {u"read"_s, u"write"_s, u"admin"_s};
} // namespace

TokensPage::TokensPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : SettingsPage(theme, tr("API and webhooks"), u"key-round"_s, parent), m_gateway(gateway),
      m_list(new RecordList(theme, {tr("Name"), tr("Begins with"), tr("May"), tr("Used last"), tr("Until")},
                            tr("No tokens. A script or another program needs one to use the API.")))
{
    addSection(tr("Tokens"));
    addContent(m_list, tr("Tokens API programs scripts"), 1);
    connect(m_list->addButton(tr("Make token…"), u"plus"_s), &QPushButton::clicked, this, &TokensPage::add);
    connect(m_list->addDangerButton(tr("Revoke…")), &QPushButton::clicked, this, &TokensPage::revoke);
    addSection(tr("Webhooks"));
    m_webhooks = new WebhookList(gateway, theme);
    addContent(m_webhooks, tr("Webhooks addresses that are told of changes"), 1);
    addSection(tr("Reach"));
    addRow(u"network.cors_origins"_s);
    addRow(u"webhooks.allow_private_targets"_s);
    finish();
}

QString TokensPage::scopeWord(const QString &scope)
{
    return scope == "read"_L1 ? tr("read") : scope == "write"_L1 ? tr("write") : tr("administer");
}

void TokensPage::load()
{
    auto tokens = m_gateway.ask<QList<ApiToken>>([](DeskServices &services) -> Result<QList<ApiToken>> {
        return services.administration->tokens.page(false, 0, allTokens).map([](const ApiTokenPage &page) {
            return page.tokens;
        });
    });
    onReply(tokens, this, [this](const Result<QList<ApiToken>> &answer) { show(answer); });
    m_webhooks->load();
}

void TokensPage::show(const Result<QList<ApiToken>> &tokens)
{
    if (!tokens)
        return m_list->setProblem(Words::of(tokens.error()));
    m_tokens = *tokens;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QList<RecordList::Record> records;
    for (const ApiToken &token : std::as_const(m_tokens)) {
        QStringList scopes;
        for (const QString &scope : token.scopes)
            scopes << scopeWord(scope);
        const bool past = token.expiresAt > 0 && token.expiresAt <= now;
        records << RecordList::Record{
            .id = token.id,
            .cells = {token.name, token.prefix + u'…', scopes.join(u", "_s),
                      token.lastUsedAt > 0 ? Words::shortTime(token.lastUsedAt) : tr("Never"),
                      past                      ? tr("Expired")
                          : token.expiresAt > 0 ? QLocale().toString(
                                QDateTime::fromMSecsSinceEpoch(token.expiresAt).date(), QLocale::ShortFormat)
                                                : tr("No end")},
            .isMuted = past};
    }
    m_list->setRecords(records);
}

void TokensPage::add()
{
    auto *dialog = new FormDialog(tr("New token"), tr("Make token"), this);
    auto *name = new QLineEdit;
    name->setObjectName(u"name"_s);
    name->setPlaceholderText(tr("What uses it, e.g. Inventory"));
    auto *until = new QComboBox;
    until->addItem(tr("No end"), 0);
    for (const int days : {30, 90, 365})
        until->addItem(tr("%n day(s)", "how long a token holds", days), days);
    auto *scopes = new QWidget;
    auto *column = new QVBoxLayout(scopes);
    column->setContentsMargins(0, 0, 0, 0);
    QList<QCheckBox *> boxes;
    for (const QString &key : scopeKeys) {
        auto *box = new QCheckBox(key == "read"_L1        ? tr("Read tickets and messages")
                                      : key == "write"_L1 ? tr("Write: answer, open and change tickets")
                                                          : tr("Administer: settings, users, tokens"));
        box->setChecked(key == "read"_L1);
        column->addWidget(box);
        boxes << box;
    }
    dialog->form().addRow(tr("&Name"), name);
    dialog->form().addRow(tr("May"), scopes);
    dialog->form().addRow(tr("&Holds"), until);
    connect(dialog, &FormDialog::submitted, this, [=, this] {
        ApiTokenDraft draft;
        draft.name = name->text().trimmed();
        for (qsizetype i = 0; i < boxes.size(); ++i) {
            if (boxes[i]->isChecked())
                draft.scopes << scopeKeys[i];
        }
        if (const int days = until->currentData().toInt(); days > 0)
            draft.expiresAt = QDateTime::currentDateTimeUtc().addDays(days).toMSecsSinceEpoch();
        auto made = m_gateway.ask<QByteArray>(
            [draft, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) -> Result<QByteArray> {
                return services.administration->tokens.create(draft, source).map([](const ApiTokens::Created &created) {
                    return created.secret;
                });
            });
        const QPointer<FormDialog> open(dialog);
        onReply(made, this, [this, open](const Result<QByteArray> &secret) {
            if (!secret) {
                if (open)
                    open->setProblem(words(secret.error()));
                return;
            }
            load();
            if (open)
                open->showOnce(tr("Copy the token now: only its hash is kept, and it is not shown again."),
                               QString::fromLatin1(*secret));
        });
    });
    dialog->open();
}

void TokensPage::revoke()
{
    const auto found = std::find_if(m_tokens.begin(), m_tokens.end(),
                                    [&](const ApiToken &token) { return token.id == m_list->chosen(); });
    if (found == m_tokens.end())
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Revoke token"), tr("Revoke %1 for ever?").arg(found->name),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("What uses it is refused from now on. What it has done stays, with its name on the trail."));
    QPushButton *yes = box->addButton(tr("Revoke"), QMessageBox::DestructiveRole);
    connect(yes, &QPushButton::clicked, this, [this, id = found->id] {
        auto done = m_gateway.ask<void>([id, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
            return services.administration->tokens.revoke(id, source);
        });
        onReply(done, this, [this](const Result<> &answer) {
            m_list->setProblem(answer ? QString() : Words::of(answer.error()));
            load();
        });
    });
    box->open();
}

QString TokensPage::words(const Error &error)
{
    if (error.detail == "/name"_L1)
        return tr("Give it a name of 1 to 64 characters.");
    if (error.detail == "/scopes"_L1)
        return tr("Choose at least one thing that it may do.");
    return Words::of(error);
}

} // namespace desk::ui
