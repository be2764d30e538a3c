#include "whatsapp/sim/limitjson.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

const QStringList &levelWords()
{
    static const QStringList words{u"NONE"_s, u"FIRST_WARNING"_s, u"SECOND_WARNING"_s, u"CAPPED"_s};
    return words;
}

} // namespace

QJsonObject limitJson(const TimeLock &lock)
{
    if (!lock.active)
        return {{u"is_active"_s, false}, {u"enforcement_type"_s, u"DEFAULT"_s}};
    return {{u"is_active"_s, true},
            {u"enforcement_type"_s, QString::fromLatin1(lock.type)},
            {u"time_enforcement_ends"_s, QString::number(lock.ends)}};
}

QJsonObject limitJson(const NewChatCap &cap)
{
    return {{u"capping_status"_s, levelWords().at(int(cap.level))},
            {u"total_quota"_s, QString::number(cap.total)},
            {u"used_quota"_s, QString::number(cap.used)},
            {u"cycle_end_timestamp"_s, QString::number(cap.cycleEnds)}};
}

std::optional<NewChatCap::Level> newChatLevel(const QString &word)
{
    const qsizetype level = levelWords().indexOf(word);
    return level < 0 ? std::nullopt : std::optional(NewChatCap::Level(level));
}

} // namespace desk::wa::sim
