#include "whatsapp/message/messagecontent.h"

#include "tests/support/scriptedrandom.h"
#include "tests/whatsapp/protofields.h"
#include "whatsapp/message/displaytext.h"
#include "whatsapp/signal/messagepadding.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;
using namespace desk::wa::test;

namespace {

const ContentOrigin customer{};
const ContentOrigin ownPhone{.ownAccount = true, .ownPhone = true};
const ContentOrigin ownCompanion{.ownAccount = true};

const QByteArray hash(32, 'h');
const QByteArray encryptedHash(32, 'e');
const QByteArray mediaKey(32, 'k');

/// Of the customer's own message.
QByteArray key(const QByteArray &id = "3A01", bool fromMe = true)
{
    return field(1, "15550001001@s.whatsapp.net") + number(2, fromMe ? 1 : 0) + field(3, id);
}

MessageContent contentOf(const QByteArray &message, ContentOrigin origin = customer)
{
    const auto content = parseMessage(message, origin);
    return content ? *content : MessageContent{.typeName = "error", .reason = content.error().detail};
}

QByteArray image(const QByteArray &caption = {}, const QByteArray &more = {})
{
    return field(2, "image/jpeg") + caption + field(4, hash) + number(5, 1000) + field(8, mediaKey)
        + field(9, encryptedHash) + field(11, "/v/t62?ccb=1") + more;
}

} // namespace

class MessageContentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryKind_data();
    void knowsEveryKind();
    void readsKnownAnswers_data();
    void readsKnownAnswers();
    void readsEveryMediaField_data();
    void readsEveryMediaField();
    void unwrapsEveryWrapper_data();
    void unwrapsEveryWrapper();
    void wrappersNotUnwrappedAreUnsupported();
    void acceptsProtocolMessagesOnlyFromThoseWhoMaySendThem_data();
    void acceptsProtocolMessagesOnlyFromThoseWhoMaySendThem();
    void readsAnEdit();
    void readsARevoke();
    void readsAReaction();
    void readsAQuote();
    void aBrokenQuoteSpoilsNothing();
    void readsContext();
    void readsAdvertisements();
    void readsLocations();
    void refusesPlacesThatAreNowhere_data();
    void refusesPlacesThatAreNowhere();
    void readsContacts();
    void readsPolls();
    void keepsTheMessageSecret();
    void readsSenderKeys();
    void readsHistoryNotices();
    void readsAppStateKeys();
    void readsLidMappings();
    void readsPeerAnswers();
    void takesOffPadding_data();
    void takesOffPadding();
    void padsAsTheRandomByteSays_data();
    void padsAsTheRandomByteSays();
    void refusesBadPadding_data();
    void refusesBadPadding();
    void brokenProtobufsAreErrors_data();
    void brokenProtobufsAreErrors();
    void tooDeepIsUnsupported();
    void absurdMediaCannotBeDownloaded_data();
    void absurdMediaCannotBeDownloaded();
    void cutsLongTexts();
    void leavesTextsAsTheyAre();
    void cleansNames_data();
    void cleansNames();
    void cleansFileNames_data();
    void cleansFileNames();
    void limitsLists();
};

// Every row of note 2, section 2.8.
void MessageContentTest::knowsEveryKind_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("fieldNumber");
    QTest::addColumn<QString>("text");
    const auto row = [](int number, const char *name, const QByteArray &inside, const char *kind, const char *text) {
        QTest::addRow("%d %s", number, name)
            << field(number, inside) << QByteArray(kind) << number << QString::fromUtf8(text);
    };
    row(1, "conversation", "hello", "text", "hello");
    row(3, "image", image(field(3, "caption")), "image", "caption");
    row(4, "contact", field(1, "Ana"), "contact", "");
    row(5, "location", real(1, 1) + real(2, 2) + field(11, "here"), "location", "here");
    row(6, "extended text", field(1, "hello"), "text", "hello");
    row(7, "document", field(2, "application/pdf") + field(20, "caption"), "document", "caption");
    row(8, "audio", field(2, "audio/mpeg"), "audio", "");
    row(8, "voice note", number(6, 1), "ptt", "");
    row(9, "video", field(7, "caption"), "video", "caption");
    row(10, "call", field(1, "key"), "call", "");
    row(13, "contacts", field(2, field(1, "Ana")), "contact", "");
    row(14, "template", "", "unsupported", "");
    row(16, "payment", "", "payment", "");
    row(18, "live location", real(1, 1) + real(2, 2) + field(6, "on my way"), "location", "on my way");
    row(22, "payment request", "", "payment", "");
    row(23, "payment declined", "", "payment", "");
    row(24, "payment cancelled", "", "payment", "");
    row(25, "template", field(4, field(6, "Dear customer") + field(7, "Shop")), "text", "Dear customer\nShop");
    row(26, "sticker", field(5, "image/webp"), "sticker", "");
    row(28, "group invite", field(4, "Friends") + field(6, "Join"), "group_invite", "Join");
    row(29, "template button", field(2, "Yes"), "text", "Yes");
    row(30, "product", field(1, field(3, "Chair") + field(4, "Wood")) + field(5, "This one"), "product",
        "Wood\nThis one");
    row(36, "list", field(1, "Menu") + field(2, "Choose"), "text", "Menu\nChoose");
    row(38, "order", field(6, "Two of them") + field(7, "Order"), "order", "Two of them");
    row(39, "list choice", field(1, "Pizza") + field(5, "Large"), "text", "Pizza\nLarge");
    row(41, "invoice", "", "payment", "");
    row(42, "buttons", field(6, "Choose") + field(7, "Shop"), "text", "Choose\nShop");
    row(43, "button choice", field(2, "Yes"), "text", "Yes");
    row(44, "payment invite", "", "payment", "");
    row(45, "interactive", field(2, field(1, "Body")) + field(3, field(1, "Foot")), "text", "Body\nFoot");
    row(46, "reaction", field(1, key()) + field(2, "\xf0\x9f\x91\x8d"), "reaction", "\xf0\x9f\x91\x8d");
    row(48, "interactive choice", field(1, field(1, "Chosen")), "text", "Chosen");
    row(49, "poll", field(2, "Which?"), "poll", "Which?");
    row(50, "poll vote", field(1, key()) + field(2, field(1, "sealed") + field(2, "iv")), "poll_vote", "");
    row(51, "kept", field(1, key()), "nothing", "");
    row(54, "number request", "", "phone_number_request", "");
    row(56, "encrypted reaction", field(1, key()), "nothing", "");
    row(60, "poll V2", field(2, "Which?"), "poll", "Which?");
    row(63, "pinned", field(1, key()), "nothing", "");
    row(64, "poll V3", field(2, "Which?"), "poll", "Which?");
    row(66, "round video", field(7, ""), "video", "");
    row(69, "call log", number(1, 1) + number(3, 65), "call", "");
    row(75, "event", field(3, "Party") + field(4, "At ours") + field(6, "https://call.whatsapp.com/x"), "event",
        "At ours");
    row(76, "event answer", field(1, key()), "nothing", "");
    row(77, "comment", field(1, field(1, "Nice")) + field(2, key()), "text", "Nice");
    row(80, "placeholder", number(1, 0), "open_on_phone", "");
    row(82, "sealed edit", field(1, key()) + field(2, "sealed") + field(3, "iv") + number(4, 2), "sealed_edit", "");
    row(83, "album", number(2, 3), "album", "");
    row(86, "sticker pack", "", "sticker_pack", "");
    row(111, "poll V5", field(2, "Which?"), "poll", "Which?");
    row(119, "poll V6", field(2, "Which?"), "poll", "Which?");
    row(500, "unknown", "what may that be", "unsupported", "");
}

