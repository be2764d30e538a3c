#include "whatsapp/tools/softwareassertions.h"

#include "core/base/completer.h"
#include "whatsapp/crypto/p256.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk::wa {

Result<SoftwareAssertions> SoftwareAssertions::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::NotFound, u"cannot read the passkey file"_s);
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const auto hex = [&json](const QString &name) {
        return QByteArray::fromHex(json.value(name).toString().toLatin1());
    };
    auto key = p256::fromPrivate(hex(u"private_key"_s));
    if (!key)
        return fail(key.error());
    if (hex(u"credential_id"_s).isEmpty())
        return fail(Errc::Invalid, u"the passkey file has no credential id"_s);
    return SoftwareAssertions(SoftwareAuthenticator(std::move(*key), hex(u"credential_id"_s), hex(u"user_handle"_s)));
}

QFuture<Result<QByteArray>> SoftwareAssertions::assertion(QByteArray options)
{
    const Completer<QByteArray> reply;
    const auto request = parseAssertionRequest(options);
    if (!request) {
        reply.complete(fail(request.error()));
        return reply.future();
    }
    const auto assertion = m_authenticator.answer(*request);
    reply.complete(assertion ? Result<QByteArray>(toJson(*assertion)) : fail(assertion.error()));
    return reply.future();
}

} // namespace desk::wa
