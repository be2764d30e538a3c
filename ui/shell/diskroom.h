#pragma once

#include "ui/coregateway.h"

#include <QTimer>

namespace desk::ui {

/// The room left on the disk of the data folder, looked at now and then on the core thread. Lives on the GUI thread; does not own the gateway.
class DiskRoom : public QObject
{
    Q_OBJECT

public:
    explicit DiskRoom(CoreGateway &gateway, QObject *parent = nullptr);

    [[nodiscard]] qint64 freeBytes() const { return m_free; } ///< -1: not known (yet)
    /// So little that messages may not be stored before long.
    [[nodiscard]] bool isScarce() const { return m_free >= 0 && m_free < m_least; }

Q_SIGNALS:
    void changed();

private:
    void look();

    CoreGateway &m_gateway;
    QTimer m_interval;
    qint64 m_free = -1;
    qint64 m_least = 0;
};

} // namespace desk::ui