void MessageContentTest::knowsEveryKind()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, kind);
    QFETCH(int, fieldNumber);
    QFETCH(QString, text);
    const MessageContent content = contentOf(message);
    QCOMPARE(kindName(content), kind);
    QCOMPARE(content.fieldNumber, fieldNumber);
    QVERIFY(!content.typeName.isEmpty());
    QCOMPARE(content.text, text);
    if (fieldNumber != 77) // of a comment what it says
        QCOMPARE(content.message, message);
}

// The encodings of crypto-vectors.json.
void MessageContentTest::readsKnownAnswers_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *hex, const char *kind, const char *text) {
        QTest::newRow(name) << QByteArray(hex) << QByteArray(kind) << QString::fromUtf8(text);
    };
    row("conversation", "0a0568656c6c6f", "text", "hello");
    row("extended text", "32070a0568656c6c6f", "text", "hello");
    row("reply",
        "324b0a06616e737765728a01400a143341414141414141414141414141414141414141121c35353131383838383830303032"
        "40732e77686174736170702e6e65741a0a0a087175657374696f6e",
        "text", "answer");
    row("reaction",
        "f202450a360a1c3535313138383838383030303240732e77686174736170702e6e657410001a143341414141414141414141"
        "4141414141414141411204f09f918d2080d0eab6b733",
        "reaction", "\xf0\x9f\x91\x8d");
    row("reaction taken back",
        "f202410a360a1c3535313138383838383030303240732e77686174736170702e6e657410001a143341414141414141414141"
        "41414141414141414112002080d0eab6b733",
        "reaction", "");
    row("revoke",
        "623c0a380a1c3535313138383838383030303240732e77686174736170702e6e657410011a16334542304141414141414141"
        "414141414141414141411000",
        "protocol:REVOKE", "");
    row("edit",
        "62500a380a1c3535313138383838383030303240732e77686174736170702e6e657410011a16334542304141414141414141"
        "41414141414141414141100e720b0a09636f727265637465647880d0eab6b733",
        "protocol:MESSAGE_EDIT", "corrected");
    row("edit in its wrapper",
        "d203540a5262500a380a1c3535313138383838383030303240732e77686174736170702e6e657410011a1633454230414141"
        "414141414141414141414141414141100e720b0a09636f727265637465647880d0eab6b733",
        "protocol:MESSAGE_EDIT", "corrected");
    row("from the phone",
        "fa01350a1c3535313138383838383030303240732e77686174736170702e6e657412150a1373656e742066726f6d20746865"
        "2070686f6e65",
        "text", "sent from the phone");
    row("ephemeral", "c202160a1432120a0876616e69736865738a0105c80180f524", "text", "vanishes");
    row("view once", "ba03130a111a0f120a696d6167652f6a706567c80101", "open_on_phone", "");
    row("document with caption",
        "aa03390a373a35120f6170706c69636174696f6e2f7064661a0b696e766f6963652e706466420b696e766f6963652e706466"
        "a20107696e766f696365",
        "document", "invoice");
    row("location", "2a1a09b0726891ed8c37c011454772f90f5147c01a064f6666696365", "location", "");
    row("contact",
        "22630a03416e6182015b424547494e3a56434152440a56455253494f4e3a332e300a464e3a416e610a54454c3b747970653d"
        "43454c4c3b776169643d353531313838383838303030323a2b35352031312038383838382d303030320a454e443a56434152"
        "44",
        "contact", "");
    row("request to the phone",
        "6241101082013c08042a380a360a1c3535313138383838383030303240732e77686174736170702e6e657410001a14334141"
        "4141414141414141414141414141414141",
        "protocol:PEER_DATA_OPERATION_REQUEST_MESSAGE", "");
    row("sender key",
        "12680a1731323033363330303030303030303030303140672e7573124d33088486880810001a20303132333435363738393a"
        "3b3c3d3e3f404142434445464748494a4b4c4d4e4f2221052515e84baabc2b9c09ed0513f2abd924f25fabe8876a6028ed6c"
        "985f80c28e18",
        "nothing", "");
}

