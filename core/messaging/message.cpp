#include "core/messaging/message.h"

using namespace Qt::StringLiterals;

namespace desk {

QString toString(Author::Type type)
{
    switch (type) {
    case Author::Type::Customer:
        return u"customer"_s;
    case Author::Type::Bot:
        return u"bot"_s;
    case Author::Type::Technician:
        return u"technician"_s;
    case Author::Type::Phone:
        return u"phone"_s;
    }
    return {};
}

Author::Type authorTypeFrom(const QString &text)
{
    if (text == "bot"_L1)
        return Author::Type::Bot;
    if (text == "technician"_L1)
        return Author::Type::Technician;
    return text == "phone"_L1 ? Author::Type::Phone : Author::Type::Customer;
}

bool isAction(const QString &kind)
{
    return kind == "reaction"_L1 || kind == "edit"_L1 || kind == "revoke"_L1;
}

} // namespace desk
