#include "core/attachments/playtime.h"

#include <QIODevice>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 longest = 48LL * 3600 * 1000; // milliseconds; more makes no sense
constexpr int maxBoxes = 200;
constexpr int maxDimension = 16384;

std::chrono::milliseconds sensible(double ms)
{
    return std::chrono::milliseconds(ms > 0 && ms <= double(longest) ? qint64(ms) : 0);
}

quint32 big32(const QByteArray &bytes, qsizetype at)
{
    return bytes.size() >= at + 4 ? qFromBigEndian<quint32>(bytes.constData() + at) : 0;
}

quint64 big64(const QByteArray &bytes, qsizetype at)
{
    return bytes.size() >= at + 8 ? qFromBigEndian<quint64>(bytes.constData() + at) : 0;
}

quint32 little32(const QByteArray &bytes, qsizetype at)
{
    return bytes.size() >= at + 4 ? qFromLittleEndian<quint32>(bytes.constData() + at) : 0;
}

/// The number of the last page's last sample (RFC 3533); Opus counts at 48 kHz (RFC 7845).
PlayTime oggTime(QIODevice &device)
{
    constexpr qint64 pageTail = 65'307 + 27; // the largest page and one header more
    const QByteArray begin = device.read(512);
    const qsizetype head = begin.indexOf("OpusHead");
    if (head < 0 || begin.size() < head + 12)
        return {};
    const auto skipped = qFromLittleEndian<quint16>(begin.constData() + head + 10);
    if (!device.seek(std::max<qint64>(0, device.size() - pageTail)))
        return {};
    const QByteArray end = device.read(pageTail);
    const qsizetype page = end.lastIndexOf("OggS");
    if (page < 0 || end.size() < page + 14)
        return {};
    const auto samples = qFromLittleEndian<qint64>(end.constData() + page + 6);
    if (samples <= skipped)
        return {};
    return {sensible(double(samples - skipped) / 48.0), {}};
}

PlayTime wavTime(QIODevice &device)
{
    const QByteArray head = device.read(44);
    const quint32 bytesPerSecond = little32(head, 28);
    if (!head.startsWith("RIFF") || head.size() < 44 || bytesPerSecond == 0)
        return {};
    return {sensible(double(device.size() - 44) * 1000.0 / bytesPerSecond), {}};
}

/// Goes through the boxes of an ISO base media file (ISO/IEC 14496-12).
class Mp4Reader
{
public:
    explicit Mp4Reader(QIODevice &device) : m_device(device) { }

    [[nodiscard]] PlayTime read()
    {
        walk(0, m_device.size(), 0);
        return m_time;
    }

private:
    void walk(qint64 at, qint64 end, int depth)
    {
        while (at + 8 <= end && ++m_boxes <= maxBoxes && m_device.seek(at)) {
            const QByteArray head = m_device.read(16);
            quint64 size = big32(head, 0);
            qint64 body = at + 8;
            if (size == 1) {
                size = big64(head, 8);
                body += 8;
            } else if (size == 0) {
                size = quint64(end - at);
            }
            if (size < quint64(body - at) || size > quint64(end - at))
                return;
            const qint64 next = at + qint64(size);
            const QByteArray type = head.mid(4, 4);
            if (depth < 3 && (type == "moov" || type == "trak"))
                walk(body, next, depth + 1);
            else if (type == "mvhd")
                movieHeader(body);
            else if (type == "tkhd")
                trackHeader(body);
            at = next;
        }
    }

    void movieHeader(qint64 at)
    {
        const QByteArray box = m_device.seek(at) ? m_device.read(32) : QByteArray();
        if (box.size() < 32)
            return;
        const bool wide = box.at(0) == 1;
        const quint32 scale = big32(box, wide ? 20 : 12);
        const double length = wide ? double(big64(box, 24)) : double(big32(box, 16));
        if (scale > 0)
            m_time.duration = sensible(length * 1000.0 / scale);
    }

    void trackHeader(qint64 at)
    {
        const QByteArray box = m_device.seek(at) ? m_device.read(96) : QByteArray();
        const bool wide = !box.isEmpty() && box.at(0) == 1;
        const qsizetype sizes = wide ? 88 : 76;
        if (box.size() < sizes + 8)
            return;
        const QSize size(int(big32(box, sizes) >> 16), int(big32(box, sizes + 4) >> 16));
        if (!size.isEmpty() && size.width() <= maxDimension && size.height() <= maxDimension)
            m_time.size = size;
    }

    QIODevice &m_device;
    PlayTime m_time;
    int m_boxes = 0;
};

} // namespace

PlayTime playTimeOf(QIODevice &device, const QString &type)
{
    if (!device.seek(0))
        return {};
    if (type == "audio/ogg"_L1)
        return oggTime(device);
    if (type == "audio/wav"_L1)
        return wavTime(device);
    if (type == "video/mp4"_L1 || type == "audio/mp4"_L1 || type == "video/3gpp"_L1 || type == "video/quicktime"_L1)
        return Mp4Reader(device).read();
    return {};
}

} // namespace desk