void MessageContentTest::readsKnownAnswers()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, kind);
    QFETCH(QString, text);
    const auto content = parseMessage(QByteArray::fromHex(hex), ownPhone);
    QVERIFY2(content.has_value(), "it can be read");
    QCOMPARE(kindName(*content), kind);
    QCOMPARE(content->text, text);
}

void MessageContentTest::readsEveryMediaField_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("hasSize");
    QTest::addColumn<bool>("hasDuration");
    using enum MediaDescription::Type;
    const auto row = [](const char *name, const QByteArray &message, MediaDescription::Type type, bool size,
                        bool duration) {
        QTest::newRow(name) << message << static_cast<int>(type) << size << duration;
    };
    // Numbers: mime type, sha256, length, key, encrypted sha256, path, key time.
    const auto media = [](std::array<int, 7> n) {
        return field(n[0], "Image/X") + field(n[1], hash) + number(n[2], 4321) + field(n[3], mediaKey)
            + field(n[4], encryptedHash) + field(n[5], "/v/t62.7118-24/1.enc?ccb=1&oh=2") + number(n[6], 1767225600);
    };
    row("image", field(3, media({2, 4, 5, 8, 9, 11, 12}) + number(6, 600) + number(7, 800) + field(16, "thumbnail")),
        Image, true, false);
    const QByteArray video = media({2, 3, 4, 6, 11, 13, 14}) + number(5, 12) + number(9, 600) + number(10, 800)
        + field(16, "thumbnail");
    row("video", field(9, video), Video, true, true);
    row("round video", field(66, video), Video, true, true);
    row("audio", field(8, media({2, 3, 4, 7, 8, 9, 10}) + number(5, 12)), Audio, false, true);
    row("document", field(7, media({2, 4, 5, 7, 9, 10, 11}) + field(16, "thumbnail")), Document, false, false);
    row("sticker", field(26, media({5, 2, 9, 4, 3, 8, 10}) + number(6, 600) + number(7, 800) + field(16, "thumbnail")),
        Sticker, true, false);
}

void MessageContentTest::readsEveryMediaField()
{
    QFETCH(QByteArray, message);
    QFETCH(int, type);
    QFETCH(bool, hasSize);
    QFETCH(bool, hasDuration);
    const MessageContent content = contentOf(message);
    QVERIFY(content.media);
    const MediaDescription &media = *content.media;
    QCOMPARE(static_cast<int>(media.type), type);
    QCOMPARE(media.mimeType, u"image/x"_s);
    QCOMPARE(media.size, 4321);
    QCOMPARE(media.sha256, hash);
    QCOMPARE(media.encryptedSha256, encryptedHash);
    QVERIFY(media.key == SecretBytes::copyOf(mediaKey));
    QCOMPARE(media.directPath, QByteArray("/v/t62.7118-24/1.enc?ccb=1&oh=2"));
    QCOMPARE(media.keyTime, 1767225600);
    QCOMPARE(media.width, hasSize ? 800u : 0u);
    QCOMPARE(media.height, hasSize ? 600u : 0u);
    QCOMPARE(media.duration.count(), hasDuration ? 12 : 0);
    QVERIFY(media.canBeDownloaded());
}

void MessageContentTest::unwrapsEveryWrapper_data()
{
    QTest::addColumn<int>("wrapper");
    QTest::addColumn<bool>("ephemeral");
    QTest::addColumn<bool>("viewOnce");
    QTest::addColumn<bool>("edited");
    QTest::addColumn<bool>("spoiler");
    const auto row = [](const char *name, int number, int flag) {
        QTest::addRow("%d %s", number, name) << number << (flag == 1) << (flag == 2) << (flag == 3) << (flag == 4);
    };
    row("ephemeral", 40, 1);
    row("view once", 37, 2);
    row("view once V2", 55, 2);
    row("view once V2 extension", 59, 2);
    row("document with caption", 53, 0);
    row("edited", 58, 3);
    row("group mentioned", 62, 0);
    row("lottie sticker", 74, 0);
    row("part of an album", 91, 0);
    row("poll V4", 93, 0);
    row("forwarded by a bot", 104, 0);
    row("spoiler", 118, 4);
}

void MessageContentTest::unwrapsEveryWrapper()
{
    QFETCH(int, wrapper);
    QFETCH(bool, ephemeral);
    QFETCH(bool, viewOnce);
    QFETCH(bool, edited);
    QFETCH(bool, spoiler);
    const QByteArray inside = field(3, image(field(3, "caption")));
    const MessageContent content = contentOf(field(wrapper, field(1, inside)));
    QCOMPARE(kindName(content), QByteArray("image"));
    QCOMPARE(content.text, u"caption"_s);
    QCOMPARE(content.ephemeral, ephemeral);
    QCOMPARE(content.viewOnce, viewOnce);
    QCOMPARE(content.edited, edited);
    QCOMPARE(content.spoiler, spoiler);
    QCOMPARE(content.message, inside);
    // Nothing inside.
    const MessageContent empty = contentOf(field(wrapper, ""));
    QCOMPARE(kindName(empty), QByteArray(viewOnce ? "open_on_phone" : "nothing"));
}

void MessageContentTest::wrappersNotUnwrappedAreUnsupported()
{
    for (const int number : {67, 85, 87, 90, 92, 95, 96, 99, 100, 101, 103, 106}) {
        const MessageContent content = contentOf(field(number, field(1, field(1, "hello"))));
        QVERIFY2(content.kind == MessageKind::Unsupported, qPrintable(QString::number(number)));
        QCOMPARE(content.fieldNumber, number);
        QVERIFY2(!content.typeName.startsWith("field"), "it has a name");
        QVERIFY(content.text.isEmpty());
    }
}

