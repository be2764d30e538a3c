#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/random.h"
#include "core/messaging/pacing.h"

namespace desk {

/// The pacing rules at work: what left, on disk as well, and what they say of a message now. Part of Outbox; on its thread.
class Pacer
{
public:
    Pacer(Database &database, Clock &clock, Random &random) : m_database(database), m_clock(clock), m_random(random) { }

    /// Reads what left within the last day.
    [[nodiscard]] Result<> load();

    [[nodiscard]] const PacingSettings &settings() const { return m_settings; }
    void setSettings(const PacingSettings &settings) { m_settings = settings; }
    void setService(const ServiceLimits &limits) { m_service = limits; }
    [[nodiscard]] const ServiceLimits &service() const { return m_service; }

    [[nodiscard]] PaceDecision decide(Purpose purpose, CustomerId customer) const;
    /// Something is handed to the channel. Belongs into the transaction that says so.
    [[nodiscard]] Result<> note(CustomerId customer);
    /// The service has refused a message.
    void noteRefusal(const QString &cause);
    /// How long to show "is typing" before that text. @param askedAt when the customer wrote last; 0: he did not ask.
    [[nodiscard]] std::chrono::milliseconds typingFor(const QString &text, qint64 askedAt) const;
    /// When the next automatic text may leave; in the past when it may now.
    [[nodiscard]] qint64 gapEndsAt() const { return m_gapEndsAt; }
    void beginGap();

    /// @param heldContact see paceState().
    [[nodiscard]] PaceState state(qint64 heldContact) const;

private:
    [[nodiscard]] QDateTime local() const { return m_clock.nowUtc().toLocalTime(); }
    [[nodiscard]] Result<> prune();

    Database &m_database;
    Clock &m_clock;
    Random &m_random;
    PacingSettings m_settings;
    ServiceLimits m_service;
    PaceBook m_book;
    qint64 m_brakeUntil = 0;
    qint64 m_gapEndsAt = 0;
    qint64 m_prunedAt = 0;
};

} // namespace desk
