#pragma once

#include "ui/coregateway.h"
#include "ui/tray/noticepolicy.h"

#include <QTimer>

namespace desk::ui {

/// Turns what the core tells into notices: gathers for a moment, asks the core who and what, and lets the policy decide.
/// Lives on the GUI thread; does not own the gateway.
class NoticeDesk : public QObject
{
    Q_OBJECT

public:
    explicit NoticeDesk(CoreGateway &gateway, QObject *parent = nullptr);

    [[nodiscard]] NoticeWishes &wishes() { return m_wishes; }

Q_SIGNALS:
    /// What may be looked up later, also when nobody wants to be disturbed.
    void happened(const desk::ui::Notice &notice);
    void noticed(const desk::ui::Notice &notice);

private:
    void gather(const QList<LiveEvent> &events);
    void ask();

    CoreGateway &m_gateway;
    NoticeWishes m_wishes;
    QTimer m_pause;
    QList<LiveEvent> m_gathered;
};

} // namespace desk::ui
