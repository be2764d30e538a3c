#pragma once

#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QProcess>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace desk::ui {

/// The step of linking in which the account wants its passkey: how to let the user's own browser show it, a field for the browser's answer,
/// and the code to compare at the end. Part of PairingPage. Lives on the GUI thread; does not own the gateway or the theme.
class PasskeyPage : public QWidget
{
    Q_OBJECT

public:
    PasskeyPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void setLink(const LinkInfo &link);

private:
    [[nodiscard]] QWidget *makeAskPage();
    [[nodiscard]] QWidget *makeComparePage();
    void copyScript();
    /// In a window of ours, where there is an engine for one.
    void showHere();
    void supply();
    void confirm(bool matches);
    void tell(const QString &words, bool failed);

    CoreGateway &m_gateway;
    const Theme &m_theme;
    LinkInfo m_link;
    QStackedWidget *m_stack;
    QProcess m_window; ///< which asks for the passkey
    QPushButton *m_copy = nullptr;
    QPushButton *m_here = nullptr;
    QPlainTextEdit *m_answer = nullptr;
    QPushButton *m_continue = nullptr;
    QLabel *m_told = nullptr;
    QLabel *m_code = nullptr;
};

} // namespace desk::ui
