#pragma once

#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>
#include <QtGlobal>

#include <optional>

// The forms in which a server speaks (note 1, section 6), and small conversions its parts share. Pure, any thread.
namespace desk::wa::sim {

/// <iq type="result"> for @p request, from whom it was sent to.
[[nodiscard]] Node iqResult(const Node &request, QList<Node> children, qint64 now);
/// <iq type="error"> with <error code text>. @param text empty: the usual one for that code.
[[nodiscard]] Node iqError(const Node &request, int code, QByteArray text = {});
/// The usual text of an error code: 404 is "item-not-found".
[[nodiscard]] QByteArray errorText(int code);

/// @param code empty: none. @param conflict the type of a <conflict>; empty: none.
[[nodiscard]] Node streamError(const QByteArray &code, const QByteArray &conflict = {});

/// A notification from the server, to be pushed with an id of its own.
[[nodiscard]] Node serverNotification(const QByteArray &type, const QByteArray &id, qint64 now, QList<Node> children);

/// <encrypt><count>: the server holds few pre-keys (note 1, section 7).
[[nodiscard]] Node lowPreKeys(const QByteArray &id, qint64 now, qsizetype count);

/// What a <receipt> is about: its id and those in its <list>.
[[nodiscard]] QList<QByteArray> idsOf(const Node &receipt);

[[nodiscard]] QByteArray bigEndian(quint32 value, qsizetype bytes);
[[nodiscard]] quint32 fromBigEndian(QByteArrayView bytes);

[[nodiscard]] QString toHex(QByteArrayView bytes);
[[nodiscard]] QByteArray fromHex(const QJsonValue &value);

} // namespace desk::wa::sim
