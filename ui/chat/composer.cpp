#include "ui/chat/composer.h"

#include "ui/chat/contextrow.h"
#include "ui/chat/emojipicker.h"
#include "ui/chat/quickreplylist.h"
#include "ui/chat/recordingbar.h"
#include "ui/chat/voicebutton.h"
#include "ui/chat/writingaid.h"
#include "ui/fittinglabel.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QFile>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
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

QPushButton *quietButton(const QString &text, const QIcon &icon, QWidget *parent)
{
    auto *button = new QPushButton(icon, text, parent);
    buttonrole::give(button, buttonrole::quiet);
    return button;
}

} // namespace

Composer::Composer(CoreGateway &gateway, OpenTicket &ticket, ImageStore &images, AudioSystem *audio, EmojiBook &emoji,
                   const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_ticket(ticket), m_theme(theme), m_emojiBook(emoji),
      m_upload(new AttachmentUpload(gateway, this)), m_reply(new QPushButton(tr("Reply"), this)),
      m_note(new QPushButton(tr("Internal note"), this)), m_draftState(new QLabel(this)),
      m_context(new ContextRow(theme, this)), m_files(new AttachmentRows(gateway, images, theme, this)),
      m_edit(new MessageEdit(theme, this)), m_voice(new VoiceButton(audio, theme, this)),
      m_recording(new RecordingBar(m_voice->recorder(), theme, this)), m_hint(new FittingLabel(this)),
      m_attach(quietButton(tr("Attach"), theme.icon(u"paperclip"_s), this)),
      m_quick(quietButton(tr("Quick replies"), theme.icon(u"zap"_s), this)), m_emoji(new QToolButton(this)),
      m_aid(new WritingAid(gateway, ticket, *m_edit, theme, this)), m_send(new QPushButton(this)),
      m_list(new QuickReplyList(gateway, m_edit)), m_draftTimer(new QTimer(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(panePadding, 8, panePadding, 8);
    layout->setSpacing(6);
    layout->addWidget(makeTopRow());
    layout->addWidget(m_context);
    layout->addWidget(m_files);
    layout->addWidget(m_edit);
    m_buttons = makeBottomRow();
    layout->addWidget(m_buttons);
    layout->addWidget(m_recording);
    m_recording->hide();
    m_edit->setAccessibleName(tr("Message"));
    m_edit->installEventFilter(this);
    m_draftTimer->setSingleShot(true);
    connectParts();
    loadLimits();
    updateControls();
}

Composer::~Composer()
{
    saveDraft();
    // The parts go after what is remembered of them has: they have nothing to tell any more.
    m_edit->removeEventFilter(this);
    m_edit->disconnect(this);
    m_list->disconnect(this);
    recorder().disconnect(this);
}

VoiceRecorder &Composer::recorder() const
{
    return m_voice->recorder();
}

void Composer::connectParts()
{
    connect(m_draftTimer, &QTimer::timeout, this, &Composer::saveDraft);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_edit, &MessageEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &MessageEdit::left, this, [this] {
        saveDraft();
        showTyping(false);
        update();
    });
    connect(m_edit, &MessageEdit::filesGiven, this, &Composer::attach);
    connect(m_edit, &MessageEdit::imageGiven, this, [this](const QImage &image) {
        leaveEdit();
        setKind(Draft::Kind::Reply);
        m_files->add(image);
    });
    connect(m_edit, &MessageEdit::keyTaken, m_list, &QuickReplyList::takeKey);
    connect(m_list, &QuickReplyList::chosen, this, &Composer::useReply);
    connect(m_list, &QuickReplyList::closed, this, [this] { m_edit->setKeysTaken(false); });
    connect(m_files, &AttachmentRows::chosen, this, &Composer::attach);
    connect(m_files, &AttachmentRows::changed, this, &Composer::updateControls);
    connect(m_files, &AttachmentRows::failed, this, &Composer::failed);
    connect(m_aid, &WritingAid::failed, this, &Composer::failed);
    connect(m_context, &ContextRow::closed, this, &Composer::leaveContext);
    connect(&recorder(), &VoiceRecorder::changed, this, &Composer::followRecording);
    connect(&recorder(), &VoiceRecorder::recorded, this, &Composer::sendVoice);
    connect(&recorder(), &VoiceRecorder::failed, this,
            [this] { Q_EMIT failed(tr("The voice note could not be recorded. Check the microphone.")); });
    connect(&m_ticket, &OpenTicket::opened, this, &Composer::followTicket);
    connect(&m_gateway, &CoreGateway::actorChanged, this, &Composer::followActor);
    connect(&m_ticket, &OpenTicket::changed, this, &Composer::updateControls);
    connect(&m_gateway, &CoreGateway::linkChanged, this, &Composer::updateControls);
    connect(&m_gateway, &CoreGateway::changed, this, [this](const QList<LiveEvent> &events) {
        const bool settings = std::any_of(events.cbegin(), events.cend(),
                                          [](const LiveEvent &event) { return event.topic == "settings"_L1; });
        if (settings)
            loadLimits();
    });
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
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
    auto *keys = new QLabel(tr("/ quick replies"), row);
    keys->setForegroundRole(QPalette::PlaceholderText);
    m_draftState->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_reply);
    layout->addWidget(m_note);
    layout->addSpacing(8);
    layout->addWidget(m_draftState);
    layout->addStretch();
    layout->addWidget(keys);
    return row;
}

