#include "ui/settings/webhooklist.h"

#include "core/administration/administration.h"
#include "core/webhooks/webhookadministration.h"
#include "ui/checkline.h"
#include "ui/settings/formdialog.h"
#include "ui/settings/recordlist.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto testLook = 400ms;
constexpr int testLooks = 40; // longer than one attempt may take
constexpr int topicsHeight = 120;

/// Runs on the core thread.
Result<QList<WebhookList::Entry>> webhookEntries(DeskServices &services)
{
    const auto all = services.webhooks->all();
    if (!all)
        return fail(all.error());
    QList<WebhookList::Entry> entries;
    for (const Webhook &webhook : *all) {
        const auto deliveries = services.webhooks->deliveries(webhook.id, 0, 1);
        if (!deliveries)
            return fail(deliveries.error());
        entries << WebhookList::Entry{webhook, deliveries->deliveries.value(0)};
    }
    return entries;
}

WebhookAdministration webhookAdministration(DeskServices &services, const AuditSource &source)
{
    return {*services.webhooks, services.database,
            [&services, source](const QString &action, const QString &target, const QJsonObject &before,
                                const QJsonObject &after) {
                return services.administration->audit.record(source, action, target, before, after);
            }};
}

} // namespace

WebhookList::WebhookList(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway),
      m_list(new RecordList(theme, {tr("Address"), tr("About"), tr("Topics"), tr("Last delivery")},
                            tr("No webhooks. Another program can be told of every change at once."))),
      m_result(new CheckLine(theme))
{
    m_result->setObjectName(u"webhook_result"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_list, 1);
    rows->addWidget(m_result);
    connect(m_list->addButton(tr("Add webhook…"), u"plus"_s), &QPushButton::clicked, this, [this] { edit({}); });
    connect(m_list->addChoiceButton(tr("Change…")), &QPushButton::clicked, this, [this] {
        if (const Webhook *webhook = chosen())
            edit(*webhook);
    });
    connect(m_list->addChoiceButton(tr("Test")), &QPushButton::clicked, this, &WebhookList::test);
    m_toggle = m_list->addChoiceButton(tr("Switch off"));
    connect(m_toggle, &QPushButton::clicked, this, &WebhookList::toggle);
    connect(m_list->addChoiceButton(tr("New secret…")), &QPushButton::clicked, this, &WebhookList::newSecret);
    connect(m_list->addDangerButton(tr("Remove…")), &QPushButton::clicked, this, &WebhookList::remove);
    connect(m_list, &RecordList::chosenChanged, this, &WebhookList::follow);
    m_look.setSingleShot(true);
    m_look.setInterval(testLook);
    connect(&m_look, &QTimer::timeout, this, &WebhookList::watch);
}

void WebhookList::load()
{
    const auto entries = m_gateway.ask<QList<Entry>>([](DeskServices &services) -> Result<QList<Entry>> {
        return services.webhooks ? webhookEntries(services) : QList<Entry>();
    });
    onReply(entries, this, [this](const Result<QList<Entry>> &answer) {
        if (!answer)
            return m_list->setProblem(Words::of(answer.error()));
        show(*answer);
    });
}

void WebhookList::show(const QList<Entry> &entries)
{
    m_entries = entries;
    QList<RecordList::Record> records;
    for (const Entry &entry : entries) {
        const Webhook &webhook = entry.webhook;
        const QString last = !webhook.enabled ? tr("Switched off")
            : webhook.waiting > 0             ? tr("%n waiting", nullptr, int(webhook.waiting))
            : entry.last.id > 0               ? outcome(entry.last)
                                              : tr("None yet");
        records << RecordList::Record{.id = webhook.id,
                                      .cells = {webhook.url, webhook.description,
                                                webhook.topics.isEmpty() ? tr("All") : webhook.topics.join(u", "_s),
                                                last},
                                      .isMuted = !webhook.enabled};
    }
    m_list->setRecords(records);
    follow();
}

