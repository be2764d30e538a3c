#pragma once

#include "whatsapp/sim/relaycontext.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace desk::wa::sim {

/// Who is there, who wants to know it, and who is typing (note 2, section 11.5; note 4, Presence). Nothing of it is queued.
/// Lives on the simulator's thread.
class PresenceBook : public QObject
{
    Q_OBJECT

public:
    explicit PresenceBook(const RelayContext &context, QObject *parent = nullptr);

    void take(const Endpoint &from, const Node &presence);
    void takeChatState(const Endpoint &from, const Node &chatState);
    /// The connection of a companion has ended, or begun anew.
    void left(const Endpoint &companion);

Q_SIGNALS:
    /// The account has another push name.
    void renamed(const QByteArray &number);

private:
    /// Who wants to know of somebody, and under which name he asked.
    using Subscribers = QHash<Endpoint, bool>;

    void subscribe(const Endpoint &from, const Jid &to);
    void update(Account &account);
    [[nodiscard]] bool isAvailable(const Account &account) const;
    [[nodiscard]] Node presence(const Account &account, bool lid) const;

    RelayContext m_context;
    QHash<const Account *, Subscribers> m_subscribers;
    QSet<const Account *> m_available;         ///< as it was told last
    QSet<const Account *> m_availablePhones;   ///< companions keep it themselves
    QHash<const Account *, qint64> m_lastSeen; ///< Unix seconds
};

} // namespace desk::wa::sim
