#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>

namespace desk::wa {

/// An address: a person, one of a person's devices, a group, a list, a channel or the server itself.
///
/// A plain value, safe to copy to any thread. Text forms and servers: note 1, section 3.5 and note 2, section 0.2.
class Jid
{
public:
    enum class Server : quint8 {
        None,        ///< no address at all
        Phone,       ///< s.whatsapp.net: a person by phone number
        Lid,         ///< lid: a person by hidden id
        Hosted,      ///< hosted: a Phone account whose device is at a hosting company
        HostedLid,   ///< hosted.lid: the same by hidden id
        LegacyPhone, ///< c.us: old spelling of Phone
        Group,       ///< g.us
        Broadcast,   ///< broadcast: status@broadcast and lists
        Newsletter,  ///< newsletter: channels
        Call,        ///< call
        Bot,         ///< bot
        Messenger,   ///< msgr
        Interop,     ///< interop: people of other services, with the number of the integrator
    };

    /// No address; isNull().
    Jid() = default;
    /// Trusts its caller, as opposed to parse(). @param device 0 is the phone. @param integrator only with Interop.
    Jid(QByteArray user, Server server, quint16 device = 0, quint16 integrator = 0);

    /// Reads "user[:device]@server", "integrator-user[:device]@interop", "@server" or a bare "server". Device 0 written out is
    /// the same as none. Nothing for anything else: an unknown server, a device where there are none or over the server's
    /// limit (255; 65535 for Messenger and Interop), characters that no user has (in people's: all but letters and digits).
    [[nodiscard]] static std::optional<Jid> parse(QByteArrayView text);
    [[nodiscard]] static std::optional<Jid> parse(QStringView text) { return parse(QByteArrayView(text.toUtf8())); }

    /// The server as an address: "@s.whatsapp.net".
    [[nodiscard]] static Jid server(Server server = Server::Phone) { return Jid({}, server); }
    [[nodiscard]] static Jid statusBroadcast();

    [[nodiscard]] bool isNull() const { return m_server == Server::None; }
    [[nodiscard]] const QByteArray &user() const { return m_user; }
    [[nodiscard]] Server serverKind() const { return m_server; }
    [[nodiscard]] QByteArray serverName() const { return nameOf(m_server); }
    [[nodiscard]] quint16 device() const { return m_device; }
    [[nodiscard]] quint16 integrator() const { return m_integrator; }
    /// The byte that stands for the server in a device address: 0 Phone, 1 Lid, 128 Hosted, 129 HostedLid; nothing for others.
    [[nodiscard]] std::optional<quint8> domain() const;

    [[nodiscard]] bool isServer() const { return !isNull() && m_user.isEmpty(); }
    [[nodiscard]] bool isLid() const { return m_server == Server::Lid || m_server == Server::HostedLid; }
    [[nodiscard]] bool isPhone() const;
    [[nodiscard]] bool isHosted() const { return m_server == Server::Hosted || m_server == Server::HostedLid; }
    /// A person (or a bot that has a number): by phone number or hidden id.
    [[nodiscard]] bool isPerson() const { return !m_user.isEmpty() && (isPhone() || isLid()); }
    [[nodiscard]] bool isGroup() const { return m_server == Server::Group; }
    [[nodiscard]] bool isBroadcast() const { return m_server == Server::Broadcast; }
    [[nodiscard]] bool isStatusBroadcast() const;
    [[nodiscard]] bool isNewsletter() const { return m_server == Server::Newsletter; }
    /// Also the phone numbers that belong to bots (note 2, section 0.2).
    [[nodiscard]] bool isBot() const;

    /// Without device.
    [[nodiscard]] Jid bare() const { return withDevice(0); }
    [[nodiscard]] Jid withDevice(quint16 device) const;
    /// Whose account it is: without device, hosted and old spellings turned into Phone or Lid.
    [[nodiscard]] Jid account() const;

    /// Canonical: parse() gives the same back. Empty for the null address.
    [[nodiscard]] QByteArray toText() const;
    [[nodiscard]] QString toString() const { return QString::fromLatin1(toText()); }

    [[nodiscard]] static QByteArray nameOf(Server server);
    /// None for an unknown name.
    [[nodiscard]] static Server serverNamed(QByteArrayView name);

    friend bool operator==(const Jid &a, const Jid &b) = default;
    friend bool operator<(const Jid &a, const Jid &b);
    friend size_t qHash(const Jid &jid, size_t seed = 0)
    {
        return qHashMulti(seed, jid.m_user, static_cast<quint8>(jid.m_server), jid.m_device, jid.m_integrator);
    }

private:
    QByteArray m_user;
    Server m_server = Server::None;
    quint16 m_device = 0;
    quint16 m_integrator = 0;
};

} // namespace desk::wa
