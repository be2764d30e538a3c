#pragma once

#include "core/base/random.h"
#include "whatsapp/sim/delivery.h"
#include "whatsapp/sim/devicenews.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/iqanswer.h"
#include "whatsapp/sim/relayfaults.h"

#include <QObject>

namespace desk::wa::sim {

/// Answers xmlns="encrypt": count, upload, rotation, digest, and the bundles of others (note 1, section 7; note 4).
/// Lives on the simulator's thread.
class KeyRequests : public QObject
{
    Q_OBJECT

public:
    KeyRequests(Directory &directory, Delivery &delivery, DeviceNews &news, RelayFaults &faults, Random &random,
                QObject *parent = nullptr);

    [[nodiscard]] IqAnswer answer(ClientSession &session, const Node &iq);

Q_SIGNALS:
    /// Keys of that account came or went.
    void changed(const QByteArray &number);

private:
    [[nodiscard]] IqAnswer get(Device &device, const Node &iq);
    [[nodiscard]] IqAnswer set(Device &device, const Node &iq);
    [[nodiscard]] Node bundles(const Endpoint &asker, const Node &request);
    [[nodiscard]] Node bundle(const Endpoint &asker, const Node &user);

    Directory &m_directory;
    Delivery &m_delivery;
    DeviceNews &m_news;
    RelayFaults &m_faults;
    Random &m_random;
};

} // namespace desk::wa::sim
