#include "tests/support/fakeclock.h"
#include "tests/support/fakefiletransfer.h"
#include "tests/support/fakerandom.h"
#include "tests/support/resultcode.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/media/media.h"
#include "whatsapp/media/mediareference.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace desk;
using namespace desk::wa;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Jid ownPhone = *Jid::parse(QByteArrayView("15550009000:5@s.whatsapp.net"));
const Jid customerChat = *Jid::parse(QByteArrayView("100000012345678@lid"));
constexpr qint64 roomy = 100'000'000;

TransferAnswer stored(const QByteArray &path = "/v/t62/new.enc?ccb=1")
{
    const QJsonObject json{{u"direct_path"_s, QString::fromLatin1(path)},
                           {u"url"_s, QString::fromLatin1("https://mmg.whatsapp.net" + path)}};
    return {.status = 200, .body = QJsonDocument(json).toJson()};
}

TransferAnswer resumeAnswer(const QString &text)
{
    return {.status = 200, .body = QJsonDocument(QJsonObject{{u"resume"_s, text}}).toJson()};
}

template<typename T>
using Outcome = std::shared_ptr<std::optional<Result<T>>>;

} // namespace

/// Uploads and downloads over a network that is none (note 2, sections 7.3 to 7.5).
class MediaTransferTest : public QObject
{
    Q_OBJECT

    /// A link whose server answers media_conn.
    struct Line
    {
        FakeClock clock;
        FakeRandom random;
        FakeFileTransfer files;
        QTemporaryDir folder;
        QList<Node> sent;
        QByteArrayList hosts{"a.whatsapp.net", "b.whatsapp.net"};
        qint64 hostLimit = 0;
        int connections = 0;
        QObject context;
        IqChannel iqs{[this](const Node &node) -> Result<> {
                          sent << node;
                          return {};
                      },
                      clock, random};
        Media media;

        explicit Line(MediaUploader::Options options = {})
            : media(
                iqs,
                [this](const Node &node) -> Result<> {
                    sent << node;
                    return {};
                },
                files, withFolder(options), clock, random)
        {
            media.logIn({ownPhone, {}});
        }
        MediaUploader::Options withFolder(MediaUploader::Options options)
        {
            options.folder = folder.path();
            return options;
        }

        /// Until nothing happens any more: the server answers, the pool works, pauses end.
        template<typename T>
        void settle(const Outcome<T> &outcome)
        {
            for (int round = 0; round < 2000 && !*outcome; ++round) {
                QCoreApplication::processEvents();
                const auto all = std::exchange(sent, {});
                for (const Node &node : all) {
                    if (node.tag == "iq")
                        answerConnection(node);
                    else
                        asked << node;
                }
                if (!*outcome && asked.isEmpty() && round % 20 == 19)
                    clock.advance(1s);
                QTest::qWait(0);
                QThreadPool::globalInstance()->waitForDone();
            }
        }
        QList<Node> asked; ///< of the phone

        void answerConnection(const Node &iq)
        {
            ++connections;
            Node connection{.tag = "media_conn",
                            .attributes = {{"auth", "AW" + QByteArray::number(connections) + "+/="},
                                           {"ttl", 300},
                                           {"auth_ttl", 21600}}};
            for (const QByteArray &name : std::as_const(hosts)) {
                Node host{.tag = "host", .attributes = {{"hostname", name}, {"type", "primary"}}};
                if (hostLimit > 0)
                    host.set({"maxContentLengthBytes", hostLimit});
                connection.append(host);
            }
            iqs.handle({.tag = "iq",
                        .attributes = {{"from", Jid::server()}, {"type", "result"}, {"id", iq.attr("id")}},
                        .content = QList{connection}});
        }

        template<typename T>
        Outcome<T> begun(QCoro::Task<Result<T>> task)
        {
            auto outcome = std::make_shared<std::optional<Result<T>>>();
            QCoro::connect(std::move(task), &context, [outcome](const Result<T> &result) { *outcome = result; });
            return outcome;
        }
        QString written(const QByteArray &content)
        {
            const QString path = folder.filePath(u"to-send"_s);
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
                qFatal("no file");
            return path;
        }
        Result<UploadedMedia> upload(const QByteArray &content, MediaKind kind = MediaKind::Image)
        {
            const auto outcome = begun<UploadedMedia>(media.uploader().upload(kind, written(content)));
            settle(outcome);
            return outcome->value_or(fail(Errc::Cancelled, u"never ended"_s));
        }

