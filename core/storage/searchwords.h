#pragma once

#include "core/base/database.h"

#include <QStringList>

namespace desk {

/// The words that occur anywhere in the searchable texts, so that the beginning of a word finds whole ones.
///
/// FTS5 answers a whole word newest first without reading all its hits, but for the beginning of a word it first collects
/// every hit there is. Hence a beginning is turned into the whole words that start with it. Words only ever get in: one
/// that no text has any more costs a lookup and finds nothing.
class SearchWords
{
public:
    explicit SearchWords(Database &database) : m_database(database) { }

    /// Remembers the words of @p text. Joins a running transaction.
    [[nodiscard]] Result<> add(const QString &text);

    /// What FTS5 is asked for @p text: every word of it, or one that begins with it, must occur. Every word is quoted, so
    /// that no input is syntax. Empty when @p text has no word; words past the eighth do not count.
    [[nodiscard]] Result<QString> matchExpression(const QString &text);

    /// As FTS5's tokenizer sees it: lower case, without accents, letters and digits only.
    [[nodiscard]] static QStringList wordsOf(const QString &text);

    /// A stretch of a text: where it begins, and its length.
    using Range = std::pair<qsizetype, qsizetype>;
    /// The words of @p text that are, or begin with, one of @p words (as wordsOf() makes them); first to last.
    [[nodiscard]] static QList<Range> rangesOf(const QString &text, const QStringList &words);
    /// One line of @p text that has the first such word near its begin.
    [[nodiscard]] static QString excerpt(const QString &text, const QStringList &words);

private:
    Database &m_database;
};

} // namespace desk
