#pragma once

#include "core/conversation/conversation.h"

namespace desk {

/// What of a model's answer the conversation may use. The answer is as hostile as the customer's text that led to it. Pure.
///
/// Kept: words of the closed lists, slots without links or numbers to call, a name or an asset number only when the customer wrote it,
/// and first steps that are only that. Dropped steps are no loss: the step library has some.
/// @param customerText what the customer wrote in this turn.
[[nodiscard]] AssistantAnswer admissible(AssistantAnswer answer, const QString &customerText);

/// Whether @p text holds a link, an e-mail address or a number to call.
[[nodiscard]] bool pointsElsewhere(const QString &text);

} // namespace desk
