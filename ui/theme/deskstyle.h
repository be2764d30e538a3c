#pragma once

#include "ui/theme/theme.h"

#include <QProxyStyle>
#include <QStyleOption>
#include <QWidget>

namespace desk::ui {

/// What a button is for, set as the dynamic property "role" of a QPushButton or QToolButton; without one it is an ordinary button.
namespace buttonrole {
constexpr const char *property = "role";
constexpr const char
    *ink = "ink"; ///< a property as well: the Token of a button's words and outline, where it says something
constexpr const char *primary = "primary"; ///< the one thing to do here
constexpr const char *danger = "danger";   ///< destroys something
constexpr const char *quiet = "quiet";     ///< words only, until the pointer is over it

inline void give(QWidget *button, const char *role)
{
    button->setProperty(property, QByteArray(role));
}
} // namespace buttonrole

/// Fusion with the design's heights, radii and focus rings, the same on every system. Does not own the theme, which outlives it.
class DeskStyle : public QProxyStyle
{
    Q_OBJECT

public:
    explicit DeskStyle(const Theme &theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                       const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *answer) const override;

private:
    void drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    void drawButtonLabel(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const;
    void drawField(const QStyleOption *option, QPainter *painter, const QColor &fill) const;
    void drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawCheckBox(const QStyleOption *option, QPainter *painter) const;
    void drawFocusRing(const QRectF &rect, QPainter *painter, qreal radius) const;

    const Theme &m_theme;
};

} // namespace desk::ui
