#include "ui/firstrun/choicecard.h"

#include <QPainter>

namespace desk::ui {

namespace {
constexpr int cardPadding = 12;
constexpr int cardIcon = 20;
constexpr int cardGap = 10;
} // namespace

ChoiceCard::ChoiceCard(const Theme &theme, const QString &icon, const QString &title, const QString &meaning,
                       QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_icon(icon), m_meaning(meaning)
{
    setCheckable(true);
    setText(title);
    setAccessibleDescription(meaning);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ChoiceCard::sizeHint() const
{
    return {280, heightForWidth(280)};
}

int ChoiceCard::heightForWidth(int width) const
{
    const int room = width - 2 * cardPadding - cardIcon - cardGap;
    const QRect meaning = QFontMetrics(m_theme.bodyFont()).boundingRect(0, 0, room, 1000, Qt::TextWordWrap, m_meaning);
    return 2 * cardPadding + QFontMetrics(Theme::strong(m_theme.messageFont())).height() + 4 + meaning.height();
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = isChecked();
    painter.setPen(QPen(m_theme.color(on ? Token::Accent : Token::LineStrong), on ? 1.5 : 1));
    painter.setBrush(m_theme.color(on ? Token::Select : underMouse() ? Token::Hover : Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), cardRadius, cardRadius);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cardRadius, cardRadius);
    }
    painter.drawPixmap(cardPadding, cardPadding,
                       m_theme.pixmap(m_icon, on ? Token::Accent : Token::Text2, cardIcon, devicePixelRatioF()));
    const int left = cardPadding + cardIcon + cardGap;
    const QFont titleFont = Theme::strong(m_theme.messageFont());
    const QFontMetrics title(titleFont);
    painter.setFont(titleFont);
    painter.setPen(m_theme.color(Token::Text));
    painter.drawText(QRect(left, cardPadding, width() - left - cardPadding, title.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(m_theme.bodyFont());
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(QRect(left, cardPadding + title.height() + 4, width() - left - cardPadding, height()),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_meaning);
}

} // namespace desk::ui
