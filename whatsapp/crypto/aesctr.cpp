#include "whatsapp/crypto/aesctr.h"

#include "whatsapp/crypto/openssl.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk::wa {

Result<QByteArray> aesCtr(const SecretBytes &key, QByteArrayView counter, QByteArrayView data)
{
    if (key.size() != 32 || counter.size() != 16 || data.size() > std::numeric_limits<int>::max())
        return fail(Errc::Invalid, u"AES-256-CTR needs a key of 32 and a counter of 16 bytes"_s);

    const openssl::Cipher cipher(EVP_CIPHER_CTX_new());
    QByteArray output(data.size(), Qt::Uninitialized);
    int written = 0;
    const bool done = cipher
        && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_ctr(), nullptr, key.data(), openssl::bytes(counter)) == 1
        && (data.isEmpty()
            || EVP_EncryptUpdate(cipher.get(), openssl::writable(output), &written, openssl::bytes(data),
                                 int(data.size()))
                == 1);
    if (!done || written != data.size())
        return fail(Errc::Invalid, u"AES-256-CTR failed"_s);
    return output;
}

} // namespace desk::wa
