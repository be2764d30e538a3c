#include "ui/shell/noticebell.h"

#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr qsizetype shownInLine = 70;

/// A menu reads "&" as an underline.
QString asMenuText(const QString &text)
{
    const QString line = text.simplified();
    QString shown = line.size() > shownInLine ? line.left(shownInLine - 1) + u'…' : line;
    return shown.replace(u'&', u"&&"_s);
}

} // namespace

NoticeBell::NoticeBell(NoticeHistory &history, const Theme &theme, QWidget *parent)
    : QToolButton(parent), m_history(history), m_theme(theme)
{
    buttonrole::give(this, buttonrole::quiet);
    setIcon(m_theme.icon(u"bell"_s));
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(this);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &NoticeBell::fillMenu);
    connect(menu, &QMenu::aboutToHide, &m_history, &NoticeHistory::markSeen);
    connect(&m_history, &NoticeHistory::changed, this, &NoticeBell::refresh);
    refresh();
}

void NoticeBell::refresh()
{
    const QString words = m_history.unseen() > 0 ? tr("Notices, %n new", nullptr, m_history.unseen()) : tr("Notices");
    setToolTip(words);
    setAccessibleName(words);
    update();
}

void NoticeBell::fillMenu()
{
    menu()->clear();
    if (m_history.entries().isEmpty()) {
        menu()->addAction(tr("Nothing new since the start."))->setEnabled(false);
        return;
    }
    for (const NoticeHistory::Entry &entry : m_history.entries()) {
        QString words = entry.notice.title;
        if (!entry.notice.body.isEmpty())
            words += u": "_s + entry.notice.body;
        QAction *line = menu()->addAction(asMenuText(words) + u'\t' + Words::shortTime(entry.at));
        line->setEnabled(entry.notice.ticket.isValid());
        connect(line, &QAction::triggered, this, [this, ticket = entry.notice.ticket] { Q_EMIT chosen(ticket); });
    }
}

void NoticeBell::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (m_history.unseen() == 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Token::Sunken), 1.5));
    painter.setBrush(m_theme.color(Token::AccentFill));
    painter.drawEllipse(QPointF(rect().center()) + QPointF(6, -5), 4, 4);
}

} // namespace desk::ui
