#pragma once

#include "ui/coregateway.h"
#include "ui/pairing/pairingstep.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace desk::ui {

class PasskeyPage;
class QrWidget;

/// Links the desk's WhatsApp: the steps on the phone at the left, the code at the right, by camera or typed. Used by the pairing dialog and by
/// the first-run assistant, which show status() below it.
///
/// Follows the link while it is visible. Lives on the GUI thread; does not own the gateway or the theme.
class PairingPage : public QWidget
{
    Q_OBJECT

public:
    PairingPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    /// Asks for codes; nothing when a phone is linked.
    void begin();
    /// Stops showing codes.
    void cancel();

    [[nodiscard]] PairingStep step() const { return m_step; }
    /// Where it stands, in one line.
    [[nodiscard]] QString status() const;
    /// The words of the one thing to do about it; empty: nothing.
    [[nodiscard]] QString actionText() const;
    /// Does that.
    void act();

Q_SIGNALS:
    void stepChanged(desk::ui::PairingStep step);
    /// A phone has been linked in this attempt.
    void linked();

private:
    [[nodiscard]] QWidget *makeGuide();
    [[nodiscard]] QWidget *makeTabs();
    [[nodiscard]] QWidget *makeScanPage();
    [[nodiscard]] QWidget *makeTypePage();
    [[nodiscard]] QWidget *makeMessagePage();
    void take(const LinkInfo &link);
    void showStep();
    void showMessage();
    void countDown();
    void askForCode();
    void forget();
    void reset();
    void applyTheme();

    CoreGateway &m_gateway;
    const Theme &m_theme;
    LinkInfo m_link;
    PairingStep m_step = PairingStep::Preparing;
    bool m_begun = false;
    bool m_hadCode = false;
    bool m_typing = false; ///< the tab of the typed code
    int m_codes = 0;       ///< shown in this attempt
    qint64 m_shownAt = 0;  ///< UTC ms of the present one
    QString m_error;       ///< of the last request
    QTimer m_tick;

    QPushButton *m_scanTab = nullptr;
    QPushButton *m_typeTab = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_scanPage = nullptr;
    QWidget *m_typePage = nullptr;
    QStackedWidget *m_whole = nullptr; ///< the steps, or the passkey
    PasskeyPage *m_passkeyPage = nullptr;
    QWidget *m_messagePage = nullptr;
    QrWidget *m_qr = nullptr;
    QLabel *m_which = nullptr;
    QLabel *m_left = nullptr;
    QProgressBar *m_bar = nullptr;
    QLineEdit *m_phone = nullptr;
    QLabel *m_code = nullptr;
    QPushButton *m_copy = nullptr;
    QLabel *m_typeHint = nullptr;
    QLabel *m_messageIcon = nullptr;
    QLabel *m_messageTitle = nullptr;
    QLabel *m_messageText = nullptr;
    QList<std::pair<QLabel *, QString>> m_icons; ///< labels and the icons that they show
};

} // namespace desk::ui
