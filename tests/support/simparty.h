#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "tests/support/scriptedclient.h"
#include "whatsapp/sim/simserver.h"

#include <QByteArrayList>
#include <QTest>

#include <memory>

namespace desk::wa {

/// A simulated service with short times, and clients of it.
struct SimParty
{
    static constexpr auto number = "15550001001";

    explicit SimParty(sim::Options options = {}) : server(std::move(options), clock, random)
    {
        server.times().closing = std::chrono::milliseconds(20);
        server.times().offlineBatch = std::chrono::milliseconds(100);
        QObject::connect(&server.violations(), &sim::Violations::reported, &server,
                         [this](const QByteArray &from, const sim::Violation &violation) {
                             violations.append(violation.what);
                             senders.append(from);
                             details.append(violation.detail);
                         });
        if (const auto started = server.start(); !started)
            qFatal("no simulator: %s", qUtf8Printable(started.error().detail));
    }

    [[nodiscard]] std::unique_ptr<ScriptedClient> client() const
    {
        return std::make_unique<ScriptedClient>(server.url(), server.certKey());
    }

    /// A client that has been linked, and whose pairing connection is over. nullptr when that failed.
    [[nodiscard]] std::unique_ptr<ScriptedClient> pairedClient(const QByteArray &account = number)
    {
        auto paired = client();
        return pair(*paired, account) ? std::move(paired) : nullptr;
    }
    /// Links a client, with the keys it has.
    [[nodiscard]] bool pair(ScriptedClient &paired, const QByteArray &account)
    {
        const auto refs = paired.connectNow() ? paired.takeRefs() : QList<QByteArray>();
        return !refs.isEmpty()
            && server.scan(paired.qr(refs.first()), account, QStringLiteral("Ana"), sim::ScanFault::None)
            && paired.finishPairing().isEmpty() && paired.await("stream:error").attr("code") == "515"
            && paired.waitForClose();
    }
    /// Connects a linked client and waits for success.
    [[nodiscard]] static bool login(ScriptedClient &client)
    {
        return client.connectNow() && client.await("success").tag == "success";
    }
    /// Pairs, logs in, uploads keys and becomes active.
    [[nodiscard]] std::unique_ptr<ScriptedClient> activeClient(const QByteArray &account = number, int preKeys = 20)
    {
        auto active = pairedClient(account);
        if (!active || !login(*active)
            || active->ask("encrypt", "set", active->upload(preKeys)).attr("type") != "result" || !activate(*active))
            return nullptr;
        return active;
    }
    /// Sends active and waits for the end of the queue.
    [[nodiscard]] static bool activate(ScriptedClient &client)
    {
        return client.ask("passive", "set", {Node{.tag = "active"}}).attr("type") == "result"
            && !client.await([](const Node &node) { return node.child("offline") != nullptr; }).tag.isEmpty();
    }

    SystemClock clock;
    SystemRandom random;
    sim::SimServer server;
    QByteArrayList violations; ///< what
    QByteArrayList senders;    ///< of each
    QStringList details;       ///< of each
};

} // namespace desk::wa
