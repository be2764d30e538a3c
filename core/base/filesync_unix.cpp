#include "core/base/filesync.h"

#include <QFile>

#include <unistd.h>

namespace desk {

bool syncToDisk(QFile &file)
{
    return file.flush() && fsync(file.handle()) == 0;
}

} // namespace desk
