#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/message/ownaccount.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QObject>

#include <functional>

namespace desk::wa {

/// The message whose file is gone from the service.
struct LostMedia
{
    QByteArray messageId = {};
    Jid chat = {};
    bool fromMe = false;
    Jid author = {}; ///< groups only, bare
    SecretBytes key = {};
};

/// <receipt type="server-error">: asks the own phone to upload it again (note 2, section 7.5). Pure.
/// @return Invalid without id, chat or key.
[[nodiscard]] Result<Node> mediaRetryRequest(const LostMedia &lost, const OwnAccount &own, Random &random);

/// <notification type="mediaretry">: the file's new path. Pure.
/// @return NotFound when the phone has it no longer, TimedOut when it could not do it now, Protocol for an answer that is none or
///         not of who has the key.
[[nodiscard]] Result<QByteArray> parseMediaRetry(const Node &notification, const QByteArray &messageId,
                                                 const SecretBytes &key);

/// The other side of both, for the phone. Pure.
[[nodiscard]] Result<> checkMediaRetryRequest(const Node &receipt, const SecretBytes &key);
/// @param path empty: it is not there any more.
[[nodiscard]] Result<Node> mediaRetryAnswer(const LostMedia &lost, const QByteArray &path, Random &random);

/// Asks the own phone for files that the service has no longer, and waits for what it says.
///
/// Lives on the WhatsApp thread; does not own what the constructor takes.
class MediaRetry : public QObject
{
    Q_OBJECT

public:
    using Send = std::function<Result<>(const Node &)>;

    /// A phone that is offline answers never.
    static constexpr std::chrono::minutes timeout{3};

    MediaRetry(Send send, Clock &clock, Random &random, QObject *parent = nullptr);

    void logIn(const OwnAccount &own) { m_own = own; }
    void linkDown();

    /// Who asks for the same message while an answer is awaited gets the same one.
    /// @return the new path; NotFound, TimedOut, Protocol as parseMediaRetry(); NotConnected, Invalid.
    [[nodiscard]] QFuture<Result<QByteArray>> ask(const LostMedia &lost);
    /// @return whether somebody waited for it.
    bool take(const Node &notification);

private:
    struct Waiting
    {
        SecretBytes key = {};
        QList<Completer<QByteArray>> askers = {};
        int number = 0;
    };
    void answer(const QByteArray &id, const Result<QByteArray> &path);

    Send m_send;
    Clock &m_clock;
    Random &m_random;
    OwnAccount m_own;
    QHash<QByteArray, Waiting> m_waiting;
    int m_last = 0;
};

} // namespace desk::wa
