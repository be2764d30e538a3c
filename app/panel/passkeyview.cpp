#include "app/panel/passkeyview.h"

#include <QInputDialog>
#include <QWebEnginePage>
#include <QWebEngineProfile>
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
#include <QWebEngineWebAuthUxRequest>
#endif

#include <functional>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// The script's prompt() is for people with a browser's console; here the answer comes as what it logs.
class PasskeyPage final : public QWebEnginePage
{
public:
    using QWebEnginePage::QWebEnginePage;

    std::function<void(const QString &)> logged;

protected:
    bool javaScriptPrompt(const QUrl & /*origin*/, const QString & /*text*/, const QString & /*preset*/,
                          QString * /*result*/) override
    {
        return true;
    }
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel level, const QString &message, int line,
                                  const QString &source) override
    {
        if (level == InfoMessageLevel && message.startsWith(u'{'))
            return logged(message);
        QWebEnginePage::javaScriptConsoleMessage(level, message, line, source); // why there is no answer
    }
};

} // namespace

PasskeyView::PasskeyView(const QString &script, QWidget *parent) : QWebEngineView(parent), m_script(script)
{
    setWindowTitle(tr("Passkey for WhatsApp"));
    resize(520, 420);
    auto *profile = new QWebEngineProfile(this); // off the record
    auto *page = new PasskeyPage(profile, this);
    page->logged = [this](const QString &answer) { Q_EMIT answered(answer); };
    setPage(page);
    connect(page, &QWebEnginePage::loadFinished, this, [this](bool loaded) {
        if (loaded)
            ask();
        else
            Q_EMIT answered({});
    });
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    connect(page, &QWebEnginePage::webAuthUxRequested, this, [this](QWebEngineWebAuthUxRequest *request) {
        connect(request, &QWebEngineWebAuthUxRequest::stateChanged, this, [this, request] { attend(request); });
        attend(request);
    });
#endif
    page->load(PasskeyView::address());
}

PasskeyView::~PasskeyView()
{
    delete page(); // before its profile
}

QUrl PasskeyView::address()
{
    return QUrl(u"https://web.whatsapp.com/robots.txt"_s);
}

void PasskeyView::ask()
{
    activateWindow(); // only a page with the focus may ask
    setFocus();
    // What is refused or given up ends in an error, which the promise keeps to itself.
    page()->runJavaScript(m_script.trimmed()
                          + u".catch(error => { console.error(String(error)); console.log('{}'); })"_s);
}

void PasskeyView::attend(QWebEngineWebAuthUxRequest *request)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    using Request = QWebEngineWebAuthUxRequest;
    delete m_dialog; // of the state before
    const bool asksAccount = request->state() == Request::WebAuthUxState::SelectAccount;
    if (request->state() == Request::WebAuthUxState::RequestFailed)
        return request->cancel();
    if (!asksAccount && request->state() != Request::WebAuthUxState::CollectPin)
        return;
    m_dialog = new QInputDialog(this);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setWindowTitle(windowTitle());
    if (asksAccount) {
        m_dialog->setLabelText(tr("Account:"));
        m_dialog->setComboBoxItems(request->userNames());
    } else {
        const QWebEngineWebAuthPinRequest asked = request->pinRequest();
        m_dialog->setLabelText(
            asked.error == Request::PinEntryError::NoError
                ? tr("PIN of the security key:")
                : tr("That was not it. PIN of the security key (%1 attempts left):").arg(asked.remainingAttempts));
        m_dialog->setTextEchoMode(QLineEdit::Password);
    }
    // The engine may end its request while the dialog is open: the connections go with it.
    connect(m_dialog, &QInputDialog::textValueSelected, request, [request, asksAccount](const QString &text) {
        if (asksAccount)
            request->setSelectedAccount(text);
        else
            request->setPin(text);
    });
    connect(m_dialog, &QDialog::rejected, request, &Request::cancel);
    connect(request, &QObject::destroyed, m_dialog, &QWidget::close);
    m_dialog->open();
#else
    Q_UNUSED(request)
#endif
}

void PasskeyView::closeEvent(QCloseEvent *event)
{
    QWebEngineView::closeEvent(event);
    Q_EMIT answered({});
}

} // namespace desk