const Webhook *WebhookList::chosen() const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [this](const Entry &entry) { return entry.webhook.id == m_list->chosen(); });
    return found == m_entries.end() ? nullptr : &found->webhook;
}

void WebhookList::follow()
{
    const Webhook *webhook = chosen();
    m_toggle->setText(webhook && !webhook->enabled ? tr("Switch on") : tr("Switch off"));
}

void WebhookList::edit(const Webhook &webhook)
{
    const bool isNew = webhook.id == 0;
    auto *dialog = new FormDialog(isNew ? tr("New webhook") : tr("Change webhook"),
                                  isNew ? tr("Add webhook") : tr("Save"), this);
    auto *url = new QLineEdit(webhook.url);
    url->setObjectName(u"url"_s);
    url->setPlaceholderText(u"https://"_s);
    auto *about = new QLineEdit(webhook.description);
    about->setObjectName(u"about"_s);
    about->setMaxLength(200);
    auto *topics = new QListWidget;
    topics->setFixedHeight(topicsHeight);
    for (const QString &topic : WebhookService::topics()) {
        auto *item = new QListWidgetItem(topic, topics);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(webhook.topics.contains(topic) ? Qt::Checked : Qt::Unchecked);
    }
    dialog->form().addRow(tr("&Address"), url);
    dialog->form().addRow(tr("A&bout"), about);
    dialog->form().addRow(tr("&Topics"), topics);
    auto *hint = new QLabel(tr("None chosen: all of them."));
    dialog->form().addRow(QString(), hint);
    connect(dialog, &FormDialog::submitted, this, [=, this, id = webhook.id] {
        QStringList chosenTopics;
        for (int row = 0; row < topics->count(); ++row) {
            if (topics->item(row)->checkState() == Qt::Checked)
                chosenTopics << topics->item(row)->text();
        }
        const WebhookService::Draft draft{
            .url = url->text().trimmed(), .description = about->text().trimmed(), .topics = chosenTopics};
        const AuditSource source{.actor = m_gateway.actor()};
        // The secret of a new one; empty for one that was changed.
        const auto done = m_gateway.ask<QByteArray>([draft, id, source](DeskServices &services) -> Result<QByteArray> {
            WebhookAdministration administration = webhookAdministration(services, source);
            if (id == 0)
                return administration.add(draft).map([](const WebhookService::Added &added) { return added.secret; });
            const WebhookService::Patch patch{
                .url = draft.url, .description = draft.description, .topics = draft.topics};
            return administration.change(id, patch).map([](const Webhook &) { return QByteArray(); });
        });
        const QPointer<FormDialog> open(dialog);
        onReply(done, this, [this, open](const Result<QByteArray> &secret) {
            if (!secret)
                return fail(secret.error(), open);
            load();
            if (!open)
                return;
            if (secret->isEmpty())
                open->accept();
            else
                open->showOnce(
                    tr("Copy the secret now: the receiver checks the signature with it, and it is not shown again."),
                    QString::fromLatin1(*secret));
        });
    });
    dialog->open();
}

void WebhookList::newSecret()
{
    const Webhook *webhook = chosen();
    if (!webhook)
        return;
    auto *dialog = new FormDialog(tr("New secret"), tr("Make secret"), this);
    dialog->setIntroduction(tr("Deliveries are signed with the new one at once; the receiver needs it."));
    connect(dialog, &FormDialog::submitted, this, [=, this, id = webhook->id] {
        const auto made = m_gateway.ask<QByteArray>(
            [id, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
                return webhookAdministration(services, source).rotateSecret(id);
            });
        const QPointer<FormDialog> open(dialog);
        onReply(made, this, [this, open](const Result<QByteArray> &secret) {
            if (!secret)
                return fail(secret.error(), open);
            if (open)
                open->showOnce(tr("Copy the secret now; it is not shown again."), QString::fromLatin1(*secret));
        });
    });
    dialog->open();
}

