#include "core/messaging/catchupbook.h"

#include "core/base/logging.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace desk {

void CatchUpBook::take(const CatchUp &catchUp)
{
    QJsonArray holes;
    qint64 unreadable = 0;
    for (const CatchUp::Hole &hole : catchUp.holes) {
        unreadable += hole.messages;
        const auto customer = m_customers.lookUp(hole.address);
        if (!customer)
            qCWarning(lcInbox).noquote() << "whose chat has a hole is not known:" << customer.error().detail;
        const bool known = customer && customer->isValid();
        holes << QJsonObject{{u"customer_id"_s, known ? QJsonValue(customer->value) : QJsonValue(QJsonValue::Null)},
                             {u"messages"_s, hole.messages}};
    }
    ++m_totals.times;
    m_totals.announced += catchUp.announced;
    m_totals.stored += catchUp.stored;
    m_totals.missing += catchUp.missing();
    m_totals.unreadable += unreadable;
    m_holes = catchUp.holes.size();
    m_last = {{u"at"_s, QDateTime::fromMSecsSinceEpoch(catchUp.at, QTimeZone::utc()).toString(Qt::ISODateWithMs)},
              {u"announced"_s, catchUp.announced},
              {u"stored"_s, catchUp.stored},
              {u"missing"_s, catchUp.missing()},
              {u"holes"_s, holes}};
    m_events.announce(u"channel.caught_up"_s, m_last);
}

} // namespace desk
