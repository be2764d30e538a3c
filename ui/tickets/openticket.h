#pragma once

#include "core/accounts/user.h"
#include "core/conversation/conversation.h"
#include "core/messaging/thread.h"
#include "core/storage/slotsources.h"
#include "ui/coregateway.h"

namespace desk::ui {

/// All that is shown of one ticket besides its conversation.
struct Dossier
{
    Ticket ticket = {};
    Customer customer = {};
    QString phone = {}; ///< digits; empty where none is known
    ConversationState conversation = {};
    bool workshop = false;           ///< statuses of a repair shop are offered
    bool paused = false;             ///< the assistant keeps out
    QList<ThreadMessage> files = {}; ///< the newest messages with an attachment, oldest first
    QList<AuditEntry> history = {};  ///< the newest, oldest first
    bool hasMoreHistory = false;
    QList<Ticket> others = {};               ///< of the same customer, newest first
    QList<Ticket> sameDevice = {};           ///< with the same asset number, newest first
    QHash<QString, SlotSource> sources = {}; ///< see SlotSources; come a little later
    QList<User> users = {};                  ///< to whom it may be given
};

/// The ticket that is open in the window: loaded at once, followed as it changes, and changed by what people do.
/// Lives on the GUI thread.
class OpenTicket : public QObject
{
    Q_OBJECT

public:
    explicit OpenTicket(CoreGateway &gateway, QObject *parent = nullptr);

    /// An invalid id closes.
    void open(TicketId ticket);
    [[nodiscard]] TicketId id() const { return m_id; }
    /// Whether dossier() is of id() by now.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const Dossier &dossier() const { return m_dossier; }

    /// As one of those is called to whom it may be given; empty for others.
    [[nodiscard]] QString nameOf(UserId user) const;

    void change(const TicketPatch &patch);
    void setPaused(bool paused);
    void take(); ///< to whoever acts here

    /// Of any ticket; what is open stays so. An invalid user unassigns.
    void assign(TicketId ticket, UserId user);

Q_SIGNALS:
    /// Another one is about to be opened: what has been typed for this one is to be saved now.
    void leaving();
    /// Somebody here gave it to somebody, who is @p ticket's assignee now. @param before whose it was.
    void assigned(const desk::Ticket &ticket, desk::UserId before);
    void opened(desk::TicketId ticket);
    void changed();
    /// Somebody has closed or cancelled it in this window.
    void closedHere(desk::TicketId ticket);
    /// What was asked for was not done; in words for people.
    void failed(const QString &message);

private:
    void load();
    void loadSources();
    void follow(const QList<LiveEvent> &events);

    CoreGateway &m_gateway;
    TicketId m_id;
    Dossier m_dossier;
    bool m_loaded = false;
    bool m_loading = false;
    bool m_loadAgain = false;
    qint64 m_sourcesOf = 0; ///< the revision of the ticket that they were read for
};

} // namespace desk::ui
