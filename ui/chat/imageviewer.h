#pragma once

#include "ui/chat/imagestore.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;

namespace desk::ui {

/// Shows the pictures of a conversation, one at a time: larger and smaller, turned, the next and the one before.
class ImageViewer : public QDialog
{
    Q_OBJECT

public:
    ImageViewer(ImageStore &images, const Theme &theme, QList<Attachment> pictures, int shown,
                QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void go(int by);
    void zoom(qreal factor);
    void turn();
    void load();

    ImageStore &m_images;
    const Theme &m_theme;
    QList<Attachment> m_pictures;
    int m_shown;
    QImage m_image;
    bool m_failed = false;
    qreal m_zoom = 0; ///< 0: as large as fits
    int m_turns = 0;  ///< quarter turns
    QPointF m_shift;
    QPoint m_grabbed;
    QWidget *m_bar;
    QLabel *m_position;
};

} // namespace desk::ui
