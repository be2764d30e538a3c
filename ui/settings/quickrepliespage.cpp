#include "ui/settings/quickrepliespage.h"

#include "core/administration/administration.h"
#include "ui/settings/formdialog.h"
#include "ui/settings/recordlist.h"
#include "ui/settings/settingwords.h"
#include "ui/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
constexpr int repliesAtOnce = 200;
}

QuickRepliesPage::QuickRepliesPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : SettingsPage(theme, tr("Quick replies"), u"zap"_s, parent), m_gateway(gateway),
      m_list(new RecordList(theme, {tr("Shortcut"), tr("Language"), tr("Text")},
                            tr("No quick replies. What you write every day deserves one.")))
{
    addIntroduction(tr("Type / and the shortcut in the answer to insert the text. Changes here are made at once."));
    addContent(m_list, tr("Quick replies shortcut text"), 1);
    connect(m_list->addButton(tr("Add reply…"), u"plus"_s), &QPushButton::clicked, this, [this] { edit({}); });
    const auto change = [this] {
        if (const QuickReply *reply = chosen())
            edit(*reply);
    };
    connect(m_list->addChoiceButton(tr("Change…")), &QPushButton::clicked, this, change);
    connect(m_list->addDangerButton(tr("Remove…")), &QPushButton::clicked, this, &QuickRepliesPage::remove);
    connect(m_list, &RecordList::activated, this, change);
}

void QuickRepliesPage::load()
{
    auto replies = m_gateway.ask<QList<QuickReply>>([](DeskServices &services) -> Result<QList<QuickReply>> {
        QList<QuickReply> all;
        qint64 before = 0;
        for (;;) {
            const auto page = services.administration->quickReplies.page({}, before, repliesAtOnce);
            if (!page)
                return desk::fail(page.error());
            all << page->replies;
            if (!page->hasMore)
                return all;
            before = page->replies.last().id;
        }
    });
    onReply(replies, this, [this](const Result<QList<QuickReply>> &answer) { show(answer); });
}

void QuickRepliesPage::show(const Result<QList<QuickReply>> &replies)
{
    if (!replies)
        return m_list->setProblem(Words::of(replies.error()));
    m_replies = *replies;
    std::sort(m_replies.begin(), m_replies.end(), [](const QuickReply &left, const QuickReply &right) {
        return QString::localeAwareCompare(left.shortcut, right.shortcut) < 0;
    });
    QList<RecordList::Record> records;
    for (const QuickReply &reply : std::as_const(m_replies))
        records << RecordList::Record{.id = reply.id,
                                      .cells = {u'/' + reply.shortcut,
                                                SettingWords::choice(u"desk.language"_s, reply.language),
                                                reply.text.simplified()}};
    m_list->setRecords(records);
}

const QuickReply *QuickRepliesPage::chosen() const
{
    const auto found = std::find_if(m_replies.begin(), m_replies.end(),
                                    [&](const QuickReply &reply) { return reply.id == m_list->chosen(); });
    return found == m_replies.end() ? nullptr : &*found;
}

void QuickRepliesPage::edit(const QuickReply &reply)
{
    const bool isNew = reply.id == 0;
    auto *dialog = new FormDialog(isNew ? tr("New quick reply") : tr("Change quick reply"), tr("Save"), this);
    auto *shortcut = new QLineEdit(reply.shortcut);
    shortcut->setObjectName(u"shortcut"_s);
    shortcut->setMaxLength(32);
    shortcut->setPlaceholderText(tr("e.g. hours"));
    auto *language = new QComboBox;
    for (const QString &word : findSetting(u"desk.language"_s)->choices)
        language->addItem(SettingWords::choice(u"desk.language"_s, word), word);
    language->setCurrentIndex(qMax(0, language->findData(reply.language)));
    auto *text = new QPlainTextEdit(reply.text);
    text->setTabChangesFocus(true);
    text->setMinimumHeight(120);
    dialog->form().addRow(tr("&Shortcut"), shortcut);
    dialog->form().addRow(tr("&Language"), language);
    dialog->form().addRow(tr("&Text"), text);
    connect(dialog, &FormDialog::submitted, this, [=, this] {
        QuickReply draft = reply;
        draft.shortcut = shortcut->text().trimmed();
        draft.language = language->currentData().toString();
        draft.text = text->toPlainText();
        auto stored = m_gateway.ask<QuickReply>(
            [draft, isNew, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
                QuickReplies &replies = services.administration->quickReplies;
                return isNew ? replies.create(draft, source) : replies.update(draft, source);
            });
        const QPointer<FormDialog> open(dialog);
        onReply(stored, this, [this, open](const Result<QuickReply> &answer) {
            if (answer)
                load();
            if (open && answer)
                open->accept();
            else if (open)
                open->setProblem(words(answer.error()));
        });
    });
    dialog->open();
}

void QuickRepliesPage::remove()
{
    const QuickReply *reply = chosen();
    if (!reply)
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Remove quick reply"), tr("Remove /%1?").arg(reply->shortcut),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Messages that were written with it stay as they are."));
    QPushButton *yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    connect(yes, &QPushButton::clicked, this, [this, id = reply->id] {
        auto done = m_gateway.ask<void>([id, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
            return services.administration->quickReplies.remove(id, source);
        });
        onReply(done, this, [this](const Result<> &answer) {
            m_list->setProblem(answer ? QString() : Words::of(answer.error()));
            load();
        });
    });
    box->open();
}

QString QuickRepliesPage::words(const Error &error)
{
    if (error.detail == "shortcut_taken"_L1)
        return tr("There is a reply with that shortcut already.");
    if (error.detail == "/shortcut"_L1)
        return tr("The shortcut has 1 to 32 letters, digits, \"_\" or \"-\", without blanks.");
    if (error.detail == "/text"_L1)
        return tr("The text has 1 to 4,000 characters.");
    return Words::of(error);
}

} // namespace desk::ui
