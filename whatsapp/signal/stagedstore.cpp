#include "whatsapp/signal/stagedstore.h"

extern "C" {
#include <signal/session_pre_key.h>
}

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

/// Moves the bytes of @p made, which is wiped, into a buffer for the library.
int give(signal_buffer **output, signal_buffer *made)
{
    const SignalBuffer wiped(made);
    *output = newBuffer(viewOf(wiped.get()));
    return *output ? SG_SUCCESS : SG_ERR_NOMEM;
}

} // namespace

StagedStore::StagedStore(SignalStore &store, const SignalLibrary &library, const QString &address, Jid group)
    : m_store(store), m_library(library), m_address(address), m_addressText(address.toUtf8()), m_group(std::move(group))
{
    // A call is about one device: the names only pass through the library.
    m_name.group_id = "";
    m_name.sender.name = m_addressText.constData();
    m_name.sender.name_len = size_t(m_addressText.size());

    signal_protocol_store_context *context = nullptr;
    if (signal_protocol_store_context_create(&context, library.context()) != SG_SUCCESS)
        qFatal("no memory for a store context");
    m_context.reset(context);
    installSessions();
    installPreKeys();
    installIdentities();
    installSenderKeys();
}

void StagedStore::installSessions()
{
    signal_protocol_session_store sessions = {};
    sessions.load_session_func = [](signal_buffer **record, signal_buffer **, const signal_protocol_address *,
                                    void *user) { return self(user)->loadSession(record); };
    sessions.get_sub_device_sessions_func = [](signal_int_list **, const char *, size_t, void *) {
        return SG_ERR_UNKNOWN;
    };
    sessions.store_session_func = [](const signal_protocol_address *, uint8_t *record, size_t size, uint8_t *, size_t,
                                     void *user) {
        self(user)->m_session = SecretBytes::copyOf(viewOf(record, size));
        return SG_SUCCESS;
    };
    sessions.contains_session_func = [](const signal_protocol_address *, void *user) {
        signal_buffer *record = nullptr;
        const int found = self(user)->loadSession(&record);
        const SignalBuffer wiped(record);
        return found;
    };
    sessions.delete_session_func = [](const signal_protocol_address *, void *) { return SG_ERR_UNKNOWN; };
    sessions.delete_all_sessions_func = [](const char *, size_t, void *) { return SG_ERR_UNKNOWN; };
    sessions.user_data = this;
    signal_protocol_store_context_set_session_store(context(), &sessions);
}

void StagedStore::installPreKeys()
{
    signal_protocol_pre_key_store preKeys = {};
    preKeys.load_pre_key = [](signal_buffer **record, uint32_t id, void *user) {
        return self(user)->loadPreKey(record, id);
    };
    preKeys.store_pre_key = [](uint32_t, uint8_t *, size_t, void *) { return SG_ERR_UNKNOWN; };
    preKeys.contains_pre_key = [](uint32_t, void *) { return SG_ERR_UNKNOWN; };
    // Whatever was loaded is used up at commit(): the library itself would keep the last id there is.
    preKeys.remove_pre_key = [](uint32_t, void *) { return SG_SUCCESS; };
    preKeys.user_data = this;
    signal_protocol_store_context_set_pre_key_store(context(), &preKeys);

    signal_protocol_signed_pre_key_store signedPreKeys = {};
    signedPreKeys.load_signed_pre_key = [](signal_buffer **record, uint32_t id, void *user) {
        return self(user)->loadSignedPreKey(record, id);
    };
    signedPreKeys.store_signed_pre_key = [](uint32_t, uint8_t *, size_t, void *) { return SG_ERR_UNKNOWN; };
    signedPreKeys.contains_signed_pre_key = [](uint32_t, void *) { return SG_ERR_UNKNOWN; };
    signedPreKeys.remove_signed_pre_key = [](uint32_t, void *) { return SG_ERR_UNKNOWN; };
    signedPreKeys.user_data = this;
    signal_protocol_store_context_set_signed_pre_key_store(context(), &signedPreKeys);
}

