#pragma once

#include "ui/chat/messageedit.h"
#include "ui/tickets/openticket.h"

#include <QPushButton>

namespace desk::ui {

/// The composer's button for the assistant: suggests an answer for an empty field, and says better what is in it.
///
/// The words take the place of what was there, as one step that can be undone; they are never sent by themselves. Hidden while there is no
/// assistant. GUI thread; does not own what it is given.
class WritingAid : public QPushButton
{
    Q_OBJECT

public:
    WritingAid(CoreGateway &gateway, OpenTicket &ticket, MessageEdit &field, const Theme &theme,
               QWidget *parent = nullptr);

    [[nodiscard]] bool isConfigured() const { return m_configured; }
    /// While it is not of use: in a note, or while a message is changed.
    void setWanted(bool wanted);

Q_SIGNALS:
    void failed(const QString &message);

private:
    void learn();
    void ask();
    void take(const Result<QString> &words, const QString &asked);
    void refresh();

    CoreGateway &m_gateway;
    OpenTicket &m_ticket;
    MessageEdit &m_field;
    bool m_configured = false;
    bool m_wanted = true;
    quint64 m_question = 0; ///< the one that is under way
    bool m_thinking = false;
};

} // namespace desk::ui
