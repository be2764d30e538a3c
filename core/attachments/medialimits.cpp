#include "core/attachments/medialimits.h"

using namespace Qt::StringLiterals;

namespace desk {

qint64 MediaLimits::of(const QString &kind) const
{
    if (kind == "image"_L1 || kind == "sticker"_L1)
        return image;
    if (kind == "video"_L1)
        return video;
    return kind == "audio"_L1 ? audio : document;
}

} // namespace desk
