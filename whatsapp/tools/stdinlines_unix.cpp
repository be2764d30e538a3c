#include "whatsapp/tools/stdinlines.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>

#include <unistd.h>

namespace desk::wa {

struct StdinLines::Source
{
    QSocketNotifier readable{STDIN_FILENO, QSocketNotifier::Read};
};

StdinLines::StdinLines(QObject *parent) : QObject(parent), m_source(std::make_unique<Source>())
{
    connect(&m_source->readable, &QSocketNotifier::activated, this, [this] {
        std::array<char, 65536> chunk{};
        const ssize_t got = read(STDIN_FILENO, chunk.data(), chunk.size());
        if (got > 0) {
            take(QByteArray(chunk.data(), got));
        } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
            m_source->readable.setEnabled(false);
            end();
        }
    });
}

StdinLines::~StdinLines() = default;

} // namespace desk::wa
