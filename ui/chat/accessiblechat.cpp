#include "ui/chat/accessiblechat.h"

#include "ui/chat/chatview.h"

namespace desk::ui {

namespace {

/// One bubble, for as long as its row is there.
class AccessibleBubble final : public QAccessibleInterface
{
public:
    AccessibleBubble(ChatView &view, int row) : m_view(view), m_row(row) { }

    [[nodiscard]] int row() const { return m_row; }
    [[nodiscard]] bool isValid() const override { return m_row < m_view.model().rowCount(); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(&m_view);
    }
    [[nodiscard]] QAccessibleInterface *child(int /*index*/) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface * /*child*/) const override { return -1; }
    [[nodiscard]] QAccessibleInterface *childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name || !isValid())
            return {};
        return ChatModel::sentenceOf(m_view.model().at(m_row));
    }
    void setText(QAccessible::Text /*kind*/, const QString & /*text*/) override { }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect place = m_view.rectOf(m_row);
        return {m_view.viewport()->mapToGlobal(place.topLeft()), place.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.readOnly = true;
        state.focused = m_view.hasFocus() && m_view.currentRow() == m_row;
        const QRect place = isValid() ? m_view.rectOf(m_row) : QRect();
        state.offscreen = !place.intersects(m_view.viewport()->rect());
        state.invalid = !isValid();
        return state;
    }

private:
    ChatView &m_view;
    int m_row;
};

QAccessibleInterface *makeAccessibleChat(const QString & /*className*/, QObject *object)
{
    auto *view = qobject_cast<ChatView *>(object);
    return view ? new AccessibleChat(*view) : nullptr;
}

} // namespace

AccessibleChat::AccessibleChat(ChatView &view) : QAccessibleWidget(&view, QAccessible::List), m_view(view) { }

AccessibleChat::~AccessibleChat()
{
    for (const QAccessible::Id id : std::as_const(m_rows))
        QAccessible::deleteAccessibleInterface(id);
}

void AccessibleChat::install()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessibleChat);
        return true;
    }();
    (void)installed;
}

AccessibleChat *AccessibleChat::of(ChatView &view)
{
    // Nobody listens, nothing is made.
    if (!QAccessible::isActive())
        return nullptr;
    return dynamic_cast<AccessibleChat *>(QAccessible::queryAccessibleInterface(&view));
}

void AccessibleChat::focusMoved(ChatView &view, int row)
{
    const AccessibleChat *chat = view.hasFocus() ? of(view) : nullptr;
    if (!chat)
        return;
    if (QAccessibleInterface *bubble = chat->ofRow(row)) {
        QAccessibleEvent event(bubble, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

void AccessibleChat::rowsChanged(ChatView &view)
{
    AccessibleChat *chat = of(view);
    if (!chat)
        return;
    for (const QAccessible::Id id : std::as_const(chat->m_rows))
        QAccessible::deleteAccessibleInterface(id);
    chat->m_rows.clear();
    QAccessibleEvent event(&view, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

QAccessibleInterface *AccessibleChat::ofRow(int row) const
{
    if (row < 0 || row >= m_view.model().rowCount())
        return nullptr;
    if (const auto known = m_rows.constFind(row); known != m_rows.cend())
        return QAccessible::accessibleInterface(*known);
    auto *bubble = new AccessibleBubble(m_view, row); // it belongs to Qt's cache from here on
    m_rows.insert(row, QAccessible::registerAccessibleInterface(bubble));
    return bubble;
}

int AccessibleChat::childCount() const
{
    const auto [first, last] = m_view.visibleRows();
    return first < 0 ? 0 : last - first + 1;
}

QAccessibleInterface *AccessibleChat::child(int index) const
{
    const int first = m_view.visibleRows().first;
    return index < 0 || index >= childCount() ? nullptr : ofRow(first + index);
}

int AccessibleChat::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *bubble = dynamic_cast<const AccessibleBubble *>(child);
    const int index = bubble ? bubble->row() - m_view.visibleRows().first : -1;
    return index < childCount() ? index : -1;
}

QAccessibleInterface *AccessibleChat::childAt(int x, int y) const
{
    const QPoint place = m_view.viewport()->mapFromGlobal(QPoint(x, y));
    const auto [first, last] = m_view.visibleRows();
    for (int row = first; row >= 0 && row <= last; ++row) {
        if (m_view.rectOf(row).contains(place))
            return ofRow(row);
    }
    return nullptr;
}

QAccessibleInterface *AccessibleChat::focusChild() const
{
    return m_view.hasFocus() ? ofRow(m_view.currentRow()) : nullptr;
}

} // namespace desk::ui
