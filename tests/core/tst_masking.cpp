#include "core/conversation/masking.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace desk;

class MaskingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hidesAndReveals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char *name, const QString &text, const QString &masked) {
            QTest::newRow(name) << text << masked;
        };
        row("nothing to hide", u"mi lap no prende, activo 4521"_s, u"mi lap no prende, activo 4521"_s);
        row("empty", u""_s, u""_s);
        row("phone", u"mi cel es 5512345678."_s, u"mi cel es [PHONE_1]."_s);
        row("phone with spaces", u"al +52 1 55 1234 5678 por favor"_s, u"al [PHONE_1] por favor"_s);
        row("phone with brackets", u"tel (55) 1234-5678"_s, u"tel [PHONE_1]"_s);
        row("phone glued to a word", u"tel5512345678"_s, u"tel[NUMBER_1]"_s);
        row("two phones", u"5512345678 o 5587654321"_s, u"[PHONE_1] o [PHONE_2]"_s);
        row("the same twice", u"5512345678, repito 5512345678"_s, u"[PHONE_1], repito [PHONE_1]"_s);
        row("a phone per line", u"5512345678\n5587654321"_s, u"[PHONE_1]\n[PHONE_2]"_s);
        row("e-mail", u"ana.perez+it@empresa.com.mx, gracias"_s, u"[EMAIL_1], gracias"_s);
        row("chat address", u"5215510000001@s.whatsapp.net"_s, u"[EMAIL_1]"_s);
        row("card", u"4111 1111 1111 1111"_s, u"[PHONE_1]"_s);
        row("digit run", u"empleado 123456"_s, u"empleado [NUMBER_1]"_s);
        row("short numbers stay", u"error 12345, Windows 11, 2 pantallas"_s, u"error 12345, Windows 11, 2 pantallas"_s);
        row("error codes stay", u"error 0x80070005 en KB5034441"_s, u"error 0x80070005 en KB5034441"_s);
        row("tax id", u"RFC PEPA800101AB1"_s, u"RFC [ID_1]"_s);
        row("password", u"mi contraseña es Hola123! y no entra"_s, u"mi contraseña es [SECRET_1] y no entra"_s);
        row("password as a word", u"mi contraseña no sirve"_s, u"mi contraseña no sirve"_s);
        row("full name", u"soy Ana Pérez de ventas"_s, u"soy [NAME_1] de ventas"_s);
        row("without accent, lower case", u"soy ana perez"_s, u"soy [NAME_1]"_s);
        row("one word of it", u"habla Pérez"_s, u"habla [NAME_1]"_s);
        row("not inside words", u"la ventana de Anabel"_s, u"la ventana de Anabel"_s);
        row("decomposed accents", u"soy Ana Pe\u0301rez"_s, u"soy [NAME_1]"_s);
        row("looks like a placeholder", u"dice [PHONE_1] y 5512345678"_s, u"dice [TEXT_1] y [PHONE_1]"_s);
        row("asset number", u"activo AF-00123456"_s, u"activo AF-00123456"_s);
        row("emoji", u"😀 Ana 😀 5512345678"_s, u"😀 [NAME_1] 😀 [PHONE_1]"_s);
    }

    void hidesAndReveals()
    {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        Masking masking({u"Ana Pérez"_s, u"Ana Pérez"_s, u""_s, u"x"_s}, u"AF-00123456"_s);
        QCOMPARE(masking.hide(text), masked);
        QCOMPARE(masking.reveal(masked), text.normalized(QString::NormalizationForm_C));
    }

    void severalTextsShareThePlaceholders()
    {
        Masking masking({u"Ana"_s});
        QCOMPARE(masking.hide(u"Ana 5512345678"_s), u"[NAME_1] [PHONE_1]"_s);
        QCOMPARE(masking.hide(u"otra vez 5512345678 y 5587654321"_s), u"otra vez [PHONE_1] y [PHONE_2]"_s);
    }

    void anAssetNumberLikeAPhoneIsHidden()
    {
        Masking masking({}, u"5512345678"_s);
        QCOMPARE(masking.hide(u"5512345678"_s), u"[PHONE_1]"_s);
    }

    void carelessAnswersAreUnderstood()
    {
        Masking masking({u"Ana"_s});
        QCOMPARE(masking.hide(u"Ana"_s), u"[NAME_1]"_s);
        QCOMPARE(masking.reveal(u"Hola name_1, [Name_1]"_s), u"Hola Ana, Ana"_s);
        QCOMPARE(masking.reveal(u"llama al [PHONE_9]."_s), u"llama al ."_s);
    }

    void whatIsPutBackIsNotReadAgain()
    {
        Masking masking({u"Ana"_s});
        const QString text = u"[NAME_1] Ana"_s;
        QCOMPARE(masking.reveal(masking.hide(text)), text);
    }

    void withoutMaskingTheAnswerStays() { QCOMPARE(Masking().reveal(u"[NAME_1]"_s), u"[NAME_1]"_s); }

    void manyHitsAreQuick()
    {
        Masking masking({u"Ana"_s});
        const QString text = u"Ana 5512345678 "_s.repeated(270); // as much as one question takes
        QCOMPARE(masking.reveal(masking.hide(text)), text);
    }
};

QTEST_GUILESS_MAIN(MaskingTest)
#include "tst_masking.moc"
