#include "whatsapp/sim/driver.h"

#include "whatsapp/binary/nodejson.h"
#include "whatsapp/sim/limitjson.h"
#include "whatsapp/sim/passkeyfile.h"
#include "whatsapp/sim/phonecommands.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

// Numbers may come as text or, where they are short enough, as numbers.
QByteArray textOf(const QJsonValue &value)
{
    return value.isDouble() ? QByteArray::number(value.toInteger()) : value.toString().toUtf8();
}

QByteArray numberOf(const QJsonObject &command)
{
    QByteArray number = textOf(command["pn"_L1]);
    if (const qsizetype at = number.indexOf('@'); at >= 0)
        number.truncate(at);
    return number;
}

/// The null address when there is none.
Result<Jid> optionalJid(const QJsonObject &command)
{
    const QByteArray text = textOf(command["jid"_L1]);
    if (text.isEmpty())
        return Jid();
    const auto jid = Jid::parse(text.contains('@') ? text : text + "@s.whatsapp.net");
    if (!jid || !jid->isPerson())
        return fail(Errc::Invalid, u"jid is no person's address"_s);
    return *jid;
}

Result<Jid> requiredJid(const QJsonObject &command)
{
    auto jid = optionalJid(command);
    if (jid && jid->isNull())
        return fail(Errc::Invalid, u"jid is missing"_s);
    return jid;
}

Result<QJsonObject> done(const Result<> &result)
{
    if (!result)
        return fail(result.error());
    return QJsonObject();
}

Result<ScanFault> faultOf(const QJsonObject &command)
{
    static const QHash<QString, ScanFault> faults{
        {QString(), ScanFault::None},
        {u"hmac"_s, ScanFault::Hmac},
        {u"account-signature"_s, ScanFault::AccountSignature},
        {u"no-options"_s, ScanFault::NoOptions},
        {u"no-continuation"_s, ScanFault::NoContinuation},
        {u"second-continuation"_s, ScanFault::SecondContinuation},
        {u"short-key"_s, ScanFault::ShortKey},
        {u"other-nonce"_s, ScanFault::OtherNonce},
    };
    const QString name = command["fault"_L1].toString();
    const auto fault = faults.constFind(name);
    if (fault == faults.cend())
        return fail(Errc::Invalid, u"unknown fault "_s + name);
    return *fault;
}

const QHash<QString, RelayFaults::Kind> &faultKinds()
{
    using Kind = RelayFaults::Kind;
    static const QHash<QString, Kind> kinds{
        {u"mangle"_s, Kind::Mangle},        {u"duplicate"_s, Kind::Duplicate}, {u"lose_receipts"_s, Kind::LoseReceipts},
        {u"delay_acks"_s, Kind::DelayAcks}, {u"nack"_s, Kind::Nack},           {u"spoil_bundle"_s, Kind::SpoilBundle}};
    return kinds;
}

} // namespace

