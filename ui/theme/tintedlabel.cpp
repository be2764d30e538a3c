#include "ui/theme/tintedlabel.h"

namespace desk::ui {

TintedLabel::TintedLabel(const Theme &theme, const QString &text, Token token, QWidget *parent)
    : QLabel(text, parent), m_theme(theme), m_token(token)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    connect(&theme, &Theme::changed, this, &TintedLabel::tint);
    tint();
}

void TintedLabel::setToken(Token token)
{
    m_token = token;
    tint();
}

void TintedLabel::tint()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_token));
    setPalette(colors);
}

} // namespace desk::ui
