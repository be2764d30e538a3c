// Hostile bytes for the ratchets: messages and first messages with and without a session, sender-key messages and
// distributions, also signed by a hostile member, and genuine messages with damage. The first byte chooses.
#include "tests/whatsapp/signalparty.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/signal/messagepadding.h"

#include <QLoggingCategory>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace desk;
using namespace desk::wa;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// Made once. Everything is undone after each input, so each meets the same state.
struct Parties
{
    Party us{"100000000000001:1@lid"};
    Party friendly{"100000000000002@lid"};
    Party starting{"100000000000003@lid"};
    Jid stranger = jidOf("100000000000004@lid");
    Jid group = jidOf("120363000000000001@g.us");
    SeededRandom random{"fuzz"};
    KeyPair signingKey = curve25519::generate(random);
    Ciphertext message;
    Ciphertext firstMessage;

    Parties()
    {
        QLoggingCategory::setFilterRules(u"*=false"_s);
        us.start(friendly);
        require(friendly.textOf(us, us.write(friendly, "hello")) == "hello");
        require(us.textOf(friendly, friendly.write(us, "hello")) == "hello");
        message = friendly.write(us, "genuine");
        starting.start(us);
        firstMessage = starting.write(us, "genuine");
        require(us.groups.createDistribution(group, us.jid).has_value());
        const QByteArray distribution = friendly.groups.createDistribution(group, friendly.jid).value();
        require(us.groups.processDistribution(group, friendly.jid, distribution).has_value());
        // A member whose signing key the input's messages carry: id 1, iteration 0.
        const QByteArray hostile = joined({QByteArrayView("\x33\x08\x01\x10\x00\x1a\x20", 7), QByteArray(32, 'c'),
                                           QByteArrayView("\x22\x21\x05", 3), signingKey.publicKey});
        require(us.groups.processDistribution(group, starting.jid, hostile).has_value());
    }

    qint64 changes()
    {
        Statement query = us.store.database().prepare(u"SELECT total_changes()"_s);
        require(query.exec().has_value() && query.next());
        return query.int64(0);
    }

    /// What is refused has written nothing, and is never our own fault.
    template<typename Work>
    void meet(Work work)
    {
        us.tryOut([&] {
            const qint64 before = changes();
            const auto result = work();
            if (result)
                return;
            require(result.error().fault != SignalFault::Internal && result.error().fault != SignalFault::Storage);
            require(changes() == before);
        });
    }
};

/// @p genuine with @p damage over it, from the place that its first byte names.
QByteArray damaged(QByteArray genuine, const QByteArray &damage)
{
    const qsizetype start = damage.isEmpty() ? 0 : quint8(damage.front());
    for (qsizetype i = 1; i < damage.size() && start + i - 1 < genuine.size(); ++i)
        genuine[start + i - 1] = char(genuine.at(start + i - 1) ^ damage.at(i));
    return genuine;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static Parties p;
    const QByteArray input(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    switch (data[0] % 12) {
    case 0:
        p.meet([&] { return p.us.cipher.decrypt(p.stranger, CiphertextKind::Message, input); });
        break;
    case 1:
        p.meet([&] { return p.us.cipher.decrypt(p.stranger, CiphertextKind::PreKeyMessage, input); });
        break;
    case 2:
        p.meet([&] { return p.us.cipher.decrypt(p.friendly.jid, CiphertextKind::Message, input); });
        break;
    case 3:
        p.meet([&] { return p.us.cipher.decrypt(p.friendly.jid, CiphertextKind::PreKeyMessage, input); });
        break;
    case 4:
        p.meet([&] { return p.us.groups.decrypt(p.group, p.stranger, input); });
        break;
    case 5:
        p.meet([&] { return p.us.groups.decrypt(p.group, p.friendly.jid, input); });
        break;
    case 6:
        p.meet([&] { return p.us.groups.processDistribution(p.group, p.stranger, input); });
        break;
    case 7:
        p.meet([&] { return p.us.groups.processDistribution(p.group, p.friendly.jid, input); });
        break;
    case 8: {
        const QByteArray text = joined({QByteArrayView("\x33", 1), input});
        const QByteArray signature = curve25519::sign(p.signingKey.privateKey, text, p.random).value();
        p.meet([&] { return p.us.groups.decrypt(p.group, p.starting.jid, joined({text, signature})); });
        break;
    }
    case 9:
        p.meet([&] {
            return p.us.cipher.decrypt(p.friendly.jid, CiphertextKind::Message, damaged(p.message.bytes, input));
        });
        break;
    case 10:
        p.meet([&] {
            const auto read = p.us.cipher.decrypt(p.starting.jid, CiphertextKind::PreKeyMessage,
                                                  damaged(p.firstMessage.bytes, input));
            require(!read || read->plaintext == "genuine");
            return read;
        });
        break;
    default:
        if (const auto message = messagepadding::unpadded(input))
            require(message->size() < input.size());
        break;
    }
    return 0;
}
