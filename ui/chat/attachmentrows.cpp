#include "ui/chat/attachmentrows.h"

#include "core/messaging/sendas.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QtConcurrentRun>
#include <QTemporaryFile>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int previewSide = 40;
constexpr qint64 noLimit = std::numeric_limits<qint64>::max();

QString attachmentIcon(OutgoingFile::Kind kind)
{
    switch (kind) {
    case OutgoingFile::Kind::Image:
    case OutgoingFile::Kind::Sticker:
        return u"image"_s;
    case OutgoingFile::Kind::Video:
        return u"video"_s;
    case OutgoingFile::Kind::Audio:
    case OutgoingFile::Kind::Voice:
        return u"mic"_s;
    case OutgoingFile::Kind::Document:
        break;
    }
    return u"file-text"_s;
}

/// Writes a picture where it can be taken from. Empty: it could not be written.
QString writtenPicture(const QImage &image)
{
    QTemporaryFile file(QDir::temp().filePath(u"ventanilla-XXXXXX.png"_s));
    file.setAutoRemove(false);
    return file.open() && image.save(&file, "PNG") ? file.fileName() : QString();
}

} // namespace

AttachmentRows::AttachmentRows(CoreGateway &gateway, ImageStore &images, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_images(images), m_theme(theme), m_upload(new AttachmentUpload(gateway, this)),
      m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins({});
    m_rows->setSpacing(2);
    connect(&m_images, &ImageStore::ready, this, &AttachmentRows::showPicture);
    hide();
}

AttachmentRows::~AttachmentRows()
{
    for (const QString &path : std::as_const(m_own))
        QFile::remove(path);
}

QWidget *AttachmentRows::makeRow(File &file, const QString &name)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(4, 0, 0, 0);
    file.icon = new QLabel(row);
    file.icon->setPixmap(m_theme.pixmap(u"file-text"_s, Token::Text2, 16, devicePixelRatioF()));
    auto *label = new QLabel(name, row);
    label->setTextFormat(Qt::PlainText);
    file.fact = new QLabel(row);
    file.fact->setTextFormat(Qt::PlainText);
    file.fact->setForegroundRole(QPalette::PlaceholderText);
    file.fact->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    file.fact->setWordWrap(true);
    auto *remove = new QToolButton(row);
    buttonrole::give(remove, buttonrole::quiet);
    remove->setIcon(m_theme.icon(u"x"_s));
    remove->setAccessibleName(tr("Remove %1").arg(name));
    remove->setToolTip(tr("Remove"));
    connect(remove, &QToolButton::clicked, this, [this, number = file.number] { drop(number); });
    layout->addWidget(file.icon);
    layout->addWidget(label);
    layout->addWidget(file.fact, 1);
    layout->addWidget(remove);
    m_rows->addWidget(row);
    return row;
}

QString AttachmentRows::sizeWords(qint64 size, qint64 limit) const
{
    // Limits are powers of two: counted so, they are round.
    const auto counted = [](qint64 bytes) {
        return QLocale()
            .formattedDataSize(bytes, bytes < 1024 * 1024 ? 0 : 1, QLocale::DataSizeTraditionalFormat)
            .replace(QLocale().decimalPoint() + u"0 "_s, u" "_s);
    };
    return tr("The file is %1 and the limit is %2.").arg(counted(size), counted(limit));
}

void AttachmentRows::choose()
{
    auto *dialog = new QFileDialog(window(), tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &AttachmentRows::chosen);
    dialog->open();
}

void AttachmentRows::add(const QString &path)
{
    add(path, m_ticket);
}

void AttachmentRows::add(const QString &path, TicketId of)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return;
    File file{.number = ++m_numbers, .of = of, .path = path};
    const bool pasted = m_own.contains(path) && path.endsWith(".png"_L1);
    file.row = makeRow(file, pasted ? tr("Pasted picture") : info.fileName());
    if (info.size() > m_limits.of(u"document"_s))
        refuse(file, sizeWords(info.size(), m_limits.of(u"document"_s)));
    else if (info.size() == 0)
        refuse(file, tr("The file is empty."));
    else
        file.fact->setText(Words::size(info.size()));
    const bool wanted = file.fact->foregroundRole() != QPalette::BrightText;
    m_files << file;
    showRows();
    if (wanted)
        take(m_files.last());
    Q_EMIT changed();
}

