#include "whatsapp/binary/nodejson.h"
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/binary/tokens.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtTest>

#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

/// A node as the vectors spell it; "about" of the file says how.
Node vectorNode(const QJsonObject &json);

Content vectorContent(const QJsonValue &content)
{
    if (content.isNull())
        return {};
    if (content["string"_L1].isString())
        return Text{content["string"_L1].toString().toUtf8()};
    if (content["hex"_L1].isString())
        return QByteArray::fromHex(content["hex"_L1].toString().toLatin1());
    if (const QJsonValue recipe = content["stringRecipe"_L1]; recipe.isObject())
        return Text{recipe["repeat"_L1].toString().toUtf8().repeated(recipe["count"_L1].toInt())};
    if (const QJsonValue recipe = content["bytesRecipe"_L1]; recipe.isObject()) {
        QByteArray bytes(recipe["length"_L1].toInt(), '\0');
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(i * 7 + 3);
        return bytes;
    }
    QList<Node> nodes;
    if (const QJsonValue recipe = content["nodesRecipe"_L1]; recipe.isObject()) {
        for (int i = 0; i < recipe["count"_L1].toInt(); ++i)
            nodes.append({.tag = "user", .attributes = {{"id", i}}});
    } else {
        const QJsonArray array = content["nodes"_L1].toArray();
        for (const auto &node : array)
            nodes.append(vectorNode(node.toObject()));
    }
    return nodes;
}

Node vectorNode(const QJsonObject &json)
{
    Node node{.tag = json["tag"_L1].toString().toUtf8(), .content = vectorContent(json["content"_L1])};
    const QJsonArray attributes = json["attrs"_L1].toArray();
    for (const auto &pair : attributes)
        node.attributes.append({pair[0].toString().toUtf8(), pair[1].toString().toUtf8()});
    return node;
}

/// Two vectors are too long for a file; their recipes in words.
QByteArray recipeBytes(const QString &name)
{
    if (name.startsWith("nested 4000"_L1))
        return QByteArray::fromHex("00") + QByteArray::fromHex("f80219f801").repeated(4000)
            + QByteArray::fromHex("f80119");
    const QByteArray frame = QByteArray::fromHex("00f80219fe02000000") + QByteArray(32 * 1024 * 1024, '\0');
    return compressFrame(frame);
}

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

QJsonArray vectors()
{
    QFile file(QStringLiteral(DESK_TEST_DATA "/binary-vectors.json"));
    return file.open(QFile::ReadOnly) ? QJsonDocument::fromJson(file.readAll())["vectors"_L1].toArray() : QJsonArray();
}

/// Every frame of the vectors that must be read, and the same compressed.
QList<QByteArray> goodFrames()
{
    QList<QByteArray> frames;
    const QJsonArray all = vectors();
    for (const auto &value : all) {
        if (value["kind"_L1] == "reject"_L1 || value["readerMayReject"_L1].toBool())
            continue;
        const QByteArray written = value["hex"_L1].isString()
            ? QByteArray::fromHex(value["hex"_L1].toString().toLatin1())
            : writeNode(vectorNode(value["node"_L1].toObject())).value_or(QByteArray());
        frames.append(written);
        if (written.size() < 4096)
            frames.append(compressFrame(written));
    }
    return frames;
}

/// Random nodes of which the reader gives back exactly what was written: text only where it stays text.
class RandomTree
{
public:
    explicit RandomTree(quint32 seed) : m_random(seed) { }

