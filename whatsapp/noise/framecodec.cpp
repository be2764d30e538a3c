#include "whatsapp/noise/framecodec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype lengthBytes = 3;

void appendLength(QByteArray &bytes, qsizetype length)
{
    bytes.append(char(length >> 16)).append(char(length >> 8)).append(char(length));
}

qsizetype readLength(QByteArrayView bytes)
{
    return (qsizetype(quint8(bytes.at(0))) << 16) | (qsizetype(quint8(bytes.at(1))) << 8)
        | qsizetype(quint8(bytes.at(2)));
}

QByteArray routingIntro()
{
    return QByteArrayLiteral("ED\x00\x01");
}

/// Whether @p bytes begins like @p expected as far as it goes.
bool beginsLike(QByteArrayView bytes, QByteArrayView expected)
{
    const qsizetype common = std::min(bytes.size(), expected.size());
    return bytes.first(common) == expected.first(common);
}

} // namespace

QByteArray noisePrologue()
{
    return QByteArrayLiteral("WA\x06\x03");
}

Result<QByteArray> connectionIntro(QByteArrayView routingInfo)
{
    if (routingInfo.isEmpty())
        return noisePrologue();
    if (routingInfo.size() > maxFramePayload)
        return fail(Errc::Invalid, u"routing info of %1 bytes is too long"_s.arg(routingInfo.size()));
    QByteArray intro = routingIntro();
    appendLength(intro, routingInfo.size());
    intro.append(routingInfo);
    return intro + noisePrologue();
}

Result<QByteArray> encodeFrame(QByteArrayView payload)
{
    if (payload.size() > maxFramePayload)
        return fail(Errc::TooLarge, u"a frame cannot carry %1 bytes"_s.arg(payload.size()));
    QByteArray frame;
    frame.reserve(lengthBytes + payload.size());
    appendLength(frame, payload.size());
    frame.append(payload);
    return frame;
}

void FrameSplitter::append(QByteArrayView chunk)
{
    if (!m_error)
        m_buffer.append(chunk);
}

Result<std::optional<QByteArray>> FrameSplitter::next()
{
    if (m_error)
        return fail(*m_error);
    if (pending() >= lengthBytes) {
        const qsizetype length = readLength(QByteArrayView(m_buffer).sliced(m_position));
        if (length > m_limit) {
            m_error = Error{Errc::TooLarge, u"a frame of %1 bytes, over the limit of %2"_s.arg(length).arg(m_limit)};
            m_buffer.clear();
            m_position = 0;
            return fail(*m_error);
        }
        if (pending() >= lengthBytes + length) {
            const QByteArray frame = m_buffer.mid(m_position + lengthBytes, length);
            m_position += lengthBytes + length;
            return frame;
        }
    }
    // Only now, once per drained chunk: moving the rest forward after each frame would be quadratic.
    m_buffer.remove(0, m_position);
    m_position = 0;
    return std::nullopt;
}

Result<std::optional<IntroReader::Intro>> IntroReader::feed(QByteArrayView chunk)
{
    m_buffer.append(chunk);

    qsizetype start = 0;
    QByteArray routingInfo;
    if (m_buffer.startsWith('E')) {
        const QByteArray preIntro = routingIntro();
        if (!beginsLike(m_buffer, preIntro))
            return fail(Errc::Protocol, u"the connection begins with an unknown pre-intro"_s);
        const qsizetype header = preIntro.size() + lengthBytes;
        if (m_buffer.size() < header)
            return std::nullopt;
        const qsizetype length = readLength(QByteArrayView(m_buffer).sliced(preIntro.size()));
        if (length > m_routingLimit)
            return fail(Errc::TooLarge, u"routing info of %1 bytes is too long"_s.arg(length));
        start = header + length;
        routingInfo = m_buffer.mid(header, length);
    }
    if (m_buffer.size() < start)
        return std::nullopt;

    const QByteArray prologue = noisePrologue();
    if (!beginsLike(QByteArrayView(m_buffer).sliced(start), prologue))
        return fail(Errc::Protocol, u"the connection does not begin with the intro of this protocol version"_s);
    if (m_buffer.size() < start + prologue.size())
        return std::nullopt;
    return Intro{routingInfo, m_buffer.mid(start + prologue.size())};
}

} // namespace desk::wa
