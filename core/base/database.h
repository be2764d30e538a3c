#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <functional>
#include <memory>
#include <vector>

namespace desk {

class Database;

/// One prepared statement, borrowed from the connection's cache for the lifetime of this object.
/// Positional parameters are bound in order by bind(). Reset and given back when destroyed.
class Statement
{
public:
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;
    ~Statement();

    Statement &bind(const QVariant &value);
    [[nodiscard]] Result<> exec();
    [[nodiscard]] bool next();
    [[nodiscard]] QVariant value(int column) const;
    [[nodiscard]] qint64 int64(int column) const { return value(column).toLongLong(); }
    [[nodiscard]] QString text(int column) const { return value(column).toString(); }
    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] int rowsAffected() const;

private:
    friend class Database;
    Statement(Database *database, QString sql, std::unique_ptr<QSqlQuery> query, QString prepareError);

    Database *m_database;
    QString m_sql;
    std::unique_ptr<QSqlQuery> m_query;
    QString m_prepareError;
    int m_bound = 0;
};

/// One SQLite file, one connection, one thread: the one that opened it.
///
/// WAL, synchronous=FULL (what was committed survives a power cut), foreign keys on, and every transaction BEGIN IMMEDIATE, so that
/// two writers wait for each other and never fail half way.
class Database
{
public:
    enum class Access { ReadWrite, ReadOnly };

    Database();
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// @param path a file, or ":memory:".
    [[nodiscard]] Result<> open(const QString &path, Access access = Access::ReadWrite);

    /// A failure to prepare shows when the statement is executed.
    [[nodiscard]] Statement prepare(const QString &sql);
    /// Runs one statement without parameters.
    [[nodiscard]] Result<> exec(const QString &sql);

    /// Runs @p work in a transaction and commits when it succeeds. Called inside another transaction, it joins that one; a failure
    /// inside always rolls the whole back.
    template<typename Work>
    [[nodiscard]] auto transaction(Work work) -> decltype(work())
    {
        if (auto begun = begin(); !begun)
            return fail(begun.error());
        auto result = work();
        if (auto ended = end(result.has_value()); !ended && result)
            return fail(ended.error());
        return result;
    }

    /// Runs @p callback once the running transaction is on disk (at once without one); dropped when it is rolled back.
    void afterCommit(std::function<void()> callback);
    /// Calls @p watch after everything that was written and is on disk, by whom ever on this connection; one at most.
    void watchCommits(std::function<void()> watch) { m_commitWatch = std::move(watch); }

    [[nodiscard]] bool inTransaction() const { return m_depth > 0; }

private:
    friend class Statement;
    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<> end(bool succeeded);
    void tellCommit() const
    {
        if (m_depth == 0 && m_commitWatch)
            m_commitWatch();
    }

    QString m_connectionName;
    QSqlDatabase m_connection;
    QHash<QString, std::shared_ptr<std::vector<std::unique_ptr<QSqlQuery>>>> m_idle;
    std::vector<std::function<void()>> m_afterCommit;
    std::function<void()> m_commitWatch;
    int m_depth = 0;
    bool m_failed = false;
};

} // namespace desk
