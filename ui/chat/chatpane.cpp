#include "ui/chat/chatpane.h"

#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/chat/daychooser.h"
#include "ui/chat/emojipicker.h"
#include "ui/chat/messagecommands.h"
#include "ui/chat/messagemenu.h"
#include "ui/placeholder.h"
#include "ui/tickets/ticketheader.h"
#include "ui/words.h"

#include <QGuiApplication>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

ChatPane::ChatPane(CoreGateway &gateway, OpenTicket &ticket, ImageStore &images, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_ticket(ticket), m_theme(theme), m_audio(makeAudioSystem()),
      m_voices(new VoicePlayer(gateway, m_audio.get(), this)), m_model(new ChatModel(gateway, this)),
      m_commands(new MessageCommands(gateway, *m_model, images, theme, this)),
      m_header(new TicketHeader(ticket, gateway, theme, this)), m_stack(new QStackedWidget(this)),
      m_view(new ChatView(*m_model, images, *m_voices, theme, this)), m_placeholder(new Placeholder(theme, this)),
      m_composer(new Composer(gateway, ticket, images, m_audio.get(), m_emoji, theme, this))
{
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_composer);
    m_view->setViewer(m_gateway.actor().userId);
    connect(&m_ticket, &OpenTicket::opened, m_voices, &VoicePlayer::stop);
    connect(&m_ticket, &OpenTicket::opened, m_model, &ChatModel::open);
    connect(m_model, &ChatModel::stateChanged, this, &ChatPane::showState);
    connect(&m_ticket, &OpenTicket::opened, this, [this] { m_wanted = {}; });
    connect(m_model, &ChatModel::messageArrived, this, &ChatPane::markRead);
    connect(m_model, &ChatModel::notThere, this,
            [this] { Q_EMIT noticed(tr("That message belongs to another ticket of this person.")); });
    connect(m_header, &TicketHeader::detailsToggled, this, &ChatPane::detailsToggled);
    connect(m_placeholder, &Placeholder::actionTriggered, m_model, &ChatModel::reload);
    connect(m_commands, &MessageCommands::failed, this, &ChatPane::failed);
    connect(m_commands, &MessageCommands::noticed, this, &ChatPane::noticed);
    connect(m_composer, &Composer::failed, this, &ChatPane::failed);
    connect(m_composer, &Composer::sent, m_view, &ChatView::scrollToEnd);
    connect(m_composer, &Composer::editLastWanted, this, &ChatPane::editLast);
    connect(&m_gateway, &CoreGateway::actorChanged, this,
            [this](const Actor &actor) { m_view->setViewer(actor.userId); });
    connectView();
    showState(ChatModel::State::Empty);
}

ChatPane::~ChatPane()
{
    // What sounds, and who records, goes before the sound of the computer does.
    delete m_composer;
    delete m_view;
    delete m_voices;
}

void ChatPane::connectView()
{
    connect(m_view, &ChatView::resendRequested, m_commands, &MessageCommands::resend);
    connect(m_view, &ChatView::dismissRequested, m_commands, &MessageCommands::dismiss);
    connect(m_view, &ChatView::detailRequested, m_commands, &MessageCommands::showDetail);
    connect(m_view, &ChatView::linkRequested, m_commands, &MessageCommands::openLink);
    connect(m_view, &ChatView::saveRequested, m_commands, &MessageCommands::save);
    connect(m_view, &ChatView::openRequested, m_commands, &MessageCommands::open);
    connect(m_view, &ChatView::fetchRequested, m_commands, &MessageCommands::fetch);
    connect(m_view, &ChatView::imageRequested, m_commands, &MessageCommands::showImage);
    connect(m_view, &ChatView::menuRequested, this, &ChatPane::showMenu);
    connect(m_view, &ChatView::left, m_composer, &Composer::focusField);
    connect(m_view, &ChatView::replyRequested, this, [this](MessageId id) {
        if (const ThreadMessage *message = m_commands->find(id))
            m_composer->replyTo(*message);
    });
}

