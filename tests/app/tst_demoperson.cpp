#include "app/demo/demoperson.h"
#include "core/classification/ruleclassifier.h"
#include "core/conversation/conversationrules.h"
#include "core/conversation/wording.h"

#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

constexpr qint64 start = 1'800'000'000'000;
constexpr qint64 second = 1000;
constexpr qint64 quietTime = 4 * second;

/// A made-up customer talks with the desk's own conversation: the real rules, the real words, no clock.
class Talk
{
public:
    Talk(const DemoCast &cast, const DemoCharacter &character, bool formal = false, quint32 seed = 1, double speed = 1)
        : m_cast(cast), m_seed(seed), m_speed(speed), m_person(fresh(character))
    {
        m_settings.formal = formal;
        m_person.begin(start);
    }

    /// Until nobody has anything more to say.
    void run(qint64 until = start + 3600 * second)
    {
        while (m_now < until) {
            const auto next = m_person.nextAt();
            const qint64 turn = m_waiting.isEmpty() ? std::numeric_limits<qint64>::max() : m_lastWritten + quietTime;
            const qint64 at = std::min(next.value_or(std::numeric_limits<qint64>::max()), turn);
            if (at == std::numeric_limits<qint64>::max())
                return;
            m_now = std::max(m_now, at);
            if (at == turn)
                takeTurn();
            else
                hearCustomer();
        }
    }
    void deskSays(const QString &text)
    {
        heard << text;
        m_person.hear(text, QByteArray::number(++m_ids), m_now);
    }
    /// The program ends and starts again.
    void restart()
    {
        const QJsonObject stored = m_person.toJson();
        m_person = fresh(m_person.character());
        m_person.load(stored);
        m_person.resume(m_now);
        QCOMPARE(m_person.toJson()["said"_L1], stored["said"_L1]);
    }

    QStringList said;  ///< by the customer; reactions as "(👍)", pictures as "[file]"
    QStringList heard; ///< by the customer
    std::optional<OpenTicketAction> ticket;
    Slots facts; ///< of the ticket, as corrected
    bool solved = false;
    int tickets = 0;
    qint64 openedAt = 0;

private:
    DemoPerson fresh(const DemoCharacter &character) const
    {
        return {character, m_cast.phrases(character.language), m_seed, m_speed};
    }
    void hearCustomer()
    {
        const auto sayings = m_person.take(m_now);
        for (const auto &saying : sayings) {
            const DemoLine &line = saying.line;
            QVERIFY(!line.text.contains(u'{'));
            if (!line.reaction.isEmpty()) {
                QVERIFY(!saying.about.isEmpty());
                said << u"(%1)"_s.arg(line.reaction);
                continue;
            }
            const QString file = line.photo + line.voice;
            said << (file.isEmpty() ? line.text : u"[%1] %2"_s.arg(file, line.text));
            m_waiting << TurnMessage{++m_ids, line.text, file.isEmpty() ? u"text"_s : u"image"_s, !file.isEmpty()};
            m_lastWritten = m_now;
        }
    }
    void takeTurn()
    {
        Turn turn{.trigger = Turn::Trigger::Messages, .messages = std::exchange(m_waiting, {})};
        if (ticket)
            turn.openTicket = OpenTicket{7, u"2026-00007"_s, TicketStatus::New};
        turn.knownName = m_person.character().name;
        turn.now = m_now;
        const StepResult result = step(m_state, turn, m_settings, m_filler, m_classifier, m_steps);
        m_state = result.state;
        for (const Action &action : result.actions) {
            if (const auto *open = std::get_if<OpenTicketAction>(&action)) {
                ticket = *open;
                facts = open->facts;
                ++tickets;
                openedAt = m_now;
            } else if (const auto *update = std::get_if<UpdateTicket>(&action)) {
                for (const QString &name : askedSlots()) {
                    if (const QString value = slotValue(update->facts, name); !value.isEmpty())
                        *slotNamed(facts, name) = value;
                }
            } else if (const auto *say = std::get_if<Say>(&action)) {
                QString text = say->text;
                solved = solved || heardIn(text) == DemoTopic::Solved;
                deskSays(text.replace(u"{folio}"_s, u"2026-00007"_s));
            }
        }
    }

    const DemoCast &m_cast;
    quint32 m_seed;
    double m_speed;
    DemoPerson m_person;
    ConversationSettings m_settings;
    ConversationState m_state;
    RuleSlotFiller m_filler;
    RuleClassifier m_classifier;
    StepLibrary m_steps;
    QList<TurnMessage> m_waiting;
    qint64 m_lastWritten = 0;
    qint64 m_now = start;
    qint64 m_ids = 0;
};

} // namespace

class DemoPersonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto cast = DemoCast::load();
        QVERIFY2(cast, cast ? "" : qPrintable(cast.error().detail));
        m_cast = *std::move(cast);
    }

    void theCastHoldsTogether()
    {
        QVERIFY(m_cast.characters().size() >= 12);
        QSet<QByteArray> numbers{m_cast.deskNumber()};
        const auto everybody = m_cast.characters() + m_cast.passersBy();
        for (const DemoCharacter &character : everybody) {
            QVERIFY2(!numbers.contains(character.number), character.number.constData());
            numbers.insert(character.number);
            QVERIFY2(character.number.contains("5550"), "evidently made up");
        }
        // Whatever can be heard, somebody has words for, in every language.
        for (int topic = 0; topic <= int(DemoTopic::Remark); ++topic) {
            for (const QString &language : {u"es"_s, u"pt"_s, u"en"_s}) {
                const QString key = toString(DemoTopic(topic));
                QVERIFY2(!m_cast.phrases(language).value(key).isEmpty(), qPrintable(language + u' ' + key));
            }
        }
    }

    void everybodyGetsWhereTheirStoryGoes_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("category");
        QTest::addColumn<QString>("subcategory");
        QTest::addColumn<QString>("department");
        QTest::addColumn<QString>("equipment");
        QTest::addColumn<QString>("asset");
        const auto row = [](const char *id, const char *category, const char *subcategory, const char *department,
                            const char *equipment, const char *asset) {
            QTest::newRow(id) << QString::fromLatin1(id) << QString::fromLatin1(category)
                              << QString::fromLatin1(subcategory) << QString::fromUtf8(department)
                              << QString::fromLatin1(equipment) << QString::fromLatin1(asset);
        };
        row("rebeca", "hardware", "printer", "Contabilidad", "printer", "2231");
        row("hugo", "other", "", "", "", "");
        row("tono", "hardware", "power", "Almacén", "desktop", "");
        row("socorro", "software", "slow", "Control escolar", "desktop", "4521");
        row("maribel", "hardware", "screen", "Ventas", "laptop", "VT-0077");
        row("ernesto", "hardware", "other", "Logística", "phone", "");
        row("chuy", "network", "", "Ventas", "network", "");
        row("ivan", "hardware", "power", "Compras", "laptop", "3307");
        row("lupita", "", "", "", "", ""); // the steps helped
        row("daniela", "hardware", "printer", "Mercadotecnia", "laptop", "1180");
        row("ale", "account", "", "Diseño", "laptop", "");
        row("thiago", "hardware", "power", "Vendas", "laptop", "");
        row("emma", "network", "", "Sales", "laptop", "LT-4471");
    }
    void everybodyGetsWhereTheirStoryGoes()
    {
        QFETCH(QString, id);
        QFETCH(QString, category);
        for (const bool formal : {false, true}) {
            Talk talk(m_cast, character(id), formal);
            talk.run();
            const QByteArray story = (talk.said + talk.heard).join(u" | "_s).toUtf8();
            QVERIFY2(talk.said.size() < 20, story.constData());
            QCOMPARE(talk.tickets, category.isEmpty() ? 0 : 1);
            QCOMPARE(talk.solved, category.isEmpty());
            if (category.isEmpty())
                continue;
            QCOMPARE(talk.ticket->classification.category, category);
            QTEST(talk.ticket->classification.subcategory, "subcategory");
            QTEST(talk.facts.department, "department");
            QTEST(talk.facts.equipmentType, "equipment");
            QTEST(talk.facts.assetNumber, "asset");
            QVERIFY(talk.ticket->facts.refused.isEmpty() || talk.facts.assetNumber.isEmpty());
        }
    }

    void theFirstTicketComesWithinHalfAMinute()
    {
        Talk talk(m_cast, character(u"rebeca"_s));
        talk.run();
        QCOMPARE(talk.ticket->facts.urgency, u"high"_s);
        QVERIFY2(talk.openedAt - start < 30 * second, qPrintable(QString::number(talk.openedAt - start)));
    }

    void theBurstIsEightMessagesAndOneTurn()
    {
        Talk talk(m_cast, character(u"tono"_s));
        talk.run(start + 8 * second);
        QCOMPARE(talk.said.size(), 8);
        QVERIFY(talk.heard.size() <= 1);
    }

    void whoeverPassesByEndsWithATicketOrWithoutTheFault()
    {
        for (const DemoCharacter &passer : m_cast.passersBy()) {
            for (const quint32 seed : {1U, 2U, 3U}) {
                Talk talk(m_cast, passer, false, seed);
                talk.run();
                const QByteArray story = (passer.id + u": "_s + (talk.said + talk.heard).join(u" | "_s)).toUtf8();
                QVERIFY2(talk.tickets + int(talk.solved) == 1, story.constData());
                QVERIFY2(talk.said.size() < 16, story.constData());
                if (talk.ticket)
                    QCOMPARE(talk.facts.department, passer.facts.value(u"department"_s));
            }
        }
    }

    void theSameSeedSaysTheSame()
    {
        const auto sayingsOf = [this](quint32 seed) {
            Talk talk(m_cast, m_cast.passersBy().at(3), false, seed);
            talk.run();
            return talk.said;
        };
        QCOMPARE(sayingsOf(5), sayingsOf(5));
        QVERIFY(sayingsOf(5) != sayingsOf(6) || sayingsOf(6) != sayingsOf(7));
    }

    void speedMakesEverythingShorter()
    {
        Talk slow(m_cast, character(u"socorro"_s));
        Talk fast(m_cast, character(u"socorro"_s), false, 1, 20);
        slow.run();
        fast.run();
        QVERIFY(slow.ticket && fast.ticket);
        QVERIFY(fast.openedAt - start < (slow.openedAt - start) / 2);
        QCOMPARE(fast.facts.assetNumber, u"4521"_s);
    }

    void aRestartGoesOnWithoutSayingAnythingTwice()
    {
        Talk whole(m_cast, character(u"socorro"_s));
        whole.run();
        for (qint64 at = second; at < 90 * second; at += 7 * second) {
            Talk broken(m_cast, character(u"socorro"_s));
            broken.run(start + at);
            broken.restart();
            broken.run();
            for (const QString &text : std::as_const(broken.said)) {
                if (!text.startsWith(u'('))
                    QVERIFY2(broken.said.count(text) <= whole.said.count(text), qPrintable(text));
            }
            QVERIFY(broken.tickets <= 1);
        }
    }

    void aTechnicianIsAnswered()
    {
        Talk talk(m_cast, character(u"maribel"_s));
        talk.run();
        qsizetype before = talk.said.size();
        const auto answerTo = [&](const QString &text) {
            talk.deskSays(text);
            talk.run();
            const QString answer = talk.said.mid(before).join(u" | "_s);
            before = talk.said.size();
            return answer;
        };
        QVERIFY(answerTo(u"Hola Maribel, soy Luis. ¿En qué piso estás?"_s).contains(u"el cubículo del fondo"_s));
        QVERIFY(answerTo(u"¿Qué modelo es?"_s).contains(u"Lenovo"_s));
        QVERIFY(answerTo(u"¿Me recuerdas tu número de activo?"_s).contains(u"VT-0077"_s));
        const QString secret = answerTo(u"¿Cuál es tu contraseña?"_s);
        QVERIFY2(secret.contains(u"contraseña"_s) || secret.contains(u"en persona"_s), qPrintable(secret));
        QVERIFY(!answerTo(u"Voy para allá"_s).isEmpty());
        QVERIFY(!answerTo(u"Hola Maribel, tu equipo del ticket 2026-00007 está listo para entrega."_s).isEmpty());
        QCOMPARE(talk.tickets, 1);
    }

    void whoeverIsAskedForEverFallsSilent()
    {
        Talk talk(m_cast, character(u"rebeca"_s));
        talk.run();
        for (int i = 0; i < 2'000; ++i) {
            talk.deskSays(i % 2 ? u"¿Me das tu número de activo?"_s : u"Lo estoy viendo"_s);
            talk.run(start + 100'000 * second);
        }
        QVERIFY2(talk.said.size() < 60, qPrintable(QString::number(talk.said.size())));
    }

    void aQuestionAmongRemarksIsAnswered()
    {
        Talk talk(m_cast, character(u"emma"_s));
        talk.run();
        const qsizetype before = talk.said.size();
        talk.deskSays(u"Which floor are you on?"_s);
        talk.deskSays(u"I'm on my way"_s);
        talk.run();
        QVERIFY(talk.said.mid(before).join(u' ').contains(u"meeting room"_s));
    }

    void somebodyComesBackOnce()
    {
        Talk talk(m_cast, character(u"ernesto"_s));
        talk.run();
        QCOMPARE(talk.said.count(u"¿cómo va mi equipo?"_s), 1);
        QVERIFY(
            std::ranges::any_of(talk.heard, [](const QString &text) { return heardIn(text) == DemoTopic::Status; }));
    }

private:
    const DemoCharacter &character(const QString &id) const
    {
        const auto found = std::ranges::find(m_cast.characters(), id, &DemoCharacter::id);
        Q_ASSERT(found != m_cast.characters().end());
        return *found;
    }

    DemoCast m_cast;
};

QTEST_GUILESS_MAIN(DemoPersonTest)
#include "tst_demoperson.moc"
