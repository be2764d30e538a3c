#pragma once

#include "core/attachments/medialimits.h"
#include "ui/chat/attachmentupload.h"
#include "ui/chat/imagestore.h"
#include "ui/theme/theme.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace desk::ui {

/// The files that go with the next message of a ticket, each a row: what it is, how large, and what the limits make of it, before anything is sent.
///
/// Each ticket keeps its own until they are sent or taken away. Files are taken into the desk as soon as they are here; what is pasted is kept in a file of ours until then. GUI thread.
class AttachmentRows : public QWidget
{
    Q_OBJECT

public:
    AttachmentRows(CoreGateway &gateway, ImageStore &images, const Theme &theme, QWidget *parent = nullptr);
    ~AttachmentRows() override;

    /// Of files from now on.
    void setLimits(const MediaLimits &limits) { m_limits = limits; }
    /// Asks the person which; chosen() tells.
    void choose();
    void add(const QString &path);
    void add(const QImage &image);
    /// Of @p ticket, from now on: a file that is ours, gone once it is sent or taken away.
    void keep(const QString &path, TicketId ticket);
    /// Whose files are shown, and meant by what is asked below.
    void setTicket(TicketId ticket);
    /// Takes the ticket's files away.
    void clear();
    /// They have been sent with @p ticket's message.
    void remove(TicketId ticket, const QList<AttachmentId> &sent);
    [[nodiscard]] bool isEmpty() const;
    /// All of them are in the desk and may be sent.
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] QList<AttachmentId> ids() const;

Q_SIGNALS:
    void chosen(const QStringList &paths);
    void changed();
    void failed(const QString &message);

private:
    struct File
    {
        int number = 0;
        TicketId of = {};
        QString path = {};
        AttachmentId id = {}; ///< once the core has it
        AttachmentId picture = {};
        QWidget *row = nullptr;
        QLabel *icon = nullptr;
        QLabel *fact = nullptr;
    };
    [[nodiscard]] QWidget *makeRow(File &file, const QString &name);
    void add(const QString &path, TicketId of);
    void take(File &file);
    void showRows();
    void taken(int number, const Result<Attachment> &attachment);
    void refuse(File &file, const QString &why);
    void drop(int number);
    void showPicture(AttachmentId picture);
    void forgetOwn(const QString &path);
    [[nodiscard]] QString sizeWords(qint64 size, qint64 limit) const;

    ImageStore &m_images;
    const Theme &m_theme;
    AttachmentUpload *m_upload;
    MediaLimits m_limits;
    QVBoxLayout *m_rows;
    QList<File> m_files;
    QSet<QString> m_own; ///< files of pasted pictures: they go once the core has them
    int m_numbers = 0;
    int m_pasting = 0; ///< pictures that are being written
    TicketId m_ticket;
};

} // namespace desk::ui
