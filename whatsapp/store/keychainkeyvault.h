#pragma once

#include "core/base/clock.h"
#include "whatsapp/store/keyvault.h"

#include <QString>

#include <chrono>

namespace desk::wa {

/// The key in the keychain of the desktop session: secret service or KWallet, macOS Keychain, Windows credentials, all over
/// QtKeychain. Never QtKeychain's plain-text fallback. Only built where QtKeychain was found (DESK_KEYCHAIN is defined then).
///
/// The keychain may ask the person first, so an answer can take long; after @c timeout it is TimedOut. Best on the main thread.
/// QtKeychain does not wipe its own copies of the key. Does not own @c clock.
class KeychainKeyVault final : public KeyVault
{
public:
    /// @param service the program's name in the keychain. @param entry tells profiles apart.
    KeychainKeyVault(QString service, QString entry, Clock &clock,
                     std::chrono::milliseconds timeout = std::chrono::minutes(1));

    [[nodiscard]] QFuture<Result<std::optional<SecretBytes>>> load() override;
    [[nodiscard]] QFuture<Result<>> save(const SecretBytes &key) override;
    [[nodiscard]] QFuture<Result<>> remove() override;

private:
    QString m_service;
    QString m_entry;
    Clock &m_clock;
    std::chrono::milliseconds m_timeout;
};

} // namespace desk::wa
