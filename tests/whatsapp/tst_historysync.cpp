#include "whatsapp/message/historysync.h"

#include "protofields.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakefiletransfer.h"
#include "tests/support/fakerandom.h"
#include "tests/support/resultcode.h"
#include "whatsapp/media/historyfetcher.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace desk;
using namespace desk::wa;
using namespace desk::wa::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Jid ownPhone = *Jid::parse(QByteArrayView("15550009000:5@s.whatsapp.net"));

QByteArray zlib(const QByteArray &plain)
{
    return qCompress(plain).sliced(4);
}

QByteArray mapping(const char *phone, const char *lid)
{
    return field(15, field(1, phone) + field(2, lid));
}

} // namespace

/// What the own phone tells after pairing: reading it, and fetching it where it does not come in its message.
class HistorySyncTest : public QObject
{
    Q_OBJECT

    /// A link that has just logged in, and the service's files.
    struct Line
    {
        FakeClock clock;
        FakeRandom random;
        FakeFileTransfer files;
        QTemporaryDir folder;
        SessionStore store{clock, random};
        QList<Node> sent;
        QList<LidMapping> learnt;
        int slices = 0;
        Result<> learning = {};
        QList<HistorySync> received;
        IqChannel iqs{[this](const Node &node) -> Result<> {
                          sent << node;
                          return {};
                      },
                      clock, random};
        MediaConnection connection{iqs, clock};
        MediaDownloader downloader{connection, files, false, clock};
        HistoryFetcher fetcher{store,
                               downloader,
                               [this](const QList<LidMapping> &pairs) {
                                   ++slices;
                                   if (learning)
                                       learnt += pairs;
                                   return learning;
                               },
                               [this](const Node &node) -> Result<> {
                                   sent << node;
                                   return {};
                               },
                               folder.path(),
                               clock};
        QHash<QString, QByteArray> blobs; ///< path -> sealed file
        QByteArrayList receipts;

        Line()
        {
            if (!store.open(u":memory:"_s, SecretBytes(32)))
                qFatal("no store");
            QObject::connect(&fetcher, &HistoryFetcher::received, &fetcher,
                             [this](const HistorySync &history) { received << history; });
            files.answer = [this](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
                const auto blob = blobs.constFind(request.url.path());
                return blob == blobs.cend() ? FakeFileTransfer::status(410) : FakeFileTransfer::file(request, *blob);
            };
        }

        /// Puts a part where the service's files are. @return what announces it.
        HistoryNotice announced(const QString &path, const QByteArray &content)
        {
            QFile plain(folder.filePath(u"plain"_s));
            if (!plain.open(QIODevice::WriteOnly) || plain.write(content) != content.size() || !plain.flush())
                qFatal("no file");
            HistoryNotice notice{.syncType = 3,
                                 .key = SecretBytes::random(random, 32),
                                 .directPath = path.toLatin1(),
                                 .size = 1}; // wrong on purpose: nobody compares it
            const QString target = folder.filePath(u"sealed"_s);
            const auto sealed = sealMedia(plain.fileName(), target, *MediaKeys::from(notice.key, MediaKind::History),
                                          1LL << 30);
            QFile file(target);
            if (!sealed || !file.open(QIODevice::ReadOnly))
                qFatal("not sealed");
            notice.sha256 = sealed->sha256;
            notice.encryptedSha256 = sealed->sealedSha256;
            blobs.insert(path, file.readAll());
            return notice;
        }
        void add(const QByteArray &id, const HistoryNotice &notice)
        {
            QVERIFY(PendingHistory(store).add(id, notice));
            fetcher.check();
        }
        void begin() { fetcher.begin({ownPhone, {}}); }
        QByteArrayList pending()
        {
            QByteArrayList ids;
            const auto all = PendingHistory(store).all();
            for (const PendingHistory::Entry &entry : all.value())
                ids << entry.messageId;
            return ids;
        }
        void settle()
        {
            for (int round = 0; round < 400; ++round) {
                QCoreApplication::processEvents();
                const auto all = std::exchange(sent, {});
                for (const Node &node : all) {
                    if (node.tag == "receipt") {
                        receipts << node.attr("type") + ' ' + node.attr("id") + ' ' + node.attr("to");
                        continue;
                    }
                    Node media{.tag = "media_conn", .attributes = {{"auth", "A"}, {"ttl", 300}, {"auth_ttl", 300}}};
                    media.append({.tag = "host", .attributes = {{"hostname", "a.whatsapp.net"}}});
                    iqs.handle({.tag = "iq",
                                .attributes = {{"from", Jid::server()}, {"type", "result"}, {"id", node.attr("id")}},
                                .content = QList{media}});
                }
                clock.advance(round % 50 == 49 ? 1s : 0s);
                QThreadPool::globalInstance()->waitForDone();
            }
        }
    };

private Q_SLOTS:
    // --- Reading

