#pragma once

#include "ui/chat/bubblelayout.h"
#include "ui/chat/bubblepainter.h"
#include "ui/chat/imagestore.h"

#include <QAbstractScrollArea>
#include <QCache>

class QPushButton;

namespace desk::ui {

/// The conversation as bubbles: only what is seen is laid out, so that its length does not matter.
///
/// Heights of what has not been seen are guessed; whatever becomes known above keeps what is looked at in its place. New messages do not
/// move who reads above: they wait behind a button. Does not own what it is given. GUI thread.
class ChatView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    ChatView(ChatModel &model, ImageStore &images, const Theme &theme, QWidget *parent = nullptr);

    void setViewer(UserId viewer);
    void scrollToEnd();
    /// To a message that is loaded; else nothing.
    void scrollTo(MessageId message);
    [[nodiscard]] bool isAtEnd() const;
    /// The entry that the keyboard is on; -1: none.
    [[nodiscard]] int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    /// As it is laid out now; for tests and accessibility.
    [[nodiscard]] QRect rectOf(int row);

Q_SIGNALS:
    void resendRequested(desk::MessageId message);
    void dismissRequested(desk::MessageId message);
    void detailRequested(desk::MessageId message);
    void imageRequested(desk::MessageId message);
    void saveRequested(desk::MessageId message);
    void fetchRequested(desk::MessageId message);
    void replyRequested(desk::MessageId message);
    void linkRequested(const QString &address);
    void menuRequested(int row, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    /// What the view keeps to while heights become known.
    struct Anchor
    {
        int row = -1;
        int offset = 0; ///< of its top from the viewport's
    };
    struct Hit
    {
        int row = -1;
        int part = -1;
    };
    void forget();
    void inserted(int first, int last);
    void updateOffsets();
    void updateRange();
    [[nodiscard]] Anchor anchor() const;
    void restore(const Anchor &anchor);
    void settle(); ///< lays out what is seen
    [[nodiscard]] const BubbleLayout &layoutOf(int row);
    [[nodiscard]] int rowAt(int y) const; ///< y in the content
    [[nodiscard]] Hit hitAt(const QPoint &position);
    [[nodiscard]] QString linkAt(const Hit &hit, const QPoint &position);
    void act(ChatAction action, int row, const QString &link);
    void placeButton();
    void loadMore();

    ChatModel &m_model;
    ImageStore &m_images;
    const Theme &m_theme;
    RefusalCatalogue m_refusals;
    BubbleLayouter m_layouter;
    BubblePainter m_painter;
    QList<int> m_heights;                                ///< negative: guessed
    QList<int> m_offsets;                                ///< one more than rows: the last is the whole height
    QHash<int, std::shared_ptr<BubbleLayout>> m_layouts; ///< of the rows around what is seen
    QPushButton *m_newButton;
    Hit m_over;
    int m_current = -1;
    int m_unseen = 0;
    bool m_stickToEnd = true;
    bool m_settling = false;
};

} // namespace desk::ui
