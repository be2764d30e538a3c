#include "core/accounts/accountservice.h"
#include "core/accounts/passwordhash.h"
#include "core/storage/schema.h"
#include "tests/support/fakeclock.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace desk;

/// Users, sessions, tokens and the login limiter, on real SQLite with a clock that stands still.
class AccountsTest : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            const auto opened = database.open(u":memory:"_s);
            const auto migrated = opened ? deskMigrator(database).migrate() : opened;
            if (!migrated)
                qFatal("no test database: %s", qUtf8Printable(migrated.error().detail));
        }
        Result<AccountService::Login> login(const QString &name, const QString &password,
                                            const QString &address = u"127.0.0.1"_s)
        {
            auto future = accounts.login(name, password, address);
            if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20000))
                return fail(Errc::TimedOut);
            return future.result();
        }
        FakeClock clock;
        SystemRandom random;
        Database database;
        AccountService accounts{database, clock, random};
    };

private Q_SLOTS:
    void aPasswordFitsItsHashOnly()
    {
        const QString hash = hashPassword(u"contraseña larga"_s, "0123456789abcdef");
        QVERIFY(hash.startsWith("scrypt$15$8$1$"_L1));
        QVERIFY(verifyPassword(u"contraseña larga"_s, hash));
        QVERIFY(!verifyPassword(u"contrasena larga"_s, hash));
        QVERIFY(hash != hashPassword(u"contraseña larga"_s, "another salt 123"));
        for (const QString &broken :
             {QString(), u"x"_s, u"scrypt$15$8$1$$"_s, QString(hash).replace(u"$15$"_s, u"$30$"_s)})
            QVERIFY(!verifyPassword(u"contraseña larga"_s, broken));
    }

    void secretsAreComparedWhole()
    {
        QVERIFY(sameSecret("abc", "abc"));
        QVERIFY(!sameSecret("abc", "abcd"));
        QVERIFY(!sameSecret("abc", ""));
    }

    void refusesUnfitUsers()
    {
        Fixture f;
        QCOMPARE(f.accounts.addUser(QString(), u"admin"_s, u"12345678"_s).error().detail, u"/name"_s);
        QCOMPARE(f.accounts.addUser(QString(65, u'a'), u"admin"_s, u"12345678"_s).error().detail, u"/name"_s);
        QCOMPARE(f.accounts.addUser(u"a\nb"_s, u"admin"_s, u"12345678"_s).error().detail, u"/name"_s);
        QCOMPARE(f.accounts.addUser(u"ana"_s, u"boss"_s, u"12345678"_s).error().detail, u"/role"_s);
        QCOMPARE(f.accounts.addUser(u"ana"_s, u"admin"_s, u"1234567"_s).error().detail, u"/password"_s);
        QVERIFY(f.accounts.addUser(u"ana"_s, u"admin"_s, u"12345678"_s));
        const auto again = f.accounts.addUser(u"ANA"_s, u"viewer"_s, u"12345678"_s);
        QVERIFY(!again);
        QVERIFY(again.error().code == Errc::Conflict);
        QCOMPARE(*f.accounts.listUsers(), QStringList{u"ana\tadmin"_s});
    }

    void signsInAndOut()
    {
        Fixture f;
        const auto id = f.accounts.addUser(u"ana"_s, u"technician"_s, u"12345678"_s);
        QVERIFY(id);
        const auto login = f.login(u"ana"_s, u"12345678"_s);
        QVERIFY(login);
        QCOMPARE(login->identity.userId, *id);
        QCOMPARE(login->identity.role, u"technician"_s);
        QVERIFY(!login->identity.csrfToken.isEmpty());
        QVERIFY(login->sessionToken.size() >= 43);
        Statement raw = f.database.prepare(u"SELECT count(*) FROM session WHERE token_hash = ?"_s);
        QVERIFY(raw.bind(QString::fromLatin1(login->sessionToken)).exec() && raw.next());
        QCOMPARE(raw.int64(0), 0); // only its hash is stored

        QVERIFY(f.accounts.identityOfSession(login->sessionToken));
        QVERIFY(f.accounts.logout(login->sessionToken));
        QVERIFY(f.accounts.identityOfSession(login->sessionToken).error().code == Errc::Unauthorized);
    }

    void aSessionEnds()
    {
        Fixture f;
        QVERIFY(f.accounts.addUser(u"ana"_s, u"technician"_s, u"12345678"_s));
        const auto login = f.login(u"ana"_s, u"12345678"_s);
        QVERIFY(login);
        f.clock.advance(13h);
        QVERIFY(!f.accounts.identityOfSession(login->sessionToken));
    }

    void aDisabledUserIsOut()
    {
        Fixture f;
        QVERIFY(f.accounts.addUser(u"ana"_s, u"technician"_s, u"12345678"_s));
        const auto login = f.login(u"ana"_s, u"12345678"_s);
        QVERIFY(login);
        QVERIFY(f.database.exec(u"UPDATE user SET disabled = 1"_s));
        QVERIFY(!f.accounts.identityOfSession(login->sessionToken));
        QVERIFY(f.login(u"ana"_s, u"12345678"_s).error().code == Errc::Unauthorized);
    }

    void anUnknownNameIsHashedToo()
    {
        Fixture f;
        QVERIFY(f.accounts.addUser(u"ana"_s, u"technician"_s, u"12345678"_s));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(f.login(u"ana"_s, u"wrong one"_s).error().code == Errc::Unauthorized);
        const qint64 known = timer.restart();
        QVERIFY(f.login(u"nobody"_s, u"wrong one"_s).error().code == Errc::Unauthorized);
        const qint64 unknown = timer.elapsed();
        QVERIFY2(unknown * 4 >= known, "an unknown name answers much faster"); // generous: shared machines
    }

    void fiveFailuresLockTheAccount()
    {
        Fixture f;
        QVERIFY(f.accounts.addUser(u"ana"_s, u"technician"_s, u"12345678"_s));
        for (int i = 0; i < 5; ++i)
            QVERIFY(f.login(u"ana"_s, u"wrong one"_s).error().code == Errc::Unauthorized);
        const auto locked = f.accounts.login(u"Ana"_s, u"12345678"_s,
                                             u"127.0.0.2"_s); // right password, other address, other case
        QVERIFY(locked.isFinished());                         // at once
        QVERIFY(locked.result().error().code == Errc::Rejected);
        QCOMPARE(locked.result().error().detail, u"300"_s);
        f.clock.advance(299s + 1ms);
        QCOMPARE(f.login(u"ana"_s, u"12345678"_s).error().detail, u"1"_s); // rounded up
        f.clock.advance(2s);
        QVERIFY(f.login(u"ana"_s, u"12345678"_s));
    }

    void tenFailuresLockTheAddress()
    {
        Fixture f;
        for (int i = 0; i < 10; ++i)
            QVERIFY(f.login(u"user%1"_s.arg(i), u"wrong one"_s).error().code == Errc::Unauthorized);
        QVERIFY(f.login(u"user99"_s, u"wrong one"_s).error().code == Errc::Rejected);
        QVERIFY(f.login(u"user99"_s, u"wrong one"_s, u"127.0.0.2"_s).error().code == Errc::Unauthorized);
    }

    void anOwnAccountDoesNotClearTheAddress()
    {
        Fixture f;
        QVERIFY(f.accounts.addUser(u"ana"_s, u"viewer"_s, u"12345678"_s));
        for (int i = 0; i < 9; ++i)
            QVERIFY(f.login(u"user%1"_s.arg(i), u"wrong one"_s).error().code == Errc::Unauthorized);
        QVERIFY(f.login(u"ana"_s, u"12345678"_s));
        QVERIFY(f.login(u"user9"_s, u"wrong one"_s).error().code == Errc::Unauthorized);
        QVERIFY(f.login(u"user10"_s, u"wrong one"_s).error().code == Errc::Rejected);
    }

    void attemptsInParallelCountToo()
    {
        Fixture f;
        QList<QFuture<Result<AccountService::Login>>> attempts;
        for (int i = 0; i < 8; ++i)
            attempts << f.accounts.login(u"ana"_s, u"wrong one"_s, u"127.0.0.1"_s);
        int rejected = 0;
        for (auto &attempt : attempts) {
            QVERIFY(QTest::qWaitFor([&] { return attempt.isFinished(); }, 20000));
            rejected += attempt.result().error().code == Errc::Rejected;
        }
        QCOMPARE(rejected, 3);
    }

    void tokensHaveScopes()
    {
        Fixture f;
        QCOMPARE(f.accounts.addToken(u"x"_s, {}).error().detail, u"/scopes"_s);
        QCOMPARE(f.accounts.addToken(u"x"_s, {u"root"_s}).error().detail, u"/scopes"_s);
        QCOMPARE(f.accounts.addToken(u" "_s, {u"read"_s}).error().detail, u"/name"_s);
        const auto token = f.accounts.addToken(u"script"_s, {u"read"_s});
        QVERIFY(token);
        QVERIFY(token->startsWith("vt_"));
        QCOMPARE(token->size(), 46);
        const auto identity = f.accounts.identityOfToken(*token);
        QVERIFY(identity);
        QCOMPARE(identity->kind, Identity::Kind::Token);
        QVERIFY(identity->allows(Access::Read));
        QVERIFY(!identity->allows(Access::Write));
        QVERIFY(!identity->allows(Access::Admin));
        QVERIFY(f.accounts.identityOfToken(token->chopped(1)).error().code == Errc::Unauthorized);
        QVERIFY(f.accounts.identityOfToken({}).error().code == Errc::Unauthorized);
        QVERIFY(f.database.exec(u"UPDATE api_token SET revoked_at = 1"_s));
        QVERIFY(f.accounts.identityOfToken(*token).error().code == Errc::Unauthorized);
    }

    void theLastUseIsWrittenOnceAMinute()
    {
        Fixture f;
        const auto token = f.accounts.addToken(u"script"_s, {u"read"_s});
        QVERIFY(token);
        const auto lastUse = [&] {
            Statement query = f.database.prepare(u"SELECT last_used_at FROM api_token"_s);
            return query.exec() && query.next() ? query.int64(0) : -1;
        };
        QVERIFY(f.accounts.identityOfToken(*token));
        const qint64 first = lastUse();
        QCOMPARE(first, f.clock.nowMs());
        f.clock.advance(59s);
        QVERIFY(f.accounts.identityOfToken(*token));
        QCOMPARE(lastUse(), first);
        f.clock.advance(2s);
        QVERIFY(f.accounts.identityOfToken(*token));
        QCOMPARE(lastUse(), f.clock.nowMs());
    }

    void theStaticTokenMustBeASecret()
    {
        Fixture f;
        for (const QByteArray &bad :
             {QByteArray(), QByteArray("short"), QByteArray("mi_token_secreto"), QByteArray("MI_TOKEN_SECRETO"),
              QByteArray("changeme"), QByteArray("                ")})
            QVERIFY(f.accounts.setStaticToken(bad).error().code == Errc::Invalid);
        QVERIFY(f.accounts.identityOfToken("mi_token_secreto").error().code == Errc::Unauthorized);
        QVERIFY(f.accounts.setStaticToken("a secret of my own 1"));
        const auto identity = f.accounts.identityOfToken("a secret of my own 1");
        QVERIFY(identity);
        QVERIFY(identity->allows(Access::Write));
        QVERIFY(!identity->allows(Access::Admin));
        QVERIFY(!f.accounts.identityOfToken("a secret of my own 2"));
    }

    void rolesAllow()
    {
        Identity user;
        user.role = u"viewer"_s;
        QVERIFY(user.allows(Access::Read) && !user.allows(Access::Write) && !user.allows(Access::Admin));
        user.role = u"technician"_s;
        QVERIFY(user.allows(Access::Write) && !user.allows(Access::Admin));
        user.role = u"admin"_s;
        QVERIFY(user.allows(Access::Admin));
    }
};

QTEST_GUILESS_MAIN(AccountsTest)
#include "tst_accounts.moc"
