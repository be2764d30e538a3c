#include "core/base/completer.h"
#include "tests/support/fakerandom.h"
#include "whatsapp/store/filekeyvault.h"

#include <QCoroTask>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

SecretBytes someKey(char fill = 'k')
{
    return SecretBytes::copyOf(QByteArray(32, fill));
}

/// A keychain that does as it is told, a turn of the event loop later.
class FakeKeychain final : public KeyVault
{
public:
    std::optional<Error> error;       ///< the answer to load()
    std::optional<SecretBytes> kept;  ///< what it has
    std::optional<Error> savingError; ///< the answer to save()
    bool forgetful = false;           ///< saves nothing and says it did
    int saves = 0;

    [[nodiscard]] QFuture<Result<std::optional<SecretBytes>>> load() override
    {
        return later<std::optional<SecretBytes>>(error ? Result<std::optional<SecretBytes>>(fail(*error))
                                                       : Result<std::optional<SecretBytes>>(kept));
    }
    [[nodiscard]] QFuture<Result<>> save(const SecretBytes &key) override
    {
        ++saves;
        if (!savingError && !forgetful)
            kept = key;
        return later<void>(savingError ? Result<>(fail(*savingError)) : Result<>());
    }
    [[nodiscard]] QFuture<Result<>> remove() override
    {
        kept.reset();
        return later<void>({});
    }

private:
    template<typename T>
    QFuture<Result<T>> later(Result<T> result)
    {
        const Completer<T> completer;
        QTimer::singleShot(0, &m_context, [completer, result = std::move(result)] { completer.complete(result); });
        return completer.future();
    }
    QObject m_context;
};

} // namespace

/// The key file, and which vault the key comes from.
class KeyVaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        m_path = m_dir->filePath(u"whatsapp.key"_s);
    }

    // --- The key file

    void aKeyFileIsWrittenOnceAndReadAgain()
    {
        FileKeyVault vault(m_path);
        QCOMPARE(*vault.load().result(), std::nullopt);
        QVERIFY(vault.save(someKey()).result());
        QVERIFY(**FileKeyVault(m_path).load().result() == someKey());

        const auto again = vault.save(someKey('o')).result();
        QVERIFY(!again);
        QVERIFY(again.error().code == Errc::Conflict);
        QVERIFY(**vault.load().result() == someKey());
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{u"whatsapp.key"_s});

        QVERIFY(vault.remove().result());
        QVERIFY(vault.remove().result());
        QCOMPARE(*vault.load().result(), std::nullopt);
    }

    void aKeyFileIsForItsOwnerOnly()
    {
#ifdef Q_OS_WIN
        QSKIP("Windows has access lists instead");
#else
        FileKeyVault vault(m_path);
        QVERIFY(vault.save(someKey()).result());
        const QFile::Permissions rights = QFile::permissions(m_path);
        QVERIFY(rights.testFlag(QFile::ReadOwner) && rights.testFlag(QFile::WriteOwner));
        QVERIFY(!(rights
                  & (QFile::ExeOwner | QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));

        for (const QFile::Permission right :
             {QFile::ReadGroup, QFile::WriteGroup, QFile::ReadOther, QFile::WriteOther}) {
            QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | right));
            const auto refused = vault.load().result();
            QVERIFY(!refused);
            QVERIFY(refused.error().code == Errc::Forbidden);
            QVERIFY2(refused.error().detail.contains(u"chmod 600"_s), qPrintable(refused.error().detail));
        }
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner));
        QVERIFY(vault.load().result());
