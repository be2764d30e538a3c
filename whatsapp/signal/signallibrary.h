#pragma once

#include "core/base/random.h"
#include "core/base/secret.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/signal/signalerror.h"

#include <QByteArray>
#include <QByteArrayView>

#include <openssl/evp.h>

extern "C" {
#include <signal/curve.h>
#include <signal/signal_protocol.h>
}

#include <memory>

// Owners for libsignal-protocol-c's C types and its library context; only for the .cpp files of this folder.
namespace desk::wa {

template<auto release>
struct ReleaseWith
{
    template<typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};

struct Unref
{
    template<typename T>
    void operator()(T *object) const
    {
        signal_type_unref(reinterpret_cast<signal_type_base *>(object));
    }
};

/// A counted object of the library.
template<typename T>
using SignalRef = std::unique_ptr<T, Unref>;
/// Overwritten when freed, whatever is in it.
using SignalBuffer = std::unique_ptr<signal_buffer, ReleaseWith<signal_buffer_bzero_free>>;

inline const uint8_t *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const uint8_t *>(view.data());
}
inline QByteArrayView viewOf(const signal_buffer *buffer)
{
    return {signal_buffer_const_data(buffer), qsizetype(signal_buffer_len(buffer))};
}
inline QByteArrayView viewOf(const uint8_t *data, size_t size)
{
    return {data, qsizetype(size)};
}
/// For the library to free. Null without memory.
inline signal_buffer *newBuffer(QByteArrayView view)
{
    return signal_buffer_create(bytesOf(view), size_t(view.size()));
}

/// The library's context: its cryptography is OpenSSL, its randomness @c random. It has no log, whose lines would name
/// addresses, and no locks: each cipher has a context of its own and stays on its thread. Does not own @c random.
class SignalLibrary
{
public:
    explicit SignalLibrary(Random &random);
    ~SignalLibrary();
    SignalLibrary(const SignalLibrary &) = delete;
    SignalLibrary &operator=(const SignalLibrary &) = delete;

    [[nodiscard]] signal_context *context() const { return m_context.get(); }

    /// Null unless @p typed is 05 and 32 bytes.
    [[nodiscard]] SignalRef<ec_public_key> publicKey(QByteArrayView typed) const;
    [[nodiscard]] SignalRef<ec_key_pair> keyPair(const KeyPair &pair) const;

private:
    Random &m_random;
    std::unique_ptr<EVP_MAC, ReleaseWith<EVP_MAC_free>> m_hmac;
    std::unique_ptr<signal_context, ReleaseWith<signal_context_destroy>> m_context;
};

/// 05 and the 32 bytes of a key; empty without memory.
[[nodiscard]] QByteArray serialized(const ec_public_key *key);
/// 05 ‖ @p key.
[[nodiscard]] QByteArray typedKey(QByteArrayView key);

/// What a negative result of the library means.
[[nodiscard]] SignalError errorOf(int result);

/// Reads the first byte: only version 3 is spoken (note 2, section 1.1). The low half tells what else the sender could.
[[nodiscard]] SignalResult<> checkVersion(QByteArrayView message);

} // namespace desk::wa
