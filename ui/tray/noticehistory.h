#pragma once

#include "ui/tray/noticepolicy.h"

#include <QObject>

namespace desk::ui {

/// The latest notices, also those that nobody was disturbed with. In memory only. Lives on the GUI thread.
class NoticeHistory : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype most = 20;

    struct Entry
    {
        Notice notice = {};
        qint64 at = 0; ///< UTC ms
    };

    explicit NoticeHistory(QObject *parent = nullptr) : QObject(parent) { }

    /// The newest first.
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    /// How many came since somebody looked.
    [[nodiscard]] int unseen() const { return m_unseen; }

    void add(const Notice &notice, qint64 at);
    void markSeen();

Q_SIGNALS:
    void changed();

private:
    QList<Entry> m_entries;
    int m_unseen = 0;
};

} // namespace desk::ui