// Every row of note 2, section 2.7.
void MessageContentTest::acceptsProtocolMessagesOnlyFromThoseWhoMaySendThem_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("from"); // 0 anybody, 1 own account, 2 own phone
    const auto row = [](int type, const char *name, MessageKind kind, int from, const QByteArray &more = {}) {
        QTest::newRow(name) << number(2, quint64(type)) + more << QByteArray("protocol:") + name
                            << static_cast<int>(kind) << from;
    };
    using enum MessageKind;
    row(0, "REVOKE", Revoke, 0, field(1, key()));
    row(3, "EPHEMERAL_SETTING", TimerChange, 0, number(4, 604800));
    row(4, "EPHEMERAL_SYNC_RESPONSE", Nothing, 0);
    row(5, "HISTORY_SYNC_NOTIFICATION", HistorySync, 1);
    row(6, "APP_STATE_SYNC_KEY_SHARE", AppStateKeys, 1);
    row(7, "APP_STATE_SYNC_KEY_REQUEST", Nothing, 0);
    row(8, "MSG_FANOUT_BACKFILL_REQUEST", Nothing, 0);
    row(9, "INITIAL_SECURITY_NOTIFICATION_SETTING_SYNC", Nothing, 0);
    row(10, "APP_STATE_FATAL_EXCEPTION_NOTIFICATION", Nothing, 0);
    row(11, "SHARE_PHONE_NUMBER", PhoneNumberShared, 0);
    row(14, "MESSAGE_EDIT", Edit, 0, field(1, key()) + field(14, field(1, "new")));
    row(16, "PEER_DATA_OPERATION_REQUEST_MESSAGE", Nothing, 0);
    row(17, "PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE", PeerAnswer, 2);
    row(18, "REQUEST_WELCOME_MESSAGE", Nothing, 0);
    row(22, "LID_MIGRATION_MAPPING_SYNC", LidMappings, 1);
    row(30, "GROUP_MEMBER_LABEL_CHANGE", Nothing, 0);
    row(77, "77", Nothing, 0);
}

void MessageContentTest::acceptsProtocolMessagesOnlyFromThoseWhoMaySendThem()
{
    QFETCH(QByteArray, protocol);
    QFETCH(QByteArray, name);
    QFETCH(int, kind);
    QFETCH(int, from);
    const ContentOrigin origins[] = {customer, ownCompanion, ownPhone};
    for (int i = 0; i < 3; ++i) {
        const MessageContent content = contentOf(field(12, protocol), origins[i]);
        QCOMPARE(kindName(content), name);
        QCOMPARE(content.fieldNumber, 12);
        QCOMPARE(static_cast<int>(content.kind), i >= from ? kind : static_cast<int>(MessageKind::Nothing));
        QCOMPARE(content.reason.isEmpty(), i >= from);
        QVERIFY(i >= from || (!content.history && !content.peerAnswer && !content.lidMappings));
    }
}

void MessageContentTest::readsAnEdit()
{
    const QByteArray edited = field(6, field(1, "corrected") + field(17, field(15, "15550001002@s.whatsapp.net")));
    const MessageContent content = contentOf(
        field(12, field(1, key("3EB0AA")) + number(2, 14) + field(14, edited) + number(15, 1767225600123)));
    QCOMPARE(content.text, u"corrected"_s);
    QCOMPARE(content.mentions, QList{Jid("15550001002", Jid::Server::Phone)});
    QCOMPARE(content.target->id, QByteArray("3EB0AA"));
    QVERIFY(content.target->fromMe);
    QCOMPARE(content.senderTimeMs, 1767225600123);
    QCOMPARE(content.message, edited);
    // Without saying of what.
    const MessageContent lost = contentOf(field(12, number(2, 14) + field(14, edited)));
    QVERIFY(lost.kind == MessageKind::Nothing);
    QVERIFY(!lost.reason.isEmpty());
}

void MessageContentTest::readsARevoke()
{
    const MessageContent content = contentOf(field(12, field(1, key("3A02", false) + field(4, "2@lid"))));
    QVERIFY(content.kind == MessageKind::Revoke);
    QCOMPARE(content.target->id, QByteArray("3A02"));
    QCOMPARE(content.target->chat, Jid("15550001001", Jid::Server::Phone));
    QCOMPARE(content.target->participant, Jid("2", Jid::Server::Lid));
    QVERIFY(!content.target->fromMe);
    for (const QByteArray &id : {QByteArray(""), QByteArray(200, 'A'), QByteArray("A B"), QByteArray("A\n")})
        QVERIFY(contentOf(field(12, field(1, key(id)))).kind == MessageKind::Nothing);
}

void MessageContentTest::readsAReaction()
{
    const MessageContent content = contentOf(
        field(46, field(1, key()) + field(2, QByteArray(1000, 'x')) + number(4, 5)));
    QCOMPARE(content.text.size(), maxNameLength);
    QVERIFY(content.textCut);
    QCOMPARE(content.senderTimeMs, 5);
    QVERIFY(content.target->fromMe);
    QVERIFY(contentOf(field(46, field(2, "x"))).kind == MessageKind::Nothing);
}

