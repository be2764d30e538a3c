#pragma once

#include "app/whatsappworker.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/messaging/channellink.h"
#include "whatsapp/store/filekeyvault.h"

#include <QList>

#include <functional>
#include <memory>

namespace desk {

/// The ChannelLink of the WhatsApp connection: finds the key of the session store, then speaks for the worker.
///
/// Causes beyond those of whatsapptranslation.h, all with state Stopped and no session open: session_key_missing and
/// session_key_wrong (only reset() helps, which makes room for a new store), keychain_unavailable, session_key_unreadable (a key
/// file that others may read, or that is no key) and storage_failed. reconnect() tries again.
/// Lives on the core thread, and outlives its loop. Does not own @c worker, @c clock or @c random.
class WhatsAppLink final : public ChannelLink
{
    Q_OBJECT

public:
    WhatsAppLink(WhatsAppWorker &worker, const QString &storePath, Clock &clock, Random &random,
                 QObject *parent = nullptr);
    ~WhatsAppLink() override;

    /// The session store of a data folder.
    [[nodiscard]] static QString storePath(const QString &dataDir);

    /// Opens the session and connects, when there is an account.
    void start();

    [[nodiscard]] const LinkInfo &info() const override { return m_info; }
    [[nodiscard]] AccountStanding standing() const override { return m_standing; }
    [[nodiscard]] Result<> startPairing() override;
    [[nodiscard]] QFuture<Result<QString>> requestCode(QString phone) override;
    void cancelPairing() override;
    [[nodiscard]] QFuture<Result<>> supplyPasskeyAssertion(QByteArray assertion) override;
    void confirmPasskey(bool matches) override;
    void reconnect() override;
    [[nodiscard]] QFuture<Result<>> reset() override;

private:
    [[nodiscard]] Result<> pairable() const;
    /// Does @p work with the session: at once, or when its key is there. Not at all when there is no key.
    void whenOpen(std::function<void()> work);
    void loadKey();
    void takeKey(const Result<SecretBytes> &key);
    void show(const LinkInfo &info);
    /// There is no session.
    void showFailure(const QString &cause);

    WhatsAppWorker &m_worker;
    QString m_storePath;
    Clock &m_clock;
    Random &m_random;
    wa::FileKeyVault m_keyFile;
    std::unique_ptr<wa::KeyVault> m_keychain; ///< null: there is none
    LinkInfo m_info;
    AccountStanding m_standing;
    QList<std::function<void()>> m_whenOpen;
    bool m_loading = false;
    bool m_open = false; ///< the worker has the session
};

} // namespace desk
