#include "whatsapp/store/signalstore.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

QString signalAddress(const Jid &device)
{
    if (!device.isPerson())
        return {};
    const quint8 domain = device.domain().value_or(0); // the old spelling of phone numbers has none
    const QString name = domain == 0 ? QString::fromLatin1(device.user())
                                     : QString::fromLatin1(device.user()) + u'_' + QString::number(domain);
    return name + u'.' + QString::number(device.device());
}

} // namespace desk::wa
