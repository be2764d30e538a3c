#include "core/messaging/passkeyscript.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk {

QString passkeyScript(const QByteArray &options)
{
    // Read and written anew: what is pasted into a console holds nothing but data of ours.
    const QJsonDocument asked = QJsonDocument::fromJson(options);
    if (!asked.isObject())
        return {};
    // One line, for consoles that take each line for itself. toJSON() is younger than some browsers in use.
    return u"(async () => { "
           "const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)); "
           "const text = data => data ? btoa(String.fromCharCode(...new Uint8Array(data)))"
           ".replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '') : null; "
           "const asked = %1; "
           "asked.challenge = bytes(asked.challenge); "
           "for (const one of asked.allowCredentials || []) one.id = bytes(one.id); "
           "const key = await navigator.credentials.get({publicKey: asked}); "
           "const given = key.response; "
           "const answer = JSON.stringify({id: key.id, rawId: text(key.rawId), type: key.type, response: {"
           "clientDataJSON: text(given.clientDataJSON), authenticatorData: text(given.authenticatorData), "
           "signature: text(given.signature), userHandle: text(given.userHandle)}}); "
           "console.log(answer); prompt('Ventanilla:', answer); return answer; })()"_s.arg(
               QString::fromUtf8(asked.toJson(QJsonDocument::Compact)));
}

} // namespace desk
