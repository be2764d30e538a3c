#include "core/storage/readworker.h"

namespace desk {

ReadWorker::ReadWorker(QString path) : m_path(std::move(path))
{
    // One thread that never ends by itself: a connection belongs to the thread that opened it.
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
}

ReadWorker::~ReadWorker()
{
    m_pool.clear();
    m_pool.start([this] { m_database.reset(); });
    m_pool.waitForDone();
}

Result<> ReadWorker::open()
{
    if (m_database)
        return {};
    auto database = std::make_unique<Database>();
    if (auto opened = database->open(m_path, Database::Access::ReadOnly); !opened)
        return opened;
    m_database = std::move(database);
    return {};
}

} // namespace desk
