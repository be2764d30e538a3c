#pragma once

#include "core/storage/draftrepository.h"
#include "ui/audio/voicerecorder.h"
#include "ui/chat/attachmentrows.h"
#include "ui/chat/emojibook.h"
#include "ui/chat/messageedit.h"
#include "ui/tickets/openticket.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QPushButton;
class QTimer;
class QToolButton;

namespace desk::ui {

class ContextRow;
class EmojiPicker;
class QuickReplyList;
class RecordingBar;
class VoiceButton;
class WritingAid;

/// Where answers and internal notes are written, and our own messages changed.
///
/// What is written is kept as a draft, of each ticket and kind, half a second after the last key and whenever the field is left; it goes
/// only once the core has taken the words. While a message is being changed the draft waits beside it. Lives on the GUI thread; does not
/// own what it is given.
class Composer : public QWidget
{
    Q_OBJECT

public:
    Composer(CoreGateway &gateway, OpenTicket &ticket, ImageStore &images, AudioSystem *audio, EmojiBook &emoji,
             const Theme &theme, QWidget *parent = nullptr);
    ~Composer() override;

    void setKind(Draft::Kind kind);
    [[nodiscard]] Draft::Kind kind() const { return m_kind; }
    void replyTo(const ThreadMessage &message);
    /// The words of a message of ours, to be changed; what was being written comes back afterwards.
    void edit(const ThreadMessage &message);
    [[nodiscard]] bool isEditing() const { return m_editing.isValid(); }
    void insert(const QString &text);
    void attach(const QStringList &paths);
    void focusField() { m_edit->setFocus(Qt::ShortcutFocusReason); }
    [[nodiscard]] MessageEdit &field() const { return *m_edit; }
    [[nodiscard]] AttachmentRows &files() const { return *m_files; }
    [[nodiscard]] VoiceRecorder &recorder() const;
    [[nodiscard]] WritingAid &writingAid() const { return *m_aid; }
    void send();
    void openEmoji();

Q_SIGNALS:
    void draftSaved(desk::TicketId ticket);
    void sent();
    void failed(const QString &message);
    /// Our own newest message should be changed.
    void editLastWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeTopRow();
    QWidget *makeBottomRow();
    void connectParts();
    void followTicket(TicketId ticket);
    void followActor();
    void loadDrafts();
    void loadLimits();
    void textChanged();
    void setText(const QString &text);
    void saveDraft();
    void keep(const Draft &draft);
    void sendNote(const QString &text);
    void sendReply(const QString &text);
    void sendEdit(const QString &text);
    void sendVoice(const QString &path, const QByteArray &wave);
    void sendReplies(TicketId ticket, const QList<ConversationService::Reply> &replies,
                     const std::function<void(const Result<> &)> &then);
    void finished(const Result<> &answer, const Draft &sent);
    void leaveContext();
    void leaveEdit();
    void useReply(const QString &text);
    void showTyping(bool typing);
    void updateControls();
    void followRecording();
    [[nodiscard]] QString hint() const;

    CoreGateway &m_gateway;
    OpenTicket &m_ticket;
    const Theme &m_theme;
    EmojiBook &m_emojiBook;
    AttachmentUpload *m_upload; ///< of voice notes
    TicketId m_of;              ///< whose words are in the field
    UserId m_author;            ///< who writes them
    Draft::Kind m_kind = Draft::Kind::Reply;
    QHash<Draft::Kind, QString> m_texts; ///< of the kind that is not shown, and as they were saved
    MessageId m_quote;
    MessageId m_editing; ///< the message whose words are in the field
    QString m_beforeEdit;
    qint64 m_typingShownAt = 0;
    bool m_sending = false; ///< the core has the words, and has not answered
    bool m_loading = false; ///< the field is filled by us

    QPushButton *m_reply;
    QPushButton *m_note;
    QLabel *m_draftState;
    ContextRow *m_context;
    AttachmentRows *m_files;
    MessageEdit *m_edit;
    QWidget *m_buttons = nullptr;
    VoiceButton *m_voice;
    RecordingBar *m_recording;
    QLabel *m_hint;
    QPushButton *m_attach;
    QPushButton *m_quick;
    QToolButton *m_emoji;
    WritingAid *m_aid;
    QPushButton *m_send;
    QuickReplyList *m_list;
    EmojiPicker *m_picker = nullptr; ///< made when it is first wanted
    QTimer *m_draftTimer;
};

} // namespace desk::ui
