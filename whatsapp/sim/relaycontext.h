#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/courier.h"
#include "whatsapp/sim/delivery.h"
#include "whatsapp/sim/devicenews.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/groupbook.h"
#include "whatsapp/sim/relayfaults.h"
#include "whatsapp/sim/trustbook.h"
#include "whatsapp/sim/violations.h"

namespace desk::wa::sim {

/// What the parts of the relay share; the server's, which outlives them.
struct RelayContext
{
    Directory &directory;
    GroupBook &groups;
    Delivery &delivery;
    Courier &courier;
    DeviceNews &news;
    TrustBook &trust;
    Violations &violations;
    RelayFaults &faults;
    Clock &clock;
};

} // namespace desk::wa::sim
