#pragma once

#include "core/base/httpclient.h"

#include <QObject>

namespace desk {

/// What came of asking an AI service one small question. Plain value.
struct ProbeOutcome
{
    enum class Kind {
        Works,
        NoAddress,    ///< nothing to ask
        KeyRefused,   ///< 401, 403
        NoCredit,     ///< 402: the account has to be paid for
        ModelUnknown, ///< the service does not know the model
        WrongAddress, ///< something answers there, but no such service
        Busy,         ///< 429: too many questions for the account
        ServiceError, ///< 5xx
        Refused,      ///< any other status
        TimedOut,
        Unreachable,
    };
    Kind kind = Kind::Unreachable;
    int status = 0;                        ///< of the answer; 0: there was none
    std::chrono::milliseconds duration{0}; ///< until the answer
};

/// Asks an AI service one small question, whether it would work as the assistant: really, with the time limit that the assistant has.
/// Lives on the core thread. Nothing of a customer goes out, and the key is in no log.
class AssistantProbe : public QObject
{
    Q_OBJECT

public:
    explicit AssistantProbe(HttpClient &http, QObject *parent = nullptr) : QObject(parent), m_http(http) { }

    struct Service
    {
        QUrl endpoint = {}; ///< whole address of .../chat/completions
        QByteArray apiKey = {};
        QString model = {};
        std::chrono::milliseconds timeout{5000};
    };
    /// Never fails: whatever happens is an outcome.
    [[nodiscard]] QFuture<Result<ProbeOutcome>> ask(const Service &service);

private:
    HttpClient &m_http;
};

} // namespace desk
