#include "ui/chat/messagecommands.h"

#include "core/attachments/filetype.h"
#include "core/messaging/refusalcatalogue.h"
#include "ui/chat/imageviewer.h"
#include "ui/words.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QtConcurrentRun>
#include <QTemporaryDir>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

bool copiedOver(const QString &from, const QString &to)
{
    QFile::remove(to); // who chose the name has been asked
    return QFile::copy(from, to);
}

} // namespace

struct MessageCommands::OpenedFiles
{
    QTemporaryDir folder;
    int count = 0;
};

MessageCommands::MessageCommands(CoreGateway &gateway, ChatModel &model, ImageStore &images, const Theme &theme,
                                 QWidget *window)
    : QObject(window), m_gateway(gateway), m_model(model), m_images(images), m_theme(theme), m_window(window)
{
}

MessageCommands::~MessageCommands() = default;

const ThreadMessage *MessageCommands::find(MessageId id) const
{
    const int row = m_model.rowOf(id);
    return row < 0 ? nullptr : &m_model.at(row).message;
}

bool MessageCommands::mayEdit(const ThreadMessage &message) const
{
    return !message.isRevoked()
        && MessageActions::editable(message.message, m_gateway.actor(), QDateTime::currentMSecsSinceEpoch());
}

bool MessageCommands::mayTakeBack(const ThreadMessage &message) const
{
    const Message &row = message.message;
    return row.direction == Direction::Out && row.kind != "system"_L1 && !message.isRevoked()
        && row.state >= DeliveryState::Accepted && row.state != DeliveryState::Refused;
}

MessageId MessageCommands::lastEditable() const
{
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        const ChatEntry &entry = m_model.at(row);
        if (entry.kind != ChatEntry::Kind::Message || entry.message.message.direction != Direction::Out)
            continue;
        if (mayEdit(entry.message))
            return entry.message.message.id;
        if (entry.message.message.author.type == Author::Type::Technician
            && entry.message.message.author.id == m_gateway.actor().userId.value)
            break; // the one before is even older
    }
    return {};
}

void MessageCommands::ask(const std::function<Result<Message>(DeskServices &)> &work)
{
    onReply(m_gateway.ask<Message>(work), this, [this](const Result<Message> &answer) {
        if (!answer)
            Q_EMIT failed(Words::of(answer.error()));
    });
}

void MessageCommands::act(MessageId id, Result<Message> (MessageActions::*what)(MessageId))
{
    ask([id, what](DeskServices &services) { return (services.actions.*what)(id); });
}

void MessageCommands::react(MessageId id, const QString &emoji)
{
    ask([id, emoji, actor = m_gateway.actor()](DeskServices &services) {
        return services.actions.react(id, actor, emoji);
    });
}

void MessageCommands::takeBack(MessageId id)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Delete for everyone?"),
                                tr("Delete this message for everyone?"), QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("It disappears from the customer's phone too. Here it stays marked as taken back."));
    QPushButton *revoke = box->addButton(tr("Delete for everyone"), QMessageBox::DestructiveRole);
    connect(revoke, &QPushButton::clicked, this, [this, id] {
        ask([id, actor = m_gateway.actor()](DeskServices &services) { return services.actions.revoke(id, actor); });
    });
    box->open();
}

void MessageCommands::fetch(MessageId id)
{
    ask([id](DeskServices &services) -> Result<Message> {
        return services.downloads ? services.downloads->retry(id) : fail(Errc::Conflict);
    });
}

void MessageCommands::withCopy(const Attachment &file, const QString &target, const std::function<void(bool)> &then)
{
    auto path = m_gateway.ask<QString>(
        [file](DeskServices &services) -> Result<QString> { return services.attachments.pathOf(file); });
    onReply(path, this, [this, target, then](const Result<QString> &from) {
        if (!from)
            return Q_EMIT failed(Words::of(from.error()));
        onReply(QtConcurrent::run(copiedOver, *from, target), this, then);
    });
}

void MessageCommands::save(MessageId id)
{
    const ThreadMessage *message = find(id);
    if (!message || !message->file)
        return;
    const Attachment file = *message->file;
    const QString name = file.name.isEmpty() ? Words::kind(message->message) + endingOf(file.mime) : file.name;
    auto *dialog = new QFileDialog(m_window, tr("Save file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, file](const QString &target) {
        withCopy(file, target, [this](bool done) {
            if (done)
                Q_EMIT noticed(tr("The file was saved."));
            else
                Q_EMIT failed(tr("The file could not be saved there."));
        });
    });
    dialog->open();
}

void MessageCommands::open(MessageId id)
{
    const ThreadMessage *message = find(id);
    if (!message || !message->file)
        return;
    if (!m_opened)
        m_opened = std::make_unique<OpenedFiles>();
    // Under an ending of ours, by what it is: never by the name that a stranger gave it.
    const QString target = m_opened->folder.filePath(
        u"%1%2"_s.arg(++m_opened->count).arg(endingOf(message->file->mime)));
    withCopy(*message->file, target, [this, target](bool done) {
        if (!done || !QDesktopServices::openUrl(QUrl::fromLocalFile(target)))
            Q_EMIT failed(tr("No program could open it. Save it instead."));
    });
}

void MessageCommands::showImage(MessageId id)
{
    QList<Attachment> pictures;
    int shown = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const ThreadMessage &message = m_model.at(row).message;
        if (!message.file || !message.file->isShown() || message.isRevoked())
            continue;
        if (message.message.id == id)
            shown = int(pictures.size());
        pictures << *message.file;
    }
    if (pictures.isEmpty())
        return;
    auto *viewer = new ImageViewer(m_images, m_theme, pictures, shown, m_window);
    viewer->setAttribute(Qt::WA_DeleteOnClose);
    viewer->show();
}

void MessageCommands::showDetail(MessageId id)
{
    const ThreadMessage *message = find(id);
    if (!message)
        return;
    const Message &row = message->message;
    QStringList facts;
    const std::pair<QString, qint64> times[] = {{tr("Written: %1"), row.createdAt},
                                                {tr("Accepted by WhatsApp: %1"), row.acceptedAt},
                                                {tr("On the phone: %1"), row.deliveredAt},
                                                {tr("Read: %1"), row.readAt}};
    for (const auto &[label, at] : times) {
        if (at > 0)
            facts << label.arg(Words::fullTime(at));
    }
    const bool refused = row.state == DeliveryState::Refused;
    if (refused)
        facts << tr("Cause: %1").arg(row.cause);
    facts << tr("Identifier: %1").arg(row.wireId);
    const QString text = facts.join(u'\n');
    const Refusal refusal = refused ? RefusalCatalogue().refusal(row.cause, QLocale().name().left(2)) : Refusal();
    auto *box = new QMessageBox(QMessageBox::NoIcon, refused ? tr("Refused message") : tr("Message"),
                                refused ? refusal.title : Words::of(row.state), QMessageBox::Close, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(refused ? refusal.what + u"\n\n"_s + refusal.advice + u"\n\n"_s + text : text);
    QPushButton *copy = box->addButton(tr("Copy"), QMessageBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    box->open();
}

void MessageCommands::openLink(const QString &address)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Open this address?"),
                                tr("The message leads to this address. Open it only if you trust it."),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(address);
    QPushButton *open = box->addButton(tr("Open in the browser"), QMessageBox::AcceptRole);
    connect(open, &QPushButton::clicked, this, [address] { QDesktopServices::openUrl(QUrl(address)); });
    box->open();
}

} // namespace desk::ui
