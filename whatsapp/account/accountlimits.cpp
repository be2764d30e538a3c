#include "whatsapp/account/accountlimits.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxJsonBytes = 64 << 10;
constexpr qsizetype maxTypeBytes = 64;
constexpr qint64 longestLimit = 400LL * 86'400;
constexpr qint64 whenNotTold = 60; // as WhatsApp Web does

// Query ids change with WhatsApp Web's releases.
const char *const timeLockQuery = "23983697327930364";
const char *const newChatCapQuery = "24503548349331633";

Node mexRequest(const char *id, const QByteArray &json)
{
    return {.tag = "iq",
            .attributes = {{"type", "get"}, {"xmlns", "w:mex"}, {"to", Jid::server()}},
            .content = QList{Node{.tag = "query", .attributes = {{"query_id", id}}, .content = json}}};
}

QJsonObject dataOf(const QByteArray &json)
{
    if (json.size() > maxJsonBytes)
        return {};
    return QJsonDocument::fromJson(json).object().value("data"_L1).toObject();
}

/// The JSON inside a child; an empty object when there is none.
QJsonObject dataIn(const Node &node, QByteArrayView child)
{
    const Node *inside = node.child(child);
    return inside ? dataOf(inside->bytes()) : QJsonObject();
}

/// A number that may come as text.
qint64 numberIn(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = object.value(name);
    const qint64 number = value.isString() ? value.toString().toLongLong() : value.toInteger();
    return std::max<qint64>(number, 0);
}

TimeLock timeLockOf(const QJsonObject &object, qint64 now)
{
    TimeLock lock{.active = object.value("is_active"_L1).toBool()};
    if (!lock.active)
        return lock;
    const qint64 ends = numberIn(object, "time_enforcement_ends"_L1);
    lock.ends = ends == 0 ? now + whenNotTold : std::min(ends, now + longestLimit);
    lock.active = lock.ends > now;
    lock.ends = lock.active ? lock.ends : 0;
    const QByteArray type = object.value("enforcement_type"_L1).toString().toLatin1();
    lock.type = type.isEmpty() || type.size() > maxTypeBytes ? QByteArray("DEFAULT") : type;
    return lock;
}

NewChatCap capOf(const QJsonObject &object, qint64 now)
{
    static const QList<QString> levels{u"NONE"_s, u"FIRST_WARNING"_s, u"SECOND_WARNING"_s, u"CAPPED"_s};
    const qsizetype level = levels.indexOf(object.value("capping_status"_L1).toString());
    return {.level = level < 0 ? NewChatCap::Level::None : NewChatCap::Level(level),
            .total = numberIn(object, "total_quota"_L1),
            .used = numberIn(object, "used_quota"_L1),
            .cycleEnds = std::min(numberIn(object, "cycle_end_timestamp"_L1), now + longestLimit)};
}

} // namespace

Node timeLockRequest()
{
    return mexRequest(timeLockQuery, R"({"variables":{}})");
}

Node newChatCapRequest()
{
    return mexRequest(newChatCapQuery, R"({"variables":{"input":{"type":"INDIVIDUAL_NEW_CHAT_MSG"}}})");
}

Result<TimeLock> parseTimeLock(const Node &answer, qint64 now)
{
    const QJsonValue lock = dataIn(answer, "result").value("xwa2_fetch_account_reachout_timelock"_L1);
    if (!lock.isObject())
        return fail(Errc::Protocol, u"nothing about a time lock"_s);
    return timeLockOf(lock.toObject(), now);
}

Result<NewChatCap> parseNewChatCap(const Node &answer, qint64 now)
{
    const QJsonValue cap = dataIn(answer, "result").value("xwa2_message_capping_info"_L1);
    if (!cap.isObject())
        return fail(Errc::Protocol, u"nothing about new chats"_s);
    return capOf(cap.toObject(), now);
}

AccountLimits parseLimitNotification(const Node &notification, qint64 now)
{
    AccountLimits limits;
    for (const Node *update : notification.children("update")) {
        const QJsonObject data = dataOf(update->bytes());
        if (const QJsonValue lock = data.value("xwa2_notify_account_reachout_timelock"_L1); lock.isObject())
            limits.timeLock = timeLockOf(lock.toObject(), now);
        if (const QJsonValue cap = data.value("xwa2_notify_new_chat_messages_capping_info_update"_L1); cap.isObject())
            limits.newChats = capOf(cap.toObject(), now);
    }
    return limits;
}

QByteArray serialized(const TimeLock &lock)
{
    return QJsonDocument(QJsonObject{{u"active"_s, lock.active},
                                     {u"ends"_s, lock.ends},
                                     {u"type"_s, QString::fromLatin1(lock.type)}})
        .toJson(QJsonDocument::Compact);
}

QByteArray serialized(const NewChatCap &cap)
{
    return QJsonDocument(QJsonObject{{u"level"_s, int(cap.level)},
                                     {u"total"_s, cap.total},
                                     {u"used"_s, cap.used},
                                     {u"cycle_ends"_s, cap.cycleEnds}})
        .toJson(QJsonDocument::Compact);
}

Result<TimeLock> timeLockFrom(const QByteArray &stored)
{
    const QJsonObject object = QJsonDocument::fromJson(stored).object();
    if (!object.value("active"_L1).isBool())
        return fail(Errc::Invalid, u"no time lock"_s);
    return TimeLock{.active = object.value("active"_L1).toBool(),
                    .ends = object.value("ends"_L1).toInteger(),
                    .type = object.value("type"_L1).toString().toLatin1()};
}

Result<NewChatCap> newChatCapFrom(const QByteArray &stored)
{
    const QJsonObject object = QJsonDocument::fromJson(stored).object();
    const qint64 level = object.value("level"_L1).toInteger(-1);
    if (level < 0 || level > int(NewChatCap::Level::Capped))
        return fail(Errc::Invalid, u"no limit of new chats"_s);
    return NewChatCap{.level = NewChatCap::Level(level),
                      .total = object.value("total"_L1).toInteger(),
                      .used = object.value("used"_L1).toInteger(),
                      .cycleEnds = object.value("cycle_ends"_L1).toInteger()};
}

} // namespace desk::wa
