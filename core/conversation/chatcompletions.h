#pragma once

#include "core/base/httpclient.h"
#include "core/conversation/assistant.h"

#include <QObject>

namespace desk {

/// Assistant over any OpenAI-compatible chat-completions service (DeepSeek, OpenAI, Groq, Ollama, llama.cpp server ...).
/// The answer must be one JSON object of the asked form; anything else is Protocol. Words from outside a closed list are dropped.
class ChatCompletions final : public QObject, public Assistant
{
    Q_OBJECT

public:
    struct Settings
    {
        QUrl endpoint; ///< whole address of .../chat/completions
        QByteArray apiKey;
        QString model;
        std::chrono::milliseconds timeout{5000};
    };
    ChatCompletions(Settings settings, HttpClient &http, QObject *parent = nullptr);
    [[nodiscard]] QFuture<Result<AssistantAnswer>> ask(AssistantQuestion question) override;

    [[nodiscard]] static Result<AssistantAnswer> parse(const QByteArray &body);

private:
    Settings m_settings;
    HttpClient &m_http;
};

} // namespace desk
