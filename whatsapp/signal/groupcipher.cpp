#include "whatsapp/signal/groupcipher.h"

#include "whatsapp/signal/signallibrary.h"
#include "whatsapp/signal/stagedstore.h"

extern "C" {
#include <signal/group_cipher.h>
#include <signal/group_session_builder.h>
#include <signal/protocol.h>
#include <signal/sender_key.h>
#include <signal/sender_key_record.h>
#include <signal/sender_key_state.h>
}

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr quint32 largestJump = 2000; // of the library
constexpr size_t chainKeyBytes = 32;

using SenderKeyCipher = std::unique_ptr<group_cipher, ReleaseWith<group_cipher_free>>;
using SenderKeyBuilder = std::unique_ptr<group_session_builder, ReleaseWith<group_session_builder_free>>;

SenderKeyCipher senderKeyCipherFor(const StagedStore &staged, const SignalLibrary &library)
{
    group_cipher *made = nullptr;
    if (group_cipher_create(&made, staged.context(), staged.senderKeyName(), library.context()) != SG_SUCCESS)
        qFatal("no memory for a group cipher");
    return SenderKeyCipher(made);
}

SenderKeyBuilder senderKeyBuilderFor(const StagedStore &staged, const SignalLibrary &library)
{
    group_session_builder *made = nullptr;
    if (group_session_builder_create(&made, staged.context(), library.context()) != SG_SUCCESS)
        qFatal("no memory for a group session builder");
    return SenderKeyBuilder(made);
}

/// The key in use; null when there is none.
sender_key_state *currentState(sender_key_record *record)
{
    sender_key_state *state = nullptr;
    if (!record || sender_key_record_is_empty(record) == 1
        || sender_key_record_get_sender_key_state(record, &state) != SG_SUCCESS)
        return nullptr;
    return state;
}

sender_key_state *stateOf(sender_key_record *record, quint32 id)
{
    sender_key_state *state = nullptr;
    if (!record || sender_key_record_get_sender_key_state_by_id(record, &state, id) != SG_SUCCESS)
        return nullptr;
    return state;
}

bool isOwn(sender_key_record *record)
{
    sender_key_state *state = currentState(record);
    return state && sender_key_state_get_signing_key_private(state);
}

/// Whether the record holds this key already, at a place from which the distributed one can be reached.
bool isKnown(sender_key_record *record, sender_key_distribution_message *message)
{
    sender_key_state *state = stateOf(record, sender_key_distribution_message_get_id(message));
    if (!state
        || ec_public_key_compare(sender_key_state_get_signing_key_public(state),
                                 sender_key_distribution_message_get_signature_key(message))
            != 0)
        return false;
    const quint32 here = sender_chain_key_get_iteration(sender_key_state_get_chain_key(state));
    const quint32 there = sender_key_distribution_message_get_iteration(message);
    return there <= here || there - here <= largestJump;
}

} // namespace

GroupCipher::GroupCipher(SignalStore &store, Random &random)
    : m_store(store), m_addresses(store), m_library(std::make_unique<SignalLibrary>(random))
{
}

GroupCipher::~GroupCipher() = default;

SignalResult<QString> GroupCipher::addressOf(const Jid &group, const Jid &device)
{
    if (group.user().isEmpty() || !(group.isGroup() || group.isBroadcast()))
        return refuse(SignalFault::Invalid, u"a sender key is of a group"_s);
    auto address = m_addresses.senderAddressOf(group, device);
    if (!address)
        return refuse(address.error());
    return std::move(*address);
}

SignalResult<QByteArray> GroupCipher::createDistribution(const Jid &group, const Jid &own)
{
    const auto address = addressOf(group, own);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address, group);
    const SenderKeyBuilder builder = senderKeyBuilderFor(staged, *m_library);
    sender_key_distribution_message *made = nullptr;
    if (const int done = group_session_builder_create_session(builder.get(), &made, staged.senderKeyName()); done < 0)
        return refuse(staged.failure(done));
    const SignalRef<sender_key_distribution_message> message(made);
    if (auto stored = staged.commit(); !stored)
        return refuse(stored.error());
    return viewOf(ciphertext_message_get_serialized(reinterpret_cast<ciphertext_message *>(made))).toByteArray();
}

