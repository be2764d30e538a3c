#include "ui/chat/plaintext.h"

#include "ui/chat/emojibook.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr char16_t firstEmoji = 0x203C; ///< below it, emoji are made of digits and a mark

/// Addresses that may be opened, found by us: nothing else in the text is anything but text.
const QRegularExpression &linkPattern()
{
    static const QRegularExpression link(uR"(https?://[^\s<>"]+[^\s<>".,;:!?)\]])"_s);
    return link;
}

void markLinks(const QString &text, const QColor &color, QList<QTextLayout::FormatRange> &formats)
{
    for (auto match = linkPattern().globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        QTextLayout::FormatRange range;
        range.start = int(found.capturedStart());
        range.length = int(found.capturedLength());
        range.format.setForeground(color);
        range.format.setFontUnderline(true);
        range.format.setProperty(QTextFormat::AnchorHref, found.captured());
        formats << range;
    }
}

/// Emoji in colour, also where the font of the words has a black one.
void markEmoji(const QString &text, QList<QTextLayout::FormatRange> &formats)
{
    const bool any = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() >= firstEmoji; });
    if (!any || EmojiBook::fontFamily().isEmpty())
        return;
    static const QRegularExpression emoji(
        uR"((?:\p{Emoji_Presentation}|\p{Emoji}\x{FE0F})(?:[\x{FE0F}\x{20E3}\x{1F3FB}-\x{1F3FF}]|\x{200D}\p{Emoji})*)"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    for (auto match = emoji.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        QTextLayout::FormatRange range;
        range.start = int(found.capturedStart());
        range.length = int(found.capturedLength());
        range.format.setFontFamilies({EmojiBook::fontFamily()});
        formats << range;
    }
}

} // namespace

std::shared_ptr<QTextLayout> plainText(const QString &text, const QFont &font, qreal width, int lines,
                                       const QColor &link)
{
    // A line break of a message is one of the layout.
    QString shown = text;
    shown.replace(u'\n', QChar::LineSeparator);
    auto layout = std::make_shared<QTextLayout>(shown, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    QList<QTextLayout::FormatRange> formats;
    if (link.isValid())
        markLinks(shown, link, formats);
    markEmoji(shown, formats);
    layout->setFormats(formats); // before the lines are made: formats are part of them
    layout->beginLayout();
    qreal y = 0;
    for (int count = 0; lines == 0 || count < lines; ++count) {
        QTextLine line = layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += std::ceil(line.height()) + 1;
    }
    layout->endLayout();
    return layout;
}

QSizeF sizeOf(const QTextLayout &layout)
{
    qreal width = 0;
    qreal height = 0;
    for (int i = 0; i < layout.lineCount(); ++i) {
        width = std::max(width, layout.lineAt(i).naturalTextWidth());
        height = layout.lineAt(i).y() + std::ceil(layout.lineAt(i).height()) + 1;
    }
    return {std::ceil(width), height};
}

QStringList linksIn(const QString &text)
{
    QStringList links;
    for (auto match = linkPattern().globalMatch(text); match.hasNext();)
        links << match.next().captured();
    links.removeDuplicates();
    return links;
}

QString linkAt(const QTextLayout &layout, const QPointF &point)
{
    for (int i = 0; i < layout.lineCount() && !layout.formats().isEmpty(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (point.y() < line.y() || point.y() >= line.y() + line.height() || point.x() < 0
            || point.x() > line.naturalTextWidth())
            continue;
        const int cursor = line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
        for (const auto &range : layout.formats()) {
            if (cursor >= range.start && cursor < range.start + range.length)
                return range.format.property(QTextFormat::AnchorHref).toString();
        }
    }
    return {};
}

int cursorAt(const QTextLayout &layout, const QPointF &point)
{
    if (point.y() < 0 || layout.lineCount() == 0)
        return 0;
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (point.y() < line.y() + line.height() + 1)
            return line.xToCursor(point.x());
    }
    return int(layout.text().size());
}

std::pair<int, int> wordAt(const QTextLayout &layout, int cursor)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, layout.text());
    finder.setPosition(std::min<qsizetype>(cursor + 1, layout.text().size()));
    const qsizetype begin = finder.toPreviousBoundary();
    finder.setPosition(std::max<qsizetype>(0, begin));
    const qsizetype end = finder.toNextBoundary();
    return {int(std::max<qsizetype>(0, begin)), int(end < 0 ? layout.text().size() : end)};
}

QString textOf(const QTextLayout &layout, int begin, int end)
{
    QString text = layout.text().mid(std::min(begin, end), std::abs(end - begin));
    return text.replace(QChar::LineSeparator, u'\n');
}

} // namespace desk::ui
