#include "app/paircommand.h"

#include "app/terminalqr.h"
#include "core/base/onreply.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

struct Words
{
    QString spanish;
    QString english;
};

/// What a cause means for who stands at the terminal.
Words meaningOf(const QString &cause)
{
    static const QMap<QString, Words> meanings{
        {u"passkey_needed"_s,
         {u"WhatsApp pide la llave de acceso (passkey) de esta cuenta: vincule desde la ventana de Ventanilla (Archivo > Vincular "
          "WhatsApp), que explica cómo mostrarla."_s,
          u"WhatsApp asks for this account's passkey: please link from Ventanilla's window (File > Link WhatsApp), which tells how "
          "to show it."_s}},
        {u"pairing_failed"_s,
         {u"El teléfono y este programa no se entendieron; no se guardó nada. Inténtelo de nuevo."_s,
          u"The phone and this program did not understand each other; nothing was kept. Please try again."_s}},
        {u"no_multi_device"_s,
         {u"El WhatsApp de ese teléfono no puede vincular dispositivos: actualícelo."_s,
          u"That phone's WhatsApp cannot link devices: please update it."_s}},
        {u"outdated"_s,
         {u"WhatsApp ya no acepta esta versión: actualice Ventanilla."_s,
          u"WhatsApp does not take this version any more: please update Ventanilla."_s}},
        {u"banned"_s,
         {u"WhatsApp suspendió esta cuenta por un tiempo."_s, u"WhatsApp has suspended this account for a time."_s}},
        {u"replaced"_s,
         {u"La misma sesión está abierta en otro lugar."_s, u"The same session is open somewhere else."_s}},
        {u"untrusted"_s,
         {u"El servidor no pudo demostrar que es WhatsApp: alguien puede estar en medio."_s,
          u"The server could not prove that it is WhatsApp: somebody may be in between."_s}},
        {u"session_key_missing"_s,
         {u"Falta la clave de la sesión de WhatsApp de esta carpeta de datos."_s,
          u"The key of this data folder's WhatsApp session is gone."_s}},
        {u"session_key_wrong"_s,
         {u"La clave no abre la sesión de WhatsApp de esta carpeta de datos."_s,
          u"The key does not open this data folder's WhatsApp session."_s}},
        {u"session_key_unreadable"_s,
         {u"El archivo whatsapp.db.key está dañado o lo pueden leer otros usuarios."_s,
          u"The file whatsapp.db.key is damaged, or other users can read it."_s}},
        {u"keychain_unavailable"_s,
         {u"El llavero del sistema, que guarda la clave de la sesión, no responde."_s,
          u"The system's keychain, which has the session's key, does not answer."_s}},
        {u"storage_failed"_s,
         {u"La carpeta de datos no se puede leer o escribir."_s, u"The data folder cannot be read or written."_s}}};
    return meanings.value(cause, {u"WhatsApp respondió: %1."_s.arg(cause), u"WhatsApp answered: %1."_s.arg(cause)});
}

/// As the phone shows the fields to type it into.
QString grouped(const QString &code)
{
    return code.size() == 8 ? code.left(4) + u'-' + code.mid(4) : code;
}

} // namespace

PairCommand::PairCommand(ChannelLink &link, Clock &clock, Options options, Output output, QObject *parent)
    : QObject(parent), m_link(link), m_clock(clock), m_options(std::move(options)), m_output(std::move(output))
{
}

QString PairCommand::say(const QString &spanish, const QString &english) const
{
    return m_options.spanish ? spanish : english;
}

void PairCommand::start()
{
    connect(&m_link, &ChannelLink::changed, this, &PairCommand::take);
    m_clock.singleShot(m_options.timeout, this, [this] {
        end(1,
            say(u"Se acabó el tiempo y nadie vinculó el teléfono."_s, u"Time is up, and nobody linked the phone."_s));
    });
    take(m_link.info());
}

void PairCommand::cancel()
{
    end(1, say(u"Cancelado."_s, u"Cancelled."_s));
}

void PairCommand::end(int exitCode, const QString &error)
{
    if (std::exchange(m_ended, true))
        return;
    disconnect(&m_link, nullptr, this, nullptr);
    Q_EMIT finished(exitCode, error);
}

