#include "core/attachments/attachmentstore.h"
#include "core/backup/backupservice.h"
#include "core/backup/restore.h"
#include "core/storage/conversationrepository.h"
#include "core/storage/messagerepository.h"
#include "core/storage/schema.h"
#include "core/storage/webhookrepository.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QtTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#include <csignal>
#endif

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

const std::atomic_bool goesOn = false;

constexpr qint64 restoredAt = 1'764'500'000'000;
const QString formerName = u"before-restore-20251130-105320"_s;

QString problemOf(const Error &error)
{
    return error.detail.section(u' ', 0, 0);
}

} // namespace

class BackupTest : public QObject
{
    Q_OBJECT

private:
    /// A data folder with a desk in it.
    struct Desk
    {
        explicit Desk(const QString &path) : dataDir(path), attachments(database, clock, path + u"/attachments"_s)
        {
            if (!database.open(path + u"/desk.db"_s) || !deskMigrator(database).migrate() || !settings.load())
                qFatal("no desk");
        }
        void run(const QString &sql)
        {
            if (auto done = database.exec(sql); !done)
                qFatal("%s: %s", qUtf8Printable(sql), qUtf8Printable(done.error().detail));
        }
        void set(const QString &key, const QJsonValue &value)
        {
            if (!settings.patch({{key, value}}, AuditSource::commandLine()))
                qFatal("not set: %s", qUtf8Printable(key));
        }
        [[nodiscard]] QString one(const QString &sql)
        {
            Statement query = database.prepare(sql);
            return query.exec() && query.next() ? query.text(0) : u"(nothing)"_s;
        }

        QString dataDir;
        FakeClock clock;
        Database database;
        AttachmentStore attachments;
        DeskSettings settings{database, clock, {}};
    };
    static void addMessages(Desk &desk)
    {
        desk.run(u"INSERT INTO customer(id, display_name, created_at) VALUES (1, 'Rogelio Paz', 1)"_s);
        const QString message =
            u"INSERT INTO message(id, customer_id, direction, author_type, wire_id, kind, text, state, "
            "created_at, state_at) VALUES (%1, 1, '%2', '%3', 'W%1', 'text', '%4', '%5', 1, 1)"_s;
        desk.run(message.arg(u"1"_s, u"in"_s, u"customer"_s, u"No enciende"_s, u"received"_s));
        desk.run(message.arg(u"2"_s, u"out"_s, u"technician"_s, u"Voy"_s, u"read"_s));
        desk.run(message.arg(u"3"_s, u"out"_s, u"technician"_s, u"Ya casi"_s, u"queued"_s));
        desk.run(
            u"INSERT INTO outbox(message_id, customer_id, address, wire_id, due_at) VALUES (3, 1, 'a', 'W3', 1)"_s);
    }
    /// A turn and a reminder, a change to be announced, and posts to another program.
    static void addWhatIsDue(Desk &desk)
    {
        desk.run(u"UPDATE message SET pending = 1 WHERE id = 1"_s);
        desk.run(u"INSERT INTO conversation(customer_id, state, turn_due_at, wake_at, updated_at) "
                 "VALUES (1, '{\"step\":\"brand\"}', 5, 6, 1)"_s);
        desk.run(u"INSERT INTO user(id, name, role, password_hash, created_at) VALUES (7, 'tomás', 'admin', 'x', 1)"_s);
        desk.run(u"INSERT INTO webhook(id, url, secret, position, created_at, updated_at) "
                 "VALUES (1, 'https://example.com', 's', 0, 1, 1)"_s);
        desk.run(
            u"INSERT INTO session(user_id, token_hash, csrf_token, created_at, expires_at) VALUES (7, 'h', 'c', 1, 9)"_s);
        desk.run(u"INSERT INTO ticket(id, folio, customer_id, created_at, updated_at) VALUES (1, 'T-1', 1, 1, 1)"_s);
        desk.run(
            u"INSERT INTO ticket_audit(id, ticket_id, at, actor_type, field) VALUES (1, 1, 1, 'user', 'status')"_s);
        desk.run(u"INSERT INTO notification(audit_id, due_at) VALUES (1, 5)"_s);
        const QString delivery =
            u"INSERT INTO webhook_delivery(webhook_id, delivery_key, topic, body, state, queued_at, "
            "due_at, created_at) VALUES (1, 'k', 'message', '{}', '%1', 1, 1, 1)"_s;
        desk.run(delivery.arg(u"waiting"_s));
        desk.run(delivery.arg(u"delivered"_s));
        desk.run(u"INSERT INTO live_event(at, topic, subject_id, change) VALUES (1, 'message', 1, 'created')"_s);
    }
    static Result<BackupFile> backUp(const Desk &desk, const QString &folder, qint64 at = 1'764'421'500'000,
                                     int keep = 7)
    {
        return makeBackup({.dataDir = desk.dataDir, .folder = folder, .makesFolder = false, .at = at, .keep = keep},
                          goesOn);
    }
    /// Of the first message of the desk in @p folder.
    static QString firstText(const QString &folder)
    {
        Database database;
        if (!database.open(folder + u"/desk.db"_s))
            return {};
        Statement query = database.prepare(u"SELECT text FROM message WHERE id = 1"_s);
        return query.exec() && query.next() ? query.text(0) : QString();
    }
    static QStringList filesIn(const QString &folder) { return QDir(folder).entryList(QDir::Files); }
    static QString write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("not written: %s", qUtf8Printable(path));
        return path;
    }

