#include "ui/chat/composer.h"

#include "core/administration/administration.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QtConcurrentRun>
#include <QTemporaryFile>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto draftPause = 500ms;
// WhatsApp forgets "is typing" after some seconds: it is said again while that goes on.
constexpr qint64 typingEveryMs = 4000;
constexpr int mostReplies = 200;
constexpr int repliesShown = 6;

QPushButton *quietButton(const QString &text, const QIcon &icon, QWidget *parent)
{
    auto *button = new QPushButton(icon, text, parent);
    buttonrole::give(button, buttonrole::quiet);
    return button;
}

} // namespace

Composer::Composer(CoreGateway &gateway, OpenTicket &ticket, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_ticket(ticket), m_theme(theme),
      m_upload(new AttachmentUpload(gateway, this)), m_reply(new QPushButton(tr("Reply"), this)),
      m_note(new QPushButton(tr("Internal note"), this)), m_draftState(new QLabel(this)), m_quoteRow(new QWidget(this)),
      m_quoteText(new QLabel(m_quoteRow)), m_fileRows(new QVBoxLayout), m_edit(new MessageEdit(theme, this)),
      m_hint(new QLabel(this)), m_attach(quietButton(tr("Attach"), theme.icon(u"paperclip"_s), this)),
      m_quick(quietButton(tr("Quick replies"), theme.icon(u"zap"_s), this)), m_send(new QPushButton(this)),
      m_list(new QListWidget(this)), m_draftTimer(new QTimer(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(panePadding, 8, panePadding, 8);
    layout->setSpacing(6);
    layout->addWidget(makeTopRow());
    auto *quote = new QHBoxLayout(m_quoteRow);
    quote->setContentsMargins(10, 0, 0, 0);
    m_quoteText->setTextFormat(Qt::PlainText);
    auto *close = new QToolButton(m_quoteRow);
    buttonrole::give(close, buttonrole::quiet);
    close->setIcon(m_theme.icon(u"x"_s));
    close->setAccessibleName(tr("Do not quote"));
    close->setToolTip(tr("Do not quote"));
    connect(close, &QToolButton::clicked, this, &Composer::clearQuote);
    quote->addWidget(m_quoteText, 1);
    quote->addWidget(close);
    m_quoteRow->hide();
    layout->addWidget(m_quoteRow);
    m_fileRows->setSpacing(2);
    layout->addLayout(m_fileRows);
    layout->addWidget(m_edit);
    layout->addWidget(makeBottomRow());

    m_edit->setAccessibleName(tr("Message"));
    m_edit->installEventFilter(this);
    m_list->setParent(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->hide();
    m_draftTimer->setSingleShot(true);
    connect(m_draftTimer, &QTimer::timeout, this, &Composer::saveDraft);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_edit, &MessageEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &MessageEdit::left, this, [this] {
        saveDraft();
        showTyping(false);
        update();
    });
    connect(m_edit, &MessageEdit::filesGiven, this, &Composer::attach);
    connect(m_edit, &MessageEdit::imageGiven, this, &Composer::attachImage);
    connect(m_edit, &MessageEdit::keyTaken, this, &Composer::replyKey);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { useReply(m_list->row(item)); });
    connect(&m_ticket, &OpenTicket::opened, this, &Composer::followTicket);
    connect(&m_ticket, &OpenTicket::changed, this, &Composer::updateControls);
    connect(&m_gateway, &CoreGateway::linkChanged, this, &Composer::updateControls);
    connect(&m_gateway, &CoreGateway::changed, this, [this](const QList<LiveEvent> &events) {
        const bool settings = std::any_of(events.cbegin(), events.cend(),
                                          [](const LiveEvent &event) { return event.topic == "settings"_L1; });
        if (settings)
            loadReplies();
    });
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    loadReplies();
    updateControls();
}

Composer::~Composer()
{
    saveDraft();
}

QWidget *Composer::makeTopRow()
{
    auto *row = new QWidget(this);
    auto *kinds = new QButtonGroup(this);
    for (QPushButton *button : {m_reply, m_note}) {
        button->setCheckable(true);
        kinds->addButton(button);
    }
    m_reply->setChecked(true);
    connect(m_reply, &QPushButton::clicked, this, [this] { setKind(Draft::Kind::Reply); });
    connect(m_note, &QPushButton::clicked, this, [this] { setKind(Draft::Kind::Note); });
    auto *hint = new QLabel(tr("/ quick replies"), row);
    hint->setForegroundRole(QPalette::PlaceholderText);
    m_draftState->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_reply);
    layout->addWidget(m_note);
    layout->addSpacing(8);
    layout->addWidget(m_draftState);
    layout->addStretch();
    layout->addWidget(hint);
    return row;
}

