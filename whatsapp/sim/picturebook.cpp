#include "whatsapp/sim/picturebook.h"

#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/stanzas.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

PictureBook::PictureBook(const Directory &directory, MediaServer &media, DeviceNews &news, Courier &courier,
                         StanzaIds &ids, Clock &clock, Random &random)
    : m_directory(directory), m_media(media), m_news(news), m_courier(courier), m_ids(ids), m_clock(clock),
      m_random(random)
{
}

Result<> PictureBook::show(Account &account, const QString &file)
{
    const QString copy = m_media.blobs().newFile();
    if (!QFile::copy(file, copy))
        return fail(Errc::Storage, u"the picture cannot be read"_s);
    const QByteArray id = QByteArray::number(m_clock.nowMs() / 1000) + m_random.bytes(2).toHex();
    const auto path = m_media.blobs().add(copy, id);
    if (!path)
        return fail(path.error());
    m_pictures.insert(&account, {.id = id, .path = *path});
    tell(account, "set");
    return {};
}

void PictureBook::remove(Account &account)
{
    if (m_pictures.remove(&account))
        tell(account, "delete");
}

void PictureBook::setHidden(Account &account, bool hidden)
{
    if (hidden)
        m_hidden.insert(&account);
    else
        m_hidden.remove(&account);
}

IqAnswer PictureBook::answer(ClientSession &session, const Node &iq) const
{
    const Node *asked = iq.child("picture");
    if (!asked || iq.attr("type") != "get")
        return IqAnswer::refused(501);
    const auto target = iq.jid("target");
    const Account *whose = m_directory.account(target ? *target : session.device()->jid);
    if (!whose)
        return IqAnswer::refused(404);
    const bool own = m_directory.account(session.device()->jid) == whose;
    if (own && (asked->child("tctoken") || iq.child("tctoken")))
        return IqAnswer::violated("picture", u"asked for the own picture with a token: the service stays silent"_s);
    if (!own && m_hidden.contains(whose))
        return IqAnswer::refused(401);
    const auto picture = m_pictures.constFind(whose);
    if (picture == m_pictures.cend())
        return IqAnswer::refused(404);
    if (asked->attr("id") == picture->id)
        return IqAnswer::refused(304);
    const QByteArray host = m_media.scheme().toLatin1() + "://" + m_media.host();
    const QByteArray type = asked->has("type") ? asked->attr("type") : QByteArray("image");
    return IqAnswer::of(
        Node{.tag = "picture",
             .attributes = {
                 {"id", picture->id}, {"type", type}, {"url", host + picture->path}, {"direct_path", picture->path}}});
}

void PictureBook::tell(Account &account, const QByteArray &change)
{
    const auto picture = m_pictures.constFind(&account);
    for (Account *acquaintance : m_news.acquaintances(account)) {
        Node what{.tag = change, .attributes = {{"jid", account.jid()}}};
        if (picture != m_pictures.cend())
            what.set({"id", picture->id});
        Node notice = serverNotification("picture", m_ids.next(), m_clock.nowMs() / 1000, {std::move(what)});
        notice.set({"from", account.jid()});
        m_courier.handAll(*acquaintance, notice);
    }
}

} // namespace desk::wa::sim
