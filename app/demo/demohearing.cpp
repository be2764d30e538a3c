#include "app/demo/demohearing.h"

#include "core/classification/words.h"

#include <QList>
#include <QRegularExpression>

#include <algorithm>
#include <initializer_list>
#include <optional>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

struct TopicWords
{
    DemoTopic topic;
    std::initializer_list<QLatin1String> phrases;
};
using TopicTable = std::initializer_list<TopicWords>;

struct Sentence
{
    FoldedText words;
    bool isQuestion = false;
};

/// The first line of the table that has one of its phrases in @p words.
std::optional<DemoTopic> lookedUp(TopicTable table, const FoldedText &words)
{
    for (const TopicWords &line : table) {
        if (words.hasAny(line.phrases))
            return line.topic;
    }
    return std::nullopt;
}

QList<Sentence> sentencesOf(const QString &text)
{
    static const QRegularExpression sentence(u"([^.!?;:¡¿\\n]+)([.!?;:\\n]?)"_s);
    QList<Sentence> sentences;
    for (auto it = sentence.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        FoldedText words(match.captured(1));
        if (!words.isEmpty())
            sentences.append({std::move(words), match.capturedView(2) == u"?"});
    }
    return sentences;
}

/// "Dime tu nombre": asks without a question mark.
bool beginsWithRequest(const FoldedText &words)
{
    static const QStringList verbs =
        u"dime digame dinos diganos dame deme danos denos indica indicame indiqueme escribe escribeme escribame pasame paseme "
        u"mandame mandeme manda mande mandanos enviame envieme envia envie comparteme compartame cuentame cuenteme cuenta cuente "
        u"necesito necesitamos confirmame confirmeme regalame falta tell give send write please say need share let describe "
        u"diga conte envie mande informe preciso precisamos escreva"_s.split(u' ');
    const QStringList start = words.words().mid(0, 4); // "por favor, dime"
    return std::any_of(start.begin(), start.end(), [](const QString &word) { return verbs.contains(word); });
}

// --- what the conversation asks --------------------------------------------------------------------------------------

std::optional<DemoTopic> slotAskedIn(const FoldedText &words)
{
    static const TopicTable table = {
        {DemoTopic::Steps,
         {"ya quedo"_L1,    "con eso quedo"_L1, "sigue igual"_L1, "esos pasos"_L1,     "estos pasos"_L1,
          "los pasos"_L1,   "te sirvio"_L1,     "le sirvio"_L1,   "se resolvio"_L1,    "se soluciono"_L1,
          "did it help"_L1, "steps help"_L1,    "it works"_L1,    "still the same"_L1, "those steps"_L1,
          "these steps"_L1, "resolveu"_L1,      "resolveram"_L1,  "esses passos"_L1,   "continua igual"_L1,
          "funcionou"_L1}},
        {DemoTopic::Asset,
         {"activo"_L1, "etiqueta"_L1, "inventario"_L1, "numero de serie"_L1, "asset"_L1, "tag"_L1, "label"_L1,
          "serial"_L1, "patrimonio"_L1, "placa"_L1}},
        {DemoTopic::Department, {"departamento"_L1, "depto"_L1, "area"_L1, "department"_L1, "setor"_L1, "team"_L1}},
        {DemoTopic::Name,
         {"nombre"_L1, "te llamas"_L1, "se llama usted"_L1, "como se llama"_L1, "quien escribe"_L1, "quien habla"_L1,
          "con quien"_L1, "quien eres"_L1, "your name"_L1, "who is this"_L1, "who am i"_L1, "seu nome"_L1,
          "se chama"_L1, "quem fala"_L1}},
        {DemoTopic::Equipment,
         {"que equipo"_L1, "cual equipo"_L1, "equipo es"_L1, "tipo de equipo"_L1, "que aparato"_L1,
          "que dispositivo"_L1, "laptop o"_L1, "o laptop"_L1, "computadora o"_L1, "equipment"_L1, "which device"_L1,
          "what device"_L1, "equipamento"_L1, "qual aparelho"_L1}},
        {DemoTopic::Fault,
         {"problema"_L1,
          "que falla"_L1,
          "de lo que falla"_L1,
          "la falla"_L1,
          "tu falla"_L1,
          "que te pasa"_L1,
          "que le pasa"_L1,
          "que pasa"_L1,
          "que paso"_L1,
          "que sucede"_L1,
          "que ocurre"_L1,
          "te ayudo"_L1,
          "le ayudo"_L1,
          "puedo ayudar*"_L1,
          "cuentame"_L1,
          "cuenteme"_L1,
          "cuentas un poco"_L1,
          "cuenta un poco"_L1,
          "problem"_L1,
          "what is wrong"_L1,
          "what s wrong"_L1,
          "what happen*"_L1,
          "tell me a bit"_L1,
          "tell me more"_L1,
          "bit more"_L1,
          "help you"_L1,
          "own words"_L1,
          "contar um pouco"_L1,
          "conte"_L1,
          "o que aconteceu"_L1,
          "que esta acontecendo"_L1,
          "suas palavras"_L1}},
    };
    return lookedUp(table, words);
}

