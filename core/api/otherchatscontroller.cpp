#include "core/api/otherchatscontroller.h"

#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int listedChats = 200;

HttpAnswer listOtherChats(OtherChats &chats)
{
    const auto newest = chats.newest(listedChats);
    if (!newest)
        return HttpAnswer::from(newest.error());
    QJsonArray data;
    for (const OtherChat &chat : *newest) {
        data << QJsonObject{{u"address"_s, chat.address},
                            {u"kind"_s, chat.kind},
                            {u"name"_s, textOrNull(chat.name)},
                            {u"messages"_s, chat.messages},
                            {u"last_sender"_s, textOrNull(chat.lastSender)},
                            {u"last_text"_s, textOrNull(chat.lastText)},
                            {u"last_at"_s, isoTime(chat.lastAt)}};
    }
    return HttpAnswer::json({{u"data"_s, data}});
}

} // namespace

void addOtherChatsRoutes(Router &router, OtherChats &chats)
{
    using namespace schema;
    router.define(u"OtherChat"_s,
                  output({{u"address"_s, text()},
                          {u"kind"_s, word({u"group"_s, u"status"_s, u"broadcast"_s, u"channel"_s})},
                          {u"name"_s, orNull(text())},
                          {u"messages"_s, integer()},
                          {u"last_sender"_s, orNull(text())},
                          {u"last_text"_s, orNull(text())},
                          {u"last_at"_s, time()}}));
    router
        .add("GET", u"/api/v1/other-chats"_s, Access::Read,
             directly([&chats](const HttpServerRequest &) { return listOtherChats(chats); }))
        .about(
            u"Groups, status posts and channels, the last used first; empty unless the setting chats.others lists them."_s,
            u"Grupos, estados y canales, primero el último usado; vacío si el ajuste chats.others no los lista."_s)
        .answers(200, output({{u"data"_s, list(named(u"OtherChat"_s), listedChats)}}));
}

} // namespace desk
