#pragma once

#include "core/base/result.h"
#include "whatsapp/sim/simserver.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTemporaryDir>

#include <functional>

namespace desk::wa::sim {

/// The driver of wa-sim: a line of JSON for each command and each event (note 3). Every command is answered at once, and
/// so in order. Lives on the simulator's thread; does not own @p server.
///
/// Beyond the contract, for tests of endings and faults:
/// - `account` with `hide_number: true`: others get to know the hidden id only, as long as nobody asks by number.
/// - `account` with a passkey answers `passkey_file` as well, a file for `wa-cli --passkey-key`.
/// - `scan` and `enter_code` know the faults `no-options`, `no-continuation`, `second-continuation`, `short-key` and
///   `other-nonce` of the passkey step; `enter_code` also takes `fault` as `scan` does, and `without_key: true` for the
///   other form of a link code (note 1, section 5.5.1).
/// - event `phone_code {account, code, proven}`: what the phone shows at the end of a passkey step.
/// - `drop`, `kick` without `jid`: the youngest connection that is not linked yet.
/// - `kick` without `code`: a stream error without one. `refuse_login` takes `code` for temporary bans.
/// - `send_node {jid?, node, close?}`: sends any stanza; what must be acknowledged is queued. With `close` the connection
///   is ended after it.
/// - `stall {what: handshake|iq|pings, jid?, n?}`: leaves them without an answer, the next n or (without n) until `n: 0`.
/// - `split {bytes}`: spreads frames over websocket messages of that size; 0: one message a frame.
/// - `compress {over}`: as --compress-over, changed while running; -1: none.
/// - `phone_send` writes in the namespace of `mode`, `lid` unless it is given; `quote {id, sender, text}`. Instead of a
///   text it takes `react {id, from_me, emoji}`, `edit {id}` with the new `text`, `revoke {id}`, or `raw_message`, any bytes
///   in hexadecimal in place of a Message; with `padding: "bad"|"none"` they have a wrong tail or none, and `type` is that
///   of the stanza. With a `file`, `kind` is image, video, gif, audio, ptt, document or sticker; `caption`,
///   `mimetype`, `filename` and `seconds` may be given.
/// - `phone_send` to `status@broadcast` posts a status for `viewers`, a list of addresses.
/// - `phone_forget` with a bare `jid` forgets the sessions with all devices of that account.
/// - `phone_reset` unlinks the account's companions (events `unlinked`): the identity that vouched for them is gone.
/// - `phone_read {pn, to, ids}` and `phone_chatstate {pn, to, state}`: the phone's read receipts and typing marks.
/// - event `phone_message` also has `chat` and, where there are any, `quoted {id, text}` and `target {id, chat, from_me}`.
/// - `acknowledged {jid}`: `messages [{id, from}]`, what the companion has taken, oldest first, at most the last 200,000.
/// - `delivered_out {jid}`: `messages [{id, handed, again}]`, what was accepted of the companion; to how many devices of
///   others it was handed, and how often something was sent again to a single one. Without `jid` but with `pn`: the phone's.
/// - `timelock {jid|pn, active, seconds, type}`: the service locks the account's new chats for that time (or, not active, frees them)
///   and tells its companions; `new_chats {jid|pn, status, used, total, seconds}`: how many it may begin.
/// - `picture {pn, file?, hidden?}`: shows a copy of that file as its own picture, none with an empty `file`; `hidden`: to nobody.
/// - `require_tokens {on}`: messages without a valid token to people who neither wrote nor gave a token are refused with 463.
/// - `give_token {from, to, age?}`: the account `from` gives the account `to` its privacy token, `age` seconds ago.
/// - `mangle`, `duplicate` are about messages for the device; `lose_receipts`, `delay_acks`, `nack` about what it sends;
///   with `pn` instead of `jid` the device is the phone. `n: 0` ends them; without `n` it is 1, without `code` 500.
/// - `media_fail` takes `cut`: instead of the code (usually 503), the connection is cut after so many bytes of a body, and
///   `retry_after` in seconds. `media_expire {n?, code?}`: the last n files (all) are refused with 410; phones upload them again
///   when they are asked, unless `media_keep {keep: false}`. `stats` tells `media_files` as well, how many there are.
/// - event `phone_message` of a file has `sha256` (of the plain file), `size` and `mimetype`.
/// - `timers {qr_first_ms, qr_next_ms, grace_ms, closing_ms, ack_ms, offline_ms, passkey_ms, handshake_ms,
///   late_ack_ms, new_device_ms}`: those that are given.
/// With `--state`, phones keep their keys over a restart but not their sessions: what others write into those is asked for
/// again.
/// Names of violations besides those of the contract: `malformed` (no intro, handshake, sealed frame or node), `login_field`,
/// `logout` (of another device), `passkey`; of messages `mixed_namespaces`, `own_device_listed`, `peer_recipient`, `tctoken`,
/// `message_id_reused`, `identity` (in a pkmsg, not the sender's), `one_time_key` (never handed out, or used before);
/// of their answers `retry_receipt`, `nack` (an ack with an error, without having asked for the message again),
/// `receipt_and_nack`; of files `media_upload`, `media` (a phone cannot open it), `media_retry`.
class Driver : public QObject
{
    Q_OBJECT

public:
    using Output = std::function<void(const QJsonObject &)>;

