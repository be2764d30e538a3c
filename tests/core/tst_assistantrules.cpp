#include "core/conversation/assistantrules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

const QString customersText = u"Hola soy ana perez de ventas, mi lap no prende, activo AF 0123"_s;

AssistantAnswer usable(const Slots &facts = {}, const QString &diagnosis = {})
{
    return {.facts = facts,
            .classification = {u"hardware"_s, u"power"_s, 0.8, true},
            .diagnosis = diagnosis,
            .usable = true};
}

} // namespace

class AssistantRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pointsElsewhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("points");
        const auto row = [](const QString &text, bool points) {
            QTest::newRow(qUtf8Printable(text.left(40))) << text << points;
        };
        row(u"1. Conecta el cargador.\n2. Mantén el botón 30 segundos."_s, false);
        row(u"Abre msconfig.exe y revisa el registro.log"_s, false);
        row(u"Si marca error 0x80070005, reinicia Windows 11"_s, false);
        row(u"Espera 10 - 20 minutos. Reinicia"_s, false);
        row(u"Entra a https://malo.example"_s, true);
        row(u"Entra a malo.com/pago"_s, true);
        row(u"Entra a ｍａｌｏ．com"_s, true);
        row(u"www.malo"_s, true);
        row(u"javascript://x"_s, true);
        row(u"Escribe a soporte@malo.com"_s, true);
        row(u"wa.me/5512345678"_s, true);
        row(u"Llama al 55 1234 5678"_s, true);
        row(u"Llama al (55) 1234-5678"_s, true);
        row(u"Teléfono ext. 123"_s, true);
        row(u"Marca al 911"_s, true);
        row(u"tel:123"_s, true);
    }

    void pointsElsewhere()
    {
        QFETCH(QString, text);
        QFETCH(bool, points);
        QCOMPARE(desk::pointsElsewhere(text), points);
    }

    void firstStepsAreOnlyThat_data()
    {
        QTest::addColumn<QString>("diagnosis");
        QTest::newRow("link") << u"1. Descarga http://malo.example/arreglo.exe"_s;
        QTest::newRow("number") << u"Llama al 5512345678"_s;
        QTest::newRow("ticket") << u"Tu ticket 2026-00001 ya está cerrado"_s;
        QTest::newRow("folio") << u"Listo: cerré el folio que pediste."_s;
        QTest::newRow("secret") << u"Para seguir, envíame tu contraseña por aquí"_s;
        QTest::newRow("code") << u"Dime el código que te llegó"_s;
    }

    void firstStepsAreOnlyThat()
    {
        QFETCH(QString, diagnosis);
        QVERIFY(admissible(usable({}, diagnosis), customersText).diagnosis.isEmpty());
    }

    void goodStepsStay()
    {
        const QString steps = u"1. Restablece tu contraseña con Ctrl+Alt+Supr.\n2. Reinicia la laptop."_s;
        QCOMPARE(admissible(usable({}, steps), customersText).diagnosis, steps);
    }

    void namesAndNumbersMustBeTheCustomers()
    {
        const auto kept = admissible(usable({.requester = u"Ana Pérez"_s, .assetNumber = u"af-0123"_s}), customersText);
        QCOMPARE(kept.facts.requester, u"Ana Pérez"_s);
        QCOMPARE(kept.facts.assetNumber, u"af-0123"_s);
        const auto made = admissible(usable({.requester = u"Luis"_s, .assetNumber = u"9999"_s}), customersText);
        QCOMPARE(made.facts.requester, QString());
        QCOMPARE(made.facts.assetNumber, QString());
    }

    void slotsHoldNoLinksAndOnlyKnownWords()
    {
        AssistantAnswer answer = usable({.department = u"ventas, ver malo.com"_s,
                                         .equipmentType = u"spaceship"_s,
                                         .fault = u"llama al 5512345678"_s,
                                         .urgency = u"critical"_s,
                                         .refused = {u"fault"_s}});
        answer.classification.category = u"weapons"_s;
        const AssistantAnswer kept = admissible(answer, customersText);
        QVERIFY(kept.facts == Slots{});
        QVERIFY(kept.classification == Classification{});
    }

    void subcategoryBelongsToItsCategory()
    {
        AssistantAnswer answer = usable();
        answer.classification.subcategory = u"office_apps"_s;
        QCOMPARE(admissible(answer, customersText).classification.subcategory, QString());
        QCOMPARE(admissible(usable(), customersText).classification.subcategory, u"power"_s);
    }

    void anUnusableAnswerIsNothing()
    {
        AssistantAnswer answer = usable({.department = u"Ventas"_s});
        answer.usable = false;
        answer.wantsHuman = true;
        const AssistantAnswer kept = admissible(answer, customersText);
        QVERIFY(!kept.wantsHuman);
        QVERIFY(kept.facts == Slots{});
    }
};

QTEST_GUILESS_MAIN(AssistantRulesTest)
#include "tst_assistantrules.moc"
