#include "app/terminal.h"

#include <windows.h>

namespace desk {

bool isOutputTerminal()
{
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD mode = 0;
    if (!GetConsoleMode(output, &mode))
        return false; // a file or a pipe
    // Without these it shows the sequences and half blocks as rubbish.
    SetConsoleOutputCP(CP_UTF8);
    return SetConsoleMode(output, mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

} // namespace desk