Driver::Driver(SimServer &server, Output output, QObject *parent)
    : QObject(parent), m_server(server),
      m_output(std::move(output)), m_commands{{u"account"_s, &Driver::account},
                                              {u"scan"_s, &Driver::scan},
                                              {u"enter_code"_s, &Driver::enterCode},
                                              {u"drop"_s, &Driver::drop},
                                              {u"kick"_s, &Driver::kick},
                                              {u"refuse_login"_s, &Driver::refuseLogin},
                                              {u"unlink"_s, &Driver::unlink},
                                              {u"prekeys"_s, &Driver::preKeys},
                                              {u"send_node"_s, &Driver::sendNode},
                                              {u"phone_send"_s, &Driver::phoneSend},
                                              {u"phone_forget"_s, &Driver::phoneForget},
                                              {u"phone_reset"_s, &Driver::phoneReset},
                                              {u"phone_read"_s, &Driver::phoneRead},
                                              {u"phone_chatstate"_s, &Driver::phoneChatState},
                                              {u"stall"_s, &Driver::stall},
                                              {u"split"_s, &Driver::split},
                                              {u"compress"_s, &Driver::compress},
                                              {u"timers"_s, &Driver::timers},
                                              {u"stats"_s, &Driver::stats},
                                              {u"stanzas"_s, &Driver::stanzas},
                                              {u"queue"_s, &Driver::queue},
                                              {u"mute"_s, &Driver::mute},
                                              {u"media_fail"_s, &Driver::mediaFail},
                                              {u"media_expire"_s, &Driver::mediaExpire},
                                              {u"media_keep"_s, &Driver::mediaKeep},
                                              {u"acknowledged"_s, &Driver::acknowledged},
                                              {u"delivered_out"_s, &Driver::deliveredOut},
                                              {u"timelock"_s, &Driver::timeLock},
                                              {u"new_chats"_s, &Driver::newChats},
                                              {u"require_tokens"_s, &Driver::requireTokens},
                                              {u"give_token"_s, &Driver::giveToken},
                                              {u"picture"_s, &Driver::picture},
                                              {u"quit"_s, &Driver::quitting}}
{
    for (auto kind = faultKinds().cbegin(); kind != faultKinds().cend(); ++kind)
        m_commands.insert(kind.key(), &Driver::fault);
    connect(&server.violations(), &Violations::reported, this,
            [this](const QByteArray &from, const Violation &violation) {
                QJsonObject event{{u"ev"_s, u"violation"_s},
                                  {u"from"_s, QString::fromUtf8(from)},
                                  {u"what"_s, QString::fromUtf8(violation.what)},
                                  {u"detail"_s, violation.detail}};
                if (!violation.id.isEmpty())
                    event.insert(u"id"_s, QString::fromUtf8(violation.id));
                m_output(event);
            });
    connect(&server, &SimServer::unlinked, this, [this](const Jid &jid) {
        m_output({{u"ev"_s, u"unlinked"_s}, {u"jid"_s, jid.toString()}});
    });
    connect(&server.phones(), &PhoneMessaging::hasRead, this,
            [this](const PhoneReading &reading) { m_output(toJson(reading)); });
    connect(&server, &SimServer::phoneCode, this, [this](const QByteArray &number, const QString &code, bool proven) {
        m_output({{u"ev"_s, u"phone_code"_s},
                  {u"account"_s, QString::fromLatin1(number)},
                  {u"code"_s, code},
                  {u"proven"_s, proven}});
    });
}

void Driver::announce()
{
    m_output({{u"ev"_s, u"ready"_s},
              {u"url"_s, m_server.url()},
              {u"cert_key"_s, QString::fromLatin1(m_server.certKey().toHex())},
              {u"media"_s, QJsonArray{QString::fromLatin1(m_server.media().host())}},
              {u"media_scheme"_s, m_server.media().scheme()},
              {u"media_ca"_s, m_server.media().authorityFile()},
              {u"features"_s, QJsonArray{u"phone_message"_s, u"unlinked"_s}},
              {u"pid"_s, QCoreApplication::applicationPid()}});
}

void Driver::take(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return;
    const QJsonDocument document = QJsonDocument::fromJson(line);
    const QJsonObject command = document.object();
    const QString name = command["cmd"_L1].toString();
    QJsonObject result{{u"ev"_s, u"result"_s}, {u"cmd"_s, name}};
    if (command.contains("tag"_L1))
        result.insert(u"tag"_s, command["tag"_L1]);

    const auto handler = m_commands.constFind(name);
    Answer answer = !document.isObject() ? Answer(fail(Errc::Invalid, u"the line is no JSON object"_s))
        : handler == m_commands.cend()   ? Answer(fail(Errc::Invalid, u"unknown command "_s + name))
                                         : (this->**handler)(command);
    result.insert(u"ok"_s, answer.has_value());
    if (!answer) {
        result.insert(u"error"_s, answer.error().detail);
    } else {
        for (auto member = answer->begin(); member != answer->end(); ++member)
            result.insert(member.key(), member.value());
    }
    m_output(result);
    if (answer && name == "quit"_L1)
        Q_EMIT quit();
}