QWidget *Composer::makeBottomRow()
{
    auto *row = new QWidget(this);
    buttonrole::give(m_send, buttonrole::primary);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_attach, &QPushButton::clicked, this, &Composer::chooseFiles);
    connect(m_quick, &QPushButton::clicked, this, [this] {
        m_edit->setFocus();
        showReplies(u""_s);
    });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_attach);
    layout->addWidget(m_quick);
    layout->addWidget(m_hint, 1);
    layout->addSpacing(8);
    layout->addWidget(m_send);
    return row;
}

void Composer::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focus = m_edit->hasFocus();
    painter.setPen(QPen(m_theme.color(focus ? Token::Focus : Token::LineStrong), focus ? 2 : 1));
    painter.setBrush(m_theme.color(m_kind == Draft::Kind::Note ? Token::BubbleNote : Token::Raised));
    painter.drawRoundedRect(QRectF(m_edit->geometry()).adjusted(-1, -1, 1, 1), controlRadius, controlRadius);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QWidget::eventFilter(watched, event);
}

void Composer::followTicket(TicketId ticket)
{
    saveDraft();
    showTyping(false);
    m_of = ticket;
    m_texts.clear();
    while (!m_files.isEmpty())
        dropFile(m_files.first().path);
    clearQuote();
    m_loading = true;
    m_edit->clear();
    m_loading = false;
    m_draftState->clear();
    setKind(Draft::Kind::Reply);
    loadDrafts();
}

void Composer::loadDrafts()
{
    if (!m_of.isValid())
        return;
    auto drafts = m_gateway.ask<QList<Draft>>([id = m_of, author = m_gateway.actor().userId](DeskServices &services) {
        return DraftRepository(services.database).of(id, author);
    });
    onReply(drafts, this, [this, id = m_of](const Result<QList<Draft>> &found) {
        if (!found || id != m_of)
            return;
        for (const Draft &draft : *found) {
            m_texts.insert(draft.kind, draft.text);
            if (draft.kind == m_kind && m_edit->document()->isEmpty()) {
                m_loading = true;
                m_edit->setPlainText(draft.text);
                m_edit->moveCursor(QTextCursor::End);
                m_loading = false;
                m_draftState->setText(tr("Draft saved"));
            }
        }
        updateControls();
    });
}

void Composer::setKind(Draft::Kind kind)
{
    (kind == Draft::Kind::Note ? m_note : m_reply)->setChecked(true);
    if (kind != m_kind) {
        saveDraft();
        m_texts.insert(m_kind, m_edit->toPlainText());
        m_kind = kind;
        m_loading = true;
        m_edit->setPlainText(m_texts.value(kind));
        m_edit->moveCursor(QTextCursor::End);
        m_loading = false;
        m_edit->setNote(kind == Draft::Kind::Note);
        m_draftState->setText(m_edit->document()->isEmpty() ? QString() : tr("Draft saved"));
        if (kind == Draft::Kind::Note)
            showTyping(false);
    }
    updateControls();
    update();
}

void Composer::textChanged()
{
    updateControls();
    if (m_loading)
        return;
    m_draftState->clear();
    m_draftTimer->start(draftPause);
    const QString text = m_edit->toPlainText();
    const bool command = text.startsWith(u'/') && !text.contains(u' ') && !text.contains(u'\n');
    if (command)
        showReplies(text.size() > 1 ? text.mid(1) : u""_s);
    else
        showReplies({});
    if (m_kind == Draft::Kind::Reply && !command)
        showTyping(!text.trimmed().isEmpty());
}

