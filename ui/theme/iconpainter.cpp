#include "ui/theme/iconpainter.h"

#include "core/base/logging.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

// A few hundred are in use at any time; a change of theme makes others, and the old ones go.
constexpr qsizetype mostIcons = 2000;
constexpr int smallIcon = 15;

} // namespace

QPixmap IconPainter::pixmap(const QString &name, const QColor &color, int size, qreal ratio, double stroke)
{
    const double width = stroke > 0 ? stroke : size < smallIcon ? 2 : 1.75;
    const QString key = u"%1/%2/%3/%4/%5"_s.arg(name).arg(color.rgba(), 0, 16).arg(size).arg(ratio).arg(width);
    if (const auto known = m_cache.constFind(key); known != m_cache.cend())
        return *known;
    if (m_cache.size() >= mostIcons)
        m_cache.clear();
    const QPixmap pixmap = render(name, color, size, ratio, width);
    m_cache.insert(key, pixmap);
    return pixmap;
}

QPixmap IconPainter::render(const QString &name, const QColor &color, int size, qreal ratio, double stroke)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(lcApp).noquote() << "there is no icon" << name;
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("stroke-width=\"2\"", "stroke-width=\"" + QByteArray::number(stroke) + '"');
    QSvgRenderer renderer(svg);
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(pixmap.rect()));
    // Black lines so far: the colour goes where they are.
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace desk::ui
