#pragma once

#include "core/base/random.h"
#include "whatsapp/sim/delivery.h"
#include "whatsapp/sim/devicenews.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/iqanswer.h"
#include "whatsapp/sim/relayfaults.h"

#include <QObject>

#include <optional>

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
    /// For a phone that writes to @p jid: the same as a client would be given. Nothing when there is no such device.
    [[nodiscard]] std::optional<PreKeyBundle> take(const Jid &jid);

Q_SIGNALS:
    /// Keys of that account came or went.
    void changed(const QByteArray &number);

private:
    [[nodiscard]] IqAnswer get(Device &device, const Node &iq);
    [[nodiscard]] IqAnswer set(Device &device, const Node &iq);
    [[nodiscard]] Node bundles(const Endpoint &asker, const Node &request);
    [[nodiscard]] Node bundle(const Endpoint &asker, const Node &user);
    /// nullptr when there is no such device.
    [[nodiscard]] PreKeyStore *keysOf(const Jid &jid);
    /// One of the bundles of @p jid was handed out.
    void handedOut(const Jid &jid);

    Directory &m_directory;
    Delivery &m_delivery;
    DeviceNews &m_news;
    RelayFaults &m_faults;
    Random &m_random;
};

} // namespace desk::wa::sim