void MessageContentTest::readsAQuote()
{
    const QByteArray nested = field(6,
                                    field(1, "question") + field(17, field(1, "3A00") + field(3, field(1, "older"))));
    const QByteArray context = field(1, "3EB001") + field(2, "15550001002:7@s.whatsapp.net") + field(3, nested)
        + field(4, "15550001003@s.whatsapp.net");
    for (const QByteArray &message :
         {field(6, field(1, "answer") + field(17, context)), field(3, image({}, field(17, context))),
          field(26, field(17, context)), field(43, field(2, "Yes") + field(3, context)),
          field(39, field(1, "Yes") + field(4, context)), field(48, field(15, context)),
          field(25, field(3, context))}) {
        const MessageContent content = contentOf(message);
        QVERIFY(content.quoted);
        QCOMPARE(content.quoted->id, QByteArray("3EB001"));
        QCOMPARE(content.quoted->sender, Jid("15550001002", Jid::Server::Phone));
        QCOMPARE(content.quoted->chat, Jid("15550001003", Jid::Server::Phone));
        QCOMPARE(content.quoted->text, u"question"_s);
        QVERIFY(content.quoted->kind == MessageKind::Text);
    }
}

void MessageContentTest::aBrokenQuoteSpoilsNothing()
{
    const MessageContent content = contentOf(
        field(6, field(1, "answer") + field(17, field(1, "3EB001") + field(3, "\xff\xff"))));
    QCOMPARE(content.text, u"answer"_s);
    QCOMPARE(content.quoted->id, QByteArray("3EB001"));
    QVERIFY(content.quoted->kind == MessageKind::Nothing);
    QVERIFY(content.quoted->sender.isNull());
}

void MessageContentTest::readsContext()
{
    const QByteArray context = field(15, "15550001002:3@s.whatsapp.net") + field(15, "nonsense") + field(15, "5@lid")
        + number(21, 2) + number(22, 1) + number(25, 604800) + number(26, 1767225600);
    const MessageContent content = contentOf(field(6, field(1, "hello") + field(17, context)));
    QCOMPARE(content.mentions, QList({Jid("15550001002", Jid::Server::Phone), Jid("5", Jid::Server::Lid)}));
    QVERIFY(content.forwarded);
    QVERIFY(content.ephemeral);
    QCOMPARE(content.ephemeralExpiration->count(), 604800);
    QCOMPARE(content.ephemeralSettingTime, 1767225600);
    QVERIFY(!content.quoted);
}

void MessageContentTest::readsAdvertisements()
{
    const QByteArray ad = field(1, "Sale\xe2\x80\xae!") + field(2, "Half price") + field(8, "123")
        + field(9, "https://example.org/ad");
    const MessageContent content = contentOf(field(6, field(1, "hello") + field(17, field(28, ad))));
    QCOMPARE(content.ad->title, u"Sale!"_s);
    QCOMPARE(content.ad->text, u"Half price"_s);
    QCOMPARE(content.ad->sourceId, u"123"_s);
    QCOMPARE(content.ad->sourceUrl, u"https://example.org/ad"_s);
}

void MessageContentTest::readsLocations()
{
    const MessageContent content = contentOf(
        field(5, real(1, -23.5) + real(2, -46.6) + field(3, "Office") + field(4, "Street 1") + number(6, 1)));
    QCOMPARE(content.location->latitude, -23.5);
    QCOMPARE(content.location->longitude, -46.6);
    QCOMPARE(content.location->name, u"Office"_s);
    QCOMPARE(content.location->address, u"Street 1"_s);
    QVERIFY(content.location->live);
    QVERIFY(contentOf(field(18, real(1, 1) + real(2, 2))).location->live);
}

void MessageContentTest::refusesPlacesThatAreNowhere_data()
{
    QTest::addColumn<double>("latitude");
    QTest::addColumn<double>("longitude");
    QTest::newRow("nan") << std::nan("") << 1.0;
    QTest::newRow("infinite") << 1.0 << std::numeric_limits<double>::infinity();
    QTest::newRow("too far north") << 90.1 << 1.0;
    QTest::newRow("too far west") << 1.0 << -180.1;
}

void MessageContentTest::refusesPlacesThatAreNowhere()
{
    QFETCH(double, latitude);
    QFETCH(double, longitude);
    const MessageContent content = contentOf(field(5, real(1, latitude) + real(2, longitude)));
    QVERIFY(content.kind == MessageKind::Location);
    QVERIFY(!content.location);
    QVERIFY(!content.reason.isEmpty());
}

void MessageContentTest::readsContacts()
{
    const QByteArray ana = field(1, "Ana\nBanana") + field(16, "BEGIN:VCARD\nEND:VCARD");
    const MessageContent content = contentOf(field(13, field(1, "2 contacts") + field(2, ana) + field(2, ana)));
    QCOMPARE(content.contacts.size(), 2);
    QCOMPARE(content.contacts.first().name, u"Ana Banana"_s);
    QCOMPARE(content.contacts.first().vcard, u"BEGIN:VCARD\nEND:VCARD"_s);
}

void MessageContentTest::readsPolls()
{
    const QByteArray poll = field(2, "Which?") + field(3, field(1, "This")) + field(3, field(1, "That")) + number(4, 1);
    for (const int number : {49, 60, 64, 111, 119})
        QCOMPARE(contentOf(field(number, poll)).pollOptions, QStringList({u"This"_s, u"That"_s}));
    QCOMPARE(contentOf(field(93, field(1, field(49, poll)))).text, u"Which?"_s);
    const MessageContent vote = contentOf(
        field(50, field(1, key()) + field(2, field(1, "sealed") + field(2, "iv")) + number(4, 9)));
    QCOMPARE(vote.sealed->payload, QByteArray("sealed"));
    QCOMPARE(vote.sealed->iv, QByteArray("iv"));
    QCOMPARE(vote.senderTimeMs, 9);
    const MessageContent edit = contentOf(
        field(82, field(1, key()) + field(2, "sealed") + field(3, "iv") + number(4, 2)));
    QCOMPARE(edit.sealed->type, 2u);
}

