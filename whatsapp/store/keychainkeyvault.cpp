#include "whatsapp/store/keychainkeyvault.h"

#include "core/base/completer.h"

#include <QObject>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

Error errorOf(const QKeychain::Job &job)
{
    const QString detail = u"keychain: "_s + job.errorString();
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {Errc::Forbidden, detail};
    case QKeychain::CouldNotDeleteEntry:
        return {Errc::Storage, detail};
    default: // also OtherError, which is what it says when the service is not there
        return {Errc::NotConnected, detail};
    }
}

/// Whether the job found nothing, which is an answer like any other.
bool foundNothing(const QKeychain::Job &job)
{
    return job.error() == QKeychain::EntryNotFound;
}

Result<std::optional<SecretBytes>> keyFrom(const QKeychain::ReadPasswordJob &job)
{
    if (foundNothing(job))
        return std::nullopt;
    if (job.error() != QKeychain::NoError)
        return fail(errorOf(job));
    SecretBytes key = SecretBytes::takeFrom(job.binaryData());
    if (key.size() != KeyVault::keyBytes)
        return fail(Errc::Storage, u"keychain: the entry is no key"_s);
    return key;
}

/// Starts a job, which deletes itself in the end, and calls @p ended once with it.
template<typename Ended>
void run(QKeychain::Job *job, const QString &entry, Ended ended)
{
    job->setKey(entry);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, std::move(ended));
    job->start();
}

template<typename T>
void limit(Clock &clock, std::chrono::milliseconds timeout, const Completer<T> &completer, QObject *context)
{
    clock.singleShot(timeout, context,
                     [completer] { completer.complete(fail(Errc::TimedOut, u"the keychain does not answer"_s)); });
}

} // namespace

KeychainKeyVault::KeychainKeyVault(QString service, QString entry, Clock &clock, std::chrono::milliseconds timeout)
    : m_service(std::move(service)), m_entry(std::move(entry)), m_clock(clock), m_timeout(timeout)
{
}

QFuture<Result<std::optional<SecretBytes>>> KeychainKeyVault::load()
{
    const Completer<std::optional<SecretBytes>> completer;
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    limit(m_clock, m_timeout, completer, job);
    run(job, m_entry, [job, completer] { completer.complete(keyFrom(*job)); });
    return completer.future();
}

QFuture<Result<>> KeychainKeyVault::save(const SecretBytes &key)
{
    const Completer<void> completer;
    if (key.size() != keyBytes) {
        completer.complete(fail(Errc::Invalid, u"the key of the session store has 32 bytes"_s));
        return completer.future();
    }
    // Writing replaces what is there, hence first a look.
    auto *look = new QKeychain::ReadPasswordJob(m_service);
    auto *write = new QKeychain::WritePasswordJob(m_service, look);
    limit(m_clock, m_timeout, completer, look);
    run(look, m_entry, [look, write, completer, key, entry = m_entry] {
        if (!foundNothing(*look)) {
            completer.complete(look->error() == QKeychain::NoError
                                   ? fail(Errc::Conflict, u"the keychain has a key already"_s)
                                   : fail(errorOf(*look)));
            return;
        }
        write->setParent(nullptr);
        write->setBinaryData(key.exposed());
        run(write, entry, [write, completer] {
            completer.complete(write->error() == QKeychain::NoError ? Result<>() : Result<>(fail(errorOf(*write))));
        });
    });
    return completer.future();
}

QFuture<Result<>> KeychainKeyVault::remove()
{
    const Completer<void> completer;
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    limit(m_clock, m_timeout, completer, job);
    run(job, m_entry, [job, completer] {
        const bool gone = job->error() == QKeychain::NoError || foundNothing(*job);
        completer.complete(gone ? Result<>() : Result<>(fail(errorOf(*job))));
    });
    return completer.future();
}

} // namespace desk::wa
