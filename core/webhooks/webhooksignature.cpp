#include "core/webhooks/webhooksignature.h"

#include <QMessageAuthenticationCode>

namespace desk {

QByteArray webhookSignature(const QByteArray &secret, qint64 seconds, const QByteArray &body)
{
    const QByteArray time = QByteArray::number(seconds);
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, secret);
    code.addData(time);
    code.addData(".");
    code.addData(body);
    return "t=" + time + ",v1=" + code.result().toHex();
}

} // namespace desk
