#pragma once

#include "core/base/clock.h"
#include "whatsapp/media/mediadownloader.h"
#include "whatsapp/message/historysync.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/store/pendinghistory.h"

#include <QCoroTask>

#include <QObject>

#include <functional>

namespace desk::wa {

/// History that does not travel in its message: downloads each announced part, takes what we want of it, and says so
/// (note 2, section 9.4).
///
/// One at a time, the oldest first, over restarts. What cannot be had or read is given up, and what fails for now is tried again
/// after the next login. Lives on the WhatsApp thread and outlives its loop; does not own what the constructor takes.
class HistoryFetcher : public QObject
{
    Q_OBJECT

public:
    using Send = std::function<Result<>(const Node &)>;
    /// Stores address pairs, a slice at a time. @return Storage.
    using Learn = std::function<Result<>(const QList<LidMapping> &)>;

    /// Of a compressed part.
    static constexpr qint64 maxPartBytes = 64LL << 20;
    /// Pairs that are stored at once: between two slices others have their turn.
    static constexpr qsizetype slice = 500;

    HistoryFetcher(SessionStore &store, MediaDownloader &downloader, Learn learn, Send send, QString folder,
                   Clock &clock, QObject *parent = nullptr);

    /// What waited at the server has come.
    void begin(const OwnAccount &own);
    void stop() { m_up = false; }
    /// There is something new.
    void check();

Q_SIGNALS:
    /// The pairs in it are stored already.
    void received(const desk::wa::HistorySync &history);

private:
    [[nodiscard]] QCoro::Task<> run();
    /// @return whether that part is done with.
    [[nodiscard]] QCoro::Task<bool> fetch(PendingHistory::Entry entry);
    [[nodiscard]] QCoro::Task<Result<HistorySync>> download(PendingHistory::Entry entry);
    [[nodiscard]] QCoro::Task<Result<>> learnAll(QList<LidMapping> pairs);

    PendingHistory m_pending;
    MediaDownloader &m_downloader;
    Learn m_learn;
    Send m_send;
    QString m_folder;
    Clock &m_clock;
    OwnAccount m_own;
    bool m_up = false;
    bool m_running = false;
    bool m_again = false; ///< something came while one was fetched
};

} // namespace desk::wa
