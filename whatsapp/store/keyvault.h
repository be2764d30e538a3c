#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <QCoroTask>
#include <QFuture>

#include <optional>

namespace desk::wa {

/// Keeps the key of the session store, 32 bytes, somewhere that is not the session store.
///
/// Lives on a thread with an event loop, which must run for the answers to come; answers arrive there. One request at a time.
class KeyVault
{
public:
    static constexpr qsizetype keyBytes = 32;

    virtual ~KeyVault() = default;

    /// @return nothing when no key was saved; Forbidden when the place may not be read, or others may read it;
    ///         NotConnected when there is no such service or it fails, TimedOut when it does not answer; Storage when
    ///         what is kept is no key.
    [[nodiscard]] virtual QFuture<Result<std::optional<SecretBytes>>> load() = 0;
    /// @return Conflict when there is a key: it is never replaced; Invalid unless @p key has 32 bytes; else as load().
    [[nodiscard]] virtual QFuture<Result<>> save(const SecretBytes &key) = 0;
    /// No error when there is none.
    [[nodiscard]] virtual QFuture<Result<>> remove() = 0;
};

/// Whether openVaultKey() may make a key.
enum class NewVaultKey {
    Allowed, ///< there is no session store yet
    Refused, ///< there is one, which another key would not open
};

/// The key of the session store. The first of these that applies:
///   1. A key file that exists wins. One that others can read, or that is no key, is an error and never passed over.
///   2. The key in the keychain, when that answers.
///   3. A new key, when allowed: into the keychain, when that answered that it has none and then gives back what was saved;
///      else into a new key file.
/// So a desk whose keychain does not answer today never makes a second key for the store it has: the caller passes Refused
/// whenever the store's file exists, and gets the keychain's error, to be tried again when the keychain is open.
///
/// @param keychain null: there is none. @p file, @p keychain and @p random must live until the answer.
/// @return the errors of KeyVault; NotFound when nothing has the key and a new one is refused.
[[nodiscard]] QCoro::Task<Result<SecretBytes>> openVaultKey(KeyVault *file, KeyVault *keychain, Random *random,
                                                            NewVaultKey newKey);

} // namespace desk::wa