    Node node(int level = 1)
    {
        Node made{.tag = string()};
        while (made.tag.isEmpty())
            made.tag = string();
        for (int count = below(6); count > 0; --count)
            made.attributes.append({"k" + QByteArray::number(below(1000)), value()});
        switch (below(level < 6 ? 4 : 3)) {
        case 0:
            break;
        case 1:
            made.content = bytes(below(10) == 0 ? 70000 : 300);
            break;
        case 2:
            made.content = Text{digits()};
            break;
        default:
            made.content = QList<Node>();
            for (int count = below(5); count > 0; --count)
                made.append(node(level + 1));
        }
        return made;
    }

private:
    int below(int limit) { return m_random.bounded(limit); }
    QByteArray bytes(int limit)
    {
        QByteArray made(below(limit), '\0');
        for (char &c : made)
            c = static_cast<char>(below(256));
        return made;
    }
    QByteArray digits() { return QByteArray::number(m_random.generate64()); }
    QByteArray string()
    {
        switch (below(5)) {
        case 0:
            return tokens::bytesOf(tokens::singleByte.at(static_cast<std::size_t>(below(235)) + 1));
        case 1:
            return tokens::bytesOf(
                tokens::doubleByte[static_cast<std::size_t>(below(4))][static_cast<std::size_t>(below(256))]);
        case 2:
            return digits();
        case 3:
            return bytes(40).toHex().toUpper();
        default:
            return QString(1 + below(300), QChar(0x40 + below(0x700))).toUtf8();
        }
    }
    QByteArray value()
    {
        if (below(3) > 0) {
            const QByteArray text = string();
            return text.isEmpty() ? "x" : text;
        }
        using enum Jid::Server;
        static const QList<Jid> jids{Jid("15550001111", Phone),
                                     Jid("15550001111", Phone, 7),
                                     Jid("100000012345678", Lid),
                                     Jid("100000012345678", Lid, 255),
                                     Jid("15550001111", Hosted),
                                     Jid("1", HostedLid, 99),
                                     Jid("1", LegacyPhone),
                                     Jid("120363000000000001", Group),
                                     Jid("status", Broadcast),
                                     Jid("1", Newsletter),
                                     Jid("ABCD", Call),
                                     Jid("1", Bot),
                                     Jid("1", Messenger, 65535),
                                     Jid("1", Messenger),
                                     Jid("user", Interop, 0, 65535),
                                     Jid::server(),
                                     Jid::server(Group)};
        return jids.at(below(static_cast<int>(jids.size()))).toText();
    }

    QRandomGenerator m_random;
};

} // namespace

