#pragma once

#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace desk::ui {

/// Under the menu bar while there is no link to WhatsApp: what is wrong, since when, what happens to messages, and what can be done.
///
/// Short drops stay quiet: it appears after three seconds, and goes at once.
class LinkBanner : public QWidget
{
    Q_OBJECT

public:
    LinkBanner(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void setQueued(int messages);

Q_SIGNALS:
    void pairingRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow(const LinkInfo &link);
    void update();
    void act();

    CoreGateway &m_gateway;
    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_meaning;
    QLabel *m_next;
    QPushButton *m_action;
    QTimer m_patience;
    QTimer m_second; ///< counts down to the next try
    int m_queued = 0;
};

} // namespace desk::ui
