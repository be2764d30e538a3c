#pragma once

#include <QElapsedTimer>
#include <QMutex>
#include <QObject>
#include <QThread>
#include <QWaitCondition>

#include <chrono>

namespace desk {

/// Watches whether the GUI thread answers: asks it again and again from a thread of its own, and keeps what it had to wait for.
///
/// Made, asked and destroyed on the GUI thread. A test that keeps the loop waiting itself (a blocking call to the core) is seen as a stall as
/// well: pause() around it.
class StallWatch
{
public:
    static constexpr std::chrono::milliseconds told{50};   ///< what a person begins to feel
    static constexpr std::chrono::milliseconds borne{500}; ///< longer, a test fails

    StallWatch()
    {
        m_thread = QThread::create([this] { watch(); });
        m_thread->start();
    }
    ~StallWatch()
    {
        {
            const QMutexLocker locker(&m_mutex);
            m_ended = true;
            m_change.wakeAll();
        }
        m_thread->wait();
        delete m_thread;
    }
    StallWatch(const StallWatch &) = delete;
    StallWatch &operator=(const StallWatch &) = delete;

    /// The loop is to answer no longer, or again from now on.
    void setPaused(bool paused)
    {
        const QMutexLocker locker(&m_mutex);
        m_paused = paused;
        ++m_round; // what is under way counts no more
        m_change.wakeAll();
    }
    /// The longest wait until now, with the one that is still going on.
    [[nodiscard]] std::chrono::milliseconds worst() const
    {
        const QMutexLocker locker(&m_mutex);
        return m_worst;
    }

private:
    void watch()
    {
        QMutexLocker locker(&m_mutex);
        while (!m_ended) {
            if (m_paused) {
                m_change.wait(&m_mutex);
                continue;
            }
            const int round = ++m_round;
            m_answered = false;
            QElapsedTimer waited;
            waited.start();
            QMetaObject::invokeMethod(
                &m_gui,
                [this, round] {
                    const QMutexLocker answer(&m_mutex);
                    m_answered = m_answered || round == m_round;
                    m_change.wakeAll();
                },
                Qt::QueuedConnection);
            while (!m_ended && !m_answered && round == m_round) {
                m_change.wait(&m_mutex, interval);
                if (round == m_round)
                    m_worst = std::max(m_worst, std::chrono::milliseconds(waited.elapsed()));
            }
            if (!m_ended && m_answered && round == m_round) {
                if (const std::chrono::milliseconds took(waited.elapsed()); took > told)
                    qInfo("the GUI thread did not answer for %lld ms", static_cast<long long>(took.count()));
                m_change.wait(&m_mutex, interval);
            }
        }
    }

    static constexpr unsigned long interval = 5; // ms
    mutable QMutex m_mutex;
    QWaitCondition m_change;
    QObject m_gui; ///< lives on the GUI thread, which it stands for
    QThread *m_thread;
    std::chrono::milliseconds m_worst{0};
    int m_round = 0;
    bool m_answered = false;
    bool m_paused = false;
    bool m_ended = false;
};

} // namespace desk
