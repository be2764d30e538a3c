#pragma once

#include "core/classification/classifier.h"

namespace desk {

/// Weighs the words of a fault: works at once and without any model.
class RuleClassifier : public Classifier
{
public:
    [[nodiscard]] Classification classify(const QString &text) const override;
};

} // namespace desk
