// Stanzas of strangers: reading them never crashes, and every message that was read has its answer.
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/message/displaytext.h"
#include "whatsapp/message/messagestanza.h"
#include "whatsapp/message/presence.h"
#include "whatsapp/message/receipt.h"
#include "whatsapp/protocol/usync.h"

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

void checkMessage(const Node &node, const OwnAccount &own)
{
    const auto stanza = parseMessageStanza(node, own);
    if (!stanza)
        return;
    require(!stanza->id.isEmpty() && !stanza->chat.isNull() && !stanza->sender.isNull(), "who, where and which");
    require(stanza->pushName == cleanName(QStringView(stanza->pushName)), "names are clean");
    require(stanza->fromMe == own.isOwn(stanza->sender), "which way");
    (void)planRetry(*stanza, 0, false, stanza->timestamp);
    for (int outcome = 0; outcome <= static_cast<int>(MessageOutcome::StorageFailed); ++outcome) {
        AnswerOptions options;
        options.retry = RetryRequest{};
        const auto answers = answersTo(*stanza, static_cast<MessageOutcome>(outcome), own, options);
        require(!answers.isEmpty(), "there is an answer");
        for (const Node &answer : answers) {
            require(answer.attr("id") == stanza->id, "it is about this message");
            require(writeNode(answer).has_value(), "it can be sent");
        }
        if (outcome == static_cast<int>(MessageOutcome::Undecryptable))
            require(parseRetry(answers.first()).has_value(), "a request can be read");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto node = readNode(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!node)
        return 0;
    const OwnAccount own{.phone = Jid("15550009000", Jid::Server::Phone, 7), .lid = Jid("900001", Jid::Server::Lid, 7)};
    // Each reader gets to see its tag.
    for (const QByteArray &tag : {QByteArray("message"), QByteArray("receipt"), QByteArray("ack"),
                                  QByteArray("presence"), QByteArray("chatstate"), QByteArray("iq")}) {
        node->tag = tag;
        checkMessage(*node, own);
        if (const auto receipts = parseReceipt(*node, own))
            for (const IncomingReceipt &receipt : *receipts)
                require(!receipt.ids.isEmpty() && !receipt.name().isEmpty(), "a receipt is about something");
        (void)parseSendAck(*node);
        (void)parsePresence(*node);
        (void)parseChatState(*node);
        if (const auto users = parseUsync(*node))
            require(users->size() <= 1024, "lists are short");
        (void)ackOf(*node, own);
    }
    return 0;
}
