#include "whatsapp/protocol/profilepicture.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxPictureId = 64;
constexpr qsizetype maxUrl = 2048;

/// "404 item-not-found" -> 404
int codeOf(const Error &error)
{
    return error.code == Errc::Rejected ? error.detail.section(u' ', 0, 0).toInt() : 0;
}

} // namespace

Node profilePictureRequest(const Jid &whom, const QByteArray &knownId, const QByteArray &token)
{
    Node picture{.tag = "picture", .attributes = {{"type", "preview"}, {"query", "url"}}};
    if (!knownId.isEmpty())
        picture.set({"id", knownId});
    if (!token.isEmpty())
        picture.append(Node{.tag = "tctoken", .content = token});
    return {.tag = "iq",
            .attributes = {{"to", Jid::server()},
                           {"target", whom.account()},
                           {"type", "get"},
                           {"xmlns", "w:profile:picture"}},
            .content = QList{std::move(picture)}};
}

Result<std::optional<ProfilePicture>> parseProfilePicture(const Result<Node> &answer)
{
    if (!answer) {
        switch (codeOf(answer.error())) {
        case 304:
            return std::optional<ProfilePicture>();
        case 401:
        case 404:
            return fail(Errc::NotFound, answer.error().detail);
        default:
            return fail(answer.error());
        }
    }
    const Node *picture = answer->child("picture");
    if (!picture || !picture->has("url"))
        return std::optional<ProfilePicture>();
    const QByteArray url = picture->attr("url");
    const ProfilePicture read{.id = picture->attr("id"), .url = QUrl::fromEncoded(url, QUrl::StrictMode)};
    if (read.id.isEmpty() || read.id.size() > maxPictureId || url.size() > maxUrl || !read.url.isValid())
        return fail(Errc::Protocol, u"a picture without usable address"_s);
    return std::optional(read);
}

Jid pictureNotice(const Node &notification)
{
    if (notification.attr("type") != "picture")
        return {};
    for (const char *change : {"set", "delete", "request"}) {
        if (const Node *picture = notification.child(change)) {
            const auto whose = picture->jid("jid");
            const auto from = notification.jid("from");
            const Jid who = whose && whose->isPerson() ? *whose : from.value_or(Jid());
            return who.isPerson() ? who.account() : Jid();
        }
    }
    return {};
}

} // namespace desk::wa