// --- what it tells, and what customers are told of a ticket ----------------------------------------------------------

/// @param opening what stands before the first line break: below it customers' own words may be repeated.
std::optional<DemoTopic> newsOfTicket(const FoldedText &opening)
{
    static const TopicTable table = {
        {DemoTopic::LeftOpen, {"deje abierto"_L1, "left your ticket"_L1, "deixei aberto"_L1}},
        {DemoTopic::Delivered,
         {"registramos la entrega"_L1, "fue entregado"_L1, "te entregamos"_L1, "was delivered"_L1, "foi entregue"_L1}},
        {DemoTopic::Ready,
         {"listo para entrega"_L1, "listo para entregar*"_L1, "pasar por tu equipo"_L1, "pasar por el"_L1,
          "ready to pick up"_L1, "ready for pickup"_L1, "is ready"_L1, "pronto para"_L1}},
        {DemoTopic::NeedData,
         {"un dato tuyo"_L1, "un dato suyo"_L1, "necesitamos un dato"_L1, "esperando tu respuesta"_L1,
          "need information"_L1, "need some information"_L1, "waiting for your"_L1, "precisamos de um dado"_L1}},
        {DemoTopic::Parts, {"refaccion"_L1, "refacciones"_L1, "spare part"_L1, "a part"_L1, "peca"_L1}},
        {DemoTopic::Approval,
         {"autorizacion"_L1, "autorizas"_L1, "autoriza"_L1, "approval"_L1, "authorize"_L1, "autorizacao"_L1}},
        {DemoTopic::Repair,
         {"en reparacion"_L1, "being repaired"_L1, "in repair"_L1, "em reparo"_L1, "em conserto"_L1}},
        {DemoTopic::Testing, {"en pruebas"_L1, "being tested"_L1, "em testes"_L1}},
        {DemoTopic::Warranty, {"garantia"_L1, "warranty"_L1}},
        {DemoTopic::Cancelled, {"cancelado"_L1, "cancelamos"_L1, "cancelled"_L1, "canceled"_L1}},
        {DemoTopic::Closed,
         {"cerramos tu"_L1, "cerramos su"_L1, "cerramos el"_L1, "quedo cerrado"_L1, "closed your"_L1, "is closed"_L1,
          "fechamos"_L1}},
        {DemoTopic::Assigned,
         {"tecnico asignado"_L1, "asignado un tecnico"_L1, "te atendera el tecnico"_L1, "technician assigned"_L1,
          "assigned to"_L1, "tecnico atribuido"_L1}},
        {DemoTopic::Diagnosing,
         {"estamos revisando"_L1, "en diagnostico"_L1, "en revision"_L1, "looking at your"_L1, "em diagnostico"_L1}},
    };
    return lookedUp(table, opening);
}