        // --- Downloads

        /// A file at the service.
        struct Remote
        {
            MediaDescription description;
            QByteArray sealed;
        };
        Remote remote(const QByteArray &plain)
        {
            const SecretBytes key = SecretBytes::random(random, 32);
            const QString source = written(plain);
            const QString target = folder.filePath(u"sealed"_s);
            const auto made = sealMedia(source, target, *MediaKeys::from(key, MediaKind::Image), roomy);
            QFile file(target);
            if (!made || !file.open(QIODevice::ReadOnly))
                qFatal("not sealed");
            const QByteArray sealed = file.readAll();
            file.remove();
            return {{.type = MediaDescription::Type::Image,
                     .mimeType = u"image/jpeg"_s,
                     .size = plain.size(),
                     .sha256 = made->sha256,
                     .encryptedSha256 = made->sealedSha256,
                     .key = key,
                     .directPath = "/v/t62/1.enc?ccb=1"},
                    sealed};
        }
        QString target() const { return folder.filePath(u"got"_s); }
        Outcome<MediaFetched> begin(const MediaDescription &description, qint64 limit = roomy)
        {
            return begun<MediaFetched>(media.fetcher().fetch({.media = description,
                                                              .messageId = "3EB0LOST",
                                                              .chat = customerChat,
                                                              .filePath = target(),
                                                              .limit = limit}));
        }
        Result<MediaFetched> fetch(const MediaDescription &description, qint64 limit = roomy)
        {
            const auto outcome = begin(description, limit);
            settle(outcome);
            return outcome->value_or(fail(Errc::Cancelled, u"never ended"_s));
        }
        QByteArray got() const
        {
            QFile file(target());
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
        }
        /// No file but the source and perhaps the target.
        QStringList leftOver() const
        {
            QStringList names = QDir(folder.path()).entryList(QDir::Files);
            names.removeAll(u"to-send"_s);
            names.removeAll(u"got"_s);
            return names;
        }
    };

private Q_SLOTS:
    // --- Up

