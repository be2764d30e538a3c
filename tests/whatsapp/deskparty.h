#pragma once

#include "signalparty.h"
#include "whatsapp/message/messagebuilder.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/signal/messagepadding.h"
#include "whatsapp/store/chatbook.h"
#include "whatsapp/store/inboundbuffer.h"
#include "whatsapp/store/privacytokens.h"
#include "whatsapp/store/receivedmessages.h"

#include <algorithm>

namespace desk::wa {

/// A node in one line, its attributes by name: "receipt id=A1 to=1@lid".
inline QByteArray lineOf(const Node &node)
{
    QByteArrayList attributes;
    for (const Attribute &attribute : node.attributes)
        attributes << attribute.name + '=' + attribute.value;
    std::sort(attributes.begin(), attributes.end());
    attributes.prepend(node.tag);
    return attributes.join(' ');
}

inline QByteArrayList linesOf(const QList<Node> &nodes)
{
    QByteArrayList lines;
    for (const Node &node : nodes)
        lines << lineOf(node);
    return lines;
}

inline Node encNode(const Ciphertext &ciphertext, const QList<Attribute> &more = {})
{
    Node enc{.tag = "enc", .attributes = {{"v", "2"}, {"type", nameOf(ciphertext.kind)}}, .content = ciphertext.bytes};
    enc.attributes += more;
    return enc;
}

inline Node groupEncNode(const QByteArray &ciphertext)
{
    return {.tag = "enc", .attributes = {{"v", "2"}, {"type", "skmsg"}}, .content = ciphertext};
}

inline QByteArray padded(const QByteArray &message)
{
    return messagepadding::padded(message, quint8(5));
}

inline QByteArray plainText(const QString &text)
{
    return textMessage(text).value();
}

/// This device of the desk: the store and what lies over it, and what it has told the server.
struct DeskParty : Party
{
    OwnAccount own{jidOf("15550009000:5@s.whatsapp.net"), jidOf("900000000000001:5@lid")};
    InboundBuffer inbound{store};
    ReceivedMessages received{store, clock};
    ChatBook chats{store};
    PrivacyTokens tokens{store, clock};
    QList<Node> sent;
    bool linkUp = true;

    explicit DeskParty(const QString &path = u":memory:"_s) : Party("900000000000001:5@lid", "seed", path)
    {
        if (!addresses.learn(own.lid, own.phone))
            qFatal("the own pair is not kept");
    }

    Result<> send(const Node &node)
    {
        if (!linkUp)
            return fail(Errc::NotConnected, u"no link"_s);
        sent << node;
        return {};
    }
    QList<Node> takeSent() { return std::exchange(sent, {}); }

    QList<InboundEvent> events()
    {
        auto all = inbound.events(0, 1000);
        if (!all)
            qFatal("%s", qPrintable(all.error().detail));
        return *std::move(all);
    }
    template<typename Event>
    QList<Event> eventsOf()
    {
        QList<Event> found;
        for (const InboundEvent &event : events()) {
            if (const auto *one = std::get_if<Event>(&event.what))
                found << *one;
        }
        return found;
    }
    QList<MessageEvent> messages() { return eventsOf<MessageEvent>(); }

    qint64 seconds() const { return clock.nowMs() / 1000; }
    qint64 rowsIn(const char *table)
    {
        Statement query = store.database().prepare(u"SELECT count(*) FROM %1"_s.arg(QLatin1String(table)));
        if (!query.exec() || !query.next())
            qFatal("no table %s", table);
        return query.int64(0);
    }
    void run(const QString &sql)
    {
        if (auto done = store.database().exec(sql); !done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    /// From now on that cannot be written: @p what is "INSERT ON session" or the like. As with a full disk, and unlike RAISE(),
    /// which counts as a conflict.
    void refuseTo(const QString &what)
    {
        run(u"CREATE TRIGGER refusal BEFORE %1 BEGIN SELECT abs(-9223372036854775807 - 1); END"_s.arg(what));
    }
    void allowAgain() { run(u"DROP TRIGGER refusal"_s); }
};

} // namespace desk::wa
