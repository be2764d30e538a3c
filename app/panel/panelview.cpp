#include "app/panel/panelview.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QNetworkCookie>
#include <QPushButton>
#include <QShortcut>
#include <QStandardPaths>
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#include <QWebEnginePermission>
#endif
#include <QWebEngineCookieStore>
#include <QWebEngineDownloadRequest>
#include <QWebEngineNewWindowRequest>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
const QByteArray sessionCookie = "ventanilla_session";
}

PanelPage::PanelPage(QWebEngineProfile *profile) : QWebEnginePage(profile)
{
    // A voice note is recorded where the panel asks for it; nothing else is.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    connect(this, &QWebEnginePage::permissionRequested, this, [this](QWebEnginePermission permission) {
        const bool granted = permission.permissionType() == QWebEnginePermission::PermissionType::MediaAudioCapture
            && isOfPanel(permission.origin());
        if (granted)
            permission.grant();
        else
            permission.deny();
    });
#else
    connect(this, &QWebEnginePage::featurePermissionRequested, this, [this](const QUrl &origin, Feature feature) {
        const bool granted = feature == MediaAudioCapture && isOfPanel(origin);
        setFeaturePermission(origin, feature, granted ? PermissionGrantedByUser : PermissionDeniedByUser);
    });
#endif
    connect(this, &QWebEnginePage::newWindowRequested, this, [this](QWebEngineNewWindowRequest &request) {
        if (isOfPanel(request.requestedUrl()))
            setUrl(request.requestedUrl());
        else
            Q_EMIT leftPanel(request.requestedUrl());
    });
}

bool PanelPage::isOfPanel(const QUrl &url) const
{
    return url.scheme() == m_home.scheme() && url.authority() == m_home.authority();
}

bool PanelPage::acceptNavigationRequest(const QUrl &url, NavigationType /*type*/, bool isMainFrame)
{
    if (isOfPanel(url) || url.scheme() == "blob"_L1 || url.scheme() == "about"_L1)
        return true;
    if (isMainFrame)
        Q_EMIT leftPanel(url);
    return false;
}

PanelView::PanelView(QWidget *parent)
    : QWebEngineView(parent), m_profile(new QWebEngineProfile), // without a name: off the record
      m_page(new PanelPage(m_profile))
{
    setPage(m_page);
    setWindowTitle(tr("Panel"));
    resize(1200, 760);
    connect(m_page, &PanelPage::leftPanel, this, &PanelView::askForLink);
    connect(m_page, &QWebEnginePage::loadFinished, this, &PanelView::shown);
    connect(m_profile, &QWebEngineProfile::downloadRequested, this, &PanelView::save);
    connect(m_profile->cookieStore(), &QWebEngineCookieStore::cookieAdded, this, [this](const QNetworkCookie &cookie) {
        if (m_session.isEmpty() || cookie.name() != sessionCookie || cookie.value() != m_session)
            return;
        m_session.clear();
        m_page->load(m_address);
    });
    connect(new QShortcut(QKeySequence::Refresh, this), &QShortcut::activated, this, &PanelView::reloadRequested);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

PanelView::~PanelView()
{
    setPage(nullptr);
    delete m_page;
    delete m_profile;
}

void PanelView::open(const QUrl &address, const QByteArray &session)
{
    m_address = address;
    m_session = session;
    m_page->setHome(address);
    m_profile->cookieStore()->deleteAllCookies();
    if (session.isEmpty())
        return m_page->load(address);
    QNetworkCookie cookie(sessionCookie, session);
    cookie.setHttpOnly(true);
    cookie.setPath(u"/"_s);
    cookie.setDomain(address.host());
    m_profile->cookieStore()->setCookie(cookie, address); // heard of when it is there
}

void PanelView::askForLink(const QUrl &address)
{
    static const QStringList opened{u"http"_s, u"https"_s, u"mailto"_s, u"tel"_s};
    if (!opened.contains(address.scheme())) // nothing that starts a program or reads a file
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Open link"), tr("Open this address in the browser?"),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(address.toDisplayString());
    const QPushButton *yes = box->addButton(tr("Open"), QMessageBox::AcceptRole);
    connect(yes, &QPushButton::clicked, this, [address] { QDesktopServices::openUrl(address); });
    box->open();
}

void PanelView::save(QWebEngineDownloadRequest *download)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    const QString name = QFileInfo(download->downloadFileName()).fileName();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save file"), folder.filePath(name));
    if (path.isEmpty())
        return download->cancel();
    const QFileInfo file(path);
    download->setDownloadDirectory(file.absolutePath());
    download->setDownloadFileName(file.fileName());
    download->accept();
}

} // namespace desk
