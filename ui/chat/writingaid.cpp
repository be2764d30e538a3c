#include "ui/chat/writingaid.h"

#include "core/conversation/writinghelp.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

WritingAid::WritingAid(CoreGateway &gateway, OpenTicket &ticket, MessageEdit &field, const Theme &theme,
                       QWidget *parent)
    : QPushButton(theme.icon(u"lightbulb"_s), {}, parent), m_gateway(gateway), m_ticket(ticket), m_field(field)
{
    buttonrole::give(this, buttonrole::quiet);
    connect(this, &QPushButton::clicked, this, &WritingAid::ask);
    connect(&m_field, &QPlainTextEdit::textChanged, this, &WritingAid::refresh);
    connect(&m_ticket, &OpenTicket::opened, this, [this] {
        ++m_question; // what is still answered is of another ticket
        m_thinking = false;
        refresh();
    });
    connect(&m_gateway, &CoreGateway::changed, this, [this](const QList<LiveEvent> &events) {
        const bool settings = std::any_of(events.cbegin(), events.cend(),
                                          [](const LiveEvent &event) { return event.topic == "settings"_L1; });
        if (settings)
            learn();
    });
    learn();
    refresh();
}

void WritingAid::learn()
{
    auto configured = m_gateway.ask<bool>(
        [](DeskServices &services) -> Result<bool> { return services.conversation.minds().assistant != nullptr; });
    onReply(configured, this, [this](const Result<bool> &answer) {
        m_configured = answer.value_or(false);
        refresh();
    });
}

void WritingAid::setWanted(bool wanted)
{
    m_wanted = wanted;
    refresh();
}

void WritingAid::refresh()
{
    const bool empty = m_field.toPlainText().trimmed().isEmpty();
    setVisible(m_configured && m_wanted);
    setEnabled(m_ticket.isLoaded() && m_field.isEnabled() && !m_thinking);
    setText(m_thinking ? tr("Thinking…") : empty ? tr("Suggest") : tr("Improve"));
    setToolTip(empty ? tr("Let the assistant suggest an answer. You decide what is sent.")
                     : tr("Let the assistant say it better. Ctrl+Z brings your words back."));
}

void WritingAid::ask()
{
    const QString asked = m_field.toPlainText();
    m_thinking = true;
    refresh();
    auto words = m_gateway.askLater<QString>([id = m_ticket.id(), asked](DeskServices &services) {
        WritingHelp help({services.tickets, services.messages, services.attachments, services.customers},
                         services.conversation);
        return asked.trimmed().isEmpty() ? help.suggest(id) : help.improve(id, asked);
    });
    onReply(words, this, [this, asked, question = ++m_question](const Result<QString> &answer) {
        if (question == m_question)
            take(answer, asked);
    });
}

void WritingAid::take(const Result<QString> &words, const QString &asked)
{
    m_thinking = false;
    refresh();
    if (!words) {
        const bool elsewhere = words.error().code == Errc::Rejected;
        return Q_EMIT failed(elsewhere ? tr("The assistant's words were of no use. Write them yourself this time.")
                                       : tr("The assistant did not answer. Try again in a moment."));
    }
    if (m_field.toPlainText() != asked)
        return Q_EMIT failed(tr("You went on writing, so the assistant's words were left out."));
    QTextCursor cursor = m_field.textCursor();
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(*words);
    cursor.endEditBlock();
    m_field.setTextCursor(cursor);
    m_field.setFocus();
}

} // namespace desk::ui
