#pragma once

#include <QDateTime>
#include <QTime>

namespace desk {

/// When nothing is told that can wait. Local time; may span midnight. A plain value.
struct QuietHours
{
    QTime from = {}; ///< invalid: no quiet hours
    QTime to = {};

    friend bool operator==(const QuietHours &, const QuietHours &) = default;
};

/// When the quiet hours around @p local end, or an invalid time when it is not quiet.
[[nodiscard]] QDateTime quietUntil(const QuietHours &quiet, const QDateTime &local);

} // namespace desk