std::optional<DemoTopic> toldWithFolio(const QString &firstLine, const FoldedText &opening)
{
    static const QRegularExpression state(u"\\d{4}-\\d{4,6} +(?:esta|is|se encuentra|en estado) *:"_s);
    static const TopicTable table = {
        {DemoTopic::Opened,
         {"abri"_L1, "abrimos"_L1, "registre"_L1, "registramos"_L1, "levante"_L1, "levantamos"_L1, "i opened"_L1,
          "opened your"_L1, "we opened"_L1}},
        {DemoTopic::HandedOver,
         {"una persona"_L1, "person will"_L1, "uma pessoa"_L1, "un tecnico te escrib*"_L1, "te atiende un tecnico"_L1}},
        {DemoTopic::Updated, {"corregi"_L1, "actualice"_L1, "corrected your"_L1, "i corrected"_L1, "corrigi"_L1}},
    };
    if (state.match(folded(firstLine)).hasMatch())
        return DemoTopic::Status;
    if (const auto news = newsOfTicket(opening))
        return news;
    return lookedUp(table, opening);
}

/// What stands without a folio, and with no question.
std::optional<DemoTopic> told(const FoldedText &words)
{
    static const TopicTable table = {
        {DemoTopic::StepsWaiting,
         {"aqui te espero"_L1, "aqui lo espero"_L1, "aqui la espero"_L1, "take your time"_L1, "fico esperando"_L1}},
        {DemoTopic::Solved,
         {"que bueno que quedo"_L1, "que bueno que ya"_L1, "glad it works"_L1, "glad it helped"_L1,
          "que bom que resolveu"_L1}},
        {DemoTopic::HandedOver,
         {"te atiende una persona"_L1, "le atiende una persona"_L1, "person will help"_L1, "uma pessoa atender"_L1,
          "ya avise"_L1, "i let them know"_L1, "ja avisei"_L1}},
        {DemoTopic::ClosedQuietly,
         {"cierro esta conversacion"_L1, "closing this conversation"_L1, "encerro a conversa"_L1}},
        {DemoTopic::Welcome, {"con gusto"_L1, "de nada"_L1, "para servirte"_L1, "you re welcome"_L1, "por nada"_L1}},
    };
    return lookedUp(table, words);
}

// --- what people ask and say -----------------------------------------------------------------------------------------

std::optional<DemoTopic> askedByPerson(const FoldedText &words)
{
    static const TopicTable table = {
        {DemoTopic::Secret, {"contrasena"_L1, "password"_L1, "senha"_L1, "nip"_L1, "pin"_L1}},
        {DemoTopic::Photo,
         {"foto*"_L1, "captura*"_L1, "pantallazo"_L1, "imagen"_L1, "screenshot"_L1, "photo"_L1, "picture"_L1,
          "print da tela"_L1, "imagem"_L1}},
        {DemoTopic::Remote,
         {"anydesk"_L1, "teamviewer"_L1, "remoto"_L1, "conectarme"_L1, "me conecto"_L1, "remotely"_L1, "remote"_L1,
          "acesso remoto"_L1}},
        {DemoTopic::Price,
         {"autoriza*"_L1, "cotizacion"_L1, "costo"_L1, "cuesta"_L1, "presupuesto"_L1, "precio"_L1, "quote"_L1,
          "cost"_L1, "orcamento"_L1, "autoriza"_L1}},
        {DemoTopic::Since, {"desde cuando"_L1, "hace cuanto"_L1, "since when"_L1, "how long"_L1, "desde quando"_L1}},
        {DemoTopic::Where,
         {"donde"_L1, "que piso"_L1, "ubicacion"_L1, "extension"_L1, "que oficina"_L1, "where"_L1, "which floor"_L1,
          "onde"_L1, "que andar"_L1}},
        {DemoTopic::Model, {"modelo"_L1, "marca"_L1, "model"_L1, "brand"_L1}},
        {DemoTopic::When,
         {"cuando"_L1,        "que hora"_L1,         "a que horas"_L1, "horario"_L1,   "puedo pasar"_L1,
          "podemos pasar"_L1, "puedes recibirme"_L1, "te queda"_L1,    "le queda"_L1,  "manana"_L1,
          "al rato"_L1,       "esta tarde"_L1,       "when"_L1,        "what time"_L1, "tomorrow"_L1,
          "can i come"_L1,    "quando"_L1,           "que horas"_L1,   "amanha"_L1,    "posso passar"_L1}},
        {DemoTopic::Tried,
         {"reinici*"_L1,  "apaga*"_L1,   "apague*"_L1,  "desconect*"_L1, "conecta*"_L1,  "conecte*"_L1, "intent*"_L1,
          "prueba*"_L1,   "pruebe*"_L1,  "probaste"_L1, "revisa*"_L1,    "revise*"_L1,   "checa*"_L1,   "cheque*"_L1,
          "enciende*"_L1, "encienda"_L1, "prende"_L1,   "prenda"_L1,     "actualiz*"_L1, "restart*"_L1, "reboot*"_L1,
          "try"_L1,       "tried"_L1,    "turn it"_L1,  "unplug*"_L1,    "check"_L1,     "desliga*"_L1, "desligue*"_L1,
          "ligue"_L1,     "tente"_L1,    "tentou"_L1,   "verifique"_L1}},
    };
    return lookedUp(table, words);
}

