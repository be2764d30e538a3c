#include "ui/settings/noticespage.h"

#include "core/administration/administration.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int noticeLines = 5;

bool sameRule(const NotificationRule &left, const NotificationRule &right)
{
    return left.enabled == right.enabled && left.text == right.text;
}

} // namespace

NoticesPage::NoticesPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : SettingsPage(theme, tr("Customer notices"), u"bell"_s, parent), m_gateway(gateway), m_editor(new QWidget),
      m_status(new QComboBox), m_enabled(new QCheckBox(tr("Tell the customer"))), m_text(new QPlainTextEdit),
      m_preview(new QLabel), m_problem(new QLabel)
{
    addRow(u"notifications.enabled"_s);
    addSection(tr("Texts"));
    build();
    addContent(m_editor, tr("Texts status notices customers preview variables"));
    finish();
    connect(m_status, &QComboBox::currentIndexChanged, this, &NoticesPage::showRule);
    connect(m_enabled, &QCheckBox::toggled, this, &NoticesPage::typed);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NoticesPage::typed);
}

void NoticesPage::build()
{
    auto *column = new QVBoxLayout(m_editor);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    auto *when = new QLabel(tr("When it becomes"));
    when->setBuddy(m_status);
    head->addWidget(when);
    head->addWidget(m_status);
    head->addSpacing(12);
    head->addWidget(m_enabled);
    head->addStretch();
    column->addLayout(head);

    m_text->setAccessibleName(tr("Text of the notice"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * noticeLines + 14);
    column->addWidget(m_text);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->hide();
    column->addWidget(m_problem);

    auto *variables = new QHBoxLayout;
    variables->setSpacing(4);
    variables->addWidget(new QLabel(tr("Insert")));
    const QStringList names = NotificationRules::variables();
    for (const QString &name : names) {
        auto *button = new QPushButton(u'{' + name + u'}');
        button->setAutoDefault(false);
        buttonrole::give(button, buttonrole::quiet);
        variables->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, name] {
            m_text->insertPlainText(u'{' + name + u'}');
            m_text->setFocus();
        });
    }
    variables->addStretch();
    column->addLayout(variables);

    auto *caption = new QLabel(tr("What María López would read about her ticket 2026-00123:"));
    caption->setFont(theme().captionFont());
    column->addSpacing(8);
    column->addWidget(caption);
    m_preview->setObjectName(u"preview"_s);
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    m_preview->setFont(theme().messageFont());
    m_preview->setAutoFillBackground(true);
    m_preview->setContentsMargins(12, 8, 12, 8);
    const auto tint = [this] {
        QPalette palette = this->palette();
        palette.setColor(QPalette::Window, theme().color(Token::BubbleBot));
        m_preview->setPalette(palette);
    };
    connect(&theme(), &Theme::changed, this, tint);
    tint();
    column->addWidget(m_preview);
}

void NoticesPage::load()
{
    auto rules = m_gateway.ask<QList<NotificationRule>>(
        [](DeskServices &services) { return services.administration->notificationRules.all(); });
    onReply(rules, this, [this](const Result<QList<NotificationRule>> &answer) { take(answer); });
}

void NoticesPage::take(const Result<QList<NotificationRule>> &rules)
{
    if (!rules) {
        m_problem->setText(Words::of(rules.error()));
        m_problem->show();
        return;
    }
    m_stored = *rules;
    // In the order of the work, not of the alphabet.
    std::sort(m_stored.begin(), m_stored.end(), [](const NotificationRule &left, const NotificationRule &right) {
        return ticketStatusFrom(left.status).value_or(TicketStatus::New)
            < ticketStatusFrom(right.status).value_or(TicketStatus::New);
    });
    m_rules = m_stored;
    const QSignalBlocker quiet(m_status);
    const QString before = m_status->currentData().toString();
    m_status->clear();
    for (const NotificationRule &rule : std::as_const(m_rules))
        m_status->addItem(Words::of(ticketStatusFrom(rule.status).value_or(TicketStatus::New)), rule.status);
    m_status->setCurrentIndex(qMax(0, m_status->findData(before)));
    showRule();
}

NotificationRule *NoticesPage::current()
{
    const qsizetype index = m_status->currentIndex();
    return index >= 0 && index < m_rules.size() ? &m_rules[index] : nullptr;
}

void NoticesPage::showRule()
{
    const NotificationRule *rule = current();
    m_editor->setEnabled(rule);
    if (!rule)
        return;
    m_showing = true;
    m_enabled->setChecked(rule->enabled);
    m_text->setPlainText(rule->text);
    m_showing = false;
    m_problem->hide();
    showPreview();
}

void NoticesPage::typed()
{
    NotificationRule *rule = current();
    if (m_showing || !rule)
        return;
    rule->enabled = m_enabled->isChecked();
    rule->text = m_text->toPlainText();
    m_problem->hide();
    showPreview();
    Q_EMIT edited();
}

void NoticesPage::showPreview()
{
    m_text->setEnabled(current()->enabled);
    m_preview->setText(current()->enabled ? NotificationRules::preview(*current())
                                          : tr("Nothing: this change is not told."));
}

QString NoticesPage::preview() const
{
    return m_preview->text();
}

QList<NotificationRule> NoticesPage::changedRules() const
{
    QList<NotificationRule> changed;
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        if (!sameRule(m_rules[i], m_stored[i]))
            changed << m_rules[i];
    }
    return changed;
}

bool NoticesPage::isDirty() const
{
    return SettingsPage::isDirty() || !changedRules().isEmpty();
}

void NoticesPage::discard()
{
    SettingsPage::discard();
    m_rules = m_stored;
    showRule();
}

void NoticesPage::rulesStored(const QList<NotificationRule> &rules)
{
    for (NotificationRule &stored : m_stored) {
        for (const NotificationRule &rule : rules) {
            if (rule.status == stored.status)
                stored = rule;
        }
    }
}

void NoticesPage::showRefusal(const QString &detail)
{
    // "/rules/2/text": the third of those that were sent.
    const QList<NotificationRule> sent = changedRules();
    const qsizetype index = detail.section(u'/', 2, 2).toLongLong();
    if (detail.startsWith("/rules/"_L1) && index < sent.size())
        m_status->setCurrentIndex(m_status->findData(sent[index].status));
    m_problem->setText(
        tr("This text cannot be saved. It has 1 to 2,000 characters and no other words in braces than those below."));
    m_problem->show();
    m_text->setFocus();
}

} // namespace desk::ui