private Q_SLOTS:
    void aBackupIsAWholeDeskWithItsAttachments()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        Desk desk(data.path());
        addMessages(desk);
        const auto id = desk.attachments.add("a photo");
        QVERIFY(id);
        const auto made = backUp(desk, folder.path());
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        QCOMPARE(filesIn(folder.path()), QStringList{u"desk-20251129-130500.db"_s});
        QCOMPARE(backupsIn(folder.path()).size(), 1);
        QCOMPARE(backupsIn(folder.path()).at(0).madeAt, 1'764'421'500'000);
        QVERIFY(checkBackup(made->path));
        Database copy;
        QVERIFY(copy.open(made->path, Database::Access::ReadOnly));
        Statement query = copy.prepare(u"SELECT text FROM message WHERE id = 1"_s);
        QVERIFY(query.exec() && query.next());
        QCOMPARE(query.text(0), u"No enciende"_s);
        const QString sha = desk.attachments.find(*id)->sha256;
        QFile photo(folder.filePath(u"attachments/"_s + sha.left(2) + u'/' + sha.mid(2)));
        QVERIFY(photo.open(QIODevice::ReadOnly));
        QCOMPARE(photo.readAll(), "a photo");
        QVERIFY(!QFileInfo(made->path).permissions().testFlag(QFile::ReadOther)); // it holds keys of services
    }

    void nobodyElseCanReadACopyWhileItIsMade()
    {
#ifdef Q_OS_UNIX
        const QTemporaryDir data;
        const QTemporaryDir folder;
        Desk desk(data.path());
        addMessages(desk);
        const QString path = folder.filePath(u"copy.db"_s);
        const mode_t before = umask(0);
        const bool made = makePrivate(path).has_value();
        const auto empty = QFileInfo(path).permissions();
        desk.run(u"VACUUM INTO '%1'"_s.arg(path)); // takes the empty file, as it is
        umask(before);
        QVERIFY(made);
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(empty & others));
        QVERIFY(!(QFileInfo(path).permissions() & others));
        QVERIFY(checkBackup(path));
#else
        QSKIP("no such permissions here");
