#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/sim/blobstore.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/groupbook.h"
#include "whatsapp/sim/keyrequests.h"
#include "whatsapp/sim/relay.h"
#include "whatsapp/sim/violations.h"

#include <QByteArray>

#include <functional>

namespace desk::wa::sim {

/// What the phones' messages have to do with; the server's, which outlives them.
struct PhoneContext
{
    Directory &directory;
    GroupBook &groups;
    KeyRequests &keys;
    Relay &relay;
    BlobStore &blobs;
    std::function<QByteArray()> mediaOrigin; ///< "https://127.0.0.1:PORT", known once the server has started
    Violations &violations;
    Clock &clock;
    Random &random;
};

} // namespace desk::wa::sim
