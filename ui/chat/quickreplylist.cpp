#include "ui/chat/quickreplylist.h"

#include "core/administration/administration.h"
#include "ui/theme/deskstyle.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int mostReplies = 200;
constexpr int repliesShown = 6;

} // namespace

QuickReplyList::QuickReplyList(CoreGateway &gateway, QWidget *field)
    : QListWidget(field->parentWidget()), m_gateway(gateway), m_field(field)
{
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Quick replies"));
    hide();
    connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { choose(row(item)); });
    connect(&m_gateway, &CoreGateway::changed, this, [this](const QList<LiveEvent> &events) {
        const bool settings = std::any_of(events.cbegin(), events.cend(),
                                          [](const LiveEvent &event) { return event.topic == "settings"_L1; });
        if (settings)
            load();
    });
    load();
}

void QuickReplyList::load()
{
    auto replies = m_gateway.ask<QuickReplyPage>([](DeskServices &services) -> Result<QuickReplyPage> {
        return services.administration ? services.administration->quickReplies.page({}, 0, mostReplies)
                                       : QuickReplyPage();
    });
    onReply(replies, this, [this](const Result<QuickReplyPage> &page) {
        if (page)
            m_replies = page->replies;
    });
}

void QuickReplyList::offer(const QString &beginning)
{
    clear();
    for (const QuickReply &reply : std::as_const(m_replies)) {
        if (!reply.shortcut.startsWith(beginning, Qt::CaseInsensitive))
            continue;
        auto *item = new QListWidgetItem(u"/%1   %2"_s.arg(reply.shortcut, reply.text.simplified().left(90)), this);
        item->setData(Qt::UserRole, reply.text);
        item->setSizeHint({0, controlHeight});
    }
    if (count() == 0 && m_replies.isEmpty()) {
        auto *none = new QListWidgetItem(tr("There are no quick replies yet. They are written in the settings."), this);
        none->setFlags(Qt::NoItemFlags);
    }
    if (count() == 0)
        return hide();
    setCurrentRow(0);
    place();
}

void QuickReplyList::place()
{
    QWidget *window = m_field->window();
    setParent(window);
    const int height = qMin(repliesShown, count()) * qMax(controlHeight, sizeHintForRow(0)) + 2 * frameWidth();
    const QPoint corner = m_field->mapTo(window, QPoint(0, 0));
    setGeometry(corner.x(), corner.y() - height - 6, m_field->width(), height);
    show();
    raise();
}

void QuickReplyList::takeKey(int key)
{
    if (key == Qt::Key_Up || key == Qt::Key_Down)
        return setCurrentRow(qBound(0, currentRow() + (key == Qt::Key_Up ? -1 : 1), count() - 1));
    if (key == Qt::Key_Escape)
        return hide();
    choose(currentRow());
}

void QuickReplyList::choose(int row)
{
    const QListWidgetItem *chosenItem = item(row);
    const QString text = chosenItem ? chosenItem->data(Qt::UserRole).toString() : QString();
    hide();
    if (!text.isEmpty())
        Q_EMIT chosen(text);
}

void QuickReplyList::hideEvent(QHideEvent *event)
{
    QListWidget::hideEvent(event);
    Q_EMIT closed();
}

} // namespace desk::ui
