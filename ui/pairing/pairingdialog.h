#pragma once

#include "ui/pairing/pairingpage.h"

#include <QDialog>

namespace desk::ui {

/// Links a phone: the pairing page with where it stands and what to do below it. Never closes by itself before a phone is linked, nor after;
/// closing it stops the codes.
class PairingDialog : public QDialog
{
    Q_OBJECT

public:
    PairingDialog(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] PairingPage &page() { return *m_page; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void done(int result) override;

private:
    void showState();

    const Theme &m_theme;
    PairingPage *m_page;
    QWidget *m_footer = nullptr;
    QLabel *m_statusIcon = nullptr;
    QLabel *m_status = nullptr;
    QPushButton *m_action = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace desk::ui
