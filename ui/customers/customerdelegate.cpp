#include "ui/customers/customerdelegate.h"

#include "ui/customers/customerlistmodel.h"
#include "ui/rowpainter.h"
#include "ui/words.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace desk::ui {

CustomerDelegate::CustomerDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme) { }

QSize CustomerDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    return {0, RowPainter(m_theme).shortRowHeight()};
}

void CustomerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto line = index.data(CustomerListModel::LineRole).value<CustomerLine>();
    RowPainter row(m_theme);
    painter->save();
    row.begin(painter, option);
    row.icon(line.customer.optOut ? u"ban"_s : u"user-round"_s, line.customer.optOut ? Token::Off : Token::Text3);
    row.first(index.data().toString(), {},
              line.openTickets > 0 ? CustomerListModel::tr("%n open", nullptr, line.openTickets) : QString());
    QStringList facts{line.customer.department,
                      line.phone.isEmpty() ? CustomerListModel::tr("no number") : Words::maskedPhone(line.phone)};
    if (line.customer.optOut)
        facts << CustomerListModel::tr("wants no messages");
    facts.removeAll(QString());
    row.below(facts.join(u"  •  "_s));
    row.end();
    painter->restore();
}

} // namespace desk::ui
