#include "app/whatsapptranslation.h"
#include "core/messaging/refusalcatalogue.h"

#include <QJsonArray>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using wa::Jid;
using wa::MessageKind;

namespace {

const Jid customer("100000012345678", Jid::Server::Lid);
const Jid customerPhone("15550002001", Jid::Server::Phone);
const wa::OwnAccount own{Jid("15550001001", Jid::Server::Phone, 5), Jid("100000000000001", Jid::Server::Lid, 5)};

/// A message of the customer to us.
wa::MessageEvent said(MessageKind kind, const QString &text = {})
{
    wa::MessageEvent event;
    event.id = "3EB0AA";
    event.chat = customer;
    event.chatAlt = customerPhone;
    event.sender = customer.withDevice(3);
    event.forTickets = true;
    event.timestamp = 1'790'000'000;
    event.pushName = u"Ana"_s;
    event.content.kind = kind;
    event.content.text = text;
    return event;
}

QList<ChannelEvent> translated(const wa::MessageEvent &event)
{
    return channelEventsOf({1, event}, own);
}

/// The one message that comes of it.
IncomingMessage message(const wa::MessageEvent &event)
{
    const QList<ChannelEvent> events = translated(event);
    if (events.size() != 1 || !std::holds_alternative<IncomingMessage>(events.constFirst())) {
        QTest::qFail("not one message", __FILE__, __LINE__);
        return {};
    }
    return std::get<IncomingMessage>(events.constFirst());
}

OutgoingMessage outgoing(OutgoingMessage::Kind kind, const QString &text, std::optional<MessageReference> target = {})
{
    return {.wireId = u"3EB0BB"_s,
            .address = u"100000012345678@lid"_s,
            .text = text,
            .kind = kind,
            .target = std::move(target)};
}

} // namespace

class WhatsAppTranslationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextIsToldWithBothAddresses()
    {
        auto event = said(MessageKind::Text, u"No enciende"_s);
        event.offline = true;
        const IncomingMessage told = message(event);
        QCOMPARE(told.address, u"100000012345678@lid"_s);
        QCOMPARE(told.aliases, QStringList{u"15550002001@s.whatsapp.net"_s});
        QCOMPARE(told.wireId, u"3EB0AA"_s);
        QCOMPARE(told.senderName, u"Ana"_s);
        QCOMPARE(told.kind, u"text"_s);
        QCOMPARE(told.text, u"No enciende"_s);
        QCOMPARE(told.sentAt, 1'790'000'000'000);
        QVERIFY(told.waited);
        QVERIFY(!told.fromOwnPhone);
        QVERIFY(told.details.isEmpty());
        QVERIFY(!told.quoted && !told.target);
    }

    void theOtherAddressMayBeUnknown()
    {
        auto event = said(MessageKind::Text, u"Hola"_s);
        event.chatAlt = {};
        QVERIFY(message(event).aliases.isEmpty());
    }

    void groupsAndStatusPostsAreNobodysMessage_data()
    {
        QTest::addColumn<QByteArray>("chat");
        QTest::addColumn<QString>("kind"); // empty: nothing is told
        QTest::addRow("group") << QByteArray("120363000000000001@g.us") << u"group"_s;
        QTest::addRow("status") << QByteArray("status@broadcast") << u"status"_s;
        QTest::addRow("list") << QByteArray("1767225600@broadcast") << u"broadcast"_s;
        QTest::addRow("channel") << QByteArray("120363000000000002@newsletter") << u"channel"_s;
        QTest::addRow("bot") << QByteArray("100000012345678@lid") << u""_s;
    }
    void groupsAndStatusPostsAreNobodysMessage()
    {
        QFETCH(QByteArray, chat);
        QFETCH(QString, kind);
        auto event = said(MessageKind::Text, u"Hola a todos"_s);
        event.chat = *wa::Jid::parse(chat);
        event.forTickets = false;
        const auto told = translated(event);
        QCOMPARE(told.size(), kind.isEmpty() ? 0 : 1);
        if (!kind.isEmpty()) {
            const auto other = std::get<OtherChatMessage>(told.at(0));
            QCOMPARE(other.kind, kind);
            QCOMPARE(other.address, QString::fromLatin1(chat));
            QCOMPARE(other.text, u"Hola a todos"_s);
            QCOMPARE(other.senderName, u"Ana"_s);
        }
        event.placeholder = true;
        QVERIFY(translated(event).isEmpty());
    }

    void aCallIsALineOfTheChat()
    {
        const wa::CallEvent call{.id = "CALL1",
                                 .chat = customer,
                                 .chatAlt = customerPhone,
                                 .timestamp = 1'790'000'000,
                                 .pushName = u"Ana"_s,
                                 .video = true,
                                 .offline = true};
        const auto told = std::get<IncomingMessage>(channelEventsOf({1, call}, own).at(0));
        QCOMPARE(told.address, u"100000012345678@lid"_s);
        QCOMPARE(told.aliases, QStringList{u"15550002001@s.whatsapp.net"_s});
        QCOMPARE(told.wireId, u"call:CALL1"_s);
        QCOMPARE(told.kind, u"call"_s);
        QCOMPARE(told.details, (QJsonObject{{u"call"_s, QJsonObject{{u"video"_s, true}, {u"missed"_s, true}}}}));
        QCOMPARE(told.sentAt, 1'790'000'000'000);
        QVERIFY(told.waited);
    }

    void ourOwnNameIsNotTheCustomers()
    {
        auto event = said(MessageKind::Text, u"Voy para allá"_s);
        event.fromMe = true;
        event.pushName = u"Taller"_s;
        event.sender = own.phone.withDevice(0);
        const IncomingMessage told = message(event);
        QVERIFY(told.fromOwnPhone);
        QVERIFY(told.senderName.isEmpty());
        QCOMPARE(told.address, u"100000012345678@lid"_s);
    }

    void aPlaceholderSaysOnlyThatThereIsSomething()
    {
        auto event = said(MessageKind::Nothing);
        event.placeholder = true;
        const IncomingMessage told = message(event);
        QCOMPARE(told.kind, unreadableKind);
        QCOMPARE(told.wireId, u"3EB0AA"_s);
        QVERIFY(told.text.isEmpty());
    }

    void whatIsOnlyOnThePhoneIsSaid()
    {
        auto event = said(MessageKind::Nothing);
        event.substitute = wa::MessageEvent::Substitute::OpenOnPhone;
        const IncomingMessage told = message(event);
        QCOMPARE(told.kind, u"open_on_phone"_s);
        QVERIFY(told.details.value("view_once"_L1).toBool());
    }

    void whatWasNotUnderstoodIsSaid()
    {
        auto event = said(MessageKind::Nothing);
        event.substitute = wa::MessageEvent::Substitute::Broken;
        event.problem = u"padding"_s;
        const IncomingMessage told = message(event);
        QCOMPARE(told.kind, u"unsupported"_s);
        QCOMPARE(told.details, (QJsonObject{{u"type"_s, u"broken"_s}, {u"problem"_s, u"padding"_s}}));
    }

    void kindsHaveTheirWords_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("word"); // empty: no event
        QTest::addColumn<QString>("type");
        const auto row = [](const char *name, MessageKind kind, const QString &word, const QString &type = {}) {
            QTest::newRow(name) << int(kind) << word << type;
        };
        row("text", MessageKind::Text, u"text"_s);
        row("image", MessageKind::Image, u"image"_s);
        row("video", MessageKind::Video, u"video"_s);
        row("audio", MessageKind::Audio, u"audio"_s);
        row("voice note", MessageKind::Ptt, u"audio"_s);
        row("document", MessageKind::Document, u"document"_s);
        row("sticker", MessageKind::Sticker, u"sticker"_s);
        row("contact", MessageKind::Contact, u"contact"_s);
        row("location", MessageKind::Location, u"location"_s);
        row("poll", MessageKind::Poll, u"poll"_s);
        row("call", MessageKind::Call, u"call"_s);
        row("view once", MessageKind::OpenOnPhone, u"open_on_phone"_s, u"open_on_phone"_s);
        row("payment", MessageKind::Payment, u"open_on_phone"_s, u"payment"_s);
        row("group invite", MessageKind::GroupInvite, u"unsupported"_s, u"group_invite"_s);
        row("product", MessageKind::Product, u"unsupported"_s, u"product"_s);
        row("order", MessageKind::Order, u"unsupported"_s, u"order"_s);
        row("event", MessageKind::Event, u"unsupported"_s, u"event"_s);
        row("sticker pack", MessageKind::StickerPack, u"unsupported"_s, u"sticker_pack"_s);
        row("number wanted", MessageKind::PhoneNumberRequest, u"unsupported"_s, u"phone_number_request"_s);
        row("sealed edit", MessageKind::SealedEdit, u"unsupported"_s, u"sealed_edit"_s);
        row("unknown", MessageKind::Unsupported, u"unsupported"_s, u"field 99"_s);
        row("nothing", MessageKind::Nothing, {});
        row("vote", MessageKind::PollVote, {});
        row("number shared", MessageKind::PhoneNumberShared, {});
        row("album", MessageKind::Album, {});
        row("timer", MessageKind::TimerChange, {});
        row("history", MessageKind::HistorySync, {});
        row("keys", MessageKind::AppStateKeys, {});
        row("peer answer", MessageKind::PeerAnswer, {});
        row("mappings", MessageKind::LidMappings, {});
    }

    void kindsHaveTheirWords()
    {
        QFETCH(int, kind);
        QFETCH(QString, word);
        QFETCH(QString, type);
        auto event = said(MessageKind(kind));
        if (MessageKind(kind) == MessageKind::Unsupported)
            event.content.typeName = "field 99";
        if (word.isEmpty()) {
            QVERIFY(translated(event).isEmpty());
            return;
        }
        const IncomingMessage told = message(event);
        QCOMPARE(told.kind, word);
        QCOMPARE(told.details.value("type"_L1).toString(), type);
    }

    void mediaAreDescribedWithoutTheirKeys()
    {
        auto event = said(MessageKind::Document, u"la factura"_s);
        wa::MediaDescription media;
        media.type = wa::MediaDescription::Type::Document;
        media.mimeType = u"application/pdf"_s;
        media.size = 1234567890123;
        media.fileName = u"factura.pdf"_s;
        media.key = SecretBytes::copyOf(QByteArray(32, 'k'));
        media.directPath = "/v/secret";
        media.pages = 3;
        event.content.media = media;
        const IncomingMessage told = message(event);
        QCOMPARE(told.text, u"la factura"_s);
        QVERIFY(told.media.isEmpty());
        QCOMPARE(told.details,
                 (QJsonObject{{u"media"_s,
                               QJsonObject{{u"type"_s, u"document"_s},
                                           {u"mime_type"_s, u"application/pdf"_s},
                                           {u"size"_s, qint64(1234567890123)},
                                           {u"file_name"_s, u"factura.pdf"_s},
                                           {u"pages"_s, 3}}}}));
    }

    void pictureAndSoundHaveTheirMeasures()
    {
        auto event = said(MessageKind::Video);
        wa::MediaDescription media;
        media.type = wa::MediaDescription::Type::Video;
        media.mimeType = u"video/mp4"_s;
        media.width = 640;
        media.height = 480;
        media.duration = std::chrono::seconds(75);
        media.gif = true;
        media.problem = u"no key"_s;
        event.content.media = media;
        event.content.viewOnce = true;
        event.content.forwarded = true;
        event.content.ephemeral = true;
        const QJsonObject details = message(event).details;
        const QJsonObject described = details.value("media"_L1).toObject();
        QCOMPARE(described.value("width"_L1).toInt(), 640);
        QCOMPARE(described.value("height"_L1).toInt(), 480);
        QCOMPARE(described.value("duration_s"_L1).toInt(), 75);
        QCOMPARE(described.value("problem"_L1).toString(), u"no key"_s);
        QVERIFY(described.value("gif"_L1).toBool());
        QVERIFY(!described.contains("animated"_L1));
        QVERIFY(details.value("view_once"_L1).toBool() && details.value("forwarded"_L1).toBool()
                && details.value("disappears"_L1).toBool());
    }

    void aVoiceNoteIsASoundThatWasSpoken()
    {
        auto event = said(MessageKind::Ptt);
        event.content.media = wa::MediaDescription{.type = wa::MediaDescription::Type::Audio};
        event.content.media->waveform = QByteArray("\x00\x32\x64", 3);
        QVERIFY(message(event).details.value("media"_L1).toObject().value("voice_note"_L1).toBool());
        QCOMPARE(message(event).details.value("media"_L1).toObject().value("waveform"_L1).toString(), u"ADJk"_s);
        event.content.kind = MessageKind::Audio;
        QVERIFY(!message(event).details.value("media"_L1).toObject().contains("voice_note"_L1));
    }

    void placesPeopleQuestionsAndAdsAreKept()
    {
        auto event = said(MessageKind::Location);
        event.content.location = wa::GeoLocation{.latitude = 0, .longitude = -99.5, .name = u"Taller"_s, .live = true};
        QCOMPARE(
            message(event).details.value("location"_L1).toObject(),
            (QJsonObject{{u"latitude"_s, 0.0}, {u"longitude"_s, -99.5}, {u"name"_s, u"Taller"_s}, {u"live"_s, true}}));

        event = said(MessageKind::Contact);
        event.content.contacts = {{u"Luis"_s, u"BEGIN:VCARD"_s}};
        QCOMPARE(message(event).details.value("contacts"_L1).toArray(),
                 (QJsonArray{QJsonObject{{u"name"_s, u"Luis"_s}, {u"vcard"_s, u"BEGIN:VCARD"_s}}}));

        event = said(MessageKind::Poll, u"¿Cuándo?"_s);
        event.content.pollOptions = {u"hoy"_s, u"mañana"_s};
        QCOMPARE(message(event).text, u"¿Cuándo?"_s);
        QCOMPARE(message(event).details.value("poll"_L1).toObject().value("options"_L1).toArray(),
                 (QJsonArray{u"hoy"_s, u"mañana"_s}));

        event = said(MessageKind::Text, u"Vi su anuncio"_s);
        event.content.ad = wa::AdReferral{.title = u"Reparación"_s, .sourceId = u"77"_s};
        QCOMPARE(message(event).details.value("ad"_L1).toObject(),
                 (QJsonObject{{u"title"_s, u"Reparación"_s}, {u"source_id"_s, u"77"_s}}));
    }

    void aQuotationRefersToOursOrTheirs()
    {
        auto event = said(MessageKind::Text, u"esta"_s);
        event.content.quoted = wa::QuotedMessage{.id = "3EB0CC", .sender = own.lid.bare(), .text = u"¿Cuál?"_s};
        IncomingMessage told = message(event);
        QCOMPARE(told.quoted, (MessageReference{u"3EB0CC"_s, true}));
        QCOMPARE(told.details.value("quoted_text"_L1).toString(), u"¿Cuál?"_s);

        event.content.quoted->sender = own.phone.bare();
        QVERIFY(message(event).quoted->fromUs);
        event.content.quoted->sender = customer;
        QVERIFY(!message(event).quoted->fromUs);
    }

    void aQuotationFromAnotherChatIsOnlyText()
    {
        auto event = said(MessageKind::Text, u"me interesa"_s);
        event.content.quoted = wa::QuotedMessage{
            .id = "3EB0CC", .sender = own.phone.bare(), .chat = Jid::statusBroadcast(), .text = u"Oferta"_s};
        const IncomingMessage told = message(event);
        QVERIFY(!told.quoted);
        QCOMPARE(told.details.value("quoted_text"_L1).toString(), u"Oferta"_s);
    }

    void reactionsMayBeToAnybodysMessage()
    {
        auto event = said(MessageKind::Reaction, u"👍"_s);
        event.target = {.chat = customer, .id = "3EB0DD", .fromUs = true, .author = own.lid.bare(), .bySender = false};
        const IncomingMessage told = message(event);
        QCOMPARE(told.kind, u"reaction"_s);
        QCOMPARE(told.text, u"👍"_s);
        QCOMPARE(told.target, (MessageReference{u"3EB0DD"_s, true}));
    }

    void editsAndRevokesCountOnlyForOnesOwn_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("word");
        QTest::newRow("edit") << int(MessageKind::Edit) << u"edit"_s;
        QTest::newRow("revoke") << int(MessageKind::Revoke) << u"revoke"_s;
    }

    void editsAndRevokesCountOnlyForOnesOwn()
    {
        QFETCH(int, kind);
        QFETCH(QString, word);
        auto event = said(MessageKind(kind), u"mejor así"_s);
        event.target = {.chat = customer, .id = "3EB0DD", .fromUs = false, .author = customer, .bySender = true};
        const IncomingMessage told = message(event);
        QCOMPARE(told.kind, word);
        QCOMPARE(told.target, (MessageReference{u"3EB0DD"_s, false}));

        event.target.bySender = false;
        event.target.fromUs = true;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"dropped: not its own message"_s));
        QVERIFY(translated(event).isEmpty());
    }

    void anActionWithoutTargetIsDropped()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"dropped: it has no target"_s));
        QVERIFY(translated(said(MessageKind::Reaction, u"👍"_s)).isEmpty());
    }

    void receiptsMoveEachOfTheirMessages()
    {
        wa::ReceiptEvent receipt{
            .effect = wa::ReceiptEffect::Read, .ids = {"A1", "A2"}, .chat = customer, .timestamp = 1'790'000'100};
        const auto events = channelEventsOf({2, receipt}, own);
        QCOMPARE(events.size(), 2);
        const auto second = std::get<DeliveryUpdate>(events.at(1));
        QCOMPARE(second.wireId, u"A2"_s);
        QVERIFY(second.state == DeliveryState::Read);
        QCOMPARE(second.at, 1'790'000'100'000);
        QVERIFY(second.cause.isEmpty());

        receipt.effect = wa::ReceiptEffect::Delivered;
        QVERIFY(std::get<DeliveryUpdate>(channelEventsOf({3, receipt}, own).at(0)).state == DeliveryState::Delivered);
        receipt.effect = wa::ReceiptEffect::Played;
        QVERIFY(std::get<DeliveryUpdate>(channelEventsOf({4, receipt}, own).at(0)).state == DeliveryState::Played);
        for (const auto effect : {wa::ReceiptEffect::None, wa::ReceiptEffect::SendAgain}) {
            receipt.effect = effect;
            QVERIFY(channelEventsOf({5, receipt}, own).isEmpty());
        }
    }

    void whatWasReadOnThePhoneIsTold()
    {
        wa::ReceiptEvent receipt{.effect = wa::ReceiptEffect::ReadElsewhere, .ids = {"A1", "A2"}, .chat = customer};
        const auto read = std::get<ReadElsewhere>(channelEventsOf({2, receipt}, own).at(0));
        QCOMPARE(read.address, u"100000012345678@lid"_s);
        QCOMPARE(read.wireIds, (QStringList{u"A1"_s, u"A2"_s}));
        receipt.chat = Jid("120363000000000001", Jid::Server::Group);
        QVERIFY(channelEventsOf({3, receipt}, own).isEmpty());
    }

    void theServersWordIsTold()
    {
        wa::SentEvent sent{.id = "A1", .chat = customer, .timestamp = 1'790'000'000};
        auto update = std::get<DeliveryUpdate>(channelEventsOf({1, sent}, own).at(0));
        QVERIFY(update.state == DeliveryState::Accepted);
        QCOMPARE(update.at, 1'790'000'000'000);
        sent.error = 463;
        sent.cause = wa::SendCause::ReachOut;
        update = std::get<DeliveryUpdate>(channelEventsOf({2, sent}, own).at(0));
        QVERIFY(update.state == DeliveryState::Refused);
        QCOMPARE(update.cause, u"reach_out_restricted"_s);
    }

    void namesAndKeysAreTold()
    {
        const auto alias = std::get<AliasLearned>(
            channelEventsOf({1, wa::AliasEvent{customer, customerPhone}}, own).at(0));
        QCOMPARE(alias.address, u"100000012345678@lid"_s);
        QCOMPARE(alias.alias, u"15550002001@s.whatsapp.net"_s);
        const auto changed = std::get<SecurityCodeChanged>(
            channelEventsOf({2, wa::IdentityEvent{customer, {}}}, own).at(0));
        QCOMPARE(changed.address, u"100000012345678@lid"_s);
    }

    void peopleAreFoundUnderAllTheirSpellings_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("jid"); // empty: nobody
        const auto row = [](const QString &address, const QString &jid) {
            QTest::newRow(qUtf8Printable(address)) << address << jid;
        };
        row(u"100000012345678@lid"_s, u"100000012345678@lid"_s);
        row(u"15550002001@s.whatsapp.net"_s, u"15550002001@s.whatsapp.net"_s);
        row(u"15550002001:3@s.whatsapp.net"_s, u"15550002001@s.whatsapp.net"_s);
        row(u"15550002001@c.us"_s, u"15550002001@s.whatsapp.net"_s);
        row(u"15550002001"_s, u"15550002001@s.whatsapp.net"_s);
        row(u"+1 (555) 000-2001"_s, u"15550002001@s.whatsapp.net"_s);
        row(u""_s, {});
        row(u"123456"_s, {});
        row(u"1234567890123456"_s, {});
        row(u"mostrador"_s, {});
        row(u"120363000000000001@g.us"_s, {});
        row(u"status@broadcast"_s, {});
        row(u"@s.whatsapp.net"_s, {});
        row(u"1555@example.com"_s, {});
    }

    void peopleAreFoundUnderAllTheirSpellings()
    {
        QFETCH(QString, address);
        QFETCH(QString, jid);
        const auto person = personAt(address);
        QCOMPARE(person ? person->toString() : QString(), jid);
    }

    void aTextIsSentWithItsQuotation()
    {
        auto message = outgoing(OutgoingMessage::Kind::Text, u"Claro"_s);
        message.quoted = MessageReference{u"3EB0AA"_s, false};
        message.quotedText = u"¿Pueden venir?"_s;
        const auto request = sendRequestOf(message);
        QVERIFY(request);
        QCOMPARE(request->id, QByteArray("3EB0BB"));
        QCOMPARE(request->to, customer);
        const auto &text = std::get<wa::TextToSend>(request->content);
        QCOMPARE(text.text, u"Claro"_s);
        QCOMPARE(text.quoted->id, QByteArray("3EB0AA"));
        QVERIFY(!text.quoted->fromMe);
        QCOMPARE(text.quotedText, u"¿Pueden venir?"_s);
    }

    void actionsNameTheirMessage()
    {
        using Kind = OutgoingMessage::Kind;
        const auto reaction = sendRequestOf(outgoing(Kind::Reaction, u"👍"_s, MessageReference{u"A1"_s, false}));
        QVERIFY(reaction);
        QCOMPARE(std::get<wa::ReactionToSend>(reaction->content).target.id, QByteArray("A1"));
        QCOMPARE(std::get<wa::ReactionToSend>(reaction->content).emoji, u"👍"_s);
        const auto edit = sendRequestOf(outgoing(Kind::Edit, u"nuevo"_s, MessageReference{u"A2"_s, true}));
        QVERIFY(edit);
        QCOMPARE(std::get<wa::EditToSend>(edit->content).target, QByteArray("A2"));
        QCOMPARE(std::get<wa::EditToSend>(edit->content).text, u"nuevo"_s);
        const auto revoke = sendRequestOf(outgoing(Kind::Revoke, {}, MessageReference{u"A3"_s, true}));
        QVERIFY(revoke);
        QCOMPARE(std::get<wa::RevokeToSend>(revoke->content).target, QByteArray("A3"));
    }

    void whatCannotBeSentIsInvalid()
    {
        using Kind = OutgoingMessage::Kind;
        QVERIFY(sendRequestOf(outgoing(Kind::Reaction, u"👍"_s)).error().code == Errc::Invalid);
        QVERIFY(sendRequestOf(outgoing(Kind::Edit, u"x"_s, MessageReference{u"A1"_s, false})).error().code
                == Errc::Invalid);
        QVERIFY(sendRequestOf(outgoing(Kind::Revoke, {}, MessageReference{u"A1"_s, false})).error().code
                == Errc::Invalid);
        auto nowhere = outgoing(Kind::Text, u"x"_s);
        nowhere.address = u"120363000000000001@g.us"_s;
        QVERIFY(sendRequestOf(nowhere).error().code == Errc::Invalid);
    }

    void refusalsHaveStableWords_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("word");
        using enum wa::SendCause;
        const auto row = [](int error, wa::SendCause cause, const QString &word) {
            QTest::addRow("%d %s", error, qUtf8Printable(word)) << error << int(cause) << word;
        };
        row(400, Malformed, u"malformed"_s);
        row(401, Refused, u"not_authorized"_s);
        row(403, Refused, u"forbidden"_s);
        row(404, NoRecipient, u"recipient_unknown"_s);
        row(0, NoRecipient, u"not_on_whatsapp"_s);
        row(405, Refused, u"not_allowed"_s);
        row(406, Refused, u"not_acceptable"_s);
        row(420, Refused, u"expired_at_service"_s);
        row(421, StaleGroup, u"stale_group"_s);
        row(429, RateLimited, u"rate_limited"_s);
        row(463, ReachOut, u"reach_out_restricted"_s);
        row(463, ReachOutContact, u"contact_not_open"_s);
        row(463, ReachOutAccount, u"account_restricted"_s);
        row(0, ReachOutAccount, u"account_restricted"_s);
        row(475, NewChatsSpent, u"new_chats_spent"_s);
        row(479, SchemaInvalid, u"schema_invalid"_s);
        row(500, ServerTrouble, u"service_trouble"_s);
        row(503, ServerTrouble, u"service_trouble"_s);
        row(0, NoKeys, u"no_keys"_s);
        row(-1, Other, u"other"_s);
    }

    void refusalsHaveStableWords()
    {
        QFETCH(int, error);
        QFETCH(int, cause);
        QFETCH(QString, word);
        const auto outcome = sendOutcomeOf(wa::SendResult{.id = "A1", .error = error, .cause = wa::SendCause(cause)});
        QVERIFY(outcome);
        QVERIFY(outcome->kind == SendOutcome::Kind::Refused);
        QCOMPARE(outcome->cause, word);
        QVERIFY(RefusalCatalogue().knows(word)); // people can be told what it means
        const auto events = channelEventsOf(
            {.sequence = 1, .what = wa::SentEvent{.id = "A1", .error = error, .cause = wa::SendCause(cause)}}, {});
        QCOMPARE(std::get<DeliveryUpdate>(events.first()).cause, word);
    }

    void theAccountsLimitsAreTold()
    {
        QVERIFY(standingOf({}) == AccountStanding{});
        const AccountStanding standing = standingOf(
            {.timeLock = wa::TimeLock{true, 1'790'000'000, "WEB_COMPANION_ONLY"},
             .newChats = wa::NewChatCap{wa::NewChatCap::Level::FirstWarning, 250, 200, 1'790'000'500}});
        QVERIFY(standing.known && standing.restricted);
        QCOMPARE(standing.restrictedUntil, 1'790'000'000'000);
        QCOMPARE(standing.restriction, u"web_companion_only"_s);
        QCOMPARE(standing.newChats, u"first_warning"_s);
        QCOMPARE(standing.newChatsCycleEnds, 1'790'000'500'000);
        const AccountStanding lifted = standingOf({.timeLock = wa::TimeLock{}});
        QVERIFY(lifted.known && !lifted.restricted && lifted.restrictedUntil == 0);
    }

    void everyStateOfTheLinkIsExplained()
    {
        const RefusalCatalogue catalogue;
        for (int cause = int(wa::LinkCause::ConnectFailed); cause <= int(wa::LinkCause::StorageFailed); ++cause) {
            const QString word = causeOf(wa::LinkCause(cause));
            QVERIFY2(!catalogue.linkState(word, u"es"_s).title.isEmpty(), qPrintable(word));
        }
    }

    void onlyTheMessagesOwnFaultIsFinal()
    {
        const auto accepted = sendOutcomeOf(wa::SendResult{.id = "A1"});
        QVERIFY(accepted && accepted->kind == SendOutcome::Kind::Accepted && accepted->cause.isEmpty());
        const auto invalid = sendOutcomeOf(fail(Errc::Invalid));
        QVERIFY(invalid && invalid->kind == SendOutcome::Kind::Refused);
        QCOMPARE(invalid->cause, u"malformed"_s);
        for (const Errc code : {Errc::TimedOut, Errc::NotConnected, Errc::Storage, Errc::Rejected, Errc::Cancelled})
            QVERIFY(sendOutcomeOf(fail(code)).error().code == code);
    }

    void theLinkHasItsWords_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("cause");
        QTest::addColumn<bool>("registered");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, wa::LinkState from, wa::LinkCause cause, bool registered,
                            const QString &state, const QString &word = {}) {
            QTest::newRow(name) << int(from) << int(cause) << registered << state << word;
        };
        using S = wa::LinkState;
        using C = wa::LinkCause;
        row("new", S::Offline, C::None, false, u"unpaired"_s);
        row("connecting to pair", S::Connecting, C::None, false, u"pairing"_s);
        row("pairing", S::Pairing, C::None, false, u"pairing"_s);
        row("no network while pairing", S::Waiting, C::ConnectFailed, false, u"pairing"_s, u"connect_failed"_s);
        row("nobody scanned", S::Stopped, C::PairingTimedOut, false, u"unpaired"_s, u"pairing_timed_out"_s);
        row("pairing failed", S::Stopped, C::PairingFailed, false, u"unpaired"_s, u"pairing_failed"_s);
        row("closed", S::Offline, C::Requested, true, u"disconnected"_s);
        row("connecting", S::Connecting, C::ConnectionLost, true, u"connecting"_s, u"connection_lost"_s);
        row("logging in", S::LoggingIn, C::None, true, u"connecting"_s);
        row("ready", S::Ready, C::None, true, u"ready"_s);
        row("lost", S::Waiting, C::ConnectionLost, true, u"disconnected"_s, u"connection_lost"_s);
        row("unlinked", S::Stopped, C::LoggedOut, true, u"stopped"_s, u"logged_out"_s);
        row("elsewhere", S::Stopped, C::Replaced, true, u"stopped"_s, u"replaced"_s);
        row("banned", S::Stopped, C::Banned, true, u"stopped"_s, u"banned"_s);
    }

    void theLinkHasItsWords()
    {
        QFETCH(int, from);
        QFETCH(int, cause);
        QFETCH(bool, registered);
        QFETCH(QString, state);
        QFETCH(QString, word);
        const LinkInfo info = linkInfoOf(
            {.state = wa::LinkState(from), .cause = wa::LinkCause(cause), .code = 7, .until = 9}, registered);
        QCOMPARE(toString(info.state), state);
        QCOMPARE(info.cause, word);
        QCOMPARE(info.code, 7);
        QCOMPARE(info.until, 9);
    }

    void theWayToAFileComesAlongAndLeadsBack()
    {
        wa::MessageEvent event = said(MessageKind::Image);
        wa::MediaDescription media;
        media.mimeType = u"image/jpeg"_s;
        media.size = 1234;
        media.key = SecretBytes::copyOf(QByteArray(32, 'k'));
        media.directPath = "/v/t62.7118-24/secret?ccb=11-4";
        media.sha256 = QByteArray(32, 's');
        media.encryptedSha256 = QByteArray(32, 'e');
        event.content.media = media;
        const IncomingMessage told = message(event);
        QVERIFY(!told.mediaReference.isEmpty());
        const auto fetch = mediaFetchOf({.address = told.address,
                                         .wireId = told.wireId,
                                         .fromUs = true,
                                         .reference = told.mediaReference,
                                         .filePath = u"/tmp/x"_s,
                                         .limit = 99});
        QVERIFY(fetch);
        QCOMPARE(fetch->media.directPath, media.directPath);
        QCOMPARE(fetch->media.size, media.size);
        QCOMPARE(fetch->messageId, event.id);
        QVERIFY(fetch->chat == event.chat);
        QVERIFY(fetch->fromMe);
        QCOMPARE(fetch->limit, 99);

        event.content.media->problem = u"no key"_s;
        QVERIFY(message(event).mediaReference.isEmpty());
        QVERIFY(mediaFetchOf({.address = told.address, .reference = "nonsense"}).error().code == Errc::Invalid);
        QVERIFY(mediaFetchOf({.address = u"123@g.us"_s, .reference = told.mediaReference}).error().code
                == Errc::Invalid);
    }

    void filesAreSentAsWhatTheyAre_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("voice");
        using Kind = OutgoingFile::Kind;
        using enum wa::MediaDescription::Type;
        QTest::addRow("image") << int(Kind::Image) << int(Image) << false;
        QTest::addRow("video") << int(Kind::Video) << int(Video) << false;
        QTest::addRow("audio") << int(Kind::Audio) << int(Audio) << false;
        QTest::addRow("voice") << int(Kind::Voice) << int(Audio) << true;
        QTest::addRow("document") << int(Kind::Document) << int(Document) << false;
        QTest::addRow("sticker") << int(Kind::Sticker) << int(Sticker) << false;
    }
    void filesAreSentAsWhatTheyAre()
    {
        QFETCH(int, kind);
        QFETCH(int, type);
        QFETCH(bool, voice);
        OutgoingMessage message = outgoing(OutgoingMessage::Kind::Text, u"mire"_s);
        message.quoted = MessageReference{u"A9"_s, false};
        message.quotedText = u"¿cuál?"_s;
        message.file = OutgoingFile{.path = u"/x/y"_s,
                                    .mimeType = u"a/b"_s,
                                    .kind = OutgoingFile::Kind(kind),
                                    .fileName = u"n.bin"_s,
                                    .width = 3,
                                    .height = 4,
                                    .duration = std::chrono::milliseconds(1500),
                                    .thumbnail = "t",
                                    .waveform = "w"};
        const auto request = sendRequestOf(message);
        QVERIFY(request);
        const auto *media = std::get_if<wa::MediaToSend>(&request->content);
        QVERIFY(media);
        QCOMPARE(int(media->type), type);
        QCOMPARE(media->voiceNote, voice);
        QCOMPARE(media->filePath, u"/x/y"_s);
        QCOMPARE(media->mimeType, u"a/b"_s);
        QCOMPARE(media->fileName, u"n.bin"_s);
        QCOMPARE(media->caption, u"mire"_s);
        QCOMPARE(media->width, 3U);
        QCOMPARE(media->height, 4U);
        QCOMPARE(qint64(media->duration.count()), 2);
        QCOMPARE(media->thumbnail + media->waveform, QByteArray("tw"));
        QCOMPARE(media->quoted->id, QByteArray("A9"));
        QCOMPARE(media->quotedText, u"¿cuál?"_s);
    }

    void whatIsWrongWithAFileIsSaid()
    {
        QCOMPARE(sendOutcomeOf(fail(Errc::TooLarge), true)->cause, u"file_too_large"_s);
        QCOMPARE(sendOutcomeOf(fail(Errc::Invalid), true)->cause, u"file_unreadable"_s);
        QCOMPARE(sendOutcomeOf(fail(Errc::Invalid), false)->cause, u"malformed"_s);
        QVERIFY(sendOutcomeOf(fail(Errc::TimedOut), true).error().code == Errc::TimedOut);
    }
};

QTEST_GUILESS_MAIN(WhatsAppTranslationTest)
#include "tst_whatsapptranslation.moc"
