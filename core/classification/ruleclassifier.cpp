#include "core/classification/ruleclassifier.h"

#include "core/classification/words.h"

#include <QMap>

#include <array>
#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

struct Vocabulary
{
    QLatin1String category;
    QLatin1String subcategory;
    int weight; ///< 3 names the fault, 2 points to it, 1 is a hint
    std::initializer_list<QLatin1String> phrases;
};

// clang-format off
const std::initializer_list<Vocabulary> &vocabularies()
{
    static const std::initializer_list<Vocabulary> rows = {
        {"hardware"_L1, "screen"_L1, 3, {"pantalla rota"_L1, "pantalla negra"_L1, "pantalla estrellada"_L1, "pantalla parpadea"_L1, "no da imagen"_L1, "no da video"_L1, "sin imagen"_L1, "rayas en la pantalla"_L1, "lineas en la pantalla"_L1, "black screen"_L1, "no se ve nada"_L1, "tela preta"_L1}},
        {"hardware"_L1, "screen"_L1, 2, {"pantalla"_L1, "monitor"_L1, "display"_L1, "pixel*"_L1, "parpade*"_L1, "screen"_L1}},
        {"hardware"_L1, "power"_L1, 4, {"no enciende"_L1, "no prende"_L1, "no quiere prender"_L1, "no quiere encender"_L1, "no me prende"_L1, "no me enciende"_L1, "ya no prende"_L1, "no carga la bateria"_L1, "no carga la pila"_L1, "no carga el cargador"_L1, "se apaga"_L1, "se apago"_L1, "se me apaga"_L1, "no arranca"_L1, "turn on"_L1, "nao liga"_L1, "no da senales"_L1, "no encendio"_L1, "no prendio"_L1, "won t turn on"_L1}},
        {"hardware"_L1, "power"_L1, 3, {"bateria"_L1, "cargador"_L1, "eliminador"_L1, "fuente de poder"_L1, "battery"_L1, "charger"_L1, "nobreak"_L1, "no break"_L1}},
        {"hardware"_L1, "storage"_L1, 3, {"disco duro"_L1, "disco lleno"_L1, "no reconoce el disco"_L1, "usb no"_L1, "memoria usb"_L1, "ssd"_L1, "disco externo"_L1, "espacio en disco"_L1, "hard drive"_L1, "sin espacio"_L1}},
        {"hardware"_L1, "storage"_L1, 2, {"disco"_L1, "memoria"_L1}},
        {"hardware"_L1, "keyboard_mouse"_L1, 4, {"teclado"_L1, "mouse"_L1, "teclas"_L1, "tecla"_L1, "touchpad"_L1, "keyboard"_L1, "mouse pad"_L1, "raton"_L1}},
        {"hardware"_L1, "printer"_L1, 4, {"imprim*"_L1, "impresora"_L1, "toner"_L1, "atasc*"_L1, "multifuncional"_L1, "cartucho"_L1, "tinta"_L1, "hojas en blanco"_L1, "printer"_L1, "impressora"_L1, "plotter"_L1, "copiadora"_L1, "papel"_L1, "escanea*"_L1, "escaner"_L1, "impresion*"_L1}},
        {"hardware"_L1, "audio_video"_L1, 3, {"sin sonido"_L1, "no se escucha"_L1, "no se oye"_L1, "bocina*"_L1, "microfono"_L1, "camara"_L1, "diadema"_L1, "audifonos"_L1, "webcam"_L1, "proyector"_L1, "audio"_L1, "sonido"_L1, "no me escuchan"_L1}},
        {"hardware"_L1, "overheating_noise"_L1, 4, {"se calienta"_L1, "muy caliente"_L1, "sobrecalient*"_L1, "calienta mucho"_L1, "hace ruido"_L1, "mucho ruido"_L1, "ventilador"_L1, "huele a quemado"_L1, "overheat*"_L1, "ruido"_L1, "zumba*"_L1}},
        {"hardware"_L1, "physical_damage"_L1, 5, {"se cayo"_L1, "se me cayo"_L1, "se rompio"_L1, "se quebro"_L1, "se estrello"_L1, "derram*"_L1, "le cayo agua"_L1, "le cayo cafe"_L1, "se mojo"_L1, "golpe*"_L1, "esta rota"_L1, "esta roto"_L1, "bisagra*"_L1, "carcasa"_L1, "pantalla rota"_L1, "tire cafe"_L1, "tire agua"_L1}},
        {"hardware"_L1, "other"_L1, 1, {"computadora"_L1, "laptop"_L1, "compu"_L1, "lap"_L1, "cpu"_L1, "puerto"_L1, "celular"_L1, "tablet"_L1}},
        {"software"_L1, "os"_L1, 4, {"windows"_L1, "pantalla azul"_L1, "pantallazo azul"_L1, "sistema operativo"_L1, "blue screen"_L1, "no inicia windows"_L1, "se reinicia sola"_L1, "se reinicia solo"_L1, "no carga el escritorio"_L1, "macos"_L1}},
        {"software"_L1, "office_apps"_L1, 4, {"excel"_L1, "word"_L1, "power point"_L1, "powerpoint"_L1, "office"_L1, "pdf"_L1, "acrobat"_L1, "teams"_L1, "zoom"_L1, "onedrive"_L1, "hoja de calculo"_L1}},
        {"software"_L1, "virus"_L1, 5, {"virus"_L1, "malware"_L1, "ransomware"_L1, "anuncios raros"_L1, "hackea*"_L1, "ventanas emergentes"_L1, "troyano"_L1, "phishing"_L1, "antivirus"_L1, "publicidad"_L1}},
        {"software"_L1, "slow"_L1, 3, {"lent*"_L1, "se traba"_L1, "se congela"_L1, "se pasma"_L1, "se cicla"_L1, "tarda mucho"_L1, "se queda pensando"_L1, "se alenta"_L1, "trabad*"_L1, "slow"_L1, "freez*"_L1, "se trabo"_L1, "no responde"_L1, "travando"_L1}},
        {"software"_L1, "email"_L1, 5, {"correo*"_L1, "outlook"_L1, "email"_L1, "e mail"_L1, "gmail"_L1, "bandeja"_L1, "mail"_L1}},
        {"software"_L1, "installation_update"_L1, 4, {"instal*"_L1, "actualiza*"_L1, "licencia"_L1, "activar"_L1, "update"_L1, "driver*"_L1, "controlador"_L1, "install*"_L1}},
        {"software"_L1, "business_app"_L1, 4, {"sap"_L1, "contpaq*"_L1, "contpaqi"_L1, "aspel"_L1, "sistema de ventas"_L1, "punto de venta"_L1, "facturacion"_L1, "el sistema no"_L1, "erp"_L1, "crm"_L1, "nomina"_L1, "facturar"_L1, "timbrar"_L1, "sistema contable"_L1}},
        {"software"_L1, "other"_L1, 2, {"programa"_L1, "aplicacion"_L1, "app"_L1, "software"_L1, "archivo*"_L1, "error"_L1, "no abre"_L1, "sistema"_L1, "navegador"_L1, "chrome"_L1}},
        {"network"_L1, {}, 4, {"internet"_L1, "wifi"_L1, "wi fi"_L1, "modem"_L1, "router"_L1, "vpn"_L1, "sin red"_L1, "cable de red"_L1, "no hay red"_L1, "carpeta compartida"_L1, "no tengo red"_L1, "network"_L1, "sin conexion"_L1, "no navega"_L1, "rede"_L1, "la red"_L1, "ethernet"_L1}},
        {"network"_L1, {}, 2, {"red"_L1, "conexion"_L1, "conecta*"_L1, "servidor"_L1, "switch"_L1}},
        {"account"_L1, {}, 6, {"contrasena*"_L1, "password"_L1, "clave"_L1, "cuenta bloqueada"_L1, "usuario bloqueado"_L1, "mi cuenta"_L1, "iniciar sesion"_L1, "inicio de sesion"_L1, "desbloque*"_L1, "senha"_L1, "se bloqueo mi usuario"_L1, "mi usuario"_L1, "log in"_L1, "login"_L1, "crear usuario"_L1, "alta de usuario"_L1, "permisos"_L1, "token"_L1}},
        {"account"_L1, {}, 2, {"acceso"_L1, "usuario"_L1, "cuenta"_L1, "sesion"_L1}},
        {"other"_L1, {}, 1, {"no funciona"_L1, "no sirve"_L1, "no jala"_L1, "falla*"_L1, "descompus*"_L1, "descompuest*"_L1, "not working"_L1, "nao funciona"_L1}},
    };
    return rows;
}
// clang-format on

} // namespace

Classification RuleClassifier::classify(const QString &text) const
{
    const FoldedText words(text);
    QMap<std::pair<QString, QString>, int> scores;
    for (const Vocabulary &row : vocabularies()) {
        for (const QLatin1String phrase : row.phrases) {
            if (words.has(phrase))
                scores[{row.category, row.subcategory}] += row.weight;
        }
    }

    Classification best;
    best.isFault = false;
    int top = 0;
    int total = 0;
    for (auto it = scores.cbegin(); it != scores.cend(); ++it) {
        total += it.value();
        if (it.value() <= top)
            continue;
        top = it.value();
        best.category = it.key().first;
        best.subcategory = it.key().second;
    }
    if (total == 0)
        return best;
    best.isFault = true;
    best.confidence = double(top) / double(total + 1); // a lone hint stays unsure
    return best;
}

} // namespace desk
