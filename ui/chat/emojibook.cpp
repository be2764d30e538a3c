#include "ui/chat/emojibook.h"

#include <QFile>
#include <QFontDatabase>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

const QString recentKey = u"console/recent_emoji"_s;

/// Without case and accents.
QString foldedWords(const QString &text)
{
    QString kept;
    const QString parted = text.normalized(QString::NormalizationForm_D).toLower();
    kept.reserve(parted.size());
    for (const QChar c : parted) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        kept.append(c.isLetterOrNumber() || c == u'+' ? c : QChar(u' '));
    }
    return kept.simplified();
}

} // namespace

void EmojiBook::useSettings(QSettings &settings)
{
    m_settings = &settings;
    m_recent = settings.value(recentKey).toStringList().mid(0, mostRecent);
}

const QList<EmojiBook::Emoji> &EmojiBook::all() const
{
    if (!m_all.isEmpty())
        return m_all;
    QFile file(u":/emoji/emoji.tsv"_s);
    if (!file.open(QIODevice::ReadOnly))
        return m_all;
    const QList<QString> lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    m_all.reserve(lines.size());
    for (const QString &line : lines) {
        const QStringList fields = line.split(u'\t');
        if (fields.size() != 4)
            continue;
        m_all << Emoji{.text = fields.at(0),
                       .group = fields.at(1).toInt(),
                       .english = fields.at(2).section(u'|', 0, 0),
                       .spanish = fields.at(3).section(u'|', 0, 0),
                       .words = u' ' + foldedWords(fields.at(3) + u' ' + fields.at(2))};
    }
    return m_all;
}

QList<EmojiBook::Emoji> EmojiBook::find(const QString &typed) const
{
    const QStringList wanted = foldedWords(typed).split(u' ', Qt::SkipEmptyParts);
    QList<Emoji> named;
    QList<Emoji> others;
    for (const Emoji &emoji : all()) {
        const bool found = std::all_of(wanted.cbegin(), wanted.cend(),
                                       [&emoji](const QString &word) { return emoji.words.contains(u' ' + word); });
        if (!found)
            continue;
        const QString name = u' ' + foldedWords(nameOf(emoji));
        const bool called = std::all_of(wanted.cbegin(), wanted.cend(),
                                        [&name](const QString &word) { return name.contains(u' ' + word); });
        (called ? named : others) << emoji;
    }
    return named + others;
}

QList<EmojiBook::Emoji> EmojiBook::ofGroup(int group) const
{
    QList<Emoji> found;
    for (const Emoji &emoji : all()) {
        if (emoji.group == group)
            found << emoji;
    }
    return found;
}

QList<EmojiBook::Emoji> EmojiBook::recent() const
{
    QList<Emoji> found;
    for (const QString &text : m_recent) {
        const auto known = std::find_if(all().cbegin(), all().cend(),
                                        [&text](const Emoji &emoji) { return emoji.text == text; });
        if (known != all().cend())
            found << *known;
    }
    return found;
}

void EmojiBook::use(const QString &emoji)
{
    m_recent.removeAll(emoji);
    m_recent.prepend(emoji);
    m_recent = m_recent.mid(0, mostRecent);
    if (m_settings)
        m_settings->setValue(recentKey, m_recent);
}

QString EmojiBook::nameOf(const Emoji &emoji)
{
    return QLocale().language() == QLocale::Spanish ? emoji.spanish : emoji.english;
}

QString EmojiBook::fontFamily()
{
    static const QString known = [] {
        const QStringList families = QFontDatabase::families();
        for (const QString &wanted : {u"Noto Color Emoji"_s, u"Segoe UI Emoji"_s, u"Apple Color Emoji"_s}) {
            if (families.contains(wanted))
                return wanted;
        }
        const auto other = std::find_if(families.cbegin(), families.cend(), [](const QString &family) {
            return family.contains("emoji"_L1, Qt::CaseInsensitive);
        });
        return other == families.cend() ? QString() : *other;
    }();
    return known;
}

QFont EmojiBook::withEmoji(QFont font)
{
    if (const QString family = fontFamily(); !family.isEmpty())
        font.setFamilies({family, font.family()});
    return font;
}

} // namespace desk::ui
