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
/// move who reads above: they wait behind a button. One bubble may be the current one, for the keyboard; in one, words may be selected.
/// Does not own what it is given. GUI thread.
class ChatView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    ChatView(ChatModel &model, ImageStore &images, VoicePlayer &voices, const Theme &theme, QWidget *parent = nullptr);

    void setViewer(UserId viewer);
    void scrollToEnd();
    /// To a message, which is loaded with what stands around it where it is not there.
    void scrollTo(MessageId message);
    [[nodiscard]] bool isAtEnd() const;
    /// The entry that the keyboard is on; -1: none.
    [[nodiscard]] int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    [[nodiscard]] const ChatModel &model() const { return m_model; }
    /// The first and the last that are seen now; {-1, -1}: nothing is.
    [[nodiscard]] std::pair<int, int> visibleRows() const;
    /// As it is laid out now; for tests and accessibility. Empty for a row that is not there.
    [[nodiscard]] QRect rectOf(int row);
    /// What stands there, in the coordinates of rectOf(); for tests.
    [[nodiscard]] const BubbleLayout &layoutOf(int row);
    /// Empty: nothing is selected.
    [[nodiscard]] QString selectedText() const;
    /// All words of a bubble.
    void selectAll(int row);
    /// What is selected, or else the words of the current bubble, to the clipboard.
    void copy();

Q_SIGNALS:
    void resendRequested(desk::MessageId message);
    void dismissRequested(desk::MessageId message);
    void detailRequested(desk::MessageId message);
    void imageRequested(desk::MessageId message);
    void saveRequested(desk::MessageId message);
    void openRequested(desk::MessageId message);
    void fetchRequested(desk::MessageId message);
    void replyRequested(desk::MessageId message);
    void linkRequested(const QString &address);
    void menuRequested(int row, const QPoint &globalPosition);
    /// Escape, with nothing left to give up here.
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
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
        friend bool operator==(const Hit &, const Hit &) = default;
    };
    /// Words that are selected: of one part of one entry.
    struct Selection
    {
        Hit place = {};
        int anchor = 0;
        int cursor = 0;
        QString text = {}; ///< of the whole part: when that changes, nothing is selected any more
    };
    void followModel();
    void showStart();
    void forget();
    void inserted(int first, int last);
    void relayOut(int row);
    void relayOutVoice(AttachmentId file);
    void updateOffsets(int from = 0); ///< what stands above is as it was
    void updateRange();
    [[nodiscard]] Anchor anchor() const;
    void restore(const Anchor &anchor);
    void settle();                        ///< lays out what is seen
    [[nodiscard]] int rowAt(int y) const; ///< y in the content
    [[nodiscard]] Hit hitAt(const QPoint &position);
    [[nodiscard]] QPointF inside(const Hit &hit, const QPoint &position);
    [[nodiscard]] QString linkAt(const Hit &hit, const QPoint &position);
    [[nodiscard]] Qt::CursorShape cursorFor(const Hit &hit, const QPoint &position);
    [[nodiscard]] BubblePainter::State stateOf(int row) const;
    void act(ChatAction action, const Hit &hit, const QString &link);
    void activate(int row);
    void clearSelection();
    void holdWave(const QPoint &position);
    bool voiceKey(int key);
    void placeButton();
    void loadMore();
    [[nodiscard]] QString toolTipOf(int row) const;

    ChatModel &m_model;
    ImageStore &m_images;
    VoicePlayer &m_voices;
    const Theme &m_theme;
    RefusalCatalogue m_refusals;
    BubbleLayouter m_layouter;
    BubblePainter m_painter;
    QList<int> m_heights;                                ///< negative: guessed
    QList<int> m_offsets;                                ///< one more than rows: the last is the whole height
    QHash<int, std::shared_ptr<BubbleLayout>> m_layouts; ///< of the rows around what is seen
    QPushButton *m_newButton;
    Hit m_over;
    Hit m_pressed;
    Selection m_selection;
    double m_seeking = -1; ///< where the pressed wave is held; negative: none is
    int m_current = -1;
    int m_unseen = 0;
    bool m_stickToEnd = true;
    bool m_settling = false;
};

} // namespace desk::ui
