#pragma once

#include <QPointer>
#include <QtGlobal>
#include <QUrl>
#include <QWebEngineView>

class QInputDialog;
class QWebEngineWebAuthUxRequest;

namespace desk {

/// The engine can do it since Qt 6.7; an older one knows no discoverable passkeys.
constexpr bool engineKnowsPasskeys = QT_VERSION >= QT_VERSION_CHECK(6, 7, 0);

/// A page of WhatsApp's own that is asked for the account's passkey, with whatever the engine knows to do so: the system's dialogue on Windows
/// (this computer, a security key, the phone), a security key elsewhere (note 1, section 5.5.10). Nothing of it is kept: the profile is
/// off the record. GUI thread.
class PasskeyView : public QWebEngineView
{
    Q_OBJECT

public:
    /// @param script as passkeyScript() makes it; what it answers is the answer.
    explicit PasskeyView(const QString &script, QWidget *parent = nullptr);
    ~PasskeyView() override;

    /// A small file of the site: the question is only answered for its origin, and its program shall not run beside ours.
    [[nodiscard]] static QUrl address();

Q_SIGNALS:
    /// JSON; empty: there is none.
    void answered(const QString &answer);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void ask();
    /// What a security key wants to know: its PIN, which account.
    void attend(QWebEngineWebAuthUxRequest *request);

    QString m_script;
    QPointer<QInputDialog> m_dialog; ///< what is asked just now
};

} // namespace desk
