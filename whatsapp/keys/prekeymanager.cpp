#include "whatsapp/keys/prekeymanager.h"

#include "core/base/onreply.h"
#include "whatsapp/keys/prekeystanzas.h"
#include "whatsapp/logging.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

PreKeyManager::PreKeyManager(SessionStore &store, IqChannel &iqs, Clock &clock, QObject *parent)
    : QObject(parent), m_store(store), m_iqs(iqs), m_clock(clock)
{
}

QFuture<Result<>> PreKeyManager::check()
{
    const Completer<void> done;
    onReply(m_iqs.request(preKeyCountRequest()), this, [this, done](const Result<Node> &answer) {
        if (!answer)
            return done.complete(fail(answer.error()));
        const auto count = parsePreKeyCount(*answer);
        if (!count)
            return done.complete(fail(count.error()));
        if (*count >= low)
            return done.complete({});
        onReply(topUp(*count), this, [done](const Result<> &uploaded) { done.complete(uploaded); });
    });
    return done.future();
}

QFuture<Result<>> PreKeyManager::topUp(int count)
{
    if (m_upload)
        return m_upload->future();
    const Completer<void> done;
    const auto keys = m_store.deviceKeys();
    if (!keys) {
        done.complete(fail(keys.error()));
        return done.future();
    }
    // Stored before they are sent; after a time-out the same ones go again.
    const auto batch = m_store.unuploadedPreKeys(std::clamp(pool - count, 1, pool));
    if (!batch) {
        done.complete(fail(batch.error()));
        return done.future();
    }
    QList<quint32> ids;
    for (const PreKey &key : *batch)
        ids << key.id;
    m_upload = done;
    onReply(m_iqs.request(preKeyUploadRequest(*keys, *batch)), this, [this, done, ids](const Result<Node> &answer) {
        m_upload.reset();
        if (!answer)
            return done.complete(fail(answer.error()));
        qCInfo(lcWaKeys) << "pre-keys uploaded:" << ids.size();
        done.complete(m_store.markUploaded(ids));
    });
    return done.future();
}

QFuture<Result<>> PreKeyManager::rotateWhenDue()
{
    const Completer<void> done;
    const auto keys = m_store.deviceKeys();
    if (!keys) {
        done.complete(fail(keys.error()));
        return done.future();
    }
    if (m_clock.nowMs() - keys->signedPreKey.createdAt < std::chrono::milliseconds(rotateEvery).count()) {
        done.complete({});
        return done.future();
    }
    const auto next = m_store.nextSignedPreKey();
    if (!next) {
        done.complete(fail(next.error()));
        return done.future();
    }
    onReply(m_iqs.request(rotateSignedPreKeyRequest(*next)), this,
            [this, done, id = next->id](const Result<Node> &answer) {
                if (!answer)
                    return done.complete(fail(answer.error()));
                qCInfo(lcWaKeys) << "signed pre-key changed";
                done.complete(m_store.makeSignedPreKeyCurrent(id));
            });
    return done.future();
}

} // namespace desk::wa
