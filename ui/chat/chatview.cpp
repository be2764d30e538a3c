#include "ui/chat/chatview.h"

#include "ui/chat/accessiblechat.h"
#include "ui/theme/deskstyle.h"

#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int endTolerance = 24;
constexpr int lineStep = 40;
constexpr qsizetype mostLayouts = 400;

} // namespace

ChatView::ChatView(ChatModel &model, ImageStore &images, VoicePlayer &voices, const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent), m_model(model), m_images(images), m_voices(voices), m_theme(theme),
      m_layouter(theme, m_refusals, voices), m_painter(theme, images, voices), m_newButton(new QPushButton(viewport()))
{
    AccessibleChat::install();
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Conversation"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(lineStep);
    m_newButton->setIcon(m_theme.icon(u"arrow-down"_s));
    m_newButton->hide();
    connect(m_newButton, &QPushButton::clicked, this, &ChatView::scrollToEnd);
    connect(&m_images, &ImageStore::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&m_theme, &Theme::changed, this, &ChatView::forget);
    connect(&m_voices, &VoicePlayer::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&m_voices, &VoicePlayer::outlineChanged, this, &ChatView::relayOutVoice);
    followModel();
}

void ChatView::followModel()
{
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ChatView::showStart);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { inserted(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_heights.remove(first, last - first + 1);
        m_current = -1;
        clearSelection();
        forget();
        AccessibleChat::rowsChanged(*this);
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first) { relayOut(first.row()); });
    connect(&m_model, &ChatModel::messageArrived, this, [this] {
        if (m_stickToEnd)
            return;
        ++m_unseen;
        placeButton();
    });
}

void ChatView::showStart()
{
    m_heights = QList<int>(m_model.rowCount(), -1);
    m_current = -1;
    m_pressed = {};
    m_seeking = -1;
    clearSelection();
    if (m_model.start() != ChatModel::Start::Message)
        m_unseen = 0;
    m_stickToEnd = true;
    forget();
    int row = -1;
    if (m_model.start() == ChatModel::Start::Message)
        row = m_model.rowOf(m_model.startMessage());
    else if (m_model.start() == ChatModel::Start::Unread)
        row = m_model.firstUnread(); // what is new is read from its beginning
    if (row > 0 || m_model.hasNewer()) {
        m_stickToEnd = false;
        const int from = viewport()->height() / 4;
        restore({row, from});
        settle();
        restore({row, from});
        settle();
        if (m_model.start() == ChatModel::Start::Message)
            setCurrentRow(row);
    }
    AccessibleChat::rowsChanged(*this);
}

void ChatView::relayOut(int row)
{
    if (row < 0 || row >= m_heights.size())
        return;
    const Anchor kept = anchor();
    m_layouts.remove(row);
    m_heights[row] = -1;
    updateOffsets();
    restore(kept);
    settle();
    viewport()->update();
}

void ChatView::setViewer(UserId viewer)
{
    m_layouter.setViewer(viewer);
    forget();
}

void ChatView::forget()
{
    m_layouts.clear();
    m_over = {};
    for (int &height : m_heights)
        height = -1;
    const Anchor kept = anchor();
    updateOffsets();
    restore(kept);
    settle();
    viewport()->update();
}

void ChatView::inserted(int first, int last)
{
    const Anchor kept = anchor();
    m_heights.insert(first, last - first + 1, -1);
    // Rows have moved: what is laid out moves with them.
    QHash<int, std::shared_ptr<BubbleLayout>> moved;
    for (auto one = m_layouts.cbegin(); one != m_layouts.cend(); ++one)
        moved.insert(one.key() < first ? one.key() : one.key() + last - first + 1, one.value());
    m_layouts = moved;
    // The neighbours may begin another run or day now, and the last one has room below it.
    for (const int neighbour : {first - 1, last + 1}) {
        if (neighbour >= 0 && neighbour < m_heights.size()) {
            m_layouts.remove(neighbour);
            m_heights[neighbour] = -1;
        }
    }
    for (int *row : {&m_current, &m_selection.place.row, &m_pressed.row}) {
        if (*row >= first)
            *row += last - first + 1;
    }
    updateOffsets();
    restore(kept.row >= first && !m_stickToEnd ? Anchor{kept.row + last - first + 1, kept.offset} : kept);
    settle();
    viewport()->update();
    if (last + 1 < m_heights.size())
        AccessibleChat::rowsChanged(*this); // those behind stand for others now
}

