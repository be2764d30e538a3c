#include "ui/chat/imageviewer.h"

#include "ui/theme/deskstyle.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int barHeight = 40;
constexpr qreal leastZoom = 0.05;
constexpr qreal mostZoom = 8;
constexpr qreal zoomStep = 1.25;

} // namespace

ImageViewer::ImageViewer(ImageStore &images, const Theme &theme, QList<Attachment> pictures, int shown, QWidget *parent)
    : QDialog(parent), m_images(images), m_theme(theme), m_pictures(std::move(pictures)), m_shown(shown),
      m_bar(new QWidget(this)), m_position(new QLabel(m_bar))
{
    setWindowTitle(tr("Pictures"));
    resize(900, 640);
    auto *layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(8, 4, 8, 4);
    const auto add = [&](const QString &icon, const QString &words, auto slot) {
        auto *button = new QToolButton(m_bar);
        buttonrole::give(button, buttonrole::quiet);
        button->setIcon(m_theme.icon(icon));
        button->setToolTip(words);
        button->setAccessibleName(words);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    add(u"chevron-left"_s, tr("Previous (Left)"), [this] { go(-1); });
    add(u"chevron-right"_s, tr("Next (Right)"), [this] { go(1); });
    layout->addWidget(m_position);
    layout->addStretch();
    add(u"zoom-out"_s, tr("Smaller (-)"), [this] { zoom(1 / zoomStep); });
    add(u"zoom-in"_s, tr("Larger (+)"), [this] { zoom(zoomStep); });
    add(u"rotate-cw"_s, tr("Turn (R)"), [this] { turn(); });
    load();
}

void ImageViewer::load()
{
    m_image = {};
    m_failed = false;
    m_zoom = 0;
    m_turns = 0;
    m_shift = {};
    m_position->setText(tr("%1 of %2").arg(m_shown + 1).arg(m_pictures.size()));
    onReply(m_images.display(m_pictures.at(m_shown).id), this, [this, of = m_shown](const Result<QImage> &image) {
        if (of != m_shown)
            return;
        m_failed = !image;
        m_image = image.value_or(QImage());
        update();
    });
    update();
}

void ImageViewer::go(int by)
{
    const int next = qBound(0, m_shown + by, int(m_pictures.size()) - 1);
    if (next == m_shown)
        return;
    m_shown = next;
    load();
}

void ImageViewer::zoom(qreal factor)
{
    if (m_image.isNull())
        return;
    if (m_zoom <= 0)
        m_zoom = qMin(qreal(width()) / m_image.width(), qreal(height() - barHeight) / m_image.height());
    m_zoom = qBound(leastZoom, m_zoom * factor, mostZoom);
    update();
}

void ImageViewer::turn()
{
    m_turns = (m_turns + 1) % 4;
    update();
}

void ImageViewer::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Sunken));
    const QRectF room(0, 0, width(), height() - barHeight);
    if (m_image.isNull()) {
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(room, Qt::AlignCenter, m_failed ? tr("This picture cannot be shown.") : tr("Loading…"));
        return;
    }
    const QSizeF turned = m_turns % 2 ? QSizeF(m_image.size()).transposed() : QSizeF(m_image.size());
    const qreal fit = qMin<qreal>(1, qMin(room.width() / turned.width(), room.height() / turned.height()));
    const qreal scale = m_zoom > 0 ? m_zoom : fit;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setClipRect(room);
    painter.translate(room.center() + m_shift);
    painter.rotate(90 * m_turns);
    painter.scale(scale, scale);
    painter.drawImage(QPointF(-m_image.width() / 2.0, -m_image.height() / 2.0), m_image);
}

void ImageViewer::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return go(-1);
    case Qt::Key_Right:
        return go(1);
    case Qt::Key_Plus:
        return zoom(zoomStep);
    case Qt::Key_Minus:
        return zoom(1 / zoomStep);
    case Qt::Key_R:
        return turn();
    case Qt::Key_0:
        m_zoom = 0;
        m_shift = {};
        return update();
    default:
        QDialog::keyPressEvent(event);
    }
}

void ImageViewer::wheelEvent(QWheelEvent *event)
{
    zoom(event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep);
}

void ImageViewer::mousePressEvent(QMouseEvent *event)
{
    m_grabbed = event->pos();
}

void ImageViewer::mouseMoveEvent(QMouseEvent *event)
{
    m_shift += event->pos() - m_grabbed;
    m_grabbed = event->pos();
    update();
}

void ImageViewer::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    m_bar->setGeometry(0, height() - barHeight, width(), barHeight);
}

} // namespace desk::ui
