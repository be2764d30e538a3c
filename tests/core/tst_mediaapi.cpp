#include "tests/support/hostileimages.h"
#include "tests/support/testapi.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

const QString ana = u"15550000001@s.whatsapp.net"_s;

QByteArray headerOf(const HttpAnswer &answer, const QByteArray &name)
{
    for (const auto &[known, value] : answer.headers) {
        if (known == name)
            return value;
    }
    return {};
}

} // namespace

/// Files over the API: what is shown of them, uploads, and sending.
class MediaApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_api = std::make_unique<TestApi>();
        Ticket draft;
        draft.customerId = *m_api->desk.customers.resolve(ana, u"Ana"_s);
        m_ticket = m_api->desk.ticketService.open(draft, {})->id;
        QObject::connect(&m_api->desk.inbox, &Inbox::messageStored, &m_api->desk.downloads, &MediaDownloads::schedule);
        m_api->desk.downloads.start();
    }
    void cleanup() { m_api.reset(); }

    void aMessageShowsItsFileFromAnnouncementToArrival()
    {
        announce(u"A1"_s, 5000);
        QJsonObject file = messages().at(0)[u"attachment"_s].toObject();
        QCOMPARE(file[u"state"_s].toString(), u"downloading"_s);
        QCOMPARE(file[u"size"_s].toInteger(), 5000);
        QCOMPARE(file[u"name"_s].toString(), u"equipo.jpg"_s);
        QVERIFY(file[u"mime"_s].isNull() && file[u"url"_s].isNull() && file[u"id"_s].isNull());
        QVERIFY(ticketFiles().isEmpty());

        arrive(imageOf(800, 600, "JPEG"));
        QTRY_COMPARE(messages().at(0)[u"attachment"_s][u"state"_s].toString(), u"available"_s);
        file = messages().at(0)[u"attachment"_s].toObject();
        QCOMPARE(file[u"mime"_s].toString(), u"image/jpeg"_s);
        QCOMPARE(file[u"width"_s].toInteger(), 800);
        QVERIFY(file[u"reason"_s].isNull());
        QCOMPARE(ticketFiles().size(), 1);
        QCOMPARE(ticketFiles().at(0)[u"thumbnail_url"_s], file[u"thumbnail_url"_s]);

        const HttpAnswer thumbnail = m_api->fetch(file[u"thumbnail_url"_s].toString());
        QCOMPARE(thumbnail.status, 200);
        QCOMPARE(thumbnail.contentType, QByteArray("image/jpeg"));
        QCOMPARE(QImage(thumbnail.filePath).size(), QSize(320, 240));
        const HttpAnswer display = m_api->fetch(file[u"display_url"_s].toString());
        QCOMPARE(QImage(display.filePath).size(), QSize(800, 600));
        const HttpAnswer original = m_api->fetch(file[u"url"_s].toString());
        QVERIFY(headerOf(original, "Content-Disposition").startsWith("attachment; filename=\"equipo.jpg\""));
    }

    void aFileThatIsNotThereSaysWhyAndIsFetchedAgain()
    {
        announce(u"A1"_s, 5000);
        QTRY_COMPARE(m_api->desk.channel.fetching.size(), 1);
        m_api->desk.channel.fetching.first().complete(fail(Errc::NotFound));
        QTRY_COMPARE(messages().at(0)[u"attachment"_s][u"state"_s].toString(), u"expired"_s);
        QCOMPARE(messages().at(0)[u"attachment"_s][u"reason"_s].toString(), u"expired"_s);
        const QString path = u"/api/v1/messages/%1/download"_s.arg(messages().at(0)[u"id"_s].toInteger());
        m_api->caller.role = u"viewer"_s;
        QCOMPARE(m_api->call("POST", path).status, 403);
        m_api->caller.role = u"technician"_s;
        const auto answer = m_api->call("POST", path);
        QCOMPARE(answer.status, 202);
        QCOMPARE(answer.body[u"attachment"_s][u"state"_s].toString(), u"downloading"_s);
        QTRY_COMPARE(m_api->desk.channel.fetching.size(), 2);
        arrive(imageOf(9, 9, "PNG"));
        QTRY_COMPARE(messages().at(0)[u"attachment"_s][u"state"_s].toString(), u"available"_s);
        QCOMPARE(m_api->call("POST", path).code(), u"nothing_to_fetch"_s);
        QCOMPARE(m_api->call("POST", u"/api/v1/messages/99/download"_s).status, 404);
    }

    void whatIsTooLargeIsShownWithItsReason()
    {
        announce(u"A1"_s, 999'999'999);
        const QJsonObject file = messages().at(0)[u"attachment"_s].toObject();
        QCOMPARE(file[u"state"_s].toString(), u"too_large"_s);
        QCOMPARE(file[u"size"_s].toInteger(), 999'999'999);
        const auto again = m_api->call("POST",
                                       u"/api/v1/messages/%1/download"_s.arg(messages().at(0)[u"id"_s].toInteger()));
        QCOMPARE(again.status, 409);
        QCOMPARE(again.code(), u"too_large"_s);
    }

    void aTextHasNoFile()
    {
        QVERIFY(m_api->desk.inbox.take({.address = ana, .wireId = u"A1"_s, .text = u"hola"_s}));
        QVERIFY(messages().at(0)[u"attachment"_s].isNull());
    }

    void partsOfAFile_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("length");
        QTest::addRow("all") << QByteArray() << 200 << QByteArray() << qint64(0) << qint64(-1);
        QTest::addRow("begin") << QByteArray("bytes=0-9") << 206 << QByteArray("bytes 0-9/100") << qint64(0)
                               << qint64(10);
        QTest::addRow("end") << QByteArray("bytes=-1") << 206 << QByteArray("bytes 99-99/100") << qint64(99)
                             << qint64(1);
        QTest::addRow("behind") << QByteArray("bytes=100-") << 416 << QByteArray("bytes */100") << qint64(0)
                                << qint64(-1);
        QTest::addRow("several") << QByteArray("bytes=0-1,5-6") << 200 << QByteArray() << qint64(0) << qint64(-1);
    }
    void partsOfAFile()
    {
        QFETCH(QByteArray, range);
        QFETCH(int, status);
        QFETCH(QByteArray, told);
        QFETCH(qint64, offset);
        QFETCH(qint64, length);
        const QString url = uploadedUrl(QByteArray(100, 'x'), u"a.bin"_s);
        const HttpAnswer answer = m_api->fetch(url, {{"range", range}});
        QCOMPARE(answer.status, status);
        QCOMPARE(headerOf(answer, "Content-Range"), told);
        QCOMPARE(answer.fileOffset, offset);
        QCOMPARE(answer.fileLength, length);
    }

    void whoHasTheFileIsNotSentItAgain()
    {
        const QString url = uploadedUrl(imageOf(50, 50, "PNG"), u"a.png"_s);
        const QByteArray tag = headerOf(m_api->fetch(url), "ETag");
        QVERIFY(!tag.isEmpty());
        QCOMPARE(m_api->fetch(url, {{"if-none-match", tag}}).status, 304);
        const HttpAnswer picture = m_api->fetch(url + u"?variant=thumbnail"_s, {{"if-none-match", tag}});
        QCOMPARE(picture.status, 200); // other bytes
        QCOMPARE(m_api->fetch(url, {{"range", "bytes=0-1"}, {"if-range", tag}}).status, 206);
        QCOMPARE(m_api->fetch(url, {{"range", "bytes=0-1"}, {"if-range", "\"other\""}}).status, 200);
    }

    void whatBrowsersWouldRunIsOnlySaved_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addRow("page") << QByteArray("<!DOCTYPE html><script>alert(1)</script>") << u"factura.html"_s;
        QTest::addRow("drawing") << QByteArray("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>")
                                 << u"logo.svg"_s;
        QTest::addRow("script") << QByteArray("#!/bin/sh\nrm -rf /") << u"x.sh"_s;
    }
    void whatBrowsersWouldRunIsOnlySaved()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        const HttpAnswer answer = m_api->fetch(uploadedUrl(bytes, name));
        QCOMPARE(answer.contentType, QByteArray("application/octet-stream"));
        QVERIFY(headerOf(answer, "Content-Disposition").startsWith("attachment;"));
    }

    void namesCannotBreakTheHead()
    {
        const QString url = uploadedUrl("%PDF-1.7", u"a\"b;c\\d\u202e ñ%41\r\nX: y.pdf"_s);
        const QByteArray told = headerOf(m_api->fetch(url), "Content-Disposition");
        QVERIFY2(!told.contains('\r') && !told.contains('\n'), told.constData());
        QCOMPARE(told.count('"'), 2);
        QVERIFY2(told.contains("filename*=UTF-8''"), told.constData());
    }

    void onlyImagesHavePictures()
    {
        const QString url = uploadedUrl("%PDF-1.7", u"a.pdf"_s);
        QCOMPARE(m_api->fetch(url + u"?variant=thumbnail"_s).status, 404);
        QCOMPARE(m_api->fetch(uploadedUrl(pngThatClaims(9000, 9000), u"a.png"_s) + u"?variant=display"_s).status, 404);
        QCOMPARE(m_api->fetch(url + u"?variant=other"_s).status, 400);
        QCOMPARE(m_api->fetch(u"/api/v1/attachments/99?variant=display"_s).status, 404);
    }

    void anUploadIsSent()
    {
        m_api->desk.channel.answer = SendOutcome{};
        QVERIFY(m_api->desk.outbox.start());
        const QByteArray pdf = "%PDF-1.7 cotización";
        const auto uploaded = m_api->upload(u"/api/v1/attachments?name=cotizaci%C3%B3n.pdf"_s, pdf);
        QCOMPARE(uploaded.status, 201);
        QCOMPARE(uploaded.body[u"mime"_s].toString(), u"application/pdf"_s);
        QCOMPARE(uploaded.body[u"name"_s].toString(), u"cotización.pdf"_s);
        const auto sent = m_api->call("POST", ticketPath(u"/messages"_s),
                                      {{u"text"_s, u"aquí está"_s}, {u"attachment_id"_s, uploaded.body[u"id"_s]}},
                                      {{"idempotency-key", "one"}});
        QCOMPARE(sent.status, 201);
        QCOMPARE(sent.body[u"kind"_s].toString(), u"document"_s);
        QCOMPARE(sent.body[u"attachment"_s][u"name"_s].toString(), u"cotización.pdf"_s);
        const auto again = m_api->call("POST", ticketPath(u"/messages"_s),
                                       {{u"text"_s, u"aquí está"_s}, {u"attachment_id"_s, uploaded.body[u"id"_s]}},
                                       {{"idempotency-key", "one"}});
        QCOMPARE(again.body[u"id"_s], sent.body[u"id"_s]);
        QTRY_COMPARE(m_api->desk.channel.sent.size(), 1);
        QCOMPARE(m_api->desk.channel.sent.first().file->fileName, u"cotización.pdf"_s);
        QCOMPARE(ticketFiles().size(), 1);
        // A file needs no words.
        QCOMPARE(m_api->call("POST", ticketPath(u"/messages"_s), {{u"attachment_id"_s, uploaded.body[u"id"_s]}}).status,
                 201);
    }

    void wrongRequestsToSendAreRefused()
    {
        const qint64 file = m_api->upload(u"/api/v1/attachments"_s, "%PDF-1.7").body[u"id"_s].toInteger();
        const QString path = ticketPath(u"/messages"_s);
        QCOMPARE(m_api->call("POST", path, QJsonObject()).pointer(), u"/text"_s);
        QCOMPARE(m_api->call("POST", path, {{u"attachment_id"_s, 99}}).pointer(), u"/attachment_id"_s);
        QCOMPARE(m_api->call("POST", path, {{u"text"_s, u"x"_s}, {u"send_as"_s, u"document"_s}}).pointer(),
                 u"/send_as"_s);
        QCOMPARE(m_api->call("POST", path, {{u"attachment_id"_s, file}, {u"send_as"_s, u"sticker"_s}}).pointer(),
                 u"/send_as"_s);
        ConversationService::Options options;
        options.media.document = 3;
        m_api->conversation.setOptions(options);
        const auto large = m_api->call("POST", path, {{u"attachment_id"_s, file}});
        QCOMPARE(large.status, 413);
        QCOMPARE(large.code(), u"too_large"_s);
        m_api->desk.channel.media = false;
        QCOMPARE(m_api->call("POST", path, {{u"attachment_id"_s, file}}).code(), u"channel_cannot"_s);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM message"_s), 0);
    }

    void onlyWhoMayWriteUploads()
    {
        m_api->caller.role = u"viewer"_s;
        QCOMPARE(m_api->upload(u"/api/v1/attachments"_s, "x").status, 403);
        m_api->caller.role = u"technician"_s;
        QCOMPARE(m_api->upload(u"/api/v1/attachments"_s, {}).status, 400);
        QCOMPARE(m_api->upload(u"/api/v1/attachments?type=image"_s, "x").status, 400);
        QCOMPARE(m_api->upload(u"/api/v1/attachments?name="_s + QString(201, u'x'), "x").status, 400);
        QCOMPARE(m_api->desk.count(u"SELECT count(*) FROM attachment"_s), 0);
    }

    void theOldPanelsPhotosAreThese()
    {
        announce(u"A1"_s, 5000);
        arrive(imageOf(80, 60, "JPEG"));
        QTRY_COMPARE(ticketFiles().size(), 1);
        const QString hash = ticketFiles().at(0)[u"sha256"_s].toString();
        const HttpAnswer answer = m_api->fetch(u"/fotos/%1.jpg"_s.arg(hash));
        QCOMPARE(answer.status, 200);
        QCOMPARE(QImage(answer.filePath).size(), QSize(80, 60));
    }

