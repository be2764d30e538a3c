#include "ui/checkline.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
constexpr int checkIconSize = 16;
}

CheckLine::CheckLine(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel), m_text(new TintedLabel(theme, {}, Token::Text))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_icon->setFixedWidth(checkIconSize);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    connect(&theme, &Theme::changed, this, &CheckLine::paintIcon);
    clear();
}

void CheckLine::show(State state, const QString &text)
{
    m_state = state;
    m_text->setText(text);
    setVisible(state != State::None);
    paintIcon();
}

void CheckLine::paintIcon()
{
    struct IconLook
    {
        QString name;
        Token token;
    };
    const IconLook look = [this]() -> IconLook {
        switch (m_state) {
        case State::Good:
            return {u"circle-check-big"_s, Token::Done};
        case State::Warning:
            return {u"triangle-alert"_s, Token::Wait};
        case State::Bad:
            return {u"circle-alert"_s, Token::Danger};
        case State::None:
        case State::Working:
            break;
        }
        return {u"clock"_s, Token::Text3};
    }();
    m_icon->setPixmap(m_theme.pixmap(look.name, look.token, checkIconSize, devicePixelRatioF()));
}

} // namespace desk::ui
