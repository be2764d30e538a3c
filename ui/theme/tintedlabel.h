#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace desk::ui {

/// Plain words in a colour of the theme, wrapped where there is no room. Follows the theme, which outlives it.
class TintedLabel : public QLabel
{
    Q_OBJECT

public:
    TintedLabel(const Theme &theme, const QString &text, Token token = Token::Text2, QWidget *parent = nullptr);

    void setToken(Token token);

private:
    void tint();

    const Theme &m_theme;
    Token m_token;
};

} // namespace desk::ui
