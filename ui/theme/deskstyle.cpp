#include "ui/theme/deskstyle.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleOption>
#include <QTreeView>

namespace desk::ui {

namespace {

constexpr qreal ringWidth = 2;
constexpr int scrollBarWidth = 10;
constexpr int chevronSize = 14;
constexpr int iconGap = 6;
constexpr int menuLineHeight = 9;
constexpr int fieldMargin = 4; // besides what a field keeps of itself
constexpr int checkSize = 16;
constexpr qreal checkRadius = 3;

bool hasRole(const QWidget *widget, const char *role)
{
    return widget && widget->property(buttonrole::property).toByteArray() == role;
}

bool isFilled(const QWidget *widget)
{
    return hasRole(widget, buttonrole::primary) || hasRole(widget, buttonrole::danger);
}

/// The inside of a one pixel border, so that the line falls on whole pixels.
QRectF borderOf(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

} // namespace

DeskStyle::DeskStyle(const Theme &theme) : QProxyStyle(QStringLiteral("Fusion")), m_theme(theme) { }

void DeskStyle::drawFocusRing(const QRectF &rect, QPainter *painter, qreal radius) const
{
    painter->setPen(QPen(m_theme.color(Token::Focus), ringWidth));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(rect.adjusted(ringWidth / 2, ringWidth / 2, -ringWidth / 2, -ringWidth / 2), radius,
                             radius);
}

void DeskStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool over = enabled && (option->state & State_MouseOver);
    const bool down = option->state & (State_Sunken | State_On);
    QColor fill = m_theme.color(down ? Token::Select : over ? Token::Hover : Token::Raised);
    QColor border = m_theme.color(enabled ? Token::LineStrong : Token::Line);
    if (enabled && isFilled(widget)) {
        fill = m_theme.color(hasRole(widget, buttonrole::primary) ? Token::AccentFill : Token::DangerFill);
        if (down || over)
            fill = fill.darker(down ? 118 : 108);
        border = fill;
    } else if (hasRole(widget, buttonrole::quiet)) {
        if (!down && !over)
            fill = Qt::transparent;
        border = fill;
    } else if (const QVariant ink = widget ? widget->property(buttonrole::ink) : QVariant(); enabled && ink.isValid())
        border = m_theme.color(Token(ink.toInt())); // what destroys says so before it is asked for
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border);
    painter->setBrush(fill);
    painter->drawRoundedRect(borderOf(option->rect), controlRadius, controlRadius);
    if (option->state & State_HasFocus && option->state & State_KeyboardFocusChange) {
        // On a filled button the ring stands apart, else it could not be told from the button.
        const qreal inset = isFilled(widget) ? 2 : 0;
        const QRectF place = QRectF(option->rect).adjusted(inset, inset, -inset, -inset);
        if (isFilled(widget)) {
            painter->setPen(QPen(m_theme.color(Token::OnAccent), 1.5));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(place, controlRadius - 1, controlRadius - 1);
        } else {
            drawFocusRing(place, painter, controlRadius);
        }
    }
    painter->restore();
}

void DeskStyle::drawField(const QStyleOption *option, QPainter *painter, const QColor &fill) const
{
    const bool enabled = option->state & State_Enabled;
    if (hasRole(option->styleObject && option->styleObject->isWidgetType()
                    ? static_cast<const QWidget *>(option->styleObject)
                    : nullptr,
                buttonrole::quiet)
        && !(option->state & (State_HasFocus | State_MouseOver)))
        return; // a value in its place, until somebody means to change it
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(m_theme.color(enabled ? Token::LineStrong : Token::Line));
    painter->setBrush(fill);
    painter->drawRoundedRect(borderOf(option->rect), controlRadius, controlRadius);
    if (option->state & State_HasFocus)
        drawFocusRing(QRectF(option->rect), painter, controlRadius);
    painter->restore();
}

