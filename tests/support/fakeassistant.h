#pragma once

#include "core/base/completer.h"
#include "core/conversation/assistant.h"

#include <optional>

namespace desk {

/// A model whose answers the test gives: at once when @c answer is set, else by completing @c pending.
class FakeAssistant final : public Assistant
{
public:
    [[nodiscard]] QFuture<Result<AssistantAnswer>> ask(AssistantQuestion question) override
    {
        questions << question;
        const Completer<AssistantAnswer> completer;
        pending << completer;
        if (answer)
            completer.complete(*answer);
        return completer.future();
    }

    [[nodiscard]] QFuture<Result<WritingAnswer>> write(WritingQuestion question) override
    {
        writings << question;
        const Completer<WritingAnswer> completer;
        pendingWritings << completer;
        if (written)
            completer.complete(*written);
        return completer.future();
    }

    QList<WritingQuestion> writings;
    QList<Completer<WritingAnswer>> pendingWritings;
    std::optional<Result<WritingAnswer>> written;
    QList<AssistantQuestion> questions;
    QList<Completer<AssistantAnswer>> pending;
    std::optional<Result<AssistantAnswer>> answer;
};

} // namespace desk