Driver::Answer Driver::account(const QJsonObject &command)
{
    const auto account = m_server.createAccount(numberOf(command), command["name"_L1].toString(),
                                                command["passkey"_L1].toBool());
    if (!account)
        return fail(account.error());
    if (command["hide_number"_L1].toBool())
        m_server.hideNumber(**account);
    QJsonObject answer{{u"jid"_s, (*account)->jid().toString()}, {u"lid"_s, (*account)->lid().toString()}};
    if ((*account)->passkey) {
        const QString path = m_passkeys.filePath(QString::fromLatin1((*account)->number()) + u".json"_s);
        if (const auto written = writePasskeyFile(path, *(*account)->passkey); !written)
            return fail(written.error());
        answer.insert(u"passkey_file"_s, path);
    }
    return answer;
}

Driver::Answer Driver::scan(const QJsonObject &command)
{
    const auto fault = faultOf(command);
    if (!fault)
        return fail(fault.error());
    const auto companion = m_server.scan(command["qr"_L1].toString(), numberOf(command), command["name"_L1].toString(),
                                         *fault);
    if (!companion)
        return fail(companion.error());
    return QJsonObject{{u"jid"_s, companion->jid.toString()}, {u"lid"_s, companion->lid.toString()}};
}

Driver::Answer Driver::enterCode(const QJsonObject &command)
{
    const auto fault = faultOf(command);
    if (!fault)
        return fail(fault.error());
    return done(m_server.enterCode(numberOf(command), command["code"_L1].toString(), *fault,
                                   command["without_key"_L1].toBool()));
}

Driver::Answer Driver::drop(const QJsonObject &command)
{
    const auto jid = optionalJid(command);
    return jid ? done(m_server.drop(*jid)) : fail(jid.error());
}

Driver::Answer Driver::kick(const QJsonObject &command)
{
    const auto jid = optionalJid(command);
    if (!jid)
        return fail(jid.error());
    return done(m_server.kick(*jid, textOf(command["code"_L1]), textOf(command["conflict"_L1])));
}

Driver::Answer Driver::refuseLogin(const QJsonObject &command)
{
    const auto jid = requiredJid(command);
    if (!jid)
        return fail(jid.error());
    return done(m_server.refuseLogin(*jid,
                                     {.reason = textOf(command["reason"_L1]),
                                      .expire = textOf(command["expire"_L1]),
                                      .code = textOf(command["code"_L1])}));
}

Driver::Answer Driver::unlink(const QJsonObject &command)
{
    const auto jid = requiredJid(command);
    return jid ? done(m_server.unlink(*jid)) : fail(jid.error());
}

Driver::Answer Driver::preKeys(const QJsonObject &command)
{
    const auto jid = requiredJid(command);
    return jid ? done(m_server.thinPreKeys(*jid, qsizetype(command["keep"_L1].toInteger()))) : fail(jid.error());
}

Result<Account *> Driver::accountOf(const QJsonObject &command, QLatin1StringView member) const
{
    const auto jid = addressOf(command[member]);
    if (!jid)
        return fail(jid.error());
    Account *account = m_server.directory().account(*jid);
    if (!account)
        return fail(Errc::NotFound, u"there is no such account"_s);
    return account;
}

Driver::Answer Driver::phoneSend(const QJsonObject &command)
{
    const auto from = accountOf(command, "from"_L1);
    if (!from)
        return fail(from.error());
    const auto order = phoneOrder(command);
    if (!order)
        return fail(order.error());
    const auto id = m_server.phones().send(**from, *order);
    if (!id)
        return fail(id.error());
    return QJsonObject{{u"id"_s, QString::fromLatin1(*id)}};
}

Driver::Answer Driver::phoneForget(const QJsonObject &command)
{
    const auto account = accountOf(command, "pn"_L1);
    if (!account)
        return fail(account.error());
    const auto jid = requiredJid(command);
    return jid ? done(m_server.phones().forget(**account, *jid)) : fail(jid.error());
}

Driver::Answer Driver::phoneReset(const QJsonObject &command)
{
    return done(m_server.resetPhone(numberOf(command)));
}

