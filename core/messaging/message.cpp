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

QString toString(FileState state)
{
    switch (state) {
    case FileState::None:
        break;
    case FileState::Downloading:
        return u"downloading"_s;
    case FileState::Available:
        return u"available"_s;
    case FileState::Failed:
        return u"failed"_s;
    case FileState::TooLarge:
        return u"too_large"_s;
    case FileState::Expired:
        return u"expired"_s;
    }
    return {};
}

FileState fileStateFrom(const QString &text)
{
    using enum FileState;
    for (const FileState state : {Downloading, Available, Failed, TooLarge, Expired}) {
        if (toString(state) == text)
            return state;
    }
    return None;
}

bool isAction(const QString &kind)
{
    return kind == "reaction"_L1 || kind == "edit"_L1 || kind == "revoke"_L1;
}

} // namespace desk
