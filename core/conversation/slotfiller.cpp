#include "core/conversation/slotfiller.h"

#include "core/classification/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

using Phrases = std::initializer_list<QLatin1String>;

constexpr qsizetype maxSummary = 200;
constexpr qsizetype maxDetail = 2000;

/// A text with its folded twin of equal length: found in the twin, taken from the text.
struct Source
{
    explicit Source(const QString &raw)
        : text(raw.normalized(QString::NormalizationForm_C)), plain(folded(text)), words(text)
    {
    }
    [[nodiscard]] QString at(const QRegularExpressionMatch &match, int group) const
    {
        return text.mid(match.capturedStart(group), match.capturedLength(group));
    }

    QString text;
    QString plain;
    FoldedText words;
};

QRegularExpression wordsPattern(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption);
}

bool onlyWordsOf(const FoldedText &text, const QStringList &allowed)
{
    return !text.isEmpty() && std::all_of(text.words().cbegin(), text.words().cend(), [&](const QString &word) {
        return allowed.contains(word);
    });
}

QString capitalised(const QString &value)
{
    return value.isEmpty() ? value : value.at(0).toUpper() + value.mid(1);
}

// --- names -----------------------------------------------------------------------------------------------------------

const QStringList &nameStops()
{
    static const QStringList stops =
        u"de del en y e con mi mis tengo para que no desde por a al estoy trabajo soy es the from in and my "
        u"do da i quiero necesito le les se me te les pero buenas buenos hola favor trabaja with"_s.split(u' ');
    return stops;
}

/// The words of a name at the beginning of @p words: up to four, until a word that is in no name.
QString nameFrom(const QString &words)
{
    static const QStringList notNames =
        u"nuevo nueva usuario usuaria yo cliente el la un una quien otra otro encargado encargada jefe jefa "
        u"gerente si ok va sale bueno no gracias sr sra urgente having not unable using ya igual todavia"_s.split(u' ');
    QStringList name;
    for (const QString &raw : words.split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts)) {
        const QString word = folded(raw);
        if (name.size() == 4 || nameStops().contains(word))
            break;
        if (name.isEmpty() && notNames.contains(word))
            return {};
        name.append(capitalised(raw));
    }
    return name.join(u' ');
}

QString statedName(const Source &source)
{
    static const QRegularExpression pattern = wordsPattern(
        u"\\b(?:soy|me llamo|mi nombre es|(?:te |le )?habla|el nombre es|a nombre de|my name is|me chamo|meu nome e|sou|nombre:)\\s+"
        u"(?:(?:la|el|a|o)\\s+)?((?:lic|ing|dr|dra|don|dona|sr|sra)\\.?\\s+)?([\\p{L}][\\p{L}'\u2019-]*(?:[ \\t]+[\\p{L}][\\p{L}'\u2019-]*){0,4})"_s);
    for (auto it = pattern.globalMatch(source.plain); it.hasNext();) {
        QString name = nameFrom(source.at(it.next(), 2));
        if (!name.isEmpty())
            return name;
    }
    static const QRegularExpression english = wordsPattern(
        u"\\b(?:I am|I'm|This is) (\\p{Lu}[\\p{L}]+(?: \\p{Lu}[\\p{L}]+){0,2})"_s);
    return nameFrom(english.match(source.text).captured(1));
}

// --- department ------------------------------------------------------------------------------------------------------

const QString &knownDepartments()
{
    static const QString names =
        u"recursos humanos|r\\.? ?h\\.?|rrhh|contabilidad|ventas|compras|almacen|finanzas|administracion|sistemas|ti|juridico|legal|logistica|"
        u"mercadotecnia|marketing|produccion|recepcion|calidad|mantenimiento|direccion|gerencia|nominas?|tesoreria|facturacion|cobranza|"
        u"credito|atencion a clientes|servicio al cliente|call center|ingenieria|operaciones|diseno|laboratorio|enfermeria|farmacia|"
        u"biblioteca|caja|trafico|embarques|vigilancia|capacitacion|auditoria|proyectos|comercial|planta|taller|archivo|control escolar|"
        u"secretaria|accounting|sales|hr|finance|purchasing|warehouse|vendas|contabilidade|financeiro|estoque"_s;
    return names;
}

