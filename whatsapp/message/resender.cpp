#include "whatsapp/message/resender.h"

#include "whatsapp/keys/bundlestanzas.h"
#include "whatsapp/logging.h"
#include "whatsapp/signal/deviceaddresses.h"
#include "whatsapp/signal/messagepadding.h"

#include <QCoroFuture>
#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

constexpr int maxAskedCount = 4; // of the receipt; whoever asks more often is answered no more
constexpr std::chrono::milliseconds renewalPause{1h};

} // namespace

Resender::Resender(Parts parts, Send send, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_parts(parts), m_send(std::move(send)), m_clock(clock), m_random(random)
{
}

void Resender::logIn(const OwnAccount &own, const QByteArray &deviceIdentity)
{
    m_own = own;
    m_deviceIdentity = deviceIdentity;
}

Result<bool> Resender::isMeantFor(const IncomingReceipt &receipt, const Jid &chat)
{
    if (m_own.isThisDevice(receipt.device))
        return false;
    if (chat.isGroup())
        return receipt.chat == chat;
    if (m_own.isOwn(receipt.device))
        return true;
    DeviceAddresses addresses(m_parts.store);
    const auto asking = addresses.canonical(receipt.device);
    if (!asking)
        return fail(asking.error());
    const auto partner = addresses.canonical(chat);
    if (!partner)
        return fail(partner.error());
    return asking->account() == partner->account();
}

QCoro::Task<std::optional<QString>> Resender::handle(IncomingReceipt receipt)
{
    const QPointer<Resender> self(this);
    if (!receipt.retry || !receipt.device.isPerson())
        co_return u"not a request of a device"_s;
    const QByteArray id = receipt.retry->messageId;
    const auto sent = m_parts.sent.find(id);
    if (!sent)
        co_return sent.error().detail;
    if (!*sent)
        co_return u"the message is not known here (any more)"_s;
    const auto meant = isMeantFor(receipt, (*sent)->chat);
    if (!meant)
        co_return meant.error().detail;
    if (!*meant)
        co_return u"asked for by a device it was not meant for"_s;
    DeviceAddresses addresses(m_parts.store);
    const auto address = addresses.addressOf(receipt.device); // one count for both of its names
    if (!address)
        co_return address.error().detail;
    const auto resent = m_parts.sent.resent(id, *address);
    if (!resent)
        co_return resent.error().detail;
    if (receipt.retry->count > maxAskedCount || resent->count >= maxResends)
        co_return u"asked for too often"_s;

    auto mending = mendSession(receipt, *address);
    const Result<> mended = co_await mending;
    if (!self)
        co_return u"over"_s;
    if (!mended)
        co_return mended.error().detail;
    const auto content = m_parts.sent.content(id);
    if (!content)
        co_return content.error().detail;
    if (!*content)
        co_return u"the message is gone"_s;
    const auto stanza = seal(receipt, (*sent)->chat, **content, *address);
    if (!stanza)
        co_return stanza.error().detail;
    const auto gone = m_send(*stanza);
    if (!gone)
        co_return gone.error().detail;
    co_return std::nullopt;
}

QCoro::Task<Result<>> Resender::mendSession(IncomingReceipt receipt, QString address)
{
    const QPointer<Resender> self(this);
    const Jid device = receipt.device;
    const RetryRequest &retry = *receipt.retry;
    const auto session = m_parts.cipher.sessionInfo(device);
    if (!session)
        co_return fail(session.error().error());
    bool exists = session->has_value();
    // 0: the receipt does not say.
    if (exists && retry.registrationId != 0 && (*session)->remoteRegistrationId != retry.registrationId) {
        if (auto removed = m_parts.cipher.removeSession(device); !removed)
            co_return fail(removed.error().error());
        exists = false;
    }
    if (retry.keys) {
        const auto begun = m_parts.cipher.processBundle(device, bundleFrom(*retry.keys, retry.registrationId));
        if (!begun)
            co_return fail(begun.error().error());
        if (*begun == IdentityState::Changed)
            Q_EMIT identityChanged(device);
        co_return Result<>();
    }

    bool renew = !exists;
    if (exists && retry.count > 1) {
        const auto renewedAt = m_parts.sent.renewedAt(address);
        if (!renewedAt)
            co_return fail(renewedAt.error());
        renew = m_clock.nowMs() - *renewedAt > renewalPause.count();
        // On the third request in the very session of the second, that renewal did not take effect.
        const auto resent = m_parts.sent.resent(retry.messageId, address);
        if (!resent)
            co_return fail(resent.error());
        if (retry.count > 2 && resent->baseKey == (*session)->baseKey)
            renew = true;
    }
    if (!renew)
        co_return Result<>();
    if (auto marked = m_parts.sent.markRenewed(address); !marked)
        co_return marked;
    auto renewing = m_parts.sessions.renew(device);
    const Result<> renewed = co_await renewing;
    co_return renewed;
}

Result<Node> Resender::seal(const IncomingReceipt &receipt, const Jid &chat, const QByteArray &content,
                            const QString &address)
{
    const RetryRequest &retry = *receipt.retry;
    const auto traits = stanzaTraits(content);
    if (!traits)
        return fail(traits.error());
    const bool group = chat.isGroup();
    return m_parts.store.transaction([&]() -> Result<Node> {
        Result<QByteArray> plain = content;
        if (group) {
            // Our own name in that group is the one the device was given the key under.
            const Jid own = receipt.device.isLid() ? m_own.lid : m_own.phone;
            const auto distribution = m_parts.groupCipher.createDistribution(chat, own);
            if (!distribution)
                return fail(distribution.error().error());
            plain = withSenderKey(content, chat, *distribution);
            DeviceAddresses addresses(m_parts.store);
            const auto holder = addresses.addressOf(receipt.device);
            if (!holder)
                return fail(holder.error());
            if (auto removed = m_parts.holders.remove(chat, *holder); !removed)
                return fail(removed.error());
        } else if (m_own.isOwn(receipt.device) && !m_own.isOwn(chat)) {
            plain = deviceSentMessage(chat, content);
        }
        if (!plain)
            return fail(plain.error());
        auto sealed = m_parts.cipher.encrypt(receipt.device, messagepadding::padded(*plain, m_random));
        if (!sealed)
            return fail(sealed.error().error());
        const auto session = m_parts.cipher.sessionInfo(receipt.device);
        if (!session)
            return fail(session.error().error());
        const auto before = m_parts.sent.resent(retry.messageId, address);
        if (!before)
            return fail(before.error());
        if (auto saved = m_parts.sent.saveResent(
                retry.messageId, address,
                {.count = before->count + 1, .baseKey = *session ? (*session)->baseKey : QByteArray()});
            !saved)
            return fail(saved.error());
        OutgoingMessage message{.id = retry.messageId,
                                .to = group ? chat : receipt.from,
                                .traits = *traits,
                                .peerRecipientPhone = {},
                                .deviceIdentity = m_deviceIdentity};
        if (!group && !m_own.isOwn(receipt.device)) { // who insists on a token does so here too
            const auto tokens = m_parts.tokens.attachmentFor(receipt.device);
            if (!tokens)
                return fail(tokens.error());
            message.privacyToken = tokens->token;
            message.fallbackToken = tokens->fallback;
        }
        const Resend resend{.count = retry.count,
                            .timestamp = retry.timestamp,
                            .participant = group ? receipt.device : Jid(),
                            .recipient = m_own.isOwn(receipt.device) ? chat : Jid()};
        return resendStanza(
            message, {receipt.device, sealed->kind == CiphertextKind::PreKeyMessage, std::move(sealed->bytes)}, resend);
    });
}

} // namespace desk::wa
