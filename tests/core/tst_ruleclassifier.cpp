#include "core/classification/ruleclassifier.h"
#include "core/classification/steplibrary.h"
#include "core/tickets/ticket.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace desk;

class RuleClassifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classifies_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("category");
        QTest::addColumn<QString>("subcategory");

        QTest::newRow("power") << u"Mi laptop no enciende"_s << u"hardware"_s << u"power"_s;
        QTest::newRow("screen") << u"El monitor se ve con rayas en la pantalla"_s << u"hardware"_s << u"screen"_s;
        QTest::newRow("blue screen") << u"Me sale la pantalla azul a cada rato"_s << u"software"_s << u"os"_s;
        QTest::newRow("printer") << u"La impresora no imprime, se atascó el papel"_s << u"hardware"_s << u"printer"_s;
        QTest::newRow("keyboard") << u"No sirven unas teclas del teclado"_s << u"hardware"_s << u"keyboard_mouse"_s;
        QTest::newRow("audio") << u"En las juntas no me escuchan, el micrófono no jala"_s << u"hardware"_s
                               << u"audio_video"_s;
        QTest::newRow("heat") << u"Se calienta mucho y el ventilador hace ruido"_s << u"hardware"_s
                              << u"overheating_noise"_s;
        QTest::newRow("damage") << u"Se me cayó la laptop y se rompió la bisagra"_s << u"hardware"_s
                                << u"physical_damage"_s;
        QTest::newRow("storage") << u"Ya no hay espacio en disco"_s << u"hardware"_s << u"storage"_s;
        QTest::newRow("office") << u"No puedo abrir un archivo de Excel"_s << u"software"_s << u"office_apps"_s;
        QTest::newRow("virus") << u"Creo que tiene virus, salen ventanas emergentes"_s << u"software"_s << u"virus"_s;
        QTest::newRow("slow") << u"La compu está lentísima y se traba"_s << u"software"_s << u"slow"_s;
        QTest::newRow("email") << u"No me llegan correos en Outlook"_s << u"software"_s << u"email"_s;
        QTest::newRow("install") << u"Necesito instalar un programa y pide licencia"_s << u"software"_s
                                 << u"installation_update"_s;
        QTest::newRow("business") << u"CONTPAQi no deja timbrar"_s << u"software"_s << u"business_app"_s;
        QTest::newRow("network") << u"No hay internet en toda la oficina"_s << u"network"_s << QString();
        QTest::newRow("account") << u"Olvidé mi contraseña y se bloqueó mi usuario"_s << u"account"_s << QString();
        QTest::newRow("english") << u"the printer is not working"_s << u"hardware"_s << u"printer"_s;
        QTest::newRow("vague") << u"Esta cosa no sirve"_s << u"other"_s << QString();
    }

    void classifies()
    {
        QFETCH(QString, text);
        QFETCH(QString, category);
        QFETCH(QString, subcategory);
        const Classification kind = RuleClassifier().classify(text);
        QCOMPARE(kind.category, category);
        QCOMPARE(kind.subcategory, subcategory);
        QVERIFY(kind.isFault);
        QVERIFY(kind.confidence > 0 && kind.confidence < 1);
    }

    void smallTalkIsNoFault_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("greeting") << u"Hola, buenos días"_s;
        QTest::newRow("thanks") << u"Muchas gracias"_s;
        QTest::newRow("off topic") << u"¿Me cuentas un chiste?"_s;
        QTest::newRow("empty") << QString();
    }

    void smallTalkIsNoFault()
    {
        QFETCH(QString, text);
        QVERIFY(!RuleClassifier().classify(text).isFault);
    }

    void everyKindHasSteps()
    {
        const StepLibrary library;
        for (const QString &category : categories()) {
            for (const QString &subcategory : subcategoriesOf(category) + QStringList{QString()}) {
                for (const QString &equipment : equipmentTypes() + QStringList{QString()}) {
                    const QStringList steps = library.stepsFor(category, subcategory, equipment).split(u'\n');
                    QVERIFY2(steps.size() == 2 || steps.size() == 3, qPrintable(category + u'/' + subcategory));
                }
            }
        }
        QVERIFY(!library.stepsFor(u"unknown"_s, {}, {}).isEmpty());
    }

    void equipmentRefinesTheSteps()
    {
        const StepLibrary library;
        QVERIFY(library.stepsFor(u"hardware"_s, u"power"_s, u"laptop"_s).contains("cargador"_L1));
        QVERIFY(library.stepsFor(u"network"_s, {}, u"network"_s).contains(u"módem"_s));
    }
};

QTEST_GUILESS_MAIN(RuleClassifierTest)
#include "tst_ruleclassifier.moc"
