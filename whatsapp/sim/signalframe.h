#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace desk::wa::sim {

/// What anybody can read of a Signal ciphertext without its keys (note 2, section 1.1).
struct SignalFrame
{
    // Of a pairwise message, also of the one inside a pre-key message.
    QByteArray ratchetKey = {}; ///< 33 bytes
    quint32 counter = 0;
    qsizetype macEnd = 0; ///< where its last byte lies in the whole, plus one

    // Of a pre-key message.
    QByteArray identityKey = {}; ///< 33 bytes
    QByteArray baseKey = {};     ///< 33 bytes
    std::optional<quint32> preKeyId = {};
    quint32 registrationId = 0;
    quint32 signedPreKeyId = 0;

    // Of a group's message.
    quint32 keyId = 0;
    quint32 iteration = 0;
};

/// Reads the <enc> content of @p type pkmsg, msg or skmsg. Pure.
/// @return Invalid with what is wrong: another version than 3, no protobuf, a field missing or of the wrong length.
[[nodiscard]] Result<SignalFrame> readSignalFrame(QByteArrayView type, const QByteArray &bytes);

} // namespace desk::wa::sim
