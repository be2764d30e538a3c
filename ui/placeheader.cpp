#include "ui/placeheader.h"

#include "ui/theme/deskstyle.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

PlaceHeader::PlaceHeader(const Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_summary(new QLabel(this))
{
    auto *back = new QToolButton(this);
    buttonrole::give(back, buttonrole::quiet);
    back->setIcon(m_theme.icon(u"arrow-left"_s));
    back->setToolTip(tr("Back to the tickets (Ctrl+1)"));
    back->setAccessibleName(tr("Back to the tickets"));
    connect(back, &QToolButton::clicked, this, &PlaceHeader::backRequested);
    auto *name = new QLabel(title, this);
    name->setTextFormat(Qt::PlainText);
    name->setFont(m_theme.titleFont());
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 9, panePadding, 10);
    layout->setSpacing(8);
    layout->addWidget(back);
    layout->addWidget(name);
    layout->addSpacing(4);
    layout->addWidget(m_summary, 1);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PlaceHeader::setSummary(const QString &summary)
{
    m_summary->setText(summary);
}

void PlaceHeader::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace desk::ui
