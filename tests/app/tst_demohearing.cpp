#include "app/demo/demohearing.h"
#include "core/conversation/wording.h"
#include "core/notifications/notificationservice.h"
#include "core/storage/schema.h"
#include "core/tickets/ticketstatus.h"

#include <QFile>
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

const QString folio = u"2026-00042"_s;
// Customers' own words come back in a summary: they are no question of the desk.
const QString summary = u"Falla: ¿cuál es tu nombre? ¿con eso quedó?\nNombre: Ana\nN.º de activo: 4521"_s;

QJsonObject readJson(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// What each text of resources/conversation means to a customer; nothing: it needs no answer of its own.
const QMap<QString, std::optional<DemoTopic>> &meanings()
{
    using enum DemoTopic;
    static const QMap<QString, std::optional<DemoTopic>> table{
        {u"greeting"_s, std::nullopt},
        {u"greeting_name"_s, std::nullopt},
        {u"ask.fault"_s, Fault},
        {u"ask.fault_again"_s, Fault},
        {u"ask.requester"_s, Name},
        {u"ask.department"_s, Department},
        {u"ask.equipmentType"_s, Equipment},
        {u"ask.assetNumber"_s, Asset},
        {u"understood_fault"_s, std::nullopt},
        {u"corrected"_s, std::nullopt},
        {u"media"_s, std::nullopt},
        {u"media_too_large"_s, std::nullopt},
        {u"not_understood"_s, std::nullopt},
        {u"steps"_s, Steps},
        {u"steps_again"_s, Steps},
        {u"steps_waiting"_s, StepsWaiting},
        {u"solved"_s, Solved},
        {u"opened"_s, Opened},
        {u"handed_over_ticket"_s, HandedOver},
        {u"handed_over"_s, HandedOver},
        {u"status"_s, Status},
        {u"status_none"_s, std::nullopt},
        {u"updated"_s, Updated},
        {u"new_issue"_s, std::nullopt},
        {u"call_rejected"_s, Fault},
        {u"thanks"_s, Welcome},
        {u"off_topic"_s, std::nullopt},
        {u"abuse"_s, std::nullopt},
        {u"reminder"_s, std::nullopt}, // a question follows
        {u"closed_quietly"_s, ClosedQuietly},
        {u"closed_with_ticket"_s, LeftOpen},
    };
    return table;
}

/// Every language and form that the bot speaks.
QList<std::pair<Wording, QString>> tongues()
{
    return {{Wording(false), u"es"_s}, {Wording(true), u"es"_s}, {Wording(false), u"pt"_s}, {Wording(false), u"en"_s}};
}

void check(const QString &text, DemoTopic wanted)
{
    const DemoTopic heard = heardIn(text);
    QVERIFY2(heard == wanted, qPrintable(u"%1, not %2: %3"_s.arg(toString(heard), toString(wanted), text)));
}

} // namespace

class DemoHearingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextOfTheBotIsKnownHere()
    {
        (void)Wording().text(u"greeting"_s, u"es"_s); // loads the resource
        for (const QString &language : {u"es"_s, u"pt"_s, u"en"_s}) {
            const QJsonObject texts = readJson(u":/conversation/texts_%1.json"_s.arg(language));
            QVERIFY(texts.size() > 30);
            for (QString key : texts.keys()) {
                key.remove(u".usted"_s);
                if (!key.startsWith("label."_L1) && !key.startsWith("equipment."_L1))
                    QVERIFY2(meanings().contains(key), qPrintable(key));
            }
        }
    }

    void everyTextOfTheBotIsUnderstood()
    {
        for (const auto &[wording, language] : tongues()) {
            for (auto meaning = meanings().cbegin(); meaning != meanings().cend(); ++meaning) {
                const QString text = wording.text(meaning.key(), language,
                                                  {{u"name"_s, u"Ana"_s},
                                                   {u"steps"_s, u"1. Reinicia el equipo.\n2. Revisa la etiqueta."_s},
                                                   {u"summary"_s, summary},
                                                   {u"status"_s, u"En reparación"_s},
                                                   {u"folio"_s, folio}});
                if (*meaning)
                    check(text, **meaning);
                else if (meaning.key() != "reminder"_L1)
                    QVERIFY2(!isAsking(heardIn(text)), qPrintable(text));
            }
        }
    }

    /// One message holds what there was to say, and the question at its end.
    void questionsAreUnderstoodBehindEverythingElse()
    {
        const QStringList before{u"greeting"_s, u"greeting_name"_s,  u"understood_fault"_s, u"corrected"_s,
                                 u"media"_s,    u"not_understood"_s, u"status_none"_s,      u"new_issue"_s,
                                 u"abuse"_s,    u"reminder"_s,       u"off_topic"_s,        u"media_too_large"_s};
        const QStringList questions{u"ask.fault"_s,      u"ask.fault_again"_s,   u"ask.requester"_s,
                                    u"ask.department"_s, u"ask.equipmentType"_s, u"ask.assetNumber"_s,
                                    u"steps_again"_s};
        for (const auto &[wording, language] : tongues()) {
            for (const QString &question : questions) {
                for (const QString &first : before) {
                    const QString text = wording.text(first, language, {{u"name"_s, u"Ana"_s}}) + u"\n\n"_s
                        + wording.text(question, language);
                    check(text, *meanings().value(question));
                }
            }
        }
    }

    void everyAdviceIsUnderstoodAsAQuestionWhetherItHelped()
    {
        const QJsonObject library = readJson(u":/conversation/steps_es.json"_s);
        QVERIFY(library.size() > 20);
        for (const auto &[wording, language] : tongues()) {
            for (const auto &steps : library) {
                QStringList lines;
                const QStringList all = steps.toVariant().toStringList();
                for (const QString &step : all)
                    lines << u"%1. %2"_s.arg(lines.size() + 1).arg(step);
                QVERIFY(!lines.isEmpty());
                check(wording.text(u"steps"_s, language, {{u"steps"_s, lines.join(u'\n')}}), DemoTopic::Steps);
            }
        }
    }

    void everyStateIsUnderstood()
    {
        for (const auto &[wording, language] : tongues()) {
            for (const QString &name : ticketStatusNames())
                check(wording.text(u"status"_s, language,
                                   {{u"folio"_s, folio}, {u"status"_s, spanishLabel(*ticketStatusFrom(name))}}),
                      DemoTopic::Status);
        }
    }

    /// The texts that a new desk has.
    void everyNotificationIsUnderstood()
    {
        using enum DemoTopic;
        const QMap<QString, DemoTopic> wanted{
            {u"assigned"_s, Assigned},
            {u"diagnosing"_s, Diagnosing},
            {u"waiting_customer"_s, NeedData},
            {u"waiting_parts"_s, Parts},
            {u"in_repair"_s, Repair},
            {u"testing"_s, Testing},
            {u"ready"_s, Ready},
            {u"closed"_s, Closed},
            {u"cancelled"_s, Cancelled},
            {u"waiting_approval"_s, Approval},
            {u"delivered"_s, Delivered},
            {u"warranty"_s, Warranty},
        };
        Database database;
        QVERIFY(database.open(u":memory:"_s));
        QVERIFY(deskMigrator(database).migrate());
        Statement rules = database.prepare(u"SELECT status, text FROM notification_rule"_s);
        QVERIFY(rules.exec());
        Ticket ticket;
        ticket.folio = folio;
        ticket.requester = u"Ana Pérez"_s;
        int seen = 0;
        while (rules.next()) {
            ++seen;
            QVERIFY2(wanted.contains(rules.text(0)), qPrintable(rules.text(0)));
            check(NotificationService::render(rules.text(1), ticket, {}), wanted.value(rules.text(0)));
        }
        QCOMPARE(seen, int(wanted.size()));
    }

    void otherWordsAreUnderstood_data()
    {
        using enum DemoTopic;
        QTest::addColumn<QString>("text");
        QTest::addColumn<DemoTopic>("topic");
        const auto row = [](const char *text, DemoTopic topic) {
            QTest::newRow(text) << QString::fromUtf8(text) << topic;
        };
        row("Por favor, dime tu nombre.", Name);
        row("¿Con quién tengo el gusto?", Name);
        row("¿Me compartes el nombre del departamento?", Department);
        row("Indícame de qué área nos escribes", Department);
        row("¿Es laptop o computadora de escritorio?", Equipment);
        row("¿Me pasas el número de inventario, por favor?", Asset);
        row("Pásame el número de serie", Asset);
        row("¿En qué te puedo ayudar?", Fault);
        row("¿Qué falla presenta?", Fault);
        row("¿Te sirvió? Responde sí o no", Steps);
        row("Hola, soy Luis de Sistemas, ¿ya quedó tu impresora?", Steps);
        row("Sobre tu reporte 2026-00042, ¿me das el número de activo?", Asset);
        row("¿Me mandas una foto de la pantalla?", Photo);
        row("Mándame una captura del error", Photo);
        row("¿Ya reiniciaste la laptop?", Tried);
        row("Reinicia la impresora y me avisas", Tried);
        row("¿A qué hora puedo pasar?", When);
        row("¿Desde cuándo está así?", Since);
        row("¿En qué piso estás?", Where);
        row("¿Qué modelo es?", Model);
        row("¿Tienes AnyDesk? Para conectarme", Remote);
        row("¿Cuál es tu contraseña?", Secret);
        row("El costo es de 850 pesos, ¿lo autorizas?", Price);
        row("¿Le moviste a algo?", Question);
        row("Voy para allá", Coming);
        row("Hola, ya voy en camino", Coming);
        row("Ya quedó, era el cable", Done);
        row("Hola, buenos días", Hello);
        row("Gracias, saludos", Thanks);
        row("Lo estoy viendo con el proveedor", Remark);
        row("Could you send me a screenshot?", Photo);
        row("Have you tried turning it off? What time can I come by?", When);
        row("I'm on my way", Coming);
        row("Pode me dizer o seu nome?", Name);
        row("Já estou indo aí", Coming);
        row("", Remark);
        row("👍", Remark);
    }
    void otherWordsAreUnderstood()
    {
        QFETCH(QString, text);
        QFETCH(DemoTopic, topic);
        check(text, topic);
    }

    void aNovelIsNoTrouble()
    {
        check(u"¿"_s.repeated(100'000) + u"lorem ipsum "_s.repeated(20'000), DemoTopic::Remark);
    }
};

QTEST_GUILESS_MAIN(DemoHearingTest)
#include "tst_demohearing.moc"
