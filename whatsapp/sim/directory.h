#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/sim/account.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>
#include <vector>

namespace desk::wa::sim {

/// Every account of the simulated service, by number and by hidden id. Owns them. The simulator's thread.
class Directory
{
public:
    /// @return Invalid when @p number is no phone number, Conflict when there is such an account already.
    [[nodiscard]] Result<Account *> create(const QByteArray &number, const QString &name, Random &random);
    /// Takes one that was stored. @return Storage when its number is there already.
    [[nodiscard]] Result<> adopt(std::unique_ptr<Account> account);

    /// By number. nullptr when there is none.
    [[nodiscard]] Account *account(const QByteArray &number) const;
    /// By either address, whatever its device. nullptr when there is none.
    [[nodiscard]] Account *account(const Jid &jid) const;
    /// The same device by hidden id. The null address when there is no such account.
    [[nodiscard]] Jid hiddenId(const Jid &device) const;
    /// By either address. Device 0 means the account's first companion, as in the driver's commands.
    [[nodiscard]] Device *companion(const Jid &jid) const;

    [[nodiscard]] const std::vector<std::unique_ptr<Account>> &accounts() const { return m_accounts; }

private:
    std::vector<std::unique_ptr<Account>> m_accounts;
    QHash<QByteArray, Account *> m_byNumber;
    QHash<QByteArray, Account *> m_byLid;
};

} // namespace desk::wa::sim