void MessageContentTest::keepsTheMessageSecret()
{
    const QByteArray outer(32, 'o');
    const QByteArray inner(32, 'i');
    const auto secret = [](const QByteArray &bytes) { return field(35, field(3, bytes)); };
    QVERIFY(contentOf(field(1, "x") + secret(inner)).messageSecret == SecretBytes::copyOf(inner));
    // The inner one wins, the outer one fills in.
    const QByteArray to = field(1, "15550001001@s.whatsapp.net");
    QVERIFY(contentOf(field(31, to + field(2, field(1, "x"))) + secret(outer), ownPhone).messageSecret
            == SecretBytes::copyOf(outer));
    QVERIFY(contentOf(field(31, to + field(2, field(1, "x") + secret(inner))) + secret(outer), ownPhone).messageSecret
            == SecretBytes::copyOf(inner));
    QVERIFY(contentOf(field(1, "x") + secret("short")).messageSecret.isEmpty());
}

void MessageContentTest::readsSenderKeys()
{
    const QByteArray keyMessage = field(1, "120363000000000001@g.us") + field(2, "sender key");
    const MessageContent alone = contentOf(field(2, keyMessage));
    QVERIFY(alone.kind == MessageKind::Nothing);
    QVERIFY(alone.reason.isEmpty());
    QCOMPARE(alone.senderKeys.size(), 1);
    QCOMPARE(alone.senderKeys.first().group, Jid("120363000000000001", Jid::Server::Group));
    QCOMPARE(alone.senderKeys.first().bytes, QByteArray("sender key"));
    QVERIFY(alone.message.isEmpty());
    const MessageContent both = contentOf(field(2, keyMessage) + field(1, "hello"));
    QCOMPARE(both.text, u"hello"_s);
    QCOMPARE(both.senderKeys.size(), 1);
    QCOMPARE(both.message, field(1, "hello"));
}

void MessageContentTest::readsHistoryNotices()
{
    const QByteArray notice = field(1, hash) + number(2, 99) + field(3, mediaKey) + field(4, encryptedHash)
        + field(5, "/v/history") + number(6, 3) + number(7, 2) + number(9, 250) + field(11, "zlib") + field(12, "REQ")
        + field(14, "handle");
    const MessageContent content = contentOf(field(12, number(2, 5) + field(6, notice)), ownPhone);
    QCOMPARE(content.history->syncType, 3u);
    QCOMPARE(content.history->chunk, 2u);
    QCOMPARE(content.history->progress, 100u);
    QCOMPARE(content.history->inlinePayload, QByteArray("zlib"));
    QCOMPARE(content.history->sha256, hash);
    QCOMPARE(content.history->encryptedSha256, encryptedHash);
    QVERIFY(content.history->key == SecretBytes::copyOf(mediaKey));
    QCOMPARE(content.history->directPath, QByteArray("/v/history"));
    QCOMPARE(content.history->size, 99);
    QCOMPARE(content.history->requestId, QByteArray("REQ"));
    QCOMPARE(content.history->handle, QByteArray("handle"));
}

void MessageContentTest::readsAppStateKeys()
{
    const auto share = [](const QByteArray &data) {
        return field(1,
                     field(1, field(1, "\x01\x02\x03\x04\x05\x06"))
                         + field(2, field(1, data) + field(2, "finger") + number(3, 7)));
    };
    const MessageContent content = contentOf(field(12, number(2, 6) + field(7, share(mediaKey) + share("short"))),
                                             ownPhone);
    QCOMPARE(content.appStateKeys.size(), 1);
    QCOMPARE(content.appStateKeys.first().id, QByteArray("\x01\x02\x03\x04\x05\x06"));
    QVERIFY(content.appStateKeys.first().key == SecretBytes::copyOf(mediaKey));
    QCOMPARE(content.appStateKeys.first().fingerprint, QByteArray("finger"));
    QCOMPARE(content.appStateKeys.first().timestamp, 7);
}

void MessageContentTest::readsLidMappings()
{
    // Of crypto-vectors.json, with rows that are to be skipped.
    const QByteArray payload = QByteArray::fromHex("0a10088283b7b1b5a00110cec2da89b1de161080f2d6ca06")
        + field(1, number(1, 15550001001) + number(2, 1) + number(3, 2)) + field(1, number(1, 0) + number(2, 1))
        + field(1, number(1, 1));
    const MessageContent content = contentOf(field(12, number(2, 22) + field(23, field(1, payload))), ownPhone);
    QCOMPARE(content.lidMappings->pairs.size(), 2);
    QCOMPARE(content.lidMappings->pairs.at(0).phone, Jid("5511888880002", Jid::Server::Phone));
    QCOMPARE(content.lidMappings->pairs.at(0).lid, Jid("100000012345678", Jid::Server::Lid));
    QCOMPARE(content.lidMappings->pairs.at(1).lid, Jid("2", Jid::Server::Lid));
    QCOMPARE(content.lidMappings->migrationTime, 1767225600);
    QVERIFY(contentOf(field(12, number(2, 22) + field(23, field(1, "\xff"))), ownPhone).kind == MessageKind::Nothing);
}

void MessageContentTest::readsPeerAnswers()
{
    const QByteArray response = number(1, 4) + field(2, "3EB0REQ") + field(3, field(4, field(1, "web message")))
        + field(3, "");
    const MessageContent content = contentOf(field(12, number(2, 17) + field(17, response)), ownPhone);
    QCOMPARE(content.peerAnswer->operation, 4u);
    QCOMPARE(content.peerAnswer->requestId, QByteArray("3EB0REQ"));
    QCOMPARE(content.peerAnswer->webMessages, QList<QByteArray>{"web message"});
}

void MessageContentTest::takesOffPadding_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 3, 15, 16, 17, 255})
        QTest::addRow("%d", count) << count;
}

void MessageContentTest::takesOffPadding()
{
    QFETCH(int, count);
    const auto content = parseMessageContent(field(1, "hello") + QByteArray(count, char(count)), customer);
    QVERIFY(content.has_value());
    QCOMPARE(content->text, u"hello"_s);
}