void AttachmentRows::add(const QImage &image)
{
    // Writing a large picture takes a while: not here.
    ++m_pasting;
    onReply(QtConcurrent::run(writtenPicture, image), this, [this, of = m_ticket](const QString &path) {
        --m_pasting;
        if (path.isEmpty()) {
            Q_EMIT failed(tr("The picture could not be kept."));
            return Q_EMIT changed();
        }
        m_own << path;
        add(path, of);
    });
    Q_EMIT changed();
}

void AttachmentRows::take(File &file)
{
    onReply(m_upload->take(file.path), this,
            [this, number = file.number](const Result<Attachment> &attachment) { taken(number, attachment); });
}

void AttachmentRows::taken(int number, const Result<Attachment> &attachment)
{
    const auto file = std::find_if(m_files.begin(), m_files.end(),
                                   [number](const File &one) { return one.number == number; });
    if (file == m_files.end())
        return;
    if (!attachment) {
        refuse(*file, Words::of(attachment.error()));
        return Q_EMIT changed();
    }
    forgetOwn(file->path);
    file->id = attachment->id;
    const MediaLimits open{noLimit, noLimit, noLimit, noLimit};
    const auto wished = outgoingKindOf(*attachment, SendAs::Itself, open);
    const auto sent = outgoingKindOf(*attachment, SendAs::Itself, m_limits);
    file->icon->setPixmap(m_theme.pixmap(attachmentIcon(wished), Token::Text2, 16, devicePixelRatioF()));
    if (wished != sent)
        file->fact->setText(sizeWords(attachment->size, m_limits.of(messageKindOf(wished))) + u' '
                            + tr("It goes as a document."));
    if (attachment->isShown()) {
        file->picture = attachment->id;
        showPicture(attachment->id);
    }
    Q_EMIT changed();
}

void AttachmentRows::showPicture(AttachmentId picture)
{
    for (const File &file : std::as_const(m_files)) {
        if (file.picture != picture)
            continue;
        const QPixmap pixmap = m_images.thumbnail(picture);
        if (pixmap.isNull())
            continue; // ready() tells when it is there
        QPixmap small = pixmap.scaled(QSize(previewSide, previewSide) * devicePixelRatioF(), Qt::KeepAspectRatio,
                                      Qt::SmoothTransformation);
        small.setDevicePixelRatio(devicePixelRatioF());
        file.icon->setPixmap(small);
    }
}

void AttachmentRows::refuse(File &file, const QString &why)
{
    file.fact->setText(why);
    file.fact->setForegroundRole(QPalette::BrightText);
    file.icon->setPixmap(m_theme.pixmap(u"circle-alert"_s, Token::Danger, 16, devicePixelRatioF()));
}

void AttachmentRows::forgetOwn(const QString &path)
{
    if (m_own.remove(path))
        QFile::remove(path);
}

void AttachmentRows::drop(int number)
{
    m_files.removeIf([this, number](const File &file) {
        if (file.number != number)
            return false;
        forgetOwn(file.path);
        file.row->deleteLater();
        m_rows->removeWidget(file.row);
        return true;
    });
    showRows();
    Q_EMIT changed();
}

void AttachmentRows::keep(const QString &path, TicketId ticket)
{
    m_own << path;
    add(path, ticket);
}

void AttachmentRows::showRows()
{
    for (const File &file : std::as_const(m_files))
        file.row->setVisible(file.of == m_ticket);
    setVisible(std::any_of(m_files.cbegin(), m_files.cend(), [this](const File &file) { return file.of == m_ticket; }));
}

void AttachmentRows::setTicket(TicketId ticket)
{
    m_ticket = ticket;
    showRows();
    Q_EMIT changed();
}

void AttachmentRows::clear()
{
    const QList<File> files = m_files;
    for (const File &file : files) {
        if (file.of == m_ticket)
            drop(file.number);
    }
}

void AttachmentRows::remove(TicketId ticket, const QList<AttachmentId> &sent)
{
    const QList<File> files = m_files;
    for (const File &file : files) {
        if (file.of == ticket && file.id.isValid() && sent.contains(file.id))
            drop(file.number);
    }
}

bool AttachmentRows::isEmpty() const
{
    return m_pasting == 0
        && std::none_of(m_files.cbegin(), m_files.cend(), [this](const File &file) { return file.of == m_ticket; });
}

bool AttachmentRows::isReady() const
{
    return m_pasting == 0 && std::all_of(m_files.cbegin(), m_files.cend(), [this](const File &file) {
               return file.of != m_ticket || file.id.isValid();
           });
}

QList<AttachmentId> AttachmentRows::ids() const
{
    QList<AttachmentId> ids;
    for (const File &file : m_files) {
        if (file.of == m_ticket)
            ids << file.id;
    }
    return ids;
}

} // namespace desk::ui
