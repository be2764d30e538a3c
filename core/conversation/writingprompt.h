#pragma once

#include "core/conversation/assistant.h"
#include "core/conversation/masking.h"

#include <QJsonObject>

// What a language model is told when one of us wants words, and what of its answer is taken. Pure.
namespace desk {

[[nodiscard]] QString writingPrompt(WritingQuestion::Kind kind);
/// The question as data, apart from what the model is told, with personal data hidden where @p masking hides any.
[[nodiscard]] QJsonObject writingData(const WritingQuestion &question, Masking &masking);
[[nodiscard]] QJsonObject writingSchema(WritingQuestion::Kind kind);
/// Too long is cut; Protocol for an answer without words.
[[nodiscard]] Result<WritingAnswer> writingAnswerFrom(const QJsonObject &content, WritingQuestion::Kind kind,
                                                      const Masking &masking);

} // namespace desk
