#include "app/datafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace desk {

DataFolder::DataFolder(const QString &path) : m_path(path), m_lock(QDir(path).filePath(u"ventanilla.lock"_s))
{
    m_lock.setStaleLockTime(0); // age says nothing: the desk runs for months
}

Result<> DataFolder::make() const
{
    if (!QDir().mkpath(m_path))
        return fail(Errc::Storage, u"cannot make the data folder "_s + m_path);
    QFile::setPermissions(m_path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

Result<> DataFolder::take()
{
    if (auto made = make(); !made)
        return made;
    if (m_lock.tryLock())
        return {};
    qint64 pid = 0;
    QString host;
    QString program;
    if (m_lock.error() != QLockFile::LockFailedError || !m_lock.getLockInfo(&pid, &host, &program))
        return fail(Errc::Storage, u"cannot write the lock file in the data folder "_s + m_path);
    // In a container every life of the program has the same number: what looks like us is our former life. A file that is really
    // held cannot be removed.
    const bool looksLikeUs = pid == QCoreApplication::applicationPid() && host == QSysInfo::machineHostName();
    if (looksLikeUs && m_lock.removeStaleLockFile() && m_lock.tryLock())
        return {};
    return fail(Errc::Conflict, u"another Ventanilla (process %1) works on the data folder %2"_s.arg(pid).arg(m_path));
}

} // namespace desk
