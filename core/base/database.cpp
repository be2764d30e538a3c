#include "core/base/database.h"

#include "core/base/logging.h"

#include <QSqlError>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace desk {

Statement::Statement(Database *database, QString sql, std::unique_ptr<QSqlQuery> query, QString prepareError)
    : m_database(database), m_sql(std::move(sql)), m_query(std::move(query)), m_prepareError(std::move(prepareError))
{
}

Statement::Statement(Statement &&other) noexcept = default;

Statement::~Statement()
{
    if (!m_query || !m_prepareError.isEmpty())
        return;
    m_query->finish();
    auto &idle = m_database->m_idle[m_sql];
    if (!idle)
        idle = std::make_shared<std::vector<std::unique_ptr<QSqlQuery>>>();
    idle->push_back(std::move(m_query));
}

Statement &Statement::bind(const QVariant &value)
{
    m_query->bindValue(m_bound++, value);
    return *this;
}

Result<> Statement::exec()
{
    if (!m_prepareError.isEmpty())
        return fail(Errc::Storage, m_prepareError);
    m_bound = 0;
    if (m_query->exec()) {
        if (!m_query->isSelect())
            m_database->tellCommit();
        return {};
    }
    const QSqlError error = m_query->lastError();
    // SQLITE_CONSTRAINT and its extended codes: the caller can look again.
    const bool constraint = (error.nativeErrorCode().toInt() & 0xff) == 19;
    const QString detail = error.databaseText() + u" in "_s + m_sql.simplified().left(120);
    qCWarning(lcStorage).noquote() << detail;
    return fail(constraint ? Errc::Conflict : Errc::Storage, detail);
}

bool Statement::next()
{
    return m_query->next();
}

QVariant Statement::value(int column) const
{
    return m_query->value(column);
}

qint64 Statement::lastInsertId() const
{
    return m_query->lastInsertId().toLongLong();
}

int Statement::rowsAffected() const
{
    return m_query->numRowsAffected();
}

Database::Database() : m_connectionName(QUuid::createUuid().toString(QUuid::WithoutBraces)) { }

Database::~Database()
{
    m_idle.clear();
    if (!m_connection.isValid())
        return;
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<> Database::open(const QString &path, Access access)
{
    m_connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    m_connection.setDatabaseName(path);
    m_connection.setConnectOptions(access == Access::ReadOnly ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s
                                                              : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!m_connection.open())
        return fail(Errc::Storage, u"cannot open the database: "_s + m_connection.lastError().text());
    QStringList pragmas{u"PRAGMA foreign_keys=ON"_s, u"PRAGMA cache_size=-16000"_s, u"PRAGMA temp_store=MEMORY"_s};
    if (access == Access::ReadWrite)
        pragmas << u"PRAGMA journal_mode=WAL"_s << u"PRAGMA synchronous=FULL"_s;
    for (const QString &pragma : std::as_const(pragmas)) {
        if (auto done = exec(pragma); !done)
            return done;
    }
    return {};
}

Statement Database::prepare(const QString &sql)
{
    if (auto idle = m_idle.value(sql); idle && !idle->empty()) {
        auto query = std::move(idle->back());
        idle->pop_back();
        return {this, sql, std::move(query), {}};
    }
    auto query = std::make_unique<QSqlQuery>(m_connection);
    query->setForwardOnly(true);
    QString error;
    if (!query->prepare(sql))
        error = query->lastError().databaseText() + u" while preparing "_s + sql.simplified().left(120);
    if (!error.isEmpty())
        qCCritical(lcStorage).noquote() << error;
    return {this, sql, std::move(query), error};
}

Result<> Database::exec(const QString &sql)
{
    QSqlQuery query(m_connection);
    if (query.exec(sql))
        return {};
    return fail(Errc::Storage, query.lastError().databaseText() + u" in "_s + sql.simplified().left(120));
}

Result<> Database::begin()
{
    if (m_depth == 0) {
        m_failed = false;
        if (auto begun = exec(u"BEGIN IMMEDIATE"_s); !begun)
            return begun;
    }
    ++m_depth;
    return {};
}

Result<> Database::end(bool succeeded)
{
    m_failed = m_failed || !succeeded;
    if (--m_depth > 0)
        return m_failed ? Result<>(fail(Errc::Storage, u"the transaction has failed already"_s)) : Result<>();
    auto callbacks = std::exchange(m_afterCommit, {});
    if (!m_failed) {
        if (auto committed = exec(u"COMMIT"_s); committed) {
            for (const auto &callback : callbacks)
                callback();
            tellCommit();
            return {};
        } else {
            qCCritical(lcStorage).noquote() << "commit failed:" << committed.error().detail;
            if (auto undone = exec(u"ROLLBACK"_s); !undone)
                qCCritical(lcStorage).noquote() << "rollback failed:" << undone.error().detail;
            return committed;
        }
    }
    if (auto undone = exec(u"ROLLBACK"_s); !undone)
        return undone;
    return succeeded ? Result<>(fail(Errc::Storage, u"a joined transaction had failed"_s)) : Result<>();
}

void Database::afterCommit(std::function<void()> callback)
{
    if (m_depth > 0)
        m_afterCommit.push_back(std::move(callback));
    else
        callback();
}

} // namespace desk
