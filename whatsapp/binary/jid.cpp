#include "whatsapp/binary/jid.h"

#include "whatsapp/binary/tokens.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace desk::wa {

namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, 13> serverNames{
    ""sv,          "s.whatsapp.net"sv, "lid"sv,  "hosted"sv, "hosted.lid"sv, "c.us"sv,   "g.us"sv,
    "broadcast"sv, "newsletter"sv,     "call"sv, "bot"sv,    "msgr"sv,       "interop"sv};

/// The highest device number, 0 where addresses have none.
quint16 maxDevice(Jid::Server server)
{
    switch (server) {
    case Jid::Server::Phone:
    case Jid::Server::Lid:
    case Jid::Server::Hosted:
    case Jid::Server::HostedLid:
        return 0xff; // one byte in a device address
    case Jid::Server::Messenger:
    case Jid::Server::Interop:
        return 0xffff;
    default:
        return 0;
    }
}

bool isPersonServer(Jid::Server server)
{
    return server >= Jid::Server::Phone && server <= Jid::Server::LegacyPhone;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// People's names are strict: "_" and "." would stand for an agent and could be taken for another person's address.
bool isUserText(QByteArrayView text, Jid::Server server)
{
    if (isPersonServer(server))
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); });
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && c != '@' && c != ':'; });
}

/// Decimal without leading zeros.
std::optional<quint16> number(QByteArrayView text, quint16 limit)
{
    if (text.isEmpty() || text.size() > 5 || (text.size() > 1 && text.front() == '0'))
        return {};
    unsigned value = 0;
    for (const char c : text) {
        if (!isDigit(c))
            return {};
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    if (value > limit)
        return {};
    return static_cast<quint16>(value);
}

} // namespace

Jid::Jid(QByteArray user, Server server, quint16 device, quint16 integrator)
    : m_user(std::move(user)), m_server(server), m_device(device), m_integrator(integrator)
{
}

std::optional<Jid> Jid::parse(QByteArrayView text)
{
    const qsizetype at = text.indexOf('@');
    const Server server = serverNamed(text.sliced(at + 1));
    if (server == Server::None)
        return {};
    QByteArrayView user = text.first(std::max<qsizetype>(at, 0));
    if (user.isEmpty())
        return Jid({}, server);

    quint16 device = 0;
    if (const qsizetype colon = user.indexOf(':'); colon >= 0) {
        const auto parsed = maxDevice(server) > 0 ? number(user.sliced(colon + 1), maxDevice(server)) : std::nullopt;
        if (!parsed)
            return {};
        device = *parsed;
        user = user.first(colon);
    }
    quint16 integrator = 0;
    if (server == Server::Interop) {
        const qsizetype dash = user.indexOf('-');
        const auto parsed = dash > 0 ? number(user.first(dash), 0xffff) : std::nullopt;
        if (!parsed)
            return {};
        integrator = *parsed;
        user = user.sliced(dash + 1);
    }
    if (user.isEmpty() || !isUserText(user, server))
        return {};
    return Jid(user.toByteArray(), server, device, integrator);
}

Jid Jid::statusBroadcast()
{
    return Jid(QByteArrayLiteral("status"), Server::Broadcast);
}

std::optional<quint8> Jid::domain() const
{
    switch (m_server) {
    case Server::Phone:
        return 0;
    case Server::Lid:
        return 1;
    case Server::Hosted:
        return 128;
    case Server::HostedLid:
        return 129;
    default:
        return {};
    }
}

bool Jid::isPhone() const
{
    return m_server == Server::Phone || m_server == Server::Hosted || m_server == Server::LegacyPhone;
}

bool Jid::isStatusBroadcast() const
{
    return m_server == Server::Broadcast && m_user == "status";
}

bool Jid::isBot() const
{
    if (m_server == Server::Bot)
        return true;
    // 1313555dddd and 131655500dd
    return isPhone() && m_user.size() == 11 && (m_user.startsWith("1313555") || m_user.startsWith("131655500"));
}

Jid Jid::withDevice(quint16 device) const
{
    Jid other = *this;
    other.m_device = device;
    return other;
}

Jid Jid::account() const
{
    Jid other = bare();
    if (isPhone())
        other.m_server = Server::Phone;
    else if (isLid())
        other.m_server = Server::Lid;
    return other;
}

QByteArray Jid::toText() const
{
    if (isNull())
        return {};
    const std::string_view name = serverNames[static_cast<std::size_t>(m_server)];
    QByteArray text;
    text.reserve(m_user.size() + static_cast<qsizetype>(name.size()) + 13);
    if (!m_user.isEmpty() && m_server == Server::Interop)
        text.append(QByteArray::number(m_integrator)).append('-');
    text.append(m_user);
    if (m_device > 0)
        text.append(':').append(QByteArray::number(m_device));
    return text.append('@').append(name.data(), static_cast<qsizetype>(name.size()));
}

QByteArray Jid::nameOf(Server server)
{
    return tokens::bytesOf(serverNames[static_cast<std::size_t>(server)]);
}

Jid::Server Jid::serverNamed(QByteArrayView name)
{
    const std::string_view wanted(name.data(), static_cast<std::size_t>(name.size()));
    const auto found = wanted.empty() ? serverNames.end() : std::find(serverNames.begin(), serverNames.end(), wanted);
    return found == serverNames.end() ? Server::None : static_cast<Server>(found - serverNames.begin());
}

bool operator<(const Jid &a, const Jid &b)
{
    return std::tie(a.m_server, a.m_integrator, a.m_user, a.m_device)
        < std::tie(b.m_server, b.m_integrator, b.m_user, b.m_device);
}

} // namespace desk::wa
