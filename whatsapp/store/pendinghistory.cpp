#include "whatsapp/store/pendinghistory.h"

#include "whatsapp/media/mediaaddress.h"
#include "whatsapp/proto/media.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

const SessionStore::Place pendingHistoryPlace{"setting", "pending_history", "1"};

} // namespace

Result<QList<PendingHistory::Entry>> PendingHistory::all()
{
    const auto sealed = m_store.value(SessionStore::Value::PendingHistory);
    if (!sealed)
        return fail(sealed.error());
    QList<Entry> entries;
    if (sealed->isEmpty())
        return entries;
    const auto plain = m_store.unseal(pendingHistoryPlace, *sealed);
    if (!plain)
        return fail(plain.error());
    const auto list = parsed<proto::PendingHistory>(plain->view());
    if (!list)
        return fail(Errc::Storage, u"the list of announced history is damaged"_s);
    for (const auto &one : list->entries())
        entries.append(
            {.messageId = toBytes(one.message_id()),
             .notice = {.syncType = one.sync_type(),
                        .chunk = one.chunk(),
                        .progress = one.progress(),
                        .sha256 = toBytes(one.sha256()),
                        .encryptedSha256 = toBytes(one.encrypted_sha256()),
                        .key = SecretBytes::copyOf(QByteArrayView(one.key().data(), qsizetype(one.key().size()))),
                        .directPath = mediaPath(toBytes(one.direct_path())),
                        .size = qint64(one.size())}});
    return entries;
}

Result<> PendingHistory::save(const QList<Entry> &entries)
{
    if (entries.isEmpty())
        return m_store.setValue(SessionStore::Value::PendingHistory, {});
    proto::PendingHistory list;
    for (const Entry &entry : entries) {
        auto *one = list.add_entries();
        one->set_message_id(toStdString(entry.messageId));
        one->set_sync_type(entry.notice.syncType);
        one->set_chunk(entry.notice.chunk);
        one->set_progress(entry.notice.progress);
        one->set_sha256(toStdString(entry.notice.sha256));
        one->set_encrypted_sha256(toStdString(entry.notice.encryptedSha256));
        one->set_key(toStdString(entry.notice.key.view()));
        one->set_direct_path(toStdString(entry.notice.directPath));
        one->set_size(quint64(entry.notice.size));
    }
    const SecretBytes plain = SecretBytes::takeFrom(serialized(list));
    const auto sealed = m_store.seal(pendingHistoryPlace, plain.view());
    if (!sealed)
        return fail(sealed.error());
    return m_store.setValue(SessionStore::Value::PendingHistory, *sealed);
}

Result<> PendingHistory::add(const QByteArray &messageId, const HistoryNotice &notice)
{
    auto entries = all();
    if (!entries)
        return fail(entries.error());
    const bool known = std::any_of(entries->cbegin(), entries->cend(),
                                   [&messageId](const Entry &entry) { return entry.messageId == messageId; });
    if (known)
        return {};
    while (entries->size() >= capacity)
        entries->removeFirst();
    entries->append({messageId, notice});
    return save(*entries);
}

Result<> PendingHistory::remove(const QByteArray &messageId)
{
    auto entries = all();
    if (!entries)
        return fail(entries.error());
    entries->removeIf([&messageId](const Entry &entry) { return entry.messageId == messageId; });
    return save(*entries);
}

} // namespace desk::wa