void ChatPane::showState(ChatModel::State state)
{
    m_header->setVisible(state != ChatModel::State::Empty);
    m_composer->setVisible(state != ChatModel::State::Empty && state != ChatModel::State::Failed);
    switch (state) {
    case ChatModel::State::Empty:
        m_placeholder->show(u"message-square-text"_s, tr("Choose a ticket. Alt+Down opens the next one."));
        break;
    case ChatModel::State::Failed:
        m_placeholder->show(u"triangle-alert"_s, tr("The conversation could not be read."), tr("Try again"));
        break;
    case ChatModel::State::Loading:
        return; // what was there stays for the moment it takes
    case ChatModel::State::Ready:
        if (m_model->rowCount() == 0) {
            m_placeholder->show(u"message-square-text"_s, tr("Nothing has been said on this ticket yet."));
            break;
        }
        m_stack->setCurrentWidget(m_view);
        if (m_wanted.isValid())
            showMessage(std::exchange(m_wanted, MessageId{}));
        return markRead();
    }
    m_stack->setCurrentWidget(m_placeholder);
}

void ChatPane::markRead()
{
    if (m_model->state() != ChatModel::State::Ready || !isVisible())
        return;
    if (!window()->isActiveWindow() && QGuiApplication::platformName() != "offscreen"_L1)
        return;
    if (m_stack->currentWidget() != m_view && m_model->rowCount() > 0)
        m_stack->setCurrentWidget(m_view);
    auto read = m_gateway.ask<int>([id = m_model->ticket(), upTo = m_model->seenUpTo()](DeskServices &services) {
        return services.actions.markRead(id, upTo);
    });
    onReply(read, this, [](const Result<int> &) {});
}

void ChatPane::resendLastRefused()
{
    if (const MessageId id = m_model->lastRefused(); id.isValid())
        m_commands->resend(id);
}

void ChatPane::showMessage(MessageId message)
{
    if (m_model->state() == ChatModel::State::Loading)
        m_wanted = message; // once its conversation is there
    else
        m_view->scrollTo(message);
}

void ChatPane::showUnread()
{
    if (const MessageId first = m_model->firstUnreadMessage(); first.isValid())
        showMessage(first);
    else
        Q_EMIT noticed(tr("Nothing was new when you opened this conversation."));
}

void ChatPane::showDay(const QDate &day)
{
    const qint64 from = day.startOfDay().toMSecsSinceEpoch();
    auto first = m_gateway.ask<MessageId>(
        [id = m_model->ticket(), from](DeskServices &services) { return services.messages.firstSince(id, from); });
    onReply(first, this, [this, ticket = m_model->ticket()](const Result<MessageId> &message) {
        if (ticket != m_model->ticket())
            return;
        if (message)
            return showMessage(*message);
        if (message.error().code != Errc::NotFound)
            return Q_EMIT failed(Words::of(message.error()));
        m_view->scrollToEnd();
        Q_EMIT noticed(tr("Nothing has been said since that day."));
    });
}

void ChatPane::chooseDay()
{
    if (m_model->state() != ChatModel::State::Ready || m_model->rowCount() == 0)
        return;
    const auto [first, last] = m_view->visibleRows();
    const QDate shown = QDateTime::fromMSecsSinceEpoch(m_model->at(std::max(0, first)).at).date();
    auto *chooser = new DayChooser(shown, m_theme, this);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    connect(chooser, &DayChooser::chosen, this, &ChatPane::showDay);
    chooser->adjustSize();
    chooser->move(m_stack->mapToGlobal(QPoint((m_stack->width() - chooser->width()) / 2, 12)));
    chooser->show();
}

void ChatPane::showMenu(int row, const QPoint &position)
{
    auto *menu = new MessageMenu(*m_commands, *m_view, *m_voices, m_theme, row, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu, &MessageMenu::replyWanted, m_view, &ChatView::replyRequested);
    connect(menu, &MessageMenu::editWanted, this, &ChatPane::editMessage);
    connect(menu, &MessageMenu::emojiWanted, this, &ChatPane::pickReaction);
    menu->popup(position);
}

void ChatPane::editMessage(MessageId id)
{
    if (const ThreadMessage *message = m_commands->find(id))
        m_composer->edit(*message);
}

void ChatPane::editLast()
{
    if (const MessageId id = m_commands->lastEditable(); id.isValid())
        editMessage(id);
}

void ChatPane::pickReaction(MessageId message)
{
    if (!m_reactions) {
        m_reactions = new EmojiPicker(m_emoji, m_theme, this);
        connect(m_reactions, &EmojiPicker::picked, this,
                [this](const QString &emoji) { m_commands->react(m_reactTo, emoji); });
    }
    m_reactTo = message;
    const int row = m_model->rowOf(message);
    const QRect place = row < 0 ? m_view->rect() : m_view->rectOf(row);
    m_reactions->openAt({m_view->viewport()->mapToGlobal(place.topLeft() + QPoint(16, 0)), place.size()});
}

} // namespace desk::ui
