#include "core/base/filesync.h"

#include <QFile>

#include <io.h>

namespace desk {

bool syncToDisk(QFile &file)
{
    return file.flush() && _commit(file.handle()) == 0;
}

} // namespace desk
