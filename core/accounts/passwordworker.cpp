#include "core/accounts/passwordworker.h"

#include "core/accounts/passwordhash.h"

#include <openssl/crypto.h>

#include <functional>

using namespace Qt::StringLiterals;

namespace desk {

PasswordWorker::PasswordWorker(Random &random) : m_random(random)
{
    m_pool.setMaxThreadCount(2);
}

PasswordWorker::~PasswordWorker()
{
    m_pool.clear();
    m_pool.waitForDone();
}

template<typename T>
QFuture<Result<T>> PasswordWorker::run(std::function<T()> work)
{
    const Completer<T> completer;
    if (*m_underWay >= mostUnderWay) {
        completer.complete(fail(Errc::NotConnected, u"too many passwords at once"_s));
        return completer.future();
    }
    // Counted until the job is gone, also when it never began.
    const auto turn = std::shared_ptr<void>(nullptr, [underWay = m_underWay](void *) { --*underWay; });
    ++*m_underWay;
    m_pool.start([completer, turn, work = std::move(work)] {
        completer.complete(work());
        OPENSSL_thread_stop(); // pool threads come and go; OpenSSL's state of this one goes now
    });
    return completer.future();
}

QFuture<Result<QString>> PasswordWorker::hash(QString password)
{
    return run<QString>(
        [password = std::move(password), salt = m_random.bytes(16)] { return hashPassword(password, salt); });
}

QFuture<Result<bool>> PasswordWorker::verify(QString password, QString hash)
{
    return run<bool>(
        [password = std::move(password), hash = std::move(hash)] { return verifyPassword(password, hash); });
}

} // namespace desk
