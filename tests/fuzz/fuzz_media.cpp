// What strangers and hosts say of files. First byte: a reference, an answer of the own phone, the hosts, an address.
#include "core/base/random.h"
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/hkdf.h"
#include "whatsapp/media/mediaaddress.h"
#include "whatsapp/media/mediaconnection.h"
#include "whatsapp/media/mediareference.h"
#include "whatsapp/media/mediaretry.h"

#include <cstddef>
#include <cstdint>

using namespace desk;
using namespace desk::wa;

namespace {

const QByteArray messageId("3EB0FUZZ");

void checkAddress(const QByteArray &path, const QByteArray &url)
{
    if (!path.isEmpty() && (!path.startsWith('/') || path.startsWith("//") || path.contains('\n')))
        __builtin_trap();
    if (!url.isEmpty() && !url.startsWith("https://"))
        __builtin_trap();
}

/// As if the phone had sealed it: what is behind the seal is what can be wrong.
void readPhoneAnswer(QByteArrayView plain)
{
    const SecretBytes key = SecretBytes::copyOf(QByteArray(32, 'k'));
    const QByteArray nonce(12, 'n');
    const SecretBytes retryKey = hkdfSha256(key.view(), {}, "WhatsApp Media Retry Notification", 32);
    const auto sealed = aead::seal(retryKey, nonce, plain, messageId);
    if (!sealed)
        return;
    const Node answer{.tag = "notification",
                      .content = QList{Node{.tag = "encrypt",
                                            .content = QList{Node{.tag = "enc_p", .content = *sealed},
                                                             Node{.tag = "enc_iv", .content = nonce}}}}};
    if (const auto path = parseMediaRetry(answer, messageId, key))
        checkAddress(*path, {});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView rest(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    switch (data[0] % 5) {
    case 0:
        if (const auto media = parseMediaReference(rest.toByteArray())) {
            checkAddress(media->directPath, media->url);
            if (media->size < 0 || media->size > maxMediaBytes || media->fileName.contains(u'/'))
                __builtin_trap();
            const auto again = parseMediaReference(serialized(*media));
            if (!again || again->directPath != media->directPath || again->sha256 != media->sha256
                || again->problem != media->problem)
                __builtin_trap();
        }
        break;
    case 1:
        readPhoneAnswer(rest);
        break;
    case 2:
        if (const auto node = readNode(rest)) {
            if (const auto route = parseMediaRoute(*node)) {
                if (route->hosts.isEmpty() || route->hosts.size() > 16 || route->auth.isEmpty()
                    || route->validFor.count() <= 0)
                    __builtin_trap();
                for (const MediaHost &host : route->hosts) {
                    const QByteArray origin = mediaOrigin(host.name, false);
                    if (origin.contains('@') || origin.mid(8).contains('/') || host.maxUploadBytes < 0)
                        __builtin_trap();
                }
            }
        }
        break;
    case 3:
        if (const auto node = readNode(rest))
            (void)parseMediaRetry(*node, messageId, SecretBytes::copyOf(QByteArray(32, 'k')));
        break;
    default:
        checkAddress(mediaPath(rest), mediaUrl(rest));
        if (const QByteArray origin = mediaOrigin(rest, true);
            !origin.isEmpty() && !origin.startsWith("http://127.0.0.1") && !origin.startsWith("http://localhost"))
            __builtin_trap();
        (void)mediaMimeType(rest);
        break;
    }
    return 0;
}
