#pragma once

#include "ui/theme/theme.h"

#include <QStyleOptionViewItem>

class QPainter;

namespace desk::ui {

/// The rows of the lists beside the tickets, in the same measures: an icon, three lines, a time.
class RowPainter
{
public:
    explicit RowPainter(const Theme &theme) : m_theme(theme) { }

    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int shortRowHeight() const; ///< of two lines: first() and below()
    [[nodiscard]] int headHeight() const;
    void paintHead(QPainter *painter, const QStyleOptionViewItem &option, const QString &title,
                   const QString &count) const;

    /// Ground and rule; the other parts go on from here.
    void begin(QPainter *painter, const QStyleOptionViewItem &option);
    void icon(const QString &name, Token color);
    /// @param more goes first where there is no room.
    void first(const QString &who, const QString &more, const QString &right);
    void second(const QString &text);
    /// Instead of second() and third().
    void below(const QString &text);
    void third(const QString &text, Token color, bool strong = true);
    /// The focus.
    void end();

private:
    [[nodiscard]] QRect lineOf(int line) const;
    int draw(const QRect &place, const QString &text, const QFont &font, Token color) const;

    const Theme &m_theme;
    QPainter *m_painter = nullptr;
    QStyleOptionViewItem m_option;
};

} // namespace desk::ui
