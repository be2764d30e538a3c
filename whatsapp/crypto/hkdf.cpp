#include "whatsapp/crypto/hkdf.h"

#include "whatsapp/crypto/hashes.h"

#include <algorithm>
#include <cstring>

namespace desk::wa {

// Written on HMAC: OpenSSL's own KDF does not promise to take the empty input key that ends a Noise handshake.
SecretBytes hkdfSha256(QByteArrayView inputKey, QByteArrayView salt, QByteArrayView info, qsizetype length)
{
    Q_ASSERT(length > 0 && length <= 255 * sha256Bytes);
    const SecretBytes extracted = SecretBytes::takeFrom(hmacSha256(salt, inputKey));

    SecretBytes output(length);
    SecretBytes block;
    char index = 1;
    for (qsizetype done = 0; done < length; done += sha256Bytes, ++index) {
        const SecretBytes input = SecretBytes::joined({block.view(), info, QByteArrayView(&index, 1)});
        block = SecretBytes::takeFrom(hmacSha256(extracted.view(), input.view()));
        std::memcpy(output.data() + done, block.data(), size_t(std::min(sha256Bytes, length - done)));
    }
    return output;
}

} // namespace desk::wa
