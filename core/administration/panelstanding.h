#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace desk {

/// An address of this computer that others on the network may reach it at.
struct LanAddress
{
    QString network = {}; ///< as the system calls the adapter: "wlan0", "Wi-Fi"
    QString address = {}; ///< IPv6 without brackets and scope
};

/// How the panel is served at the moment. Plain value.
struct PanelStanding
{
    quint16 port = 0; ///< 0: not served
    bool lan = false; ///< others on the network reach it
    bool tls = false;
    QString fingerprint = {}; ///< SHA-256 of the certificate, "AB:CD:..."; empty without TLS
    QString loopback = {};    ///< the address of this computer itself
    QList<LanAddress> addresses = {};
};

/// The addresses of this machine in its networks, IPv4 first, real adapters before those of virtual machines. Asks the system; any thread.
[[nodiscard]] QList<LanAddress> lanAddresses();
/// Whether a server could listen on @p port of this computer now.
[[nodiscard]] bool isPortFree(quint16 port);
/// What is typed into a browser.
[[nodiscard]] QUrl panelUrl(const QString &address, quint16 port, bool tls);

} // namespace desk
