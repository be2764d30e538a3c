#include "ui/chat/chatpane.h"

#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/chat/imageviewer.h"
#include "ui/placeholder.h"
#include "ui/tickets/ticketheader.h"
#include "ui/words.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QtConcurrentRun>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

ChatPane::ChatPane(CoreGateway &gateway, OpenTicket &ticket, ImageStore &images, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_ticket(ticket), m_images(images), m_theme(theme),
      m_model(new ChatModel(gateway, this)), m_header(new TicketHeader(ticket, gateway, theme, this)),
      m_stack(new QStackedWidget(this)), m_view(new ChatView(*m_model, images, theme, this)),
      m_placeholder(new Placeholder(theme, this)), m_composer(new Composer(gateway, ticket, theme, this))
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
    connect(&m_ticket, &OpenTicket::opened, m_model, &ChatModel::open);
    connect(m_model, &ChatModel::stateChanged, this, &ChatPane::showState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_wanted.isValid() && m_model->state() == ChatModel::State::Ready)
            showMessage(m_wanted);
    }, Qt::QueuedConnection);
    connect(&m_ticket, &OpenTicket::opened, this, [this] { m_wanted = {}; });
    connect(m_model, &ChatModel::messageArrived, this, &ChatPane::markRead);
    connect(m_header, &TicketHeader::detailsToggled, this, &ChatPane::detailsToggled);
    connect(m_placeholder, &Placeholder::actionTriggered, m_model, &ChatModel::reload);
    connect(m_composer, &Composer::failed, this, &ChatPane::failed);
    connect(m_composer, &Composer::sent, m_view, &ChatView::scrollToEnd);
    connect(&m_gateway, &CoreGateway::actorChanged, this,
            [this](const Actor &actor) { m_view->setViewer(actor.userId); });
    connectView();
    showState(ChatModel::State::Empty);
}

void ChatPane::connectView()
{
    connect(m_view, &ChatView::resendRequested, this, [this](MessageId id) { act(id, &MessageActions::resend); });
    connect(m_view, &ChatView::dismissRequested, this, [this](MessageId id) { act(id, &MessageActions::dismiss); });
    connect(m_view, &ChatView::detailRequested, this, &ChatPane::showDetail);
    connect(m_view, &ChatView::linkRequested, this, &ChatPane::openLink);
    connect(m_view, &ChatView::saveRequested, this, &ChatPane::save);
    connect(m_view, &ChatView::fetchRequested, this, &ChatPane::fetch);
    connect(m_view, &ChatView::imageRequested, this, &ChatPane::openImage);
    connect(m_view, &ChatView::menuRequested, this, &ChatPane::showMenu);
    connect(m_view, &ChatView::replyRequested, this, [this](MessageId id) {
        if (const ThreadMessage *message = messageOf(id))
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
            showMessage(m_wanted);
        return markRead();
    }
    m_stack->setCurrentWidget(m_placeholder);
}

void ChatPane::markRead()
{
    if (m_model->state() != ChatModel::State::Ready)
        return;
    if (!window()->isActiveWindow() && QGuiApplication::platformName() != "offscreen"_L1)
        return;
    if (m_stack->currentWidget() != m_view && m_model->rowCount() > 0)
        m_stack->setCurrentWidget(m_view);
    auto read = m_gateway.ask<int>(
        [id = m_model->ticket()](DeskServices &services) { return services.actions.markRead(id, {}); });
    onReply(read, this, [](const Result<int> &) {});
}

const ThreadMessage *ChatPane::messageOf(MessageId id) const
{
    const int row = m_model->rowOf(id);
    return row < 0 ? nullptr : &m_model->at(row).message;
}

void ChatPane::act(MessageId message, Result<Message> (MessageActions::*what)(MessageId))
{
    auto done = m_gateway.ask<Message>(
        [message, what](DeskServices &services) { return (services.actions.*what)(message); });
    onReply(done, this, [this](const Result<Message> &answer) {
        if (!answer)
            Q_EMIT failed(Words::of(answer.error()));
    });
}

void ChatPane::resendLastRefused()
{
    if (const MessageId id = m_model->lastRefused(); id.isValid())
        act(id, &MessageActions::resend);
}

void ChatPane::showMessage(MessageId message)
{
    m_wanted = {};
    if (m_model->state() == ChatModel::State::Loading || (m_model->rowOf(message) < 0 && m_model->hasOlder())) {
        m_wanted = message; // once it is there
        return m_model->loadOlder();
    }
    m_view->scrollTo(message);
}

void ChatPane::showMenu(int row, const QPoint &position)
{
    const ChatEntry &entry = m_model->at(row);
    QMenu menu(this);
    const QString text = m_model->data(m_model->index(row), Qt::DisplayRole).toString();
    if (entry.kind == ChatEntry::Kind::Message && !entry.message.isRevoked()) {
        const MessageId id = entry.message.message.id;
        menu.addAction(m_theme.icon(u"reply"_s), tr("Reply to this"), this,
                       [this, id] { Q_EMIT m_view->replyRequested(id); });
        QMenu *reactions = menu.addMenu(m_theme.icon(u"smile"_s), tr("React"));
        for (const QString &emoji : {u"👍"_s, u"❤️"_s, u"😂"_s, u"🙏"_s, u"✅"_s}) {
            reactions->addAction(emoji, this, [this, id, emoji] {
                auto done = m_gateway.ask<Message>([id, emoji, actor = m_gateway.actor()](DeskServices &services) {
                    return services.actions.react(id, actor, emoji);
                });
                onReply(done, this, [this](const Result<Message> &answer) {
                    if (!answer)
                        Q_EMIT failed(Words::of(answer.error()));
                });
            });
        }
        if (entry.message.message.fileState == FileState::Available)
            menu.addAction(m_theme.icon(u"download"_s), tr("Save file…"), this, [this, id] { save(id); });
        if (entry.message.message.direction == Direction::Out
            && entry.message.message.state != DeliveryState::Refused) {
            menu.addAction(m_theme.icon(u"undo-2"_s), tr("Take back"), this, [this, id] {
                auto done = m_gateway.ask<Message>([id, actor = m_gateway.actor()](DeskServices &services) {
                    return services.actions.revoke(id, actor);
                });
                onReply(done, this, [this](const Result<Message> &answer) {
                    if (!answer)
                        Q_EMIT failed(Words::of(answer.error()));
                });
            });
        }
        menu.addSeparator();
    }
    menu.addAction(m_theme.icon(u"copy"_s), tr("Copy text"), this,
                   [text] { QGuiApplication::clipboard()->setText(text); });
    menu.exec(position);
}

void ChatPane::showDetail(MessageId id)
{
    const ThreadMessage *message = messageOf(id);
    if (!message)
        return;
    const Refusal refusal = RefusalCatalogue().refusal(message->message.cause, QLocale().name().left(2));
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Refused message"), refusal.title, QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const QString facts = tr("Cause: %1\nWritten: %2\nIdentifier: %3")
                              .arg(message->message.cause, Words::fullTime(message->message.createdAt),
                                   message->message.wireId);
    box->setInformativeText(refusal.what + u"\n\n"_s + refusal.advice + u"\n\n"_s + facts);
    QPushButton *copy = box->addButton(tr("Copy"), QMessageBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [facts] { QGuiApplication::clipboard()->setText(facts); });
    box->open();
}

void ChatPane::openLink(const QString &address)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Open this address?"),
                                tr("The message leads to this address. Open it only if you trust it."),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(address);
    QPushButton *open = box->addButton(tr("Open in the browser"), QMessageBox::AcceptRole);
    connect(open, &QPushButton::clicked, this, [address] { QDesktopServices::openUrl(QUrl(address)); });
    box->open();
}

