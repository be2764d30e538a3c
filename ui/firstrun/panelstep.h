#pragma once

#include "ui/coregateway.h"
#include "ui/firstrun/firstrunstep.h"
#include "ui/settings/settingstore.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace desk::ui {

class CheckLine;
class QrWidget;

/// Opens the panel to the local network. The switches work at once, so that the code can be tried with a phone; what is said below them is
/// looked up, not assumed.
class PanelStep : public FirstRunStep
{
    Q_OBJECT

public:
    PanelStep(CoreGateway &gateway, const Theme &theme);

    void load() override;
    /// Stores the port.
    void submit() override;

    /// As the core tells of it. Plain value.
    struct Standing
    {
        PanelStanding panel = {};
        bool hasAdministrator = false;
        quint16 port = 0; ///< that was looked at
        bool isPortFree = false;
        SettingStore::Values settings = {};
    };

private:
    void addSwitches();
    void addChecks();
    [[nodiscard]] QWidget *makeCode();
    void take(const Standing &standing);
    void showAddress();
    void showChecks();
    void store(const QJsonObject &changes, bool goOn = false);
    [[nodiscard]] quint16 typedPort() const;
    [[nodiscard]] bool isLocked(const QString &key) const;

    CoreGateway &m_gateway;
    Standing m_standing;
    bool m_known = false;
    QTimer m_settle; ///< of what is typed
    QVBoxLayout *m_left = nullptr;
    QCheckBox *m_lan = nullptr;
    QComboBox *m_network = nullptr;
    QLineEdit *m_port = nullptr;
    QLineEdit *m_address = nullptr;
    QPushButton *m_copy = nullptr;
    QCheckBox *m_tls = nullptr;
    TintedLabel *m_tlsHelp = nullptr;
    CheckLine *m_accountCheck = nullptr;
    CheckLine *m_portCheck = nullptr;
    CheckLine *m_addressCheck = nullptr;
    CheckLine *m_problem = nullptr;
    QWidget *m_code = nullptr;
    QrWidget *m_qr = nullptr;
};

} // namespace desk::ui
