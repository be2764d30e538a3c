#include "whatsapp/connection/wakewatch.h"

#include "whatsapp/logging.h"

#include <QNetworkInformation>

namespace desk::wa {

WakeWatch::WakeWatch(Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) { }

void WakeWatch::start()
{
    if (std::exchange(m_started, true))
        return;
    wait();
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        qCInfo(lcWaLink) << "no backend tells of network changes; the keep-alive finds them";
        return;
    }
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reachability) {
                if (reachability == QNetworkInformation::Reachability::Online)
                    Q_EMIT woke();
            });
}

void WakeWatch::wait()
{
    m_clock.singleShot(interval, this, [this, before = m_clock.nowMs()] {
        const qint64 late = m_clock.nowMs() - before - interval.count();
        wait();
        if (late > tolerance.count()) {
            qCInfo(lcWaLink) << "the computer has slept";
            Q_EMIT woke();
        }
    });
}

} // namespace desk::wa
