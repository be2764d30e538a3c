#include "ui/placeholder.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace desk::ui {

namespace {

constexpr int iconSide = 24;

} // namespace

Placeholder::Placeholder(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel(this)), m_sentence(new QLabel(this)),
      m_action(new QPushButton(this))
{
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_icon->setAccessibleName(QString());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 20, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_sentence);
    auto *row = new QHBoxLayout;
    row->addWidget(m_action);
    row->addStretch();
    layout->addLayout(row);
    layout->addStretch();
    connect(m_action, &QPushButton::clicked, this, &Placeholder::actionTriggered);
    connect(&m_theme, &Theme::changed, this, &Placeholder::tint);
}

void Placeholder::show(const QString &icon, const QString &sentence, const QString &action)
{
    m_name = icon;
    m_sentence->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    tint();
}

void Placeholder::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        tint();
    QWidget::changeEvent(event);
}

void Placeholder::tint()
{
    m_icon->setPixmap(m_name.isEmpty() ? QPixmap()
                                       : m_theme.pixmap(m_name, Token::Text3, iconSide, devicePixelRatioF()));
    QPalette palette = m_sentence->palette();
    if (palette.color(QPalette::WindowText) == m_theme.color(Token::Text2))
        return;
    palette.setColor(QPalette::WindowText, m_theme.color(Token::Text2));
    m_sentence->setPalette(palette);
}

} // namespace desk::ui
