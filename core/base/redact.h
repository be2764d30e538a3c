#pragma once

#include <QString>

namespace desk {

/// An address or id short enough for a log: "521***34", never the whole.
[[nodiscard]] inline QString redact(const QString &id)
{
    using namespace Qt::StringLiterals;
    return id.size() <= 6 ? u"***"_s : id.left(3) + u"***"_s + id.right(2);
}

} // namespace desk
