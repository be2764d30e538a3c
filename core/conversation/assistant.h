#pragma once

#include "core/base/result.h"
#include "core/conversation/conversation.h"

#include <QFuture>

namespace desk {

struct AssistantQuestion
{
    QString text;  ///< the customer's words of this turn; hostile
    Slots known;   ///< what is known already
    QString asked; ///< the slot that was asked last
    QString language;
};

/// A language model as an adviser: it can fill slots, classify, and suggest steps; what happens is decided by the rules.
class Assistant
{
public:
    virtual ~Assistant() = default;
    /// Any error means: go on without it.
    [[nodiscard]] virtual QFuture<Result<AssistantAnswer>> ask(AssistantQuestion question) = 0;
};

} // namespace desk
