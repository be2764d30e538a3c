#pragma once

#include "whatsapp/binary/jid.h"
#include "whatsapp/sim/acknowledgedlog.h"
#include "whatsapp/sim/outgoingqueue.h"
#include "whatsapp/sim/prekeystore.h"
#include "whatsapp/sim/stanzalog.h"

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QtGlobal>

#include <optional>
#include <utility>

namespace desk::wa::sim {

class ClientSession;

/// How the next login of a device is refused (note 1, section 6.4).
struct LoginRefusal
{
    QByteArray reason = {};
    QByteArray expire = {}; ///< seconds; empty: none
    QByteArray code = {};   ///< empty: none
};

/// Where the delivery of a device's queue stands, after it has become active.
struct OfflineRun
{
    quint64 next = 0; ///< number in the queue
    quint64 last = 0; ///< likewise; what comes later is not "offline" any more
    qsizetype sent = 0;
    int round = 0; ///< tells the timer of an earlier batch from the current one
};

/// A linked companion, as the server knows it. Owned by its account; stays where it is as long as it is linked.
struct Device
{
    Jid jid; ///< by phone number, with device number
    Jid lid; ///< by hidden id, likewise
    quint32 keyIndex = 0;
    qint64 listedAt = 0; ///< since when it is in the device list, Unix milliseconds; 0: longer than this process runs
    QByteArray noiseKey; ///< the proof of identity at every login
    QByteArray signedIdentity; ///< as it came in pair-device-sign, without the account's key
    QString os;                ///< as it calls itself
    PreKeyStore keys;
    OutgoingQueue queue;
    StanzaLog received;
    AcknowledgedLog acknowledged;
    qint64 pings = 0;
    bool active = false;    ///< the queue is being delivered
    bool available = false; ///< by its presence
    bool isNew = false;     ///< linked just now: its phone sends it history once it is active
    /// Id and sender of messages asked for again after they had been taken: some clients cannot read the second copy of one,
    /// ask for it, and refuse it then.
    QSet<std::pair<QByteArray, QByteArray>> askedLater;
    quint64 stoppedAt = 0; ///< number in the queue of a message refused with error 500: nothing passes it; 0: none
    std::optional<OfflineRun> offline;
    std::optional<LoginRefusal> refusal;
    ClientSession *session = nullptr; ///< its living connection; not owned

    Device(Jid jid_, Jid lid_) : jid(std::move(jid_)), lid(std::move(lid_)) { }
};

} // namespace desk::wa::sim
