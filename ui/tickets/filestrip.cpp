#include "ui/tickets/filestrip.h"

#include "ui/chat/imageviewer.h"
#include "ui/flowlayout.h"
#include "ui/words.h"

#include <QAction>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr QSize fileCell{58, 44};
constexpr int stripIcon = 18;

bool isPicture(const ThreadMessage &one)
{
    return one.file && one.file->isShown();
}

QString fileName(const ThreadMessage &one)
{
    return one.file && !one.file->name.isEmpty() ? one.file->name : Words::kind(one.message);
}

} // namespace

FileStrip::FileStrip(ImageStore &images, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_images(images), m_theme(theme)
{
    auto *layout = new FlowLayout(6, this);
    layout->setContentsMargins({});
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&m_images, &ImageStore::ready, this, &FileStrip::tint);
    connect(&m_theme, &Theme::changed, this, &FileStrip::tint);
}

void FileStrip::setFiles(const QList<ThreadMessage> &files)
{
    QList<ThreadMessage> newest(files.crbegin(), files.crend());
    const auto same = [](const ThreadMessage &a, const ThreadMessage &b) {
        return a.message.id == b.message.id && a.message.fileState == b.message.fileState;
    };
    if (std::equal(newest.cbegin(), newest.cend(), m_files.cbegin(), m_files.cend(), same))
        return;
    m_files = newest;
    for (QPushButton *cell : std::as_const(m_cells)) {
        layout()->removeWidget(cell);
        cell->hide();
        cell->deleteLater();
    }
    m_cells.clear();
    for (int i = 0; i < m_files.size(); ++i)
        addCell(i);
    tint();
    updateGeometry();
}

void FileStrip::addCell(int index)
{
    const ThreadMessage &one = m_files.at(index);
    auto *cell = new QPushButton(this);
    cell->setFixedSize(fileCell);
    const QString name = fileName(one);
    cell->setToolTip(
        u"%1\n%2"_s.arg(name, Words::fullTime(one.message.createdAt)).toHtmlEscaped().replace(u'\n', u"<br>"_s));
    cell->setAccessibleName(name);
    cell->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *jump = new QAction(tr("Show in the conversation"), cell);
    connect(jump, &QAction::triggered, this, [this, id = one.message.id] { Q_EMIT messageWanted(id); });
    cell->addAction(jump);
    connect(cell, &QPushButton::clicked, this, [this, index] { open(index); });
    layout()->addWidget(cell);
    cell->show();
    m_cells << cell;
}

void FileStrip::tint()
{
    for (int i = 0; i < m_cells.size(); ++i) {
        const ThreadMessage &one = m_files.at(i);
        const QPixmap thumbnail = isPicture(one) ? m_images.thumbnail(one.file->id) : QPixmap();
        QPushButton *cell = m_cells.at(i);
        cell->setIconSize(thumbnail.isNull() ? QSize(stripIcon, stripIcon) : fileCell - QSize(4, 4));
        const QString icon = isPicture(one)  ? u"image"_s
            : one.message.kind == "audio"_L1 ? u"mic"_s
            : one.message.kind == "video"_L1 ? u"video"_s
                                             : u"file-text"_s;
        cell->setIcon(thumbnail.isNull() ? m_theme.icon(icon) : QIcon(thumbnail));
    }
}

void FileStrip::open(int index)
{
    const ThreadMessage &chosen = m_files.at(index);
    if (!isPicture(chosen))
        return Q_EMIT messageWanted(chosen.message.id);
    QList<Attachment> pictures;
    int shown = 0;
    for (qsizetype i = m_files.size() - 1; i >= 0; --i) { // as in the conversation
        const ThreadMessage &one = m_files.at(i);
        if (!isPicture(one))
            continue;
        if (one.message.id == chosen.message.id)
            shown = int(pictures.size());
        pictures << *one.file;
    }
    auto *viewer = new ImageViewer(m_images, m_theme, pictures, shown, this);
    viewer->setAttribute(Qt::WA_DeleteOnClose);
    viewer->show();
}

} // namespace desk::ui