#endif
    }

    void theDeskWorksOnWhileItIsCopied()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        Desk desk(data.path());
        addMessages(desk);
        const auto written = desk.database.transaction([&]() -> Result<> {
            if (auto done = desk.database.exec(u"UPDATE message SET text = 'half done' WHERE id = 1"_s); !done)
                return done;
            const auto made = backUp(desk, folder.path());
            if (!made)
                return fail(made.error());
            Database copy;
            if (auto opened = copy.open(made->path, Database::Access::ReadOnly); !opened)
                return opened;
            Statement query = copy.prepare(u"SELECT text FROM message WHERE id = 1"_s);
            return query.exec() && query.next() && query.text(0) == "No enciende"_L1 ? Result<>() : fail(Errc::Invalid);
        });
        QVERIFY(written);
    }

    void olderOnesGoWithWhatOnlyTheyKnew()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        Desk desk(data.path());
        QVERIFY(desk.attachments.add("old"));
        QVERIFY(backUp(desk, folder.path(), 1'764'000'000'000, 2));
        desk.run(u"DELETE FROM attachment"_s);
        QVERIFY(desk.attachments.add("new"));
        QVERIFY(backUp(desk, folder.path(), 1'764'100'000'000, 2));
        const auto files = [&] {
            int count = 0;
            QDirIterator all(folder.filePath(u"attachments"_s), QDir::Files, QDirIterator::Subdirectories);
            for (; all.hasNext(); all.next())
                ++count;
            return count;
        };
        QCOMPARE(files(), 2);
        QVERIFY(backUp(desk, folder.path(), 1'764'200'000'000, 2));
        QCOMPARE(backupsIn(folder.path()).size(), 2);
        QCOMPARE(backupsIn(folder.path()).at(0).madeAt, 1'764'200'000'000); // newest first
        QCOMPARE(files(), 1);
    }

    void aFolderThatIsNotThereIsNotMade()
    {
        const QTemporaryDir data;
        Desk desk(data.path());
        const QString unplugged = data.filePath(u"usb"_s);
        const auto made = backUp(desk, unplugged);
        QVERIFY(!made);
        QCOMPARE(problemOf(made.error()), u"no_folder"_s);
        QVERIFY(!QFileInfo::exists(unplugged));
    }

    void aWriteThatFailsLeavesNothingHalf()
    {
#ifdef Q_OS_UNIX
        const QTemporaryDir data;
        const QTemporaryDir folder;
        Desk desk(data.path());
        desk.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 64 * 1024;
        setrlimit(RLIMIT_FSIZE, &small);
        const auto made = backUp(desk, folder.path());
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!made);
        QVERIFY(made.error().code == Errc::Storage);
        QCOMPARE(filesIn(folder.path()), QStringList());
        QVERIFY(backUp(desk, folder.path()));
#else
        QSKIP("no such limit here");
