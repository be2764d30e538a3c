#pragma once

#include "whatsapp/sim/relaycontext.h"
#include "whatsapp/sim/retrywatch.h"

namespace desk::wa::sim {

/// Takes receipts: as the answer to what was delivered, and as news for whoever wrote it (note 2, section 11.5; note 4).
/// Lives on the simulator's thread.
class ReceiptRelay
{
public:
    explicit ReceiptRelay(const RelayContext &context) : m_context(context) { }

    void take(const Endpoint &from, const Node &receipt);

private:
    /// For a file that is gone.
    void askPhone(const Endpoint &from, const Node &receipt);
    void acknowledge(const Endpoint &to, const Node &receipt);
    void pass(const Endpoint &from, const Node &receipt);

    RelayContext m_context;
    RetryWatch m_retries;
};

} // namespace desk::wa::sim