private:
    void announce(const QString &wireId, qint64 size)
    {
        QVERIFY(m_api->desk.inbox.take(
            {.address = ana,
             .wireId = wireId,
             .kind = u"image"_s,
             .text = {},
             .details = {{u"media"_s,
                          QJsonObject{{u"type"_s, u"image"_s}, {u"file_name"_s, u"equipo.jpg"_s}, {u"size"_s, size}}}},
             .mediaReference = "reference"}));
    }
    /// At the last request.
    void arrive(const QByteArray &bytes)
    {
        QTRY_VERIFY(!m_api->desk.channel.fetches.isEmpty());
        QFile file(m_api->desk.channel.fetches.last().filePath);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
        file.close();
        m_api->desk.channel.fetching.last().complete(FetchedMedia{bytes.size(), {}});
    }
    QString uploadedUrl(const QByteArray &bytes, const QString &name)
    {
        const auto answer = m_api->upload(
            u"/api/v1/attachments?name="_s + QString::fromLatin1(QUrl::toPercentEncoding(name)), bytes);
        return answer.body[u"url"_s].toString();
    }
    QString ticketPath(const QString &rest) { return u"/api/v1/tickets/%1"_s.arg(m_ticket.value) + rest; }
    QJsonArray messages() { return m_api->call("GET", ticketPath(u"/messages"_s)).body[u"data"_s].toArray(); }
    QJsonArray ticketFiles() { return m_api->call("GET", ticketPath(u"/attachments"_s)).body[u"data"_s].toArray(); }

    std::unique_ptr<TestApi> m_api;
    TicketId m_ticket;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::MediaApiTest)
#include "tst_mediaapi.moc"
