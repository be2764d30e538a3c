#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <QStringList>
#include <QTextLayout>

#include <memory>
#include <utility>

// Text of anybody, laid out once to be painted often. Nothing in it is markup.
namespace desk::ui {

/// @param lines that it may take, what is over them is not shown; 0: any number. @param link colour of the web addresses in it, which are
/// the only thing looked for; an invalid one: none are marked.
[[nodiscard]] std::shared_ptr<QTextLayout> plainText(const QString &text, const QFont &font, qreal width, int lines = 0,
                                                     const QColor &link = {});
/// What it takes of its width, and its height.
[[nodiscard]] QSizeF sizeOf(const QTextLayout &layout);
/// The web addresses in a text, as they stand there; the only thing that is looked for.
[[nodiscard]] QStringList linksIn(const QString &text);
/// The address that stands at @p point; empty: none does.
[[nodiscard]] QString linkAt(const QTextLayout &layout, const QPointF &point);
/// Between which characters @p point is; of a point outside, the nearest place.
[[nodiscard]] int cursorAt(const QTextLayout &layout, const QPointF &point);
/// Begin and end of the word around a place.
[[nodiscard]] std::pair<int, int> wordAt(const QTextLayout &layout, int cursor);
/// As it was before it was laid out.
[[nodiscard]] QString textOf(const QTextLayout &layout, int begin, int end);

} // namespace desk::ui
