#pragma once

#include "core/base/random.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>

#include <openssl/crypto.h>

#include <cstddef>
#include <initializer_list>
#include <new>
#include <vector>

namespace desk {

/// Overwrites what @p bytes holds and empties it. Only this handle's buffer: a copy that shares it keeps its content,
/// so wipe before handing out copies.
inline void wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty())
        OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
    bytes.clear();
}

/// Key material: a run of bytes that is overwritten before its memory is given back.
///
/// A value type of fixed size. Copying copies deep, and each copy is wiped when it ends; moving leaves the source empty.
/// It never shares its memory with a QByteArray, is not printable, and compares in constant time. Where bytes must leave
/// (a protocol field, the key store) exposed() says so in the code. Any thread, no sharing between threads.
class SecretBytes
{
public:
    SecretBytes() = default;
    /// @p size bytes of zero, to be written through data().
    explicit SecretBytes(qsizetype size) : m_bytes(size_t(size)) { }

    [[nodiscard]] static SecretBytes copyOf(QByteArrayView bytes)
    {
        SecretBytes secret;
        secret.m_bytes.assign(bytes.begin(), bytes.end());
        return secret;
    }
    /// Copies @p bytes and wipes them.
    [[nodiscard]] static SecretBytes takeFrom(QByteArray &&bytes)
    {
        SecretBytes secret = copyOf(bytes);
        wipe(bytes);
        return secret;
    }
    [[nodiscard]] static SecretBytes random(Random &random, qsizetype size)
    {
        return takeFrom(random.bytes(int(size)));
    }
    [[nodiscard]] static SecretBytes joined(std::initializer_list<QByteArrayView> parts)
    {
        qsizetype size = 0;
        for (const QByteArrayView part : parts)
            size += part.size();
        SecretBytes all;
        all.m_bytes.reserve(size_t(size)); // at once, so that nothing is moved about
        for (const QByteArrayView part : parts)
            all.m_bytes.insert(all.m_bytes.end(), part.begin(), part.end());
        return all;
    }

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_bytes.size()); }
    [[nodiscard]] unsigned char *data() { return m_bytes.data(); }
    [[nodiscard]] const unsigned char *data() const { return m_bytes.data(); }

    /// Valid as long as this object lives unchanged.
    [[nodiscard]] QByteArrayView view() const { return {m_bytes.data(), size()}; }
    /// A part of it; @p position and @p count lie inside.
    [[nodiscard]] SecretBytes mid(qsizetype position, qsizetype count) const
    {
        return copyOf(view().sliced(position, count));
    }
    /// A copy nobody wipes: only for what is about to be stored or sent sealed.
    [[nodiscard]] QByteArray exposed() const { return view().toByteArray(); }

    friend bool operator==(const SecretBytes &a, const SecretBytes &b)
    {
        return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.m_bytes.size()) == 0;
    }
    friend QDebug operator<<(QDebug debug, const SecretBytes &secret) = delete;

private:
    /// Overwrites what it frees.
    template<typename T>
    struct WipingAllocator
    {
        using value_type = T;

        WipingAllocator() = default;
        template<typename U>
        explicit WipingAllocator(const WipingAllocator<U> & /*other*/)
        {
        }
        [[nodiscard]] T *allocate(std::size_t count) { return static_cast<T *>(::operator new(count * sizeof(T))); }
        void deallocate(T *memory, std::size_t count)
        {
            OPENSSL_cleanse(memory, count * sizeof(T));
            ::operator delete(memory);
        }
        friend bool operator==(const WipingAllocator & /*a*/, const WipingAllocator & /*b*/) { return true; }
    };

    std::vector<unsigned char, WipingAllocator<unsigned char>> m_bytes;
};

} // namespace desk