    void everythingThatIsWantedIsRead()
    {
        const QByteArray conversation = field(1, "100000012345678@lid") + field(2, field(1, field(2, "a message")))
            + field(2, field(1, field(2, "another"))) + field(21, "token") + number(22, 1'790'000'000)
            + number(28, 1'790'000'100) + field(39, "5511888880002@s.whatsapp.net");
        const QByteArray sync = number(1, 3) + field(2, conversation) + number(5, 2) + number(6, 40)
            + field(7, field(1, "5511888880002@s.whatsapp.net") + field(2, "  Ma\xc3\xad\nlia ")) + field(19, "salt")
            + mapping("5511888880003@s.whatsapp.net", "100000012345679@lid");
        const auto history = parseHistorySync(zlib(sync));
        QVERIFY(history);
        QCOMPARE(history->syncType, 3u);
        QCOMPARE(history->chunk, 2u);
        QCOMPARE(history->progress, 40u);
        QCOMPARE(history->messages, 2);
        QCOMPARE(history->mappings.size(), 2);
        QCOMPARE(history->mappings.at(0).lid.toText(), "100000012345679@lid");
        QCOMPARE(history->mappings.at(1).phone.toText(), "5511888880002@s.whatsapp.net");
        QCOMPARE(history->pushNames.size(), 1);
        QCOMPARE(history->pushNames.constFirst().name, u"Maí lia"_s);
        QCOMPARE(history->chats.size(), 1);
        const HistoryChat &chat = history->chats.constFirst();
        QCOMPARE(chat.id.toText(), "100000012345678@lid");
        QCOMPARE(chat.alt.toText(), "5511888880002@s.whatsapp.net");
        QCOMPARE(chat.token, "token");
        QCOMPARE(chat.tokenTime, 1'790'000'000);
        QCOMPARE(chat.tokenGiven, 1'790'000'100);
        QCOMPARE(chat.messages, 2);
        QCOMPARE(history->salt.exposed(), "salt");
    }

    void whatIsWrongInAPartIsLeftOut()
    {
        const QByteArray sync = number(1, 3) + number(6, 4'000'000'000) + field(2, field(1, "nobody"))
            + field(2, field(1, "100000012345678@lid") + field(21, QByteArray(5000, 't')) + number(22, ~0ULL))
            + field(7, field(1, "x@y") + field(2, "name")) + field(7, field(1, "5511888880002@s.whatsapp.net"))
            + mapping("100000012345679@lid", "5511888880003@s.whatsapp.net") + mapping("", "");
        const auto history = parseHistorySync(zlib(sync));
        QVERIFY(history);
        QCOMPARE(history->progress, 100u);
        QCOMPARE(history->mappings.size(), 0);
        QCOMPARE(history->pushNames.size(), 0);
        QCOMPARE(history->chats.size(), 1);
        QVERIFY(history->chats.constFirst().token.isEmpty());
        QCOMPARE(history->chats.constFirst().tokenTime, 0);
    }

    void hostileBytesAreErrors()
    {
        QCOMPARE(codeOf(parseHistorySync({})), toString(Errc::Protocol));
        QCOMPARE(codeOf(parseHistorySync("no zlib")), toString(Errc::Protocol));
        QCOMPARE(codeOf(parseHistorySync(zlib("\xff\xff\xff"))), toString(Errc::Protocol));
        const QByteArray good = zlib(number(1, 3));
        QCOMPARE(codeOf(parseHistorySync(good.chopped(1))), toString(Errc::Protocol));
    }

    void aSmallFileCannotFillTheMemory()
    {
        const QByteArray bomb = zlib(QByteArray(65 << 20, '\0'));
        QVERIFY(bomb.size() < 100'000);
        QCOMPARE(codeOf(parseHistorySync(bomb)), toString(Errc::TooLarge));
    }

    // --- Fetching

    void announcedPartsAreFetchedInTheirOrder()
    {
        Line line;
        line.add("P1",
                 line.announced(u"/v/1"_s, zlib(number(1, 3) + mapping("5511888880003@s.whatsapp.net", "11@lid"))));
        line.add("P2", line.announced(u"/v/2"_s, zlib(number(1, 4))));
        line.settle();
        QVERIFY(line.received.isEmpty()); // nobody is logged in
        line.begin();
        line.settle();
        QCOMPARE(line.received.size(), 2);
        QCOMPARE(line.received.at(0).syncType, 3u);
        QCOMPARE(line.received.at(1).syncType, 4u);
        QCOMPARE(line.learnt.size(), 1);
        QCOMPARE(
            line.receipts,
            (QByteArrayList{"hist_sync P1 15550009000@s.whatsapp.net", "hist_sync P2 15550009000@s.whatsapp.net"}));
        QCOMPARE(line.pending(), QByteArrayList());
        QCOMPARE(line.files.requests.constFirst().argument(u"mms-type"_s), u"md-msg-hist"_s);
        // The folder of the download is gone.
        QCOMPARE(QDir(line.folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
    }

    void whatComesLaterIsFetchedToo()
    {
        Line line;
        line.begin();
        line.settle();
        line.add("P1", line.announced(u"/v/1"_s, zlib(number(1, 3))));
        line.settle();
        QCOMPARE(line.received.size(), 1);
        line.add("P1", line.announced(u"/v/1"_s, zlib(number(1, 3))));
        line.settle();
        QCOMPARE(line.received.size(), 2); // announced again, fetched again: nothing of it is counted twice
    }

    void whatIsGoneOrDamagedIsGivenUp()
    {
        Line line;
        HistoryNotice gone = line.announced(u"/v/gone"_s, zlib(number(1, 3)));
        line.blobs.remove(u"/v/gone"_s);
        HistoryNotice damaged = line.announced(u"/v/damaged"_s, zlib(number(1, 3)));
        line.blobs[u"/v/damaged"_s][0] = char(line.blobs[u"/v/damaged"_s][0] ^ 1);
        const HistoryNotice bomb = line.announced(u"/v/bomb"_s, zlib(QByteArray(65 << 20, '\0')));
        const HistoryNotice broken = line.announced(u"/v/broken"_s, "no zlib");
        const HistoryNotice good = line.announced(u"/v/good"_s, zlib(number(1, 3)));
        int number = 0;
        for (const HistoryNotice &notice : {gone, damaged, bomb, broken, good})
            line.add("P" + QByteArray::number(++number), notice);
        line.begin();
        line.settle();
        QCOMPARE(line.received.size(), 1);
        QCOMPARE(line.receipts.size(), 5);
        QCOMPARE(line.pending(), QByteArrayList());
    }

    void whatFailsForNowWaitsForTheNextLogin()
    {
        Line line;
        line.add("P1", line.announced(u"/v/1"_s, zlib(number(1, 3))));
        const auto working = std::exchange(line.files.answer,
                                           [](const auto &) { return FakeFileTransfer::status(400); });
        line.begin();
        line.settle();
        QCOMPARE(line.pending(), QByteArrayList{"P1"});
        QVERIFY(line.receipts.isEmpty());
        line.fetcher.stop();
        line.files.answer = working;
        line.settle();
        QVERIFY(line.received.isEmpty());
        line.begin();
        line.settle();
        QCOMPARE(line.received.size(), 1);
        QCOMPARE(line.pending(), QByteArrayList());
    }

    void manyPairsAreStoredInSlices()
    {
        Line line;
        QByteArray sync = number(1, 3);
        for (int i = 0; i < 1201; ++i)
            sync += mapping((QByteArray::number(5511000000000 + i) + "@s.whatsapp.net").constData(),
                            (QByteArray::number(100000000000000 + i) + "@lid").constData());
        line.add("P1", line.announced(u"/v/1"_s, zlib(sync)));
        line.begin();
        line.settle();
        QCOMPARE(line.learnt.size(), 1201);
        QCOMPARE(line.slices, 3);
    }

    void withoutADiskItIsNotDone()
    {
        Line line;
        line.learning = fail(Errc::Storage);
        line.add("P1", line.announced(u"/v/1"_s, zlib(mapping("5511888880003@s.whatsapp.net", "11@lid"))));
        line.begin();
        line.settle();
        QCOMPARE(line.pending(), QByteArrayList{"P1"});
        QVERIFY(line.receipts.isEmpty());
        QVERIFY(line.received.isEmpty());
    }

    // --- The list

    void theListIsShortAndSealed()
    {
        Line line;
        PendingHistory pending(line.store);
        const HistoryNotice notice = line.announced(u"/v/1"_s, "x");
        for (int i = 0; i < PendingHistory::capacity + 3; ++i)
            QVERIFY(pending.add(QByteArray::number(i), notice));
        const auto all = pending.all();
        QVERIFY(all);
        QCOMPARE(all->size(), PendingHistory::capacity);
        QCOMPARE(all->constFirst().messageId, "3");
        const HistoryNotice &kept = all->constLast().notice;
        QCOMPARE(kept.directPath, notice.directPath);
        QCOMPARE(kept.sha256, notice.sha256);
        QCOMPARE(kept.encryptedSha256, notice.encryptedSha256);
        QVERIFY(kept.key == notice.key);
        const auto stored = line.store.value(SessionStore::Value::PendingHistory);
        QVERIFY(stored && !stored->contains(notice.key.exposed()));

        QVERIFY(pending.add("5", notice)); // known
        QCOMPARE(pending.all()->size(), PendingHistory::capacity);
        QVERIFY(pending.remove("3"));
        QCOMPARE(pending.all()->constFirst().messageId, "4");
        QVERIFY(line.store.setValue(SessionStore::Value::PendingHistory, "damaged"));
        QCOMPARE(codeOf(pending.all()), toString(Errc::Storage));
    }
};

QTEST_GUILESS_MAIN(HistorySyncTest)
#include "tst_historysync.moc"