#endif
    }

    void whatIsNoKeyIsRefused_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 31, 33, 4096})
            QTest::addRow("%d bytes", size) << size;
    }

    void whatIsNoKeyIsRefused()
    {
        QFETCH(const int, size);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner));
        file.write(QByteArray(size, 'x'));
        file.close();
        FileKeyVault vault(m_path);
        const auto refused = vault.load().result();
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Errc::Storage);
        QVERIFY(vault.save(someKey()).result().error().code == Errc::Conflict);
        QVERIFY(vault.save(SecretBytes(size)).result().error().code == Errc::Invalid);
    }

    void foldersAndDeadLinksAreNoKeyFiles()
    {
        QVERIFY(QDir(m_dir->path()).mkdir(u"folder"_s));
        FileKeyVault folder(m_dir->filePath(u"folder"_s));
        QVERIFY(folder.load().result().error().code == Errc::Storage);
        QVERIFY(!folder.save(someKey()).result());
        FileKeyVault nowhere(m_dir->filePath(u"no/such/folder"_s));
        QCOMPARE(*nowhere.load().result(), std::nullopt);
        QVERIFY(nowhere.save(someKey()).result().error().code == Errc::Storage);
#ifndef Q_OS_WIN
        QVERIFY(QFile::link(m_dir->filePath(u"gone"_s), m_path));
        FileKeyVault link(m_path);
        QVERIFY(link.load().result().error().code == Errc::Storage);
        QVERIFY(!link.save(someKey()).result());
        QVERIFY(link.remove().result());
        QCOMPARE(*link.load().result(), std::nullopt);
#endif
    }

    void whatACrashLeftIsNotInTheWay()
    {
        QFile half(m_path + u".new"_s);
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write("half a key");
        half.close();
        FileKeyVault vault(m_path);
        QCOMPARE(*vault.load().result(), std::nullopt);
        QVERIFY(vault.save(someKey()).result());
        QVERIFY(**vault.load().result() == someKey());
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{u"whatsapp.key"_s});
    }

    // --- Where the key comes from

    void aKeyFileWins()
    {
        FileKeyVault file(m_path);
        QVERIFY(file.save(someKey('f')).result());
        FakeKeychain keychain;
        keychain.kept = someKey('c');
        for (const NewVaultKey newKey : {NewVaultKey::Allowed, NewVaultKey::Refused})
            QVERIFY(*opened(&file, &keychain, newKey) == someKey('f'));
        QCOMPARE(keychain.saves, 0);
    }

    void aBadKeyFileIsNotPassedOver()
    {
        QFile bad(m_path);
        QVERIFY(bad.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner));
        bad.close();
        FileKeyVault file(m_path);
        FakeKeychain keychain;
        keychain.kept = someKey('c');
        QVERIFY(opened(&file, &keychain, NewVaultKey::Allowed).error().code == Errc::Storage);
    }

    void theKeychainComesSecond()
    {
        FileKeyVault file(m_path);
        FakeKeychain keychain;
        keychain.kept = someKey('c');
        for (const NewVaultKey newKey : {NewVaultKey::Allowed, NewVaultKey::Refused})
            QVERIFY(*opened(&file, &keychain, newKey) == someKey('c'));
        QVERIFY(!QFile::exists(m_path));
    }

    void aNewKeyGoesIntoTheKeychain()
    {
        FileKeyVault file(m_path);
        FakeKeychain keychain;
        const auto key = opened(&file, &keychain, NewVaultKey::Allowed);
        QVERIFY(key);
        QCOMPARE(key->size(), 32);
        QVERIFY(*keychain.kept == *key);
        QVERIFY(!QFile::exists(m_path));
        QVERIFY(*opened(&file, &keychain, NewVaultKey::Refused) == *key);
        QCOMPARE(keychain.saves, 1);
    }

    void aKeychainThatDoesNotKeepGivesAKeyFile()
    {
        FakeKeychain locked;
        locked.error = Error{Errc::Forbidden, u"locked"_s};
        FakeKeychain full;
        full.savingError = Error{Errc::Storage, u"full"_s};
        FakeKeychain forgetful;
        forgetful.forgetful = true;
        for (FakeKeychain *keychain : {&locked, &full, &forgetful, static_cast<FakeKeychain *>(nullptr)}) {
            FileKeyVault file(m_path);
            const auto key = opened(&file, keychain, NewVaultKey::Allowed);
            QVERIFY(key);
            QVERIFY(**file.load().result() == *key);
            QVERIFY(*opened(&file, keychain, NewVaultKey::Refused) == *key);
            QVERIFY(file.remove().result());
        }
        QCOMPARE(locked.saves, 0);
    }

    void forAStoreThatExistsNoKeyIsMade()
    {
        FileKeyVault file(m_path);
        FakeKeychain keychain;
        QVERIFY(opened(&file, &keychain, NewVaultKey::Refused).error().code == Errc::NotFound);
        QVERIFY(opened(&file, nullptr, NewVaultKey::Refused).error().code == Errc::NotFound);
        keychain.error = Error{Errc::TimedOut, u"nobody typed the password"_s};
        const auto later = opened(&file, &keychain, NewVaultKey::Refused);
        QVERIFY(later.error().code == Errc::TimedOut);
        QCOMPARE(keychain.saves, 0);
        QVERIFY(QDir(m_dir->path()).isEmpty());
    }

private:
    Result<SecretBytes> opened(KeyVault *file, KeyVault *keychain, NewVaultKey newKey)
    {
        return QCoro::waitFor(openVaultKey(file, keychain, &m_random, newKey));
    }

    FakeRandom m_random;
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(KeyVaultTest)
#include "tst_keyvault.moc"
