// Reading a decrypted message never crashes, and what it gives keeps its promises.
#include "whatsapp/message/displaytext.h"
#include "whatsapp/message/messagebuilder.h"
#include "whatsapp/message/messagecontent.h"

#include <cstdio>
#include <cstdlib>

using namespace desk::wa;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

bool isClean(const QString &name)
{
    return name == cleanName(QStringView(name), maxTextLength);
}

void check(const MessageContent &content, ContentOrigin origin)
{
    require(content.text.size() <= maxTextLength, "texts are cut");
    require(content.title.size() <= maxNameLength && isClean(content.title), "titles are clean");
    for (const ContactCard &card : content.contacts)
        require(card.name.size() <= maxNameLength && isClean(card.name), "names are clean");
    if (content.media) {
        const MediaDescription &media = *content.media;
        require(media.fileName.size() <= maxFileNameLength && isClean(media.fileName), "file names are clean");
        require(!media.fileName.contains(u'/') && !media.fileName.contains(u'\\'), "file names have no path");
        require(media.size >= 0, "sizes are positive");
        require(media.key.isEmpty() || media.key.size() == 32, "keys have their length");
        require(!media.canBeDownloaded() || (media.key.size() == 32 && media.sha256.size() == 32), "it can be checked");
        require(media.directPath.isEmpty() || media.directPath.startsWith('/'), "paths are absolute");
    }
    require(origin.ownAccount || (!content.history && !content.lidMappings && content.appStateKeys.isEmpty()),
            "only our own devices are believed");
    require(origin.ownPhone || !content.peerAnswer, "only the own phone answers");
    require(!kindName(content).isEmpty(), "it has a name");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    for (const ContentOrigin origin : {ContentOrigin{}, ContentOrigin{.ownAccount = true, .ownPhone = true}}) {
        if (const auto content = parseMessageContent(bytes, origin))
            check(*content, origin);
        const auto content = parseMessage(bytes, origin);
        if (!content)
            continue;
        check(*content, origin);
        // Whatever can be read can be quoted, wrapped and described.
        MessageExtras extras;
        extras.quote = Quote{.id = "3A01", .author = Jid("1", Jid::Server::Lid), .message = content->message};
        const auto reply = textMessage(QStringLiteral("reply"), extras);
        require(reply.has_value(), "it can be quoted");
        const auto read = parseMessage(*reply, origin);
        require(read && read->quoted && read->text == QStringLiteral("reply"), "the reply can be read");
        require(stanzaTraits(bytes).has_value(), "it can be described");
        require(deviceSentMessage(Jid("1", Jid::Server::Lid), bytes).has_value(), "it can be wrapped");
    }
    return 0;
}
