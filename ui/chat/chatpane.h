#pragma once

#include "ui/audio/voiceplayer.h"
#include "ui/chat/chatmodel.h"
#include "ui/chat/emojibook.h"
#include "ui/chat/imagestore.h"
#include "ui/theme/theme.h"
#include "ui/tickets/openticket.h"

#include <QWidget>

class QCalendarWidget;
class QStackedWidget;

namespace desk::ui {

class ChatView;
class Composer;
class EmojiPicker;
class MessageCommands;
class Placeholder;
class TicketHeader;

/// The middle pane: the open ticket's head, its conversation and the composer, and the ways through the conversation.
/// Lives on the GUI thread; does not own what it is given.
class ChatPane : public QWidget
{
    Q_OBJECT

public:
    ChatPane(CoreGateway &gateway, OpenTicket &ticket, ImageStore &images, const Theme &theme,
             QWidget *parent = nullptr);
    ~ChatPane() override;

    [[nodiscard]] ChatModel &model() const { return *m_model; }
    [[nodiscard]] ChatView &view() const { return *m_view; }
    [[nodiscard]] Composer &composer() const { return *m_composer; }
    [[nodiscard]] TicketHeader &header() const { return *m_header; }
    [[nodiscard]] MessageCommands &commands() const { return *m_commands; }
    /// Where what people use most is kept.
    void useSettings(QSettings &settings) { m_emoji.useSettings(settings); }
    void resendLastRefused();
    /// Loaded or not, also of a ticket that is only being opened.
    void showMessage(MessageId message);
    /// To the first message of that day, or of the next one that has any.
    void showDay(const QDate &day);
    /// To what was new when the conversation was opened.
    void showUnread();
    /// A calendar to choose a day from.
    void chooseDay();
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
    void showMenu(int row, const QPoint &position);
    void editMessage(MessageId message);
    void editLast();
    void pickReaction(MessageId message);

    CoreGateway &m_gateway;
    OpenTicket &m_ticket;
    const Theme &m_theme;
    EmojiBook m_emoji;
    std::unique_ptr<AudioSystem> m_audio; ///< null: built without
    VoicePlayer *m_voices;
    ChatModel *m_model;
    MessageCommands *m_commands;
    TicketHeader *m_header;
    QStackedWidget *m_stack;
    ChatView *m_view;
    Placeholder *m_placeholder;
    Composer *m_composer;
    EmojiPicker *m_reactions = nullptr; ///< made when it is first wanted
    MessageId m_reactTo;
    MessageId m_wanted; ///< to be shown once its conversation is there
};

} // namespace desk::ui
