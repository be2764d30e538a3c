#pragma once

#include "core/base/completer.h"
#include "core/messaging/messagechannel.h"

#include <QList>

#include <optional>

namespace desk {

/// A channel whose answers the test gives: at once when @c answer is set, else by complete().
class FakeMessageChannel final : public MessageChannel
{
    Q_OBJECT

public:
    using MessageChannel::MessageChannel;

    [[nodiscard]] QFuture<Result<SendOutcome>> send(OutgoingMessage message) override
    {
        sent << message;
        const Completer<SendOutcome> completer;
        pending << completer;
        if (answer)
            completer.complete(*answer);
        return completer.future();
    }
    [[nodiscard]] bool repeatsSafely() const override { return repeats; }
    [[nodiscard]] bool isReady() const override { return ready; }
    void close() override { ready = false; }

    QList<OutgoingMessage> sent;
    QList<Completer<SendOutcome>> pending;
    std::optional<Result<SendOutcome>> answer;
    bool repeats = true;
    bool ready = true;
};

} // namespace desk