Driver::Answer Driver::phoneRead(const QJsonObject &command)
{
    const auto account = accountOf(command, "pn"_L1);
    if (!account)
        return fail(account.error());
    const auto to = addressOf(command["to"_L1]);
    if (!to)
        return fail(to.error());
    QList<QByteArray> ids;
    const QJsonArray listed = command["ids"_L1].toArray();
    for (const auto &id : listed)
        ids.append(id.toString().toUtf8());
    m_server.phones().read(**account, *to, ids);
    return QJsonObject();
}

Driver::Answer Driver::phoneChatState(const QJsonObject &command)
{
    const auto account = accountOf(command, "pn"_L1);
    if (!account)
        return fail(account.error());
    const auto to = addressOf(command["to"_L1]);
    if (!to)
        return fail(to.error());
    const auto state = chatStateNamed(command["state"_L1].toString());
    if (!state)
        return fail(state.error());
    m_server.phones().chatState(**account, *to, *state);
    return QJsonObject();
}

Driver::Answer Driver::sendNode(const QJsonObject &command)
{
    const auto jid = optionalJid(command);
    if (!jid)
        return fail(jid.error());
    auto node = nodeFromJson(command["node"_L1].toObject());
    if (!node)
        return fail(node.error());
    return done(m_server.sendNode(*jid, *std::move(node), command["close"_L1].toBool()));
}

Driver::Answer Driver::stall(const QJsonObject &command)
{
    const auto jid = optionalJid(command);
    if (!jid)
        return fail(jid.error());
    const QString what = command["what"_L1].toString();
    const qint64 count = command["n"_L1].toInteger(-1);
    if (what == "handshake"_L1) {
        m_server.linkFaults().stallHandshake = count != 0;
        return QJsonObject();
    }
    if (what == "iq"_L1)
        return done(m_server.stall(IqRouter::Stall::Requests, *jid, count));
    if (what == "pings"_L1)
        return done(m_server.stall(IqRouter::Stall::Pings, *jid, count));
    return fail(Errc::Invalid, u"what is handshake, iq or pings"_s);
}

Driver::Answer Driver::split(const QJsonObject &command)
{
    m_server.linkFaults().splitBytes = qsizetype(command["bytes"_L1].toInteger());
    return QJsonObject();
}

Driver::Answer Driver::compress(const QJsonObject &command)
{
    m_server.linkFaults().compressOver = qsizetype(command["over"_L1].toInteger(-1));
    return QJsonObject();
}

Driver::Answer Driver::timers(const QJsonObject &command)
{
    Times &times = m_server.times();
    const QHash<QString, std::chrono::milliseconds *> known{
        {u"qr_first_ms"_s, &times.qrFirst},    {u"qr_next_ms"_s, &times.qrNext},
        {u"grace_ms"_s, &times.refGrace},      {u"closing_ms"_s, &times.closing},
        {u"ack_ms"_s, &times.acknowledgement}, {u"offline_ms"_s, &times.offlineBatch},
        {u"passkey_ms"_s, &times.passkey},     {u"handshake_ms"_s, &times.handshake},
        {u"late_ack_ms"_s, &times.lateAck},    {u"new_device_ms"_s, &times.newDevice},
    };
    for (auto member = command.begin(); member != command.end(); ++member) {
        if (!member.key().endsWith("_ms"_L1))
            continue;
        std::chrono::milliseconds *timer = known.value(member.key());
        if (!timer || !member.value().isDouble())
            return fail(Errc::Invalid, u"unknown timer "_s + member.key());
        *timer = std::chrono::milliseconds(member.value().toInteger());
    }
    return QJsonObject();
}

