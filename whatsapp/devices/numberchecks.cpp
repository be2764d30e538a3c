#include "whatsapp/devices/numberchecks.h"

#include "core/base/onreply.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

constexpr qsizetype mostKnown = 5'000;
constexpr std::chrono::milliseconds registeredFor{24h};
constexpr std::chrono::milliseconds unregisteredFor{1h};

QByteArray digitsIn(const QByteArray &text)
{
    QByteArray digits;
    for (const char c : text) {
        if (c == '@')
            break;
        if (c >= '0' && c <= '9')
            digits += c;
    }
    return digits;
}

} // namespace

NumberChecks::NumberChecks(IqChannel &iqs, Learn learn, Clock &clock, QObject *parent)
    : QObject(parent), m_iqs(iqs), m_learn(std::move(learn)), m_clock(clock)
{
}

QFuture<Result<NumberCheck>> NumberChecks::check(const QString &phone)
{
    const Completer<NumberCheck> answer;
    if (const auto request = contactRequest({phone}, "check"); !request) {
        answer.complete(fail(request.error()));
        return answer.future();
    }
    if (const auto known = m_known.constFind(phone); known != m_known.cend() && known->until > m_clock.nowMs()) {
        answer.complete(known->check);
        return answer.future();
    }
    if (m_waiting.size() >= mostWaiting) {
        answer.complete(fail(Errc::TooLarge, u"too many numbers wait to be looked up"_s));
        return answer.future();
    }
    m_waiting.enqueue({phone, answer});
    next();
    return answer.future();
}

void NumberChecks::next()
{
    if (m_busy || m_waiting.isEmpty())
        return;
    const Waiting one = m_waiting.dequeue();
    if (const auto known = m_known.constFind(one.phone); known != m_known.cend() && known->until > m_clock.nowMs()) {
        one.answer.complete(known->check); // asked for twice while it waited
        return next();
    }
    m_busy = true;
    const auto request = contactRequest({one.phone}, "check-" + QByteArray::number(++m_queries));
    onReply(m_iqs.request(request.value_or(Node())), this, [this, one](const Result<Node> &answer) {
        const auto check = answer.and_then([&](const Node &node) { return read(one.phone, node); });
        if (check)
            keep(one.phone, *check);
        one.answer.complete(check);
        m_clock.singleShot(pause, this, [this] {
            m_busy = false;
            next();
        });
    });
}

Result<NumberCheck> NumberChecks::read(const QString &phone, const Node &answer)
{
    const auto users = parseUsync(answer);
    if (!users)
        return fail(users.error());
    const QByteArray digits = digitsIn(phone.toLatin1());
    const auto found = std::find_if(users->cbegin(), users->cend(),
                                    [&](const UsyncUser &user) { return digitsIn(user.query) == digits; });
    if (found == users->cend() || found->contact == ContactState::Unknown)
        return fail(Errc::Protocol, u"nothing about the number"_s);
    NumberCheck check{.registered = found->contact == ContactState::In};
    if (!check.registered)
        return check;
    check.phone = found->jid.isPhone() ? found->jid : found->phone;
    check.lid = found->jid.isLid() ? found->jid : found->lid;
    if (!check.phone.isNull() && !check.lid.isNull())
        m_learn(check.lid, check.phone);
    return check;
}

void NumberChecks::keep(const QString &phone, const NumberCheck &check)
{
    if (m_known.size() >= mostKnown)
        m_known.clear();
    const auto time = check.registered ? registeredFor : unregisteredFor;
    m_known.insert(phone, {check, m_clock.nowMs() + time.count()});
}

} // namespace desk::wa
