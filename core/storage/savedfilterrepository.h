#pragma once

#include "core/storage/ticketchoice.h"

namespace desk {

/// A choice of tickets under a name of its own.
struct SavedFilter
{
    qint64 id = 0;
    UserId owner = {}; ///< invalid: whoever sits at this computer without an account
    QString name = {};
    TicketChoice choice = {};
};

/// SQL of the filters that people keep, each their own.
class SavedFilterRepository
{
public:
    static constexpr int longestName = 60;
    static constexpr int mostOfOne = 30;

    explicit SavedFilterRepository(Database &database) : m_database(database) { }

    /// In the order in which they were made.
    [[nodiscard]] Result<QList<SavedFilter>> of(UserId owner);
    /// @return with its id. Invalid without a name ("/name") or a choice ("/choice"); TooLarge: the owner has as many as one may have.
    [[nodiscard]] Result<SavedFilter> add(const SavedFilter &filter, qint64 at);
    /// New words and choice for one of the same owner. NotFound; Invalid as above.
    [[nodiscard]] Result<> change(const SavedFilter &filter);
    [[nodiscard]] Result<> remove(qint64 id, UserId owner);

private:
    Database &m_database;
};

} // namespace desk