void Composer::saveDraft()
{
    m_draftTimer->stop();
    const QString text = m_edit->toPlainText();
    if (!m_of.isValid() || text == m_texts.value(m_kind))
        return;
    m_texts.insert(m_kind, text);
    keep({m_of, m_gateway.actor().userId, m_kind, text});
}

void Composer::keep(const Draft &draft)
{
    auto saved = m_gateway.ask<void>([draft](DeskServices &services) {
        return DraftRepository(services.database).save(draft, QDateTime::currentMSecsSinceEpoch());
    });
    onReply(saved, this, [this, draft](const Result<> &answer) {
        if (!answer) {
            if (answer.error().code != Errc::Cancelled)
                Q_EMIT failed(Words::of(answer.error()));
            return;
        }
        if (draft.ticket == m_of && draft.kind == m_kind)
            m_draftState->setText(draft.text.trimmed().isEmpty() ? QString() : tr("Draft saved"));
        Q_EMIT draftSaved(draft.ticket);
    });
}

void Composer::send()
{
    const QString text = m_edit->toPlainText().trimmed();
    if (m_sending || !m_send->isEnabled() || !m_of.isValid())
        return;
    m_draftTimer->stop();
    m_sending = true;
    updateControls();
    if (m_kind == Draft::Kind::Note)
        sendNote(text);
    else
        sendReply(text);
}

void Composer::sendNote(const QString &text)
{
    auto note = m_gateway.ask<void>([id = m_of, text, actor = m_gateway.actor()](DeskServices &services) -> Result<> {
        const auto added = services.ticketService.addNote(id, text, actor);
        return added ? Result<>() : fail(added.error());
    });
    const Draft sent{m_of, m_gateway.actor().userId, Draft::Kind::Note, text};
    onReply(note, this, [this, sent](const Result<> &answer) { finished(answer, sent); });
}

void Composer::sendReply(const QString &text)
{
    QList<ConversationService::Reply> replies;
    for (const File &file : std::as_const(m_files))
        replies << ConversationService::Reply{.attachment = file.id};
    if (replies.isEmpty())
        replies << ConversationService::Reply{};
    replies.first().text = text; // the words are the first file's caption
    replies.first().quote = m_quote;
    auto done = m_gateway.ask<void>(
        [id = m_of, replies, actor = m_gateway.actor()](DeskServices &services) -> Result<> {
            return services.database.transaction([&]() -> Result<> {
                for (const auto &reply : replies) {
                    if (auto message = services.conversation.reply(id, actor, reply); !message)
                        return fail(message.error());
                }
                return {};
            });
        });
    const Draft sent{m_of, m_gateway.actor().userId, Draft::Kind::Reply, text};
    onReply(done, this, [this, sent](const Result<> &answer) { finished(answer, sent); });
}

void Composer::finished(const Result<> &answer, const Draft &words)
{
    m_sending = false;
    if (!answer) {
        updateControls(); // the words are still there
        return Q_EMIT failed(Words::of(answer.error()));
    }
    keep({words.ticket, words.author, words.kind, QString()});
    if (words.ticket == m_of) {
        m_texts.insert(words.kind, QString());
        // What was written meanwhile stays.
        if (words.kind == m_kind && m_edit->toPlainText().trimmed() == words.text)
            m_edit->clear();
        m_draftTimer->stop();
        if (words.kind == Draft::Kind::Reply) {
            while (!m_files.isEmpty())
                dropFile(m_files.first().path);
            clearQuote();
            showTyping(false);
        }
    }
    updateControls();
    Q_EMIT sent();
}

void Composer::replyTo(const ThreadMessage &message)
{
    setKind(Draft::Kind::Reply);
    m_quote = message.message.id;
    const QString words = message.words().isEmpty() ? Words::kind(message.message) : message.words().simplified();
    const QString author = message.message.direction == Direction::Out ? tr("You")
                                                                       : m_ticket.dossier().customer.displayName;
    m_quoteText->setText(tr("Replying to %1: %2").arg(author, words.left(120)));
    m_quoteRow->show();
    m_edit->setFocus();
}

void Composer::clearQuote()
{
    m_quote = {};
    m_quoteRow->hide();
}