Driver::Answer Driver::stats(const QJsonObject & /*command*/)
{
    const SimServer::Statistics statistics = m_server.statistics();
    QJsonArray accounts;
    for (const auto &account : m_server.directory().accounts()) {
        QJsonArray devices;
        for (const auto &[number, device] : account->devices()) {
            devices.append(QJsonObject{{u"id"_s, number},
                                       {u"online"_s, device->session != nullptr},
                                       {u"prekeys"_s, device->keys.count()},
                                       {u"unacked"_s, device->queue.size()},
                                       {u"pings"_s, device->pings}});
        }
        accounts.append(QJsonObject{{u"pn"_s, QString::fromLatin1(account->number())},
                                    {u"lid"_s, account->lid().toString()},
                                    {u"name"_s, account->name},
                                    {u"devices"_s, devices}});
    }
    return QJsonObject{{u"stats"_s,
                        QJsonObject{{u"messages"_s, statistics.messages},
                                    {u"deliveries"_s, statistics.deliveries},
                                    {u"receipts"_s, statistics.receipts},
                                    {u"retries"_s, statistics.retries},
                                    {u"violations"_s, statistics.violations},
                                    {u"queued"_s, statistics.queued},
                                    {u"media"_s, m_server.media().served()}}},
                       {u"media_files"_s, m_server.media().blobs().count()},
                       {u"accounts"_s, accounts}};
}

Driver::Answer Driver::stanzas(const QJsonObject &command)
{
    const auto jid = requiredJid(command);
    if (!jid)
        return fail(jid.error());
    const Device *device = m_server.directory().companion(*jid);
    if (!device)
        return fail(Errc::NotFound, u"no such companion"_s);
    QJsonArray stanzas;
    for (const Node &node : device->received.nodes())
        stanzas.append(toJson(node));
    return QJsonObject{{u"stanzas"_s, stanzas}};
}

Driver::Answer Driver::queue(const QJsonObject &command)
{
    const auto jid = requiredJid(command);
    if (!jid)
        return fail(jid.error());
    const Device *device = m_server.directory().companion(*jid);
    if (!device)
        return fail(Errc::NotFound, u"no such companion"_s);
    QJsonArray queue;
    for (const auto &[number, entry] : device->queue.entries()) {
        queue.append(QJsonObject{{u"tag"_s, QString::fromUtf8(entry.node.tag)},
                                 {u"id"_s, QString::fromUtf8(entry.node.attr("id"))},
                                 {u"tries"_s, entry.tries}});
    }
    return QJsonObject{{u"queue"_s, queue}};
}

Driver::Answer Driver::mute(const QJsonObject &command)
{
    const auto jid = requiredJid(command);
    return jid ? done(m_server.mute(*jid)) : fail(jid.error());
}

Result<Endpoint> Driver::device(const QJsonObject &command) const
{
    const auto jid = optionalJid(command);
    if (!jid)
        return fail(jid.error());
    if (jid->isNull()) {
        if (Account *account = m_server.directory().account(numberOf(command)))
            return Endpoint{account, 0};
        return fail(Errc::NotFound, u"no such account"_s);
    }
    const Device *device = m_server.directory().companion(*jid);
    if (!device)
        return fail(Errc::NotFound, u"no such companion"_s);
    return Endpoint{m_server.directory().account(*jid), device->jid.device()};
}

Driver::Answer Driver::fault(const QJsonObject &command)
{
    constexpr int usualError = 500;
    const auto target = device(command);
    if (!target)
        return fail(target.error());
    const QJsonValue count = command["n"_L1];
    if (!count.isUndefined() && !count.isDouble())
        return fail(Errc::Invalid, u"n is no number"_s);
    m_server.faults().set(faultKinds().value(command["cmd"_L1].toString()), target->name(), count.toInteger(1),
                          int(command["code"_L1].toInteger(usualError)));
    return QJsonObject();
}

Driver::Answer Driver::mediaFail(const QJsonObject &command)
{
    m_server.media().setFault({.count = command["n"_L1].toInteger(1),
                               .status = int(command["code"_L1].toInteger(503)),
                               .cutAfter = command["cut"_L1].toInteger(-1),
                               .retryAfter = command["retry_after"_L1].toInteger(-1)});
    return QJsonObject();
}

Driver::Answer Driver::mediaExpire(const QJsonObject &command)
{
    m_server.media().blobs().expire(command["n"_L1].toInteger(-1), int(command["code"_L1].toInteger(410)));
    return QJsonObject();
}

