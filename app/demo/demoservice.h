#pragma once

#include "app/demo/demoworld.h"
#include "app/settings.h"
#include "app/threads.h"
#include "core/messaging/channellink.h"

#include <QObject>

namespace desk {

/// The demo beside a desk: a simulated WhatsApp service on a thread of its own, whose made-up customers write to the desk, and the
/// phone that links the desk with it, by QR code as a real one does.
///
/// Lives on the core thread, and outlives its loop. Does not own @c clock and the link.
class DemoService : public QObject
{
    Q_OBJECT

public:
    DemoService(const Settings &settings, Clock &clock, QObject *parent = nullptr);
    ~DemoService() override;

    /// Starts the service. Waits for it, which takes milliseconds. @return where the desk finds it; Storage, Invalid, NotConnected.
    [[nodiscard]] Result<WhatsAppSettings> start();
    /// From now on the desk is linked by itself, again and again when it is not.
    void attend(ChannelLink &link);
    /// Everything stops and is on disk. Of the desk, nothing may be connected any more.
    void stop();

private:
    void follow(const LinkInfo &info);
    void pairSoon();
    void scanSoon(const QString &qr);

    Clock &m_clock;
    double m_speed;
    DemoWorld m_world;
    WorkerThread m_thread;
    ChannelLink *m_link = nullptr;
    QString m_scanned;        ///< the last code that the phone has looked at
    bool m_resetting = false; ///< a session that the service does not know any more is being given up
    bool m_pairingSoon = false;
};

} // namespace desk