SignalResult<> GroupCipher::processDistribution(const Jid &group, const Jid &sender, QByteArrayView message)
{
    if (auto spoken = checkVersion(message); !spoken)
        return spoken;
    sender_key_distribution_message *parsed = nullptr;
    if (const int done = sender_key_distribution_message_deserialize(&parsed, bytesOf(message), size_t(message.size()),
                                                                     m_library->context());
        done < 0)
        return refuse(errorOf(done));
    const SignalRef<sender_key_distribution_message> distribution(parsed);
    if (signal_buffer_len(sender_key_distribution_message_get_chain_key(parsed)) != chainKeyBytes)
        return refuse(SignalFault::InvalidKey, u"a chain key has 32 bytes"_s);

    const auto address = addressOf(group, sender);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address, group);
    const auto record = staged.senderKey();
    if (!record)
        return refuse(record.error());
    if (isOwn(record->get()))
        return refuse(SignalFault::Invalid, u"our own sender key comes from nobody else"_s);
    if (isKnown(record->get(), parsed))
        return {};
    const SenderKeyBuilder builder = senderKeyBuilderFor(staged, *m_library);
    if (const int done = group_session_builder_process_session(builder.get(), staged.senderKeyName(), parsed); done < 0)
        return refuse(staged.failure(done));
    return staged.commit();
}

SignalResult<QByteArray> GroupCipher::encrypt(const Jid &group, const Jid &own, QByteArrayView plaintext)
{
    const auto address = addressOf(group, own);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address, group);
    const auto record = staged.senderKey();
    if (!record)
        return refuse(record.error());
    if (!isOwn(record->get()))
        return refuse(SignalFault::NoSession, u"there is no sender key of ours"_s);

    const SenderKeyCipher cipher = senderKeyCipherFor(staged, *m_library);
    ciphertext_message *made = nullptr;
    if (const int done = group_cipher_encrypt(cipher.get(), bytesOf(plaintext), size_t(plaintext.size()), &made);
        done < 0)
        return refuse(staged.failure(done));
    const SignalRef<ciphertext_message> message(made);
    if (auto stored = staged.commit(); !stored)
        return refuse(stored.error());
    return viewOf(ciphertext_message_get_serialized(made)).toByteArray();
}

SignalResult<QByteArray> GroupCipher::decrypt(const Jid &group, const Jid &sender, QByteArrayView message)
{
    if (auto spoken = checkVersion(message); !spoken)
        return refuse(spoken.error());
    sender_key_message *parsed = nullptr;
    if (const int done = sender_key_message_deserialize(&parsed, bytesOf(message), size_t(message.size()),
                                                        m_library->context());
        done < 0)
        return refuse(errorOf(done));
    const SignalRef<sender_key_message> input(parsed);

    for (const Jid &name : {sender, sender.bare()}) {
        const auto address = addressOf(group, name);
        if (!address)
            return refuse(address.error());
        StagedStore staged(m_store, *m_library, *address, group);
        const auto record = staged.senderKey();
        if (!record)
            return refuse(record.error());
        if (!stateOf(record->get(), sender_key_message_get_key_id(parsed)))
            continue;

        const SenderKeyCipher cipher = senderKeyCipherFor(staged, *m_library);
        signal_buffer *made = nullptr;
        if (const int done = group_cipher_decrypt(cipher.get(), parsed, nullptr, &made); done < 0)
            return refuse(staged.failure(done));
        const SignalBuffer plaintext(made);
        if (auto stored = staged.commit(); !stored)
            return refuse(stored.error());
        return viewOf(plaintext.get()).toByteArray();
    }
    return refuse(SignalFault::NoSession, u"there is no such sender key"_s);
}

SignalResult<> GroupCipher::removeSenderKey(const Jid &group, const Jid &device)
{
    const auto address = addressOf(group, device);
    if (!address)
        return refuse(address.error());
    if (auto removed = m_store.removeSenderKey(group, *address); !removed)
        return refuse(removed.error());
    return {};
}

} // namespace desk::wa
