#include "ui/outbox/outboxpane.h"

#include "ui/outbox/outboxdelegate.h"
#include "ui/outbox/outboxdetails.h"
#include "ui/placeheader.h"
#include "ui/placeholder.h"
#include "ui/scrollkeeper.h"
#include "ui/words.h"

#include <QKeyEvent>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

OutboxPane::OutboxPane(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_model(new OutboxModel(gateway, this)),
      m_header(new PlaceHeader(theme, tr("Outbox"), this)), m_stack(new QStackedWidget(this)),
      m_placeholder(new Placeholder(theme, this)), m_list(new QListView(this)),
      m_details(new OutboxDetails(gateway, theme, this))
{
    m_list->setModel(m_model);
    new ScrollKeeper(*m_list);
    m_list->setItemDelegate(new OutboxDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Messages in the outbox"));
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName("outbox"_L1); // what its sizes are remembered under
    splitter->addWidget(m_list);
    splitter->addWidget(m_details);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({396, 600});
    m_content = splitter;
    m_placeholder->setAutoFillBackground(true);
    m_placeholder->setBackgroundRole(QPalette::Base);
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_stack, 1);

    connect(m_header, &PlaceHeader::backRequested, this, &OutboxPane::backRequested);
    connect(m_model, &OutboxModel::stateChanged, this, &OutboxPane::showState);
    connect(m_model, &OutboxModel::refreshed, this, &OutboxPane::showState);
    connect(m_placeholder, &Placeholder::actionTriggered, m_model, &OutboxModel::reload);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const OutboxLine *line = m_model->lineAt(current.row());
        if (!line)
            return;
        m_current = line->message.id;
        m_row = current.row();
        m_details->setLine(*line);
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        if (const OutboxLine *line = m_model->lineAt(index.row()); line && line->message.ticketId.isValid())
            Q_EMIT ticketRequested(line->message.ticketId, line->message.id);
    });
    connect(m_details, &OutboxDetails::tryAgainRequested, this, [this](MessageId id) {
        m_current = {}; // it goes on in the queue: the next one of these takes its place
        act(id, &MessageActions::tryAgain, {});
    });
    connect(m_details, &OutboxDetails::giveUpRequested, this,
            [this](MessageId id) { act(id, &MessageActions::giveUp, tr("Discarded.")); });
    connect(m_details, &OutboxDetails::ticketRequested, this, &OutboxPane::ticketRequested);
    connect(m_details, &OutboxDetails::customerRequested, this, &OutboxPane::customerRequested);
    showState();
}

void OutboxPane::setCounts(const DeskCounts &counts)
{
    QStringList parts;
    if (counts.refused > 0)
        parts << tr("%n refused", nullptr, counts.refused);
    if (counts.queued > 0)
        parts << tr("%n queued", nullptr, counts.queued);
    m_header->setSummary(parts.join(u"  •  "_s));
    m_model->setTotals(counts.refused, counts.queued);
}

void OutboxPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_begun, true))
        m_model->reload();
}

void OutboxPane::show(OutboxLines::Part part)
{
    m_wanted = part;
    showState();
}

void OutboxPane::focusList()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

QList<QWidget *> OutboxPane::panes() const
{
    return {m_list, m_details};
}

void OutboxPane::showState()
{
    if (m_model->state() == OutboxModel::State::Failed) {
        m_placeholder->show(u"triangle-alert"_s, tr("The outbox could not be read."), tr("Try again"));
        return m_stack->setCurrentWidget(m_placeholder);
    }
    if (m_model->state() == OutboxModel::State::Loading)
        return m_placeholder->show({}, {});
    if (m_model->rowCount() == 0) {
        m_current = {};
        m_placeholder->show(u"circle-check-big"_s, tr("No refused message. Nothing waits to be sent."));
        return m_stack->setCurrentWidget(m_placeholder);
    }
    m_stack->setCurrentWidget(m_content);
    follow();
}

void OutboxPane::follow()
{
    if (const auto wanted = std::exchange(m_wanted, {})) {
        if (const int row = m_model->firstRowOf(*wanted); row >= 0)
            return select(row);
    }
    const int row = m_model->rowOf(m_current);
    if (row >= 0 && row == m_list->currentIndex().row())
        return m_details->setLine(*m_model->lineAt(row));
    // What has left gives its place to the next.
    select(row >= 0 ? row : qBound(0, m_row, m_model->rowCount() - 1));
}

void OutboxPane::select(int row)
{
    while (row < m_model->rowCount() && !m_model->lineAt(row))
        ++row;
    while (row > 0 && !m_model->lineAt(row))
        --row;
    m_list->setCurrentIndex(m_model->index(row));
}

void OutboxPane::act(MessageId message, Result<Message> (MessageActions::*what)(MessageId), const QString &done)
{
    auto reply = m_gateway.ask<Message>(
        [message, what](DeskServices &services) { return (services.actions.*what)(message); });
    onReply(reply, this, [this, done](const Result<Message> &answer) {
        if (!answer)
            Q_EMIT failed(answer.error().detail == "being_sent"_L1
                              ? tr("It may have left already: it cannot be discarded.")
                              : answer.error().detail == "not_waiting"_L1 ? tr("It has left just now.")
                                                                          : Words::of(answer.error()));
        else if (!done.isEmpty())
            Q_EMIT noticed(done);
    });
}

void OutboxPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return Q_EMIT backRequested();
    if (event->key() == Qt::Key_Delete && m_current.isValid())
        return act(m_current, &MessageActions::giveUp, tr("Discarded."));
    QWidget::keyPressEvent(event);
}

} // namespace desk::ui