void StagedStore::installIdentities()
{
    signal_protocol_identity_key_store identities = {};
    identities.get_identity_key_pair = [](signal_buffer **publicKey, signal_buffer **privateKey, void *user) {
        return self(user)->loadOwnIdentity(publicKey, privateKey);
    };
    identities.get_local_registration_id = [](void *user, uint32_t *id) { return self(user)->ownRegistrationId(id); };
    identities.save_identity = [](const signal_protocol_address *, uint8_t *key, size_t size, void *user) {
        self(user)->m_identity = viewOf(key, size).toByteArray();
        return SG_SUCCESS;
    };
    identities.is_trusted_identity = [](const signal_protocol_address *, uint8_t *key, size_t size, void *user) {
        return self(user)->isTrusted(viewOf(key, size));
    };
    identities.user_data = this;
    signal_protocol_store_context_set_identity_key_store(context(), &identities);
}

void StagedStore::installSenderKeys()
{
    signal_protocol_sender_key_store senderKeys = {};
    senderKeys.store_sender_key = [](const signal_protocol_sender_key_name *, uint8_t *record, size_t size, uint8_t *,
                                     size_t, void *user) {
        self(user)->m_senderKey = SecretBytes::copyOf(viewOf(record, size));
        return SG_SUCCESS;
    };
    senderKeys.load_sender_key = [](signal_buffer **record, signal_buffer **, const signal_protocol_sender_key_name *,
                                    void *user) { return self(user)->loadSenderKey(record); };
    senderKeys.user_data = this;
    signal_protocol_store_context_set_sender_key_store(context(), &senderKeys);
}

SignalError StagedStore::failure(int result) const
{
    return m_failure ? SignalError(*m_failure) : errorOf(result);
}

SignalResult<> StagedStore::commit()
{
    return m_store.transaction([&]() -> SignalResult<> {
        if (m_session) {
            if (auto saved = m_store.saveSession(m_address, m_session->view()); !saved)
                return refuse(saved.error());
        }
        if (!m_identity.isEmpty()) {
            if (auto saved = m_store.saveIdentity(m_address, m_identity); !saved)
                return refuse(saved.error());
        }
        if (m_usedPreKey) {
            if (auto removed = m_store.removePreKey(*m_usedPreKey); !removed)
                return refuse(removed.error());
        }
        if (m_senderKey) {
            if (auto saved = m_store.saveSenderKey(m_group, m_address, m_senderKey->view()); !saved)
                return refuse(saved.error());
        }
        return {};
    });
}

SignalResult<std::optional<StoredIdentity>> StagedStore::storedIdentity()
{
    auto stored = m_store.identity(m_address);
    if (!stored)
        return refuse(stored.error());
    return std::move(*stored);
}

SignalResult<SignalRef<session_record>> StagedStore::session()
{
    signal_buffer *bytes = nullptr;
    if (const int found = loadSession(&bytes); found <= 0)
        return found == 0 ? SignalResult<SignalRef<session_record>>(nullptr) : refuse(failure(found));
    const SignalBuffer wiped(bytes);
    session_record *record = nullptr;
    if (session_record_deserialize(&record, signal_buffer_const_data(bytes), signal_buffer_len(bytes),
                                   m_library.context())
        != SG_SUCCESS)
        return refuse(SignalFault::Storage, u"a stored session is damaged"_s);
    return SignalRef<session_record>(record);
}

SignalResult<> StagedStore::stageSession(const session_record *record)
{
    signal_buffer *bytes = nullptr;
    if (const int done = session_record_serialize(&bytes, record); done < 0)
        return refuse(errorOf(done));
    m_session = SecretBytes::copyOf(viewOf(SignalBuffer(bytes).get()));
    return {};
}

SignalResult<SignalRef<sender_key_record>> StagedStore::senderKey()
{
    signal_buffer *bytes = nullptr;
    if (const int found = loadSenderKey(&bytes); found <= 0)
        return found == 0 ? SignalResult<SignalRef<sender_key_record>>(nullptr) : refuse(failure(found));
    const SignalBuffer wiped(bytes);
    sender_key_record *record = nullptr;
    if (sender_key_record_deserialize(&record, signal_buffer_const_data(bytes), signal_buffer_len(bytes),
                                      m_library.context())
        != SG_SUCCESS)
        return refuse(SignalFault::Storage, u"a stored sender key is damaged"_s);
    return SignalRef<sender_key_record>(record);
}