QString departmentWritten(const QString &raw)
{
    const QString value = raw.trimmed();
    return value.size() <= 4 && folded(value) != "caja"_L1 ? value.toUpper() : capitalised(value);
}

QString departmentFrom(const Source &source)
{
    static const QRegularExpression stated = wordsPattern(
        u"\\b(?:departamento|depto\\.?|area|department|oficina|setor|departamento)\\s*(?:es|de|:)?\\s+(?:de\\s+)?(?:la\\s+|los\\s+|el\\s+)?"
        u"([\\p{L}]+(?:[ \\t]+[\\p{L}]+){0,3})"_s);
    if (const auto match = stated.match(source.plain); match.hasMatch()) {
        static const QRegularExpression known = wordsPattern(u"^(?:"_s + knownDepartments() + u")\\b"_s);
        if (const auto exact = known.match(match.captured(1)); exact.hasMatch())
            return departmentWritten(source.at(match, 1).left(exact.capturedLength()));
        QStringList words;
        for (const QString &word : source.at(match, 1).split(u' ', Qt::SkipEmptyParts)) {
            if (nameStops().contains(folded(word)))
                break;
            words.append(word);
        }
        if (!words.isEmpty())
            return departmentWritten(words.join(u' '));
    }
    // "el programa de ventas" is no department
    static const QRegularExpression named = wordsPattern(
        u"(\\b[\\p{L}]+\\s+)?\\b(?:de|del|en|desde|from|in|do|da)\\s+(?:la\\s+|el\\s+)?("_s + knownDepartments()
        + u")\\b"_s);
    static const QStringList owners =
        u"programa sistema modulo software reporte app archivo carpeta pagina portal correo lector servidor lista"_s
            .split(u' ');
    for (auto it = named.globalMatch(source.plain); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (!owners.contains(match.captured(1).trimmed()))
            return departmentWritten(source.at(match, 2));
    }
    return {};
}

// --- equipment -------------------------------------------------------------------------------------------------------

struct Equipment
{
    QLatin1String type;
    Phrases names;
};

/// The first device named; what is no device itself (network, accessories) only when nothing else is.
QString equipmentFrom(const FoldedText &words, bool last)
{
    static const std::initializer_list<Equipment> devices = {
        {"laptop"_L1,
         {"laptop"_L1, "laptops"_L1, "lap"_L1, "lap top"_L1, "lapton"_L1, "notebook"_L1, "portatil"_L1, "macbook"_L1,
          "chromebook"_L1}},
        {"desktop"_L1,
         {"computadora"_L1, "compu"_L1, "pc"_L1, "cpu"_L1, "all in one"_L1, "maquina"_L1, "ordenador"_L1, "imac"_L1,
          "computador"_L1, "computer"_L1, "desktop"_L1, "equipo de escritorio"_L1, "computadoras"_L1, "compus"_L1}},
        {"printer"_L1,
         {"impresora"_L1, "impresoras"_L1, "multifuncional"_L1, "printer"_L1, "impressora"_L1, "plotter"_L1,
          "copiadora"_L1, "fotocopiadora"_L1, "toner"_L1}},
        {"monitor"_L1, {"monitor"_L1, "monitores"_L1, "segunda pantalla"_L1}},
        {"phone"_L1, {"cel"_L1, "celular"_L1, "telefono"_L1, "iphone"_L1, "smartphone"_L1, "phone"_L1, "movil"_L1}},
        {"tablet"_L1, {"tablet"_L1, "tableta"_L1, "ipad"_L1}},
    };
    static const std::initializer_list<Equipment> others = {
        {"network"_L1,
         {"internet"_L1, "red"_L1, "modem"_L1, "router"_L1, "wifi"_L1, "wi fi"_L1, "vpn"_L1, "rede"_L1, "network"_L1,
          "access point"_L1}},
        {"other"_L1,
         {"proyector"_L1, "escaner"_L1, "scanner"_L1, "camara"_L1, "teclado"_L1, "mouse"_L1, "bocina"_L1, "bocinas"_L1,
          "diadema"_L1, "servidor"_L1, "no break"_L1, "nobreak"_L1, "ups"_L1, "terminal"_L1, "checador"_L1,
          "memoria usb"_L1, "disco externo"_L1}},
    };
    const auto nearest = [&](std::initializer_list<Equipment> table) {
        QString found;
        qsizetype best = last ? -1 : std::numeric_limits<qsizetype>::max();
        for (const Equipment &equipment : table) {
            for (const QLatin1String name : equipment.names) {
                const qsizetype at = last ? words.lastIndexOf(name) : words.indexOf(name);
                if (at < 0 || (last ? at <= best : at >= best))
                    continue;
                best = at;
                found = equipment.type;
            }
        }
        return found;
    };
    QString type = nearest(devices);
    if (type == "desktop"_L1 && !last && words.hasAny({"laptop"_L1, "lap"_L1, "portatil"_L1}))
        type = u"laptop"_s; // "computadora portátil"
    return type.isEmpty() ? nearest(others) : type;
}

