#pragma once

#include "ui/theme/iconpainter.h"
#include "ui/theme/tokens.h"

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include <optional>

namespace desk::ui {

/// What everything of the console is painted with: colours by their meaning, fonts as ratios of the system's, and icons.
///
/// Passed by reference to whatever paints; there is no current one. Lives on the GUI thread and outlives the widgets.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(Scheme scheme = Scheme::Light, QObject *parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    /// Tells all who paint. The application's palette is set by whoever owns the theme.
    void setScheme(Scheme scheme);

    /// High contrast: everything is painted with the colours of @p system, and no meaning has a colour of its own. Without: the design's.
    void setSystemColors(const std::optional<QPalette> &system);
    [[nodiscard]] bool isHighContrast() const { return m_system.has_value(); }

    [[nodiscard]] QColor color(Token token) const;
    [[nodiscard]] QPalette palette() const;

    [[nodiscard]] QFont captionFont() const { return sized(0.92); } ///< times, counts, ticks
    [[nodiscard]] QFont bodyFont() const { return sized(1); }
    [[nodiscard]] QFont messageFont() const { return sized(1.08); } ///< messages and subjects
    [[nodiscard]] QFont titleFont() const { return strong(sized(1.25)); }
    [[nodiscard]] QFont headingFont() const { return strong(sized(1.67)); }
    [[nodiscard]] static QFont strong(QFont font);

    /// For painting by hand; @p size in logical pixels.
    [[nodiscard]] QPixmap pixmap(const QString &name, Token token, int size, qreal ratio, double stroke = 0) const;
    /// For buttons, menus and actions: takes the colour that holds when it is painted.
    [[nodiscard]] QIcon icon(const QString &name, Token token = Token::Text2) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] static QFont sized(double ratio);

    DesignTokens m_tokens;
    Scheme m_scheme;
    std::optional<QPalette> m_system; ///< set in high contrast
    mutable IconPainter m_icons;      ///< a cache
};

} // namespace desk::ui
