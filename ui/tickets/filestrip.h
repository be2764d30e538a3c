#pragma once

#include "core/messaging/thread.h"
#include "ui/chat/imagestore.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;

namespace desk::ui {

/// The files of a ticket, newest first: pictures as thumbnails that open the viewer, others by what they are. Each leads to its message as well.
class FileStrip : public QWidget
{
    Q_OBJECT

public:
    FileStrip(ImageStore &images, const Theme &theme, QWidget *parent = nullptr);

    /// @param files oldest first.
    void setFiles(const QList<ThreadMessage> &files);

Q_SIGNALS:
    void messageWanted(desk::MessageId message);

private:
    void open(int index);
    void tint();
    void addCell(int index);

    ImageStore &m_images;
    const Theme &m_theme;
    QList<ThreadMessage> m_files; ///< newest first
    QList<QPushButton *> m_cells;
};

} // namespace desk::ui
