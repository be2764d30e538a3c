#include "app/terminal.h"

#include <QByteArray>

#include <unistd.h>

namespace desk {

bool isOutputTerminal()
{
    return ::isatty(STDOUT_FILENO) == 1 && qgetenv("TERM") != "dumb";
}

} // namespace desk
