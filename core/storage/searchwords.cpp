#include "core/storage/searchwords.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int maxQueryWords = 8;
constexpr int maxQueryLength = 200;
// A beginning that more words share is left to FTS5's own prefix search: slower, but it finds them all.
constexpr int maxExpansion = 100;
constexpr qsizetype maxWordLength = 64;
constexpr qsizetype excerptLead = 18; ///< characters before the first word found
constexpr qsizetype excerptLength = 160;

QString quoted(const QString &word)
{
    return u'"' + word + u'"';
}

} // namespace

QStringList SearchWords::wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    for (const QChar c : decomposed) {
        if (c.isLetterOrNumber() || c.isSurrogate()) {
            word += c;
        } else if (!c.isMark() && !word.isEmpty()) {
            words << word;
            word.clear();
        }
    }
    if (!word.isEmpty())
        words << word;
    return words;
}

QList<SearchWords::Range> SearchWords::rangesOf(const QString &text, const QStringList &words)
{
    QList<Range> ranges;
    if (words.isEmpty())
        return ranges;
    qsizetype begin = -1;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const QChar c = i < text.size() ? text.at(i) : QChar(u' ');
        if (c.isLetterOrNumber() || c.isSurrogate() || (c.isMark() && begin >= 0)) {
            begin = begin < 0 ? i : begin;
            continue;
        }
        if (begin < 0)
            continue;
        const QStringList folded = wordsOf(text.mid(begin, i - begin));
        const bool found = std::any_of(words.cbegin(), words.cend(), [&](const QString &word) {
            return !folded.isEmpty() && folded.first().startsWith(word);
        });
        if (found)
            ranges << Range{begin, i - begin};
        begin = -1;
    }
    return ranges;
}

QString SearchWords::excerpt(const QString &text, const QStringList &words)
{
    const QString line = text.simplified();
    const QList<Range> ranges = rangesOf(line, words);
    qsizetype from = ranges.isEmpty() ? 0 : ranges.first().first;
    if (from <= excerptLead)
        return line.left(excerptLength);
    from -= excerptLead;
    // From the begin of a word on.
    const qsizetype space = line.indexOf(u' ', from);
    if (space >= 0 && space < ranges.first().first)
        from = space + 1;
    return u"…"_s + line.mid(from, excerptLength);
}

Result<> SearchWords::add(const QString &text)
{
    QStringList words = wordsOf(text);
    words.removeDuplicates();
    erase_if(words, [](const QString &word) { return word.size() > maxWordLength; });
    if (words.isEmpty())
        return {};
    Statement query = m_database.prepare(u"INSERT OR IGNORE INTO search_word(word) SELECT value FROM json_each(?)"_s);
    const QByteArray list = QJsonDocument(QJsonArray::fromStringList(words)).toJson(QJsonDocument::Compact);
    return query.bind(QString::fromUtf8(list)).exec();
}

Result<QString> SearchWords::matchExpression(const QString &text)
{
    QStringList terms;
    const QStringList words = wordsOf(text.left(maxQueryLength)).mid(0, maxQueryWords);
    for (const QString &word : words) {
        Statement query = m_database.prepare(
            u"SELECT word FROM search_word WHERE word >= ? AND word < ? ORDER BY word LIMIT ?"_s);
        // U+10FFFF is the greatest character: everything that begins with the word sorts below word + that.
        const QString after = word + QString::fromUcs4(U"\U0010FFFF", 1);
        if (auto done = query.bind(word).bind(after).bind(maxExpansion + 1).exec(); !done)
            return fail(done.error());
        QStringList whole{quoted(word)};
        int found = 0;
        for (; query.next(); ++found) {
            if (query.text(0) != word)
                whole << quoted(query.text(0));
        }
        terms << (found > maxExpansion ? quoted(word) + u'*' : u'(' + whole.join(u" OR "_s) + u')');
    }
    return terms.join(u" AND "_s);
}

} // namespace desk
