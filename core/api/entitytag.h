#pragma once

#include <QByteArray>

namespace desk {

/// The ETag of an answer's body: its hash, behind the revision of what it shows where that has one ("12.9f86d081884c7d65").
[[nodiscard]] QByteArray entityTag(const QByteArray &body, qint64 revision = 0);
/// Whether the value of an If-None-Match names @p tag, or anything.
[[nodiscard]] bool namesTag(const QByteArray &ifNoneMatch, const QByteArray &tag);
/// Whether the value of an If-Match names @p revision, or anything. Only the revision counts: what else an answer showed (other
/// fields, a customer's name) may have changed meanwhile. The revision alone will do too ("12"). Weak tags never match.
[[nodiscard]] bool namesRevision(const QByteArray &ifMatch, qint64 revision);

} // namespace desk
