#pragma once

#include "core/accounts/accountservice.h"
#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace desk::ui {

class CheckLine;
class QrWidget;
class RecordList;
class TintedLabel;

/// The panel for others: its address as words and as a code, the certificate's fingerprint to compare, and who is signed in, who can be
/// signed out again. Looks again while it is open. GUI thread; owns neither gateway nor theme.
class SharePanelDialog : public QDialog
{
    Q_OBJECT

public:
    SharePanelDialog(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    /// Plain value.
    struct Visitor
    {
        Session session = {};
        QString user = {};
    };
    struct Standing
    {
        PanelStanding panel = {};
        bool hasAdministrator = false;
        QList<Visitor> visitors = {};
    };

Q_SIGNALS:
    /// It cannot be opened to others without an administrator.
    void setupRequested();
    void loaded();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeAddress();
    [[nodiscard]] QWidget *makeVisitors();
    void load();
    void take(const Standing &standing);
    void showAddress();
    void openToNetwork();
    void askToSignOut();
    void signOut(qint64 session);

    CoreGateway &m_gateway;
    const Theme &m_theme;
    Standing m_standing;
    QTimer m_again;
    QStringList m_shown; ///< rows of the list
    QrWidget *m_qr = nullptr;
    TintedLabel *m_scan = nullptr;
    CheckLine *m_state = nullptr;
    QPushButton *m_open = nullptr;
    QComboBox *m_network = nullptr;
    QLineEdit *m_url = nullptr;
    QWidget *m_certificate = nullptr;
    QLabel *m_fingerprint = nullptr;
    RecordList *m_visitors = nullptr;
    QWidget *m_footer = nullptr;
};

} // namespace desk::ui
