#include "ui/chat/accessiblechat.h"
#include "ui/chat/chatview.h"
#include "ui/chat/plaintext.h"
#include "ui/words.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Mouse and keyboard of ChatView: what is pointed at, selected, and done.
namespace desk::ui {

namespace {

constexpr auto voiceStep = 5s;

} // namespace

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

QPointF ChatView::inside(const Hit &hit, const QPoint &position)
{
    return QPointF(position.x(), position.y() + verticalScrollBar()->value() - m_offsets.at(hit.row))
        - layoutOf(hit.row).parts.at(hit.part).rect.topLeft();
}

QString ChatView::linkAt(const Hit &hit, const QPoint &position)
{
    if (hit.part < 0)
        return {};
    const auto text = layoutOf(hit.row).parts.at(hit.part).text;
    return text ? desk::ui::linkAt(*text, inside(hit, position)) : QString();
}

Qt::CursorShape ChatView::cursorFor(const Hit &hit, const QPoint &position)
{
    if (hit.part < 0)
        return Qt::ArrowCursor;
    const BubblePart &part = layoutOf(hit.row).parts.at(hit.part);
    if (part.action != ChatAction::None || !linkAt(hit, position).isEmpty())
        return Qt::PointingHandCursor;
    return part.selectable ? Qt::IBeamCursor : Qt::ArrowCursor;
}

void ChatView::clearSelection()
{
    if (m_selection.place.row >= 0)
        viewport()->update();
    m_selection = {};
}

QString ChatView::selectedText() const
{
    const auto layout = m_layouts.value(m_selection.place.row);
    const int part = m_selection.place.part;
    if (!layout || part < 0 || part >= layout->parts.size() || !layout->parts.at(part).text
        || layout->parts.at(part).text->text() != m_selection.text)
        return {};
    return textOf(*layout->parts.at(part).text, m_selection.anchor, m_selection.cursor);
}

void ChatView::selectAll(int row)
{
    clearSelection();
    if (row < 0 || row >= m_heights.size())
        return;
    const BubbleLayout &layout = layoutOf(row);
    for (int i = 0; i < layout.parts.size(); ++i) {
        if (!layout.parts.at(i).selectable)
            continue;
        const QString text = layout.parts.at(i).text->text();
        m_selection = {{row, i}, 0, int(text.size()), text};
        break;
    }
    viewport()->update();
}

void ChatView::copy()
{
    QString text = selectedText();
    if (text.isEmpty() && m_current >= 0)
        text = m_model.data(m_model.index(m_current), Qt::DisplayRole).toString();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void ChatView::holdWave(const QPoint &position)
{
    const QRectF wave = layoutOf(m_pressed.row).parts.at(m_pressed.part).rect;
    m_seeking = std::clamp((position.x() - wave.left()) / wave.width(), 0.0, 1.0);
    viewport()->update();
}

void ChatView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    clearSelection();
    m_pressed = hitAt(event->pos());
    if (m_pressed.row >= 0 && m_pressed.row != m_current)
        setCurrentRow(m_pressed.row);
    if (m_pressed.part < 0)
        return;
    const BubblePart &part = layoutOf(m_pressed.row).parts.at(m_pressed.part);
    if (part.action == ChatAction::SeekVoice)
        return holdWave(event->pos());
    if (part.selectable) {
        const int cursor = cursorAt(*part.text, inside(m_pressed, event->pos()));
        m_selection = {m_pressed, cursor, cursor, part.text->text()};
    }
}

void ChatView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton) {
        if (m_seeking >= 0)
            return holdWave(event->pos());
        if (m_selection.place.part >= 0 && m_selection.place == m_pressed) {
            const BubblePart &part = layoutOf(m_pressed.row).parts.at(m_pressed.part);
            if (part.text)
                m_selection.cursor = cursorAt(*part.text, inside(m_pressed, event->pos()));
            return viewport()->update();
        }
    }
    const Hit hit = hitAt(event->pos());
    viewport()->setCursor(cursorFor(hit, event->pos()));
    if (hit != m_over) {
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
    const Hit pressed = std::exchange(m_pressed, {});
    if (m_seeking >= 0) {
        const double to = std::exchange(m_seeking, -1);
        if (pressed.row >= 0)
            m_voices.seek(layoutOf(pressed.row).parts.at(pressed.part).file, to);
        return viewport()->update();
    }
    // What was pressed elsewhere, and what selected words, is no click.
    const Hit hit = hitAt(event->pos());
    if (hit.row < 0 || hit != pressed || m_selection.anchor != m_selection.cursor)
        return;
    const QString link = linkAt(hit, event->pos());
    const ChatAction action = !link.isEmpty() ? ChatAction::OpenLink
        : hit.part >= 0                       ? layoutOf(hit.row).parts.at(hit.part).action
                                              : ChatAction::None;
    act(action, hit, link);
}

void ChatView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Hit hit = hitAt(event->pos());
    if (hit.row < 0 || event->button() != Qt::LeftButton)
        return;
    const BubblePart *part = hit.part >= 0 ? &layoutOf(hit.row).parts.at(hit.part) : nullptr;
    if (part && part->selectable) {
        const auto [begin, end] = wordAt(*part->text, cursorAt(*part->text, inside(hit, event->pos())));
        m_selection = {hit, begin, end, part->text->text()};
        m_pressed = {};
        viewport()->update();
    } else if ((!part || part->action == ChatAction::None) && m_model.at(hit.row).kind == ChatEntry::Kind::Message) {
        Q_EMIT replyRequested(m_model.at(hit.row).message.message.id);
    }
}

