#pragma once

#include "app/composition.h"

namespace desk {

/// Why the program did not start, in words for people.
struct StartProblem
{
    QString title = {};
    QString advice = {}; ///< what to do
    QString detail = {}; ///< English, for whoever is asked for help
};

[[nodiscard]] StartProblem startProblem(Composition::Stage stage, const Error &error, const Settings &settings);

} // namespace desk
