#pragma once

#include "ui/chat/chatmodel.h"
#include "ui/chat/imagestore.h"
#include "ui/theme/theme.h"
#include "ui/tickets/openticket.h"

#include <QWidget>

class QStackedWidget;

namespace desk::ui {

class ChatView;
class Composer;
class Placeholder;
class TicketHeader;

/// The middle pane: the open ticket's head, its conversation and the composer; and what is done to single messages.
class ChatPane : public QWidget
{
    Q_OBJECT

public:
    ChatPane(CoreGateway &gateway, OpenTicket &ticket, ImageStore &images, const Theme &theme,
             QWidget *parent = nullptr);

    [[nodiscard]] ChatModel &model() const { return *m_model; }
    [[nodiscard]] ChatView &view() const { return *m_view; }
    [[nodiscard]] Composer &composer() const { return *m_composer; }
    [[nodiscard]] TicketHeader &header() const { return *m_header; }
    void resendLastRefused();
    /// Also one that is not loaded yet, or only once the ticket is.
    void showMessage(MessageId message);
    /// What is shown is read, when somebody looks at the window.
    void markRead();

Q_SIGNALS:
    void detailsToggled();
    void failed(const QString &message);
    /// In words for people, when something is done.
    void noticed(const QString &message);

private:
    void connectView();
    void showState(ChatModel::State state);
    void act(MessageId message, Result<Message> (MessageActions::*what)(MessageId));
    void showMenu(int row, const QPoint &position);
    void showDetail(MessageId message);
    void openLink(const QString &address);
    void save(MessageId message);
    void fetch(MessageId message);
    void openImage(MessageId message);
    [[nodiscard]] const ThreadMessage *messageOf(MessageId id) const;

    CoreGateway &m_gateway;
    OpenTicket &m_ticket;
    ImageStore &m_images;
    const Theme &m_theme;
    ChatModel *m_model;
    TicketHeader *m_header;
    QStackedWidget *m_stack;
    ChatView *m_view;
    Placeholder *m_placeholder;
    Composer *m_composer;
    MessageId m_wanted; ///< to be shown once it is loaded
};

} // namespace desk::ui
