#pragma once

#include "core/base/clock.h"
#include "whatsapp/message/messagestanza.h"

#include <QHash>
#include <QList>
#include <QObject>

namespace desk::wa {

/// What came of what had waited at the server, after a login.
struct GapReport
{
    struct Hole
    {
        Jid chat = {};
        int messages = 0;
    };

    qint64 announced = 0;   ///< by the server, of every kind
    qint64 taken = 0;       ///< that came and was answered, so it is stored
    QList<Hole> holes = {}; ///< chats of people with messages that came but could not be read

    /// Announced, and never came: nobody can say in which chat.
    [[nodiscard]] qint64 missing() const { return qMax<qint64>(0, announced - taken); }
    [[nodiscard]] bool isWhole() const { return missing() == 0 && holes.isEmpty(); }
};

/// Compares, after each login, what the server said that waited with what was taken (note 2, sections 3.8 and 11.2): either nothing
/// is lost, or it is known where.
///
/// A message that cannot be read is asked for again, so the report waits a while for those. Lives on the WhatsApp thread. Does not
/// own @c clock.
class GapCheck : public QObject
{
    Q_OBJECT

public:
    /// How long what could not be read may take to be sent again.
    static constexpr std::chrono::milliseconds patience{30'000};

    explicit GapCheck(Clock &clock, QObject *parent = nullptr) : QObject(parent), m_clock(clock) { }

    /// A login: the server begins to deliver.
    void begin();
    /// <offline_preview>. @param count what waits.
    void announce(qint64 count);
    /// That message cannot be read, for now or for ever. Comes while it is taken.
    void unreadable(const IncomingStanza &stanza);
    /// A stanza was taken: those of the queue carry "offline".
    void taken(const Node &stanza);
    /// Everything has come.
    void finish();
    /// The link is gone; what was not told by now comes with the next login.
    void reset();

Q_SIGNALS:
    /// Once after each finish(), unless the link went before.
    void reported(const desk::wa::GapReport &report);

private:
    void report();

    Clock &m_clock;
    bool m_active = false;
    bool m_finished = false;
    qint64 m_announced = 0;
    qint64 m_taken = 0;
    QHash<QByteArray, Jid> m_unreadable; ///< by message id: its chat
    QByteArray m_failed;                 ///< id of the message that is being taken, when it cannot be read
    int m_round = 0;                     ///< timers of an earlier connection do nothing
};

} // namespace desk::wa
