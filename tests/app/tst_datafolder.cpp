#include "app/datafolder.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

class DataFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsMadeForItsOwnerOnly()
    {
        const QTemporaryDir parent;
        const QString path = parent.filePath(u"a/b"_s);
        DataFolder folder(path);
        QVERIFY(folder.take());
#ifndef Q_OS_WIN
        QVERIFY(!(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
#endif
    }

    void oneProcessHasIt()
    {
        const QTemporaryDir path;
        auto first = std::make_unique<DataFolder>(path.path());
        QVERIFY(first->take());
        DataFolder second(path.path());
        QVERIFY(second.take().error().code == Errc::Conflict);
        first.reset();
        QVERIFY(second.take());
    }

    void whatAFormerLifeOfThisProcessLeftIsNoHindrance()
    {
        // In a container the number of the killed process is the new one's.
        const QTemporaryDir path;
        QLockFile lock(path.filePath(u"ventanilla.lock"_s));
        QVERIFY(lock.lock());
        QFile file(path.filePath(u"ventanilla.lock"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray left = file.readAll();
        file.close();
        lock.unlock();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(left);
        file.close();

        DataFolder folder(path.path());
        QVERIFY(folder.take());
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        DataFolder folder(file.fileName() + u"/data"_s);
        QVERIFY(folder.take().error().code == Errc::Storage);
    }
};

QTEST_GUILESS_MAIN(DataFolderTest)
#include "tst_datafolder.moc"
