#include "whatsapp/signal/sessioncipher.h"

#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/signal/signallibrary.h"
#include "whatsapp/signal/stagedstore.h"

extern "C" {
#include <signal/protocol.h>
#include <signal/session_builder.h>
#include <signal/session_cipher.h>
#include <signal/session_record.h>
#include <signal/session_state.h>
}

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

using PairCipher = std::unique_ptr<session_cipher, ReleaseWith<session_cipher_free>>;
using PairBuilder = std::unique_ptr<session_builder, ReleaseWith<session_builder_free>>;

PairCipher pairCipherFor(const StagedStore &staged, const SignalLibrary &library)
{
    session_cipher *made = nullptr;
    if (session_cipher_create(&made, staged.context(), staged.address(), library.context()) != SG_SUCCESS)
        qFatal("no memory for a session cipher");
    return PairCipher(made);
}

QByteArray remoteIdentity(const session_state *state)
{
    return serialized(session_state_get_remote_identity_key(state));
}

/// X25519 ignores the top bit, so with it set a message of a session would look like the first one of another.
bool hasTopBit(const ec_public_key *key)
{
    const QByteArray bytes = serialized(key);
    return !bytes.isEmpty() && (quint8(bytes.back()) & 0x80) != 0;
}

/// Whether what is encrypted in it will be read by the device as it is known now.
bool isUsable(session_record *record, const std::optional<StoredIdentity> &identity)
{
    const session_state *state = record ? session_record_get_state(record) : nullptr;
    return state && session_state_has_sender_chain(state) == 1 && (!identity || identity->key == remoteIdentity(state));
}

/// Puts the newest session under @p identity in front again, after one of a former identity was used.
SignalResult<> bringForward(session_record *record, const QByteArray &identity)
{
    session_record_state_node *node = session_record_get_previous_states_head(record);
    for (; node; node = session_record_get_previous_states_next(node)) {
        session_state *state = session_record_get_previous_states_element(node);
        if (remoteIdentity(state) != identity)
            continue;
        signal_type_ref(reinterpret_cast<signal_type_base *>(state));
        const SignalRef<session_state> kept(state);
        session_record_get_previous_states_remove(record, node);
        if (const int done = session_record_promote_state(record, state); done < 0)
            return refuse(errorOf(done));
        return {};
    }
    return {};
}

IdentityState compare(const std::optional<StoredIdentity> &known, const QByteArray &key)
{
    if (!known)
        return IdentityState::First;
    return known->key == key ? IdentityState::Known : IdentityState::Changed;
}

/// What the outer part of a PreKeyMessage says, which nothing authenticates by itself.
struct Claim
{
    QByteArray identity;
    QByteArray baseKey;
};

/// Decides what the identity of the session that was used means, and stages what follows from it.
SignalResult<IdentityState> settleIdentity(StagedStore &staged, const std::optional<Claim> &claim)
{
    auto record = staged.session();
    if (!record)
        return refuse(record.error());
    if (!*record)
        return refuse(SignalFault::Internal, u"the session was not stored"_s);
    const auto known = staged.storedIdentity();
    if (!known)
        return refuse(known.error());

    const session_state *current = session_record_get_state(record->get());
    const QByteArray used = remoteIdentity(current);
    // The library takes any session that decrypts the inner message, and saves whatever identity came around it.
    if (claim && (claim->identity != used || claim->baseKey != serialized(session_state_get_alice_base_key(current))))
        return refuse(SignalFault::InvalidMessage, u"the message is of another session than it says"_s);

    const IdentityState state = compare(*known, used);
    if (state != IdentityState::Changed || staged.madeSession()) {
        staged.stageIdentity(state == IdentityState::Known ? QByteArray() : used);
        return state;
    }
    if ((*known)->trusted)
        return refuse(errorOf(SG_ERR_UNTRUSTED_IDENTITY));
    if (auto done = bringForward(record->get(), (*known)->key); !done)
        return refuse(done.error());
    if (auto done = staged.stageSession(record->get()); !done)
        return refuse(done.error());
    staged.stageIdentity({});
    return IdentityState::Former;
}

} // namespace

QByteArray nameOf(CiphertextKind kind)
{
    return kind == CiphertextKind::PreKeyMessage ? "pkmsg"_ba : "msg"_ba;
}

std::optional<CiphertextKind> ciphertextKindNamed(QByteArrayView name)
{
    for (const CiphertextKind kind : {CiphertextKind::PreKeyMessage, CiphertextKind::Message}) {
        if (nameOf(kind) == name)
            return kind;
    }
    return std::nullopt;
}

SessionCipher::SessionCipher(SignalStore &store, Random &random)
    : m_store(store), m_addresses(store), m_library(std::make_unique<SignalLibrary>(random))
{
}

SessionCipher::~SessionCipher() = default;

SignalResult<Ciphertext> SessionCipher::encrypt(const Jid &device, QByteArrayView plaintext)
{
    const auto address = m_addresses.addressOf(device);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address);
    const auto record = staged.session();
    if (!record)
        return refuse(record.error());
    const auto identity = staged.storedIdentity();
    if (!identity)
        return refuse(identity.error());
    if (!isUsable(record->get(), *identity))
        return refuse(SignalFault::NoSession, u"there is no session to encrypt in"_s);

    const PairCipher cipher = pairCipherFor(staged, *m_library);
    ciphertext_message *made = nullptr;
    if (const int done = session_cipher_encrypt(cipher.get(), bytesOf(plaintext), size_t(plaintext.size()), &made);
        done < 0)
        return refuse(staged.failure(done));
    const SignalRef<ciphertext_message> message(made);
    if (auto done = staged.commit(); !done)
        return refuse(done.error());
    return Ciphertext{ciphertext_message_get_type(made) == CIPHERTEXT_PREKEY_TYPE ? CiphertextKind::PreKeyMessage
                                                                                  : CiphertextKind::Message,
                      viewOf(ciphertext_message_get_serialized(made)).toByteArray()};
}

