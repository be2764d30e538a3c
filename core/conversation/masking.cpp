#include "core/conversation/masking.h"

#include "core/classification/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qsizetype shortestName = 3;
constexpr qsizetype shortestPhone = 10; ///< digits; an asset number of so many is hidden like any other

QRegularExpression maskedPattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::CaseInsensitiveOption);
}

/// A placeholder with or without brackets.
const QRegularExpression &anyPlaceholder()
{
    static const QRegularExpression found = maskedPattern(
        u"\\[?\\b((?:NAME|PHONE|EMAIL|NUMBER|ID|SECRET|TEXT)_\\d{1,4})\\b\\]?"_s);
    return found;
}

struct Kind
{
    QString name;
    QRegularExpression where;
    int group = 0; ///< the part that is hidden
};

/// Earlier ones win where two overlap.
const std::vector<Kind> &kinds()
{
    static const std::vector<Kind> found{
        // What the customer wrote like a placeholder must not come back as somebody's data.
        {u"TEXT"_s, anyPlaceholder()},
        {u"SECRET"_s,
         maskedPattern(
             u"\\b(?:contrase[nñ]a|password|clave|nip|pin|senha)\\s*(?:es|is|:|=|é)\\s*(\\S*[^\\s\\p{L}]\\S*)"_s),
         1},
        {u"EMAIL"_s, maskedPattern(u"[\\p{L}\\d._%+-]+@[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)*"_s)},
        {u"ID"_s, maskedPattern(u"\\b[a-zñ&]{3,4}\\d{6}(?:[a-z]{6}[a-z\\d]{2}|[a-z\\d]{3})\\b"_s)},
        {u"PHONE"_s,
         maskedPattern(u"(?<![\\p{L}\\d_])[+(]*\\d(?:[ \\t\u00a0().\u2010-\u2015-]{0,3}\\d){7,40}(?![\\p{L}\\d_])"_s)},
        {u"NUMBER"_s, maskedPattern(u"(?<![\\p{L}\\d])\\d{6,}|\\d{9,}"_s)},
    };
    return found;
}

struct Span
{
    qsizetype start;
    qsizetype length;
    QString kind; ///< empty: stays as it is
};

/// Adds a span unless an earlier one has some of it.
void claim(std::vector<Span> &spans, Span span)
{
    const bool taken = std::any_of(spans.begin(), spans.end(), [&](const Span &other) {
        return span.start < other.start + other.length && other.start < span.start + span.length;
    });
    if (!taken && span.length > 0)
        spans.push_back(std::move(span));
}

void claimWords(std::vector<Span> &spans, const QString &plain, const QString &words, const QString &kind)
{
    const auto isInside = [&plain](qsizetype at) {
        return at >= 0 && at < plain.size() && plain[at].isLetterOrNumber();
    };
    for (qsizetype at = plain.indexOf(words); at >= 0; at = plain.indexOf(words, at + 1)) {
        if (!isInside(at - 1) && !isInside(at + words.size()))
            claim(spans, {at, words.size(), kind});
    }
}

} // namespace

Masking::Masking(const QStringList &names, const QString &assetNumber) : m_active(true)
{
    static const QStringList particles = u"de del la las los el y da do dos van von"_s.split(u' ');
    static const QRegularExpression noLetters = maskedPattern(u"[^\\p{L}\\d]+"_s);
    for (const QString &name : names) {
        const QString whole = folded(name.normalized(QString::NormalizationForm_C).simplified());
        if (whole.size() < shortestName)
            continue;
        m_names << whole;
        for (const QString &word : whole.split(noLetters, Qt::SkipEmptyParts)) {
            if (word.size() >= shortestName && !particles.contains(word))
                m_names << word;
        }
    }
    m_names.removeDuplicates();
    std::stable_sort(m_names.begin(), m_names.end(),
                     [](const QString &a, const QString &b) { return a.size() > b.size(); });
    const auto digits = std::count_if(assetNumber.cbegin(), assetNumber.cend(), [](QChar c) { return c.isDigit(); });
    if (digits < shortestPhone)
        m_assetNumber = folded(assetNumber.normalized(QString::NormalizationForm_C).simplified());
}

QString Masking::placeholderFor(const QString &kind, const QString &value)
{
    QString &known = m_placeholders[kind + u'|' + value];
    if (known.isEmpty()) {
        known = u"%1_%2"_s.arg(kind).arg(++m_counts[kind]);
        m_values.insert(known, value);
    }
    return u'[' + known + u']';
}

QString Masking::hide(const QString &text)
{
    const QString source = text.normalized(QString::NormalizationForm_C);
    const QString plain = folded(source);
    std::vector<Span> spans;
    for (const Kind &kind : kinds()) {
        if (kind.name == "ID"_L1 && !m_assetNumber.isEmpty())
            claimWords(spans, plain, m_assetNumber, {});
        for (auto it = kind.where.globalMatch(source); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            claim(spans, {match.capturedStart(kind.group), match.capturedLength(kind.group), kind.name});
        }
    }
    for (const QString &name : std::as_const(m_names))
        claimWords(spans, plain, name, u"NAME"_s);

    std::sort(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.start < b.start; });
    QString masked;
    qsizetype from = 0;
    for (const Span &span : spans) {
        const QString value = source.mid(span.start, span.length);
        masked += QStringView(source).mid(from, span.start - from);
        masked += span.kind.isEmpty() ? value : placeholderFor(span.kind, value);
        from = span.start + span.length;
    }
    return masked + source.mid(from);
}

QString Masking::reveal(const QString &text) const
{
    if (!m_active)
        return text;
    QString revealed;
    qsizetype from = 0;
    for (auto it = anyPlaceholder().globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        revealed += QStringView(text).mid(from, match.capturedStart() - from);
        revealed += m_values.value(match.captured(1).toUpper());
        from = match.capturedEnd();
    }
    return revealed + text.mid(from);
}

} // namespace desk
