#pragma once

#include <QColor>
#include <QHash>
#include <QPixmap>
#include <QString>

namespace desk::ui {

/// Lucide's line icons in any colour and size, each rendered once. GUI thread.
class IconPainter
{
public:
    /// @param name of a file in resources/icons, without ".svg". @param size in logical pixels. @param stroke on the grid of 24; 0: 1.75,
    /// or 2 for icons below 15 pixels.
    /// @return a null pixmap for an unknown name.
    [[nodiscard]] QPixmap pixmap(const QString &name, const QColor &color, int size, qreal ratio, double stroke = 0);

private:
    [[nodiscard]] static QPixmap render(const QString &name, const QColor &color, int size, qreal ratio, double stroke);

    QHash<QString, QPixmap> m_cache;
};

} // namespace desk::ui