void Composer::insert(const QString &text)
{
    m_edit->insertPlainText(text);
    m_edit->setFocus();
}

void Composer::focusField()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void Composer::chooseFiles()
{
    attach(QFileDialog::getOpenFileNames(this, tr("Attach files")));
}

void Composer::attach(const QStringList &paths)
{
    setKind(Draft::Kind::Reply);
    for (const QString &path : paths) {
        if (QFileInfo(path).isFile())
            takeFile(path);
    }
    updateControls();
}

void Composer::attachImage(const QImage &image)
{
    // Writing a large picture takes a while: not here.
    auto written = QtConcurrent::run([image] {
        QTemporaryFile file(QDir::temp().filePath(u"ventanilla-XXXXXX.png"_s));
        file.setAutoRemove(false);
        return file.open() && image.save(&file, "PNG") ? file.fileName() : QString();
    });
    onReply(written, this, [this, id = m_of](const QString &path) {
        if (path.isEmpty())
            return Q_EMIT failed(tr("The picture could not be kept."));
        if (id != m_of) {
            QFile::remove(path);
            return;
        }
        m_ownFiles << path;
        attach({path});
    });
}

void Composer::takeFile(const QString &path)
{
    const QFileInfo info(path);
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(4, 0, 0, 0);
    auto *icon = new QLabel(row);
    icon->setPixmap(m_theme.pixmap(u"file-text"_s, Token::Text2, 16, devicePixelRatioF()));
    auto *name = new QLabel(info.fileName(), row);
    name->setTextFormat(Qt::PlainText);
    auto *fact = new QLabel(Words::size(info.size()), row);
    fact->setForegroundRole(QPalette::PlaceholderText);
    auto *remove = new QToolButton(row);
    buttonrole::give(remove, buttonrole::quiet);
    remove->setIcon(m_theme.icon(u"x"_s));
    remove->setAccessibleName(tr("Remove %1").arg(info.fileName()));
    remove->setToolTip(tr("Remove"));
    connect(remove, &QToolButton::clicked, this, [this, path] { dropFile(path); });
    layout->addWidget(icon);
    layout->addWidget(name);
    layout->addWidget(fact);
    layout->addStretch();
    layout->addWidget(remove);
    m_fileRows->addWidget(row);
    m_files << File{.path = path, .row = row, .fact = fact};
    if (info.size() > MediaLimits().document) {
        fact->setText(
            tr("It has %1 and the limit is %2.").arg(Words::size(info.size()), Words::size(MediaLimits().document)));
        return;
    }
    onReply(m_upload->take(path), this, [this, path](const Result<Attachment> &file) { fileTaken(path, file); });
}

void Composer::fileTaken(const QString &path, const Result<Attachment> &attachment)
{
    if (m_ownFiles.remove(path))
        QFile::remove(path);
    for (File &file : m_files) {
        if (file.path != path)
            continue;
        if (attachment)
            file.id = attachment->id;
        else
            file.fact->setText(Words::of(attachment.error()));
    }
    updateControls();
}

void Composer::dropFile(const QString &path)
{
    for (qsizetype i = 0; i < m_files.size(); ++i) {
        if (m_files.at(i).path == path) {
            m_files.takeAt(i).row->deleteLater();
            break;
        }
    }
    updateControls();
}

void Composer::loadReplies()
{
    auto replies = m_gateway.ask<QuickReplyPage>([](DeskServices &services) -> Result<QuickReplyPage> {
        return services.administration ? services.administration->quickReplies.page({}, 0, mostReplies)
                                       : QuickReplyPage();
    });
    onReply(replies, this, [this](const Result<QuickReplyPage> &page) {
        if (page)
            m_replies = page->replies;
    });
}

