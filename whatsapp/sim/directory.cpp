#include "whatsapp/sim/directory.h"

#include "whatsapp/sim/stanzas.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

// Hidden ids are 15 digits that have nothing to do with the number; a prime keeps neighbours apart.
constexpr quint64 firstLid = 100'000'000'000'000;
constexpr quint64 lidStep = 7919;

bool isNumber(const QByteArray &text)
{
    return text.size() >= 7 && text.size() <= 15 && !text.startsWith('0')
        && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Result<Account *> Directory::create(const QByteArray &number, const QString &name, Random &random)
{
    if (!isNumber(number))
        return fail(Errc::Invalid, u"a phone number has 7 to 15 digits and no leading 0"_s);
    if (m_byNumber.contains(number))
        return fail(Errc::Conflict, u"there is an account with that number"_s);
    QByteArray lid;
    for (quint64 n = m_accounts.size() + 1; lid.isEmpty() || m_byLid.contains(lid); ++n)
        lid = QByteArray::number(firstLid + lidStep * n);
    const quint32 rawId = fromBigEndian(random.bytes(4)) & 0x7fffffff;
    auto account = std::make_unique<Account>(number, lid, name, rawId, Phone::generate(random));
    Account *created = account.get();
    if (auto adopted = adopt(std::move(account)); !adopted)
        return fail(adopted.error());
    return created;
}

Result<> Directory::adopt(std::unique_ptr<Account> account)
{
    const QByteArray lid = account->lid().user();
    if (m_byNumber.contains(account->number()) || m_byLid.contains(lid))
        return fail(Errc::Storage, u"two accounts with one number or hidden id"_s);
    m_byNumber.insert(account->number(), account.get());
    m_byLid.insert(lid, account.get());
    m_accounts.push_back(std::move(account));
    return {};
}

Account *Directory::account(const QByteArray &number) const
{
    return m_byNumber.value(number);
}

Account *Directory::account(const Jid &jid) const
{
    return jid.isLid() ? m_byLid.value(jid.user()) : jid.isPhone() ? m_byNumber.value(jid.user()) : nullptr;
}

Jid Directory::hiddenId(const Jid &device) const
{
    const Account *owner = account(device);
    return owner ? owner->lid(device.device()) : Jid();
}

Device *Directory::companion(const Jid &jid) const
{
    const Account *owner = account(jid);
    if (!owner)
        return nullptr;
    if (jid.device() != 0)
        return owner->device(jid.device());
    return owner->devices().empty() ? nullptr : owner->devices().begin()->second.get();
}

} // namespace desk::wa::sim