void ChatView::updateOffsets(int from)
{
    const BubbleLayouter::Guess guess = m_layouter.guessAt(viewport()->width());
    m_offsets.resize(m_heights.size() + 1);
    // Plain arrays: a long conversation goes through here with every screen that is new.
    int *heights = m_heights.data();
    int *offsets = m_offsets.data();
    const int count = int(m_heights.size());
    int y = from > 0 ? offsets[from] : 0;
    for (int row = from; row < count; ++row) {
        offsets[row] = y;
        if (heights[row] == -1)
            heights[row] = -qMax(2, guess.heightOf(m_model.at(row)));
        y += std::abs(heights[row]);
    }
    offsets[count] = y;
    updateRange();
}

void ChatView::updateRange()
{
    const QSignalBlocker quiet(verticalScrollBar());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, qMax(0, (m_offsets.isEmpty() ? 0 : m_offsets.last()) - viewport()->height()));
}

int ChatView::rowAt(int y) const
{
    if (m_heights.isEmpty())
        return -1;
    const auto after = std::upper_bound(m_offsets.cbegin(), m_offsets.cend(), y);
    return qBound(0, int(after - m_offsets.cbegin()) - 1, int(m_heights.size()) - 1);
}

ChatView::Anchor ChatView::anchor() const
{
    const int top = verticalScrollBar()->value();
    const int row = m_offsets.size() == m_heights.size() + 1 ? rowAt(top) : -1;
    return row < 0 ? Anchor{} : Anchor{row, m_offsets.at(row) - top};
}

void ChatView::restore(const Anchor &kept)
{
    const QSignalBlocker quiet(verticalScrollBar());
    if (m_stickToEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (kept.row >= 0 && kept.row < m_heights.size())
        verticalScrollBar()->setValue(m_offsets.at(kept.row) - kept.offset);
}

void ChatView::settle()
{
    if (m_settling || m_heights.isEmpty() || viewport()->width() < 100)
        return;
    m_settling = true;
    // Each round knows more; a screen of messages is settled after two or three.
    for (int round = 0; round < 8; ++round) {
        const Anchor kept = anchor();
        const int top = verticalScrollBar()->value();
        const int first = rowAt(top);
        const int last = rowAt(top + viewport()->height());
        int learned = -1;
        for (int row = first; row <= last; ++row) {
            if (m_heights.at(row) > 0 && m_layouts.contains(row))
                continue;
            const int height = layoutOf(row).height;
            if (learned < 0 && height != std::abs(m_heights.at(row)))
                learned = row;
            m_heights[row] = height;
        }
        if (learned < 0)
            break;
        updateOffsets(learned);
        restore(kept);
    }
    m_settling = false;
    if (m_layouts.size() > mostLayouts) {
        const int first = rowAt(verticalScrollBar()->value());
        m_layouts.removeIf([first](const auto &one) { return std::abs(one.key() - first) > int(mostLayouts) / 4; });
    }
    placeButton();
    loadMore();
}

void ChatView::loadMore()
{
    const int room = 2 * viewport()->height();
    if (m_model.hasOlder() && verticalScrollBar()->value() < room)
        m_model.loadOlder();
    if (m_model.hasNewer() && verticalScrollBar()->value() > verticalScrollBar()->maximum() - room)
        m_model.loadNewer();
}

const BubbleLayout &ChatView::layoutOf(int row)
{
    auto &layout = m_layouts[row];
    if (!layout)
        layout = std::make_shared<BubbleLayout>(m_layouter.layOut(m_model, row, viewport()->width()));
    return *layout;
}

QRect ChatView::rectOf(int row)
{
    settle();
    if (row < 0 || row >= m_heights.size())
        return {};
    return {0, m_offsets.at(row) - verticalScrollBar()->value(), viewport()->width(), std::abs(m_heights.at(row))};
}

void ChatView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(Token::Canvas));
    if (m_heights.isEmpty())
        return;
    const int top = verticalScrollBar()->value();
    for (int row = rowAt(top + event->rect().top()); row < m_heights.size(); ++row) {
        const int y = m_offsets.at(row) - top;
        if (y > event->rect().bottom())
            break;
        const BubbleLayout &layout = layoutOf(row);
        m_painter.paint(painter, layout, QPointF(0, y), stateOf(row));
        if (row == m_current && hasFocus()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(m_theme.color(Token::Focus), 2));
            painter.setBrush(Qt::NoBrush);
            const QRectF ring = layout.bubble.isEmpty() ? QRectF(8, y + 2, viewport()->width() - 16, layout.height - 3)
                                                        : layout.bubble.translated(0, y).adjusted(-2, -2, 2, 2);
            painter.drawRoundedRect(ring, bubbleRadius, bubbleRadius);
        }
    }
}

