#include "whatsapp/devices/sessionsupplier.h"

#include "core/base/redact.h"
#include "whatsapp/keys/bundlestanzas.h"
#include "whatsapp/logging.h"

#include <QCoroFuture>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr int deviceGone = 406;

} // namespace

SessionSupplier::SessionSupplier(SessionCipher &cipher, IqChannel &iqs, DeviceDirectory &directory,
                                 IdentityChanged identityChanged, QObject *parent)
    : QObject(parent), m_cipher(cipher), m_iqs(iqs), m_directory(directory),
      m_identityChanged(std::move(identityChanged))
{
}

QCoro::Task<Result<QList<Jid>>> SessionSupplier::fetch(QList<Jid> devices)
{
    const QPointer<SessionSupplier> self(this);
    QList<Jid> begun;
    for (qsizetype from = 0; from < devices.size(); from += maxBundlesPerRequest) {
        const QList<Jid> some = devices.mid(from, maxBundlesPerRequest);
        const auto request = bundleRequest(some);
        if (!request)
            co_return fail(request.error());
        auto reply = m_iqs.request(*request);
        const Result<Node> answer = co_await reply;
        if (!self)
            co_return fail(Errc::Cancelled);
        if (!answer)
            co_return fail(answer.error());
        const auto bundles = parseBundles(*answer);
        if (!bundles)
            co_return fail(bundles.error());
        for (const FetchedBundle &fetched : *bundles) {
            if (!some.contains(fetched.device))
                continue; // nobody asked for it
            if (!fetched.bundle) {
                qCInfo(lcWaMessage).noquote()
                    << "no keys of" << redact(fetched.device.toString()) << "error" << fetched.error;
                if (fetched.error == deviceGone)
                    m_directory.forget(fetched.device);
                continue;
            }
            const auto state = m_cipher.processBundle(fetched.device, *fetched.bundle);
            if (!state) {
                if (state.error().fault == SignalFault::Storage)
                    co_return fail(state.error().error());
                qCWarning(lcWaMessage).noquote()
                    << "keys of" << redact(fetched.device.toString()) << "not usable:" << state.error().detail;
                continue;
            }
            if (*state == IdentityState::Changed)
                m_identityChanged(fetched.device);
            begun.append(fetched.device);
        }
    }
    co_return begun;
}

QCoro::Task<Result<QList<Jid>>> SessionSupplier::supply(QList<Jid> devices)
{
    const QPointer<SessionSupplier> self(this);
    QList<Jid> missing;
    for (const Jid &device : devices) {
        const auto known = m_cipher.hasSession(device);
        if (!known)
            co_return fail(known.error().error());
        if (!*known)
            missing.append(device);
    }
    if (missing.isEmpty())
        co_return devices;
    auto fetching = fetch(missing);
    const auto begun = co_await fetching;
    if (!self)
        co_return fail(Errc::Cancelled);
    if (!begun)
        co_return fail(begun.error());
    QList<Jid> usable;
    for (const Jid &device : devices) {
        if (!missing.contains(device) || begun->contains(device))
            usable.append(device);
    }
    co_return usable;
}

QCoro::Task<Result<>> SessionSupplier::renew(Jid device)
{
    auto fetching = fetch({device});
    const auto begun = co_await fetching;
    if (!begun)
        co_return fail(begun.error());
    if (begun->isEmpty())
        co_return fail(Errc::NotFound, u"the device has no usable keys"_s);
    co_return Result<>();
}

} // namespace desk::wa
