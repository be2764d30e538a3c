#include "ui/chat/contextrow.h"

#include "ui/theme/deskstyle.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

ContextRow::ContextRow(const Theme &theme, QWidget *parent) : QWidget(parent), m_words(new QLabel(this))
{
    m_words->setTextFormat(Qt::PlainText);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *close = new QToolButton(this);
    buttonrole::give(close, buttonrole::quiet);
    close->setIcon(theme.icon(u"x"_s));
    close->setAccessibleName(tr("Leave it"));
    close->setToolTip(tr("Leave it"));
    connect(close, &QToolButton::clicked, this, &ContextRow::closed);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 0, 0, 0);
    layout->addWidget(m_words, 1);
    layout->addWidget(close);
    hide();
}

void ContextRow::showWords(const QString &words)
{
    m_words->setText(words);
    show();
}

} // namespace desk::ui