void ChatPane::save(MessageId id)
{
    const ThreadMessage *message = messageOf(id);
    if (!message || !message->file)
        return;
    const Attachment file = *message->file;
    const QString name = file.name.isEmpty() ? Words::kind(message->message) : file.name;
    const QString target = QFileDialog::getSaveFileName(this, tr("Save file"), name);
    if (target.isEmpty())
        return;
    auto path = m_gateway.ask<QString>(
        [file](DeskServices &services) -> Result<QString> { return services.attachments.pathOf(file); });
    onReply(path, this, [this, target](const Result<QString> &from) {
        if (!from)
            return Q_EMIT failed(Words::of(from.error()));
        // The file dialog has asked about a file that is there already.
        auto copied = QtConcurrent::run([from = *from, target] {
            QFile::remove(target);
            return QFile::copy(from, target);
        });
        onReply(copied, this, [this](bool done) {
            if (done)
                Q_EMIT noticed(tr("The file was saved."));
            else
                Q_EMIT failed(tr("The file could not be saved there."));
        });
    });
}

void ChatPane::fetch(MessageId id)
{
    auto done = m_gateway.ask<Message>([id](DeskServices &services) {
        return services.downloads ? services.downloads->retry(id) : fail(Errc::Conflict);
    });
    onReply(done, this, [this](const Result<Message> &answer) {
        if (!answer)
            Q_EMIT failed(Words::of(answer.error()));
    });
}

void ChatPane::openImage(MessageId id)
{
    QList<Attachment> pictures;
    int shown = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const ThreadMessage &message = m_model->at(row).message;
        if (!message.file || !message.file->isShown() || message.isRevoked())
            continue;
        if (message.message.id == id)
            shown = int(pictures.size());
        pictures << *message.file;
    }
    if (pictures.isEmpty())
        return;
    auto *viewer = new ImageViewer(m_images, m_theme, pictures, shown, this);
    viewer->setAttribute(Qt::WA_DeleteOnClose);
    viewer->show();
}

} // namespace desk::ui
