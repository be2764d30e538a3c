#include "whatsapp/protocol/iqchannel.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

IqChannel::IqChannel(Send send, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_send(std::move(send)), m_clock(clock)
{
    const QByteArray bytes = random.bytes(4);
    const auto number = [&bytes](int at) {
        return QByteArray::number(quint8(bytes.at(at)) << 8 | quint8(bytes.at(at + 1)));
    };
    m_prefix = number(0) + '.' + number(2) + '-';
}

QByteArray IqChannel::nextId()
{
    return m_prefix + QByteArray::number(++m_last);
}

QFuture<Result<Node>> IqChannel::request(Node iq, std::chrono::milliseconds timeout)
{
    const QByteArray id = nextId();
    iq.set({"id", id});
    if (!iq.has("to"))
        iq.set({"to", Jid::server()});
    const Completer<Node> completer;
    m_pending.insert(id, completer); // before it is sent: the stream may end over it, and then failAll() answers
    if (auto sent = m_send(iq); !sent) {
        m_pending.remove(id);
        completer.complete(fail(sent.error()));
        return completer.future();
    }
    m_clock.singleShot(timeout, this, [this, id] {
        if (m_pending.contains(id))
            m_pending.take(id).complete(fail(Errc::TimedOut, u"the server did not answer"_s));
    });
    return completer.future();
}

bool IqChannel::handle(const Node &iq)
{
    const QByteArray type = iq.attr("type");
    const bool error = type == "error";
    if ((!error && type != "result") || !m_pending.contains(iq.attr("id")))
        return false;
    const Completer<Node> completer = m_pending.take(iq.attr("id"));
    if (!error) {
        completer.complete(iq);
        return true;
    }
    const Node *details = iq.child("error");
    completer.complete(
        fail(Errc::Rejected,
             details ? QString::fromUtf8(details->attr("code") + ' ' + details->attr("text")) : u"no reason given"_s));
    return true;
}

void IqChannel::failAll(const QString &detail)
{
    const auto pending = std::exchange(m_pending, {});
    for (const Completer<Node> &completer : pending)
        completer.complete(fail(Errc::NotConnected, detail));
}

} // namespace desk::wa
