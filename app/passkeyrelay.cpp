#include "app/passkeyrelay.h"

#include "whatsapp/pairing/assertion.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// Whether @p assertion answers @p options: one of an earlier question would end the whole pairing at the service.
bool answers(const wa::Assertion &assertion, const QByteArray &options)
{
    const auto asked = wa::parseAssertionRequest(options);
    const QJsonObject data = QJsonDocument::fromJson(assertion.clientDataJson).object();
    const auto challenge = QByteArray::fromBase64Encoding(data.value("challenge"_L1).toString().toLatin1(),
                                                          QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                                                              | QByteArray::AbortOnBase64DecodingErrors);
    return asked && challenge && *challenge == asked->challenge
        && data.value("origin"_L1).toString() == wa::whatsAppOrigin();
}

} // namespace

QFuture<Result<QByteArray>> PasskeyRelay::assertion(QByteArray options)
{
    giveUp();
    m_waiting.emplace();
    m_options = std::move(options);
    Q_EMIT changed();
    return m_waiting->future();
}

Result<> PasskeyRelay::supply(const QByteArray &assertion)
{
    if (!m_waiting)
        return fail(Errc::Conflict, u"nobody asks for a passkey"_s);
    const auto parsed = wa::parseAssertion(assertion);
    if (!parsed)
        return fail(Errc::Invalid, u"/assertion"_s);
    if (!answers(*parsed, m_options))
        return fail(Errc::Invalid, u"/assertion/response/clientDataJSON"_s);
    const Completer<QByteArray> waiting = *std::exchange(m_waiting, std::nullopt);
    m_options.clear();
    Q_EMIT changed();
    waiting.complete(assertion);
    return {};
}

void PasskeyRelay::giveUp()
{
    if (!m_waiting)
        return;
    const Completer<QByteArray> waiting = *std::exchange(m_waiting, std::nullopt);
    m_options.clear();
    Q_EMIT changed();
    waiting.complete(fail(Errc::Cancelled, u"nobody showed the passkey"_s));
}

} // namespace desk
