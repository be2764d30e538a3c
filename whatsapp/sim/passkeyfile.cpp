#include "whatsapp/sim/passkeyfile.h"

#include "whatsapp/sim/stanzas.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

Result<> writePasskeyFile(const QString &path, const AccountPasskey &passkey)
{
    const QJsonObject json{{u"rp_id"_s, u"whatsapp.com"_s},
                           {u"credential_id"_s, toHex(passkey.credential.id)},
                           {u"user_handle"_s, toHex(passkey.credential.userHandle)},
                           {u"private_key"_s, toHex(passkey.privateKey.view())},
                           {u"public_point"_s, toHex(passkey.credential.publicPoint)}};
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(QJsonDocument(json).toJson(QJsonDocument::Compact)) < 0)
        return fail(Errc::Storage, file.errorString());
    return {};
}

} // namespace desk::wa::sim
