#include "whatsapp/sim/messagerules.h"

#include "whatsapp/sim/groupbook.h"

#include <QByteArrayList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

std::optional<Refusal> refusal(const QByteArray &what, const QString &detail, const Node &message, int code = 400)
{
    return Refusal{{what, detail, message.attr("id")}, code};
}

std::optional<Refusal> encProblem(const Node &enc, const Node &message, bool inParticipants)
{
    const QByteArray type = enc.attr("type");
    const bool pairwise = type == "pkmsg" || type == "msg";
    if (enc.attr("v") != "2")
        return refusal("enc_shape", u"<enc> without v=2"_s, message);
    if (!pairwise && type != "skmsg")
        return refusal("enc_shape", u"<enc> of an unknown type"_s, message);
    if (!pairwise && (inParticipants || !isSharedChat(*message.jid("to"))))
        return refusal("enc_shape", u"skmsg where only pairwise messages may be"_s, message);
    const QByteArray bytes = enc.bytes();
    if (bytes.isEmpty())
        return refusal("enc_shape", u"<enc> without content"_s, message);
    if (const auto frame = readSignalFrame(type, bytes); !frame)
        return refusal("signal_shape", QString::fromUtf8(type) + u": "_s + frame.error().detail, message);
    return std::nullopt;
}

std::optional<Refusal> participantsProblem(const Node &participants, const Node &message)
{
    for (const Node &to : participants.children()) {
        if (to.tag != "to")
            return refusal("enc_shape", u"<participants> holds something else than <to>"_s, message);
        if (!to.jid("jid"))
            return refusal("missing_attr", u"<to> without jid"_s, message);
        if (to.children().size() != 1 || to.children().first().tag != "enc")
            return refusal("enc_shape", u"<to> does not hold one <enc>"_s, message);
        if (auto problem = encProblem(to.children().first(), message, true))
            return problem;
    }
    return std::nullopt;
}

/// Whether <participants> says once more what <enc> says: some clients send both when they send again.
bool isRepetition(const Node &participants, const Node &message)
{
    const auto target = message.jid(message.has("participant") ? "participant" : "to");
    return isSentAgain(message) && std::ranges::all_of(participants.children(), [&target](const Node &copy) {
               return copy.jid("jid") == target;
           });
}

std::optional<Refusal> structureProblem(const Node &message)
{
    const Node *participants = message.child("participants");
    const auto direct = message.children("enc");
    switch (formOf(message)) {
    case MessageForm::FanOut:
        if (!participants || participants->children().isEmpty())
            return refusal("enc_shape", u"a message without ciphertext"_s, message);
        if (isSentAgain(message))
            return refusal("enc_shape", u"sent again with <participants>"_s, message, 479);
        if (message.jid("to")->device() != 0)
            return refusal("enc_shape", u"<participants> to a single device"_s, message);
        return std::nullopt;
    case MessageForm::Group:
        if (direct.size() != 1 || direct.first()->attr("type") != "skmsg")
            return refusal("enc_shape", u"a group's message without skmsg"_s, message);
        return std::nullopt;
    case MessageForm::Peer:
        if (message.child("tctoken") || message.child("cstoken"))
            return refusal("tctoken", u"a token in a peer message"_s, message, 479);
        [[fallthrough]];
    case MessageForm::Single:
    case MessageForm::GroupSingle:
        if (participants && !isRepetition(*participants, message))
            return refusal("enc_shape", u"<participants> where one device is meant"_s, message, 479);
        if (direct.size() != 1)
            return refusal("enc_shape", u"not one <enc>"_s, message);
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

MessageForm formOf(const Node &message)
{
    const auto to = message.jid("to");
    if (to && isSharedChat(*to))
        return message.has("participant") ? MessageForm::GroupSingle : MessageForm::Group;
    if (message.attr("category") == "peer")
        return MessageForm::Peer;
    return message.child("enc") ? MessageForm::Single : MessageForm::FanOut;
}

bool isSentAgain(const Node &message)
{
    const auto all = ciphertexts(message);
    return message.attr("device_fanout") == "false" || formOf(message) == MessageForm::GroupSingle
        || std::ranges::any_of(all, [](const Node *enc) { return enc->number("count").value_or(0) > 0; });
}

QList<const Node *> ciphertexts(const Node &message)
{
    QList<const Node *> all = message.children("enc");
    if (const Node *participants = message.child("participants")) {
        for (const Node &to : participants->children())
            all.append(to.children("enc"));
    }
    return all;
}

std::optional<Refusal> formProblem(const Node &message, bool byPhone)
{
    for (const char *name : {"id", "to", "type"}) {
        if (message.attr(name).isEmpty())
            return refusal("missing_attr", u"<message> without "_s + QString::fromLatin1(name), message);
    }
    if (!message.jid("to"))
        return refusal("missing_attr", u"to is no address"_s, message);
    if (auto problem = structureProblem(message))
        return problem;
    if (const Node *participants = message.child("participants")) {
        if (auto problem = participantsProblem(*participants, message))
            return problem;
    }
    for (const Node *enc : message.children("enc")) {
        if (auto problem = encProblem(*enc, message, false))
            return problem;
    }
    const auto all = ciphertexts(message);
    const auto isPreKeyMessage = [](const Node *enc) { return enc->attr("type") == "pkmsg"; };
    if (!byPhone && std::ranges::any_of(all, isPreKeyMessage)) {
        const Node *identity = message.child("device-identity");
        if (!identity || identity->bytes().isEmpty())
            return refusal("pkmsg_without_device_identity", u"a pkmsg alone"_s, message);
    }
    // Groups are let off: some clients name the medium there and some do not.
    const auto namesMedium = [](const Node *enc) { return enc->has("mediatype"); };
    if (message.attr("type") == "media" && !isSharedChat(*message.jid("to")) && !std::ranges::all_of(all, namesMedium))
        return refusal("enc_shape", u"media without mediatype"_s, message, 0);
    return std::nullopt;
}

} // namespace desk::wa::sim
