#pragma once

#include "core/base/clock.h"
#include "core/base/httpclient.h"
#include "whatsapp/pairing/clientpayload.h"
#include "whatsapp/store/sessionstore.h"

#include <QFuture>
#include <QObject>

#include <optional>

namespace desk::wa {

/// The number after "client_revision" in @p text, a page of WhatsApp's site (note 1, section 2.6). Nothing without one. Pure.
[[nodiscard]] std::optional<quint32> clientRevisionIn(QByteArrayView text);

/// Which version of WhatsApp Web this client passes for: what a person set, else what WhatsApp's site said last, else the one
/// this program was shipped with. Lives on the WhatsApp thread.
class WebVersionSource : public QObject
{
    Q_OBJECT

public:
    /// @param http null: never asks. @param fixed set by a person: never refreshed.
    WebVersionSource(SessionStore &store, HttpClient *http, std::optional<WebVersion> fixed, Clock &clock,
                     QObject *parent = nullptr);

    [[nodiscard]] WebVersion current() const;
    /// The service does not take @p refused: asks the site, unless a newer one is known already.
    /// @return whether current() is newer now. False also when the site cannot be reached.
    [[nodiscard]] QFuture<bool> refresh(const WebVersion &refused);
    /// Asks in the background when the last answer is older than a day.
    void refreshWhenOld();

private:
    [[nodiscard]] QFuture<Result<HttpResponse>> ask();
    void keep(const Result<HttpResponse> &response);

    SessionStore &m_store;
    HttpClient *m_http;
    std::optional<WebVersion> m_fixed;
    Clock &m_clock;
};

} // namespace desk::wa