DemoTopic saidByPerson(const FoldedText &words)
{
    static const TopicTable table = {
        {DemoTopic::Done,
         {"ya quedo"_L1, "ya esta listo"_L1, "ya esta lista"_L1, "quedo listo"_L1, "quedo lista"_L1, "resuelto"_L1,
          "solucionado"_L1, "ya funciona"_L1, "ya lo arregle"_L1, "ya lo cambie"_L1, "fixed"_L1, "it s done"_L1,
          "all set"_L1, "ja esta pronto"_L1, "consertei"_L1, "resolvido"_L1}},
        {DemoTopic::Coming,
         {"voy para alla"_L1, "voy en camino"_L1, "ahi voy"_L1, "ya voy"_L1,    "voy a tu"_L1,  "voy a pasar"_L1,
          "voy en un"_L1,     "paso en"_L1,       "paso a"_L1,  "paso por"_L1,  "subo"_L1,      "bajo en"_L1,
          "llego en"_L1,      "llego a"_L1,       "te veo"_L1,  "on my way"_L1, "i ll come"_L1, "coming over"_L1,
          "i ll be there"_L1, "estou indo"_L1,    "ja vou"_L1,  "vou passar"_L1}},
        {DemoTopic::Tried,
         {"reinicia"_L1, "reiniciala"_L1, "reinicialo"_L1, "reiniciar"_L1, "apaga"_L1, "apagala"_L1, "apagalo"_L1,
          "prueba con"_L1, "intenta con"_L1, "desconecta"_L1, "please restart"_L1, "restart it"_L1, "reinicie"_L1,
          "desligue"_L1}},
        {DemoTopic::Hello,
         {"hola"_L1, "buenos dias"_L1, "buenas tardes"_L1, "buenas noches"_L1, "buenas"_L1, "buen dia"_L1, "hi"_L1,
          "hello"_L1, "good morning"_L1, "good afternoon"_L1, "ola"_L1, "oi"_L1, "bom dia"_L1, "boa tarde"_L1}},
        {DemoTopic::Thanks, {"gracias"_L1, "saludos"_L1, "hasta luego"_L1, "thanks"_L1, "thank you"_L1, "obrigad*"_L1}},
    };
    return lookedUp(table, words).value_or(DemoTopic::Remark);
}

struct TopicName
{
    DemoTopic topic;
    QLatin1String name;
    bool asking = false;
};

