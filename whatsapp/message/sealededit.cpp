#include "whatsapp/message/sealededit.h"

#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/hkdf.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

SecretBytes sealedEditKey(const SecretBytes &messageSecret, QByteArrayView target, const Jid &author, const Jid &editor)
{
    const QByteArray info = target.toByteArray() + author.account().toText() + editor.account().toText()
        + "Message Edit";
    return hkdfSha256(messageSecret.view(), {}, info, aead::keyBytes);
}

Result<QByteArray> openSealedEdit(const SealedPart &sealed, const SecretBytes &messageSecret, QByteArrayView target,
                                  const QList<Jid> &names)
{
    for (const Jid &author : names) {
        for (const Jid &editor : names) {
            if (author.isNull() || editor.isNull())
                continue;
            auto opened = aead::open(sealedEditKey(messageSecret, target, author, editor), sealed.iv, sealed.payload);
            if (opened)
                return opened;
        }
    }
    return fail(Errc::Protocol, u"a sealed edit that nothing opens"_s);
}

} // namespace desk::wa
