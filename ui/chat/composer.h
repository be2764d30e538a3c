#pragma once

#include "core/administration/quickreplies.h"
#include "core/storage/draftrepository.h"
#include "ui/chat/attachmentupload.h"
#include "ui/chat/messageedit.h"
#include "ui/tickets/openticket.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace desk::ui {

/// Where answers and internal notes are written.
///
/// What is written is kept as a draft, of each ticket and kind, half a second after the last key and whenever the field is left; it goes
/// only once the core has taken the words. Lives on the GUI thread.
class Composer : public QWidget
{
    Q_OBJECT

public:
    Composer(CoreGateway &gateway, OpenTicket &ticket, const Theme &theme, QWidget *parent = nullptr);
    ~Composer() override;

    void setKind(Draft::Kind kind);
    [[nodiscard]] Draft::Kind kind() const { return m_kind; }
    void replyTo(const ThreadMessage &message);
    void insert(const QString &text);
    void attach(const QStringList &paths);
    void focusField();
    [[nodiscard]] MessageEdit &field() const { return *m_edit; }
    void send();

Q_SIGNALS:
    void draftSaved(desk::TicketId ticket);
    void sent();
    void failed(const QString &message);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// A file that goes with the next message.
    struct File
    {
        QString path = {};
        AttachmentId id = {}; ///< once the core has it
        QWidget *row = nullptr;
        QLabel *fact = nullptr;
    };

    QWidget *makeTopRow();
    QWidget *makeBottomRow();
    void followTicket(TicketId ticket);
    void loadDrafts();
    void textChanged();
    void saveDraft();
    void keep(const Draft &draft);
    void sendNote(const QString &text);
    void sendReply(const QString &text);
    void finished(const Result<> &answer, const Draft &sent);
    void chooseFiles();
    void attachImage(const QImage &image);
    void takeFile(const QString &path);
    void fileTaken(const QString &path, const Result<Attachment> &file);
    void dropFile(const QString &path);
    void clearQuote();
    void loadReplies();
    /// @param beginning of the shortcut; null: none are shown.
    void showReplies(const QString &beginning);
    void replyKey(int key);
    void useReply(int row);
    void showTyping(bool typing);
    void updateControls();

    CoreGateway &m_gateway;
    OpenTicket &m_ticket;
    const Theme &m_theme;
    AttachmentUpload *m_upload;
    TicketId m_of; ///< whose words are in the field
    Draft::Kind m_kind = Draft::Kind::Reply;
    QHash<Draft::Kind, QString> m_texts; ///< of the kind that is not shown, and as they were saved
    QList<File> m_files;
    QSet<QString> m_ownFiles; ///< of pasted pictures: they go once the core has them
    QList<QuickReply> m_replies;
    MessageId m_quote;
    qint64 m_typingShownAt = 0;
    bool m_sending = false; ///< the core has the words, and has not answered
    bool m_loading = false; ///< the field is filled by us

    QPushButton *m_reply;
    QPushButton *m_note;
    QLabel *m_draftState;
    QWidget *m_quoteRow;
    QLabel *m_quoteText;
    QVBoxLayout *m_fileRows;
    MessageEdit *m_edit;
    QLabel *m_hint;
    QPushButton *m_attach;
    QPushButton *m_quick;
    QPushButton *m_send;
    QListWidget *m_list;
    QTimer *m_draftTimer;
};

} // namespace desk::ui
