#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString ana = u"15550000001@s.whatsapp.net"_s;
const Actor luis{Actor::Type::Technician, {7}, QStringLiteral("Luis")};
const Actor eva{Actor::Type::Technician, {8}, QStringLiteral("Eva")};
} // namespace

/// The rules of what may be done to a message.
class MessageActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_customer = *m_desk->customers.resolve(ana, u"Ana"_s);
    }
    void cleanup() { m_desk.reset(); }

    void anEditIsTakenForTwentyMinutesAfterTheService()
    {
        const Message message = sent(luis);
        m_desk->clock.advance(MessageActions::editWindow);
        const auto edited = m_desk->actions.edit(message.id, luis, u"Hoy"_s);
        QVERIFY(edited);
        QCOMPARE(edited->kind, u"edit"_s);
        QCOMPARE(edited->target->wireId, message.wireId);
        QCOMPARE(toString(edited->state), u"queued"_s);
        m_desk->clock.advance(1ms);
        QCOMPARE(wordOf(m_desk->actions.edit(message.id, luis, u"Hoy"_s)), u"too_late"_s);
    }

    void onlyTheOwnWordsAreEdited()
    {
        QVERIFY(m_desk->actions.edit(sent(luis).id, eva, u"Hoy"_s).error().code == Errc::Forbidden);
        const Message bot = *m_desk->outbox.enqueue(m_customer, {}, {Author::Type::Bot, 0, {}}, u"Hola"_s);
        accept(bot);
        QVERIFY(m_desk->actions.edit(bot.id, luis, u"Hoy"_s).error().code == Errc::Forbidden);
        QVERIFY(m_desk->actions.revoke(bot.id, luis)); // but any of ours is taken back
        QCOMPARE(wordOf(m_desk->actions.edit(theirs(), luis, u"Hoy"_s)), u"not_ours"_s);
        QCOMPARE(wordOf(m_desk->actions.revoke(theirs(), luis)), u"not_ours"_s);
    }

    void whatNobodyHasIsNotActedOn()
    {
        const Message queued = *m_desk->outbox.enqueue(m_customer, {}, {Author::Type::Technician, 7, {}}, u"Hola"_s);
        QCOMPARE(wordOf(m_desk->actions.react(queued.id, luis, u"👍"_s)), u"not_sent"_s);
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = queued.wireId, .state = DeliveryState::Refused}));
        QCOMPARE(wordOf(m_desk->actions.revoke(queued.id, luis)), u"not_sent"_s);
        const Message message = sent(luis);
        const Message reaction = *m_desk->actions.react(message.id, luis, u"👍"_s);
        accept(reaction);
        QCOMPARE(wordOf(m_desk->actions.react(reaction.id, luis, u"👍"_s)), u"not_a_message"_s);
        QVERIFY(m_desk->actions.revoke(message.id, luis));
        QCOMPARE(wordOf(m_desk->actions.revoke(message.id, luis)), u"revoked"_s);
    }

    void aRefusedRevokeMayBeTriedAgain()
    {
        const Message message = sent(luis);
        const Message revoke = *m_desk->actions.revoke(message.id, luis);
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = revoke.wireId, .state = DeliveryState::Refused}));
        QVERIFY(m_desk->actions.revoke(message.id, luis));
    }

    void aReactionIsOneCharacterOrNone_data()
    {
        QTest::addColumn<QString>("emoji");
        QTest::addColumn<bool>("taken");
        QTest::addRow("thumb") << u"👍"_s << true;
        QTest::addRow("thumb with a skin tone") << u"👍🏽"_s << true;
        QTest::addRow("family") << u"👨‍👩‍👧‍👦"_s << true;
        QTest::addRow("none") << u""_s << true;
        QTest::addRow("two") << u"👍👍"_s << false;
        QTest::addRow("word") << u"ok"_s << false;
    }
    void aReactionIsOneCharacterOrNone()
    {
        QFETCH(QString, emoji);
        QFETCH(bool, taken);
        const auto reaction = m_desk->actions.react(theirs(), luis, emoji);
        QCOMPARE(reaction.has_value(), taken);
        if (!taken)
            QCOMPARE(reaction.error().detail, u"/emoji"_s);
    }

    void actionsGoOutThroughTheChannel()
    {
        m_desk->channel.answer = SendOutcome{};
        QVERIFY(m_desk->outbox.start());
        const Message message = sent(luis);
        const MessageId received = theirs();
        QVERIFY(m_desk->actions.edit(message.id, luis, u"Hoy"_s));
        QVERIFY(m_desk->actions.react(received, luis, u"👍"_s));
        QVERIFY(m_desk->actions.revoke(message.id, luis));
        QTRY_COMPARE(m_desk->channel.sent.size(), 3);
        using enum OutgoingMessage::Kind;
        const auto &out = m_desk->channel.sent;
        QVERIFY(out[0].kind == Edit && out[1].kind == Reaction && out[2].kind == Revoke);
        QCOMPARE(out[0].text, u"Hoy"_s);
        QCOMPARE(*out[0].target, MessageReference({message.wireId, true}));
        QCOMPARE(*out[1].target, MessageReference({u"A1"_s, false}));
        QVERIFY(out[2].wireId != message.wireId);
    }

private:
    Message sent(const Actor &actor)
    {
        Message message = *m_desk->outbox.enqueue(
            m_customer, {}, {Author::Type::Technician, actor.userId.value, actor.name}, u"Mañana"_s);
        accept(message);
        return message;
    }
    void accept(const Message &message)
    {
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = message.wireId, .state = DeliveryState::Accepted}));
    }
    MessageId theirs() { return *m_desk->inbox.take({.address = ana, .wireId = u"A1"_s, .text = u"hola"_s}); }
    /// The stable word of a conflict.
    static QString wordOf(const Result<Message> &result)
    {
        return !result && result.error().code == Errc::Conflict ? result.error().detail : QString();
    }

    std::unique_ptr<TestDesk> m_desk;
    CustomerId m_customer;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::MessageActionsTest)
#include "tst_messageactions.moc"