void MessageContentTest::padsAsTheRandomByteSays_data()
{
    QTest::addColumn<QByteArray>("random");
    QTest::addColumn<int>("count");
    QTest::newRow("00") << QByteArray(1, '\x00') << 1;
    QTest::newRow("04") << QByteArray(1, '\x04') << 5;
    QTest::newRow("0f") << QByteArray(1, '\x0f') << 16;
    QTest::newRow("f0") << QByteArray(1, '\xf0') << 1;
    QTest::newRow("ff") << QByteArray(1, '\xff') << 16;
}

void MessageContentTest::padsAsTheRandomByteSays()
{
    QFETCH(QByteArray, random);
    QFETCH(int, count);
    ScriptedRandom scripted({random});
    const QByteArray plain = QByteArray::fromHex("0a0568656c6c6f");
    const QByteArray bytes = messagepadding::padded(plain, scripted);
    QCOMPARE(bytes, plain + QByteArray(count, char(count)));
    QVERIFY(*messagepadding::unpadded(bytes) == QByteArrayView(plain));
}

void MessageContentTest::refusesBadPadding_data()
{
    QTest::addColumn<QByteArray>("plaintext");
    for (const char *hex : {"", "0a0568656c6c6f00", "05", "0a0568656c6c6f090303", "0a0568656c6c6fff"})
        QTest::newRow(hex) << QByteArray::fromHex(hex);
}

void MessageContentTest::refusesBadPadding()
{
    QFETCH(QByteArray, plaintext);
    const auto content = parseMessageContent(plaintext, customer);
    QVERIFY(!content);
    QVERIFY(content.error().code == Errc::Protocol);
}

void MessageContentTest::brokenProtobufsAreErrors_data()
{
    QTest::addColumn<QByteArray>("message");
    const QByteArray whole = field(3, image(field(3, "caption")));
    for (qsizetype size = 1; size < whole.size(); size += 7)
        QTest::addRow("cut at %d", int(size)) << whole.first(size);
    QTest::newRow("length beyond the end") << QByteArray::fromHex("0aff01");
    QTest::newRow("endless number") << QByteArray(20, '\xff');
    QTest::newRow("field 0") << QByteArray::fromHex("020161");
    QTest::newRow("end of no group") << QByteArray::fromHex("0c");
    QByteArray deep = field(1, "x");
    for (int i = 0; i < 200; ++i)
        deep = field(40, field(1, deep));
    QTest::newRow("200 wrappers") << deep;
}

void MessageContentTest::brokenProtobufsAreErrors()
{
    QFETCH(QByteArray, message);
    const auto content = parseMessage(message, customer);
    QVERIFY(!content);
    QVERIFY(content.error().code == Errc::Protocol);
}

void MessageContentTest::tooDeepIsUnsupported()
{
    QByteArray message = field(1, "x");
    for (int i = 0; i < 15; ++i)
        message = field(40, field(1, message));
    QCOMPARE(contentOf(message).text, u"x"_s);
    message = field(40, field(1, message));
    const MessageContent content = contentOf(message);
    QVERIFY(content.kind == MessageKind::Unsupported);
    QVERIFY(!content.reason.isEmpty());
    QVERIFY(content.text.isEmpty());
    // Through edits and comments as well.
    QByteArray edits = field(1, "x");
    for (int i = 0; i < 20; ++i)
        edits = field(12, field(1, key()) + number(2, 14) + field(14, edits));
    QVERIFY(!contentOf(edits).reason.isEmpty());
    QByteArray comments = field(1, "x");
    for (int i = 0; i < 20; ++i)
        comments = field(77, field(1, comments) + field(2, key()));
    QVERIFY(!contentOf(comments).reason.isEmpty());
    QVERIFY(parseMessage(QByteArray((16 << 20) + 1, 'x'), customer).error().code == Errc::TooLarge);
}

void MessageContentTest::absurdMediaCannotBeDownloaded_data()
{
    QTest::addColumn<QByteArray>("image");
    const auto row = [](const char *name, const QByteArray &key, const QByteArray &path, quint64 size,
                        const QByteArray &sha = hash, const QByteArray &url = {}) {
        QTest::newRow(name) << field(1, url) + field(4, sha) + number(5, size) + field(8, key) + field(11, path);
    };
    row("no key", "", "/v", 10);
    row("short key", "short", "/v", 10);
    row("long key", QByteArray(33, 'k'), "/v", 10);
    row("no path", mediaKey, "", 10);
    row("not a path", mediaKey, "v/t62", 10);
    row("another host", mediaKey, "//example.org/v", 10);
    row("with spaces", mediaKey, "/v t", 10);
    row("up", mediaKey, "/v/../x", 10);
    row("endless path", mediaKey, "/" + QByteArray(3000, 'v'), 10);
    row("short hash", mediaKey, "/v", 10, "short");
    row("absurd size", mediaKey, "/v", ~quint64(0));
    for (const char *url : {"http://mmg.whatsapp.net/v", "https://example.org/v", "https://whatsapp.net.example.org/v",
                            "https://example.org/.whatsapp.net/v", "https://a@mmg.whatsapp.net/v", "https://.",
                            "https://mmg.whatsapp.net", "https://mmg.whatsapp.net:8443/v", "file:///etc/passwd"})
        row(url, mediaKey, "", 10, hash, url);
}

void MessageContentTest::absurdMediaCannotBeDownloaded()
{
    QFETCH(QByteArray, image);
    const MessageContent content = contentOf(field(3, image));
    QVERIFY(content.kind == MessageKind::Image);
    QVERIFY(!content.media->canBeDownloaded());
    QVERIFY(content.media->size >= 0);
    QCOMPARE(content.media->mimeType, u"application/octet-stream"_s);
    const MessageContent fine = contentOf(
        field(3, field(1, "https://mmg.whatsapp.net/v?x=1") + field(4, hash) + field(8, mediaKey)));
    QVERIFY(fine.media->canBeDownloaded());
    QCOMPARE(fine.media->url, QByteArray("https://mmg.whatsapp.net/v?x=1"));
}