const TopicName &nameOf(DemoTopic topic)
{
    using enum DemoTopic;
    static const std::initializer_list<TopicName> names = {
        {Fault, "fault"_L1, true},
        {Name, "name"_L1, true},
        {Department, "department"_L1, true},
        {Equipment, "equipment"_L1, true},
        {Asset, "asset"_L1, true},
        {Steps, "steps"_L1, true},
        {StepsWaiting, "steps_waiting"_L1, true},
        {Opened, "opened"_L1},
        {HandedOver, "handed_over"_L1},
        {Status, "status"_L1},
        {Updated, "updated"_L1},
        {Solved, "solved"_L1},
        {Welcome, "welcome"_L1},
        {ClosedQuietly, "closed_quietly"_L1},
        {LeftOpen, "left_open"_L1},
        {Assigned, "assigned"_L1},
        {Diagnosing, "diagnosing"_L1},
        {NeedData, "need_data"_L1, true},
        {Parts, "parts"_L1},
        {Approval, "approval"_L1, true},
        {Repair, "repair"_L1},
        {Testing, "testing"_L1},
        {Ready, "ready"_L1},
        {Delivered, "delivered"_L1},
        {Warranty, "warranty"_L1},
        {Closed, "closed"_L1},
        {Cancelled, "cancelled"_L1},
        {Photo, "photo"_L1, true},
        {Tried, "tried"_L1, true},
        {When, "when"_L1, true},
        {Since, "since"_L1, true},
        {Where, "where"_L1, true},
        {Model, "model"_L1, true},
        {Remote, "remote"_L1, true},
        {Secret, "secret"_L1, true},
        {Price, "price"_L1, true},
        {Question, "question"_L1, true},
        {Coming, "coming"_L1},
        {Done, "done"_L1},
        {Thanks, "thanks"_L1},
        {Hello, "hello"_L1},
        {Remark, "remark"_L1},
    };
    const auto found = std::find_if(names.begin(), names.end(),
                                    [topic](const TopicName &name) { return name.topic == topic; });
    Q_ASSERT(found != names.end());
    return *found;
}

} // namespace

QString toString(DemoTopic topic)
{
    return nameOf(topic).name;
}

bool isAsking(DemoTopic topic)
{
    return nameOf(topic).asking;
}

DemoTopic heardIn(const QString &text)
{
    static const QRegularExpression folio(u"\\b\\d{4}-\\d{4,6}\\b"_s);
    const QString firstLine = text.section(u'\n', 0, 0);
    const FoldedText opening(firstLine);
    const FoldedText all(text);
    if (folio.match(firstLine).hasMatch()) {
        if (const auto topic = toldWithFolio(firstLine, opening))
            return *topic;
    }
    const QList<Sentence> sentences = sentencesOf(text);
    const auto lastOf = [&sentences](auto asks, auto topicOf) -> std::optional<DemoTopic> {
        for (auto sentence = sentences.crbegin(); sentence != sentences.crend(); ++sentence) {
            if (!asks(*sentence))
                continue;
            if (const auto topic = topicOf(sentence->words))
                return topic;
        }
        return std::nullopt;
    };
    const auto isQuestion = [](const Sentence &sentence) { return sentence.isQuestion; };
    const auto isRequest = [](const Sentence &sentence) { return beginsWithRequest(sentence.words); };

    if (const auto waiting = told(all); waiting == DemoTopic::StepsWaiting)
        return *waiting;
    if (const auto slot = lastOf(isQuestion, slotAskedIn))
        return *slot;
    if (const auto asked = lastOf(isQuestion, askedByPerson))
        return *asked;
    if (const auto topic = told(all))
        return *topic;
    if (const auto slot = lastOf(isRequest, slotAskedIn))
        return *slot;
    if (const auto asked = lastOf(isRequest, askedByPerson))
        return *asked;
    if (const auto news = newsOfTicket(opening))
        return *news;
    if (std::any_of(sentences.begin(), sentences.end(), isQuestion))
        return DemoTopic::Question;
    return saidByPerson(all);
}

} // namespace desk