void ChatView::act(ChatAction action, const Hit &hit, const QString &link)
{
    const ThreadMessage &message = m_model.at(hit.row).message;
    const MessageId id = message.message.id;
    const AttachmentId file = message.file ? message.file->id : AttachmentId{};
    switch (action) {
    case ChatAction::None:
    case ChatAction::SeekVoice:
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
    case ChatAction::OpenFile:
        return Q_EMIT openRequested(id);
    case ChatAction::FetchFile:
        return Q_EMIT fetchRequested(id);
    case ChatAction::ShowQuoted:
        return scrollTo(message.message.quotedId);
    case ChatAction::ShowEarlier:
        m_layouter.toggleEarlier(id);
        clearSelection();
        return relayOut(hit.row);
    case ChatAction::OpenLink:
        return Q_EMIT linkRequested(link);
    case ChatAction::PlayVoice:
        return m_voices.toggle(file);
    case ChatAction::ChangeSpeed:
        return m_voices.nextSpeed();
    }
}

void ChatView::activate(int row)
{
    // The first thing that can be done here; a quote only leads elsewhere.
    const BubbleLayout &layout = layoutOf(row);
    int quote = -1;
    for (int i = 0; i < layout.parts.size(); ++i) {
        const ChatAction action = layout.parts.at(i).action;
        if (action == ChatAction::ShowQuoted)
            quote = i;
        else if (action != ChatAction::None)
            return act(action, {row, i}, {});
    }
    if (quote >= 0)
        act(ChatAction::ShowQuoted, {row, quote}, {});
}

void ChatView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    if (keyboard && m_current < 0)
        setCurrentRow(int(m_heights.size()) - 1);
    const int row = keyboard ? m_current : hitAt(event->pos()).row;
    if (row < 0)
        return;
    const QPoint place = keyboard ? viewport()->mapToGlobal(rectOf(row).center()) : event->globalPos();
    Q_EMIT menuRequested(row, place);
}

/// Of the note that the keyboard is on.
bool ChatView::voiceKey(int key)
{
    if (m_current < 0)
        return false;
    const BubbleLayout &layout = layoutOf(m_current);
    const auto wave = std::find_if(layout.parts.cbegin(), layout.parts.cend(),
                                   [](const BubblePart &part) { return part.kind == BubblePart::Kind::VoiceWave; });
    if (wave == layout.parts.cend())
        return false;
    if (key == Qt::Key_Space)
        m_voices.toggle(wave->file);
    else if (m_voices.current() == wave->file)
        m_voices.step(key == Qt::Key_Left ? -voiceStep : voiceStep);
    return true;
}

void ChatView::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_heights.size()) - 1;
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll(m_current < 0 ? last : m_current);
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrentRow(m_current < 0 ? last : qMax(0, m_current - 1));
    case Qt::Key_Down:
        return setCurrentRow(m_current < 0 ? last : qMin(last, m_current + 1));
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QAbstractScrollArea::keyPressEvent(event);
        return setCurrentRow(event->key() == Qt::Key_PageUp ? visibleRows().first : visibleRows().second);
    case Qt::Key_End:
        setCurrentRow(last);
        return scrollToEnd();
    case Qt::Key_Home:
        return setCurrentRow(qMin(0, last));
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Space:
        if (!voiceKey(event->key()))
            QAbstractScrollArea::keyPressEvent(event);
        return;
    case Qt::Key_Escape:
        if (m_selection.place.row >= 0)
            return clearSelection();
        return Q_EMIT left();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            activate(m_current);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void ChatView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    // Whoever comes by keyboard stands somewhere: on the newest that is seen.
    const bool keyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    if (m_current < 0 && keyboard && !m_heights.isEmpty())
        setCurrentRow(visibleRows().second);
    else if (m_current >= 0)
        AccessibleChat::focusMoved(*this, m_current);
    viewport()->update();
}

QString ChatView::toolTipOf(int row) const
{
    const ChatEntry &entry = m_model.at(row);
    const Message &message = entry.message.message;
    QString text = Words::fullTime(entry.at);
    if (message.acceptedAt > 0 && message.direction == Direction::Out)
        text += u'\n' + tr("WhatsApp accepted it: %1").arg(Words::clockTime(message.acceptedAt));
    if (message.deliveredAt > 0)
        text += u'\n' + tr("On the phone: %1").arg(Words::clockTime(message.deliveredAt));
    if (message.readAt > 0 && message.direction == Direction::Out)
        text += u'\n' + tr("Read: %1").arg(Words::clockTime(message.readAt));
    for (const Message &action : entry.message.actions) {
        if (action.kind == "reaction"_L1 && !action.text.isEmpty() && action.state != DeliveryState::Refused)
            text += u'\n' + action.text + u' ' + (action.author.name.isEmpty() ? tr("Customer") : action.author.name);
    }
    return text;
}

bool ChatView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Hit hit = hitAt(help->pos());
    QToolTip::showText(help->globalPos(), hit.row < 0 ? QString() : toolTipOf(hit.row), viewport());
    return true;
}

} // namespace desk::ui
