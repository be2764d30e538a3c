#include "core/classification/words.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QString needleFor(QLatin1String phrase)
{
    if (phrase.endsWith('*'_L1))
        return u' ' + phrase.chopped(1);
    return u' ' + phrase + u' ';
}

} // namespace

QString folded(const QString &text)
{
    QString result = text;
    for (QChar &c : result) {
        if (c.unicode() > 127 && c.decompositionTag() == QChar::Canonical)
            c = c.decomposition().at(0);
        c = c.toLower();
    }
    return result;
}

FoldedText::FoldedText(const QString &text)
{
    QString plain = folded(text.normalized(QString::NormalizationForm_C));
    for (QChar &c : plain) {
        if (!c.isLetterOrNumber())
            c = u' ';
    }
    static const QRegularExpression drawnOut(u"([a-z])\\1{2,}"_s); // "holaaaa", "siiii"
    plain.replace(drawnOut, u"\\1"_s);
    m_words = plain.split(u' ', Qt::SkipEmptyParts);
    m_padded = u' ' + m_words.join(u' ') + u' ';
}

bool FoldedText::hasAny(std::initializer_list<QLatin1String> phrases) const
{
    return std::any_of(phrases.begin(), phrases.end(), [this](QLatin1String phrase) { return has(phrase); });
}

qsizetype FoldedText::indexOf(QLatin1String phrase) const
{
    return m_padded.indexOf(needleFor(phrase));
}

qsizetype FoldedText::lastIndexOf(QLatin1String phrase) const
{
    return m_padded.lastIndexOf(needleFor(phrase));
}

} // namespace desk
