#include "ui/chat/chatview.h"

#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int endTolerance = 24;
constexpr int lineStep = 40;
constexpr qsizetype mostLayouts = 400;

} // namespace

ChatView::ChatView(ChatModel &model, ImageStore &images, const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent), m_model(model), m_images(images), m_theme(theme), m_layouter(theme, m_refusals),
      m_painter(theme, images), m_newButton(new QPushButton(viewport()))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Conversation"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(lineStep);
    m_newButton->setIcon(m_theme.icon(u"arrow-down"_s));
    m_newButton->hide();
    connect(m_newButton, &QPushButton::clicked, this, &ChatView::scrollToEnd);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_heights = QList<int>(m_model.rowCount(), -1);
        m_unseen = 0;
        m_current = -1;
        m_stickToEnd = true;
        forget();
        if (const int unread = m_model.firstUnread(); unread > 0) {
            // What is new is read from its beginning.
            m_stickToEnd = false;
            restore({unread, viewport()->height() / 4});
            settle();
        }
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { inserted(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_heights.remove(first, last - first + 1);
        m_current = -1;
        forget();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first) {
        const Anchor kept = anchor();
        m_layouts.remove(first.row());
        m_heights[first.row()] = -1;
        updateOffsets();
        restore(kept);
        settle();
        viewport()->update();
    });
    connect(&m_model, &ChatModel::messageArrived, this, [this] {
        if (m_stickToEnd)
            return;
        ++m_unseen;
        placeButton();
    });
    connect(&m_images, &ImageStore::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&m_theme, &Theme::changed, this, &ChatView::forget);
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
    if (m_current >= first)
        m_current += last - first + 1;
    updateOffsets();
    restore(kept.row >= first && !m_stickToEnd ? Anchor{kept.row + last - first + 1, kept.offset} : kept);
    settle();
    viewport()->update();
}

void ChatView::updateOffsets()
{
    const BubbleLayouter::Guess guess = m_layouter.guessAt(viewport()->width());
    m_offsets.resize(m_heights.size() + 1);
    int y = 0;
    for (int row = 0; row < m_heights.size(); ++row) {
        m_offsets[row] = y;
        if (m_heights.at(row) == -1)
            m_heights[row] = -qMax(2, guess.heightOf(m_model.at(row)));
        y += std::abs(m_heights.at(row));
    }
    m_offsets.last() = y;
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
        bool learned = false;
        for (int row = first; row <= last; ++row) {
            if (m_heights.at(row) > 0 && m_layouts.contains(row))
                continue;
            const int height = layoutOf(row).height;
            learned = learned || height != std::abs(m_heights.at(row));
            m_heights[row] = height;
        }
        if (!learned)
            break;
        updateOffsets();
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
    if (m_model.hasOlder() && verticalScrollBar()->value() < 2 * viewport()->height())
        m_model.loadOlder();
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
        m_painter.paint(painter, layout, QPointF(0, y), m_over.row == row ? m_over.part : -1);
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
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - endTolerance;
}

void ChatView::scrollToEnd()
{
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
        return;
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
        // The bubbles are no widgets: whoever listens hears the one that the keyboard is on.
        setAccessibleDescription(ChatModel::sentenceOf(m_model.at(m_current)));
        QAccessibleEvent spoken(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&spoken);
        const QRect place = rectOf(m_current);
        if (place.top() < 0)
            verticalScrollBar()->setValue(verticalScrollBar()->value() + place.top());
        else if (place.bottom() > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value() + place.bottom() - viewport()->height());
    }
    viewport()->update();
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

ChatView::Hit ChatView::hitAt(const QPoint &position)
{
    if (m_heights.isEmpty())
        return {};
    const int y = position.y() + verticalScrollBar()->value();
    if (y >= m_offsets.last())
        return {};
    const int row = rowAt(y);
    const QPointF inside(position.x(), y - m_offsets.at(row));
    const BubbleLayout &layout = layoutOf(row);
    for (int i = int(layout.parts.size()) - 1; i >= 0; --i) {
        const BubblePart &part = layout.parts.at(i);
        const bool target = part.action != ChatAction::None || part.kind == BubblePart::Kind::Text;
        if (target && part.rect.adjusted(-2, -2, 2, 2).contains(inside))
            return {row, i};
    }
    return {row, -1};
}