QString bareEquipment(const FoldedText &words)
{
    if (words.hasAny({"escritorio"_L1, "de mesa"_L1}))
        return u"desktop"_s;
    if (words.has("pantalla"_L1))
        return u"monitor"_s;
    if (words.wordCount() <= 4
        && words.hasAny({"otro"_L1, "otra"_L1, "otra cosa"_L1, "outro"_L1, "other"_L1, "ninguno de esos"_L1}))
        return u"other"_s;
    return {};
}

// --- asset number ----------------------------------------------------------------------------------------------------

QString assetFrom(const Source &source)
{
    static const QRegularExpression stated = wordsPattern(
        u"\\b(?:activo|etiqueta|inventario|placa|numero de serie|asset|patrimonio|serie)(?:\\s+fijo)?(?:\\s+|:|#|\\.|=|\u00ba|\u00b0)*"
        u"(?:(?:numero|num|no|n|es|el|la|dice|tag|number|is|de|con)(?:\\s+|\\.|:|#|\u00ba|\u00b0)+)*((?:[a-z]{2,3} |[a-z]{0,6}[-_]?)\\d{2,}(?:[-/]\\w+)*)"_s);
    if (const auto match = stated.match(source.plain); match.hasMatch())
        return source.at(match, 1).trimmed().toUpper();
    static const QRegularExpression code = wordsPattern(
        u"\\b(?!(?:kb|hp|err|error|cve|win|usb|mfc|dcp)-)[a-z]{2,5}-\\d{3,}(?:-\\w+)*\\b"_s);
    return source.at(code.match(source.plain), 0).toUpper();
}

QString lastNumber(const QString &text)
{
    static const QRegularExpression number = wordsPattern(
        u"(?<![\\w-])(?:(?!LA|EL|ES|NO|UN)[A-Z]{2,6} |[a-zA-Z]{0,6}[-_]?)\\d{2,}(?:[-/]\\w+)*"_s);
    QString found;
    for (auto it = number.globalMatch(text); it.hasNext();)
        found = it.next().captured().trimmed().toUpper();
    return found;
}

// --- fault -----------------------------------------------------------------------------------------------------------

