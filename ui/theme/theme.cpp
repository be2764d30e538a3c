#include "ui/theme/theme.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>

namespace desk::ui {

namespace {

/// Paints an icon of the theme in the colour of the moment. Does not own the theme.
class ThemeIconEngine final : public QIconEngine
{
public:
    ThemeIconEngine(const Theme &theme, QString name, Token token)
        : m_theme(theme), m_name(std::move(name)), m_token(token)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const int side = qMin(rect.width(), rect.height());
        const QRect place(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
        painter->drawPixmap(place,
                            m_theme.pixmap(m_name, tokenFor(mode), side, painter->device()->devicePixelRatioF()));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        // The caller has multiplied by the ratio of its device already.
        return m_theme.pixmap(m_name, tokenFor(mode), qMin(size.width(), size.height()), 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal /*scale*/) override
    {
        return pixmap(size, mode, state);
    }
    [[nodiscard]] QIconEngine *clone() const override { return new ThemeIconEngine(m_theme, m_name, m_token); }

private:
    [[nodiscard]] Token tokenFor(QIcon::Mode mode) const { return mode == QIcon::Disabled ? Token::Text3 : m_token; }

    const Theme &m_theme;
    QString m_name;
    Token m_token;
};

} // namespace

Theme::Theme(Scheme scheme, QObject *parent) : QObject(parent), m_scheme(scheme) { }

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT changed();
}

QPalette Theme::palette() const
{
    QPalette palette;
    const std::pair<QPalette::ColorRole, Token> roles[] = {{QPalette::Window, Token::Window},
                                                           {QPalette::WindowText, Token::Text},
                                                           {QPalette::Base, Token::Surface},
                                                           {QPalette::AlternateBase, Token::Window},
                                                           {QPalette::Text, Token::Text},
                                                           {QPalette::Button, Token::Raised},
                                                           {QPalette::ButtonText, Token::Text},
                                                           {QPalette::ToolTipBase, Token::Raised},
                                                           {QPalette::ToolTipText, Token::Text},
                                                           {QPalette::Light, Token::Raised},
                                                           {QPalette::Midlight, Token::Hover},
                                                           {QPalette::Mid, Token::Line},
                                                           {QPalette::Dark, Token::LineStrong},
                                                           {QPalette::Shadow, Token::Sunken},
                                                           {QPalette::Highlight, Token::Select},
                                                           {QPalette::HighlightedText, Token::Text},
                                                           {QPalette::Link, Token::Accent},
                                                           {QPalette::LinkVisited, Token::Accent},
                                                           {QPalette::PlaceholderText, Token::Text3},
                                                           {QPalette::BrightText, Token::Danger}};
    for (const auto &[role, token] : roles)
        palette.setColor(role, color(token));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color(Token::Text3));
    return palette;
}

QFont Theme::sized(double ratio)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * ratio);
    else
        font.setPixelSize(qRound(font.pixelSize() * ratio));
    return font;
}

QFont Theme::strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QPixmap Theme::pixmap(const QString &name, Token token, int size, qreal ratio, double stroke) const
{
    return m_icons.pixmap(name, color(token), size, ratio, stroke);
}

QIcon Theme::icon(const QString &name, Token token) const
{
    return QIcon(new ThemeIconEngine(*this, name, token));
}

} // namespace desk::ui