void DeskStyle::drawCheckBox(const QStyleOption *option, QPainter *painter) const
{
    const bool enabled = option->state & State_Enabled;
    const bool set = option->state & (State_On | State_NoChange);
    QColor fill = m_theme.color(option->state & State_MouseOver ? Token::Hover : Token::Raised);
    if (set)
        fill = m_theme.color(enabled ? Token::AccentFill : Token::LineStrong);
    else if (!enabled)
        fill = m_theme.color(Token::Window);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(set ? fill : m_theme.color(enabled ? Token::LineStrong : Token::Line));
    painter->setBrush(fill);
    painter->drawRoundedRect(borderOf(option->rect), checkRadius, checkRadius);
    if (option->state & State_On) {
        constexpr int mark = 12;
        const QPixmap check = m_theme.pixmap(QStringLiteral("check"), Token::OnAccent, mark,
                                             painter->device()->devicePixelRatioF(), 3);
        painter->drawPixmap(option->rect.left() + (option->rect.width() - mark) / 2,
                            option->rect.top() + (option->rect.height() - mark) / 2, check);
    }
    painter->restore();
}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(option, painter, widget);
    case PE_PanelButtonTool:
        if (!hasRole(widget, buttonrole::quiet)
            || option->state & (State_MouseOver | State_Sunken | State_On | State_HasFocus))
            drawButton(option, painter, widget);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_IndicatorCheckBox:
        return drawCheckBox(option, painter);
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTreeView *>(widget)) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            const bool isField = !qobject_cast<const QTreeView *>(widget);
            painter->setPen(m_theme.color(isField && widget->isEnabled() ? Token::LineStrong : Token::Line));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(borderOf(option->rect), controlRadius, controlRadius);
            if (widget->hasFocus())
                drawFocusRing(QRectF(option->rect), painter, controlRadius);
            painter->restore();
            return;
        }
        break;
    case PE_PanelLineEdit:
        if (widget
            && (qobject_cast<QComboBox *>(widget->parentWidget())
                || qobject_cast<QAbstractSpinBox *>(widget->parentWidget())))
            return;
        return drawField(option, painter, m_theme.color(option->state & State_Enabled ? Token::Raised : Token::Window));
    case PE_FrameLineEdit:
        return; // drawn with the panel
    case PE_FrameFocusRect:
        // Rows and bubbles paint their own; buttons and fields have theirs in their panel.
        if (qobject_cast<const QAbstractButton *>(widget) && !qobject_cast<const QPushButton *>(widget)
            && option->state & State_KeyboardFocusChange) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            drawFocusRing(QRectF(option->rect), painter, controlRadius);
            painter->restore();
        }
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp: {
        const QString name = element == PE_IndicatorArrowDown ? QStringLiteral("chevron-down")
                                                              : QStringLiteral("chevron-up");
        const QPixmap chevron = m_theme.pixmap(name, Token::Text3, chevronSize, painter->device()->devicePixelRatioF());
        painter->drawPixmap(option->rect.center() - QPoint(chevronSize / 2, chevronSize / 2) + QPoint(1, 1), chevron);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

/// Icon and words; the arrow of one with a menu is drawn with the bevel. What is pressed does not move.
void DeskStyle::drawButtonLabel(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const
{
    const bool enabled = button.state & State_Enabled;
    QColor ink = m_theme.color(isFilled(widget)                         ? Token::OnAccent
                                   : hasRole(widget, buttonrole::quiet) ? Token::Text2
                                                                        : Token::Text);
    if (const QVariant own = widget ? widget->property(buttonrole::ink) : QVariant(); own.isValid())
        ink = m_theme.color(Token(own.toInt()));
    if (!enabled)
        ink = m_theme.color(Token::Text3);
    const QFont font = isFilled(widget) ? Theme::strong(painter->font()) : painter->font();
    const QFontMetrics metrics(font);
    const int icon = button.icon.isNull() ? 0 : button.iconSize.width();
    const int arrow = button.features & QStyleOptionButton::HasMenu ? chevronSize : 0;
    const int words = metrics.horizontalAdvance(QString(button.text).remove(u'&'));
    const int used = icon + (icon > 0 && words > 0 ? iconGap : 0) + words + arrow;
    // A quiet button that is wider than its words is a row: it begins at the left.
    const bool row = hasRole(widget, buttonrole::quiet)
        && widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
    int x = row ? button.rect.left() + 4 : button.rect.left() + (button.rect.width() - used) / 2;
    painter->save();
    if (icon > 0) {
        const QRect place(x, button.rect.top() + (button.rect.height() - button.iconSize.height()) / 2, icon,
                          button.iconSize.height());
        button.icon.paint(painter, place, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        x += icon + iconGap;
    }
    painter->setFont(font);
    painter->setPen(ink);
    const QRect room(x, button.rect.top(), qMin(words + 2, button.rect.right() - x), button.rect.height());
    const QString shown = metrics.elidedText(button.text, Qt::ElideRight, room.width(), Qt::TextShowMnemonic);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine, shown);
    painter->restore();
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    if (element == CE_PushButtonLabel) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            drawButtonLabel(*button, painter, widget);
        return;
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, m_theme.color(Token::Surface));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          m_theme.color(Token::Line));
        return;
    }
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, m_theme.color(Token::Line));
        return;
    }
    if (element == CE_MenuBarEmptyArea || element == CE_MenuBarItem) {
        painter->fillRect(option->rect, m_theme.color(Token::Sunken));
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && element == CE_MenuBarItem) {
            const bool active = item->state & (State_Selected | State_Sunken);
            if (active) {
                painter->save();
                painter->setRenderHint(QPainter::Antialiasing);
                painter->setPen(Qt::NoPen);
                painter->setBrush(m_theme.color(Token::Select));
                painter->drawRoundedRect(QRectF(item->rect).adjusted(0, 3, 0, -3), controlRadius, controlRadius);
                painter->restore();
            }
            drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                         item->palette, item->state & State_Enabled, item->text, QPalette::WindowText);
        }
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void DeskStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (!combo)
        return;
    QStyleOption field = *option;
    if (!(option->state & State_KeyboardFocusChange) && !combo->editable)
        field.state &= ~State_HasFocus;
    const bool over = option->state & State_Enabled && option->state & State_MouseOver;
    drawField(&field, painter,
              m_theme.color(!(option->state & State_Enabled) ? Token::Window
                                : over                       ? Token::Hover
                                                             : Token::Raised));
    QStyleOption arrow = *option;
    arrow.rect = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
}

void DeskStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || bar->minimum == bar->maximum)
        return;
    const QRect handle = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool over = option->state & State_MouseOver || option->state & State_Sunken;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.color(over ? Token::Text3 : Token::LineStrong));
    const qreal inset = over ? 2 : 3;
    const QRectF place = QRectF(handle).adjusted(inset, inset, -inset, -inset);
    const qreal radius = qMin(place.width(), place.height()) / 2;
    painter->drawRoundedRect(place, radius, radius);
    painter->restore();
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    if (control == CC_ComboBox)
        return drawComboBox(option, painter, widget);
    if (control == CC_ScrollBar)
        return drawScrollBar(option, painter, widget);
    if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        tool && hasRole(widget, buttonrole::quiet)) {
        // Its icon says that there is more: no arrow besides.
        QStyleOptionToolButton plain = *tool;
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int height = qMax(controlHeight, option ? option->fontMetrics.height() + 8 : 0);
    if (type == CT_PushButton) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const int icon = button && !button->icon.isNull() && !button->text.isEmpty() ? iconGap : 0;
        const int arrow = button && button->features & QStyleOptionButton::HasMenu ? chevronSize : 0;
        return {size.width() + 22 + icon + arrow + (isFilled(widget) ? 6 : 0), height};
    }
    if (type == CT_LineEdit || type == CT_ComboBox)
        return {wanted.width() + 2 * fieldMargin, height};
    if (type == CT_ToolButton && hasRole(widget, buttonrole::quiet))
        return {qMax(wanted.width(), controlHeight), qMax(wanted.height(), controlHeight)};
    if (type == CT_MenuBarItem)
        return {size.width() + 16, qMax(30, height + 4)};
    if (type == CT_MenuItem) {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        const bool line = item && item->menuItemType == QStyleOptionMenuItem::Separator;
        wanted.setHeight(line ? menuLineHeight : qMax(wanted.height(), height));
    }
    return wanted;
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents && qobject_cast<const QLineEdit *>(widget) && !hasRole(widget, buttonrole::quiet)
        && !qobject_cast<QComboBox *>(widget->parentWidget()))
        return rect.adjusted(fieldMargin, 0, -fieldMargin, 0);
    return rect;
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    return control == CC_ComboBox && part == SC_ComboBoxEditField ? rect.adjusted(fieldMargin, 0, 0, 0) : rect;
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return checkSize;
    case PM_CheckBoxLabelSpacing:
        return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    case PM_MenuBarHMargin:
        return 6;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *answer) const
{
    if (hint == SH_EtchDisabledText || hint == SH_DitherDisabledText)
        return 0;
    if (hint == SH_ComboBox_Popup)
        return 0;
    if (hint == SH_UnderlineShortcut)
        return 1;
    return QProxyStyle::styleHint(hint, option, widget, answer);
}

} // namespace desk::ui