void PairCommand::take(const LinkInfo &info)
{
    switch (info.state) {
    case LinkState::Unpaired:
        // The codes are used up after a few minutes; whoever waits longer gets new ones.
        if (!m_pairing || info.cause == "pairing_timed_out"_L1)
            return beginPairing();
        if (!info.cause.isEmpty())
            end(1, explained(info));
        return;
    case LinkState::Pairing:
        if (info.passkeyNeeded) // nothing that a terminal could do
            return end(1, explained({.cause = u"passkey_needed"_s}));
        if (m_options.phone.isEmpty())
            showQr(info);
        else
            showCode(info);
        break;
    case LinkState::Ready: {
        const QString phone = u'+' + info.phone;
        m_output(m_pairing
                     ? say(u"Listo: vinculado con %1.\n"_s, u"Done: linked with %1.\n"_s).arg(phone)
                     : say(u"Ya estaba vinculado con %1, y funciona.\n"_s, u"Already linked with %1, and it works.\n"_s)
                           .arg(phone));
        return end(0);
    }
    case LinkState::Stopped:
        if (info.cause == "logged_out"_L1 || info.cause == "locked"_L1)
            return beginPairing();
        return end(1, explained(info));
    case LinkState::Connecting:
    case LinkState::Disconnected:
        break;
    }
    const bool lost = info.until > 0 && !info.cause.isEmpty();
    if (lost && !std::exchange(m_troubleTold, true))
        m_output(say(u"No hay conexión con WhatsApp; se sigue intentando...\n"_s,
                     u"WhatsApp cannot be reached; still trying...\n"_s));
}

QString PairCommand::explained(const LinkInfo &info) const
{
    const Words meaning = meaningOf(info.cause);
    return say(meaning.spanish, meaning.english);
}

void PairCommand::beginPairing()
{
    const bool first = !std::exchange(m_pairing, true);
    if (!m_options.phone.isEmpty()) {
        onReply(m_link.requestCode(m_options.phone), this, [this](const Result<QString> &code) {
            if (!code && code.error().code == Errc::Invalid)
                end(1,
                    say(u"Ese no es un número de teléfono: escríbalo con la clave del país, solo dígitos."_s,
                        u"That is no phone number: give it with the country code, digits only."_s));
            else if (!code && code.error().code != Errc::Cancelled)
                end(1,
                    say(u"WhatsApp no dio un código. Inténtelo más tarde o use el código QR."_s,
                        u"WhatsApp gave no code. Please try again later, or use the QR code."_s));
        });
        return;
    }
    if (first)
        m_output(say(u"En el teléfono: WhatsApp > Dispositivos vinculados > Vincular un dispositivo; apunte la cámara "
                     "a este código.\n"_s,
                     u"On the phone: WhatsApp > Linked devices > Link a device; point the camera at this code.\n"_s));
    if (auto begun = m_link.startPairing(); !begun)
        end(1, say(u"No se pudo empezar: %1."_s, u"Could not begin: %1."_s).arg(begun.error().detail));
}

void PairCommand::showCode(const LinkInfo &info)
{
    if (info.pairingCode.isEmpty() || info.pairingCode == std::exchange(m_shown, info.pairingCode))
        return;
    m_output(
        say(u"En el teléfono: WhatsApp > Dispositivos vinculados > Vincular un dispositivo > Vincular con el número de "
            "teléfono.\nEscriba este código:  %1\n"_s,
            u"On the phone: WhatsApp > Linked devices > Link a device > Link with phone number instead.\n"
            "Type this code:  %1\n"_s)
            .arg(grouped(info.pairingCode)));
}

void PairCommand::showQr(const LinkInfo &info)
{
    if (info.qrText.isEmpty() || info.qrText == std::exchange(m_shown, info.qrText))
        return;
    const auto code = TerminalQr::render(info.qrText,
                                         m_options.colours ? TerminalQr::Style::Colours : TerminalQr::Style::Plain);
    if (!code)
        return end(1, code.error().detail);
    const QString text = *code
        + say(u"El código cambia solo; Ctrl+C cancela.\n"_s, u"The code changes by itself; Ctrl+C cancels.\n"_s);
    // The old one is dead: nobody must scan it.
    const QString clear = m_options.colours && m_qrLines > 0 ? u"\u001b[%1F\u001b[J"_s.arg(m_qrLines) : QString();
    m_output(clear + text);
    m_qrLines = int(text.count(u'\n'));
}

} // namespace desk
