#include "whatsapp/store/keyvault.h"

#include <QCoroFuture>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

Q_LOGGING_CATEGORY(lcKeyVault, "desk.wa.keyvault", QtInfoMsg)

} // namespace

QCoro::Task<Result<SecretBytes>> openVaultKey(KeyVault *file, KeyVault *keychain, Random *random, NewVaultKey newKey)
{
    auto fromFile = file->load();
    const Result<std::optional<SecretBytes>> fileKey = co_await fromFile;
    if (!fileKey)
        co_return fail(fileKey.error());
    if (*fileKey)
        co_return **fileKey;

    bool keychainAnswers = false;
    if (keychain) {
        auto fromKeychain = keychain->load();
        const Result<std::optional<SecretBytes>> keychainKey = co_await fromKeychain;
        if (keychainKey && *keychainKey)
            co_return **keychainKey;
        keychainAnswers = keychainKey.has_value();
        if (!keychainAnswers)
            qCInfo(lcKeyVault).noquote() << "the keychain does not answer:" << keychainKey.error().detail;
        if (!keychainAnswers && newKey == NewVaultKey::Refused)
            co_return fail(keychainKey.error());
    }
    if (newKey == NewVaultKey::Refused)
        co_return fail(Errc::NotFound,
                       u"the key of the session store is gone: no key file, and none in the keychain"_s);

    const SecretBytes key = SecretBytes::random(*random, KeyVault::keyBytes);
    if (keychainAnswers) {
        auto saving = keychain->save(key);
        const Result<> saved = co_await saving;
        if (saved) {
            auto again = keychain->load();
            const Result<std::optional<SecretBytes>> kept = co_await again;
            if (kept && *kept == key)
                co_return key;
        }
        qCWarning(lcKeyVault) << "the keychain does not keep keys; the key of the session store goes into a file";
    }
    auto saving = file->save(key);
    const Result<> saved = co_await saving;
    if (!saved)
        co_return fail(saved.error());
    auto again = file->load();
    const Result<std::optional<SecretBytes>> kept = co_await again;
    if (!kept)
        co_return fail(kept.error()); // a file system without owners, for instance
    if (*kept != key)
        co_return fail(Errc::Storage, u"the key file does not hold what was written"_s);
    qCInfo(lcKeyVault) << "the key of the session store is in a key file";
    co_return key;
}

} // namespace desk::wa
