#pragma once

#include "core/storage/ticketlines.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace desk::ui {

class RowFlash;

/// Paints a ticket as three lines: who and when, what, and where it stands. Customers' words are drawn as they are;
/// what a search has found is marked, and stands instead of the subject where it is in the conversation.
///
/// What does not fit is shortened in this order: department, subject, person; never folio, status or time.
class TicketRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TicketRowDelegate(const Theme &theme, QObject *parent = nullptr);

    /// Two lines a ticket instead of three.
    void setCompact(bool compact) { m_compact = compact; }
    /// Which rows flash; null: none. Outlives its use here.
    void setFlash(const RowFlash *flash) { m_flash = flash; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHead(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// What one row is painted from.
    struct Row
    {
        const TicketLine &line;
        QStringList words; ///< that are looked for
        qreal ratio = 1;
    };
    void paintWho(QPainter *painter, const QRect &row, const Row &what) const;
    void paintSubject(QPainter *painter, const QRect &row, const Row &what) const;
    void paintState(QPainter *painter, const QRect &row, const Row &what) const;
    /// On one line, shortened where it does not fit, with the words that are looked for marked. @return the width that it took.
    int drawMarked(QPainter *painter, const QRect &place, const QString &text, const QFont &font, Token color,
                   const QStringList &words) const;
    /// Right-aligned. @return where it begins.
    [[nodiscard]] int paintInitials(QPainter *painter, const QRect &row, const TicketLine &line) const;
    /// Of status and folio, which are never shortened.
    [[nodiscard]] int widthOfState(const TicketLine &line) const;
    [[nodiscard]] int paintDelivery(QPainter *painter, const QRect &row, int right, const TicketLine &line,
                                    qreal ratio) const;
    [[nodiscard]] static QFont bold(QFont font);

    const Theme &m_theme;
    const RowFlash *m_flash = nullptr;
    bool m_compact = false;
};

} // namespace desk::ui
