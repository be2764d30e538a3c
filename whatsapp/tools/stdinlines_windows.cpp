#include "whatsapp/tools/stdinlines.h"

#include <QCoreApplication>
#include <QPointer>

#include <array>
#include <thread>

#include <windows.h>

namespace desk::wa {

// Standard input cannot be waited for together with sockets, so a thread reads it. It is never joined: it may stand in a
// read that ends only with the process.
struct StdinLines::Source
{
    std::shared_ptr<QPointer<StdinLines>> owner;
};

StdinLines::StdinLines(QObject *parent) : QObject(parent), m_source(std::make_unique<Source>())
{
    // The pointer is looked at on the owner's thread only.
    m_source->owner = std::make_shared<QPointer<StdinLines>>(this);
    std::thread([owner = m_source->owner, context = QCoreApplication::instance()] {
        const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
        std::array<char, 65536> chunk{};
        DWORD got = 0;
        while (ReadFile(input, chunk.data(), DWORD(chunk.size()), &got, nullptr) && got > 0) {
            QMetaObject::invokeMethod(
                context,
                [owner, bytes = QByteArray(chunk.data(), qsizetype(got))] {
                    if (*owner)
                        (*owner)->take(bytes);
                },
                Qt::QueuedConnection);
        }
        QMetaObject::invokeMethod(
            context,
            [owner] {
                if (*owner)
                    (*owner)->end();
            },
            Qt::QueuedConnection);
    }).detach();
}

StdinLines::~StdinLines() = default;

} // namespace desk::wa
