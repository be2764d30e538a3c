// Feeds a stream in chunks of any size to the frame splitter and the intro reader, and checks what comes out against the
// stream itself.
#include "whatsapp/noise/framecodec.h"

#include <QByteArray>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace desk::wa;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// The first byte chooses the sizes of the chunks.
void splitFrames(const QByteArray &stream, quint8 choice, qsizetype limit)
{
    FrameSplitter splitter(limit);
    QByteArray rebuilt;
    bool failed = false;
    for (qsizetype at = 0, step = 0; at < stream.size(); at += step) {
        step = std::min<qsizetype>(1 + (choice * (at + 1)) % 37, stream.size() - at);
        splitter.append(stream.mid(at, step));
        for (;;) {
            const auto frame = splitter.next();
            if (!frame) {
                failed = true;
                require(frame.error().code == desk::Errc::TooLarge);
                break;
            }
            require(!failed); // once broken, always broken
            if (!*frame)
                break;
            require((*frame)->size() <= limit);
            rebuilt.append(encodeFrame(**frame).value());
        }
    }
    require(stream.startsWith(rebuilt));
    require(failed || rebuilt.size() + splitter.pending() == stream.size());
}

void readIntro(const QByteArray &stream, quint8 choice)
{
    IntroReader reader;
    for (qsizetype at = 0, step = 0; at < stream.size(); at += step) {
        step = std::min<qsizetype>(1 + (choice * (at + 1)) % 11, stream.size() - at);
        const auto intro = reader.feed(stream.mid(at, step));
        if (!intro)
            return;
        if (*intro) {
            const QByteArray before = connectionIntro((*intro)->routingInfo).value() + (*intro)->rest;
            // An empty pre-intro is read, but never written.
            require(stream.first(at + step) == before
                    || ((*intro)->routingInfo.isEmpty() && stream.first(at + step).endsWith(before)));
            return;
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 2, qsizetype(size) - 2);
    splitFrames(stream, data[0], data[1] == 0 ? maxFramePayload : data[1] * 16);
    readIntro(stream, data[0]);
    return 0;
}
