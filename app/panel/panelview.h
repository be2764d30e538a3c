#pragma once

#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineView>

namespace desk {

/// A page that stays in the panel: other addresses are asked about first and opened by the browser, and little is granted.
class PanelPage : public QWebEnginePage
{
    Q_OBJECT

public:
    explicit PanelPage(QWebEngineProfile *profile);

    void setHome(const QUrl &home) { m_home = home; }

Q_SIGNALS:
    /// A link that leads out of the panel, which the page does not follow.
    void leftPanel(const QUrl &address);

protected:
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame) override;

private:
    [[nodiscard]] bool isOfPanel(const QUrl &url) const;

    QUrl m_home;
};

/// The web panel as a window, in Qt WebEngine, with a profile that leaves nothing behind on the disk.
class PanelView : public QWebEngineView
{
    Q_OBJECT

public:
    explicit PanelView(QWidget *parent = nullptr);
    ~PanelView() override;

    /// Shows @p address, signed in with @p session (the value of the cookie of that name); empty: not signed in. What was there before is
    /// forgotten.
    void open(const QUrl &address, const QByteArray &session);

Q_SIGNALS:
    void shown(bool ok);
    /// The panel from its beginning, with another session.
    void reloadRequested();

private:
    void askForLink(const QUrl &address);
    void save(QWebEngineDownloadRequest *download);

    QWebEngineProfile *m_profile; ///< goes after the page
    PanelPage *m_page;
    QUrl m_address;
    QByteArray m_session; ///< waited for before the page is loaded
};

} // namespace desk
