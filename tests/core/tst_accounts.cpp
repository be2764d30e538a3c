#include "core/accounts/accountservice.h"
#include "core/accounts/apitokens.h"
#include "core/accounts/firstadministrator.h"
#include "core/accounts/passwordhash.h"
#include "core/storage/schema.h"
#include "tests/support/fakeclock.h"

#include <QElapsedTimer>
#include <QJsonArray>
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
            return answer(accounts.login(name, password, {.address = address}));
        }
        template<typename T>
        static Result<T> answer(QFuture<Result<T>> future)
        {
            if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20000))
                return fail(Errc::TimedOut);
            return future.result();
        }
        UserId user(const QString &name, const QString &role)
        {
            const auto id = accounts.addUser(name, role, u"12345678"_s);
            return id ? *id : UserId();
        }
        static Identity as(UserId id, const QString &role)
        {
            Identity identity;
            identity.userId = id;
            identity.role = role;
            return identity;
        }
        Result<User> patch(UserId id, const UserPatch &change, const Identity &by)
        {
            return answer(users.patch(id, change, by, {{Actor::Type::Technician, by.userId, u"x"_s}, u"127.0.0.1"_s}));
        }
        [[nodiscard]] qint64 count(const QString &sql)
        {
            Statement query = database.prepare(sql);
            return query.exec() && query.next() ? query.int64(0) : -1;
        }
        FakeClock clock;
        SystemRandom random;
        Database database;
        AccountService accounts{database, clock, random};
        UserService users{database, clock, accounts};
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

    void aSessionThatIsUsedLastsAWeekAtMost()
    {
        Fixture f;
        f.user(u"ana"_s, u"technician"_s);
        const auto login = f.login(u"ana"_s, u"12345678"_s);
        QVERIFY(login);
        for (int hours = 0; hours < 7 * 24; hours += 8) {
            QVERIFY2(f.accounts.identityOfSession(login->sessionToken), qPrintable(QString::number(hours)));
            f.clock.advance(8h);
        }
        QVERIFY(!f.accounts.identityOfSession(login->sessionToken));
    }

    void signingInMakesANewSessionAndEndsTheOld()
    {
        Fixture f;
        f.user(u"ana"_s, u"technician"_s);
        const auto first = f.login(u"ana"_s, u"12345678"_s);
        QVERIFY(first);
        const auto second = Fixture::answer(f.accounts.login(
            u"ana"_s, u"12345678"_s, {.address = u"127.0.0.1"_s, .agent = {}, .session = first->sessionToken}));
        QVERIFY(second);
        QVERIFY(second->sessionToken != first->sessionToken);
        QVERIFY(second->identity.csrfToken != first->identity.csrfToken);
        QVERIFY(!f.accounts.identityOfSession(first->sessionToken));
        QVERIFY(f.accounts.identityOfSession(second->sessionToken));
        // A session that was made up is not taken over.
        const auto third = Fixture::answer(f.accounts.login(
            u"ana"_s, u"12345678"_s, {.address = u"127.0.0.1"_s, .agent = {}, .session = "chosen-by-an-attacker"}));
        QVERIFY(third);
        QVERIFY(!f.accounts.identityOfSession("chosen-by-an-attacker"));
    }

    void sessionsAreListedAndEnded()
    {
        Fixture f;
        const UserId ana = f.user(u"ana"_s, u"technician"_s);
        const UserId berta = f.user(u"berta"_s, u"technician"_s);
        const auto first = f.accounts.openSession(ana,
                                                  {u"10.0.0.1"_s, u"Mozilla\r\n\x1b[31m "_s + QString(500, u'x'), {}});
        const auto second = f.accounts.openSession(ana, {u"10.0.0.2"_s, u"Firefox"_s, {}});
        const auto other = f.accounts.openSession(berta, {u"10.0.0.3"_s, {}, {}});
        QVERIFY(first && second && other);
        const auto sessions = f.accounts.sessionsOf(ana);
        QCOMPARE(sessions->size(), 2);
        QCOMPARE(sessions->at(0).address, u"10.0.0.2"_s);
        QVERIFY(sessions->at(1).agent.size() <= 120);
        QVERIFY(!sessions->at(1).agent.contains(u'\x1b') && !sessions->at(1).agent.contains(u'\n'));
        const AuditSource source = AuditSource::commandLine();
        QVERIFY(f.accounts.endSession(other->identity.sessionId, ana, source).error().code == Errc::NotFound);
        QVERIFY(f.accounts.identityOfSession(other->sessionToken));
        QCOMPARE(*f.accounts.endSessions(ana, second->identity.sessionId, source), 1);
        QVERIFY(!f.accounts.identityOfSession(first->sessionToken));
        QVERIFY(f.accounts.identityOfSession(second->sessionToken));
        QVERIFY(f.accounts.endSession(second->identity.sessionId, ana, source));
        QVERIFY(!f.accounts.identityOfSession(second->sessionToken));
        QCOMPARE(f.count(u"SELECT count(*) FROM admin_audit WHERE action LIKE 'session.%'"_s), 2);
    }

    void aUserHasFiftySessionsAtMost()
    {
        Fixture f;
        const UserId ana = f.user(u"ana"_s, u"technician"_s);
        for (int i = 0; i < 60; ++i) {
            QVERIFY(f.accounts.openSession(ana, {u"10.0.%1.1"_s.arg(i), {}, {}}));
            f.clock.advance(1s);
        }
        QCOMPARE(f.count(u"SELECT count(*) FROM session"_s), 50);
        QCOMPARE(f.count(u"SELECT count(*) FROM session WHERE address = '10.0.59.1'"_s), 1);
        QCOMPARE(f.count(u"SELECT count(*) FROM login_address"_s), 20);
    }

    void aPasswordThatChangesMeanwhileLetsNobodyIn()
    {
        Fixture f;
        const UserId ana = f.user(u"ana"_s, u"technician"_s);
        const auto attempt = f.accounts.login(u"ana"_s, u"12345678"_s, {.address = u"127.0.0.1"_s});
        QVERIFY(f.database.exec(u"UPDATE user SET password_hash = 'scrypt$15$8$1$another$hash'"_s));
        QVERIFY(Fixture::answer(attempt).error().code == Errc::Unauthorized);
        QVERIFY(f.accounts.sessionsOf(ana)->isEmpty());
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

    void fiveFailuresLockTheAccountAtThatAddress()
    {
        Fixture f;
        f.user(u"ana"_s, u"technician"_s);
        for (int i = 0; i < 5; ++i)
            QVERIFY(f.login(u"ana"_s, u"wrong one"_s).error().code == Errc::Unauthorized);
        const auto locked = f.accounts.login(u"Ana"_s, u"12345678"_s, {.address = u"127.0.0.1"_s}); // other case
        QVERIFY(locked.isFinished());                                                               // at once
        QVERIFY(locked.result().error().code == Errc::Rejected);
        QCOMPARE(locked.result().error().detail, u"300"_s);
        QVERIFY(f.login(u"ana"_s, u"12345678"_s, u"127.0.0.2"_s)); // elsewhere its owner gets in
        f.clock.advance(299s + 1ms);
        QCOMPARE(f.login(u"ana"_s, u"12345678"_s).error().detail, u"1"_s); // rounded up
        f.clock.advance(2s);
        QVERIFY(f.login(u"ana"_s, u"12345678"_s));
    }

    void whoeverTriesFromManyPlacesLocksStrangersOutOnly()
    {
        Fixture f;
        f.user(u"ana"_s, u"technician"_s);
        QVERIFY(f.login(u"ana"_s, u"12345678"_s, u"10.0.0.1"_s));
        LoginLimiter &limiter = f.accounts.limiter();
        for (int i = 0; i < 50; ++i)
            limiter.count({u"ana"_s, u"10.1.0.%1"_s.arg(i), false});
        QVERIFY(f.login(u"ana"_s, u"12345678"_s, u"10.2.0.1"_s).error().code == Errc::Rejected);
        QVERIFY(f.login(u"ana"_s, u"12345678"_s, u"10.0.0.1"_s)); // its own place
        f.clock.advance(61min);
        QVERIFY(f.login(u"ana"_s, u"12345678"_s, u"10.2.0.1"_s));
    }

    void theLimitersMemoryIsBoundedAndNobodysEntryGivesWay()
    {
        FakeClock clock;
        LoginLimiter::Limits limits;
        limits.keys = 30;
        limits.crowd = {4, 5min};
        LoginLimiter limiter(clock, limits);
        for (int i = 0; i < 5; ++i)
            limiter.count({u"ana"_s, u"10.0.0.1"_s, false});
        QVERIFY(limiter.waitSeconds({u"ana"_s, u"10.0.0.1"_s, false}) > 0);
        for (int i = 0; i < 200; ++i)
            limiter.count({u"user%1"_s.arg(i), u"10.9.%1.1"_s.arg(i), false});
        QVERIFY(limiter.trackedKeys() <= 31);
        QVERIFY(limiter.waitSeconds({u"ana"_s, u"10.0.0.1"_s, false}) > 0);  // still locked
        QVERIFY(limiter.waitSeconds({u"new"_s, u"10.8.0.1"_s, false}) > 0);  // strangers share one count
        QCOMPARE(limiter.waitSeconds({u"berta"_s, u"10.7.0.1"_s, true}), 0); // who has been here before does not
        for (int i = 0; i < 5; ++i)
            limiter.count({u"berta"_s, u"10.7.0.1"_s, true});
        QVERIFY(limiter.waitSeconds({u"berta"_s, u"10.7.0.1"_s, true}) > 0); // but is counted
        clock.advance(61min);
        QCOMPARE(limiter.waitSeconds({u"new"_s, u"10.8.0.1"_s, false}), 0);
        QVERIFY(limiter.trackedKeys() <= 5);
    }

    void anAddressIsAPlace()
    {
        QCOMPARE(LoginLimiter::placeOf(u"::ffff:10.0.0.1"_s), u"10.0.0.1"_s);
        QCOMPARE(LoginLimiter::placeOf(u"2001:db8:1:2:3:4:5:6"_s), LoginLimiter::placeOf(u"2001:db8:1:2:ffff::1"_s));
        QVERIFY(LoginLimiter::placeOf(u"2001:db8:1:2::1"_s) != LoginLimiter::placeOf(u"2001:db8:1:3::1"_s));
        QCOMPARE(LoginLimiter::placeOf(u"fe80::1%eth0"_s), LoginLimiter::placeOf(u"fe80::2"_s));
    }

    void tooManyPasswordsAtOnceAreRefusedAtOnce()
    {
        Fixture f;
        QList<QFuture<Result<AccountService::Login>>> attempts;
        int busy = 0;
        for (int i = 0; i < 40; ++i) {
            const auto attempt = f.accounts.login(u"user%1"_s.arg(i), u"wrong one"_s,
                                                  {.address = u"10.0.0.%1"_s.arg(i)});
            if (attempt.isFinished() && attempt.result().error().code == Errc::NotConnected)
                ++busy;
            attempts << attempt;
        }
        QVERIFY2(busy >= 40 - PasswordWorker::mostUnderWay - 8, "the queue has no bound");
        for (const auto &attempt : attempts)
            QVERIFY(!Fixture::answer(attempt));
        QVERIFY(Fixture::answer(f.accounts.login(u"later"_s, u"wrong one"_s, {.address = u"10.0.1.1"_s})).error().code
                == Errc::Unauthorized);
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
            attempts << f.accounts.login(u"ana"_s, u"wrong one"_s, {.address = u"127.0.0.1"_s});
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

    void anExpiredTokenIsNone()
    {
        Fixture f;
        ApiTokens tokens(f.database, f.clock, f.random);
        const AuditSource source = AuditSource::commandLine();
        QCOMPARE(tokens.create({u"x"_s, {u"read"_s}, f.clock.nowMs()}, source).error().detail, u"/expires_at"_s);
        const auto made = tokens.create({u"x"_s, {u"read"_s, u"read"_s}, f.clock.nowMs() + 60'000}, source);
        QVERIFY(made);
        QCOMPARE(made->token.scopes, QStringList{u"read"_s});
        QVERIFY(QString::fromLatin1(made->secret).startsWith(made->token.prefix));
        QVERIFY(f.accounts.identityOfToken(made->secret));
        f.clock.advance(61s);
        QVERIFY(!f.accounts.identityOfToken(made->secret));
    }

    void aRevokedTokenIsNone()
    {
        Fixture f;
        ApiTokens tokens(f.database, f.clock, f.random);
        const AuditSource source = AuditSource::commandLine();
        const auto made = tokens.create({.name = u"x"_s, .scopes = {u"write"_s}}, source);
        QVERIFY(made);
        QVERIFY(tokens.revoke(made->token.id, source));
        QVERIFY(!f.accounts.identityOfToken(made->secret));
        QVERIFY(tokens.revoke(made->token.id, source).error().code == Errc::NotFound);
        QVERIFY(tokens.page(false, 0, 10)->tokens.isEmpty());
        QCOMPARE(tokens.page(true, 0, 10)->tokens.size(), 1);
        // Nothing stored is enough to be the bearer.
        Statement all = f.database.prepare(u"SELECT token_hash || prefix || name FROM api_token"_s);
        QVERIFY(all.exec() && all.next());
        QVERIFY(!all.text(0).contains(QString::fromLatin1(made->secret)));
    }

    void theLastAdministratorStays()
    {
        Fixture f;
        const UserId first = f.user(u"ana"_s, u"admin"_s);
        const Identity by = Fixture::as(first, u"admin"_s);
        UserPatch demoted;
        demoted.role = u"viewer"_s;
        UserPatch off;
        off.disabled = true;
        for (const UserPatch &change : {demoted, off}) {
            const auto refused = f.patch(first, change, by);
            QVERIFY(!refused);
            QCOMPARE(refused.error().detail, u"last_administrator"_s);
        }
        QVERIFY(f.users.disable(first, AuditSource::commandLine()).error().code == Errc::Conflict);
        QCOMPARE(f.count(u"SELECT count(*) FROM admin_audit WHERE action = 'user.update'"_s), 0);
        const UserId second = f.user(u"berta"_s, u"admin"_s);
        QVERIFY(f.patch(first, demoted, by));
        QVERIFY(!f.users.disable(second, AuditSource::commandLine()));
        QVERIFY(*f.users.hasAdministrator());
    }

    void whoMayChangeWhat()
    {
        Fixture f;
        f.user(u"ana"_s, u"admin"_s);
        const UserId tec = f.user(u"tec"_s, u"technician"_s);
        const UserId other = f.user(u"otro"_s, u"viewer"_s);
        const Identity by = Fixture::as(tec, u"technician"_s);
        UserPatch shown;
        shown.displayName = u"Técnico Uno"_s;
        QCOMPARE(f.patch(tec, shown, by)->displayName, u"Técnico Uno"_s);
        QVERIFY(f.patch(other, shown, by).error().code == Errc::Forbidden);
        UserPatch promoted;
        promoted.role = u"admin"_s;
        QVERIFY(f.patch(tec, promoted, by).error().code == Errc::Forbidden);
        UserPatch renamed;
        renamed.name = u"jefe"_s;
        QVERIFY(f.patch(tec, renamed, by).error().code == Errc::Forbidden);
        Identity token;
        token.kind = Identity::Kind::Token;
        token.scopes = {u"write"_s};
        QVERIFY(f.patch(tec, shown, token).error().code == Errc::Forbidden);
        UserPatch taken;
        taken.name = u"TEC"_s;
        QCOMPARE(f.patch(other, taken, Fixture::as({1}, u"admin"_s)).error().detail, u"name_taken"_s);
    }

    void theOwnPasswordNeedsThePresentOneAndEndsTheOtherSessions()
    {
        Fixture f;
        const UserId tec = f.user(u"tec"_s, u"technician"_s);
        const auto here = f.accounts.openSession(tec, {u"10.0.0.1"_s, {}, {}});
        const auto there = f.accounts.openSession(tec, {u"10.0.0.2"_s, {}, {}});
        QVERIFY(here && there);
        UserPatch change;
        change.password = u"another password"_s;
        QCOMPARE(f.patch(tec, change, here->identity).error().detail, u"/current_password"_s);
        change.currentPassword = u"wrong"_s;
        for (int i = 0; i < 5; ++i)
            QCOMPARE(f.patch(tec, change, here->identity).error().detail, u"/current_password"_s);
        QVERIFY(f.patch(tec, change, here->identity).error().code
                == Errc::Rejected); // no guessing with a stolen session
        f.clock.advance(6min);
        change.currentPassword = u"12345678"_s;
        QVERIFY(f.patch(tec, change, here->identity));
        QVERIFY(f.accounts.identityOfSession(here->sessionToken));
        QVERIFY(!f.accounts.identityOfSession(there->sessionToken));
        QVERIFY(!f.login(u"tec"_s, u"12345678"_s));
        QVERIFY(f.login(u"tec"_s, u"another password"_s));
    }

    void anAdministratorsResetEndsAllSessions()
    {
        Fixture f;
        const UserId ana = f.user(u"ana"_s, u"admin"_s);
        const UserId tec = f.user(u"tec"_s, u"technician"_s);
        const auto session = f.accounts.openSession(tec, {u"10.0.0.1"_s, {}, {}});
        UserPatch change;
        change.password = u"tec"_s;
        QCOMPARE(f.patch(tec, change, Fixture::as(ana, u"admin"_s)).error().detail, u"/password"_s);
        change.password = u"another password"_s;
        QVERIFY(f.patch(tec, change, Fixture::as(ana, u"admin"_s)));
        QVERIFY(!f.accounts.identityOfSession(session->sessionToken));
        QVERIFY(f.login(u"tec"_s, u"another password"_s));
        Statement trail = f.database.prepare(u"SELECT new_value FROM admin_audit WHERE action = 'user.update'"_s);
        QVERIFY(trail.exec() && trail.next());
        QCOMPARE(trail.text(0), uR"({"password":"changed"})"_s);
    }

    void aDisabledUserMayComeBack()
    {
        Fixture f;
        const UserId ana = f.user(u"ana"_s, u"admin"_s);
        const UserId tec = f.user(u"tec"_s, u"technician"_s);
        const auto session = f.accounts.openSession(tec, {u"10.0.0.1"_s, {}, {}});
        QVERIFY(f.users.disable(tec, AuditSource::commandLine()));
        QVERIFY(!f.accounts.identityOfSession(session->sessionToken));
        QVERIFY(!f.login(u"tec"_s, u"12345678"_s));
        QCOMPARE(f.users.page(false, 0, 10)->users.size(), 1);
        UserPatch back;
        back.disabled = false;
        QVERIFY(f.patch(tec, back, Fixture::as(ana, u"admin"_s)));
        QVERIFY(!f.accounts.identityOfSession(session->sessionToken)); // an old session stays dead
        QVERIFY(f.login(u"tec"_s, u"12345678"_s));
    }

    void theFirstAdministratorIsMadeOnceAndHere()
    {
        Fixture f;
        FirstAdministrator first(f.database, f.random, f.accounts, f.users);
        QVERIFY(*first.isNeeded());
        const AccountService::Client here{u"127.0.0.1"_s, {}, {}};
        FirstAdministrator::Draft draft{u"AAAA-AAAA-AAAA-AAAA"_s, u"ana"_s, {}, u"12345678"_s};
        QVERIFY(Fixture::answer(first.create(draft, here)).error().code == Errc::Unauthorized); // no secret was made
        const auto void_ = first.makeSecret();
        const auto secret = first.makeSecret();
        QCOMPARE(secret->size(), 19);
        draft.secret = *void_;
        QVERIFY(Fixture::answer(first.create(draft, here)).error().code == Errc::Unauthorized);
        draft.secret = secret->toLower().remove(u'-');
        QVERIFY(Fixture::answer(first.create(draft, {u"192.168.1.7"_s, {}, {}})).error().code == Errc::Forbidden);
        draft.password = u"short"_s;
        QCOMPARE(Fixture::answer(first.create(draft, here)).error().detail, u"/password"_s);
        draft.password = u"12345678"_s;
        const auto atOnce = first.create(draft, here);
        const auto twice = first.create(draft, here);
        const auto made = Fixture::answer(atOnce);
        QVERIFY(made);
        QCOMPARE(made->identity.role, u"admin"_s);
        QVERIFY(Fixture::answer(twice).error().code == Errc::Conflict);
        QVERIFY(f.accounts.identityOfSession(made->sessionToken));
        QVERIFY(!*first.isNeeded());
        QVERIFY(Fixture::answer(first.create(draft, here)).error().code == Errc::Conflict);
        QVERIFY(first.makeSecret()->isEmpty());
    }

    void anAdministratorOfTheCommandLineClosesTheSetUp()
    {
        Fixture f;
        FirstAdministrator first(f.database, f.random, f.accounts, f.users);
        const auto secret = first.makeSecret();
        f.user(u"tec"_s, u"technician"_s);
        QVERIFY(*first.isNeeded());
        f.user(u"ana"_s, u"admin"_s);
        const auto late = Fixture::answer(
            first.create({*secret, u"eve"_s, {}, u"12345678"_s}, {u"127.0.0.1"_s, {}, {}}));
        QVERIFY(late.error().code == Errc::Conflict);
        QVERIFY(f.database.exec(u"UPDATE user SET disabled = 1"_s));
        QVERIFY(!*first.isNeeded()); // closed for ever
    }

    void theSecretCannotBeGuessed()
    {
        Fixture f;
        FirstAdministrator first(f.database, f.random, f.accounts, f.users);
        const auto secret = first.makeSecret();
        for (int i = 0; i < 5; ++i)
            QVERIFY(Fixture::answer(first.create({u"X"_s, u"eve"_s, {}, u"12345678"_s}, {u"127.0.0.1"_s, {}, {}}))
                        .error()
                        .code
                    == Errc::Unauthorized);
        const auto locked = Fixture::answer(
            first.create({*secret, u"eve"_s, {}, u"12345678"_s}, {u"127.0.0.1"_s, {}, {}}));
        QVERIFY(locked.error().code == Errc::Rejected);
        QVERIFY(locked.error().detail.toInt() > 0);
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
