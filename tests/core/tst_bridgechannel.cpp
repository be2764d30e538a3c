#include "tests/support/fakehttpclient.h"
#include "tests/support/testdesk.h"

#include <QBuffer>
#include <QImage>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

class BridgeChannelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_http = std::make_unique<FakeHttpClient>();
        m_bridge = std::make_unique<BridgeChannel>(
            BridgeChannel::Settings{QUrl(u"http://127.0.0.1:3000"_s), "secret", 20000}, *m_http, m_desk->inbox,
            m_desk->database, m_desk->clock, m_desk->random);
    }
    void cleanup()
    {
        m_bridge.reset();
        m_desk.reset();
    }

    void statusOfTheBridgeDecides_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("outcome");
        QTest::addRow("200") << 200 << u"accepted"_s;
        QTest::addRow("400") << 400 << u"rejected_400"_s;
        QTest::addRow("401") << 401 << u"rejected_401"_s;
        QTest::addRow("429") << 429 << u"retry"_s;
        QTest::addRow("500") << 500 << u"retry"_s;
        QTest::addRow("503") << 503 << u"retry"_s;
        QTest::addRow("silence") << 0 << u"retry"_s;
    }
    void statusOfTheBridgeDecides()
    {
        QFETCH(int, status);
        QFETCH(QString, outcome);
        if (status == 0)
            m_http->answer = fail(Errc::TimedOut);
        else
            m_http->answer = HttpResponse{status, "{}"};
        auto reply = m_bridge->send({u"3EB0AA"_s, u"5215510000001@s.whatsapp.net"_s, u"Hola"_s});
        QTRY_VERIFY(reply.isFinished());
        const auto result = reply.result();
        QCOMPARE(!result                                           ? u"retry"_s
                     : result->kind == SendOutcome::Kind::Accepted ? u"accepted"_s
                                                                   : result->cause,
                 outcome);
        const HttpRequest &request = m_http->requests.first();
        QCOMPARE(request.url, QUrl(u"http://127.0.0.1:3000/enviar-mensaje"_s));
        QVERIFY(request.headers.contains({QByteArray("X-Message-Id"), QByteArray("3EB0AA")}));
        QVERIFY(request.headers.contains({QByteArray("Authorization"), QByteArray("Bearer secret")}));
        QCOMPARE(QJsonDocument::fromJson(request.body).object().value("numero"_L1).toString(),
                 u"5215510000001@s.whatsapp.net"_s);
    }

    void repeatWithoutIdCountsOnceUntilAnswered()
    {
        const QJsonObject post{
            {u"remitente"_s, u"5215510000001"_s}, {u"contenido"_s, u"sí"_s}, {u"imagen"_s, QJsonValue::Null}};
        const auto first = m_bridge->receive(post);
        const auto repeated = m_bridge->receive(post);
        QVERIFY(first && repeated);
        QCOMPARE(first->message, repeated->message);
        m_bridge->markAnswered(repeated->receipt);
        const auto meantAgain = m_bridge->receive(post);
        QVERIFY(meantAgain);
        QVERIFY(meantAgain->message != first->message);
        m_desk->clock.advance(61s);
        const auto later = m_bridge->receive(post);
        QVERIFY(later);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 3);
    }

    void imagesAreDecodedAndLimited_data()
    {
        QTest::addColumn<QJsonValue>("image");
        QTest::addColumn<QString>("outcome");
        QImage picture(8, 8, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        picture.save(&buffer, "PNG");
        const QString base64 = QString::fromLatin1(png.toBase64());
        QTest::addRow("base64") << QJsonValue(base64) << u"image"_s;
        QTest::addRow("data url") << QJsonValue(u"data:image/png;base64,"_s + base64) << u"image"_s;
        QTest::addRow("null") << QJsonValue(QJsonValue::Null) << u"text"_s;
        QTest::addRow("not base64") << QJsonValue(u"%%%%"_s) << u"invalid"_s;
        QTest::addRow("not an image") << QJsonValue(QString::fromLatin1(QByteArray("hola mundo").toBase64()))
                                      << u"invalid"_s;
        QTest::addRow("a number") << QJsonValue(7) << u"invalid"_s;
        QTest::addRow("over the limit") << QJsonValue(QString(40000, u'A')) << u"too_large"_s;
    }
    void imagesAreDecodedAndLimited()
    {
        QFETCH(QJsonValue, image);
        QFETCH(QString, outcome);
        const auto received = m_bridge->receive(
            {{u"remitente"_s, u"52155"_s}, {u"contenido"_s, u"foto"_s}, {u"imagen"_s, image}});
        QCOMPARE(received ? m_desk->messages.find(received->message)->kind : toString(received.error().code), outcome);
    }

    void emptyTextNeedsAnImage()
    {
        QVERIFY(!m_bridge->receive({{u"remitente"_s, u"52155"_s}, {u"contenido"_s, u""_s}}));
        QVERIFY(!m_bridge->receive({{u"contenido"_s, u"hola"_s}}));
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 0);
    }

private:
    std::unique_ptr<TestDesk> m_desk;
    std::unique_ptr<FakeHttpClient> m_http;
    std::unique_ptr<BridgeChannel> m_bridge;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::BridgeChannelTest)
#include "tst_bridgechannel.moc"
