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

QColor mixed(const QColor &one, const QColor &other, int percent)
{
    const auto part = [percent](int a, int b) { return a + (b - a) * percent / 100; };
    return {part(one.red(), other.red()), part(one.green(), other.green()), part(one.blue(), other.blue())};
}

/// What stands for a token where only the system's colours may be used: two grounds, one ink, one highlight.
QColor systemColor(const QPalette &system, Token token)
{
    const QColor ground = system.color(QPalette::Base);
    const QColor ink = system.color(QPalette::Text);
    switch (token) {
    case Token::Window:
    case Token::Sunken:
        return system.color(QPalette::Window);
    case Token::Surface:
    case Token::Raised:
    case Token::Canvas:
    case Token::BubbleIn:
    case Token::BubbleOut:
    case Token::BubbleBot:
    case Token::BubbleNote:
    case Token::NewBack:
    case Token::WorkBack:
    case Token::WaitBack:
    case Token::DoneBack:
    case Token::OffBack:
    case Token::DangerBack:
        return ground;
    case Token::Hover: // rows are written in the ink: grounds under it stay far from it
        return mixed(ground, ink, 12);
    case Token::Select:
        return mixed(ground, ink, 22);
    case Token::Accent:
    case Token::Read:
        return system.color(QPalette::Link);
    case Token::AccentFill:
    case Token::DangerFill:
    case Token::Focus:
        return system.color(QPalette::Highlight);
    case Token::OnAccent:
        return system.color(QPalette::HighlightedText);
    case Token::Line:
    case Token::LineStrong:
    case Token::Text:
    case Token::Text2:
    case Token::Text3:
    case Token::New:
    case Token::Work:
    case Token::Wait:
    case Token::Done:
    case Token::Off:
    case Token::Danger:
        break;
    }
    return ink;
}

} // namespace

Theme::Theme(Scheme scheme, QObject *parent) : QObject(parent), m_scheme(scheme) { }

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT changed();
}

void Theme::setSystemColors(const std::optional<QPalette> &system)
{
    if (!system && !m_system)
        return;
    m_system = system;
    Q_EMIT changed();
}

QColor Theme::color(Token token) const
{
    return m_system ? systemColor(*m_system, token) : m_tokens.color(token, m_scheme);
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
