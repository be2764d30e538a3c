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
    [[nodiscard]] bool knowsActions() const override { return actions; }
    [[nodiscard]] bool knowsNumbers() const override { return numbers.has_value(); }
    [[nodiscard]] QFuture<Result<NumberOnService>> checkNumber(QString phone) override
    {
        checked << phone;
        const Completer<NumberOnService> completer;
        completer.complete(numbers ? *numbers : fail(Errc::Conflict));
        return completer.future();
    }
    [[nodiscard]] bool knowsMedia() const override { return media; }
    [[nodiscard]] QFuture<Result<FetchedMedia>> fetchMedia(MediaRequest request) override
    {
        const Completer<FetchedMedia> completer;
        fetches << request;
        fetching << completer;
        return completer.future();
    }
    [[nodiscard]] bool isReady() const override { return ready; }
    void markRead(const QString &address, const QStringList &wireIds) override { read.emplaceBack(address, wireIds); }
    void showTyping(const QString &address, bool shown) override { typing.emplaceBack(address, shown); }
    void rejectCall(const QString &call) override { rejectedCalls << call; }
    [[nodiscard]] bool knowsPictures() const override { return pictures; }
    [[nodiscard]] QFuture<Result<ProfilePicture>> fetchPicture(QString address, QString knownId) override
    {
        askedPictures.emplaceBack(address, knownId);
        pendingPictures << Completer<ProfilePicture>();
        return pendingPictures.last().future();
    }
    void close() override { ready = false; }

    QList<OutgoingMessage> sent;
    QList<Completer<SendOutcome>> pending;
    std::optional<Result<SendOutcome>> answer;
    QList<std::pair<QString, QStringList>> read; ///< address, wire ids
    QList<std::pair<QString, bool>> typing;
    std::optional<Result<NumberOnService>> numbers; ///< what is answered of any; nothing: numbers are not known
    QStringList checked;
    QList<MediaRequest> fetches;
    QList<Completer<FetchedMedia>> fetching;
    bool media = true;
    QStringList rejectedCalls;
    QList<std::pair<QString, QString>> askedPictures; ///< address, id of the known one
    QList<Completer<ProfilePicture>> pendingPictures;
    bool pictures = false;
    bool repeats = true;
    bool actions = true;
    bool ready = true;
};

} // namespace desk
