#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/sim/devicenews.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/iqanswer.h"

namespace desk::wa::sim {

/// Answers xmlns="usync": who is on the service, with which devices and hidden id (note 2, section 4.2; note 4).
/// Lives on the simulator's thread.
class UsyncRequests
{
public:
    UsyncRequests(const Directory &directory, DeviceNews &news, Clock &clock, Random &random);

    [[nodiscard]] IqAnswer answer(ClientSession &session, const Node &iq);

private:
    [[nodiscard]] Node user(const Endpoint &asker, const Node &asked, const Node &query);

    const Directory &m_directory;
    DeviceNews &m_news;
    Clock &m_clock;
    Random &m_random;
};

} // namespace desk::wa::sim