bool tellsOfProblem(const FoldedText &words)
{
    static const QRegularExpression negatedVerb(
        u" (?:no|ni|nao|ya no|sin|not|don t|doesn t|won t|can t|cannot) (?:me |se |le |lo |la |nos |quiere |puedo |podemos |deja |da |hay |tengo |tenemos |pude )*"
        u"(?:funcion|sirv|jal|prend|encend|enciend|impr|abr|carg|conect|entr|arranc|respond|reconoc|detect|escuch|oye|oig|ve |da |lee|guard|env|mand|"
        u"recib|inici|deja|acept|gir|trabaj|us|acced|acces|internet|red |senal|wifi|imagen|sonido|corriente|sistema|correo|conexion|liga|work|turn|print|"
        u"connect|open|load|start|puedo|podemos|quiere|hay|factur|naveg|actualiz|instal|encuentr|aparec|apag|escane|timbr|video)"_s);
    return words.padded().contains(negatedVerb)
        || words.hasAny(
            {"falla"_L1,          "fallando"_L1,      "fallo"_L1,        "error"_L1,       "se apag*"_L1,
             "se me apag*"_L1,    "se reinici*"_L1,   "lent*"_L1,        "se traba*"_L1,   "se trabo"_L1,
             "se congel*"_L1,     "se pasm*"_L1,      "se cicl*"_L1,     "se cay*"_L1,     "se me cay*"_L1,
             "se rompi*"_L1,      "rot*"_L1,          "se quebr*"_L1,    "atasc*"_L1,      "atora*"_L1,
             "se atoro"_L1,       "descompus*"_L1,    "descompuest*"_L1, "virus"_L1,       "pantalla azul"_L1,
             "pantalla negra"_L1, "parpade*"_L1,      "sin internet"_L1, "sin red"_L1,     "sin sonido"_L1,
             "sin imagen"_L1,     "sin tinta"_L1,     "sin toner"_L1,    "bloquead*"_L1,   "bloqueo"_L1,
             "desbloque*"_L1,     "olvid*"_L1,        "contrasena"_L1,   "instal*"_L1,     "actualiza*"_L1,
             "licencia"_L1,       "derram*"_L1,       "se mojo"_L1,      "golpe*"_L1,      "ruido*"_L1,
             "calienta"_L1,       "sobrecalient*"_L1, "huele"_L1,        "humo"_L1,        "se desconect*"_L1,
             "se borr*"_L1,       "perdi*"_L1,        "danad*"_L1,       "hackea*"_L1,     "dejo de"_L1,
             "tarda"_L1,          "sale un"_L1,       "marca un"_L1,     "borros*"_L1,     "rayas"_L1,
             "manchas"_L1,        "estrellad*"_L1,    "broken"_L1,       "slow"_L1,        "crash*"_L1,
             "quebr*"_L1,         "travando"_L1,      "senha"_L1,        "password"_L1,    "murio"_L1,
             "trono"_L1,          "pita"_L1,          "en blanco"_L1,    "intermitente"_L1});
}

/// "tengo un problema con mi compu" says that there is one, not which.
bool onlyGeneralities(const FoldedText &words)
{
    static const QStringList general =
        u"tengo un una problema problemas detalle ayuda ayudar ayudarme ayudame necesito falla fallas con mi mis la el lo que hola buenas buenos "
        u"dias tardes noches me puede pueden puedes por favor compu computadora laptop lap pc impresora equipo cel celular tablet "
        u"monitor maquina internet red disculpe disculpa oye reportar quiero quisiera una de su reporte hacer i have a problem need help my with the computer printer"_s
            .split(u' ');
    return onlyWordsOf(words, general);
}

