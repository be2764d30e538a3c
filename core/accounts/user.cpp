#include "core/accounts/user.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

bool hasOnlyPrintables(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

} // namespace

Result<> checkUserName(const QString &name)
{
    if (name.isEmpty() || name.size() > 64 || name.trimmed() != name || !hasOnlyPrintables(name))
        return fail(Errc::Invalid, u"/name"_s);
    return {};
}

Result<> checkDisplayName(const QString &name)
{
    if (name.size() > 64 || name.trimmed() != name || !hasOnlyPrintables(name))
        return fail(Errc::Invalid, u"/display_name"_s);
    return {};
}

Result<> checkRole(const QString &role)
{
    if (role != "admin"_L1 && role != "technician"_L1 && role != "viewer"_L1)
        return fail(Errc::Invalid, u"/role"_s);
    return {};
}

Result<> checkPassword(const QString &password, const QString &userName)
{
    const bool isName = password.compare(userName, Qt::CaseInsensitive) == 0;
    if (password.size() < 8 || password.size() > 1024 || isName)
        return fail(Errc::Invalid, u"/password"_s);
    return {};
}

} // namespace desk
