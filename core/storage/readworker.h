#pragma once

#include "core/base/completer.h"
#include "core/base/database.h"

#include <QThreadPool>

#include <functional>

namespace desk {

/// Runs long reads (search, statistics, export) one after the other on a thread of its own with a read-only connection, so
/// that nothing long stands on the writing one. A job sees what was committed when it starts.
///
/// run() and the destructor belong to one thread. Destroyed, it answers Cancelled to what has not started.
class ReadWorker
{
public:
    /// @param path a database file that has been migrated. Opened at the first job.
    explicit ReadWorker(QString path);
    ~ReadWorker();
    ReadWorker(const ReadWorker &) = delete;
    ReadWorker &operator=(const ReadWorker &) = delete;

    /// @p job runs on the worker; it must own what it uses.
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> run(std::function<Result<T>(Database &)> job)
    {
        Completer<T> completer;
        m_pool.start([this, completer, job = std::move(job)] {
            if (auto opened = open(); !opened)
                completer.complete(fail(opened.error()));
            else
                completer.complete(job(*m_database));
        });
        return completer.future();
    }

private:
    [[nodiscard]] Result<> open();

    QString m_path;
    std::unique_ptr<Database> m_database; ///< made, used and destroyed on the worker
    QThreadPool m_pool;
};

} // namespace desk
