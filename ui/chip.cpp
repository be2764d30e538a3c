#include "ui/chip.h"

#include "ui/theme/deskstyle.h"

#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int chipSide = 8;
constexpr int chipCross = 12;

} // namespace

Chip::Chip(const Theme &theme, const QString &words, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setText(words);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.bodyFont());
    return {metrics.horizontalAdvance(text()) + 2 * chipSide + chipCross + 5,
            qMax(smallControlHeight, metrics.height() + 6)};
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        return click();
    QAbstractButton::keyPressEvent(event);
}

void Chip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(m_theme.color(Token::Focus), 2)
                              : QPen(m_theme.color(underMouse() ? Token::LineStrong : Token::Line)));
    painter.setBrush(m_theme.color(Token::Select));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setFont(m_theme.bodyFont());
    painter.setPen(m_theme.color(Token::Text));
    const QRect room = rect().adjusted(chipSide, 0, -chipSide - chipCross - 4, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width() + 1));
    painter.drawPixmap(
        width() - chipSide - chipCross, (height() - chipCross) / 2,
        m_theme.pixmap(u"x"_s, underMouse() ? Token::Text : Token::Text3, chipCross, devicePixelRatioF()));
}

} // namespace desk::ui
