#include "core/base/clock.h"
#include "core/base/random.h"
#include "tests/support/fakeclock.h"
#include "whatsapp/store/filekeyvault.h"
#include "whatsapp/store/keychainkeyvault.h"

#include <QCoroTask>
#include <QtTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

SecretBytes someKey(char fill = 'k')
{
    return SecretBytes::copyOf(QByteArray(32, fill));
}

template<typename T>
T answer(const QFuture<T> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000))
        qFatal("the keychain does not answer");
    return future.result();
}

} // namespace

/// Over a real secret service, which keychain.sh starts; without one, what happens then. Never on the keychain of the desktop:
/// the script says which of the two it has prepared.
class KeychainKeyVaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        const QString prepared = qEnvironmentVariable("DESK_TEST_KEYCHAIN");
        if (prepared.isEmpty())
            QSKIP("needs the secret service of keychain.sh");
        const bool wantsNone = QLatin1StringView(QTest::currentTestFunction()).startsWith("withoutAService"_L1);
        if (wantsNone != (prepared == u"none"_s))
            QSKIP("belongs to the other run of keychain.sh");
        m_dir = std::make_unique<QTemporaryDir>();
        m_entry = QUuid::createUuid().toString();
    }

    void aKeyIsSavedOnceAndLoadedAgain()
    {
        KeychainKeyVault vault(m_service, m_entry, m_clock);
        QCOMPARE(*answer(vault.load()), std::nullopt);
        const auto saved = answer(vault.save(someKey()));
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        KeychainKeyVault again(m_service, m_entry, m_clock);
        QVERIFY(**answer(again.load()) == someKey());
        QVERIFY(answer(again.save(someKey('o'))).error().code == Errc::Conflict);
        QVERIFY(**answer(again.load()) == someKey());
        QVERIFY(answer(vault.save(SecretBytes(31))).error().code == Errc::Invalid);

        QVERIFY(answer(vault.remove()));
        QVERIFY(answer(vault.remove()));
        QCOMPARE(*answer(vault.load()), std::nullopt);
    }

    void profilesDoNotShareAKey()
    {
        KeychainKeyVault one(m_service, m_entry, m_clock);
        KeychainKeyVault two(m_service, m_entry + u"-two"_s, m_clock);
        QVERIFY(answer(one.save(someKey('1'))));
        QCOMPARE(*answer(two.load()), std::nullopt);
        QVERIFY(answer(two.save(someKey('2'))));
        QVERIFY(**answer(one.load()) == someKey('1'));
    }

    void everyByteSurvives()
    {
        SecretBytes key(32);
        for (int i = 0; i < 32; ++i)
            key.data()[i] = uchar(i * 8 + i % 3); // with 0 first, and bytes that are no UTF-8
        KeychainKeyVault vault(m_service, m_entry, m_clock);
        QVERIFY(answer(vault.save(key)));
        QVERIFY(**answer(vault.load()) == key);
    }

    void aNewKeyGoesIntoTheKeychainAndIsFoundAgain()
    {
        FileKeyVault file(m_dir->filePath(u"whatsapp.key"_s));
        KeychainKeyVault keychain(m_service, m_entry, m_clock);
        const auto made = QCoro::waitFor(openVaultKey(&file, &keychain, &m_random, NewVaultKey::Allowed));
        QVERIFY(made);
        QVERIFY(QDir(m_dir->path()).isEmpty());
        QVERIFY(*QCoro::waitFor(openVaultKey(&file, &keychain, &m_random, NewVaultKey::Refused)) == *made);
    }

    void aKeychainThatTakesTooLongIsTimedOut()
    {
        FakeClock clock;
        KeychainKeyVault vault(m_service, m_entry, clock);
        const auto loading = vault.load();
        const auto saving = vault.save(someKey());
        const auto removing = vault.remove();
        QVERIFY(!loading.isFinished());
        clock.advance(std::chrono::minutes(1));
        QVERIFY(loading.isFinished() && loading.result().error().code == Errc::TimedOut);
        QVERIFY(saving.isFinished() && saving.result().error().code == Errc::TimedOut);
        QVERIFY(removing.isFinished() && removing.result().error().code == Errc::TimedOut);
        // The late answers go nowhere, and the next request is answered.
        KeychainKeyVault patient(m_service, m_entry, m_clock);
        QVERIFY(answer(patient.load()));
    }

    void withoutAServiceTheKeyGoesIntoAFile()
    {
        FileKeyVault file(m_dir->filePath(u"whatsapp.key"_s));
        KeychainKeyVault keychain(m_service, m_entry, m_clock);
        const auto loaded = answer(keychain.load());
        QVERIFY(!loaded); // "no entry" would be a lie
        QVERIFY2(loaded.error().code == Errc::NotConnected, qPrintable(loaded.error().detail));
        QVERIFY(!answer(keychain.save(someKey())));
        QVERIFY(!answer(keychain.remove()));
        const auto refused = QCoro::waitFor(openVaultKey(&file, &keychain, &m_random, NewVaultKey::Refused));
        QVERIFY(!refused && refused.error().code == loaded.error().code);
        const auto made = QCoro::waitFor(openVaultKey(&file, &keychain, &m_random, NewVaultKey::Allowed));
        QVERIFY(made);
        QVERIFY(**answer(file.load()) == *made);
    }

private:
    const QString m_service = u"ventanilla-test"_s;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_entry;
};

QTEST_GUILESS_MAIN(KeychainKeyVaultTest)
#include "tst_keychainkeyvault.moc"
