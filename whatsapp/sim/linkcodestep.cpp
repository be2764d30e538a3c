#include "whatsapp/sim/linkcodestep.h"

#include "whatsapp/pairing/linkcode.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr qsizetype wrappedBytes = 80;
constexpr qsizetype bundleBytes = 156;

QByteArray content(const Node &node, QByteArrayView tag)
{
    const Node *child = node.child(tag);
    return child ? child->bytes() : QByteArray();
}

tl::unexpected<Error> wrong(const QString &detail)
{
    return fail(Errc::Invalid, detail);
}

} // namespace

Result<LinkCodeStep> LinkCodeStep::start(const Node &hello, const QByteArray &noiseKey, QByteArray ref)
{
    const auto jid = hello.jid("jid");
    if (!jid || jid->serverKind() != Jid::Server::Phone || jid->user().isEmpty() || jid->device() != 0)
        return wrong(u"jid is no phone number's"_s);
    if (hello.attr("should_show_push_notification").isEmpty())
        return wrong(u"should_show_push_notification is missing"_s);

    LinkCodeStep step;
    step.m_number = jid->user();
    step.m_ref = std::move(ref);
    step.m_wrapped = content(hello, "link_code_pairing_wrapped_companion_ephemeral_pub");
    if (step.m_wrapped.size() != wrappedBytes)
        return wrong(u"the wrapped ephemeral key has not 80 bytes"_s);
    if (content(hello, "companion_server_auth_key_pub") != noiseKey)
        return wrong(u"companion_server_auth_key_pub is not the noise key"_s);
    const QByteArray platform = content(hello, "companion_platform_id");
    if (platform.size() != 1 || !QByteArrayView("123456789abcdef").contains(platform.at(0)))
        return wrong(u"companion_platform_id is none"_s);
    const QByteArray display = content(hello, "companion_platform_display");
    if (display.isEmpty() || display.size() > 100)
        return wrong(u"companion_platform_display has not 1 to 100 characters"_s);
    if (content(hello, "link_code_pairing_nonce").size() != 1)
        return wrong(u"link_code_pairing_nonce is missing"_s);
    return step;
}

Result<Node> LinkCodeStep::typed(const QString &code, const KeyPair &account, Random &random)
{
    const auto bare = linkcode::normalized(code);
    if (!bare)
        return fail(bare.error());
    const auto companion = linkcode::unwrapKey(*bare, m_wrapped);
    if (!companion)
        return fail(companion.error());
    m_companionEphemeral = *companion;
    m_ephemeral = curve25519::generate(random);
    auto wrapped = linkcode::wrapKey(*bare, m_ephemeral.publicKey, random);
    if (!wrapped)
        return fail(wrapped.error());
    return Node{
        .tag = "link_code_companion_reg",
        .attributes = {{"stage", "primary_hello"}},
        .content = QList{Node{.tag = "link_code_pairing_wrapped_primary_ephemeral_pub", .content = *std::move(wrapped)},
                         Node{.tag = "primary_identity_pub", .content = account.publicKey},
                         Node{.tag = "link_code_pairing_ref", .content = m_ref}}};
}

Result<SecretBytes> LinkCodeStep::finish(const Node &request, const QByteArray &identity, const KeyPair &account)
{
    const auto jid = request.jid("jid");
    if (!jid || jid->user() != m_number)
        return wrong(u"jid is not that of the hello"_s);
    if (m_ephemeral.publicKey.isEmpty())
        return wrong(u"companion_finish before the phone's hello"_s);
    if (content(request, "link_code_pairing_ref") != m_ref)
        return wrong(u"link_code_pairing_ref is another"_s);
    if (content(request, "companion_identity_public") != identity)
        return wrong(u"companion_identity_public is not the key of the registration"_s);
    const QByteArray bundle = content(request, "link_code_pairing_wrapped_key_bundle");
    if (bundle.size() != bundleBytes)
        return wrong(u"the key bundle has not 156 bytes"_s);
    auto secret = linkcode::openKeyBundle(m_ephemeral, m_companionEphemeral, account, identity, bundle);
    if (!secret)
        return fail(Errc::Rejected, secret.error().detail);
    return secret;
}

} // namespace desk::wa::sim