/// Nodes to bytes and back: the 159 vectors, hostile input, and the JSON of the drivers.
class BinaryCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheVectors_data()
    {
        QTest::addColumn<QJsonObject>("vector");
        const QJsonArray all = vectors();
        for (const auto &vector : all)
            QTest::addRow("%s: %s", qPrintable(vector["kind"_L1].toString()), qPrintable(vector["name"_L1].toString()))
                << vector.toObject();
        QCOMPARE(all.size(), 159);
    }
    void agreesWithTheVectors()
    {
        QFETCH(QJsonObject, vector);
        const QString kind = vector["kind"_L1].toString();
        const bool hasHex = vector["hex"_L1].isString();
        QByteArray bytes = QByteArray::fromHex(vector["hex"_L1].toString().toLatin1());
        if (kind == "reject"_L1) {
            const auto node = readNode(hasHex ? bytes : recipeBytes(vector["name"_L1].toString()));
            QVERIFY(!node);
            QVERIFY(node.error().code == Errc::Protocol || node.error().code == Errc::TooLarge);
            return;
        }
        if (kind == "encode"_L1 && !vector["baileysOnly"_L1].toBool()) {
            const auto written = writeNode(vectorNode(vector["node"_L1].toObject()));
            QVERIFY(written);
            if (hasHex) {
                QCOMPARE(written->toHex(), bytes.toHex());
            } else {
                bytes = *written;
                QCOMPARE(bytes.size(), vector["length"_L1].toInt());
                QCOMPARE(QString::fromLatin1(bytes.first(48).toHex()), vector["prefixHex"_L1].toString());
                QCOMPARE(QString::fromLatin1(bytes.last(16).toHex()), vector["suffixHex"_L1].toString());
                QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()),
                         vector["sha256"_L1].toString());
            }
        }
        const auto node = readNode(bytes);
        if (vector["readerMayReject"_L1].toBool()) {
            QVERIFY(!node); // domain 2: section 3.5 recommends to reject
            return;
        }
        QVERIFY2(node, node ? "" : qPrintable(node.error().detail));
        Node expected = vectorNode(vector[vector.contains("decodesTo"_L1) ? "decodesTo"_L1 : "node"_L1].toObject());
        if (vector.contains("decodesToNote"_L1)) // "string content comes back as bytes"
            expected.content = expected.bytes();
        QCOMPARE(*node, expected);
    }

    void everyTokenTravelsAsItself()
    {
        int count = 0;
        const auto check = [&count](std::string_view token, const QByteArray &wire) {
            const QByteArray text = tokens::bytesOf(token);
            const auto written = writeNode({.tag = text});
            QVERIFY(written);
            QCOMPARE(written->toHex(), "00f801" + wire.toHex());
            QCOMPARE(readNode(*written)->tag, text);
            ++count;
        };
        for (std::size_t i = 1; i < tokens::singleByte.size(); ++i)
            check(tokens::singleByte[i], QByteArray(1, static_cast<char>(i)));
        for (std::size_t d = 0; d < tokens::doubleByte.size(); ++d)
            for (std::size_t i = 0; i < tokens::doubleByte[d].size(); ++i)
                check(tokens::doubleByte[d][i], QByteArray(1, static_cast<char>(236 + d)) + static_cast<char>(i));
        QCOMPARE(count, 1259);
        QCOMPARE(tokens::find("no token"), quint16(0));
        QCOMPARE(tokens::find(""), quint16(0));
    }

    void addressesInOurFormsReadBackAsWritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wire"); // of the value, in hex
        const auto row = [](const char *text, const char *wire) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(wire);
        };
        row("@s.whatsapp.net", "fa0003");
        row("@g.us", "fa001c");
        row("15550001111:0@s.whatsapp.net", "faff8615550001111f03");
        row("15550001111@hosted", "f78000ff8615550001111f");
        row("12345@msgr", "f6ff8312345f0000cc");
        row("1-12345:5@interop", "f5ff8312345f00050001fc07696e7465726f70");
        row("name@example.org", "fc106e616d65406578616d706c652e6f7267"); // text, not an address
        row("15550001111_2:7@s.whatsapp.net", "fc1e31353535303030313131315f323a3740732e77686174736170702e6e6574");
    }
    void addressesInOurFormsReadBackAsWritten()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wire);
        const auto written = writeNode({.tag = "message", .attributes = {{"to", text}}});
        QVERIFY(written);
        QCOMPARE(written->toHex(), "00f8031311" + wire);
        QCOMPARE(readNode(*written)->attr("to"),
                 text == "15550001111:0@s.whatsapp.net" ? text.replace(":0", "") : text);
    }

    void writesTheSaferForm()
    {
        // No empty attribute, and no address out of content (3.3, 3.4).
        QCOMPARE(writeNode({.tag = "iq", .attributes = {{"id", ""}}})->toHex(), QByteArray("00f80119"));
        QCOMPARE(writeNode({.tag = "x", .content = Text{"a@lid"}})->toHex(), QByteArray("00f802fc0178fc0561406c6964"));
        QCOMPARE(writeNode({.tag = "x", .content = QByteArray("true")})->toHex(),
                 QByteArray("00f802fc0178fc0474727565"));
    }

    void refusesToWriteWhatHasNoForm()
    {
        const QByteArray noUtf8("\xc3\x28");
        QVERIFY(!writeNode({}));
        QVERIFY(!writeNode({.tag = noUtf8}));
        QVERIFY(!writeNode({.tag = "x", .attributes = {{"", "1"}}}));
        QVERIFY(!writeNode({.tag = "x", .attributes = {{noUtf8, "1"}}}));
        QVERIFY(!writeNode({.tag = "x", .attributes = {{"a", noUtf8}}}));
        QVERIFY(!writeNode({.tag = "x", .content = Text{noUtf8}}));
        QVERIFY(writeNode({.tag = "x", .content = noUtf8}));
        QVERIFY(writeNode({.tag = "x", .attributes = QList<Attribute>(32767, {"a", "1"})}));
        QVERIFY(!writeNode({.tag = "x", .attributes = QList<Attribute>(32767, {"a", "1"}), .content = noUtf8}));
        QVERIFY(!writeNode({.tag = "x", .attributes = QList<Attribute>(32768, {"a", "1"})}));
        QVERIFY(writeNode({.tag = "x", .content = QList<Node>(65535, {.tag = "y"})}));
        const auto tooMany = writeNode({.tag = "x", .content = QList<Node>(65536, {.tag = "y"})});
        QVERIFY(!tooMany);
        QVERIFY(tooMany.error().code == Errc::Invalid);
    }

    void depthEndsAtSixtyFour()
    {
        Node node{.tag = "x"};
        for (int level = 2; level <= 64; ++level)
            node = {.tag = "x", .content = QList{node}};
        const auto written = writeNode(node);
        QVERIFY(written);
        QCOMPARE(*readNode(*written), node);
        QVERIFY(!writeNode({.tag = "x", .content = QList{node}}));
        const auto deeper = readNode(hex("00f80219f801") + written->sliced(1));
        QVERIFY(!deeper);
        QVERIFY(deeper.error().code == Errc::Protocol);
    }

    void aFrameCutAnywhereIsRefused()
    {
        const QList<QByteArray> frames = goodFrames();
        QVERIFY(frames.size() > 200);
        qint64 cuts = 0;
        for (const QByteArray &frame : frames) {
            const qsizetype step = frame.size() > 100'000 ? 1009 : 1;
            for (qsizetype size = 0; size < frame.size(); size += step, ++cuts) {
                // A copy of its own, so that the sanitizer sees a byte too many.
                const auto node = frame.size() < 4096 ? readNode(QByteArray(frame.constData(), size))
                                                      : readNode(QByteArrayView(frame).first(size));
                QVERIFY2(!node, frame.first(std::min<qsizetype>(frame.size(), 64)).toHex().constData());
            }
        }
        qInfo("%lld cuts", static_cast<long long>(cuts));
    }

    void aFrameWithBytesAfterItIsRefused()
    {
        const QList<QByteArray> frames = goodFrames();
        for (const QByteArray &frame : frames)
            QVERIFY(!readNode(frame + '\0'));
    }

    void changedFramesAreReadOrRefused()
    {
        QRandomGenerator random(20240607);
        const QList<QByteArray> frames = goodFrames();
        for (const QByteArray &frame : frames) {
            if (frame.size() > 4096)
                continue;
            for (int round = 0; round < 200; ++round) {
                QByteArray changed = frame;
                for (int count = 1 + random.bounded(3); count > 0; --count)
                    changed[random.bounded(static_cast<int>(changed.size()))] = static_cast<char>(random.bounded(256));
                if (const auto node = readNode(changed))
                    QVERIFY(writeNode(*node));
            }
        }
    }

    void refusesCountsWithoutTheirBytes_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("children") << hex("00f80219f9ffff") + hex("f80119").repeated(65534);
        QTest::newRow("attributes") << hex("00f9ffff19") + hex("0808").repeated(32766);
        QTest::newRow("nothing follows") << hex("00f80219f9ffff");
        // Each level promises the bytes of the levels inside once more.
        QTest::newRow("lists in lists") << hex("00") + hex("f80219f9ffff").repeated(60)
                + hex("f80119").repeated(65535 * 2);
        QTest::newRow("binary in a short frame") << hex("00f80219feffffffff") + QByteArray(100, 'x');
        QTest::newRow("packed") << hex("00f8031908ff7f") + QByteArray(126, '\x11');
    }
    void refusesCountsWithoutTheirBytes()
    {
        QFETCH(QByteArray, frame);
        const auto node = readNode(frame);
        QVERIFY(!node);
        QVERIFY(node.error().code == Errc::Protocol);
    }

    void countsNodesAndAttributes()
    {
        const auto written = writeNode(
            {.tag = "x", .content = QList<Node>(10, {.tag = "y", .attributes = {{"a", "1"}}})});
        QVERIFY(readNode(*written, {.items = 21}));
        for (const qsizetype items : {0, 1, 5, 10, 20}) {
            const auto node = readNode(*written, {.items = items});
            QVERIFY(!node);
            QVERIFY(node.error().code == Errc::TooLarge);
        }
    }

    void inflatesUpToTheLimit()
    {
        const qsizetype limit = 16 * 1024 * 1024;
        const auto bomb = [](qsizetype inflated) { // f802 19 fe u32: 8 bytes before the content
            QByteArray frame = hex("00f80219fe");
            for (int shift = 24; shift >= 0; shift -= 8)
                frame += static_cast<char>((inflated - 8) >> shift);
            return compressFrame(frame + QByteArray(inflated - 8, '\0'));
        };
        const auto exact = readNode(bomb(limit));
        QVERIFY(exact);
        QCOMPARE(exact->bytes().size(), limit - 8);
        const auto over = readNode(bomb(limit + 1));
        QVERIFY(!over);
        QVERIFY(over.error().code == Errc::TooLarge);
        QVERIFY(!readNode(bomb(100), {.inflated = 99}));
        QVERIFY(readNode(bomb(100), {.inflated = 100}));
    }

    void refusesZlibThatIsNotWhole()
    {
        const QByteArray good = compressFrame(hex("00f80119"));
        QVERIFY(readNode(good));
        QVERIFY(!readNode(good + 'x'));
        QByteArray badSum = good;
        badSum.back() = static_cast<char>(badSum.back() ^ 1);
        QVERIFY(!readNode(badSum));
        QVERIFY(!readNode(hex("02")));
        QVERIFY(!readNode(hex("0278bb00000001"))); // wants a preset dictionary
        // Raw deflate and gzip are something else.
        QVERIFY(!readNode(hex("02fb41940800")));
        QVERIFY(!readNode(hex("021f8b0800000000000003")));
        // An empty stream holds no node.
        QVERIFY(!readNode(compressFrame(hex("00"))));
    }

    void refusesPaddingInsideAPackedNumber()
    {
        QVERIFY(!readNode(hex("00f8031908ff02f123")));
        QVERIFY(!readNode(hex("00f8031908ff021f23")));
        QVERIFY(!readNode(hex("00f8031908ff01f1")));
        QVERIFY(!readNode(hex("00f8031908ff01ff")));
        QCOMPARE(readNode(hex("00f8031908ff811f"))->attr("id"), QByteArray("1"));
        QCOMPARE(readNode(hex("00f8031908ff7f") + QByteArray(127, '\x11'))->attr("id"), QByteArray(254, '1'));
    }

    void refusesDevicesOfNobody()
    {
        QVERIFY(!readNode(hex("00f8031306f7000700")));               // no user
        QVERIFY(!readNode(hex("00f8031306f70307ff8615550001111f"))); // domain 3
        QVERIFY(!readNode(hex("00f8031306f78207ff8615550001111f"))); // domain 130
        QVERIFY(!readNode(hex("00f8031306f6000005cc")));
    }

    void randomTreesComeBackTheSame()
    {
        RandomTree random(7);
        qint64 total = 0;
        for (int round = 0; round < 300; ++round) {
            const Node node = random.node();
            const auto written = writeNode(node);
            QVERIFY(written);
            total += written->size();
            const auto again = readNode(*written);
            QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
            QCOMPARE(*again, node);
            QCOMPARE(*readNode(compressFrame(*written)), node);
        }
        QVERIFY(total > 100'000);
    }

    void aNodeAnswersQuestions()
    {
        const Node node{.tag = "iq",
                        .attributes = {{"id", "1"}, {"to", Jid::server()}, {"t", 1700000000}, {"id", "2"}},
                        .content = QList{Node{.tag = "a", .content = QByteArray("x")}, Node{.tag = "b"},
                                         Node{.tag = "a", .content = Text{"y"}}}};
        QCOMPARE(node.attr("id"), QByteArray("2"));
        QCOMPARE(node.attr("none"), QByteArray());
        QVERIFY(node.has("to") && !node.has("none"));
        QCOMPARE(node.jid("to"), std::optional(Jid::server()));
        QVERIFY(!node.jid("id") && !node.jid("none"));
        QCOMPARE(node.number("t"), std::optional<qint64>(1700000000));
        QVERIFY(!node.number("to") && !node.number("none"));
        QCOMPARE(node.children().size(), 3);
        QCOMPARE(node.children("a").size(), 2);
        QCOMPARE(node.child("a")->bytes(), QByteArray("x"));
        QCOMPARE(node.children("a").last()->bytes(), QByteArray("y"));
        QVERIFY(!node.child("c"));
        QVERIFY(node.bytes().isEmpty());
        QVERIFY(node.children().first().children().isEmpty());
    }

    void aNodeIsPutTogether()
    {
        Node node{.tag = "iq"};
        node.set({"id", "1"}).set({"id", "2"}).append({.tag = "ping"});
        QCOMPARE(node, (Node{.tag = "iq", .attributes = {{"id", "2"}}, .content = QList{Node{.tag = "ping"}}}));
        QVERIFY(!(node == Node{.tag = "iq"}));
    }

    void theLogShowsNoSecrets()
    {
        const Node node{.tag = "message",
                        .attributes = {{"from", "15550001111@s.whatsapp.net"}, {"type", "text"}, {"notify", "<Ana>"}},
                        .content = QList{Node{.tag = "enc", .content = QByteArray("secret words of somebody")},
                                         Node{.tag = "none"}}};
        QCOMPARE(toXml(node),
                 u"<message from=\"155***et\" type=\"text\" notify=\"***\">\n  <enc>[24 bytes]</enc>\n"
                 "  <none/>\n</message>"_s);
        QCOMPARE(toXml(node, Detail::Full),
                 u"<message from=\"15550001111@s.whatsapp.net\" type=\"text\" notify=\"&lt;Ana&gt;\">\n"
                 "  <enc>[24 bytes] 73656372657420776f726473206f6620...</enc>\n  <none/>\n</message>"_s);
    }

    void jsonComesBackTheSame()
    {
        const Node node{.tag = "iq",
                        .attributes = {{"id", "1"}, {"to", Jid::server()}},
                        .content = QList{Node{.tag = "a", .content = QByteArray("\x00\xff", 2)},
                                         Node{.tag = "b", .content = Text{"añ"_ba}},
                                         Node{.tag = "c", .content = QList<Node>()},
                                         Node{.tag = "d", .content = QByteArray()}, Node{.tag = "e"}}};
        const QByteArray json = QJsonDocument(toJson(node)).toJson(QJsonDocument::Compact);
        QCOMPARE(json,
                 QByteArray(R"({"attrs":{"id":"1","to":"@s.whatsapp.net"},"content":[)"
                            R"({"attrs":{},"content":{"hex":"00ff"},"tag":"a"},{"attrs":{},"content":"añ","tag":"b"},)"
                            R"({"attrs":{},"content":[],"tag":"c"},{"attrs":{},"content":{"hex":""},"tag":"d"},)"
                            R"({"attrs":{},"content":null,"tag":"e"}],"tag":"iq"})"));
        const auto again = nodeFromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(again);
        QCOMPARE(*again, node);
    }

    void readsJsonOfPeople_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *json, bool good) { QTest::newRow(json) << QByteArray(json) << good; };
        row(R"({"tag":"iq"})", true);
        row(R"({"tag":"iq","attrs":{"t":5,"none":null},"content":{"utf8":"ñ"}})", true);
        row(R"({"tag":"iq","attrs":null,"content":null})", true);
        row(R"({"tag":"iq","content":{"hex":"0A"}})", true);
        row(R"({})", false);
        row(R"({"tag":5})", false);
        row(R"({"tag":""})", false);
        row(R"({"tag":"iq","attrs":[]})", false);
        row(R"({"tag":"iq","attrs":{"a":1.5}})", false);
        row(R"({"tag":"iq","attrs":{"a":1e300}})", false);
        row(R"({"tag":"iq","attrs":{"a":true}})", false);
        row(R"({"tag":"iq","content":5})", false);
        row(R"({"tag":"iq","content":{"hex":"0"}})", false);
        row(R"({"tag":"iq","content":{"hex":"zz"}})", false);
        row(R"({"tag":"iq","content":{"hex":"00","utf8":""}})", false);
        row(R"({"tag":"iq","content":{}})", false);
        row(R"({"tag":"iq","content":["x"]})", false);
        QTest::newRow("deep") << QByteArray(R"({"tag":"iq","content":[)").repeated(64) + R"({"tag":"iq"})"
                + QByteArray("]}").repeated(64)
                              << false;
    }
    void readsJsonOfPeople()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, good);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        QVERIFY(document.isObject());
        const auto node = nodeFromJson(document.object());
        QCOMPARE(node.has_value(), good);
        QVERIFY(good || node.error().code == Errc::Invalid);
        if (good && node->has("t")) {
            QCOMPARE(node->attributes.size(), 1);
            QCOMPARE(node->attr("t"), QByteArray("5"));
            QCOMPARE(node->bytes(), QByteArray("ñ"));
        }
    }
};

QTEST_GUILESS_MAIN(BinaryCodecTest)
#include "tst_binarycodec.moc"
