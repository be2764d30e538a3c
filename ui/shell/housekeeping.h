#pragma once

#include "core/administration/panelstanding.h"
#include "ui/coregateway.h"

#include <QTimer>

namespace desk::ui {

/// What the status bar tells of the desk itself: room on the disk, the panel and who is in it, the last backup. Looked at now and then, and
/// when settings change, on the core thread. Lives on the GUI thread; does not own the gateway.
class Housekeeping : public QObject
{
    Q_OBJECT

public:
    struct State
    {
        qint64 freeBytes = -1;  ///< of the data folder's disk; -1: not known
        qint64 scarceBytes = 0; ///< less than that is too little before long
        PanelStanding panel = {};
        int people = 0; ///< signed in to the panel and heard of lately, each person once
        bool backupsDaily = false;
        qint64 backupAt = 0;       ///< UTC ms of the last good one; 0: none
        bool backupFailed = false; ///< the last one

        [[nodiscard]] bool isScarce() const { return freeBytes >= 0 && freeBytes < scarceBytes; }
    };

    explicit Housekeeping(CoreGateway &gateway, QObject *parent = nullptr);

    [[nodiscard]] const State &state() const { return m_state; }

Q_SIGNALS:
    void changed();

private:
    void look();

    CoreGateway &m_gateway;
    QTimer m_interval;
    State m_state;
};

} // namespace desk::ui