void MessageContentTest::cutsLongTexts()
{
    const MessageContent fits = contentOf(field(1, QByteArray(65'536, 'x')));
    QCOMPARE(fits.text.size(), 65'536);
    QVERIFY(!fits.textCut);
    const MessageContent cut = contentOf(field(1, QByteArray(1'000'000, 'x')));
    QCOMPARE(cut.text.size(), 65'536);
    QVERIFY(cut.textCut);
    // Never half a character.
    const MessageContent emoji = contentOf(field(1, "x" + QByteArray("\xf0\x9f\x91\x8d").repeated(40'000)));
    QCOMPARE(emoji.text.size(), 65'535);
    QVERIFY(emoji.text.isValidUtf16());
    QVERIFY(emoji.textCut);
}

void MessageContentTest::leavesTextsAsTheyAre()
{
    const QByteArray text("a\tb\r\n\xe2\x80\xae"
                          "c\x00 \xd8\xb9",
                          13);
    QCOMPARE(contentOf(field(1, text)).text.toUtf8(), text);
    QCOMPARE(contentOf(field(1,
                             "\xff\xfe"
                             "a\xc3"))
                 .text,
             u"\ufffd\ufffda\ufffd"_s);
}

void MessageContentTest::cleansNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("clean");
    QTest::newRow("plain") << QByteArray("Ana") << u"Ana"_s;
    QTest::newRow("accents") << QByteArray("Jos\xc3\xa9") << u"Jos\u00e9"_s;
    QTest::newRow("lines") << QByteArray(" Ana\r\n\tBanana  ") << u"Ana Banana"_s;
    QTest::newRow("control") << QByteArray("A\x01n\x1b[31ma\x7f") << u"An[31ma"_s;
    QTest::newRow("nul") << QByteArray("A\0na", 4) << u"Ana"_s;
    QTest::newRow("override") << QByteArray("\xe2\x80\xae"
                                            "Ana\xe2\x81\xa6")
                              << u"Ana"_s;
    QTest::newRow("marks") << QByteArray("A\xe2\x80\x8f\xe2\x80\x8bna\xef\xbb\xbf") << u"Ana"_s;
    QTest::newRow("line separator") << QByteArray("A\xe2\x80\xa8na") << u"A na"_s;
    QTest::newRow("family") << QByteArray("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7")
                            << u"\U0001f469\u200d\U0001f467"_s;
    QTest::newRow("nothing left") << QByteArray("\xe2\x80\xae\x01 ") << QString();
    QTest::newRow("no UTF-8") << QByteArray("A\xff") << u"A\ufffd"_s;
    QTest::newRow("64 KiB") << QByteArray(65'536, 'x') << QString(128, u'x');
    QTest::newRow("cut at a space") << QByteArray(127, 'x') + " y" << QString(127, u'x');
    QTest::newRow("half a character") << "x" + QByteArray("\xf0\x9f\x91\x8d").repeated(100)
                                      << u"x"_s + u"\U0001f44d"_s.repeated(63);
}

void MessageContentTest::cleansNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, clean);
    QCOMPARE(cleanName(QByteArrayView(name)), clean);
    QCOMPARE(contentOf(field(4, field(1, name))).contacts.first().name, clean);
}

void MessageContentTest::cleansFileNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("clean");
    QTest::newRow("plain") << QByteArray("invoice.pdf") << u"invoice.pdf"_s;
    QTest::newRow("path") << QByteArray("../../etc/passwd") << u"passwd"_s;
    QTest::newRow("Windows path") << QByteArray("C:\\x\\y.exe") << u"y.exe"_s;
    QTest::newRow("dots") << QByteArray("..") << QString();
    QTest::newRow("refused") << QByteArray("a<b>:\"|?*.txt") << u"a_b______.txt"_s;
    QTest::newRow("trailing") << QByteArray("a.txt. .") << u"a.txt"_s;
    QTest::newRow("turned round") << QByteArray("x\xe2\x80\xae"
                                                "fdp.exe")
                                  << u"xfdp.exe"_s;
    QTest::newRow("64 KiB") << QByteArray(65'536, 'x') + ".pdf" << QString(200, u'x');
    QTest::newRow("long") << QByteArray(1000, 'x') + ".pdf" << QString(196, u'x') + u".pdf"_s;
}

void MessageContentTest::cleansFileNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, clean);
    QCOMPARE(cleanFileName(name), clean);
    QCOMPARE(contentOf(field(7, field(8, name))).media->fileName, clean);
    QCOMPARE(contentOf(field(7, field(3, name))).media->fileName, clean); // the title stands in
}

void MessageContentTest::limitsLists()
{
    QCOMPARE(contentOf(field(13, field(2, field(1, "A")).repeated(5000))).contacts.size(), 256);
    QCOMPARE(contentOf(field(49, field(3, field(1, "A")).repeated(5000))).pollOptions.size(), 64);
    QCOMPARE(contentOf(field(6, field(17, field(15, "5@lid").repeated(5000)))).mentions.size(), 1024);
    QVERIFY(contentOf(field(3, field(16, QByteArray(300'000, 'x')))).media->thumbnail.isEmpty());
    QVERIFY(contentOf(field(8, field(19, QByteArray(300, 'x')))).media->waveform.isEmpty());
    QCOMPARE(contentOf(field(69, number(3, ~quint64(0)))).callDuration.count(), 0);
}

QTEST_GUILESS_MAIN(MessageContentTest)
#include "tst_messagecontent.moc"
