#pragma once

#include "core/base/completer.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakehttpclient.h"
#include "tests/support/simparty.h"
#include "whatsapp/client.h"
#include "whatsapp/pairing/softwareauthenticator.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>

namespace desk::wa {

/// As QTest::qWaitFor(), which sleeps 10 ms between looks: too long for a handshake of a dozen steps.
template<typename Predicate>
[[nodiscard]] bool waitFor(Predicate predicate, int milliseconds = 5000)
{
    const QDeadlineTimer deadline(milliseconds);
    QTimer look;
    look.start(20);
    while (!predicate()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

/// Asks an account's passkey, or does as a test says.
class TestAssertions final : public AssertionSource
{
public:
    [[nodiscard]] QFuture<Result<QByteArray>> assertion(QByteArray options) override
    {
        asked << options;
        pending = Completer<QByteArray>();
        auto future = pending->future();
        if (!holds)
            answer();
        return future;
    }
    /// What the passkey says to the last request, or the error that was set.
    void answer()
    {
        const Completer<QByteArray> reply = *pending;
        if (error)
            return reply.complete(fail(*error));
        const auto request = parseAssertionRequest(asked.last());
        const auto made = request ? authenticator->answer(*request) : Result<Assertion>(fail(request.error()));
        reply.complete(made ? Result<QByteArray>(toJson(*made)) : fail(made.error()));
    }

    std::optional<SoftwareAuthenticator> authenticator;
    bool holds = false;
    std::optional<Error> error;
    QList<QByteArray> asked;
    std::optional<Completer<QByteArray>> pending;
};

/// A Client against a simulated service, over a real socket, with all it tells. Its clock stands still until a test moves it;
/// its keep-alive is out of the way.
class SimClient : public QObject
{
public:
    /// @param file of the store; empty: in memory.
    explicit SimClient(SimParty &party, const QString &file = {},
                       const SecretBytes &vaultKey = SecretBytes::copyOf(QByteArray(32, 'k')))
        : m_party(party)
    {
        clock.shift(std::chrono::milliseconds(QDateTime::currentMSecsSinceEpoch() - clock.nowMs()));
        if (auto opened = store.open(file.isEmpty() ? QStringLiteral(":memory:") : file, vaultKey); !opened)
            qFatal("no store: %s", qUtf8Printable(opened.error().detail));
        options.url = QUrl(party.server.url());
        options.link.rootKey = party.server.certKey();
        options.link.keepAlive = {std::chrono::hours(100), std::chrono::hours(100), std::chrono::hours(1)};
    }
    ~SimClient() override { client.reset(); }

    // Changed before open().
    Client::Options options;
    bool hasAssertions = true;
    bool hasHttp = false;

    FakeClock clock;
    SystemRandom random;
    SessionStore store{clock, random};
    TestAssertions assertions;
    FakeHttpClient http;
    std::unique_ptr<Client> client;

    // What it told.
    QStringList statuses;
    QStringList codes; ///< QR
    QList<std::chrono::milliseconds> codeTimes;
    int gone = 0;
    QList<Jid> paired;
    QList<QByteArray> passkeyRequests;
    QList<std::pair<QString, bool>> passkeyCodes;
    QList<int> offline;
    QList<Node> nodes;
    QList<Node> sent;
    std::function<void(const LinkStatus &)> onStatus;
    std::function<void(const Node &)> onSent;
    std::function<void()> onPaired;

    void make()
    {
        client = std::make_unique<Client>(
            options, Client::Surroundings{store, hasHttp ? &http : nullptr, hasAssertions ? &assertions : nullptr},
            clock, random);
        connect(client.get(), &Client::statusChanged, this, [this](const LinkStatus &status) {
            statuses << toString(status.state) + u'/' + toString(status.cause);
            if (onStatus)
                onStatus(status);
        });
        connect(client.get(), &Client::qrChanged, this, [this](const QString &code, std::chrono::milliseconds time) {
            codes << code;
            codeTimes << time;
        });
        connect(client.get(), &Client::qrGone, this, [this] { ++gone; });
        connect(client.get(), &Client::paired, this, [this](const Jid &jid) {
            paired << jid;
            if (onPaired)
                onPaired();
        });
        connect(client.get(), &Client::passkeyRequested, this,
                [this](const QByteArray &json) { passkeyRequests << json; });
        connect(client.get(), &Client::passkeyCode, this,
                [this](const QString &code, bool mustCompare) { passkeyCodes << std::pair(code, mustCompare); });
        connect(client.get(), &Client::offlineDone, this, [this](int count) { offline << count; });
        connect(client.get(), &Client::nodeReceived, this, [this](const Node &node) { nodes << node; });
        connect(client.get(), &Client::traced, this, [this](bool outgoing, const Node &node) {
            if (!outgoing)
                return;
            sent << node;
            if (onSent)
                onSent(node);
        });
    }
    void open()
    {
        if (!client)
            make();
        client->open();
    }
    void usePasskeyOf(const sim::Account &account)
    {
        assertions.authenticator.emplace(p256::fromPrivate(account.passkey->privateKey.view()).value(),
                                         account.passkey->credential.id, account.passkey->credential.userHandle);
    }

    [[nodiscard]] QString state() const
    {
        return client ? toString(client->status().state) + u'/' + toString(client->status().cause) : QString();
    }
    /// Also ends the waits for a next try.
    [[nodiscard]] bool reaches(const QString &wanted)
    {
        return waitFor([&] { return state() == wanted; });
    }
    [[nodiscard]] bool getsReady() { return reaches(QStringLiteral("ready/none")); }
    [[nodiscard]] bool showsCode(qsizetype count = 1)
    {
        return waitFor([&] { return codes.size() >= count; });
    }
    /// Opens, and has the phone of @p number scan the first code.
    [[nodiscard]] bool pair(const QByteArray &number = SimParty::number)
    {
        return openAndScan(sim::ScanFault::None, number) && getsReady();
    }
    [[nodiscard]] bool openAndScan(sim::ScanFault fault, const QByteArray &number = SimParty::number)
    {
        const auto shown = codes.size();
        open();
        return showsCode(shown + 1) && scan(fault, number);
    }
    [[nodiscard]] bool scan(sim::ScanFault fault = sim::ScanFault::None, const QByteArray &number = SimParty::number)
    {
        return m_party.server.scan(codes.last(), number, QStringLiteral("Ana"), fault).has_value();
    }
    /// Lets the wait for the next try pass.
    void comeBack()
    {
        if (client->status().state == LinkState::Waiting)
            clock.advance(std::chrono::milliseconds(client->status().until - clock.nowMs()));
    }
    [[nodiscard]] std::optional<Registration> registration() { return store.registration().value(); }
    [[nodiscard]] Jid jid() { return registration() ? registration()->jid : Jid(); }
    [[nodiscard]] sim::Device *device() { return m_party.server.directory().companion(jid()); }
    [[nodiscard]] QByteArray noiseKey() { return store.deviceKeys().value().noise.publicKey; }
    /// How often it has sent something with such a child.
    [[nodiscard]] qsizetype sentWith(QByteArrayView child) const
    {
        return std::count_if(sent.begin(), sent.end(), [&](const Node &node) { return node.child(child) != nullptr; });
    }
    /// The error in the last answer it gave; its code and text.
    [[nodiscard]] QByteArray lastRefusal() const
    {
        const auto last = std::find_if(sent.crbegin(), sent.crend(),
                                       [](const Node &node) { return node.child("error"); });
        if (last == sent.crend())
            return {};
        const Node &error = *last->child("error");
        return error.attr("code") + ' ' + error.attr("text");
    }

private:
    SimParty &m_party;
};

} // namespace desk::wa
