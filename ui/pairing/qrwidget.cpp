#include "ui/pairing/qrwidget.h"

#include <QPainter>

#include <qrencode.h>

#include <memory>

namespace desk::ui {

namespace {
constexpr int quietZone = 4; // modules on each side, as the standard wants
} // namespace

QrWidget::QrWidget(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
}

void QrWidget::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_width = 0;
    m_modules.clear();
    const QByteArray bytes = text.toUtf8();
    if (!bytes.isEmpty()) {
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char *>(bytes.constData()), 0,
                              QR_ECLEVEL_L),
            &QRcode_free);
        if (code) {
            m_width = code->width;
            m_modules.reserve(size_t(m_width) * size_t(m_width));
            for (int i = 0; i < m_width * m_width; ++i)
                m_modules.push_back((code->data[i] & 1) != 0);
        }
    }
    update();
}

void QrWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Mid)); // one pixel of it, around the plate
    painter.fillRect(rect().adjusted(1, 1, -1, -1), Qt::white);
    if (m_width == 0)
        return;
    // In device pixels, so that no module's edge falls between two of them at 125 or 150 %.
    const qreal ratio = devicePixelRatioF();
    painter.scale(1 / ratio, 1 / ratio);
    const int side = int(qMin(width(), height()) * ratio);
    const int module = qMax(1, side / (m_width + 2 * quietZone));
    const int left = (int(width() * ratio) - module * m_width) / 2;
    const int top = (int(height() * ratio) - module * m_width) / 2;
    for (int y = 0; y < m_width; ++y) {
        for (int x = 0; x < m_width; ++x) {
            if (m_modules[size_t(y * m_width + x)])
                painter.fillRect(left + x * module, top + y * module, module, module, Qt::black);
        }
    }
}

} // namespace desk::ui
