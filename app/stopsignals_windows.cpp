#include "app/stopsignals.h"

#include <QCoreApplication>

#include <windows.h>

namespace desk {

namespace {

std::function<void()> stopCallback;

// Windows calls this on a thread of its own.
BOOL WINAPI handleControl(DWORD)
{
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [] { stopCallback(); }, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

void onStopSignal(std::function<void()> callback)
{
    stopCallback = std::move(callback);
    SetConsoleCtrlHandler(handleControl, TRUE);
}

} // namespace desk
