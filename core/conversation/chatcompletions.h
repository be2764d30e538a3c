#pragma once

#include "core/base/httpclient.h"
#include "core/conversation/assistant.h"
#include "core/conversation/masking.h"

#include <QJsonObject>
#include <QObject>

#include <memory>

namespace desk {

/// Assistant over any OpenAI-compatible chat-completions service (DeepSeek, OpenAI, Groq, Ollama, llama.cpp server ...).
///
/// Asks for strict structured output; a service that refuses the schema (400, 422) is asked for a plain JSON object instead, from then on
/// at once. The customer's words go in as one JSON value, apart from the instructions, and with personal data masked unless the service
/// runs on this machine. The answer must be one JSON object; anything else is Protocol. What has the wrong type or stands outside a closed
/// list is dropped, what is too long is cut. TimedOut, NotConnected and Rejected (any other status) are the other errors.
class ChatCompletions final : public QObject, public Assistant
{
    Q_OBJECT

public:
    enum class Masks { OutsideOnly, Always, Never };
    struct Settings
    {
        QUrl endpoint; ///< whole address of .../chat/completions
        QByteArray apiKey;
        QString model;
        std::chrono::milliseconds timeout{5000}; ///< for one question, a second attempt included
        Masks masks = Masks::OutsideOnly;
    };
    ChatCompletions(Settings settings, HttpClient &http, QObject *parent = nullptr);
    /// Of questions from now on.
    void setSettings(Settings settings);
    [[nodiscard]] QFuture<Result<AssistantAnswer>> ask(AssistantQuestion question) override;
    /// A person waits for this one, and nothing else does: it may take longer than a turn of the conversation.
    [[nodiscard]] QFuture<Result<WritingAnswer>> write(WritingQuestion question) override;

    /// @param masking of the question that this answers.
    [[nodiscard]] static Result<AssistantAnswer> parse(const QByteArray &body, const Masking &masking = {});
    /// Without control and direction characters, cut between whole characters.
    [[nodiscard]] static QString plain(const QString &text, qsizetype most);

private:
    struct Call;
    void start(const std::shared_ptr<Call> &call, const QString &prompt, const QJsonObject &data);
    void send(const std::shared_ptr<Call> &call);
    void take(const std::shared_ptr<Call> &call, const Result<HttpResponse> &response);
    [[nodiscard]] bool masks() const;

    Settings m_settings;
    HttpClient &m_http;
    bool m_schemaRefused = false; ///< the service took the same question without the schema
};

} // namespace desk
