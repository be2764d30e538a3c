#pragma once

#include "core/conversation/writinghelp.h"
#include "ui/theme/theme.h"
#include "ui/tickets/openticket.h"

#include <QFrame>
#include <QSet>

class QVBoxLayout;

namespace desk::ui {

/// What may be wrong and what to try, for whoever works on the open ticket: by the desk's own rules at once, by the assistant when it is asked.
///
/// What it says goes into the composer, never to the customer by itself; dismissed, it stays away from that ticket until the program ends.
/// GUI thread; does not own what it is given.
class SuggestionCard : public QFrame
{
    Q_OBJECT

public:
    SuggestionCard(CoreGateway &gateway, OpenTicket &ticket, const Theme &theme, QWidget *parent = nullptr);

    /// Whether there is anything to show.
    [[nodiscard]] bool hasContent() const;
    [[nodiscard]] const std::optional<TicketAdvice> &advice() const { return m_advice; }
    void askAssistant();

Q_SIGNALS:
    void insertWanted(const QString &text);
    void ticketWanted(desk::TicketId ticket);
    /// hasContent() may be another.
    void contentChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    void learn();
    void loadLocal();
    void take(const Result<TicketAdvice> &advice);
    void rebuild();
    void addHead();
    void addThinking();
    void addAdvice();
    void addSimilar();
    void addButtons();
    [[nodiscard]] QString source() const;
    [[nodiscard]] QString textToInsert() const;

    CoreGateway &m_gateway;
    OpenTicket &m_ticket;
    const Theme &m_theme;
    QVBoxLayout *m_rows;
    TicketId m_of;
    QString m_about; ///< what the advice depends on
    std::optional<TicketAdvice> m_advice;
    QString m_model; ///< the assistant's; empty: there is none
    bool m_thinking = false;
    quint64 m_question = 0; ///< the one that is under way
    QSet<qint64> m_dismissed;
};

} // namespace desk::ui
