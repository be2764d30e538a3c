#include "core/api/language.h"
#include "core/messaging/pacing.h"
#include "core/messaging/refusalcatalogue.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

class RefusalCatalogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCauseSaysWhatHappenedAndWhatToDo_data()
    {
        QTest::addColumn<QString>("cause");
        QTest::addColumn<bool>("canResend");
        const std::pair<const char *, bool> causes[] = {
            {"malformed", false},          {"not_authorized", true},     {"forbidden", false},
            {"recipient_unknown", false},  {"not_allowed", false},       {"not_acceptable", true},
            {"expired_at_service", true},  {"stale_group", true},        {"rate_limited", true},
            {"contact_not_open", true},    {"account_restricted", true}, {"reach_out_restricted", true},
            {"new_chats_spent", true},     {"schema_invalid", true},     {"service_trouble", true},
            {"refused_by_service", false}, {"not_on_whatsapp", false},   {"no_keys", true},
            {"first_contact_off", true},   {"cancelled", true},          {"outcome_unknown", true},
            {"file_too_large", false},     {"held_after_restore", true}, {"file_unreadable", false},
            {"undelivered", false},        {"bridge_rejected", true},    {"other", true}};
        for (const auto &[cause, canResend] : causes)
            QTest::addRow("%s", cause) << QString::fromLatin1(cause) << canResend;
    }
    void everyCauseSaysWhatHappenedAndWhatToDo()
    {
        QFETCH(QString, cause);
        QFETCH(bool, canResend);
        const RefusalCatalogue catalogue;
        QVERIFY(catalogue.knows(cause));
        QSet<QString> titles;
        for (const QString &language : RefusalCatalogue::languages()) {
            const Refusal refusal = catalogue.refusal(cause, language);
            QCOMPARE(refusal.cause, cause);
            QCOMPARE(refusal.canResend, canResend);
            for (const QString &text : {refusal.title, refusal.what, refusal.advice})
                QVERIFY2(text.size() > 5 && text.trimmed() == text, qUtf8Printable(cause + u' ' + language));
            titles.insert(refusal.title);
        }
        QCOMPARE(titles.size(), 3); // no language stands in for another
    }

    /// Two causes that read alike would be one.
    void causesAreToldApart()
    {
        const RefusalCatalogue catalogue;
        for (const QString &language : RefusalCatalogue::languages()) {
            QSet<QString> texts;
            const QStringList causes = catalogue.causes(RefusalCatalogue::About::Message);
            for (const QString &cause : causes) {
                const Refusal refusal = catalogue.refusal(cause, language);
                texts.insert(refusal.title + refusal.what + refusal.advice);
            }
            QCOMPARE(texts.size(), causes.size());
        }
    }

    void statesOfTheLinkAreExplained_data()
    {
        QTest::addColumn<QString>("cause");
        for (const char *cause : {"connect_failed",
                                  "connection_lost",
                                  "timed_out",
                                  "restart",
                                  "server_busy",
                                  "too_fast",
                                  "rejected",
                                  "unknown",
                                  "untrusted",
                                  "http_refused",
                                  "logged_out",
                                  "locked",
                                  "replaced",
                                  "banned",
                                  "outdated",
                                  "bad_client",
                                  "no_multi_device",
                                  "pairing_timed_out",
                                  "pairing_failed",
                                  "pairing_cancelled",
                                  "storage_failed",
                                  "passkey_needed",
                                  "session_key_missing",
                                  "session_key_wrong",
                                  "session_key_unreadable",
                                  "keychain_unavailable"})
            QTest::addRow("%s", cause) << QString::fromLatin1(cause);
    }
    void statesOfTheLinkAreExplained()
    {
        QFETCH(QString, cause);
        const RefusalCatalogue catalogue;
        for (const QString &language : RefusalCatalogue::languages()) {
            const Refusal text = catalogue.linkState(cause, language);
            QVERIFY2(!text.title.isEmpty() && !text.what.isEmpty() && !text.advice.isEmpty(), qUtf8Printable(language));
        }
    }

    void reasonsOfThePaceAreExplained()
    {
        const RefusalCatalogue catalogue;
        for (int reason = int(PaceReason::BudgetLow); reason <= int(PaceReason::NewChatsWarning); ++reason) {
            for (const QString &language : RefusalCatalogue::languages()) {
                const Refusal text = catalogue.paceReason(toString(PaceReason(reason)), language);
                QVERIFY2(!text.title.isEmpty() && !text.advice.isEmpty(), qUtf8Printable(text.cause));
            }
        }
    }

    void whatIsNotKnownHasWordsAllTheSame()
    {
        const RefusalCatalogue catalogue;
        const Refusal unknown = catalogue.refusal(u"from_the_future"_s, u"en"_s);
        QCOMPARE(unknown.cause, u"from_the_future"_s);
        QCOMPARE(unknown.title, catalogue.refusal(u"other"_s, u"en"_s).title);
        // A state of the link is no cause of a refusal.
        QCOMPARE(catalogue.refusal(u"outdated"_s, u"en"_s).title, unknown.title);
        QVERIFY(catalogue.linkState(u"malformed"_s, u"en"_s).title.isEmpty());
        QCOMPARE(catalogue.refusal(u"rejected_422"_s, u"es"_s).title,
                 catalogue.refusal(u"bridge_rejected"_s, u"es"_s).title);
        QCOMPARE(catalogue.refusal(u"cancelled"_s, u"fr"_s).title, catalogue.refusal(u"cancelled"_s, u"es"_s).title);
    }

    void theBestLanguageIsTaken_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("language");
        QTest::addRow("none") << QByteArray() << u""_s;
        QTest::addRow("one") << QByteArray("pt") << u"pt"_s;
        QTest::addRow("with a region") << QByteArray("pt-BR") << u"pt"_s;
        QTest::addRow("by weight") << QByteArray("en;q=0.5, es-MX;q=0.9, fr") << u"es"_s;
        QTest::addRow("the first of equals") << QByteArray("en, es") << u"en"_s;
        QTest::addRow("refused") << QByteArray("en;q=0, pt;q=0.1") << u"pt"_s;
        QTest::addRow("none of ours") << QByteArray("fr, de;q=0.5") << u""_s;
        QTest::addRow("any") << QByteArray("*") << u""_s;
        QTest::addRow("broken") << QByteArray(";;q=,,en;q=x,;") << u""_s;
        QTest::addRow("capitals") << QByteArray("EN-us") << u"en"_s;
        QTest::addRow("long") << QByteArray("fr,").repeated(5'000) + "en" << u""_s;
    }
    void theBestLanguageIsTaken()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, language);
        QCOMPARE(languageFrom(header), language);
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::RefusalCatalogueTest)
#include "tst_refusalcatalogue.moc"
