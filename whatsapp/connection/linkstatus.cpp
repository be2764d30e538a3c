#include "whatsapp/connection/linkstatus.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

const std::array<QString, 23> causeNames{
    u"none"_s,           u"requested"_s,         u"connect_failed"_s, u"connection_lost"_s, u"timed_out"_s,
    u"restart"_s,        u"server_busy"_s,       u"too_fast"_s,       u"rejected"_s,        u"unknown"_s,
    u"untrusted"_s,      u"http_refused"_s,      u"logged_out"_s,     u"locked"_s,          u"replaced"_s,
    u"banned"_s,         u"outdated"_s,          u"bad_client"_s,     u"no_multi_device"_s, u"pairing_timed_out"_s,
    u"pairing_failed"_s, u"pairing_cancelled"_s, u"storage_failed"_s};

} // namespace

QString toString(LinkState state)
{
    static const std::array<QString, 7> names{u"offline"_s, u"connecting"_s, u"pairing"_s, u"logging_in"_s,
                                              u"ready"_s,   u"waiting"_s,    u"stopped"_s};
    return names.at(size_t(state));
}

QString toString(LinkCause cause)
{
    return causeNames.at(size_t(cause));
}

std::optional<LinkCause> linkCauseFrom(const QString &text)
{
    const auto *name = std::find(causeNames.begin(), causeNames.end(), text);
    return name == causeNames.end() ? std::nullopt : std::optional(LinkCause(name - causeNames.begin()));
}

} // namespace desk::wa