QString clauseWithoutIdentity(const QString &clause)
{
    static const QRegularExpression identity(
        u"^\\s*(?:(?:hola|buenas|buenos|buen|d[ií]as?|tardes?|noches?|hey|oye|disculpe|disculpa|perd[oó]n|qu[eé] tal|y)\\b[\\s,]*)*"
        u"(?:(?:soy|me llamo|mi nombre es|habla)\\s+[^,.;\\n]*?\\s+y\\s+)?"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return QString(clause).remove(identity).trimmed();
}

void readFault(const Source &source, const QString &asked, Reading &reading)
{
    const bool wasAsked = asked == "fault"_L1;
    if (onlyGeneralities(source.words)
        || !(tellsOfProblem(source.words) || (wasAsked && source.words.wordCount() >= 3)))
        return;
    static const QRegularExpression ends(u"[.;,!?¡¿\\n]+"_s);
    QStringList problem;
    for (const QString &clause : source.text.split(ends, Qt::SkipEmptyParts)) {
        const FoldedText words(clause);
        if (tellsOfProblem(words) && !onlyGeneralities(words))
            problem.append(clauseWithoutIdentity(clause));
    }
    problem.removeAll(QString());
    problem.removeDuplicates();
    const QString whole = source.text.simplified();
    QString summary = problem.isEmpty() ? clauseWithoutIdentity(whole) : problem.join(u", "_s);
    if (summary.isEmpty())
        summary = whole;
    if (summary.size() > maxSummary)
        summary = summary.left(maxSummary - 1).trimmed() + u'…';
    reading.facts.fault = capitalised(summary);
    if (FoldedText(summary).padded() != source.words.padded())
        reading.facts.faultDetail = whole.left(maxDetail);
}

// --- intents ---------------------------------------------------------------------------------------------------------

QString urgencyFrom(const FoldedText &words)
{
    if (words.hasAny({"no es urgente"_L1, "no urge"_L1, "no me urge"_L1, "no corre prisa"_L1, "no hay prisa"_L1,
                      "sin prisa"_L1, "cuando puedan"_L1, "cuando puedas"_L1, "cuando pueda"_L1,
                      "cuando tengan tiempo"_L1, "cuando haya tiempo"_L1, "not urgent"_L1, "no rush"_L1,
                      "nao e urgente"_L1, "prioridad baja"_L1}))
        return u"low"_s;
    if (words.hasAny({"urge"_L1,
                      "urgente*"_L1,
                      "urgentisimo"_L1,
                      "urgencia"_L1,
                      "lo antes posible"_L1,
                      "cuanto antes"_L1,
                      "no puedo trabajar"_L1,
                      "no podemos trabajar"_L1,
                      "estamos parados"_L1,
                      "estoy parado"_L1,
                      "estoy parada"_L1,
                      "emergencia"_L1,
                      "asap"_L1,
                      "urgent"_L1,
                      "nadie puede trabajar"_L1,
                      "no podemos facturar"_L1,
                      "es para hoy"_L1,
                      "can t work"_L1,
                      "prioridad alta"_L1,
                      "detenidos"_L1,
                      "no podemos atender"_L1,
                      "no podemos cobrar"_L1}))
        return u"high"_s;
    return words.hasAny({"prioridad normal"_L1, "prioridad media"_L1}) ? u"normal"_s : QString();
}

Reading::Answer answerFrom(const Source &source)
{
    using enum Reading::Answer;
    const FoldedText &words = source.words;
    static const QRegularExpression stillBroken(
        u" (?:no|ni|nao|not|didn t|doesn t|tampoco) (?:me |se |le |nos |quiere )*(?:funcion|sirv|jal|qued|pud|resol|solucion|arregl|prend|enciend|encend|ayud|impr|conect|abr|entr|"
        u"cambi|mejor|carg|work|help|resolv|fixed)"_s);
    if (words.has("no se si"_L1))
        return None;
    if (words.hasAny({"sigue igual"_L1, "sigue sin"_L1, "sigue fall*"_L1, "sigue lo mismo"_L1, "siguen igual"_L1,
                      "quedo igual"_L1, "esta igual"_L1, "sigue"_L1, "ni asi"_L1, "para nada"_L1, "continua igual"_L1,
                      "continua"_L1, "still the same"_L1, "still not"_L1, "same problem"_L1, "lo mismo"_L1, "peor"_L1})
        || words.padded().contains(stillBroken))
        return No;
    if (words.hasAny({"ya quedo"_L1,    "ya funciono"_L1, "ya funciona"_L1, "ya jalo"_L1,       "ya jala"_L1,
                      "ya prendio"_L1,  "ya encendio"_L1, "ya sirve"_L1,    "ya se arreglo"_L1, "ya pude"_L1,
                      "ya imprimio"_L1, "ya imprime"_L1,  "resuelto"_L1,    "solucionado"_L1,   "se soluciono"_L1,
                      "se resolvio"_L1, "funciono"_L1,    "sirvio"_L1,      "ya esta listo"_L1, "it works"_L1,
                      "it worked"_L1,   "works now"_L1,   "fixed"_L1,       "deu certo"_L1,     "funcionou"_L1,
                      "resolveu"_L1,    "ya esta"_L1,     "ya"_L1})
        && !words.hasAny({"ya no"_L1, "ya lo"_L1, "ya la"_L1, "ya le"_L1, "ya hice"_L1}))
        return Yes;
    if (words.wordCount() > 8)
        return None;
    if (words.hasAny({"ahora no"_L1,   "ahorita no"_L1,  "todavia no"_L1, "aun no"_L1,     "al rato"_L1,
                      "mas tarde"_L1,  "luego"_L1,       "despues"_L1,    "ahorita"_L1,    "voy a probar"_L1,
                      "dejame"_L1,     "deja lo"_L1,     "dejeme"_L1,     "lo intento"_L1, "lo pruebo"_L1,
                      "un momento"_L1, "espera"_L1,      "espere"_L1,     "permiteme"_L1,  "manana"_L1,
                      "not now"_L1,    "not yet"_L1,     "later"_L1,      "ainda nao"_L1,  "agora nao"_L1,
                      "depois"_L1,     "no he podido"_L1}))
        return Later;
    static const QStringList noes = u"no nop nope nel nelson negativo nada tampoco igual nao noo"_s.split(u' ');
    static const QStringList yeses = u"si sip simon yes yep yeah sim sii afirmativo correcto asi"_s.split(u' ');
    static const QStringList agreements =
        u"va sale ok okay okey oki dale orale bueno bien claro perfecto listo vale enterado entendido sure"_s.split(
            u' ');
    const QStringList start = words.words().mid(0, 3);
    for (const QString &word : start) {
        if (noes.contains(word))
            return No;
        if (yeses.contains(word))
            return Yes;
    }
    for (const QString &word : start) {
        if (agreements.contains(word))
            return Agree;
    }
    if (words.isEmpty() && source.text.contains(u"👍"_s))
        return Agree;
    return words.isEmpty() && source.text.contains(u"👎"_s) ? No : None;
}

bool wantsHuman(const FoldedText &words)
{
    static const QString person =
        u"(?:persona|humano|alguien|tecnico|asesor|asesora|agente|ejecutivo|operador|ingeniero|human|person|agent|someone|pessoa|atendente)"_s;
    static const QRegularExpression asked(
        u" (?:quiero|quisiera|necesito|prefiero|pasame|paseme|paseneme|hablar con|hable con|comuni\\w+|atienda|atiendan|manden?|mandame|mandenme|envien|enviame|venga|"
        u"contact\\w+|talk to|speak (?:to|with)|falar com|con|need|want) (?:(?:que|me|a|con|un|una|el|la|al|lo|hablar|atienda|atiendan|venga|manden|pasen|uma|um|por|favor|real|to|speak|talk|with|directo) )*"_s
        + person + u" "_s);
    if (words.hasAny({"persona real"_L1, "un humano"_L1, "no quiero hablar con un robot"_L1, "no quiero un bot"_L1,
                      "human please"_L1, "real person"_L1}))
        return true;
    if (words.padded().contains(asked) && !words.hasAny({"con alguien mas"_L1}))
        return true;
    static const QRegularExpression alone(u"^ (?:un |una |al |el |a )?"_s + person
                                          + u" (?:por favor |porfa |please |porfavor )?$"_s);
    return words.padded().contains(alone)
        || words.hasAny({"tecnico por favor"_L1, "persona por favor"_L1, "asesor por favor"_L1});
}

bool asksStatus(const FoldedText &words)
{
    static const QRegularExpression pattern(
        u" (?:como va(?:n|mos)?|en que va|que paso con (?:mi|el|la)|ya (?:esta|estara|estaria|quedo|tienen) (?:mi |el |la |lista? |listo |reparad)|esta (?:listo|lista)|estado de (?:mi|el|la)|"
        u"estatus|status|novedad(?:es)?|avances?|para cuando|cuando (?:estara|esta|queda|quedara|me l[oa]|l[oa] (?:entregan|tienen)|puedo (?:pasar|recoger))|"
        u"ya puedo (?:pasar|recoger)|alguna noticia|que noticias|mi folio|any (?:news|update)|is it ready|como esta (?:mi|el|la)) "_s);
    return words.padded().contains(pattern);
}

void readIntents(const Source &source, Reading &reading)
{
    const FoldedText &words = source.words;
    static const QStringList greetings =
        u"hola ola buenas buenos buen dias dia tardes tarde noches noche que tal hey hi hello oi bom boa noite saludos como esta estan estas good "
        u"morning afternoon disculpe disculpa una pregunta alo bot ayuda help tudo bem ola muy oye"_s.split(u' ');
    static const QStringList starts = u"hola buenas buenos buen hey hi hello oi bom boa saludos good ola"_s.split(u' ');
    reading.answer = answerFrom(source);
    reading.wantsHuman = wantsHuman(words);
    reading.asksStatus = asksStatus(words);
    reading.newIssue = words.hasAny({"otro problema"_L1, "otra falla"_L1, "reportar otra"_L1, "reportar otro"_L1,
                                     "otro reporte"_L1, "nuevo reporte"_L1, "nuevo ticket"_L1, "otro ticket"_L1,
                                     "nuevo problema"_L1, "nueva falla"_L1, "problema diferente"_L1,
                                     "problema distinto"_L1, "another issue"_L1, "another problem"_L1, "new issue"_L1,
                                     "outro problema"_L1, "novo problema"_L1});
    reading.greets = !words.isEmpty() && starts.contains(words.words().constFirst());
    reading.onlyGreets = onlyWordsOf(words, greetings);
    reading.thanks = words.hasAny(
                         {"gracias"_L1, "thank you"_L1, "thanks"_L1, "obrigad*"_L1, "agradezco"_L1, "agradecid*"_L1})
        || (words.isEmpty() && source.text.contains(u"🙏"_s));
    reading.abuse = words.hasAny({"pendej*"_L1, "idiota*"_L1, "inutil*"_L1, "imbecil*"_L1, "chinga*"_L1, "chingue*"_L1,
                                  "puto"_L1, "puta"_L1, "putos"_L1, "mierda"_L1, "estupid*"_L1, "cabron*"_L1,
                                  "verga"_L1, "culer*"_L1, "mamon*"_L1, "fuck*"_L1, "idiot"_L1});
    reading.offTopic = words.hasAny({"chiste"_L1, "clima"_L1, "horoscopo"_L1, "te vendo"_L1, "promocion*"_L1,
                                     "oferta*"_L1, "quien gano"_L1, "receta"_L1, "prestamo*"_L1, "bendiciones"_L1,
                                     "cadena"_L1, "loteria"_L1, "te amo"_L1, "novia"_L1, "futbol"_L1, "capital de"_L1,
                                     "joke"_L1, "weather"_L1});
    if (words.hasAny({"nao"_L1, "voce"_L1, "meu"_L1, "minha"_L1, "obrigado"_L1, "obrigada"_L1, "oi"_L1, "bom dia"_L1,
                      "boa tarde"_L1, "boa noite"_L1, "esta funcionando"_L1}))
        reading.language = u"pt"_s;
    else if (words.hasAny(
                 {"my"_L1, "hello"_L1, "the"_L1, "please"_L1, "not working"_L1, "i need"_L1, "hi"_L1, "help me"_L1}))
        reading.language = u"en"_s;
    if (words.hasAny({"mi"_L1, "hola"_L1, "el"_L1, "la"_L1, "es"_L1, "soy"_L1, "gracias"_L1, "tengo"_L1, "buenos"_L1,
                      "buenas"_L1, "por favor"_L1})
        && !words.hasAny({"nao"_L1, "meu"_L1, "minha"_L1}))
        reading.language = u"es"_s;
}

bool refuses(const FoldedText &words, Reading::Answer answer)
{
    if (words.hasAny({"no se"_L1,         "no lo se"_L1,      "no la se"_L1,    "ni idea"_L1,      "no recuerdo"_L1,
                      "no me acuerdo"_L1, "no tengo"_L1,      "no lo tengo"_L1, "no la tengo"_L1,  "prefiero no"_L1,
                      "no quiero"_L1,     "no aplica"_L1,     "no tiene"_L1,    "no trae"_L1,      "no le veo"_L1,
                      "no lo veo"_L1,     "no la veo"_L1,     "no veo"_L1,      "no encuentro"_L1, "no lo encuentro"_L1,
                      "sin etiqueta"_L1,  "sin numero"_L1,    "ninguno"_L1,     "ninguna"_L1,      "paso"_L1,
                      "nao sei"_L1,       "nao tenho"_L1,     "i don t"_L1,     "don t know"_L1,   "no idea"_L1,
                      "desconozco"_L1,    "no cuento con"_L1, "no hay"_L1,      "saltar"_L1,       "no alcanzo"_L1}))
        return true;
    return answer == Reading::Answer::No && words.wordCount() <= 3;
}

// --- corrections and bare answers ------------------------------------------------------------------------------------

/// After "perdón", "me equivoqué" and the like: the words that hold the right value; null without such a marker.
QString correctedPart(const Source &source)
{
    static const QRegularExpression marker = wordsPattern(
        u"\\b(?:perdon|perdona|disculpa|disculpe|corrijo|correccion|me equivoque|quise decir|quiero decir|mas bien|mejor dicho|en realidad|digo|esta mal|es incorrect[oa]|sorry|desculpe|"
        u"no,? es|no es [^,;.]+[,;.]|cambia|corrige|corrigeme|era)\\b[,:;. ]*"_s);
    const auto match = marker.match(source.plain);
    if (!match.hasMatch())
        return {};
    const QString tail = source.text.mid(match.capturedEnd());
    return tail.trimmed().isEmpty() ? source.text : tail;
}

void readCorrection(const Source &source, Reading &reading)
{
    const QString part = correctedPart(source);
    if (part.isNull())
        return;
    Slots &facts = reading.facts;
    const FoldedText words(part);
    if (const QString number = lastNumber(part); !number.isEmpty() && words.wordCount() <= 12)
        facts.assetNumber = number;
    if (const QString type = equipmentFrom(words, true); !type.isEmpty())
        facts.equipmentType = type;
    for (const QString &name : {u"requester"_s, u"department"_s, u"equipmentType"_s, u"assetNumber"_s}) {
        if (!slotValue(facts, name).isEmpty() && !reading.stated.contains(name))
            reading.stated.append(name);
    }
    reading.corrects = !reading.stated.isEmpty();
}

/// The words alone are the answer to the question asked.
QString bareAnswer(const Source &source, const QString &asked, const Reading &reading)
{
    const FoldedText &words = source.words;
    if (asked == "assetNumber"_L1)
        return words.wordCount() <= 8 ? lastNumber(source.text) : QString();
    if (asked == "equipmentType"_L1)
        return bareEquipment(words);
    const bool smallTalk = reading.answer != Reading::Answer::None || reading.onlyGreets || reading.thanks
        || reading.abuse || reading.offTopic || reading.wantsHuman || reading.asksStatus || reading.newIssue
        || reading.refusesAsked;
    static const QRegularExpression noName = wordsPattern(u"[\\d?¿@/<>{}]"_s);
    if (smallTalk || words.isEmpty() || source.text.contains(noName))
        return {};
    QString line = source.text.section(QRegularExpression(u"[,.;\\n]"_s), 0, 0, QString::SectionSkipEmpty).simplified();
    if (asked == "requester"_L1) {
        const QString name = nameFrom(line);
        return words.wordCount() <= 8 && name.size() >= 2 ? name : QString();
    }
    if (asked != "department"_L1 || words.wordCount() > 7)
        return {};
    static const QRegularExpression lead = wordsPattern(
        u"^(?:(?:soy|estoy|trabajo|es|en|de|del|el|la|al|area|departamento|depto|los|yo|no|do|da|in|from)\\b\\s*)+"_s);
    const Source department(line);
    line = department.text.mid(lead.match(department.plain).capturedLength()).trimmed();
    return line.size() >= 2 ? departmentWritten(line) : QString();
}

} // namespace

