#include "tests/support/hostileimages.h"
#include "tests/support/testdesk.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

const QString ana = u"15550000001@s.whatsapp.net"_s;

IncomingMessage photo(const QString &wireId, const QString &address = ana, qint64 size = 1000)
{
    return {.address = address,
            .wireId = wireId,
            .kind = u"image"_s,
            .text = {},
            .details = {{u"media"_s, QJsonObject{{u"type"_s, u"image"_s}, {u"size"_s, size}}}},
            .mediaReference = "ref-" + wireId.toLatin1()};
}

} // namespace

class MediaDownloadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        start();
    }
    void cleanup() { m_desk.reset(); }

    void aPhotoIsFetchedAndBelongsToItsMessage()
    {
        const MessageId id = take(photo(u"A1"_s));
        QCOMPARE(state(id), u"downloading"_s);
        QTRY_COMPARE(fetches().size(), 1);
        const MediaRequest request = fetches().first();
        QCOMPARE(request.address, ana);
        QCOMPARE(request.wireId, u"A1"_s);
        QCOMPARE(request.reference, QByteArray("ref-A1"));
        QCOMPARE(request.limit, MediaLimits().image);
        QVERIFY(!request.fromUs);
        const QByteArray bytes = imageOf(100, 80, "JPEG");
        const QSignalSpy changed(&m_desk->downloads, &MediaDownloads::fileChanged);
        const qint64 events = m_desk->count(u"SELECT count(*) FROM live_event WHERE topic = 'message'"_s);
        arrives(0, bytes);
        QTRY_COMPARE(state(id), u"available"_s);
        const Message message = *m_desk->messages.find(id);
        const Attachment file = *m_desk->attachments.find(message.attachmentId);
        QCOMPARE(QSize(file.width, file.height), QSize(100, 80));
        QCOMPARE(file.size, bytes.size());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM live_event WHERE topic = 'message'"_s), events + 1);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM media_download"_s), 0);
        QVERIFY(QDir(m_desk->attachments.stagingFolder()).isEmpty());
    }

    void aRedeliveryIsNotFetchedTwice()
    {
        const MessageId id = take(photo(u"A1"_s));
        QCOMPARE(take(photo(u"A1"_s)), id);
        QTRY_COMPARE(fetches().size(), 1);
        arrives(0, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(state(id), u"available"_s);
        take(photo(u"A1"_s));
        settle();
        QCOMPARE(fetches().size(), 1);
        QCOMPARE(state(id), u"available"_s);
    }

    void theHealedMessageBringsItsFile()
    {
        const MessageId id = take({.address = ana, .wireId = u"A1"_s, .kind = unreadableKind, .text = {}});
        QCOMPARE(state(id), QString());
        QCOMPARE(take(photo(u"A1"_s)), id);
        QTRY_COMPARE(fetches().size(), 1);
        arrives(0, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(state(id), u"available"_s);
    }

    void whatIsTooLargeIsNotFetched()
    {
        const MessageId id = take(photo(u"A1"_s, ana, 2'147'483'648));
        settle();
        QCOMPARE(fetches().size(), 0);
        QCOMPARE(state(id), u"too_large"_s);
        QCOMPARE(m_desk->messages.find(id)->fileReason, u"too_large"_s);
        QCOMPARE(int(m_desk->downloads.retry(id).error().code), int(Errc::Conflict));
        QCOMPARE(m_desk->downloads.retry(id).error().detail, u"too_large"_s);
        // Once the limit is raised, a person may want it.
        m_desk->mediaQueue.setLimits({.image = 3'000'000'000});
        QVERIFY(m_desk->downloads.retry(id)->fileState == FileState::Downloading);
        QTRY_COMPARE(fetches().size(), 1);
        QCOMPARE(fetches().first().limit, 3'000'000'000);
    }

    void eachKindHasItsLimit_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<qint64>("limit");
        QTest::addRow("image") << u"image"_s << qint64(10);
        QTest::addRow("sticker") << u"sticker"_s << qint64(10);
        QTest::addRow("video") << u"video"_s << qint64(20);
        QTest::addRow("audio") << u"audio"_s << qint64(30);
        QTest::addRow("document") << u"document"_s << qint64(40);
    }
    void eachKindHasItsLimit()
    {
        QFETCH(QString, kind);
        QFETCH(qint64, limit);
        m_desk->mediaQueue.setLimits({.image = 10, .video = 20, .audio = 30, .document = 40});
        IncomingMessage fits = photo(u"A1"_s, ana, limit);
        IncomingMessage large = photo(u"A2"_s, ana, limit + 1);
        fits.kind = large.kind = kind;
        QCOMPARE(state(take(fits)), u"downloading"_s);
        QCOMPARE(state(take(large)), u"too_large"_s);
    }

    void whatEndsIsSaidWithItsReason_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *title, Errc error, int attempts, const QString &state, const QString &reason) {
            QTest::addRow("%s", title) << int(error) << attempts << state << reason;
        };
        row("gone", Errc::NotFound, 1, u"expired"_s, u"expired"_s);
        row("larger than announced", Errc::TooLarge, 1, u"too_large"_s, u"too_large"_s);
        row("no way to it", Errc::Invalid, 1, u"failed"_s, u"not_downloadable"_s);
        row("damaged again and again", Errc::Protocol, 3, u"failed"_s, u"damaged"_s);
    }
    void whatEndsIsSaidWithItsReason()
    {
        QFETCH(int, error);
        QFETCH(int, attempts);
        QFETCH(QString, wanted);
        QFETCH(QString, reason);
        const MessageId id = take(photo(u"A1"_s));
        for (int at = 0; at < attempts; ++at) {
            QTRY_COMPARE(fetches().size(), at + 1);
            QCOMPARE(state(id), u"downloading"_s);
            fails(at, Errc(error));
            settle();
            m_desk->clock.advance(2min);
        }
        QTRY_COMPARE(state(id), wanted);
        QCOMPARE(m_desk->messages.find(id)->fileReason, reason);
        m_desk->clock.advance(48h);
        settle();
        QCOMPARE(fetches().size(), attempts);

        QVERIFY(m_desk->downloads.retry(id));
        QCOMPARE(state(id), u"downloading"_s);
        QTRY_COMPARE(fetches().size(), attempts + 1);
        arrives(attempts, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(state(id), u"available"_s);
        QCOMPARE(m_desk->messages.find(id)->fileReason, QString());
        QCOMPARE(m_desk->downloads.retry(id).error().detail, u"nothing_to_fetch"_s);
    }

    void failedAttemptsWaitLongerEachTime()
    {
        QVERIFY(MediaDownloads::retryDelay(1, 0.999) < 19s);
        QVERIFY(MediaDownloads::retryDelay(2, 0) > MediaDownloads::retryDelay(1, 0.5));
        QCOMPARE(MediaDownloads::retryDelay(1000, 0.5), 1h);
        const MessageId id = take(photo(u"A1"_s));
        QTRY_COMPARE(fetches().size(), 1);
        fails(0, Errc::TimedOut);
        settle();
        QCOMPARE(state(id), u"downloading"_s);
        QCOMPARE(m_desk->messages.find(id)->fileReason, u"timed_out"_s);
        m_desk->clock.advance(14s);
        settle();
        QCOMPARE(fetches().size(), 1);
        m_desk->clock.advance(1s);
        QTRY_COMPARE(fetches().size(), 2);
        fails(1, Errc::Storage);
        settle();
        m_desk->clock.advance(29s);
        settle();
        QCOMPARE(fetches().size(), 2);
        m_desk->clock.advance(1s);
        QTRY_COMPARE(fetches().size(), 3);
    }

    void afterTwoWeeksItIsGivenUp()
    {
        const MessageId id = take(photo(u"A1"_s));
        for (int at = 0; at < 400 && state(id) == "downloading"_L1; ++at) {
            QTRY_COMPARE(fetches().size(), at + 1);
            fails(at, Errc::TimedOut);
            settle();
            m_desk->clock.advance(1h);
        }
        QCOMPARE(state(id), u"failed"_s);
        QCOMPARE(m_desk->messages.find(id)->fileReason, u"given_up"_s);
        QVERIFY(fetches().size() > 300);
    }

    void withoutALinkNothingIsTriedAndNothingCounts()
    {
        const MessageId id = take(photo(u"A1"_s));
        QTRY_COMPARE(fetches().size(), 1);
        m_desk->channel.ready = false;
        fails(0, Errc::NotConnected);
        settle();
        take(photo(u"A2"_s));
        m_desk->clock.advance(72h);
        settle();
        QCOMPARE(fetches().size(), 1);
        QCOMPARE(state(id), u"downloading"_s);
        QCOMPARE(m_desk->count(u"SELECT attempts FROM media_download WHERE wire_id = 'A1'"_s), 0);
        m_desk->channel.ready = true;
        Q_EMIT m_desk->channel.readyChanged(true);
        QTRY_COMPARE(fetches().size(), 3);
    }

    void aNewLinkMakesWhatFailedForItDueAtOnce()
    {
        take(photo(u"A1"_s));
        QTRY_COMPARE(fetches().size(), 1);
        fails(0, Errc::NotConnected); // lost, and there again before we heard of it
        settle();
        QCOMPARE(fetches().size(), 1);
        Q_EMIT m_desk->channel.readyChanged(true);
        QTRY_COMPARE(fetches().size(), 2);
    }

    void fewAtATimeAndTheNewestFirst()
    {
        m_desk->channel.ready = false;
        for (int customer = 0; customer < 6; ++customer)
            take(photo(u"C%1"_s.arg(customer), u"1555000001%1@s.whatsapp.net"_s.arg(customer)));
        m_desk->channel.ready = true;
        Q_EMIT m_desk->channel.readyChanged(true);
        QTRY_COMPARE(fetches().size(), 3);
        settle();
        QCOMPARE(fetches().size(), 3);
        QCOMPARE(wireIds(), (QStringList{u"C5"_s, u"C4"_s, u"C3"_s}));
        arrives(0, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(fetches().size(), 4);
        QCOMPARE(wireIds().last(), u"C0"_s); // now and then the oldest
        arrives(1, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(fetches().size(), 5);
        QCOMPARE(wireIds().last(), u"C2"_s);
    }

    void oneCustomerDoesNotKeepTheOthersWaiting()
    {
        m_desk->channel.ready = false;
        take(photo(u"B1"_s, u"15550000009@s.whatsapp.net"_s));
        for (int at = 0; at < 50; ++at)
            take(photo(u"A%1"_s.arg(at)));
        m_desk->channel.ready = true;
        Q_EMIT m_desk->channel.readyChanged(true);
        QTRY_COMPARE(fetches().size(), 3);
        QCOMPARE(wireIds(), (QStringList{u"A49"_s, u"A48"_s, u"B1"_s}));
    }

    void whatAPersonWantsComesFirst()
    {
        const MessageId gone = take(photo(u"A1"_s));
        QTRY_COMPARE(fetches().size(), 1);
        fails(0, Errc::NotFound);
        QTRY_COMPARE(state(gone), u"expired"_s);
        m_desk->channel.ready = false;
        for (int at = 0; at < 5; ++at)
            take(photo(u"B%1"_s.arg(at)));
        QVERIFY(m_desk->downloads.retry(gone));
        m_desk->channel.ready = true;
        Q_EMIT m_desk->channel.readyChanged(true);
        QTRY_VERIFY(fetches().size() >= 2);
        QCOMPARE(wireIds().at(1), u"A1"_s);
    }

    void aRestartGoesOn()
    {
        const MessageId id = take(photo(u"A1"_s));
        QTRY_COMPARE(fetches().size(), 1);
        m_desk->downloads.stop();
        fails(0, Errc::Cancelled); // the channel is closed
        settle();
        QCOMPARE(state(id), u"downloading"_s);
        MediaDownloads next(
            {m_desk->database, m_desk->mediaQueue, m_desk->messages, m_desk->attachments, m_desk->intake, m_desk->live},
            m_desk->channel, m_desk->clock, m_desk->random);
        next.start();
        QTRY_COMPARE(fetches().size(), 2);
        arrives(1, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(state(id), u"available"_s);
    }

    void aNewReferenceIsKeptWhenTheFileCannotBeStored()
    {
        take(photo(u"A1"_s));
        QTRY_COMPARE(fetches().size(), 1);
        m_desk->channel.fetching.at(0).complete(FetchedMedia{10, "new"}); // but nothing is on the disk
        // The worker that looks for the file answers when it does; the pause begins then.
        QTRY_VERIFY((m_desk->clock.advance(1s), fetches().size() == 2));
        QCOMPARE(fetches().at(1).reference, QByteArray("new"));
    }

    void mislabelledAndEmptyFilesAreWhatTheyAre()
    {
        const MessageId page = take(photo(u"A1"_s));
        QTRY_COMPARE(fetches().size(), 1);
        arrives(0, "<!DOCTYPE html><script>alert(1)</script>");
        QTRY_COMPARE(state(page), u"available"_s);
        QCOMPARE(m_desk->attachments.find(m_desk->messages.find(page)->attachmentId)->mime, u"text/html"_s);
        const MessageId empty = take(photo(u"A2"_s));
        QTRY_COMPARE(fetches().size(), 2);
        arrives(1, {});
        QTRY_COMPARE(state(empty), u"failed"_s);
    }

    void withoutAReferenceTheReasonIsShown()
    {
        IncomingMessage message = photo(u"A1"_s);
        message.mediaReference.clear();
        const MessageId id = take(message);
        QCOMPARE(state(id), u"failed"_s);
        QCOMPARE(m_desk->messages.find(id)->fileReason, u"not_downloadable"_s);
        QCOMPARE(m_desk->downloads.retry(id).error().detail, u"nothing_to_fetch"_s);
    }

    void whatCameOverTheOldBridgeIsThereAtOnce()
    {
        IncomingMessage message{.address = ana, .wireId = u"A1"_s, .kind = u"image"_s, .text = {}};
        message.media = imageOf(9, 9, "PNG");
        const MessageId id = take(message);
        QCOMPARE(state(id), u"available"_s);
        QVERIFY(m_desk->messages.find(id)->attachmentId.isValid());
        settle();
        QCOMPARE(fetches().size(), 0);
    }

    void theOwnPhonesPhotoIsFetchedToo()
    {
        IncomingMessage message = photo(u"A1"_s);
        message.fromOwnPhone = true;
        const MessageId id = take(message);
        QTRY_COMPARE(fetches().size(), 1);
        QVERIFY(fetches().first().fromUs);
        arrives(0, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(state(id), u"available"_s);
    }

    void aDownloadOutlivesItsCustomersBecomingOne()
    {
        const QString lid = u"200000000000001@lid"_s;
        const MessageId one = take(photo(u"A1"_s));
        const MessageId two = take(photo(u"B1"_s, lid));
        const MessageId twice = take(photo(u"A1"_s, lid)); // the same message under the other name
        QVERIFY(twice != one);
        QTRY_COMPARE(fetches().size(), 3);
        QVERIFY(m_desk->customers.learnAlias(lid, ana));
        QVERIFY(!m_desk->messages.find(twice));
        for (int at = 0; at < 3; ++at)
            arrives(at, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(state(one), u"available"_s);
        QTRY_COMPARE(state(two), u"available"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM media_download"_s), 0);
    }

    void aPhotoWithoutATicketIsInTheTicketThatOpensLater()
    {
        const MessageId id = take(photo(u"A1"_s));
        Ticket draft;
        draft.customerId = m_desk->messages.find(id)->customerId;
        const auto ticket = m_desk->ticketService.open(draft, {});
        QVERIFY(ticket);
        QVERIFY(m_desk->messages.assignToTicket(draft.customerId, ticket->id, id));
        QVERIFY(m_desk->messages.withAttachmentOf(ticket->id, 0, 10)->messages.isEmpty());
        QTRY_COMPARE(fetches().size(), 1);
        arrives(0, imageOf(9, 9, "PNG"));
        QTRY_COMPARE(m_desk->messages.withAttachmentOf(ticket->id, 0, 10)->messages.size(), 1);
    }

private:
    void start()
    {
        connect(&m_desk->inbox, &Inbox::messageStored, &m_desk->downloads, &MediaDownloads::schedule);
        m_desk->downloads.start();
    }

    MessageId take(const IncomingMessage &message)
    {
        const auto id = m_desk->inbox.take(message);
        if (!id)
            qFatal("not stored: %s", qUtf8Printable(id.error().detail));
        return *id;
    }

    [[nodiscard]] QString state(MessageId id) const { return toString(m_desk->messages.find(id)->fileState); }
    [[nodiscard]] const QList<MediaRequest> &fetches() const { return m_desk->channel.fetches; }
    [[nodiscard]] QStringList wireIds() const
    {
        QStringList ids;
        for (const MediaRequest &request : fetches())
            ids << request.wireId;
        return ids;
    }

    void arrives(int at, const QByteArray &bytes)
    {
        QFile file(fetches().at(at).filePath);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a test file cannot be written");
        file.close();
        m_desk->channel.fetching.at(at).complete(FetchedMedia{bytes.size(), {}});
    }
    void fails(int at, Errc error) { m_desk->channel.fetching.at(at).complete(fail(error)); }

    /// Lets answers arrive, and what they start.
    static void settle()
    {
        for (int i = 0; i < 8; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        QTest::qWait(15);
    }

    std::unique_ptr<TestDesk> m_desk;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::MediaDownloadsTest)
#include "tst_mediadownloads.moc"