QWidget *Composer::makeBottomRow()
{
    auto *row = new QWidget(this);
    buttonrole::give(m_send, buttonrole::primary);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    buttonrole::give(m_emoji, buttonrole::quiet);
    m_emoji->setIcon(m_theme.icon(u"smile"_s));
    m_emoji->setAccessibleName(tr("Emoji (Ctrl+.)"));
    m_emoji->setToolTip(tr("Emoji (Ctrl+.)"));
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_attach, &QPushButton::clicked, m_files, &AttachmentRows::choose);
    connect(m_emoji, &QToolButton::clicked, this, &Composer::openEmoji);
    connect(m_quick, &QPushButton::clicked, this, [this] {
        m_edit->setFocus();
        m_list->offer({});
        m_edit->setKeysTaken(m_list->isVisible());
    });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    for (QWidget *button :
         {static_cast<QWidget *>(m_attach), static_cast<QWidget *>(m_quick), static_cast<QWidget *>(m_emoji),
          static_cast<QWidget *>(m_voice), static_cast<QWidget *>(m_aid)})
        layout->addWidget(button);
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
    if (watched != m_edit)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() == QEvent::KeyPress && !m_list->isVisible()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape && (isEditing() || m_quote.isValid())) {
            leaveContext();
            return true;
        }
        if (key->key() == Qt::Key_Up && key->modifiers() == Qt::NoModifier && m_edit->document()->isEmpty()
            && m_kind == Draft::Kind::Reply && !isEditing()) {
            Q_EMIT editLastWanted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Composer::setText(const QString &text)
{
    m_loading = true;
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_loading = false;
}

void Composer::followTicket(TicketId ticket)
{
    leaveEdit();
    saveDraft();
    showTyping(false);
    recorder().cancel();
    m_of = ticket;
    m_author = m_gateway.actor().userId;
    m_texts.clear();
    m_files->setTicket(ticket);
    leaveContext();
    setText({});
    m_draftState->clear();
    setKind(Draft::Kind::Reply);
    loadDrafts();
    if (ticket.isValid())
        m_voice->lookForMicrophone();
}

void Composer::followActor()
{
    if (m_author == m_gateway.actor().userId)
        return;
    leaveEdit();
    saveDraft(); // under the name of who wrote it
    m_author = m_gateway.actor().userId;
    m_texts.clear();
    setText({});
    m_draftState->clear();
    loadDrafts();
}

void Composer::loadDrafts()
{
    if (!m_of.isValid())
        return;
    auto drafts = m_gateway.ask<QList<Draft>>([id = m_of, author = m_author](DeskServices &services) {
        return DraftRepository(services.database).of(id, author);
    });
    onReply(drafts, this, [this, id = m_of, author = m_author](const Result<QList<Draft>> &found) {
        if (!found || id != m_of || author != m_author)
            return;
        for (const Draft &draft : *found) {
            m_texts.insert(draft.kind, draft.text);
            if (draft.kind == m_kind && m_edit->document()->isEmpty() && !isEditing()) {
                setText(draft.text);
                m_draftState->setText(tr("Draft saved"));
            }
        }
        updateControls();
    });
}

void Composer::loadLimits()
{
    auto limits = m_gateway.ask<MediaLimits>(
        [](DeskServices &services) -> Result<MediaLimits> { return services.conversation.mediaLimits(); });
    onReply(limits, this, [this](const Result<MediaLimits> &answer) {
        if (answer)
            m_files->setLimits(*answer);
    });
}

void Composer::setKind(Draft::Kind kind)
{
    if (kind == Draft::Kind::Note)
        leaveEdit(); // a note is none of the customer's messages
    (kind == Draft::Kind::Note ? m_note : m_reply)->setChecked(true);
    if (kind != m_kind) {
        saveDraft();
        m_texts.insert(m_kind, m_edit->toPlainText());
        m_kind = kind;
        setText(m_texts.value(kind));
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
    if (!isEditing()) {
        m_draftState->clear();
        m_draftTimer->start(draftPause);
    }
    const QString text = m_edit->toPlainText();
    const bool command = text.startsWith(u'/') && !text.contains(u' ') && !text.contains(u'\n');
    if (command)
        m_list->offer(text.mid(1));
    else
        m_list->hide();
    m_edit->setKeysTaken(m_list->isVisible());
    if (m_kind == Draft::Kind::Reply && !command)
        showTyping(!text.trimmed().isEmpty());
}

void Composer::saveDraft()
{
    m_draftTimer->stop();
    const QString text = m_edit->toPlainText();
    if (isEditing() || !m_of.isValid() || text == m_texts.value(m_kind))
        return;
    m_texts.insert(m_kind, text);
    keep({m_of, m_author, m_kind, text});
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
    if (isEditing())
        sendEdit(text);
    else if (m_kind == Draft::Kind::Note)
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
    const Draft sent{m_of, m_author, Draft::Kind::Note, text};
    onReply(note, this, [this, sent](const Result<> &answer) { finished(answer, sent); });
}

void Composer::sendReplies(TicketId ticket, const QList<ConversationService::Reply> &replies,
                           const std::function<void(const Result<> &)> &then)
{
    auto done = m_gateway.ask<void>(
        [id = ticket, replies, actor = m_gateway.actor()](DeskServices &services) -> Result<> {
            return services.database.transaction([&]() -> Result<> {
                for (const auto &reply : replies) {
                    if (auto message = services.conversation.reply(id, actor, reply); !message)
                        return fail(message.error());
                }
                return {};
            });
        });
    onReply(done, this, then);
}

void Composer::sendReply(const QString &text)
{
    QList<ConversationService::Reply> replies;
    for (const AttachmentId file : m_files->ids())
        replies << ConversationService::Reply{.attachment = file};
    if (replies.isEmpty())
        replies << ConversationService::Reply{};
    replies.first().text = text; // the words are the first file's caption
    replies.first().quote = m_quote;
    const Draft sent{m_of, m_author, Draft::Kind::Reply, text};
    sendReplies(m_of, replies, [this, sent, files = m_files->ids()](const Result<> &answer) {
        if (answer)
            m_files->remove(sent.ticket, files);
        finished(answer, sent);
    });
}

void Composer::sendEdit(const QString &text)
{
    auto done = m_gateway.ask<Message>([id = m_editing, text, actor = m_gateway.actor()](DeskServices &services) {
        return services.actions.edit(id, actor, text);
    });
    onReply(done, this, [this, id = m_editing](const Result<Message> &answer) {
        m_sending = false;
        if (!answer) {
            updateControls(); // the words are still there
            const bool late = answer.error().detail == "too_late"_L1;
            return Q_EMIT failed(late ? tr("It was sent too long ago: WhatsApp takes no changes to it any more.")
                                      : Words::of(answer.error()));
        }
        if (m_editing == id)
            leaveEdit();
        updateControls();
    });
}

void Composer::sendVoice(const QString &path, const QByteArray &wave)
{
    // It goes to whom it was spoken for, also when another ticket is open by then; what fails stays, as a file to send again.
    const auto keepFile = [this, path, id = m_of](const Error &error) {
        Q_EMIT failed(Words::of(error));
        m_files->keep(path, id);
    };
    onReply(m_upload->take(path), this,
            [this, path, wave, keepFile, id = m_of, quote = m_quote](const Result<Attachment> &file) {
                if (!file)
                    return keepFile(file.error());
                const ConversationService::Reply voice{
                    .quote = quote, .attachment = file->id, .sendAs = SendAs::Voice, .waveform = wave};
                sendReplies(id, {voice}, [this, path, keepFile, id](const Result<> &answer) {
                    if (!answer)
                        return keepFile(answer.error());
                    QFile::remove(path);
                    if (id == m_of)
                        leaveContext();
                    Q_EMIT sent();
                });
            });
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
        if (words.kind == m_kind && !isEditing() && m_edit->toPlainText().trimmed() == words.text)
            m_edit->clear();
        m_draftTimer->stop();
        if (words.kind == Draft::Kind::Reply) {
            leaveContext();
            showTyping(false);
        }
    }
    updateControls();
    Q_EMIT sent();
}

void Composer::replyTo(const ThreadMessage &message)
{
    leaveEdit();
    setKind(Draft::Kind::Reply);
    m_quote = message.message.id;
    const QString words = message.words().isEmpty() ? Words::kind(message.message) : message.words().simplified();
    const QString author = message.message.direction == Direction::Out ? tr("You")
                                                                       : m_ticket.dossier().customer.displayName;
    m_context->showWords(tr("Replying to %1: %2").arg(author, words.left(120)));
    m_edit->setFocus();
}

void Composer::edit(const ThreadMessage &message)
{
    leaveContext();
    setKind(Draft::Kind::Reply);
    saveDraft();
    m_beforeEdit = m_edit->toPlainText();
    m_editing = message.message.id;
    m_context->showWords(tr("You are changing your message from %1. Esc leaves it as it was.")
                             .arg(Words::clockTime(message.message.createdAt)));
    m_draftState->clear();
    setText(message.words());
    m_edit->setFocus();
    updateControls();
}

void Composer::leaveEdit()
{
    if (!isEditing())
        return;
    m_editing = {};
    m_context->hide();
    setText(std::exchange(m_beforeEdit, {}));
    m_draftState->setText(m_edit->document()->isEmpty() ? QString() : tr("Draft saved"));
    showTyping(false);
    updateControls();
}

void Composer::leaveContext()
{
    leaveEdit();
    m_quote = {};
    m_context->hide();
}

void Composer::insert(const QString &text)
{
    m_edit->insertPlainText(text);
    m_edit->setFocus();
}

void Composer::attach(const QStringList &paths)
{
    leaveEdit();
    setKind(Draft::Kind::Reply);
    for (const QString &path : paths)
        m_files->add(path);
}

void Composer::useReply(const QString &text)
{
    if (m_edit->toPlainText().startsWith(u'/'))
        m_edit->setPlainText(text);
    else
        m_edit->insertPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_list->hide();
}

void Composer::openEmoji()
{
    if (!m_picker) {
        m_picker = new EmojiPicker(m_emojiBook, m_theme, this);
        connect(m_picker, &EmojiPicker::picked, this, &Composer::insert);
    }
    m_picker->openAt({m_emoji->mapToGlobal(QPoint(0, 0)), m_emoji->size()});
}

void Composer::followRecording()
{
    const bool idle = recorder().state() == VoiceRecorder::State::Idle;
    if (idle == m_recording->isHidden())
        return;
    m_recording->setVisible(!idle);
    m_buttons->setVisible(idle);
    (idle ? static_cast<QWidget *>(m_edit) : m_recording)->setFocus();
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

QString Composer::hint() const
{
    const Dossier &dossier = m_ticket.dossier();
    const bool note = m_kind == Draft::Kind::Note;
    if (m_gateway.link().state != LinkState::Ready && !note)
        return tr("No connection: it will be queued");
    const bool guided = dossier.conversation.stage == Stage::Gathering
        || dossier.conversation.stage == Stage::OfferingSteps;
    if (!note && m_ticket.isLoaded() && !dossier.paused && guided)
        return tr("When you send, the assistant pauses");
    return tr("Shift+Enter, new line");
}

void Composer::updateControls()
{
    const bool note = m_kind == Draft::Kind::Note;
    const bool linked = m_gateway.link().state == LinkState::Ready;
    const bool refusesMessages = m_ticket.isLoaded() && m_ticket.dossier().customer.optOut && !note;
    const bool something = !m_edit->toPlainText().trimmed().isEmpty() || (!note && !isEditing() && !m_files->isEmpty());
    m_edit->setEnabled(m_ticket.id().isValid() && !refusesMessages);
    m_attach->setVisible(!note);
    m_voice->setVisible(!note && recorder().isAvailable());
    m_voice->setUsable(m_edit->isEnabled() && !isEditing());
    m_aid->setWanted(!note && !isEditing());
    m_files->setVisible(!note && !m_files->isEmpty());
    m_send->setEnabled(m_edit->isEnabled() && something && (note || isEditing() || m_files->isReady()) && !m_sending);
    m_send->setText(note ? tr("Save note") : isEditing() ? tr("Save change") : linked ? tr("Send") : tr("Queue"));
    m_send->setIcon(m_theme.icon(note || isEditing() ? u"check"_s
                                     : linked        ? u"send-horizontal"_s
                                                     : u"clock"_s,
                                 m_send->isEnabled() ? Token::OnAccent : Token::Text3));
    m_edit->setPlaceholderText(refusesMessages ? tr("This customer asked for no more messages.")
                                   : note      ? tr("Write a note for the team")
                                               : tr("Write a message"));
    m_hint->setText(hint());
}

} // namespace desk::ui
