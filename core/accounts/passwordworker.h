#pragma once

#include "core/base/completer.h"
#include "core/base/random.h"

#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace desk {

/// Hashes and compares passwords on threads of its own, off the serving one: each takes about 100 ms and 32 MB.
///
/// At most two run at a time and a bounded number waits; beyond it the answer is NotConnected at once. Its methods and its end belong to one
/// thread; destroyed, it waits for what has begun and answers Cancelled to the rest. Does not own @p random.
class PasswordWorker
{
public:
    static constexpr int mostUnderWay = 16;

    explicit PasswordWorker(Random &random);
    ~PasswordWorker();
    PasswordWorker(const PasswordWorker &) = delete;
    PasswordWorker &operator=(const PasswordWorker &) = delete;

    /// @return what is stored of @p password.
    [[nodiscard]] QFuture<Result<QString>> hash(QString password);
    [[nodiscard]] QFuture<Result<bool>> verify(QString password, QString hash);

private:
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> run(std::function<T()> work);

    Random &m_random;
    std::shared_ptr<std::atomic<int>> m_underWay = std::make_shared<std::atomic<int>>(0);
    QThreadPool m_pool;
};

} // namespace desk