bool Reading::foundAnything() const
{
    const QStringList names = askedSlots() + QStringList{u"urgency"_s};
    return std::any_of(names.cbegin(), names.cend(),
                       [this](const QString &name) { return !slotValue(facts, name).isEmpty(); });
}

Reading RuleSlotFiller::read(const QString &text, const QString &asked) const
{
    const Source source(text.left(20'000)); // a whole novel is not read
    Reading reading;
    Slots &facts = reading.facts;
    readIntents(source, reading);

    facts.requester = statedName(source);
    facts.department = departmentFrom(source);
    facts.equipmentType = equipmentFrom(source.words, false);
    facts.assetNumber = assetFrom(source);
    facts.urgency = urgencyFrom(source.words);
    for (const QString &name : {u"requester"_s, u"assetNumber"_s}) {
        if (!slotValue(facts, name).isEmpty())
            reading.stated.append(name);
    }
    readFault(source, asked, reading);
    readCorrection(source, reading);

    QString *wanted = slotNamed(facts, asked);
    if (!wanted || !wanted->isEmpty())
        return reading;
    reading.refusesAsked = refuses(source.words, reading.answer) && facts.fault.isEmpty();
    *wanted = bareAnswer(source, asked, reading);
    if (!wanted->isEmpty())
        reading.refusesAsked = false;
    return reading;
}

} // namespace desk