void WebhookList::toggle()
{
    const Webhook *webhook = chosen();
    if (!webhook)
        return;
    WebhookService::Patch patch;
    patch.enabled = !webhook->enabled;
    const auto done = m_gateway.ask<void>(
        [id = webhook->id, patch, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
            return webhookAdministration(services, source).change(id, patch).map([](const Webhook &) {});
        });
    onReply(done, this, [this](const Result<> &answer) {
        m_list->setProblem(answer ? QString() : Words::of(answer.error()));
        load();
    });
}

void WebhookList::remove()
{
    const Webhook *webhook = chosen();
    if (!webhook)
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Remove webhook"),
                                tr("Post nothing more to %1?").arg(QUrl(webhook->url).host()), QMessageBox::Cancel,
                                this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("What waits for it is dropped, and the list of its deliveries goes."));
    QPushButton *yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    buttonrole::give(yes, buttonrole::danger);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, id = webhook->id] {
        const auto done = m_gateway.ask<void>(
            [id, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
                return webhookAdministration(services, source).remove(id);
            });
        onReply(done, this, [this](const Result<> &answer) {
            m_list->setProblem(answer ? QString() : Words::of(answer.error()));
            load();
        });
    });
    box->open();
}

void WebhookList::test()
{
    const Webhook *webhook = chosen();
    if (!webhook)
        return;
    m_tested = webhook->id;
    m_looks = 0;
    m_result->show(CheckLine::State::Working, tr("Sending a test…"));
    const auto queued = m_gateway.ask<WebhookDelivery>(
        [id = webhook->id](DeskServices &services) { return services.webhooks->test(id); });
    onReply(queued, this, [this](const Result<WebhookDelivery> &delivery) {
        if (!delivery)
            return m_result->show(CheckLine::State::Bad,
                                  delivery.error().code == Errc::Conflict ? tr("It is switched off.")
                                                                          : Words::of(delivery.error()));
        m_delivery = delivery->id;
        m_look.start();
    });
}

void WebhookList::watch()
{
    const auto found = m_gateway.ask<WebhookDelivery>([webhook = m_tested, id = m_delivery](DeskServices &services) {
        return services.webhooks->delivery(webhook, id);
    });
    onReply(found, this, [this](const Result<WebhookDelivery> &delivery) {
        if (!delivery)
            return m_result->clear(); // removed meanwhile
        if (delivery->attempts == 0 && ++m_looks < testLooks)
            return m_look.start();
        const bool good = delivery->state == "delivered"_L1;
        m_result->show(good                         ? CheckLine::State::Good
                           : delivery->attempts > 0 ? CheckLine::State::Bad
                                                    : CheckLine::State::Warning,
                       delivery->attempts > 0 ? outcome(*delivery)
                                              : tr("The test waits behind deliveries that did not get through yet."));
        load();
    });
}

QString WebhookList::outcome(const WebhookDelivery &delivery)
{
    const QString at = delivery.attemptedAt > 0 ? Words::shortTime(delivery.attemptedAt) : QString();
    if (delivery.state == "delivered"_L1)
        return tr("Taken, %1").arg(at);
    if (delivery.status > 0)
        return tr("Answered %1, %2").arg(QString::number(delivery.status), at);
    if (delivery.error == "target_refused"_L1)
        return tr("The address is in the local network, which is not allowed.");
    if (delivery.error == "name_unknown"_L1)
        return tr("Nobody knows that name, %1").arg(at);
    if (delivery.error == "timed_out"_L1)
        return tr("No answer in time, %1").arg(at);
    return delivery.attempts > 0 ? tr("Not reached, %1").arg(at) : tr("Waiting");
}

void WebhookList::fail(const Error &error, FormDialog *dialog)
{
    QString words = Words::of(error);
    if (error.detail == "/url"_L1)
        words = tr("Write a whole address with http:// or https://, without user, password or #.");
    else if (error.code == Errc::TooLarge)
        words = tr("There are as many webhooks as there may be.");
    if (dialog)
        dialog->setProblem(words);
    else
        m_list->setProblem(words);
}

} // namespace desk::ui
