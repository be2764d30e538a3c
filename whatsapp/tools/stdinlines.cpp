#include "whatsapp/tools/stdinlines.h"

namespace desk::wa {

void StdinLines::take(const QByteArray &bytes)
{
    m_buffer += bytes;
    qsizetype begin = 0;
    for (qsizetype at = m_buffer.indexOf('\n'); at >= 0; at = m_buffer.indexOf('\n', begin)) {
        Q_EMIT line(m_buffer.sliced(begin, at - begin));
        begin = at + 1;
    }
    m_buffer.remove(0, begin);
}

void StdinLines::end()
{
    if (!m_buffer.isEmpty())
        Q_EMIT line(std::exchange(m_buffer, {}));
    Q_EMIT ended();
}

} // namespace desk::wa
