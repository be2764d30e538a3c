#pragma once

#include "whatsapp/signal/signallibrary.h"
#include "whatsapp/store/signalstore.h"

#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace desk::wa {

/// What the C library sees of the session store during one call about one device: it reads through, and what it writes
/// waits here until commit(). So a call that fails in the middle changes nothing, not even the identity that the library
/// saves before it has checked the MAC (note 2, section 1.9), and leaves the caller's transaction sound.
///
/// Only for the .cpp files of this folder. Lives as long as the call; owns neither @c store nor @c library.
class StagedStore
{
public:
    /// @param address of signalAddress(). @param group for sender keys only.
    StagedStore(SignalStore &store, const SignalLibrary &library, const QString &address, Jid group = {});
    StagedStore(const StagedStore &) = delete;
    StagedStore &operator=(const StagedStore &) = delete;

    [[nodiscard]] signal_protocol_store_context *context() const { return m_context.get(); }
    [[nodiscard]] const signal_protocol_address *address() const { return &m_name.sender; }
    [[nodiscard]] const signal_protocol_sender_key_name *senderKeyName() const { return &m_name; }

    /// The error behind a negative result: the store's own, if there was one.
    [[nodiscard]] SignalError failure(int result) const;
    /// Writes what was staged, in one transaction or as part of the caller's.
    [[nodiscard]] SignalResult<> commit();

    /// The identity on disk.
    [[nodiscard]] SignalResult<std::optional<StoredIdentity>> storedIdentity();
    /// The session as it would be committed; null when there is none.
    [[nodiscard]] SignalResult<SignalRef<session_record>> session();
    [[nodiscard]] SignalResult<> stageSession(const session_record *record);
    /// The sender key likewise.
    [[nodiscard]] SignalResult<SignalRef<sender_key_record>> senderKey();

    [[nodiscard]] const QByteArray &stagedIdentity() const { return m_identity; }
    void stageIdentity(const QByteArray &key) { m_identity = key; }
    /// The library took pre-keys of ours to make a new session.
    [[nodiscard]] bool madeSession() const { return m_usedSignedPreKey; }
    [[nodiscard]] std::optional<quint32> usedPreKey() const { return m_usedPreKey; }

private:
    /// Remembers a failure of the store; what a callback returns then.
    int storeFailed(const Error &error);
    /// Whom the library calls back.
    [[nodiscard]] static StagedStore *self(void *user) { return static_cast<StagedStore *>(user); }

    void installSessions();
    void installPreKeys();
    void installIdentities();
    void installSenderKeys();

    int loadSession(signal_buffer **record);
    int loadPreKey(signal_buffer **record, quint32 id);
    int loadSignedPreKey(signal_buffer **record, quint32 id);
    int loadOwnIdentity(signal_buffer **publicKey, signal_buffer **privateKey);
    int ownRegistrationId(uint32_t *id);
    int isTrusted(QByteArrayView key);
    int loadSenderKey(signal_buffer **record);

    SignalStore &m_store;
    const SignalLibrary &m_library;
    QString m_address;
    QByteArray m_addressText;
    Jid m_group;
    signal_protocol_sender_key_name m_name = {};
    std::unique_ptr<signal_protocol_store_context, ReleaseWith<signal_protocol_store_context_destroy>> m_context;

    std::optional<Error> m_failure;
    std::optional<SecretBytes> m_session;
    std::optional<SecretBytes> m_senderKey;
    QByteArray m_identity;
    std::optional<quint32> m_usedPreKey;
    bool m_usedSignedPreKey = false;
};

} // namespace desk::wa
