#include "core/conversation/slotfiller.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace desk;
using Answer = desk::Reading::Answer;

Q_DECLARE_METATYPE(desk::Reading::Answer)

class SlotFillerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("slot");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const QString &text, const QString &asked, const QString &slot,
                            const QString &value) { QTest::newRow(name) << text << asked << slot << value; };
        const QString name = u"requester"_s, dept = u"department"_s, kind = u"equipmentType"_s,
                      asset = u"assetNumber"_s, fault = u"fault"_s, urgency = u"urgency"_s;

        row("soy", u"Hola, soy Ana Pérez de contabilidad"_s, {}, name, u"Ana Pérez"_s);
        row("me llamo", u"me llamo luis gómez y no tengo internet"_s, {}, name, u"Luis Gómez"_s);
        row("mi nombre es", u"Mi nombre es José Ñúñez."_s, {}, name, u"José Ñúñez"_s);
        row("soy de", u"soy de ventas"_s, {}, name, {});
        row("soy el de", u"soy el nuevo usuario"_s, {}, name, {});
        row("bare name", u"Marta Ruiz"_s, name, name, u"Marta Ruiz"_s);
        row("bare name and department", u"Marta Ruiz, de compras"_s, name, name, u"Marta Ruiz"_s);
        row("no name: yes", u"sí"_s, name, name, {});
        row("no name: bueno", u"bueno"_s, name, name, {});
        row("no name: hello", u"hola"_s, name, name, {});
        row("english name", u"Hi, I'm John Smith"_s, {}, name, u"John Smith"_s);

        row("de contabilidad", u"Hola, soy Ana Pérez de contabilidad"_s, {}, dept, u"Contabilidad"_s);
        row("área de", u"hablo del área de control de obra"_s, {}, dept, u"Control"_s);
        row("depto.", u"Depto. de Recursos Humanos por favor"_s, {}, dept, u"Recursos Humanos"_s);
        row("rh", u"soy Eva, de rh"_s, {}, dept, u"RH"_s);
        row("program is no department", u"el programa de ventas no abre"_s, {}, dept, {});
        row("bare department", u"recursos humanos"_s, dept, dept, u"Recursos humanos"_s);
        row("bare with lead", u"estoy en el almacén"_s, dept, dept, u"Almacén"_s);
        row("unlisted department", u"Gestión documental"_s, dept, dept, u"Gestión documental"_s);

        row("lap", u"mi lap no prende"_s, {}, kind, u"laptop"_s);
        row("compu", u"la compu está lenta"_s, {}, kind, u"desktop"_s);
        row("pc de escritorio", u"es una PC de escritorio"_s, {}, kind, u"desktop"_s);
        row("portátil", u"computadora portátil"_s, {}, kind, u"laptop"_s);
        row("impresora", u"la IMPRESORA no imprime"_s, {}, kind, u"printer"_s);
        row("cel", u"mi cel no carga"_s, {}, kind, u"phone"_s);
        row("módem", u"se apagó el módem"_s, {}, kind, u"network"_s);
        row("internet in laptop", u"no tengo internet en mi laptop"_s, {}, kind, u"laptop"_s);
        row("escritorio asked", u"la de escritorio"_s, kind, kind, u"desktop"_s);
        row("otro asked", u"es otro"_s, kind, kind, u"other"_s);

        row("activo", u"es el activo 4521"_s, {}, asset, u"4521"_s);
        row("número de activo", u"número de activo: af-00123"_s, {}, asset, u"AF-00123"_s);
        row("code", u"la etiqueta dice AF-00123"_s, {}, asset, u"AF-00123"_s);
        row("code alone", u"la LAP-0042 no prende"_s, {}, asset, u"LAP-0042"_s);
        row("bare number", u"4521"_s, asset, asset, u"4521"_s);
        row("sentence with number", u"creo que es el 4521"_s, asset, asset, u"4521"_s);
        row("unsure but known", u"no sé, creo que AF-77"_s, asset, asset, u"AF-77"_s);
        row("correction", u"perdón, es la 4521"_s, {}, asset, u"4521"_s);
        row("correction of two", u"no es la 4512, es la 4521"_s, {}, asset, u"4521"_s);
        row("no asset in time", u"desde las 10 no jala"_s, {}, asset, {});

        row("fault", u"Hola, mi laptop no enciende"_s, {}, fault, u"Mi laptop no enciende"_s);
        row("fault in first sentence", u"Hola, soy Ana de contabilidad y la impresora no imprime. Gracias"_s, {}, fault,
            u"La impresora no imprime"_s);
        row("general words", u"Hola, tengo un problema con mi compu"_s, {}, fault, {});
        row("asked fault", u"hace cosas muy raras desde ayer"_s, fault, fault, u"Hace cosas muy raras desde ayer"_s);
        row("greeting no fault", u"hola buenas tardes"_s, fault, fault, {});

        row("urgent", u"me urge, no puedo trabajar"_s, {}, urgency, u"high"_s);
        row("not urgent", u"no es urgente, cuando puedan"_s, {}, urgency, u"low"_s);
        row("no urgency", u"la impresora no imprime"_s, {}, urgency, {});
    }

    void finds()
    {
        QFETCH(QString, text);
        QFETCH(QString, asked);
        QFETCH(QString, slot);
        QFETCH(QString, value);
        QCOMPARE(slotValue(RuleSlotFiller().read(text, asked).facts, slot), value);
    }

    void answers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Answer>("answer");
        const auto rows = [](Answer answer, const QStringList &texts) {
            for (const QString &text : texts)
                QTest::newRow(qPrintable(text)) << text << answer;
        };
        rows(Answer::Yes,
             {u"sí"_s, u"SI"_s, u"Siiii"_s, u"simón"_s, u"ya quedó"_s, u"Ya quedó, gracias"_s, u"sí funcionó"_s,
              u"no, ya quedó"_s, u"ya jaló"_s, u"it works"_s, u"funcionou"_s});
        rows(Answer::Agree, {u"va"_s, u"sale"_s, u"ok"_s, u"órale"_s, u"bueno"_s, u"Bueno, gracias"_s, u"👍"_s});
        rows(Answer::No,
             {u"no"_s, u"No."_s, u"nel"_s, u"sigue igual"_s, u"no funcionó"_s, u"no, gracias"_s, u"no me sirvió"_s,
              u"ya no prende"_s, u"todavía no funciona"_s, u"sí, pero sigue igual"_s, u"não"_s, u"still the same"_s});
        rows(Answer::Later,
             {u"ahora no"_s, u"ahorita no puedo"_s, u"todavía no"_s, u"al rato lo pruebo"_s, u"déjame ver"_s});
        rows(Answer::None, {u"nosotros"_s, u"Valeria"_s, u"noviembre"_s, u"no sé si funcionó"_s, u""_s});
    }

    void answers()
    {
        QFETCH(QString, text);
        QFETCH(Answer, answer);
        QCOMPARE(RuleSlotFiller().read(text, u"steps"_s).answer, answer);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<bool>("refused");
        QTest::newRow("no sé") << u"no sé"_s << u"assetNumber"_s << true;
        QTest::newRow("no tengo") << u"No tengo"_s << u"assetNumber"_s << true;
        QTest::newRow("prefiero") << u"prefiero no decirlo"_s << u"requester"_s << true;
        QTest::newRow("no trae") << u"no trae etiqueta"_s << u"assetNumber"_s << true;
        QTest::newRow("no") << u"no"_s << u"assetNumber"_s << true;
        QTest::newRow("answered after all") << u"no sé, creo que 4521"_s << u"assetNumber"_s << false;
        QTest::newRow("nothing asked") << u"no sé"_s << QString() << false;
        QTest::newRow("a fault is none") << u"no tengo internet"_s << u"assetNumber"_s << false;
    }

    void refusals()
    {
        QFETCH(QString, text);
        QFETCH(QString, asked);
        QFETCH(bool, refused);
        QCOMPARE(RuleSlotFiller().read(text, asked).refusesAsked, refused);
    }

    void intents_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("intent"); // none, human, status, new, greeting, thanks, abuse, offtopic
        const auto rows = [](const QString &intent, const QStringList &texts) {
            for (const QString &text : texts)
                QTest::newRow(qPrintable(text)) << text << intent;
        };
        rows(u"human"_s,
             {u"quiero hablar con una persona"_s, u"un humano"_s, u"técnico por favor"_s, u"pásame con un asesor"_s,
              u"necesito hablar con alguien"_s, u"que me atienda una persona"_s});
        rows(u"none"_s, {u"vino una persona y tiró la compu"_s, u"la impresora no imprime"_s});
        rows(u"status"_s,
             {u"¿cómo va mi equipo?"_s, u"¿ya está listo?"_s, u"qué pasó con mi reporte"_s, u"¿hay novedades?"_s});
        rows(u"new"_s, {u"tengo otro problema"_s, u"quiero reportar otra cosa"_s});
        rows(u"greeting"_s, {u"hola"_s, u"Buenos días!"_s, u"holaaaa qué tal"_s});
        rows(u"thanks"_s, {u"gracias"_s, u"muchas gracias"_s});
        rows(u"abuse"_s, {u"son unos inútiles"_s});
        rows(u"offtopic"_s, {u"cuéntame un chiste"_s});
    }

    void intents()
    {
        QFETCH(QString, text);
        QFETCH(QString, intent);
        const Reading reading = RuleSlotFiller().read(text, {});
        QCOMPARE(reading.wantsHuman, intent == "human"_L1);
        QCOMPARE(reading.asksStatus, intent == "status"_L1);
        QCOMPARE(reading.newIssue, intent == "new"_L1);
        QCOMPARE(reading.onlyGreets, intent == "greeting"_L1);
        QCOMPARE(reading.thanks, intent == "thanks"_L1);
        QCOMPARE(reading.abuse, intent == "abuse"_L1);
        QCOMPARE(reading.offTopic, intent == "offtopic"_L1);
    }

    void knowsTheLanguage()
    {
        QCOMPARE(RuleSlotFiller().read(u"Bom dia, minha impressora não imprime"_s, {}).language, u"pt"_s);
        QCOMPARE(RuleSlotFiller().read(u"Hello, my printer does not print"_s, {}).language, u"en"_s);
        QCOMPARE(RuleSlotFiller().read(u"Hola, mi impresora no imprime"_s, {}).language, u"es"_s);
    }
};

QTEST_GUILESS_MAIN(SlotFillerTest)
#include "tst_slotfiller.moc"
