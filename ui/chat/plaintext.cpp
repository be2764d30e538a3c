#include "ui/chat/plaintext.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

/// Addresses that may be opened, found by us: nothing else in the text is anything but text.
void markLinks(QTextLayout &layout, const QColor &color)
{
    static const QRegularExpression link(uR"(https?://[^\s<>"]+[^\s<>".,;:!?)\]])"_s);
    QList<QTextLayout::FormatRange> formats;
    for (auto match = link.globalMatch(layout.text()); match.hasNext();) {
        const auto found = match.next();
        QTextLayout::FormatRange range;
        range.start = int(found.capturedStart());
        range.length = int(found.capturedLength());
        range.format.setForeground(color);
        range.format.setFontUnderline(true);
        range.format.setProperty(QTextFormat::AnchorHref, found.captured());
        formats << range;
    }
    if (!formats.isEmpty())
        layout.setFormats(formats);
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
    if (link.isValid())
        markLinks(*layout, link); // before the lines are made: formats are part of them
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

} // namespace desk::ui
