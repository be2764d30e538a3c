#include "core/tickets/ticket.h"

using namespace Qt::StringLiterals;

namespace desk {

QString toString(Actor::Type type)
{
    switch (type) {
    case Actor::Type::System:
        return u"system"_s;
    case Actor::Type::Bot:
        return u"bot"_s;
    case Actor::Type::Customer:
        return u"customer"_s;
    case Actor::Type::Technician:
        return u"technician"_s;
    case Actor::Type::Token:
        return u"token"_s;
    }
    return {};
}

QStringList equipmentTypes()
{
    return {u"desktop"_s, u"laptop"_s, u"printer"_s, u"monitor"_s, u"phone"_s, u"tablet"_s, u"network"_s, u"other"_s};
}

QStringList categories()
{
    return {u"hardware"_s, u"software"_s, u"network"_s, u"account"_s, u"other"_s};
}

QStringList subcategoriesOf(const QString &category)
{
    if (category == "hardware"_L1)
        return {u"screen"_s,  u"power"_s,       u"storage"_s,           u"keyboard_mouse"_s,
                u"printer"_s, u"audio_video"_s, u"overheating_noise"_s, u"physical_damage"_s,
                u"other"_s};
    if (category == "software"_L1)
        return {u"os"_s,    u"office_apps"_s,         u"virus"_s,        u"slow"_s,
                u"email"_s, u"installation_update"_s, u"business_app"_s, u"other"_s};
    return {};
}

} // namespace desk