int StagedStore::storeFailed(const Error &error)
{
    m_failure = error;
    return SG_ERR_UNKNOWN;
}

int StagedStore::loadSession(signal_buffer **record)
{
    if (!m_session) {
        const auto stored = m_store.session(m_address);
        if (!stored)
            return storeFailed(stored.error());
        if (!*stored)
            return 0;
        *record = newBuffer((*stored)->view());
    } else {
        *record = newBuffer(m_session->view());
    }
    return *record ? 1 : SG_ERR_NOMEM;
}

int StagedStore::loadPreKey(signal_buffer **record, quint32 id)
{
    const auto stored = m_store.preKey(id);
    if (!stored)
        return storeFailed(stored.error());
    if (!*stored)
        return SG_ERR_INVALID_KEY_ID;
    const SignalRef<ec_key_pair> pair = m_library.keyPair((*stored)->pair);
    session_pre_key *made = nullptr;
    if (!pair || session_pre_key_create(&made, id, pair.get()) != SG_SUCCESS)
        return SG_ERR_UNKNOWN;
    const SignalRef<session_pre_key> key(made);
    signal_buffer *bytes = nullptr;
    if (const int done = session_pre_key_serialize(&bytes, key.get()); done < 0)
        return done;
    m_usedPreKey = id;
    return give(record, bytes);
}

int StagedStore::loadSignedPreKey(signal_buffer **record, quint32 id)
{
    const auto stored = m_store.signedPreKey(id);
    if (!stored)
        return storeFailed(stored.error());
    if (!*stored)
        return SG_ERR_INVALID_KEY_ID;
    const SignedPreKey &signedKey = **stored;
    const SignalRef<ec_key_pair> pair = m_library.keyPair(signedKey.pair);
    session_signed_pre_key *made = nullptr;
    if (!pair
        || session_signed_pre_key_create(&made, id, uint64_t(signedKey.createdAt), pair.get(),
                                         bytesOf(signedKey.signature), size_t(signedKey.signature.size()))
            != SG_SUCCESS)
        return SG_ERR_UNKNOWN;
    const SignalRef<session_signed_pre_key> key(made);
    signal_buffer *bytes = nullptr;
    if (const int done = session_signed_pre_key_serialize(&bytes, key.get()); done < 0)
        return done;
    m_usedSignedPreKey = true;
    return give(record, bytes);
}

int StagedStore::loadOwnIdentity(signal_buffer **publicKey, signal_buffer **privateKey)
{
    const auto keys = m_store.deviceKeys();
    if (!keys)
        return storeFailed(keys.error());
    *publicKey = newBuffer(typedKey(keys->identity.publicKey));
    *privateKey = newBuffer(keys->identity.privateKey.view());
    return *publicKey && *privateKey ? SG_SUCCESS : SG_ERR_NOMEM;
}

int StagedStore::ownRegistrationId(uint32_t *id)
{
    const auto keys = m_store.deviceKeys();
    if (!keys)
        return storeFailed(keys.error());
    *id = keys->registrationId;
    return SG_SUCCESS;
}

/// Everybody at first sight and with a new key as well; only what pairing vouched for is held to it.
int StagedStore::isTrusted(QByteArrayView key)
{
    const auto stored = m_store.identity(m_address);
    if (!stored)
        return storeFailed(stored.error());
    return *stored && (*stored)->trusted && (*stored)->key != key ? 0 : 1;
}

int StagedStore::loadSenderKey(signal_buffer **record)
{
    if (!m_senderKey) {
        const auto stored = m_store.senderKey(m_group, m_address);
        if (!stored)
            return storeFailed(stored.error());
        if (!*stored)
            return 0;
        *record = newBuffer((*stored)->view());
    } else {
        *record = newBuffer(m_senderKey->view());
    }
    return *record ? 1 : SG_ERR_NOMEM;
}

} // namespace desk::wa
