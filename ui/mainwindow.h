#pragma once

#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

class QAction;
class QHBoxLayout;
class QMenu;
class QScrollArea;
class QSettings;
class QSplitter;

namespace desk::ui {

class ChatPane;
class DetailsDrawer;
class ImageStore;
class LinkBanner;
class OpenTicket;
class Places;
class StatusLine;
class TicketDetails;
class TicketListPane;
class Toast;
class ViewSelector;

/// The console's window: list, conversation and details side by side, with what they share around them. It puts them together and remembers
/// their sizes; what they do is theirs. Lives on the GUI thread; owns none of what it is given, which outlives it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(CoreGateway &gateway, Theme &theme, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] TicketListPane &list() const { return *m_list; }
    [[nodiscard]] ChatPane &chat() const { return *m_chat; }
    [[nodiscard]] OpenTicket &ticket() const { return *m_ticket; }
    [[nodiscard]] Toast &toast() const { return *m_toast; }
    [[nodiscard]] Places &places() const { return *m_places; }
    [[nodiscard]] TicketDetails &details() const { return *m_details; }

public Q_SLOTS:
    void openTicket(desk::TicketId ticket);
    /// What is told at the bottom of the window.
    void notice(const QString &text);
    /// What stands at the right end of the menu bar, before who works here.
    void addToCorner(QWidget *widget);

Q_SIGNALS:
    void pairingRequested();
    /// @param key of a setting whose page is wanted; empty: any.
    void settingsRequested(const QString &key);
    void setupRequested();
    void panelRequested();
    void sharePanelRequested();
    void quitRequested();
    /// Which ticket a person looks at from now on; invalid: none, or another window has the focus.
    void lookedAtChanged(desk::TicketId ticket);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectPanes();
    void makeMenus();
    void makeCorner();
    QAction *add(QMenu *menu, const QString &text, const QKeySequence &keys, const std::function<void()> &what);
    void tellAssigned(const Ticket &ticket, UserId before);
    void newTicket();
    void toggleDetails();
    void cyclePanes();
    void showKeys();
    void fit();
    void placeChanged();
    /// What somebody looks at; invalid: another place, or another window.
    [[nodiscard]] TicketId lookedAt() const;
    void search();
    void restoreSizes();
    void saveSizes();
    /// What sizes are remembered under: they are another matter on another screen.
    [[nodiscard]] QString layoutKey() const;

    CoreGateway &m_gateway;
    Theme &m_theme;
    QSettings &m_settings;
    OpenTicket *m_ticket;
    ImageStore *m_images;
    LinkBanner *m_banner;
    QSplitter *m_splitter;
    ViewSelector *m_views;
    QScrollArea *m_viewsArea;
    TicketListPane *m_list;
    ChatPane *m_chat = nullptr;
    TicketDetails *m_details;
    Places *m_places;
    DetailsDrawer *m_drawer;
    StatusLine *m_status;
    Toast *m_toast;
    QHBoxLayout *m_corner = nullptr;
    QList<QMenu *> m_ticketMenus; ///< of what is done to the open ticket
    bool m_detailsWanted = true;
};

} // namespace desk::ui
