#pragma once

#include "whatsapp/store/keyvault.h"

#include <QString>

namespace desk::wa {

/// The key in a file beside the database: 32 bytes, nothing else. For servers, and where no keychain answers.
///
/// Protects copies of the database that come without the file, not against who can read the folder. The file appears whole or
/// not at all, for its owner only (0600); one that group or others may read is refused with Forbidden. On Windows Qt gives a new
/// file an access list for its owner, but reads such lists only on request, so there nothing is refused.
/// Answers at once. Any thread.
class FileKeyVault final : public KeyVault
{
public:
    explicit FileKeyVault(QString path) : m_path(std::move(path)) { }

    [[nodiscard]] QFuture<Result<std::optional<SecretBytes>>> load() override;
    [[nodiscard]] QFuture<Result<>> save(const SecretBytes &key) override;
    [[nodiscard]] QFuture<Result<>> remove() override;

private:
    [[nodiscard]] Result<std::optional<SecretBytes>> read() const;
    [[nodiscard]] Result<> write(const SecretBytes &key) const;

    QString m_path;
};

} // namespace desk::wa
