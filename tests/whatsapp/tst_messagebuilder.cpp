#include "whatsapp/message/messagebuilder.h"

#include "tests/support/scriptedrandom.h"
#include "tests/whatsapp/protofields.h"
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/message/messagestanza.h"
#include "whatsapp/message/presence.h"
#include "whatsapp/signal/messagepadding.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;
using namespace desk::wa::test;

namespace {

Jid jid(QByteArrayView text)
{
    return Jid::parse(text).value_or(Jid());
}

OwnAccount own()
{
    return {.phone = jid("15550009000:7@s.whatsapp.net"), .lid = jid("900000000000001:7@lid")};
}

const QByteArray customer = "100000012345678@lid";
const QByteArray vectorChat = "5511888880002@s.whatsapp.net"; // of crypto-vectors.json

MessageTarget targetOf(const char *id, bool fromMe)
{
    return {.chat = jid(vectorChat), .id = id, .fromMe = fromMe};
}

MessageContent contentOf(const QByteArray &message, ContentOrigin origin = {.ownAccount = true, .ownPhone = true})
{
    const auto content = parseMessage(message, origin);
    return content ? *content : MessageContent{.typeName = "error"};
}

OutgoingMessage outgoing()
{
    OutgoingMessage message{.id = "3EB001", .to = jid(customer)};
    message.deviceIdentity = "identity";
    return message;
}

DeviceCiphertext sealed(QByteArrayView device, bool preKey = false)
{
    return {.device = jid(device), .preKeyMessage = preKey, .bytes = "sealed for " + device.toByteArray()};
}

QByteArray shown(const Node &node)
{
    QByteArray all = node.tag;
    for (const Attribute &attribute : node.attributes)
        all += ' ' + attribute.name + '=' + attribute.value;
    if (!node.children().isEmpty()) {
        all += " [";
        for (const Node &child : node.children())
            all += (all.endsWith('[') ? "" : ", ") + shown(child);
        all += ']';
    }
    return all;
}

} // namespace

class MessageBuilderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void buildsKnownAnswers_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char *name, const QByteArray &message, const char *hex) {
            QTest::newRow(name) << message << QByteArray(hex);
        };
        constexpr qint64 now = 1767225600000;
        row("text", *textMessage(u"hello"_s), "0a0568656c6c6f");
        MessageExtras reply;
        reply.quote = Quote{.id = "3AAAAAAAAAAAAAAAAAAA", .author = jid(vectorChat), .text = u"question"_s};
        row("reply", *textMessage(u"answer"_s, reply),
            "324b0a06616e737765728a01400a143341414141414141414141414141414141414141121c35353131383838383830303032"
            "40732e77686174736170702e6e65741a0a0a087175657374696f6e");
        row("reaction", reactionMessage(targetOf("3AAAAAAAAAAAAAAAAAAA", false), u"\U0001f44d"_s, now),
            "f202450a360a1c3535313138383838383030303240732e77686174736170702e6e657410001a143341414141414141414141"
            "4141414141414141411204f09f918d2080d0eab6b733");
        row("reaction taken back", reactionMessage(targetOf("3AAAAAAAAAAAAAAAAAAA", false), {}, now),
            "f202410a360a1c3535313138383838383030303240732e77686174736170702e6e657410001a143341414141414141414141"
            "41414141414141414112002080d0eab6b733");
        row("revoke", revokeMessage(targetOf("3EB0AAAAAAAAAAAAAAAAAA", true)),
            "623c0a380a1c3535313138383838383030303240732e77686174736170702e6e657410011a16334542304141414141414141"
            "414141414141414141411000");
        row("edit", *editMessage(targetOf("3EB0AAAAAAAAAAAAAAAAAA", true), u"corrected"_s, now),
            "62500a380a1c3535313138383838383030303240732e77686174736170702e6e657410011a16334542304141414141414141"
            "41414141414141414141100e720b0a09636f727265637465647880d0eab6b733");
        row("for our other devices", *deviceSentMessage(jid(vectorChat), *textMessage(u"sent from the phone"_s)),
            "fa01350a1c3535313138383838383030303240732e77686174736170702e6e657412150a1373656e742066726f6d20746865"
            "2070686f6e65");
        row("location", *locationMessage({.latitude = -23.5506, .longitude = -46.6333, .name = u"Office"_s}), "");
        row("request to the phone", placeholderResendRequest({targetOf("3AAAAAAAAAAAAAAAAAAA", false)}),
            "6241101082013c08042a380a360a1c3535313138383838383030303240732e77686174736170702e6e657410001a14334141"
            "4141414141414141414141414141414141");
    }
    void buildsKnownAnswers()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, hex);
        if (!hex.isEmpty())
            QCOMPARE(message.toHex(), hex);
        QVERIFY(parseMessage(message, {.ownAccount = true}).has_value());
    }

    void filesAreReadAgain_data()
    {
        using Type = MediaDescription::Type;
        QTest::addColumn<MediaToSend>("media");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("mediaType");
        QTest::newRow("image") << MediaToSend{.type = Type::Image,
                                              .mimeType = u"image/jpeg"_s,
                                              .caption = u"foto"_s,
                                              .width = 640,
                                              .height = 480,
                                              .thumbnail = "jpeg"}
                               << int(MessageKind::Image) << QByteArray("image");
        QTest::newRow("video") << MediaToSend{.type = Type::Video,
                                              .mimeType = u"video/mp4"_s,
                                              .caption = u"video"_s,
                                              .width = 640,
                                              .height = 480,
                                              .duration = std::chrono::seconds(9),
                                              .thumbnail = "jpeg"}
                               << int(MessageKind::Video) << QByteArray("video");
        QTest::newRow("gif") << MediaToSend{.type = Type::Video, .mimeType = u"video/mp4"_s, .gif = true}
                             << int(MessageKind::Video) << QByteArray("gif");
        QTest::newRow("voice note") << MediaToSend{.type = Type::Audio,
                                                   .mimeType = u"audio/ogg; codecs=opus"_s,
                                                   .voiceNote = true,
                                                   .duration = std::chrono::seconds(3),
                                                   .waveform = QByteArray(64, '\x32')}
                                    << int(MessageKind::Ptt) << QByteArray("ptt");
        QTest::newRow("audio") << MediaToSend{.type = Type::Audio,
                                              .mimeType = u"audio/mpeg"_s,
                                              .duration = std::chrono::seconds(3)}
                               << int(MessageKind::Audio) << QByteArray("audio");
        QTest::newRow("sticker") << MediaToSend{.type = Type::Sticker,
                                                .mimeType = u"image/webp"_s,
                                                .width = 512,
                                                .height = 512,
                                                .thumbnail = "png"}
                                 << int(MessageKind::Sticker) << QByteArray("sticker");
        QTest::newRow("document") << MediaToSend{.type = Type::Document,
                                                 .mimeType = u"application/pdf"_s,
                                                 .fileName = u"Factura ñ.pdf"_s}
                                  << int(MessageKind::Document) << QByteArray("document");
        QTest::newRow("document with caption") << MediaToSend{.type = Type::Document,
                                                              .mimeType = u"application/pdf"_s,
                                                              .fileName = u"a.pdf"_s,
                                                              .caption = u"con texto"_s,
                                                              .thumbnail = "jpeg"}
                                               << int(MessageKind::Document) << QByteArray("document");
    }
    void filesAreReadAgain()
    {
        QFETCH(MediaToSend, media);
        QFETCH(int, kind);
        QFETCH(QByteArray, mediaType);
        const UploadedMedia uploaded{.key = SecretBytes::copyOf(QByteArray(32, 'k')),
                                     .sha256 = QByteArray(32, 'p'),
                                     .encryptedSha256 = QByteArray(32, 'e'),
                                     .size = 12345,
                                     .directPath = "/v/x?y",
                                     .url = "https://mmg.whatsapp.net/v/x?y",
                                     .keyTime = 1'790'000'000};
        MessageExtras extras{.messageSecret = SecretBytes(32)};
        extras.quote = Quote{.id = "3AAA", .author = jid(vectorChat), .text = u"question"_s};
        extras.expiration = std::chrono::seconds(86400);
        const auto message = mediaMessage(media, uploaded, extras);
        QVERIFY(message);
        const MessageContent content = contentOf(*message);
        QCOMPARE(int(content.kind), kind);
        QCOMPARE(content.text, media.caption);
        QCOMPARE(content.quoted->id, "3AAA");
        QCOMPARE(content.messageSecret.size(), 32);
        const MediaDescription &read = *content.media;
        QVERIFY2(read.canBeDownloaded(), qPrintable(read.problem));
        QCOMPARE(int(read.type), int(media.type));
        QCOMPARE(read.mimeType, media.mimeType);
        QCOMPARE(read.size, uploaded.size);
        QCOMPARE(read.sha256, uploaded.sha256);
        QCOMPARE(read.encryptedSha256, uploaded.encryptedSha256);
        QVERIFY(read.key == uploaded.key);
        QCOMPARE(read.directPath, uploaded.directPath);
        QCOMPARE(read.keyTime, uploaded.keyTime);
        QCOMPARE(read.width, media.width);
        QCOMPARE(read.height, media.height);
        QCOMPARE(read.duration, media.duration);
        QCOMPARE(read.gif, media.gif);
        QCOMPARE(read.fileName, media.fileName);
        QCOMPARE(read.thumbnail, media.thumbnail);
        QCOMPARE(read.waveform, media.waveform);
        const auto traits = stanzaTraits(*message);
        QVERIFY(traits);
        QCOMPARE(traits->type, "media");
        QCOMPARE(traits->mediaType, mediaType);
    }

    void filesOutsideOfTheLimitsAreInvalid()
    {
        QVERIFY(mediaMessage({.thumbnail = QByteArray(17'000, 't')}, {}).error().code == Errc::Invalid);
        QVERIFY(mediaMessage({.waveform = QByteArray(300, 'w')}, {}).error().code == Errc::Invalid);
        QVERIFY(mediaMessage({.caption = QString(70'000, u'x')}, {}).error().code == Errc::Invalid);
        QVERIFY(mediaMessage({}, {}, {.messageSecret = SecretBytes(31)}).error().code == Errc::Invalid);
        // What the caller says of the type is not written as it is.
        const auto odd = mediaMessage({.mimeType = u"x\ny"_s}, {});
        QVERIFY(odd);
        QCOMPARE(contentOf(*odd).media->mimeType, u"application/octet-stream"_s);
    }

    void aDocumentWithCaptionIsWrapped()
    {
        const auto plain = mediaMessage({.fileName = u"a.pdf"_s}, {});
        QVERIFY(plain && plain->startsWith(field(7, "").first(1))); // documentMessage
        const auto captioned = mediaMessage({.fileName = u"a.pdf"_s, .caption = u"c"_s}, {});
        QVERIFY(captioned && captioned->startsWith(field(53, "").first(2))); // documentWithCaptionMessage
    }

    void whatIsBuiltIsReadAgain()
    {
        const MessageTarget target = targetOf("3A01", true);
        QCOMPARE(contentOf(*textMessage(u"\u00bfqu\u00e9?\n"_s)).text, u"\u00bfqu\u00e9?\n"_s);
        const MessageContent reaction = contentOf(reactionMessage(target, u"x"_s, 5));
        QCOMPARE(reaction.text, u"x"_s);
        QVERIFY(*reaction.target == target);
        const MessageContent edit = contentOf(*editMessage(target, u"new"_s, 7));
        QVERIFY(edit.kind == MessageKind::Edit);
        QCOMPARE(edit.text, u"new"_s);
        QVERIFY(*edit.target == target);
        QCOMPARE(edit.senderTimeMs, 7);
        const MessageContent revoke = contentOf(revokeMessage(target));
        QVERIFY(revoke.kind == MessageKind::Revoke);
        QVERIFY(*revoke.target == target);
        MessageTarget inGroup = target;
        inGroup.participant = jid("5@lid");
        QVERIFY(*contentOf(revokeMessage(inGroup)).target == inGroup);
        const MessageContent location = contentOf(
            *locationMessage({.latitude = 1.5, .longitude = -2.5, .name = u"A"_s, .address = u"B"_s}));
        QCOMPARE(location.location->latitude, 1.5);
        QCOMPARE(location.location->longitude, -2.5);
        QCOMPARE(location.location->name, u"A"_s);
        QCOMPARE(location.location->address, u"B"_s);
        const MessageContent contact = contentOf(contactMessage({.name = u"Ana"_s, .vcard = u"BEGIN:VCARD"_s}));
        QCOMPARE(contact.contacts.first().name, u"Ana"_s);
        QCOMPARE(contact.contacts.first().vcard, u"BEGIN:VCARD"_s);
        const MessageContent sent = contentOf(*deviceSentMessage(jid("100000012345678:3@lid"), *textMessage(u"x"_s)));
        QCOMPARE(sent.text, u"x"_s);
        QCOMPARE(sent.destination->toText(), customer);
        // Nobody else may say so.
        QVERIFY(contentOf(*deviceSentMessage(jid(customer), *textMessage(u"x"_s)), {}).kind == MessageKind::Nothing);
        SystemRandom random;
        for (int i = 0; i < 50; ++i)
            QCOMPARE(parseMessageContent(messagepadding::padded(*textMessage(u"x"_s), random), {})->text, u"x"_s);
    }

    void textsCarryTheirContext()
    {
        MessageExtras extras;
        extras.quote = Quote{.id = "3A01", .author = jid("5:2@lid"), .chat = jid("6@lid"), .text = u"question"_s};
        extras.mentions = {jid("7:3@lid")};
        extras.expiration = std::chrono::hours(24);
        extras.expirationSetAt = 1767225600;
        extras.messageSecret = SecretBytes::copyOf(QByteArray(32, 's'));
        const MessageContent content = contentOf(*textMessage(u"answer"_s, extras));
        QCOMPARE(content.text, u"answer"_s);
        QCOMPARE(content.quoted->id, QByteArray("3A01"));
        QCOMPARE(content.quoted->sender.toText(), QByteArray("5@lid"));
        QCOMPARE(content.quoted->chat.toText(), QByteArray("6@lid"));
        QCOMPARE(content.quoted->text, u"question"_s);
        QCOMPARE(content.mentions, QList{jid("7@lid")});
        QCOMPARE(content.ephemeralExpiration->count(), 86'400);
        QCOMPARE(content.ephemeralSettingTime, 1767225600);
        QVERIFY(content.messageSecret == extras.messageSecret);
        // The wrapper shows the secret as well.
        const QByteArray wrapped = *deviceSentMessage(jid(customer), *textMessage(u"answer"_s, extras));
        QVERIFY(wrapped.endsWith(field(35, field(3, QByteArray(32, 's')))));
        // Only a timer.
        MessageExtras timer;
        timer.expiration = std::chrono::seconds(5);
        QCOMPARE(contentOf(*textMessage(u"x"_s, timer)).typeName, QByteArray("extendedTextMessage"));
    }

    void quotesDoNotNest_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("quoted");
        const auto row = [](const char *name, int number, const QByteArray &inside, int context) {
            QTest::newRow(name) << field(number, inside + field(context, field(1, "3A00") + field(3, field(1, "old"))))
                    + field(35, field(3, QByteArray(32, 's')))
                                << field(number, inside);
        };
        row("text", 6, field(1, "question"), 17);
        row("image", 3, field(3, "caption"), 17);
        row("contact", 4, field(1, "Ana"), 17);
        row("location", 5, field(3, "here"), 17);
        row("document", 7, field(8, "a.pdf"), 17);
        row("audio", 8, number(5, 3), 17);
        row("video", 9, number(5, 3), 17);
        row("contacts", 13, field(1, "2"), 17);
        row("live location", 18, field(6, "here"), 17);
        row("template", 25, field(4, field(6, "x")), 3);
        row("sticker", 26, number(6, 3), 17);
        row("template button", 29, field(2, "Yes"), 3);
        row("product", 30, field(5, "x"), 17);
        row("list choice", 39, field(1, "x"), 4);
        row("buttons", 42, field(6, "x"), 8);
        row("button choice", 43, field(2, "x"), 3);
        row("interactive", 45, field(2, field(1, "x")), 15);
        row("interactive choice", 48, field(1, field(1, "x")), 15);
        row("poll", 49, field(2, "x"), 5);
        row("poll V3", 64, field(2, "x"), 5);
        row("round video", 66, number(5, 3), 17);
        row("album", 83, number(2, 3), 17);
    }
    void quotesDoNotNest()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, quoted);
        MessageExtras extras;
        extras.quote = Quote{.id = "3A01", .author = jid("5@lid"), .message = message};
        const auto reply = textMessage(u"answer"_s, extras);
        QVERIFY(reply.has_value());
        QCOMPARE(*reply,
                 field(6, field(1, "answer") + field(17, field(1, "3A01") + field(2, "5@lid") + field(3, quoted))));
    }

    void refusesContentsThatAreNone()
    {
        QVERIFY(textMessage({}).error().code == Errc::Invalid);
        QVERIFY(textMessage(QString(65'536, u'x')).has_value());
        QVERIFY(textMessage(QString(65'537, u'x')).error().code == Errc::Invalid);
        QVERIFY(editMessage(targetOf("3A01", true), {}, 1).error().code == Errc::Invalid);
        MessageExtras extras;
        extras.messageSecret = SecretBytes(31);
        QVERIFY(textMessage(u"x"_s, extras).error().code == Errc::Invalid);
        extras = {};
        extras.quote = Quote{.id = "3A01", .author = jid("5@lid"), .message = "\xff"};
        QVERIFY(textMessage(u"x"_s, extras).error().code == Errc::Invalid);
        QVERIFY(deviceSentMessage(jid(customer), "\xff").error().code == Errc::Invalid);
        QVERIFY(locationMessage({.latitude = 91}).error().code == Errc::Invalid);
        QVERIFY(stanzaTraits("\xff").error().code == Errc::Invalid);
    }

    // The tables of section 4.4.
    void knowsWhatTheStanzaSays_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("mediaType");
        QTest::addColumn<int>("edit");
        QTest::addColumn<bool>("hide");
        QTest::addColumn<QByteArray>("pollType");
        const auto row = [](const char *name, const QByteArray &message, const char *type, const char *mediaType = "",
                            int edit = 0, bool hide = false, const char *pollType = "") {
            QTest::newRow(name) << message << QByteArray(type) << QByteArray(mediaType) << edit << hide
                                << QByteArray(pollType);
        };
        const QByteArray any = field(17, "");
        row("text", field(1, "x"), "text");
        row("reply", field(6, field(1, "x")), "text");
        row("link preview", field(6, field(1, "x") + field(2, "https://example.org")), "media", "url");
        row("image", field(3, any), "media", "image");
        row("video", field(9, any), "media", "video");
        row("GIF", field(9, number(8, 1)), "media", "gif");
        row("round video", field(66, any), "media", "ptv");
        row("audio", field(8, any), "media", "audio");
        row("voice note", field(8, number(6, 1)), "media", "ptt");
        row("document", field(7, any), "media", "document");
        row("document with caption", field(53, field(1, field(7, any))), "media", "document");
        row("sticker", field(26, any), "media", "sticker");
        row("contact", field(4, any), "media", "vcard");
        row("contacts", field(13, any), "media", "contact_array");
        row("location", field(5, any), "text");
        row("live location", field(18, any), "media", "livelocation");
        row("group invite", field(28, field(1, "x")), "media", "url");
        row("list", field(36, field(1, "x")), "media", "list");
        row("list choice", field(39, field(1, "x")), "media", "list_response");
        row("button choice", field(43, field(1, "x")), "media", "buttons_response");
        row("interactive choice", field(48, any), "media", "native_flow_response");
        row("reaction", field(46, field(2, "x")), "reaction", "", 0, true);
        row("poll", field(64, field(2, "x")), "poll", "", 0, false, "creation");
        row("vote", field(50, ""), "poll", "", 0, true, "vote");
        row("event", field(75, field(3, "x")), "event");
        row("revoke", revokeMessage(targetOf("3A01", true)), "text", "", 7, true);
        row("revoke by an admin", revokeMessage(targetOf("3A01", false)), "text", "", 8, true);
        row("edit", *editMessage(targetOf("3A01", true), u"x"_s, 1), "text", "", 1, true);
        row("edit in its wrapper", field(58, field(1, *editMessage(targetOf("3A01", true), u"x"_s, 1))), "text", "", 1,
            true);
        row("ephemeral image", field(40, field(1, field(3, any))), "media", "image");
        row("for our other devices", field(31, field(2, field(3, any))), "media", "image");
        row("protocol message", field(12, number(2, 16)), "text");
        row("unknown", field(500, "x"), "text");
    }
    void knowsWhatTheStanzaSays()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, mediaType);
        QFETCH(int, edit);
        QFETCH(bool, hide);
        QFETCH(QByteArray, pollType);
        const auto traits = stanzaTraits(message);
        QVERIFY(traits.has_value());
        QCOMPARE(traits->type, type);
        QCOMPARE(traits->mediaType, mediaType);
        QCOMPARE(traits->edit, edit);
        QCOMPARE(traits->hideOnFailure, hide);
        QCOMPARE(traits->pollType, pollType);
    }

    void makesMessageIds()
    {
        ScriptedRandom random({QByteArray::fromHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf")});
        QCOMPARE(newMessageId(1767225600, jid("5511999990001:7@s.whatsapp.net"), random),
                 QByteArray("3EB07EEC5B1E57E6081282"));
        QVERIFY(newMessageId(1, own().phone, random) != newMessageId(1, own().phone, random));
    }

    void buildsTheStanza()
    {
        OutgoingMessage message = outgoing();
        message.peerRecipientPhone = jid("15550001001@s.whatsapp.net");
        message.privacyToken = "token";
        message.fallbackToken = "not needed";
        const QList<DeviceCiphertext> ciphertexts{sealed(customer), sealed("100000012345678:3@lid", true),
                                                  sealed("900000000000001@lid")};
        const auto node = messageStanza(message, ciphertexts, own());
        QVERIFY(node.has_value());
        QCOMPARE(shown(*node),
                 QByteArray("message id=3EB001 to=100000012345678@lid type=text "
                            "peer_recipient_pn=15550001001@s.whatsapp.net [participants ["
                            "to jid=100000012345678@lid [enc v=2 type=msg], "
                            "to jid=100000012345678:3@lid [enc v=2 type=pkmsg], "
                            "to jid=900000000000001@lid [enc v=2 type=msg]], device-identity, tctoken]"));
        QCOMPARE(node->child("participants")->children().at(1).child("enc")->bytes(),
                 QByteArray("sealed for 100000012345678:3@lid"));
        QCOMPARE(node->child("device-identity")->bytes(), QByteArray("identity"));
        QCOMPARE(node->child("tctoken")->bytes(), QByteArray("token"));
        // Over the wire and back.
        const auto written = writeNode(*node);
        QVERIFY(written.has_value());
        QCOMPARE(shown(*readNode(*written)), shown(*node));
    }

    void theStanzaSaysWhatIsInside()
    {
        OutgoingMessage message = outgoing();
        message.fallbackToken = "fallback";
        message.traits = *stanzaTraits(field(50, ""));
        QCOMPARE(shown(*messageStanza(message, {sealed(customer)}, own())),
                 QByteArray("message id=3EB001 to=100000012345678@lid type=poll [participants [to "
                            "jid=100000012345678@lid [enc v=2 type=msg decrypt-fail=hide]], meta polltype=vote, "
                            "cstoken]"));
        message = outgoing();
        message.traits = *stanzaTraits(revokeMessage(targetOf("3A01", true)));
        QCOMPARE(shown(*messageStanza(message, {sealed(customer, true)}, own())),
                 QByteArray("message id=3EB001 to=100000012345678@lid type=text edit=7 [participants [to "
                            "jid=100000012345678@lid [enc v=2 type=pkmsg decrypt-fail=hide]], device-identity]"));
        message.traits = *stanzaTraits(field(8, number(6, 1)));
        QCOMPARE(shown(*messageStanza(message, {sealed(customer)}, own())),
                 QByteArray("message id=3EB001 to=100000012345678@lid type=media [participants [to "
                            "jid=100000012345678@lid [enc v=2 type=msg mediatype=ptt]]]"));
    }

    void aNoteToSelfCarriesNoToken()
    {
        OutgoingMessage message = outgoing();
        message.to = jid("15550009000@s.whatsapp.net");
        message.privacyToken = "token";
        const auto node = messageStanza(message, {sealed("15550009000@s.whatsapp.net")}, own());
        QVERIFY(node.has_value());
        QVERIFY(!node->child("tctoken"));
    }

    // Section 11.7: what the service refuses is refused here.
    void refusesWhatTheServiceRefuses_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QList<QByteArray>>("devices");
        QTest::addColumn<bool>("preKey");
        QTest::addColumn<bool>("identity");
        QTest::addColumn<bool>("empty");
        const auto row = [](const char *name, const QByteArray &to, const QList<QByteArray> &devices,
                            bool preKey = false, bool identity = true, bool empty = false) {
            QTest::newRow(name) << to << devices << preKey << identity << empty;
        };
        row("nobody", customer, {});
        row("only own devices", customer, {"900000000000001@lid"});
        row("mixed namespaces", customer, {customer, "15550009000@s.whatsapp.net"});
        row("recipient in the other namespace", customer, {"15550001001@s.whatsapp.net"});
        row("one device twice", customer, {customer, customer});
        row("the sending device", customer, {customer, "900000000000001:7@lid"});
        row("somebody else's device", customer, {customer, "5@lid"});
        row("no person", "120363000000000001@g.us", {customer});
        row("a device as recipient", "100000012345678:3@lid", {"100000012345678:3@lid"});
        row("pkmsg without identity", customer, {customer}, true, false);
        row("empty ciphertext", customer, {customer}, false, true, true);
    }
    void refusesWhatTheServiceRefuses()
    {
        QFETCH(QByteArray, to);
        QFETCH(QList<QByteArray>, devices);
        QFETCH(bool, preKey);
        QFETCH(bool, identity);
        QFETCH(bool, empty);
        OutgoingMessage message = outgoing();
        message.to = jid(to);
        if (!identity)
            message.deviceIdentity.clear();
        QList<DeviceCiphertext> ciphertexts;
        for (const QByteArray &device : devices)
            ciphertexts.append(sealed(device, preKey));
        if (empty)
            ciphertexts.first().bytes.clear();
        const auto node = messageStanza(message, ciphertexts, own());
        QVERIFY(!node);
        QVERIFY(node.error().code == Errc::Invalid);
        if (empty || !identity) {
            QVERIFY(!resendStanza(message, ciphertexts.first(), {}));
            QVERIFY(!peerStanza("1", own(), ciphertexts.first(), message.deviceIdentity));
        }
    }

    // Section 3.6.
    void resendsToOneDevice()
    {
        OutgoingMessage message = outgoing();
        message.to = jid("100000012345678:3@lid");
        message.traits.type = "media";
        message.traits.mediaType = "image";
        message.privacyToken = "token";
        QCOMPARE(
            shown(*resendStanza(message, sealed("100000012345678:3@lid", true), {.count = 2, .timestamp = 1767225600})),
            QByteArray("message to=100000012345678:3@lid id=3EB001 type=media t=1767225600 device_fanout=false "
                       "[enc v=2 type=pkmsg count=2 mediatype=image, device-identity, tctoken]"));
        message = outgoing();
        message.to = jid("120363000000000001@g.us");
        QCOMPARE(shown(*resendStanza(message, sealed("5:2@lid"), {.timestamp = 5, .participant = jid("5:2@lid")})),
                 QByteArray("message to=120363000000000001@g.us id=3EB001 type=text t=5 participant=5:2@lid "
                            "[enc v=2 type=msg count=1]"));
        message.to = jid("900000000000001:2@lid");
        message.traits.edit = 1;
        message.traits.hideOnFailure = true;
        QCOMPARE(shown(*resendStanza(message, sealed("900000000000001:2@lid"),
                                     {.timestamp = 5, .recipient = jid(customer)})),
                 QByteArray("message to=900000000000001:2@lid id=3EB001 type=text t=5 device_fanout=false "
                            "recipient=100000012345678@lid edit=1 [enc v=2 type=msg count=1 decrypt-fail=hide]"));
    }

    // Section 4.9.
    void writesToTheOwnPhone()
    {
        const DeviceCiphertext toPhone = sealed("900000000000001@lid", true);
        QCOMPARE(shown(*peerStanza("3EB002", own(), toPhone, "identity")),
                 QByteArray("message id=3EB002 to=15550009000@s.whatsapp.net type=text category=peer "
                            "[meta appdata=default, enc v=2 type=pkmsg, device-identity]"));
        QVERIFY(shown(*peerStanza("3EB002", own(), toPhone, "identity", PushPriority::High))
                    .contains("push_priority=high "));
        QVERIFY(shown(*peerStanza("3EB002", own(), toPhone, "identity", PushPriority::HighForce))
                    .contains("push_priority=high_force "));
    }

    void whatIsSentArrives()
    {
        // What the service makes of it (section 11.4).
        const auto node = messageStanza(outgoing(), {sealed(customer)}, own());
        Node arrived{.tag = "message",
                     .attributes = {{"from", "900000000000001:7@lid"},
                                    {"id", node->attr("id")},
                                    {"t", "1767225600"},
                                    {"sender_pn", "15550009000@s.whatsapp.net"}},
                     .content = QList{*node->child("participants")->children().first().child("enc")}};
        const OwnAccount theirs{.phone = jid("15550001001@s.whatsapp.net"), .lid = jid(customer)};
        const auto stanza = parseMessageStanza(arrived, theirs);
        QVERIFY(stanza.has_value());
        QVERIFY(stanza->route == Route::Direct);
        QCOMPARE(stanza->parts.first().bytes, QByteArray("sealed for 100000012345678@lid"));
        QCOMPARE(stanza->chatAlt.toText(), QByteArray("15550009000@s.whatsapp.net"));
        arrived.set({"recipient", customer}).set({"from", "900000000000001:2@lid"});
        QVERIFY(parseMessageStanza(arrived, own())->route == Route::OwnCopy);
    }

    // Section 3.3.
    void marksAsRead_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("read") << static_cast<int>(ReadKind::Read) << QByteArray("read");
        QTest::newRow("read-self") << static_cast<int>(ReadKind::ReadSelf) << QByteArray("read-self");
        QTest::newRow("played") << static_cast<int>(ReadKind::Played) << QByteArray("played");
        QTest::newRow("played-self") << static_cast<int>(ReadKind::PlayedSelf) << QByteArray("played-self");
    }
    void marksAsRead()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, type);
        const auto one = readReceipts(jid("100000012345678:3@lid"), {"3A01"}, 7, static_cast<ReadKind>(kind));
        QCOMPARE(one.size(), 1);
        QCOMPARE(shown(one.first()), "receipt id=3A01 to=100000012345678@lid type=" + type + " t=7");
        const auto more = readReceipts(jid("1@g.us"), {"3A01", "3A02", "3A03"}, 7, static_cast<ReadKind>(kind),
                                       jid("5:2@lid"));
        QCOMPARE(shown(more.first()),
                 "receipt id=3A01 to=1@g.us type=" + type
                     + " t=7 participant=5@lid [list [item id=3A02, item id=3A03]]");
        QVERIFY(readReceipts(jid(customer), {}, 7).isEmpty());
        QCOMPARE(readReceipts(jid(customer), QList<QByteArray>(257, "3A"), 7).size(), 2);
    }

    // Section 4.7.
    void tellsPresence()
    {
        QCOMPARE(shown(presenceNode(true, u"Desk"_s)), QByteArray("presence type=available name=Desk"));
        QCOMPARE(shown(presenceNode(false, {})), QByteArray("presence type=unavailable"));
        QCOMPARE(shown(subscribePresenceNode(jid("5:2@lid"))), QByteArray("presence type=subscribe to=5@lid"));
        QCOMPARE(shown(subscribePresenceNode(jid("5@lid"), "token")),
                 QByteArray("presence type=subscribe to=5@lid [tctoken]"));
        QCOMPARE(shown(chatStateNode(jid("5:2@lid"), ChatState::Composing)),
                 QByteArray("chatstate to=5@lid [composing]"));
        QCOMPARE(shown(chatStateNode(jid("5@lid"), ChatState::Recording)),
                 QByteArray("chatstate to=5@lid [composing media=audio]"));
        QCOMPARE(shown(chatStateNode(jid("5@lid"), ChatState::Paused)), QByteArray("chatstate to=5@lid [paused]"));
    }

    void readsPresence()
    {
        const auto presence = [](const QList<Attribute> &attributes) {
            return parsePresence(Node{.tag = "presence", .attributes = attributes});
        };
        QVERIFY(presence({{"from", "5@lid"}})->available);
        QVERIFY(presence({{"from", "5@lid"}, {"type", "available"}})->available);
        QVERIFY(!presence({{"from", "5@lid"}, {"type", "unavailable"}})->available);
        QCOMPARE(presence({{"from", "5@lid"}, {"type", "unavailable"}, {"last", "77"}})->lastSeen, 77);
        QCOMPARE(presence({{"from", "5@lid"}, {"type", "unavailable"}, {"last", "deny"}})->lastSeen, 0);
        QVERIFY(!presence({}));
        QVERIFY(!presence({{"from", "nonsense"}}));
        for (const ChatState state : {ChatState::Composing, ChatState::Recording, ChatState::Paused}) {
            Node node = chatStateNode(jid("5@lid"), state).set({"from", "5:2@lid"});
            QVERIFY(parseChatState(node)->state == state);
            QCOMPARE(parseChatState(node)->chat.toText(), QByteArray("5@lid"));
            node.set({"from", "1@g.us"}).set({"participant", "6@lid"});
            QCOMPARE(parseChatState(node)->sender.toText(), QByteArray("6@lid"));
        }
        QVERIFY(!parseChatState(Node{.tag = "chatstate", .attributes = {{"from", "5@lid"}}}));
        QVERIFY(!parseChatState(Node{.tag = "chatstate"}));
    }
};

QTEST_GUILESS_MAIN(MessageBuilderTest)
#include "tst_messagebuilder.moc"
