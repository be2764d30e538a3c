#include "whatsapp/connection/ending.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

struct Row
{
    int code;
    Ending::Action action;
    LinkCause cause;
    bool endsSession = false;
};

// Note 1, section 6.4.
constexpr std::array failures{
    Row{400, Ending::Action::Stop, LinkCause::BadClient},
    Row{401, Ending::Action::Stop, LinkCause::LoggedOut, true},
    Row{402, Ending::Action::Stop, LinkCause::Banned},
    Row{403, Ending::Action::Stop, LinkCause::Locked, true},
    Row{405, Ending::Action::RefreshVersion, LinkCause::Outdated},
    Row{406, Ending::Action::Stop, LinkCause::LoggedOut, true},
    Row{409, Ending::Action::Stop, LinkCause::BadClient},
    Row{411, Ending::Action::Stop, LinkCause::NoMultiDevice},
    Row{413, Ending::Action::Stop, LinkCause::BadClient},
    Row{414, Ending::Action::Stop, LinkCause::BadClient},
    Row{415, Ending::Action::Stop, LinkCause::BadClient},
    Row{418, Ending::Action::Stop, LinkCause::BadClient},
    Row{419, Ending::Action::Stop, LinkCause::LoggedOut, true},
    Row{500, Ending::Action::Reconnect, LinkCause::ServerBusy},
    Row{501, Ending::Action::Stop, LinkCause::BadClient},
    Row{503, Ending::Action::Reconnect, LinkCause::ServerBusy},
};

// A number of the service; 0 for none, and for one that is none of its codes whatever its lower bits say.
int codeIn(const Node &node, QByteArrayView name)
{
    const qint64 code = node.number(name).value_or(0);
    return code > 0 && code < 100'000 ? int(code) : 0;
}

// What the service has to say to people, if anything.
QString messageOf(const Node &failure)
{
    QStringList texts;
    for (const QByteArrayView name : {"logout_message_header", "logout_message_subtext", "message"}) {
        if (failure.has(name))
            texts << QString::fromUtf8(failure.attr(name)).left(500);
    }
    return texts.join(u' ');
}

// Note 1, section 6.4, below the table.
QString banReason(qint64 code)
{
    switch (code) {
    case 101:
        return u"sent to too many people"_s;
    case 102:
        return u"blocked by too many people"_s;
    case 103:
        return u"created too many groups with strangers"_s;
    case 104:
        return u"sent the same message to too many people"_s;
    case 106:
        return u"sent too many to a broadcast list"_s;
    default:
        return u"code %1"_s.arg(code);
    }
}

} // namespace

Ending endingOfFailure(const Node &failure)
{
    const int reason = codeIn(failure, "reason");
    const auto *row = std::find_if(failures.begin(), failures.end(),
                                   [&](const Row &known) { return known.code == reason; });
    if (row == failures.end())
        return {.action = Ending::Action::TryAgain,
                .cause = LinkCause::Unknown,
                .code = reason,
                .detail = u"login failed"_s};
    Ending ending{.action = row->action,
                  .cause = row->cause,
                  .code = row->code,
                  .detail = messageOf(failure),
                  .endsSession = row->endsSession};
    if (ending.cause == LinkCause::Banned) {
        ending.detail = banReason(failure.number("code").value_or(0));
        // A year is longer than any ban; more would overflow nothing and help nobody.
        ending.ban = std::chrono::seconds(std::clamp<qint64>(failure.number("expire").value_or(0), 0, 366 * 86400LL));
    }
    return ending;
}

Ending endingOfStreamError(const Node &error)
{
    const int code = codeIn(error, "code");
    const Node *conflict = error.child("conflict");
    const QByteArray kind = conflict ? conflict->attr("type") : QByteArray();
    if (kind == "device_removed" || code == 516)
        return {.action = Ending::Action::Stop,
                .cause = LinkCause::LoggedOut,
                .code = code,
                .detail = u"device removed"_s,
                .endsSession = true};
    if (kind == "replaced" || code == 409)
        return {.action = Ending::Action::Stop,
                .cause = LinkCause::Replaced,
                .code = code,
                .detail = u"connected elsewhere"_s};
    switch (code) {
    case 401:
        return {.action = Ending::Action::Stop,
                .cause = LinkCause::LoggedOut,
                .code = code,
                .detail = u"not authorized"_s,
                .endsSession = true};
    case 429:
        return {.action = Ending::Action::Reconnect,
                .cause = LinkCause::TooFast,
                .code = code,
                .detail = u"too fast"_s,
                .extraSteps = 5};
    case 500:
    case 503:
        return {.action = Ending::Action::Reconnect,
                .cause = LinkCause::ServerBusy,
                .code = code,
                .detail = u"server error"_s};
    case 515:
        return {
            .action = Ending::Action::ReconnectNow, .cause = LinkCause::Restart, .code = code, .detail = u"restart"_s};
    default:
        break;
    }
    if (error.child("xml-not-well-formed"))
        return {.action = Ending::Action::Reconnect,
                .cause = LinkCause::Rejected,
                .code = code,
                .detail = u"not well formed"_s};
    if (const Node *ack = error.child("ack"))
        // It comes again after the reconnect, to be answered properly.
        return {.action = Ending::Action::Reconnect,
                .cause = LinkCause::Rejected,
                .code = code,
                .detail = u"a stanza was not acknowledged: "_s + QString::fromUtf8(ack->attr("class")).left(32)};
    return {.action = Ending::Action::TryAgain,
            .cause = LinkCause::Unknown,
            .code = code,
            .detail = u"unknown stream error"_s};
}

std::optional<Ending> endingOf(const StreamEnd &end)
{
    using Cause = StreamEnd::Cause;
    switch (end.cause) {
    case Cause::Closed:
        return std::nullopt;
    case Cause::ConnectFailed:
        return Ending{.cause = LinkCause::ConnectFailed, .detail = end.detail};
    case Cause::TimedOut:
        return Ending{.cause = LinkCause::TimedOut, .detail = end.detail};
    case Cause::Broken:
    case Cause::RemoteClosed:
        return Ending{.cause = LinkCause::ConnectionLost, .detail = end.detail};
    case Cause::Untrusted:
        return Ending{.action = Ending::Action::Stop, .cause = LinkCause::Untrusted, .detail = end.detail};
    case Cause::HttpRefused: {
        constexpr std::array passing{408, 500, 501, 502, 503, 504};
        const bool passes = std::find(passing.begin(), passing.end(), end.httpStatus) != passing.end();
        return Ending{.action = passes ? Ending::Action::Reconnect : Ending::Action::Stop,
                      .cause = passes ? LinkCause::ServerBusy : LinkCause::HttpRefused,
                      .code = end.httpStatus,
                      .detail = end.detail};
    }
    }
    return std::nullopt;
}

} // namespace desk::wa