void Composer::showReplies(const QString &beginning)
{
    m_list->clear();
    if (!beginning.isNull()) {
        for (const QuickReply &reply : std::as_const(m_replies)) {
            if (!reply.shortcut.startsWith(beginning, Qt::CaseInsensitive))
                continue;
            auto *item = new QListWidgetItem(u"/%1   %2"_s.arg(reply.shortcut, reply.text.simplified().left(90)),
                                             m_list);
            item->setData(Qt::UserRole, reply.text);
            item->setSizeHint({0, controlHeight});
        }
        if (m_list->count() == 0 && m_replies.isEmpty()) {
            auto *none = new QListWidgetItem(tr("There are no quick replies yet. They are written in the settings."),
                                             m_list);
            none->setFlags(Qt::NoItemFlags);
        }
    }
    m_list->setVisible(m_list->count() > 0);
    m_edit->setKeysTaken(m_list->isVisible());
    if (!m_list->isVisible())
        return;
    m_list->setCurrentRow(0);
    // Above the field, over the conversation.
    m_list->setParent(window());
    const int height = qMin(repliesShown, m_list->count()) * qMax(controlHeight, m_list->sizeHintForRow(0))
        + 2 * m_list->frameWidth();
    const QPoint corner = m_edit->mapTo(window(), QPoint(0, 0));
    m_list->setGeometry(corner.x(), corner.y() - height - 6, m_edit->width(), height);
    m_list->show();
    m_list->raise();
}

void Composer::replyKey(int key)
{
    const int row = m_list->currentRow();
    if (key == Qt::Key_Up || key == Qt::Key_Down)
        return m_list->setCurrentRow(qBound(0, row + (key == Qt::Key_Up ? -1 : 1), m_list->count() - 1));
    if (key == Qt::Key_Escape) {
        m_list->hide();
        return m_edit->setKeysTaken(false);
    }
    useReply(row);
}

void Composer::useReply(int row)
{
    const QListWidgetItem *item = m_list->item(row);
    const QString text = item ? item->data(Qt::UserRole).toString() : QString();
    m_list->hide();
    m_edit->setKeysTaken(false);
    if (text.isEmpty())
        return;
    if (m_edit->toPlainText().startsWith(u'/'))
        m_edit->setPlainText(text);
    else
        m_edit->insertPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_list->hide();
    m_edit->setKeysTaken(false);
}

void Composer::showTyping(bool typing)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!m_of.isValid() || (typing ? now - m_typingShownAt < typingEveryMs : m_typingShownAt == 0))
        return;
    m_typingShownAt = typing ? now : 0;
    // A channel that shows nothing of the kind, or a customer without an address: then nobody is shown anything.
    (void)m_gateway.ask<void>(
        [id = m_of, typing](DeskServices &services) { return services.actions.showTyping(id, typing); });
}

void Composer::updateControls()
{
    const Dossier &dossier = m_ticket.dossier();
    const bool note = m_kind == Draft::Kind::Note;
    const bool linked = m_gateway.link().state == LinkState::Ready;
    const bool refusesMessages = m_ticket.isLoaded() && dossier.customer.optOut && !note;
    const bool filesReady = std::all_of(m_files.cbegin(), m_files.cend(),
                                        [](const File &file) { return file.id.isValid(); });
    const bool something = !m_edit->document()->isEmpty() || (!note && !m_files.isEmpty());
    m_edit->setEnabled(m_ticket.id().isValid() && !refusesMessages);
    m_attach->setVisible(!note);
    m_send->setEnabled(m_edit->isEnabled() && something && filesReady && !m_sending);
    m_send->setText(note ? tr("Save note") : linked ? tr("Send") : tr("Queue"));
    m_send->setIcon(m_theme.icon(note         ? u"check"_s
                                     : linked ? u"send-horizontal"_s
                                              : u"clock"_s,
                                 m_send->isEnabled() ? Token::OnAccent : Token::Text3));
    m_edit->setPlaceholderText(refusesMessages ? tr("This customer asked for no more messages.")
                                   : note      ? tr("Write a note for the team")
                                               : tr("Write a message"));
    QString hint = tr("Shift+Enter, new line");
    if (!linked && !note)
        hint = tr("No connection: it will be queued");
    else if (!note && m_ticket.isLoaded() && !dossier.paused
             && (dossier.conversation.stage == Stage::Gathering || dossier.conversation.stage == Stage::OfferingSteps))
        hint = tr("When you send, the assistant pauses");
    m_hint->setText(hint);
}

} // namespace desk::ui