#endif
    }

    void whatIsNoWholeDeskIsNotTaken()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        Desk desk(data.path());
        addMessages(desk);
        const auto made = backUp(desk, folder.path());
        QVERIFY(made);
        QFile file(made->path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 place = 8192; place + 512 < file.size(); place += 4096) {
            file.seek(place);
            file.write(QByteArray(512, '\xff'));
        }
        file.close();
        QCOMPARE(problemOf(checkBackup(made->path).error()), u"damaged"_s);
        const QString words = write(folder.filePath(u"desk-20250101-000000.db"_s),
                                    "not a database, but long enough to be read");
        QCOMPARE(checkBackup(words).error().code == Errc::Invalid, true);
        Database other;
        QVERIFY(other.open(folder.filePath(u"other.db"_s)) && other.exec(u"CREATE TABLE song(title TEXT)"_s));
        QCOMPARE(problemOf(checkBackup(folder.filePath(u"other.db"_s)).error()), u"not_a_desk"_s);
        desk.run(u"PRAGMA user_version = 9000"_s);
        QCOMPARE(problemOf(backUp(desk, folder.path()).error()), u"newer"_s);
    }

    void aRestoredDeskSendsNothingByItself()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        QString photo;
        {
            Desk desk(data.path());
            addMessages(desk);
            addWhatIsDue(desk);
            photo = desk.attachments.pathOf(*desk.attachments.find(*desk.attachments.add("a photo")));
            QVERIFY(backUp(desk, folder.path()));
            desk.run(u"UPDATE message SET text = 'later'"_s);
            desk.run(u"INSERT INTO user(name, role, password_hash, created_at) VALUES ('daniela', 'admin', 'x', 1)"_s);
        }
        write(data.filePath(u"whatsapp.db"_s), "session");
        QFile::remove(photo);
        const Restore restore(data.path());
        QVERIFY(restore.stage(backupsIn(folder.path()).at(0).path, restoredAt));
        QVERIFY(!restore.staged().isEmpty());
        const auto former = restore.perform();
        QVERIFY2(former, qPrintable(former ? QString() : former.error().detail));
        QVERIFY(restore.staged().isEmpty());
        Desk restored(data.path());
        QCOMPARE(restored.one(u"SELECT text FROM message WHERE id = 1"_s), u"No enciende"_s);
        QCOMPARE(restored.one(u"SELECT state || ' ' || cause FROM message WHERE id = 3"_s),
                 u"refused held_after_restore"_s);
        QCOMPARE(restored.one(u"SELECT state FROM message WHERE id = 2"_s), u"read"_s);
        QCOMPARE(restored.one(u"SELECT count(*) FROM outbox"_s), u"0"_s);
        QCOMPARE(restored.one(u"SELECT count(*) FROM session"_s), u"0"_s);
        // Neither reminders nor answers to what was written then.
        ConversationRepository conversations(restored.database);
        QCOMPARE(*conversations.nextDue(), 0);
        QCOMPARE(restored.one(u"SELECT state FROM conversation"_s), u"{\"step\":\"brand\"}"_s);
        QVERIFY(MessageRepository(restored.database).pendingOf({1}, 10)->isEmpty());
        QCOMPARE(restored.one(u"SELECT count(*) FROM notification WHERE due_at IS NOT NULL"_s), u"0"_s);
        // Nor posts: neither those that waited, nor of what had not become any.
        WebhookRepository webhooks(restored.database);
        QVERIFY(webhooks.withWaiting()->isEmpty());
        QCOMPARE(restored.one(u"SELECT state || ' ' || error FROM webhook_delivery WHERE id = 1"_s),
                 u"given_up held_after_restore"_s);
        QCOMPARE(restored.one(u"SELECT state FROM webhook_delivery WHERE id = 2"_s), u"delivered"_s);
        const qint64 newest = restored.one(u"SELECT max(id) FROM live_event"_s).toLongLong();
        QVERIFY(newest > 0);
        QVERIFY(webhooks.behind(newest)->isEmpty());
        QVERIFY(!QFileInfo(data.filePath(u"desk.db"_s)).permissions().testFlag(QFile::ReadOther));
        QVERIFY(QFileInfo::exists(photo));
        QVERIFY(!QFileInfo::exists(data.filePath(u"whatsapp.db"_s))); // it is linked anew
        // The former desk is whole.
        QVERIFY(QFileInfo::exists(*former + u"/whatsapp.db"_s));
        Database old;
        QVERIFY(old.open(*former + u"/desk.db"_s));
        Statement query = old.prepare(u"SELECT text FROM message WHERE id = 1"_s);
        QVERIFY(query.exec() && query.next());
        QCOMPARE(query.text(0), u"later"_s);
    }

    void onlyWhatTheBackupKnowsIsTakenFromItsFolder()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        QStringList names;
        {
            Desk desk(data.path());
            addMessages(desk);
            for (const char *bytes : {"a photo", "another", "a third"}) {
                const QString path = desk.attachments.pathOf(*desk.attachments.find(*desk.attachments.add(bytes)));
                names << QDir(data.path()).relativeFilePath(path);
            }
            // A path where a hash should be.
            desk.run(u"INSERT INTO attachment(sha256, mime, size, created_at) VALUES ('../planted', 'x', 1, 1)"_s);
            QVERIFY(backUp(desk, folder.path()));
        }
        QVERIFY(QDir(data.filePath(u"attachments"_s)).removeRecursively());
        const QString secret = write(data.filePath(u"secret"_s), "another");
        const QDir backup(folder.path());
        QVERIFY(QFile::remove(backup.filePath(names.at(1))) && QFile::link(secret, backup.filePath(names.at(1))));
        QVERIFY(QFile::remove(backup.filePath(names.at(2))));
        write(backup.filePath(names.at(2)), "a thurd"); // of the same size
        write(backup.filePath(names.at(0)) + u".thumbnail"_s, "made by a stranger");
        write(backup.filePath(u"attachments/planted.sh"_s), "x");
        write(backup.filePath(u"planted"_s), "x");
        QVERIFY(QFile::link(secret, backup.filePath(u"attachments/link"_s)));
        const Restore restore(data.path());
        QVERIFY(restore.stage(backupsIn(folder.path()).at(0).path, restoredAt));
        const auto former = restore.perform();
        QVERIFY2(former, qPrintable(former ? QString() : former.error().detail));
        QStringList taken;
        QDirIterator all(data.filePath(u"attachments"_s), QDir::Files | QDir::System, QDirIterator::Subdirectories);
        while (all.hasNext())
            taken << QDir(data.path()).relativeFilePath(all.next());
        QCOMPARE(taken, QStringList{names.at(0)});
        QVERIFY(!QFileInfo::exists(data.filePath(u"planted"_s)));
        QFile photo(data.filePath(names.at(0)));
        QVERIFY(photo.open(QIODevice::ReadOnly));
        QCOMPARE(photo.readAll(), "a photo");
    }

    void aRestoreThatWasCutShortGoesOn()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        {
            Desk desk(data.path());
            addMessages(desk);
            QVERIFY(backUp(desk, folder.path()));
            desk.run(u"UPDATE message SET text = 'later'"_s);
        }
        const Restore restore(data.path());
        QVERIFY(restore.stage(backupsIn(folder.path()).at(0).path, restoredAt));
        // The power went when the desk had been moved but not its log, and half a copy was there.
        const QString aside = data.filePath(formerName);
        QVERIFY(QDir().mkpath(aside) && QFile::rename(data.filePath(u"desk.db"_s), aside + u"/desk.db"_s));
        write(data.filePath(u"desk.db-wal"_s), "");
        write(data.filePath(u"desk.db.restored"_s), "half");
        const auto former = restore.perform();
        QVERIFY2(former, qPrintable(former ? QString() : former.error().detail));
        QCOMPARE(*former, aside);
        QVERIFY(QFileInfo::exists(aside + u"/desk.db-wal"_s));
        QVERIFY(!QFileInfo::exists(data.filePath(u"desk.db-wal"_s)));
        QVERIFY(!QFileInfo::exists(data.filePath(u"desk.db.restored"_s)));
        QCOMPARE(firstText(data.path()), u"No enciende"_s);
        QCOMPARE(firstText(aside), u"later"_s);
    }

    void aRestoreIsNotDoneTwice_data()
    {
        QTest::addColumn<bool>("intoAnEmptyFolder");
        QTest::newRow("over a desk") << false;
        QTest::newRow("where none was") << true;
    }

    void aRestoreIsNotDoneTwice()
    {
        QFETCH(const bool, intoAnEmptyFolder);
        const QTemporaryDir data;
        const QTemporaryDir folder;
        {
            Desk desk(data.path());
            addMessages(desk);
            QVERIFY(backUp(desk, folder.path()));
            desk.run(u"UPDATE message SET text = 'before'"_s);
        }
        if (intoAnEmptyFolder)
            QFile::remove(data.filePath(u"desk.db"_s));
        const Restore restore(data.path());
        QVERIFY(restore.stage(backupsIn(folder.path()).at(0).path, restoredAt));
        const QString order = data.filePath(u"restore.json"_s);
        const auto read = [&] {
            QFile file(order);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QByteArray left = read();
        QVERIFY(left.contains("\"ready\": false"));
        left.replace("\"ready\": false", "\"ready\": true"); // as it is before the last step
        const auto former = restore.perform();
        QVERIFY(former);
        {
            Desk desk(data.path());
            desk.run(u"UPDATE message SET text = 'the day after'"_s);
        }
        // The order could not be removed; and the desk was cut short, so that its log is there as well.
        write(order, left);
        write(data.filePath(u"desk.db-wal"_s), "");
        write(data.filePath(u"whatsapp.db"_s), "linked anew");
        const auto again = restore.perform();
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        QCOMPARE(*again, QString());
        QVERIFY(restore.staged().isEmpty());
        QVERIFY(QFileInfo::exists(data.filePath(u"desk.db-wal"_s)));
        QVERIFY(QFileInfo::exists(data.filePath(u"whatsapp.db"_s)));
        QVERIFY(!QFileInfo::exists(*former + u"/desk.db-wal"_s));
        QCOMPARE(firstText(data.path()), u"the day after"_s);
        if (!intoAnEmptyFolder)
            QCOMPARE(firstText(*former), u"before"_s);
    }

    void aDeskThatCameBetweenIsNotTakenAway()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        {
            Desk desk(data.path());
            addMessages(desk);
            QVERIFY(backUp(desk, folder.path()));
        }
        const Restore restore(data.path());
        QVERIFY(restore.stage(backupsIn(folder.path()).at(0).path, restoredAt));
        const QString aside = data.filePath(formerName);
        QVERIFY(QDir().mkpath(aside) && QFile::rename(data.filePath(u"desk.db"_s), aside + u"/desk.db"_s));
        write(data.filePath(u"desk.db.restored"_s), "half");
        {
            Desk desk(data.path());
            addMessages(desk);
            desk.run(u"UPDATE message SET text = 'between'"_s);
        }
        QVERIFY(!restore.perform());
        QVERIFY(restore.staged().isEmpty());
        QVERIFY(!QFileInfo::exists(data.filePath(u"desk.db.restored"_s)));
        QCOMPARE(firstText(data.path()), u"between"_s);
        QCOMPARE(firstText(aside), u"No enciende"_s);
    }

    void aRestoreThatFailsLeavesTheDesk()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        {
            Desk desk(data.path());
            addMessages(desk);
        }
        const Restore restore(data.path());
        const QString damaged = write(folder.filePath(u"desk-20250101-000000.db"_s), QByteArray(100'000, 'x'));
        for (const QString &file : {damaged, folder.filePath(u"gone.db"_s)}) {
            QVERIFY(restore.stage(file, restoredAt));
            QVERIFY(!restore.perform());
            QVERIFY(restore.staged().isEmpty()); // not at each start again
            QVERIFY(restore.problem());          // somebody is told
            QCOMPARE(restore.problem()->file, file);
            QCOMPARE(restore.problem()->word, file == damaged ? u"damaged"_s : u"no_folder"_s);
            Desk desk(data.path());
            QCOMPARE(desk.one(u"SELECT text FROM message WHERE id = 1"_s), u"No enciende"_s);
            QCOMPARE(desk.one(u"SELECT count(*) FROM outbox"_s), u"1"_s);
        }
    }

    void aDeskThatCouldNotBeMovedBackIsNotForgotten()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        {
            Desk desk(data.path());
            addMessages(desk);
        }
        const Restore restore(data.path());
        QVERIFY(restore.stage(folder.filePath(u"gone.db"_s), restoredAt));
        QVERIFY(!restore.isStranded());
        const QString aside = data.filePath(formerName);
        QVERIFY(QDir().mkpath(aside) && QFile::rename(data.filePath(u"desk.db"_s), aside + u"/desk.db"_s));
        write(aside + u"/desk.db-wal"_s, "");
        const QString inTheWay = write(data.filePath(u"desk.db-wal"_s), "");
        QVERIFY(!restore.perform());
        QVERIFY(restore.isStranded());
        QVERIFY(!restore.stage(folder.filePath(u"other.db"_s), restoredAt + 5000)); // it would be lost sight of
        QVERIFY(restore.isStranded());
        QVERIFY(QFile::remove(inTheWay));
        QVERIFY(!restore.perform());
        QVERIFY(!restore.isStranded());
        QVERIFY(restore.staged().isEmpty());
        QCOMPARE(firstText(data.path()), u"No enciende"_s);
    }

    void nothingStagedChangesNothing()
    {
        const QTemporaryDir data;
        const auto done = Restore(data.path()).perform();
        QVERIFY(done);
        QCOMPARE(*done, QString());
    }

    void theServiceTellsHowItWent()
    {
        const QTemporaryDir data;
        Desk desk(data.path());
        BackupService service(desk.database, desk.settings, desk.clock, data.path());
        QCOMPARE(service.lastRun()->startedAt, 0);
        const auto made = service.backUp();
        QVERIFY(service.isRunning());
        const auto second = service.backUp();
        QVERIFY(second.isFinished() && second.result().error().code == Errc::Conflict);
        QTRY_VERIFY(made.isFinished());
        QVERIFY(made.result());
        QCOMPARE(service.lastRun()->file, made.result()->file);
        QVERIFY(service.lastRun()->problem.isEmpty());
        desk.set(u"backup.folder"_s, data.filePath(u"usb"_s));
        const auto failed = service.backUp();
        QTRY_VERIFY(failed.isFinished());
        QVERIFY(!failed.result());
        QCOMPARE(service.lastRun()->problem, u"no_folder"_s);
        QCOMPARE(service.lastGoodRun()->file, made.result()->file);
    }

    void theDailyOneComesAtItsHourAndIsMadeUpFor()
    {
        const QTemporaryDir data;
        Desk desk(data.path());
        BackupService service(desk.database, desk.settings, desk.clock, data.path());
        service.start();
        desk.clock.advance(std::chrono::hours(30));
        QVERIFY(!service.isRunning()); // it is off
        QCOMPARE(service.lastRun()->startedAt, 0);
        desk.set(u"backup.daily"_s, true);
        desk.clock.advance(std::chrono::minutes(6)); // none was ever made
        QTRY_VERIFY(!service.isRunning() && service.lastGoodRun()->startedAt > 0);
        const qint64 first = service.lastGoodRun()->startedAt;
        desk.clock.advance(std::chrono::minutes(30));
        QVERIFY(!service.isRunning());
        QCOMPARE(service.lastGoodRun()->startedAt, first);
        desk.clock.advance(std::chrono::hours(24));
        QTRY_VERIFY(!service.isRunning() && service.lastGoodRun()->startedAt > first);
    }

    void aMissedDayIsNotLateYetTwoAre()
    {
        const QTemporaryDir data;
        Desk desk(data.path());
        BackupService service(desk.database, desk.settings, desk.clock, data.path());
        desk.set(u"backup.daily"_s, true);
        desk.set(u"backup.folder"_s, data.filePath(u"usb"_s)); // is not there
        service.start();
        desk.clock.advance(std::chrono::hours(30));
        QVERIFY(!service.isLate());
        desk.clock.advance(std::chrono::hours(20));
        QVERIFY(service.isLate());
        service.stop();
    }

    void theHourIsThatOfThisPlace()
    {
        const QDateTime noon(QDate(2026, 11, 29), QTime(12, 0));
        const QDateTime due(QDate(2026, 11, 29), QTime(11, 30));
        QCOMPARE(BackupService::lastDue(noon.toMSecsSinceEpoch(), u"11:30"_s), due.toMSecsSinceEpoch());
        QCOMPARE(BackupService::lastDue(noon.toMSecsSinceEpoch(), u"13:00"_s),
                 QDateTime(QDate(2026, 11, 28), QTime(13, 0)).toMSecsSinceEpoch());
    }

    void onlyAWholeBackupIsStaged()
    {
        const QTemporaryDir data;
        Desk desk(data.path());
        BackupService service(desk.database, desk.settings, desk.clock, data.path());
        const auto made = service.backUp();
        QTRY_VERIFY(made.isFinished());
        const auto wrong = service.stageRestore(write(data.filePath(u"x.db"_s), "x"), AuditSource::commandLine());
        QTRY_VERIFY(wrong.isFinished());
        QVERIFY(!wrong.result());
        QCOMPARE(service.stagedRestore(), QString());
        const auto right = service.stageRestore(made.result()->file, AuditSource::commandLine());
        QTRY_VERIFY(right.isFinished());
        QVERIFY(right.result());
        QCOMPARE(service.stagedRestore(), made.result()->file);
        service.cancelRestore();
        QCOMPARE(service.stagedRestore(), QString());
    }

    void aProblemOfARestoreIsToldUntilItIsRead()
    {
        const QTemporaryDir data;
        Desk desk(data.path());
        BackupService service(desk.database, desk.settings, desk.clock, data.path());
        QVERIFY(!service.restoreProblem());
        const Restore restore(data.path());
        QVERIFY(restore.stage(data.filePath(u"gone.db"_s), restoredAt));
        QVERIFY(!restore.perform());
        QVERIFY(service.restoreProblem());
        QCOMPARE(service.restoreProblem()->word, u"no_folder"_s);
        service.forgetRestoreProblem();
        QVERIFY(!service.restoreProblem());
        QVERIFY(restore.stage(data.filePath(u"gone.db"_s), restoredAt));
        QVERIFY(!restore.perform());
        QVERIFY(restore.stage(data.filePath(u"gone.db"_s), restoredAt)); // another attempt
        QVERIFY(!service.restoreProblem());
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "tst_backup.moc"
