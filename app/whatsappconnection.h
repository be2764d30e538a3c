#pragma once

#include "app/settings.h"
#include "app/threads.h"
#include "app/whatsappchannel.h"
#include "app/whatsapplink.h"
#include "app/whatsappworker.h"

namespace desk {

/// The WhatsApp connection with its thread and its two faces. Lives on the core thread and outlives its loop.
class WhatsAppConnection
{
public:
    WhatsAppConnection(const Settings &settings, Clock &clock, Random &random);
    ~WhatsAppConnection();

    /// Opens the session and connects when there is an account. Messages flow from WhatsAppChannel::start() on.
    void start();
    /// Answers all that is pending, and waits until the thread has ended.
    void stop();

    [[nodiscard]] WhatsAppLink &link() { return m_link; }
    [[nodiscard]] WhatsAppChannel &channel() { return m_channel; }

private:
    WhatsAppWorker m_worker;
    WhatsAppLink m_link;
    WhatsAppChannel m_channel;
    WorkerThread m_thread;
};

} // namespace desk
