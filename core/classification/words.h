#pragma once

#include <QString>
#include <QStringList>

#include <initializer_list>

namespace desk {

/// Lower case without accents, character by character: the result is as long as @p text (which should be NFC), so that
/// a place found in it is a place in @p text. Punctuation stays.
[[nodiscard]] QString folded(const QString &text);

/// Text reduced to words, to look for whole words and phrases: "¡Síííí, ya quedó!" is "si ya quedo".
class FoldedText
{
public:
    explicit FoldedText(const QString &text);

    /// Whole words only ("no" is not in "bueno"). A phrase that ends in '*' matches the beginning of its last word.
    [[nodiscard]] bool has(QLatin1String phrase) const { return indexOf(phrase) >= 0; }
    [[nodiscard]] bool hasAny(std::initializer_list<QLatin1String> phrases) const;
    /// Position of the first match, -1 without one. Comparable between phrases.
    [[nodiscard]] qsizetype indexOf(QLatin1String phrase) const;
    [[nodiscard]] qsizetype lastIndexOf(QLatin1String phrase) const;

    [[nodiscard]] const QStringList &words() const { return m_words; }
    [[nodiscard]] qsizetype wordCount() const { return m_words.size(); }
    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    /// The words with one space between, before and after them.
    [[nodiscard]] const QString &padded() const { return m_padded; }

private:
    QStringList m_words;
    QString m_padded;
};

} // namespace desk
