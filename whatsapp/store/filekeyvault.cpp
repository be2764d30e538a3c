#include "whatsapp/store/filekeyvault.h"

#include "core/base/completer.h"

#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

template<typename T>
QFuture<Result<T>> answered(Result<T> result)
{
    const Completer<T> completer;
    completer.complete(std::move(result));
    return completer.future();
}

/// Past the caches of the system, to survive a power cut.
bool syncToDisk(QFile &file)
{
#ifdef Q_OS_WIN
    return file.flush() && _commit(file.handle()) == 0;
#else
    return file.flush() && fsync(file.handle()) == 0;
#endif
}

/// Gives a file its name unless that is taken. Not QFile::rename(): that one copies when it cannot rename, for all to read.
std::error_code moveToNewName(const QString &from, const QString &to)
{
    namespace fs = std::filesystem;
    const fs::path source = QFileInfo(from).filesystemFilePath();
    const fs::path target = QFileInfo(to).filesystemFilePath();
    std::error_code error;
    fs::create_hard_link(source, target, error); // the one way that never replaces
    if (!error) {
        std::error_code ignored; // the second name does no harm
        fs::remove(source, ignored);
        return {};
    }
    std::error_code unknown;
    if (fs::exists(fs::symlink_status(target, unknown)))
        return std::make_error_code(std::errc::file_exists);
    fs::rename(source, target, error); // a file system without links
    return error;
}

} // namespace

QFuture<Result<std::optional<SecretBytes>>> FileKeyVault::load()
{
    return answered(read());
}

QFuture<Result<>> FileKeyVault::save(const SecretBytes &key)
{
    return answered(write(key));
}

QFuture<Result<>> FileKeyVault::remove()
{
    QFile file(m_path);
    if (QFileInfo(m_path).isSymLink() || file.exists()) {
        if (!file.remove())
            return answered<void>(fail(Errc::Storage, u"cannot remove the key file: "_s + file.errorString()));
    }
    return answered(Result<>());
}

Result<std::optional<SecretBytes>> FileKeyVault::read() const
{
    const QFileInfo info(m_path);
    if (!info.exists() && !info.isSymLink())
        return std::nullopt;
    if (!info.isFile())
        return fail(Errc::Storage, u"the key file %1 is no file"_s.arg(m_path));
#ifndef Q_OS_WIN
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    if (info.permissions() & others)
        return fail(
            Errc::Forbidden,
            u"others than its owner may use the key file %1; after making sure that nobody has: chmod 600"_s.arg(
                m_path));
#endif
    QFile file(m_path);
    // Unbuffered: Qt would not wipe its buffer.
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Errc::Forbidden, u"cannot read the key file %1: %2"_s.arg(m_path, file.errorString()));
    SecretBytes key(keyBytes);
    if (file.size() != keyBytes || file.read(reinterpret_cast<char *>(key.data()), keyBytes) != keyBytes)
        return fail(Errc::Storage, u"the key file %1 does not hold a key"_s.arg(m_path));
    return key;
}

Result<> FileKeyVault::write(const SecretBytes &key) const
{
    if (key.size() != keyBytes)
        return fail(Errc::Invalid, u"the key of the session store has 32 bytes"_s);
    // Under another name first: a crash leaves no half key, and renaming does not replace a file either.
    QFile file(m_path + u".new"_s);
    if (file.exists() && !file.remove())
        return fail(Errc::Storage, u"cannot remove %1: %2"_s.arg(file.fileName(), file.errorString()));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFile::ReadOwner | QFile::WriteOwner))
        return fail(Errc::Storage, u"cannot create the key file %1: %2"_s.arg(m_path, file.errorString()));
    const bool written = file.write(key.view().data(), keyBytes) == keyBytes && syncToDisk(file);
    const QString problem = file.errorString();
    file.close();
    if (!written) {
        file.remove();
        return fail(Errc::Storage, u"cannot write the key file %1: %2"_s.arg(m_path, problem));
    }
    const std::error_code moved = moveToNewName(file.fileName(), m_path);
    if (!moved)
        return {};
    file.remove();
    if (moved == std::errc::file_exists)
        return fail(Errc::Conflict, u"there is a key file %1 already"_s.arg(m_path));
    return fail(Errc::Storage,
                u"cannot create the key file %1: %2"_s.arg(m_path, QString::fromLocal8Bit(moved.message())));
}

} // namespace desk::wa