void ChatView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->oldSize().width() == event->size().width()) {
        const Anchor kept = anchor();
        updateRange();
        restore(kept);
        settle();
    } else {
        forget();
    }
}

void ChatView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    m_stickToEnd = isAtEnd();
    if (m_stickToEnd)
        m_unseen = 0;
    settle();
    viewport()->update();
}

bool ChatView::isAtEnd() const
{
    return !m_model.hasNewer() && verticalScrollBar()->value() >= verticalScrollBar()->maximum() - endTolerance;
}

void ChatView::scrollToEnd()
{
    if (m_model.hasNewer())
        return m_model.openEnd(); // and showStart() goes on
    m_stickToEnd = true;
    m_unseen = 0;
    restore({});
    settle();
    restore({});
    placeButton();
    viewport()->update();
}

void ChatView::scrollTo(MessageId message)
{
    const int row = m_model.rowOf(message);
    if (row < 0)
        return m_model.openAt(message); // and showStart() goes on
    m_stickToEnd = false;
    restore({row, viewport()->height() / 3});
    settle();
    restore({row, viewport()->height() / 3});
    setCurrentRow(row);
    viewport()->update();
}

void ChatView::setCurrentRow(int row)
{
    m_current = row >= 0 && row < m_heights.size() ? row : -1;
    if (m_current >= 0) {
        const QRect place = rectOf(m_current);
        if (place.top() < 0)
            verticalScrollBar()->setValue(verticalScrollBar()->value() + place.top());
        else if (place.bottom() > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value()
                                          + std::min(place.bottom() - viewport()->height(), place.top()));
        AccessibleChat::focusMoved(*this, m_current);
    }
    viewport()->update();
}

std::pair<int, int> ChatView::visibleRows() const
{
    if (m_heights.isEmpty())
        return {-1, -1};
    const int top = verticalScrollBar()->value();
    return {rowAt(top), rowAt(top + viewport()->height() - 1)};
}

void ChatView::relayOutVoice(AttachmentId file)
{
    // The same file may have come in several messages.
    for (int row = 0; row < m_heights.size(); ++row) {
        const ChatEntry &entry = m_model.at(row);
        if (entry.kind == ChatEntry::Kind::Message && entry.message.file && entry.message.file->id == file)
            relayOut(row);
    }
}

BubblePainter::State ChatView::stateOf(int row) const
{
    BubblePainter::State state;
    if (m_over.row == row)
        state.over = m_over.part;
    if (m_selection.place.row == row) {
        state.selected = m_selection.place.part;
        state.begin = std::min(m_selection.anchor, m_selection.cursor);
        state.length = std::abs(m_selection.cursor - m_selection.anchor);
    }
    if (m_pressed.row == row)
        state.seeking = m_seeking;
    return state;
}

void ChatView::placeButton()
{
    const bool wanted = !m_heights.isEmpty() && !isAtEnd();
    m_newButton->setVisible(wanted);
    if (!wanted)
        return;
    m_newButton->setText(m_unseen > 0 ? tr("%n new message(s)", nullptr, m_unseen) : tr("To the end"));
    m_newButton->adjustSize();
    m_newButton->move((viewport()->width() - m_newButton->width()) / 2,
                      viewport()->height() - m_newButton->height() - 10);
}

} // namespace desk::ui
