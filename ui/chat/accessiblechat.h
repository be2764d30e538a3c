#pragma once

#include <QAccessibleWidget>
#include <QHash>

namespace desk::ui {

class ChatView;

/// The conversation for those who hear it: a list with one child for each bubble that is seen, and a sentence in each.
///
/// Bubbles are no widgets; a child stands for a row as long as that row is there. GUI thread.
class AccessibleChat : public QAccessibleWidget
{
public:
    explicit AccessibleChat(ChatView &view);
    ~AccessibleChat() override;
    AccessibleChat(const AccessibleChat &) = delete;
    AccessibleChat &operator=(const AccessibleChat &) = delete;

    /// Tells Qt how to make one; once is enough, more does no harm.
    static void install();
    /// The keyboard is on another row.
    static void focusMoved(ChatView &view, int row);
    /// All rows are others.
    static void rowsChanged(ChatView &view);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;

private:
    [[nodiscard]] QAccessibleInterface *ofRow(int row) const;
    [[nodiscard]] static AccessibleChat *of(ChatView &view);

    ChatView &m_view;
    mutable QHash<int, QAccessible::Id> m_rows;
};

} // namespace desk::ui