    void whatIsUploadedOpensWithWhatIsTold()
    {
        Line line;
        line.files.answer = [](const auto &) { return stored(); };
        const QByteArray plain(100'000, 'p');
        const auto uploaded = line.upload(plain);
        QVERIFY2(uploaded, uploaded ? "" : qPrintable(uploaded.error().detail));
        QCOMPARE(uploaded->size, plain.size());
        QCOMPARE(uploaded->sha256, sha256(plain));
        QCOMPARE(uploaded->directPath, "/v/t62/new.enc?ccb=1");
        QCOMPARE(uploaded->url, "https://mmg.whatsapp.net/v/t62/new.enc?ccb=1");
        QCOMPARE(uploaded->keyTime, line.clock.nowMs() / 1000);

        QCOMPARE(line.files.requests.size(), 1);
        const auto &request = line.files.requests.constFirst();
        QCOMPARE(sha256(request.body), uploaded->encryptedSha256);
        const QByteArray token = uploaded->encryptedSha256.toBase64(QByteArray::Base64UrlEncoding
                                                                    | QByteArray::OmitTrailingEquals);
        QCOMPARE(request.url.path(QUrl::FullyEncoded).toLatin1(), "/mms/image/" + token);
        QCOMPARE(request.url.scheme(), u"https"_s);
        QCOMPARE(request.argument(u"token"_s).toLatin1(), token);
        QVERIFY(request.url.query(QUrl::FullyEncoded).contains(u"auth=AW1%2B%2F%3D"_s));
        QCOMPARE(request.header("Origin"), "https://web.whatsapp.com");
        QCOMPARE(line.leftOver(), QStringList());
    }

    void everyFileHasItsOwnKey()
    {
        Line line;
        line.files.answer = [](const auto &) { return stored(); };
        const auto first = line.upload("same");
        const auto second = line.upload("same");
        QVERIFY(first && second);
        QVERIFY(!(first->key == second->key));
        QVERIFY(first->encryptedSha256 != second->encryptedSha256);
    }

    void theNextHostIsTried()
    {
        Line line;
        line.files.answer = [](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            return request.host() == "a.whatsapp.net"_L1 ? FakeFileTransfer::status(503) : stored();
        };
        QVERIFY(line.upload("x"));
        QCOMPARE(line.files.requests.size(), 2);
        // The authorisation went to hosts of the list only.
        for (const auto &request : line.files.requests)
            QVERIFY(line.hosts.contains(request.host().toLatin1()));
    }

    void aRefusedAuthorisationIsRenewedOnce()
    {
        Line line;
        line.files.answer = [](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            return request.argument(u"auth"_s).startsWith("AW1"_L1) ? FakeFileTransfer::status(401) : stored();
        };
        QVERIFY(line.upload("x"));
        QCOMPARE(line.connections, 2);

        Line stubborn;
        stubborn.files.answer = [](const auto &) { return FakeFileTransfer::status(403); };
        QCOMPARE(codeOf(stubborn.upload("x")), toString(Errc::Rejected));
        QCOMPARE(stubborn.connections, 2);
        QCOMPARE(stubborn.leftOver(), QStringList());
    }

    void whenNobodyIsThereItIsForLater()
    {
        Line line; // FakeFileTransfer answers NotConnected
        QCOMPARE(codeOf(line.upload("x")), toString(Errc::NotConnected));
        QCOMPARE(line.files.requests.size(), 4); // two hosts, twice
        QCOMPARE(line.leftOver(), QStringList());
    }

    void whatEveryHostRefusesIsNotRepeated()
    {
        Line line;
        line.files.answer = [](const auto &) { return FakeFileTransfer::status(400); };
        QCOMPARE(codeOf(line.upload("x")), toString(Errc::Rejected));
        QCOMPARE(line.files.requests.size(), 2);
        line.files.answer = [](const auto &) { return TransferAnswer{.status = 200, .body = "{}"}; };
        QCOMPARE(codeOf(line.upload("x")), toString(Errc::Rejected));
        line.files.answer = [](const auto &) { return stored("//evil.example/x"); };
        QCOMPARE(codeOf(line.upload("x")), toString(Errc::Rejected));
        line.files.answer = [](const auto &) { return FakeFileTransfer::status(413); };
        QCOMPARE(codeOf(line.upload("x")), toString(Errc::TooLarge));
    }

    void emptyAndMissingFilesAreInvalid()
    {
        Line line;
        QCOMPARE(codeOf(line.upload({})), toString(Errc::Invalid));
        const auto outcome = line.begun<UploadedMedia>(
            line.media.uploader().upload(MediaKind::Image, line.folder.filePath(u"missing"_s)));
        line.settle(outcome);
        QCOMPARE(codeOf(*(*outcome)), toString(Errc::Invalid));
        QCOMPARE(line.files.requests.size(), 0);
        QCOMPARE(line.connections, 0);
    }

    void limitsAreKeptBeforeAnythingIsSealed()
    {
        Line line({.maxBytes = 1000});
        line.files.answer = [](const auto &) { return stored(); };
        QCOMPARE(codeOf(line.upload(QByteArray(1001, 'x'))), toString(Errc::TooLarge));
        QCOMPARE(line.connections, 0);
        QVERIFY(line.upload(QByteArray(1000, 'x')));

        Line small;
        small.files.answer = [](const auto &) { return stored(); };
        small.hostLimit = 500;
        QCOMPARE(codeOf(small.upload(QByteArray(500, 'x'), MediaKind::Document)), toString(Errc::TooLarge));
        QCOMPARE(small.files.requests.size(), 0);
        QVERIFY(small.upload(QByteArray(100, 'x'), MediaKind::Document));
    }

    void picturesHaveTheServicesLimit()
    {
        Line line;
        line.files.answer = [](const auto &) { return stored(); };
        const QByteArray large(MediaUploader::maxShownBytes + 1, 'x');
        QCOMPARE(codeOf(line.upload(large, MediaKind::Image)), toString(Errc::TooLarge));
        QCOMPARE(codeOf(line.upload(large, MediaKind::Audio)), toString(Errc::TooLarge));
        QVERIFY(line.upload(large, MediaKind::Document));
    }

    void aLargeFileGoesOnWhereItStopped()
    {
        Line line;
        line.hosts = {"a.whatsapp.net"};
        const QByteArray plain(6 << 20, 'x');
        const qint64 there = 1 << 20;
        int uploads = 0;
        bool broken = false;
        line.files.answer = [&](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            if (request.argument(u"resume"_s) == "1"_L1)
                return resumeAnswer(broken ? QString::number(there) : u"0"_s);
            ++uploads;
            if (!std::exchange(broken, true))
                return fail(Errc::NotConnected, u"cut"_s);
            return stored();
        };
        const auto uploaded = line.upload(plain, MediaKind::Document);
        QVERIFY(uploaded);
        QCOMPARE(uploads, 2);
        const auto &last = line.files.requests.constLast();
        QCOMPARE(last.argument(u"file_offset"_s), QString::number(there));
        QCOMPARE(last.body.size(), sealedSize(plain.size()) - there);
    }

    void aLargeFileThatIsThereIsNotSentAgain()
    {
        Line line;
        line.files.answer = [](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            TransferAnswer answer = stored();
            QJsonObject json = QJsonDocument::fromJson(answer.body).object();
            json.insert(u"resume"_s, u"complete"_s);
            answer.body = QJsonDocument(json).toJson();
            return request.body.isEmpty() ? FakeFileTransfer::Answer(answer) : fail(Errc::Protocol);
        };
        QVERIFY(line.upload(QByteArray(6 << 20, 'x'), MediaKind::Document));
        QCOMPARE(line.files.requests.size(), 1);
    }

    void plainHttpGoesToThisComputerOnly()
    {
        Line line({.plainHttp = true});
        line.files.answer = [](const auto &) { return stored(); };
        QCOMPARE(codeOf(line.upload("x")), toString(Errc::Rejected));
        QCOMPARE(line.files.requests.size(), 0);
        line.media.logIn({ownPhone, {}}); // the hosts are asked for anew
        line.hosts = {"127.0.0.1:8080"};
        QVERIFY(line.upload("x"));
        QCOMPARE(line.files.requests.constLast().url.scheme(), u"http"_s);
    }

    // --- Down

    void aFileComesWhole()
    {
        Line line;
        const QByteArray plain = "a picture";
        const auto remote = line.remote(plain);
        line.files.answer = [&](const auto &request) { return FakeFileTransfer::file(request, remote.sealed); };
        const auto fetched = line.fetch(remote.description);
        QVERIFY2(fetched, fetched ? "" : qPrintable(fetched.error().detail));
        QCOMPARE(fetched->size, plain.size());
        QVERIFY(fetched->newReference.isEmpty());
        QCOMPARE(line.got(), plain);
        QCOMPARE(line.leftOver(), QStringList());
        const auto &request = line.files.requests.constFirst();
        QCOMPARE(request.host(), u"a.whatsapp.net"_s);
        QCOMPARE(request.argument(u"mms-type"_s), u"image"_s);
        QVERIFY(request.url.toString(QUrl::FullyEncoded).contains(u"/v/t62/1.enc?ccb=1&hash="_s));
        QVERIFY(!request.url.toString().contains(u"auth"_s));
        QCOMPARE(request.limit, remote.sealed.size());
    }

    void passingFailuresAreWaitedOutAndThenTheNextHostIsAsked()
    {
        Line line;
        const auto remote = line.remote("x");
        line.files.answer = [&](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            if (request.host() == "a.whatsapp.net"_L1)
                return FakeFileTransfer::status(503);
            return FakeFileTransfer::file(request, remote.sealed);
        };
        const qint64 before = line.clock.nowMs();
        QVERIFY(line.fetch(remote.description));
        QCOMPARE(line.files.requests.size(), 7); // six at one host, one at the other
        QVERIFY(line.clock.nowMs() - before >= 31'000);
    }

    void retryAfterIsHeeded()
    {
        Line line;
        const auto remote = line.remote("x");
        int count = 0;
        line.files.answer = [&](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            return ++count == 1 ? FakeFileTransfer::status(429, 20) : FakeFileTransfer::file(request, remote.sealed);
        };
        const qint64 before = line.clock.nowMs();
        QVERIFY(line.fetch(remote.description));
        QVERIFY(line.clock.nowMs() - before >= 20'000);
        QCOMPARE(count, 2);
    }

    void whoWantsToBeLeftAloneForLongIsLeft()
    {
        Line line;
        const auto remote = line.remote("x");
        line.files.answer = [&](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            if (request.host() == "a.whatsapp.net"_L1)
                return FakeFileTransfer::status(503, 100'000);
            return FakeFileTransfer::file(request, remote.sealed);
        };
        QVERIFY(line.fetch(remote.description));
        QCOMPARE(line.files.requests.size(), 2);
    }

    void damageIsRetriedOnceFromAnotherHost()
    {
        Line line;
        const auto remote = line.remote("x");
        QByteArray damaged = remote.sealed;
        damaged[3] = char(damaged[3] ^ 1);
        line.files.answer = [&](const FakeFileTransfer::Request &request) {
            return FakeFileTransfer::file(request, request.host() == "a.whatsapp.net"_L1 ? damaged : remote.sealed);
        };
        QVERIFY(line.fetch(remote.description));
        QCOMPARE(line.files.requests.size(), 2);

        line.files.requests.clear();
        line.files.answer = [&](const auto &request) { return FakeFileTransfer::file(request, damaged); };
        QFile::remove(line.target());
        QCOMPARE(codeOf(line.fetch(remote.description)), toString(Errc::Protocol));
        QCOMPARE(line.files.requests.size(), 2);
        QVERIFY(!QFile::exists(line.target()));
        QCOMPARE(line.leftOver(), QStringList());
    }

    void aShortLongOrEmptyBodyIsDamage()
    {
        Line line;
        const auto remote = line.remote(QByteArray(1000, 'x'));
        for (const QByteArray &body : {QByteArray(), remote.sealed.first(16), remote.sealed.chopped(16),
                                       QByteArray(remote.sealed + QByteArray(5000, 'x'))}) {
            line.files.answer = [&](const auto &request) { return FakeFileTransfer::file(request, body); };
            const auto fetched = line.fetch(remote.description);
            QVERIFY(!fetched);
            QCOMPARE(codeOf(fetched), toString(Errc::Protocol));
            QVERIFY(!QFile::exists(line.target()));
        }
    }

    void limitsAreKeptBeforeAndWhileDownloading()
    {
        Line line;
        const auto remote = line.remote(QByteArray(1000, 'x'));
        line.files.answer = [&](const auto &request) { return FakeFileTransfer::file(request, remote.sealed); };
        QCOMPARE(codeOf(line.fetch(remote.description, 999)), toString(Errc::TooLarge));
        MediaDescription huge = remote.description;
        huge.size = 2'000'000'000;
        QCOMPARE(codeOf(line.fetch(huge)), toString(Errc::TooLarge));
        QCOMPARE(line.files.requests.size(), 0);

        MediaDescription silent = remote.description;
        silent.size = 0; // not announced
        QCOMPARE(codeOf(line.fetch(silent, 500)), toString(Errc::TooLarge));
        QVERIFY(line.fetch(silent, 1000));
    }

    void anEmptyFileIsOne()
    {
        Line line;
        const auto remote = line.remote({});
        line.files.answer = [&](const auto &request) { return FakeFileTransfer::file(request, remote.sealed); };
        const auto fetched = line.fetch(remote.description);
        QVERIFY(fetched);
        QCOMPARE(fetched->size, 0);
        QCOMPARE(line.got(), QByteArray());
    }

    void whatCannotBeDownloadedIsInvalid()
    {
        Line line;
        MediaDescription description = line.remote("x").description;
        description.problem = u"no key of 32 bytes"_s;
        QCOMPARE(codeOf(line.fetch(description)), toString(Errc::Invalid));
        QCOMPARE(line.connections, 0);
    }

    void aRefusalRenewsTheHostsOnce()
    {
        Line line;
        const auto remote = line.remote("x");
        int count = 0;
        line.files.answer = [&](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            return ++count == 1 ? FakeFileTransfer::status(403) : FakeFileTransfer::file(request, remote.sealed);
        };
        QVERIFY(line.fetch(remote.description));
        QCOMPARE(line.connections, 2);
    }

    void everybodysHostIsAskedLast()
    {
        Line line;
        const auto remote = line.remote("x");
        line.files.answer = [&](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
            return request.host() == "mmg.whatsapp.net"_L1 ? FakeFileTransfer::file(request, remote.sealed)
                                                           : FakeFileTransfer::status(400);
        };
        QVERIFY(line.fetch(remote.description));
        QCOMPARE(line.files.requests.size(), 3);

        Line here({.plainHttp = true});
        here.hosts = {"127.0.0.1:8080"};
        here.files.answer = [](const auto &) { return FakeFileTransfer::status(400); };
        QVERIFY(!here.fetch(remote.description));
        QCOMPARE(here.files.requests.size(), 1);
    }

    // --- Gone

    void aGoneFileIsAskedOfThePhone()
    {
        for (const int status : {404, 410}) {
            Line line;
            const auto remote = line.remote("old picture");
            line.files.answer = [&](const FakeFileTransfer::Request &request) -> FakeFileTransfer::Answer {
                if (request.url.path() == "/v/t62/1.enc"_L1)
                    return FakeFileTransfer::status(status);
                return FakeFileTransfer::file(request, remote.sealed);
            };
            const auto outcome = line.begin(remote.description);
            line.settle(outcome);
            QVERIFY(!*outcome);
            QCOMPARE(line.asked.size(), 1);
            QCOMPARE(line.asked.constFirst().attr("type"), "server-error");
            QVERIFY(checkMediaRetryRequest(line.asked.constFirst(), remote.description.key));
            const LostMedia lost{.messageId = "3EB0LOST", .chat = customerChat, .key = remote.description.key};
            line.media.take(*mediaRetryAnswer(lost, "/v/t62/2.enc?ccb=1", line.random));
            line.asked.clear();
            line.settle(outcome);
            QVERIFY(*outcome && **outcome);
            QCOMPARE(line.got(), "old picture");
            const auto reference = parseMediaReference((**outcome)->newReference);
            QVERIFY(reference);
            QCOMPARE(reference->directPath, "/v/t62/2.enc?ccb=1");
            QVERIFY(reference->key == remote.description.key);
        }
    }

    void aPhoneThatHasItNoLongerIsTheEnd()
    {
        Line line;
        const auto remote = line.remote("x");
        line.files.answer = [](const auto &) { return FakeFileTransfer::status(410); };
        const auto outcome = line.begin(remote.description);
        line.settle(outcome);
        const LostMedia lost{.messageId = "3EB0LOST", .chat = customerChat, .key = remote.description.key};
        line.media.take(*mediaRetryAnswer(lost, {}, line.random));
        line.asked.clear();
        line.settle(outcome);
        QVERIFY(*outcome);
        QCOMPARE(codeOf(*(*outcome)), toString(Errc::NotFound));
    }

    void aPhoneThatIsOfflineIsForLater()
    {
        Line line;
        const auto remote = line.remote("x");
        line.files.answer = [](const auto &) { return FakeFileTransfer::status(410); };
        const auto outcome = line.begin(remote.description);
        line.settle(outcome);
        line.clock.advance(MediaRetry::timeout);
        line.asked.clear();
        line.settle(outcome);
        QVERIFY(*outcome);
        QCOMPARE(codeOf(*(*outcome)), toString(Errc::TimedOut));
    }

    void aPhoneThatIsWaitedForKeepsNobodysPlace()
    {
        Line line;
        const auto gone = line.remote("gone");
        line.files.answer = [](const auto &) { return FakeFileTransfer::status(410); };
        QList<Outcome<MediaFetched>> waiting;
        for (int i = 0; i < 2 * MediaFetcher::atOnce; ++i) {
            waiting << line.begin(gone.description);
            line.settle(waiting.constLast());
        }
        const auto here = line.remote("here");
        line.files.answer = [&](const auto &request) { return FakeFileTransfer::file(request, here.sealed); };
        line.asked.clear();
        QVERIFY(line.fetch(here.description));
    }
};

QTEST_GUILESS_MAIN(MediaTransferTest)
#include "tst_mediatransfer.moc"
