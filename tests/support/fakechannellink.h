#pragma once

#include "core/base/completer.h"
#include "core/messaging/channellink.h"

#include <QStringList>

namespace desk {

/// A link that stands where the test puts it, and remembers what it was asked for.
class FakeChannelLink final : public ChannelLink
{
    Q_OBJECT

public:
    using ChannelLink::ChannelLink;

    [[nodiscard]] const LinkInfo &info() const override { return state; }
    [[nodiscard]] AccountStanding standing() const override { return account; }
    [[nodiscard]] Result<> startPairing() override
    {
        asked << QStringLiteral("pair");
        if (state.state == LinkState::Ready)
            return fail(Errc::Conflict);
        state.state = LinkState::Pairing;
        Q_EMIT changed(state);
        return {};
    }
    [[nodiscard]] QFuture<Result<QString>> requestCode(QString phone) override
    {
        asked << QStringLiteral("code ") + phone;
        codes << Completer<QString>();
        return codes.constLast().future();
    }
    void cancelPairing() override { asked << QStringLiteral("cancel"); }
    [[nodiscard]] QFuture<Result<>> supplyPasskeyAssertion(QByteArray assertion) override
    {
        asked << QStringLiteral("assertion ") + QString::fromUtf8(assertion);
        assertions << Completer<void>();
        return assertions.constLast().future();
    }
    void confirmPasskey(bool matches) override
    {
        asked << (matches ? QStringLiteral("passkey yes") : QStringLiteral("passkey no"));
    }
    void reconnect() override { asked << QStringLiteral("reconnect"); }
    [[nodiscard]] QFuture<Result<>> reset() override
    {
        asked << QStringLiteral("reset");
        resets << Completer<void>();
        return resets.constLast().future();
    }

    LinkInfo state;
    AccountStanding account;
    QStringList asked;
    QList<Completer<QString>> codes;
    QList<Completer<void>> assertions;
    QList<Completer<void>> resets;
};

} // namespace desk
