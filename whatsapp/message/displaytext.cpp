#include "whatsapp/message/displaytext.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
        return true;
    case QChar::Other_Format:
        // Zero width joiner and non-joiner; the tags that spell regional flags.
        return c != 0x200c && c != 0x200d && !(c >= 0xe0020 && c <= 0xe007f);
    default:
        return QChar::isNonCharacter(c) || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0; // Hangul fillers
    }
}

/// Dots and spaces that Windows would drop silently.
void dropEnd(QString &name)
{
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
}

QString cut(QString text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    if (limit > 0 && text.at(limit - 1).isHighSurrogate())
        --limit;
    text.truncate(limit);
    return text;
}

} // namespace

QString limitedText(QByteArrayView utf8, qsizetype limit, bool *wasCut)
{
    // A UTF-16 unit takes at most three bytes of UTF-8, so this much is enough to see whether it is too long.
    QString text = QString::fromUtf8(utf8.first(std::min(utf8.size(), (limit + 2) * 3)));
    if (text.size() <= limit)
        return text;
    if (wasCut)
        *wasCut = true;
    return cut(std::move(text), limit);
}

QString cleanName(QStringView name, qsizetype limit)
{
    QString clean;
    bool space = false;
    for (const char32_t c : name.toUcs4()) {
        if (QChar::isSpace(c)) {
            space = true;
        } else if (!isInvisible(c)) {
            if (space && !clean.isEmpty())
                clean += u' ';
            space = false;
            clean += QChar::fromUcs4(c);
        }
        if (clean.size() > limit)
            break;
    }
    clean = cut(std::move(clean), limit);
    if (clean.endsWith(u' '))
        clean.chop(1);
    return clean;
}

QString cleanName(QByteArrayView utf8, qsizetype limit)
{
    // The white space and marks that go are not counted against the limit, but nobody waits for a megabyte of them.
    return cleanName(limitedText(utf8, limit * 8), limit);
}

QString cleanFileName(QByteArrayView utf8)
{
    const qsizetype slash = std::max(utf8.lastIndexOf('/'), utf8.lastIndexOf('\\'));
    QString name = cleanName(limitedText(utf8.sliced(slash + 1)), maxTextLength);
    static constexpr QStringView refused = u"<>:\"|?*";
    for (QChar &c : name)
        if (refused.contains(c))
            c = u'_';
    dropEnd(name);
    if (name.size() <= maxFileNameLength)
        return name;
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString extension = dot > 0 && name.size() - dot <= 16 ? name.sliced(dot) : QString();
    name = cut(std::move(name), maxFileNameLength - extension.size());
    dropEnd(name);
    return name + extension;
}

} // namespace desk::wa
