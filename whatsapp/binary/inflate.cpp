#include "whatsapp/binary/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <climits>

using namespace Qt::StringLiterals;

namespace desk::wa {

Result<QByteArray> inflated(QByteArrayView compressed, qsizetype limit)
{
    if (compressed.size() > INT_MAX)
        return fail(Errc::TooLarge, u"compressed data too long"_s);
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return fail(Errc::Protocol, u"zlib does not start"_s);
    // zlib takes input without const, but does not write there.
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    // One byte over the limit is allowed, so that a frame of exactly the limit still ends in Z_STREAM_END.
    QByteArray out(std::min(std::max<qsizetype>(compressed.size() * 4, 512), limit + 1), Qt::Uninitialized);
    int status = Z_OK;
    while (status == Z_OK) {
        const auto done = static_cast<qsizetype>(stream.total_out);
        if (done == out.size()) {
            if (done > limit)
                break;
            out.resize(std::min(done * 2, limit + 1));
        }
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + done);
        stream.avail_out = static_cast<uInt>(out.size() - done);
        status = inflate(&stream, Z_NO_FLUSH);
    }
    out.truncate(static_cast<qsizetype>(stream.total_out));
    const bool ended = status == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    if (out.size() > limit)
        return fail(Errc::TooLarge, u"compressed data inflates to more than %1 bytes"_s.arg(limit));
    if (!ended)
        return fail(Errc::Protocol, u"broken zlib stream"_s);
    return out;
}

} // namespace desk::wa
