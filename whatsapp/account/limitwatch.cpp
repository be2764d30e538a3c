#include "whatsapp/account/limitwatch.h"

#include "core/base/onreply.h"
#include "whatsapp/logging.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

constexpr std::chrono::milliseconds longestTimer{6h}; // the computer may sleep meanwhile
constexpr std::chrono::milliseconds patience{10s};

void noteKept(const Result<> &kept)
{
    if (!kept)
        qCWarning(lcWaLink).noquote() << "limit of the account not kept:" << kept.error().detail;
}

} // namespace

LimitWatch::LimitWatch(SessionStore &store, IqChannel &iqs, Clock &clock, QObject *parent)
    : QObject(parent), m_store(store), m_iqs(iqs), m_clock(clock)
{
    load();
}

void LimitWatch::load()
{
    if (const auto stored = m_store.value(SessionStore::Value::TimeLock); stored && !stored->isEmpty()) {
        if (const auto lock = timeLockFrom(*stored)) {
            m_limits.timeLock = *lock;
            expire();
        }
    }
    if (const auto stored = m_store.value(SessionStore::Value::NewChatCap); stored && !stored->isEmpty()) {
        if (const auto cap = newChatCapFrom(*stored))
            m_limits.newChats = *cap;
    }
}

bool LimitWatch::isLocked() const
{
    return m_limits.timeLock && m_limits.timeLock->active && m_limits.timeLock->ends > now();
}

void LimitWatch::forget()
{
    m_limits = {};
    ++m_timer;
    Q_EMIT changed(m_limits);
}

void LimitWatch::check()
{
    onReply(askTimeLock(), this, [](const Result<TimeLock> &lock) {
        if (!lock && lock.error().code != Errc::NotConnected)
            qCInfo(lcWaLink).noquote() << "time lock not known:" << lock.error().detail;
    });
    askNewChatCap();
}

QFuture<Result<TimeLock>> LimitWatch::askTimeLock()
{
    const Completer<TimeLock> done;
    onReply(m_iqs.request(timeLockRequest(), patience), this, [this, done](const Result<Node> &answer) {
        const auto lock = answer.and_then([this](const Node &node) { return parseTimeLock(node, now()); });
        if (lock)
            set(*lock);
        done.complete(lock);
    });
    return done.future();
}

void LimitWatch::askNewChatCap()
{
    onReply(m_iqs.request(newChatCapRequest(), patience), this, [this](const Result<Node> &answer) {
        const auto cap = answer.and_then([this](const Node &node) { return parseNewChatCap(node, now()); });
        if (cap)
            set(*cap);
    });
}

void LimitWatch::take(const Node &notification)
{
    const AccountLimits news = parseLimitNotification(notification, now());
    if (news.timeLock)
        set(*news.timeLock);
    if (news.newChats)
        set(*news.newChats);
}

void LimitWatch::set(const TimeLock &lock)
{
    if (m_limits.timeLock == lock)
        return;
    if (lock.active)
        qCWarning(lcWaLink) << "the service lets the account begin no chats for now";
    else if (m_limits.timeLock)
        qCInfo(lcWaLink) << "the account may begin chats again";
    m_limits.timeLock = lock;
    noteKept(m_store.setValue(SessionStore::Value::TimeLock, serialized(lock)));
    expire();
    Q_EMIT changed(m_limits);
}

void LimitWatch::set(const NewChatCap &cap)
{
    if (m_limits.newChats == cap)
        return;
    m_limits.newChats = cap;
    noteKept(m_store.setValue(SessionStore::Value::NewChatCap, serialized(cap)));
    Q_EMIT changed(m_limits);
}

void LimitWatch::expire()
{
    const int timer = ++m_timer;
    if (!m_limits.timeLock || !m_limits.timeLock->active)
        return;
    const qint64 leftMs = m_limits.timeLock->ends * 1000 - m_clock.nowMs();
    if (leftMs <= 0) {
        set(TimeLock{});
        return;
    }
    m_clock.singleShot(std::min(std::chrono::milliseconds(leftMs), longestTimer), this, [this, timer] {
        if (timer == m_timer)
            expire();
    });
}

} // namespace desk::wa
