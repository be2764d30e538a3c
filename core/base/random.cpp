#include "core/base/random.h"

#include <QRandomGenerator>

namespace desk {

QByteArray SystemRandom::bytes(int count)
{
    QByteArray data(count, Qt::Uninitialized);
    for (qsizetype done = 0; done < data.size();) {
        const quint32 word = QRandomGenerator::system()->generate();
        for (int shift = 0; shift < 32 && done < data.size(); shift += 8)
            data[done++] = char((word >> shift) & 0xff);
    }
    return data;
}

double SystemRandom::unit()
{
    return QRandomGenerator::system()->generateDouble();
}

} // namespace desk
