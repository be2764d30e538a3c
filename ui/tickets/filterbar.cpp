#include "ui/tickets/filterbar.h"

#include "ui/chip.h"
#include "ui/flowlayout.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/ticketview.h"
#include "ui/words.h"

#include <QPainter>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

FilterBar::FilterBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *layout = new FlowLayout(6, this);
    layout->setContentsMargins(10, 6, 10, 7);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Filters"));
    hide();
}

QString FilterBar::familyWords(const QString &family)
{
    if (family == "new"_L1)
        return tr("New");
    if (family == "work"_L1)
        return tr("In our hands");
    if (family == "wait"_L1)
        return tr("Waiting");
    return family == "done"_L1 ? tr("Ready or handed over") : tr("Closed");
}

QString FilterBar::quietWords(int days)
{
    return tr("No news for %n days", nullptr, days);
}

void FilterBar::addChip(const QString &words, const TicketChoice &without)
{
    auto *chip = new Chip(m_theme, words, this);
    chip->setAccessibleName(tr("Filter %1: take it away").arg(words));
    chip->setToolTip(tr("Take this filter away"));
    connect(chip, &QAbstractButton::clicked, this, [this, without] { Q_EMIT choiceChanged(without); });
    layout()->addWidget(chip);
    m_parts << chip;
}

void FilterBar::setChoice(const TicketChoice &choice, const QList<User> &users, bool kept)
{
    for (QWidget *part : std::as_const(m_parts)) {
        layout()->removeWidget(part);
        part->deleteLater(); // it may be the one that was pressed
        part->hide();
    }
    m_parts.clear();
    setVisible(!choice.isEmpty());
    if (choice.isEmpty())
        return;
    const auto without = [&choice](auto clear) {
        TicketChoice rest = choice;
        clear(rest);
        return rest;
    };
    if (!choice.family.isEmpty())
        addChip(familyWords(choice.family), without([](TicketChoice &rest) { rest.family.clear(); }));
    if (!choice.priority.isEmpty())
        addChip(tr("Priority: %1").arg(Words::priority(choice.priority)),
                without([](TicketChoice &rest) { rest.priority.clear(); }));
    if (choice.assignee) {
        const auto user = std::find_if(users.cbegin(), users.cend(),
                                       [&](const User &one) { return one.id == *choice.assignee; });
        addChip(!choice.assignee->isValid() ? tr("Of nobody")
                    : user == users.cend()  ? tr("Of somebody else")
                                            : nameOf(*user),
                without([](TicketChoice &rest) { rest.assignee.reset(); }));
    }
    if (!choice.category.isEmpty())
        addChip(Words::category(choice.category), without([](TicketChoice &rest) { rest.category.clear(); }));
    if (!choice.tag.isEmpty())
        addChip(choice.tag, without([](TicketChoice &rest) { rest.tag.clear(); }));
    if (choice.quietDays > 0)
        addChip(quietWords(choice.quietDays), without([](TicketChoice &rest) { rest.quietDays = 0; }));
    const auto addAction = [this](const QString &words, auto signal) {
        auto *action = new QPushButton(words, this);
        buttonrole::give(action, buttonrole::quiet);
        action->setFixedHeight(qMax(smallControlHeight, fontMetrics().height() + 6)); // as the chips
        connect(action, &QPushButton::clicked, this, signal);
        layout()->addWidget(action);
        m_parts << action;
    };
    addAction(tr("Clear filters"), &FilterBar::cleared);
    if (!kept)
        addAction(tr("Save…"), &FilterBar::saveRequested);
    for (QWidget *part : std::as_const(m_parts))
        part->show();
    updateGeometry();
}

void FilterBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace desk::ui