Driver::Answer Driver::mediaKeep(const QJsonObject &command)
{
    m_server.phones().setKeepsFiles(command["keep"_L1].toBool(true));
    return QJsonObject();
}

Driver::Answer Driver::acknowledged(const QJsonObject &command)
{
    const auto target = device(command);
    if (!target)
        return fail(target.error());
    const Device *companion = target->companion();
    if (!companion)
        return fail(Errc::Invalid, u"phones acknowledge nothing to the server"_s);
    QJsonArray messages;
    for (const auto &entry : companion->acknowledged.entries())
        messages.append(
            QJsonObject{{u"id"_s, QString::fromUtf8(entry.id)}, {u"from"_s, QString::fromUtf8(entry.from)}});
    return QJsonObject{{u"messages"_s, messages}};
}

Driver::Answer Driver::deliveredOut(const QJsonObject &command)
{
    const auto target = device(command);
    if (!target)
        return fail(target.error());
    QJsonArray messages;
    const auto records = m_server.relay().sent().of(*target);
    for (const auto &record : records)
        messages.append(QJsonObject{
            {u"id"_s, QString::fromUtf8(record.id)}, {u"handed"_s, record.handed}, {u"again"_s, record.handedAgain}});
    return QJsonObject{{u"messages"_s, messages}};
}

Driver::Answer Driver::timeLock(const QJsonObject &command)
{
    constexpr qint64 usualTime = 3'600;
    const auto account = accountOf(command, command.contains("jid"_L1) ? "jid"_L1 : "pn"_L1);
    if (!account)
        return fail(account.error());
    const qint64 ends = m_server.now() + command["seconds"_L1].toInteger(usualTime);
    const QByteArray type = textOf(command["type"_L1]);
    const bool active = command["active"_L1].toBool(true);
    m_server.setTimeLock(**account,
                         active ? TimeLock{true, ends, type.isEmpty() ? QByteArray("DEFAULT") : type} : TimeLock{});
    return QJsonObject{{u"ends"_s, active ? ends : 0}};
}

Driver::Answer Driver::newChats(const QJsonObject &command)
{
    const auto account = accountOf(command, command.contains("jid"_L1) ? "jid"_L1 : "pn"_L1);
    if (!account)
        return fail(account.error());
    const auto level = newChatLevel(command["status"_L1].toString(u"NONE"_s));
    if (!level)
        return fail(Errc::Invalid, u"status is NONE, FIRST_WARNING, SECOND_WARNING or CAPPED"_s);
    const qint64 seconds = command["seconds"_L1].toInteger();
    m_server.setNewChats(**account,
                         {.level = *level,
                          .total = command["total"_L1].toInteger(),
                          .used = command["used"_L1].toInteger(),
                          .cycleEnds = seconds > 0 ? m_server.now() + seconds : 0});
    return QJsonObject();
}

Driver::Answer Driver::requireTokens(const QJsonObject &command)
{
    m_server.trust().setRequired(command["on"_L1].toBool(true));
    return QJsonObject();
}

Driver::Answer Driver::giveToken(const QJsonObject &command)
{
    const auto from = accountOf(command, "from"_L1);
    if (!from)
        return fail(from.error());
    const auto to = accountOf(command, "to"_L1);
    if (!to)
        return fail(to.error());
    m_server.trust().give(**from, **to, m_server.now() - command["age"_L1].toInteger());
    return QJsonObject();
}

Driver::Answer Driver::picture(const QJsonObject &command)
{
    const auto account = accountOf(command, "pn"_L1);
    if (!account)
        return fail(account.error());
    if (command.contains("hidden"_L1))
        m_server.pictures().setHidden(**account, command["hidden"_L1].toBool());
    if (!command.contains("file"_L1))
        return QJsonObject();
    const QString file = command["file"_L1].toString();
    if (!file.isEmpty())
        return done(m_server.pictures().show(**account, file));
    m_server.pictures().remove(**account);
    return QJsonObject();
}

Driver::Answer Driver::quitting(const QJsonObject & /*command*/)
{
    return QJsonObject();
}

// What phones write and media are a later stage.
} // namespace desk::wa::sim
