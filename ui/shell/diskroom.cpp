#include "ui/shell/diskroom.h"

#include <QStorageInfo>

#include <utility>

using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto lookInterval = 60s;
constexpr qint64 warningFactor = 5; ///< told well before the desk calls itself not ready

} // namespace

DiskRoom::DiskRoom(CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    m_interval.setInterval(lookInterval);
    connect(&m_interval, &QTimer::timeout, this, &DiskRoom::look);
    m_interval.start();
    look();
}

void DiskRoom::look()
{
    using Room = std::pair<qint64, qint64>;
    const auto room = m_gateway.ask<Room>([](DeskServices &services) -> Result<Room> {
        return Room{QStorageInfo(services.dataDir).bytesAvailable(), services.minimumFreeBytes * warningFactor};
    });
    onReply(room, this, [this](const Result<Room> &answer) {
        if (!answer)
            return;
        std::tie(m_free, m_least) = *answer;
        Q_EMIT changed();
    });
}

} // namespace desk::ui