QString ChatView::linkAt(const Hit &hit, const QPoint &position)
{
    if (hit.part < 0)
        return {};
    const BubblePart &part = layoutOf(hit.row).parts.at(hit.part);
    if (!part.text || part.text->formats().isEmpty())
        return {};
    const QPointF inside = QPointF(position.x(), position.y() + verticalScrollBar()->value() - m_offsets.at(hit.row))
        - part.rect.topLeft();
    for (int i = 0; i < part.text->lineCount(); ++i) {
        const QTextLine line = part.text->lineAt(i);
        if (inside.y() < line.y() || inside.y() >= line.y() + line.height() || inside.x() > line.naturalTextWidth())
            continue;
        const int cursor = line.xToCursor(inside.x(), QTextLine::CursorOnCharacter);
        for (const auto &range : part.text->formats()) {
            if (cursor >= range.start && cursor < range.start + range.length)
                return range.format.property(QTextFormat::AnchorHref).toString();
        }
    }
    return {};
}

void ChatView::mouseMoveEvent(QMouseEvent *event)
{
    const Hit hit = hitAt(event->pos());
    const bool active = hit.part >= 0
        && (layoutOf(hit.row).parts.at(hit.part).action != ChatAction::None || !linkAt(hit, event->pos()).isEmpty());
    viewport()->setCursor(active ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (hit.row != m_over.row || hit.part != m_over.part) {
        m_over = hit;
        viewport()->update();
    }
}

void ChatView::leaveEvent(QEvent *event)
{
    m_over = {};
    viewport()->update();
    QAbstractScrollArea::leaveEvent(event);
}

void ChatView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Hit hit = hitAt(event->pos());
    if (hit.row < 0)
        return;
    const QString link = linkAt(hit, event->pos());
    const ChatAction action = !link.isEmpty() ? ChatAction::OpenLink
        : hit.part >= 0                       ? layoutOf(hit.row).parts.at(hit.part).action
                                              : ChatAction::None;
    act(action, hit.row, link);
}

void ChatView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Hit hit = hitAt(event->pos());
    if (hit.row >= 0 && m_model.at(hit.row).kind == ChatEntry::Kind::Message)
        Q_EMIT replyRequested(m_model.at(hit.row).message.message.id);
}

void ChatView::act(ChatAction action, int row, const QString &link)
{
    const MessageId id = m_model.at(row).message.message.id;
    switch (action) {
    case ChatAction::None:
        break;
    case ChatAction::Resend:
        return Q_EMIT resendRequested(id);
    case ChatAction::Dismiss:
        return Q_EMIT dismissRequested(id);
    case ChatAction::Detail:
        return Q_EMIT detailRequested(id);
    case ChatAction::OpenImage:
        return Q_EMIT imageRequested(id);
    case ChatAction::SaveFile:
        return Q_EMIT saveRequested(id);
    case ChatAction::FetchFile:
        return Q_EMIT fetchRequested(id);
    case ChatAction::ShowQuoted:
        return scrollTo(m_model.at(row).message.message.quotedId);
    case ChatAction::OpenLink:
        return Q_EMIT linkRequested(link);
    }
}

void ChatView::contextMenuEvent(QContextMenuEvent *event)
{
    const int row = event->reason() == QContextMenuEvent::Keyboard ? m_current : hitAt(event->pos()).row;
    if (row < 0)
        return;
    const QPoint place = event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(rectOf(row).center())
                                                                        : event->globalPos();
    Q_EMIT menuRequested(row, place);
}

void ChatView::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_heights.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrentRow(m_current < 0 ? last : qMax(0, m_current - 1));
    case Qt::Key_Down:
        return setCurrentRow(m_current < 0 ? last : qMin(last, m_current + 1));
    case Qt::Key_End:
        setCurrentRow(last);
        return scrollToEnd();
    case Qt::Key_Home:
        return setCurrentRow(0);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) {
            // The first thing that can be done here.
            for (const BubblePart &part : layoutOf(m_current).parts) {
                if (part.action != ChatAction::None)
                    return act(part.action, m_current, {});
            }
        }
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool ChatView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Hit hit = hitAt(help->pos());
    QString text;
    if (hit.row >= 0) {
        const ChatEntry &entry = m_model.at(hit.row);
        const Message &message = entry.message.message;
        text = Words::fullTime(entry.at);
        if (message.acceptedAt > 0 && message.direction == Direction::Out)
            text += u'\n' + tr("WhatsApp accepted it: %1").arg(Words::clockTime(message.acceptedAt));
        if (message.deliveredAt > 0)
            text += u'\n' + tr("On the phone: %1").arg(Words::clockTime(message.deliveredAt));
        if (message.readAt > 0 && message.direction == Direction::Out)
            text += u'\n' + tr("Read: %1").arg(Words::clockTime(message.readAt));
    }
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

} // namespace desk::ui
