#include "ui/outbox/outboxdelegate.h"

#include "ui/outbox/outboxmodel.h"
#include "ui/rowpainter.h"
#include "ui/words.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace desk::ui {

OutboxDelegate::OutboxDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

QSize OutboxDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex &index) const
{
    const RowPainter rows(m_theme);
    return {0, index.data(OutboxModel::IsHeadRole).toBool() ? rows.headHeight() : rows.rowHeight()};
}

void OutboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowPainter row(m_theme);
    painter->save();
    if (index.data(OutboxModel::IsHeadRole).toBool()) {
        row.paintHead(painter, option, index.data().toString(), index.data(OutboxModel::CountRole).toString());
        return painter->restore();
    }
    const auto line = index.data(OutboxModel::LineRole).value<OutboxLine>();
    const Look look = DesignTokens::lookOf(line.message.state);
    row.begin(painter, option);
    row.icon(look.icon, look.color);
    const QString person = line.person.isEmpty() ? OutboxModel::tr("Somebody without a name") : line.person;
    row.first(person, line.folio, Words::shortTime(line.message.createdAt));
    row.second(index.data().toString());
    row.third(index.data(Qt::WhatsThisRole).toString(), look.color);
    row.end();
    painter->restore();
}

} // namespace desk::ui
