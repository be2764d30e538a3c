#pragma once

#include "core/base/result.h"

#include <QString>

#include <optional>

namespace desk {

/// A backup that takes the desk's place when the program starts the next time: nothing works on the data then.
///
/// The desk as it was, with its WhatsApp session, moves into a folder of its own inside the data folder and stays there. The restored one is
/// linked anew, and what waited in its queue goes out only when a person sends it again: whoever wrote it does not know how much of it has
/// been said meanwhile. Errors as in backupfile.h.
class Restore
{
public:
    explicit Restore(const QString &dataDir) : m_dataDir(dataDir) { }

    /// To be checked before. @param at UTC milliseconds.
    [[nodiscard]] Result<> stage(const QString &file, qint64 at) const;
    void unstage() const;
    /// The file; empty: none is.
    [[nodiscard]] QString staged() const;

    /// Why the last one was not done: a word of backupfile.h. Plain value.
    struct Problem
    {
        QString file = {};
        QString word = {};
    };
    /// Until another is staged, or somebody has read it.
    [[nodiscard]] std::optional<Problem> problem() const;
    void forgetProblem() const;
    /// The desk was put aside and could not be moved back: it must not be opened, for that would make an empty one.
    [[nodiscard]] bool isStranded() const;

    /// Does what is staged, before the database is opened. Cut short at any place, it goes on at the next start; once done, it
    /// is never done again, even if its order could not be removed. When it fails, the desk is
    /// as it was, and nothing is staged any more; unless it isStranded().
    /// @return the folder of the former desk; empty: nothing was staged.
    [[nodiscard]] Result<QString> perform() const;

private:
    struct Order;
    [[nodiscard]] std::optional<Order> order() const;
    [[nodiscard]] QString orderFile() const;
    [[nodiscard]] Result<> write(const Order &order) const;
    [[nodiscard]] Result<> prepareAll(const Order &order) const;
    [[nodiscard]] Result<> prepare(const Order &order) const;
    [[nodiscard]] Result<> putAside(const Order &order) const;
    [[nodiscard]] Result<> takeAttachments(const Order &order) const;
    [[nodiscard]] Result<> putInPlace() const;
    void putBack(const Order &order) const;
    [[nodiscard]] QString problemFile() const;
    void keepProblem(const Problem &problem) const;

    QString m_dataDir;
};

} // namespace desk
