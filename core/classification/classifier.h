#pragma once

#include "core/conversation/conversation.h"

namespace desk {

/// Puts a fault into the taxonomy. Implementations are pure: equal text, equal answer.
class Classifier
{
public:
    virtual ~Classifier() = default;

    /// @return category "other" with confidence 0 and isFault false when nothing in @p text tells of a fault.
    [[nodiscard]] virtual Classification classify(const QString &text) const = 0;
};

} // namespace desk
