#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/store/sessionstore.h"

#include <QObject>

#include <chrono>

namespace desk::wa {

/// Keeps the server supplied with this device's public keys: one-time pre-keys, and a signed pre-key that changes every
/// month (note 1, section 7). Lives on the WhatsApp thread.
class PreKeyManager : public QObject
{
    Q_OBJECT

public:
    /// The pool at the server is filled up to this many ...
    static constexpr int pool = 812;
    /// ... when a login finds fewer than this.
    static constexpr int low = 100;
    static constexpr std::chrono::hours rotateEvery{30 * 24};

    PreKeyManager(SessionStore &store, IqChannel &iqs, Clock &clock, QObject *parent = nullptr);

    /// At login: asks how many the server has and uploads when there are few.
    /// @return what went wrong; NotConnected when the link dropped meanwhile, then simply called again at the next login.
    [[nodiscard]] QFuture<Result<>> check();
    /// The server says that it has only @p count left. Joins an upload that is under way.
    [[nodiscard]] QFuture<Result<>> topUp(int count);
    /// Changes the signed pre-key when it is older than rotateEvery. The new one counts only once the server took it.
    [[nodiscard]] QFuture<Result<>> rotateWhenDue();
    /// Forgets what is under way: the link is gone.
    void reset() { m_upload.reset(); }

private:
    SessionStore &m_store;
    IqChannel &m_iqs;
    Clock &m_clock;
    std::optional<Completer<void>> m_upload; ///< under way
};

} // namespace desk::wa