    Driver(SimServer &server, Output output, QObject *parent = nullptr);

    /// Prints the first line. The server has started.
    void announce();
    void take(const QByteArray &line);

Q_SIGNALS:
    void quit();

private:
    using Answer = Result<QJsonObject>;
    using Command = Answer (Driver::*)(const QJsonObject &);

    Answer account(const QJsonObject &command);
    Answer scan(const QJsonObject &command);
    Answer enterCode(const QJsonObject &command);
    Answer drop(const QJsonObject &command);
    Answer kick(const QJsonObject &command);
    Answer refuseLogin(const QJsonObject &command);
    Answer unlink(const QJsonObject &command);
    Answer preKeys(const QJsonObject &command);
    Answer phoneSend(const QJsonObject &command);
    Answer phoneForget(const QJsonObject &command);
    Answer phoneReset(const QJsonObject &command);
    Answer phoneRead(const QJsonObject &command);
    Answer phoneChatState(const QJsonObject &command);
    Answer sendNode(const QJsonObject &command);
    Answer stall(const QJsonObject &command);
    Answer split(const QJsonObject &command);
    Answer compress(const QJsonObject &command);
    Answer timers(const QJsonObject &command);
    Answer stats(const QJsonObject &command);
    Answer stanzas(const QJsonObject &command);
    Answer queue(const QJsonObject &command);
    Answer mute(const QJsonObject &command);
    Answer fault(const QJsonObject &command);
    Answer mediaFail(const QJsonObject &command);
    Answer mediaExpire(const QJsonObject &command);
    Answer mediaKeep(const QJsonObject &command);
    Answer acknowledged(const QJsonObject &command);
    Answer deliveredOut(const QJsonObject &command);
    Answer picture(const QJsonObject &command);
    Answer timeLock(const QJsonObject &command);
    Answer newChats(const QJsonObject &command);
    Answer requireTokens(const QJsonObject &command);
    Answer giveToken(const QJsonObject &command);
    Answer quitting(const QJsonObject &command);

    /// The account that a command names in @p member, by number or address. @return NotFound.
    [[nodiscard]] Result<Account *> accountOf(const QJsonObject &command, QLatin1StringView member) const;
    /// The companion that `jid` names, or else the phone of `pn`.
    [[nodiscard]] Result<Endpoint> device(const QJsonObject &command) const;

    SimServer &m_server;
    Output m_output;
    QTemporaryDir m_passkeys;
    QHash<QString, Command> m_commands;
};

} // namespace desk::wa::sim