SignalResult<Decrypted> SessionCipher::decrypt(const Jid &device, CiphertextKind kind, QByteArrayView message)
{
    if (auto spoken = checkVersion(message); !spoken)
        return refuse(spoken.error());
    const auto address = m_addresses.addressOf(device);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address);
    const PairCipher cipher = pairCipherFor(staged, *m_library);

    signal_buffer *made = nullptr;
    std::optional<Claim> claim;
    int done = SG_SUCCESS;
    if (kind == CiphertextKind::PreKeyMessage) {
        pre_key_signal_message *parsed = nullptr;
        done = pre_key_signal_message_deserialize(&parsed, bytesOf(message), size_t(message.size()),
                                                  m_library->context());
        if (done < 0)
            return refuse(errorOf(done));
        const SignalRef<pre_key_signal_message> input(parsed);
        if (hasTopBit(pre_key_signal_message_get_base_key(parsed)))
            return refuse(errorOf(SG_ERR_INVALID_KEY));
        claim = Claim{serialized(pre_key_signal_message_get_identity_key(parsed)),
                      serialized(pre_key_signal_message_get_base_key(parsed))};
        done = session_cipher_decrypt_pre_key_signal_message(cipher.get(), parsed, nullptr, &made);
    } else {
        signal_message *parsed = nullptr;
        done = signal_message_deserialize(&parsed, bytesOf(message), size_t(message.size()), m_library->context());
        if (done < 0)
            return refuse(errorOf(done));
        const SignalRef<signal_message> input(parsed);
        done = session_cipher_decrypt_signal_message(cipher.get(), parsed, nullptr, &made);
    }
    if (done < 0)
        return refuse(staged.failure(done));
    const SignalBuffer plaintext(made);

    const auto identity = settleIdentity(staged, claim);
    if (!identity)
        return refuse(identity.error());
    if (auto stored = staged.commit(); !stored)
        return refuse(stored.error());
    return Decrypted{viewOf(plaintext.get()).toByteArray(), *identity, staged.usedPreKey()};
}

SignalResult<IdentityState> SessionCipher::processBundle(const Jid &device, const PreKeyBundle &bundle)
{
    if (!isPreKeySignedBy(bundle.identityKey, bundle.signedPreKey, bundle.signature))
        return refuse(SignalFault::BadSignature, u"the identity did not sign the bundle's pre-key"_s);
    const SignalRef<ec_public_key> identityKey = m_library->publicKey(typedKey(bundle.identityKey));
    const SignalRef<ec_public_key> signedPreKey = m_library->publicKey(typedKey(bundle.signedPreKey));
    if (!identityKey || !signedPreKey)
        return refuse(SignalFault::InvalidKey, u"a signed pre-key has 32 bytes"_s);
    SignalRef<ec_public_key> oneTimeKey;
    if (bundle.oneTimeKey) {
        oneTimeKey = m_library->publicKey(typedKey(bundle.oneTimeKey->key));
        if (!oneTimeKey)
            return refuse(SignalFault::InvalidKey, u"a one-time key has 32 bytes"_s);
    }

    const auto address = m_addresses.addressOf(device);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address);
    const auto known = staged.storedIdentity();
    if (!known)
        return refuse(known.error());

    session_pre_key_bundle *made = nullptr;
    if (const int done = session_pre_key_bundle_create(
            &made, bundle.registrationId, 0, bundle.oneTimeKey ? bundle.oneTimeKey->id : 0, oneTimeKey.get(),
            bundle.signedPreKeyId, signedPreKey.get(), bytesOf(bundle.signature), size_t(bundle.signature.size()),
            identityKey.get());
        done < 0)
        return refuse(errorOf(done));
    const SignalRef<session_pre_key_bundle> keys(made);
    session_builder *raw = nullptr;
    if (session_builder_create(&raw, staged.context(), staged.address(), m_library->context()) != SG_SUCCESS)
        qFatal("no memory for a session builder");
    const PairBuilder builder(raw);
    if (const int done = session_builder_process_pre_key_bundle(builder.get(), keys.get()); done < 0)
        return refuse(staged.failure(done));
    if (auto done = staged.commit(); !done)
        return refuse(done.error());
    return compare(*known, typedKey(bundle.identityKey));
}

SignalResult<bool> SessionCipher::hasSession(const Jid &device)
{
    const auto address = m_addresses.addressOf(device);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address);
    const auto record = staged.session();
    if (!record)
        return refuse(record.error());
    const auto identity = staged.storedIdentity();
    if (!identity)
        return refuse(identity.error());
    return isUsable(record->get(), *identity);
}

SignalResult<std::optional<SessionInfo>> SessionCipher::sessionInfo(const Jid &device)
{
    const auto address = m_addresses.addressOf(device);
    if (!address)
        return refuse(address.error());
    StagedStore staged(m_store, *m_library, *address);
    const auto record = staged.session();
    if (!record)
        return refuse(record.error());
    const session_state *state = *record ? session_record_get_state(record->get()) : nullptr;
    if (!state)
        return std::nullopt;
    return SessionInfo{session_state_get_remote_registration_id(state),
                       serialized(session_state_get_alice_base_key(state)),
                       session_state_has_unacknowledged_pre_key_message(state) != 1};
}

SignalResult<> SessionCipher::removeSession(const Jid &device)
{
    const auto address = m_addresses.addressOf(device);
    if (!address)
        return refuse(address.error());
    if (auto removed = m_store.removeSession(*address); !removed)
        return refuse(removed.error());
    return {};
}

} // namespace desk::wa
