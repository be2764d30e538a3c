#pragma once

#include "core/messaging/refusalcatalogue.h"
#include "ui/chat/chatmodel.h"
#include "ui/theme/theme.h"

#include <QTextLayout>

#include <memory>

namespace desk::ui {

/// What a click on a part of a bubble asks for.
enum class ChatAction { None, Resend, Dismiss, Detail, OpenImage, SaveFile, FetchFile, ShowQuoted, OpenLink };

/// One thing to paint, in the coordinates of its entry.
struct BubblePart
{
    enum class Kind { Box, Text, Icon, Image, Button };
    Kind kind = Kind::Box;
    QRectF rect = {};
    Token color = Token::Text;      ///< of text, icon or border
    std::optional<Token> fill = {}; ///< of a box or a button
    QString words = {};             ///< of a button; of an icon its name
    std::shared_ptr<const QTextLayout> text = {};
    AttachmentId image = {};
    ChatAction action = ChatAction::None;
    double stroke = 0;    ///< of an icon
    bool bordered = true; ///< of a box
    bool dashed = false;  ///< its border
    qreal radius = 0;
    qreal tailLeft = -1; ///< radius of the top left corner, where it differs
    qreal tailRight = -1;
    bool bold = false; ///< a button's one thing to do
};

/// How one entry of a conversation stands at a given width: its height and what is painted where.
struct BubbleLayout
{
    int height = 0;
    QRectF bubble = {}; ///< of a message or note
    QList<BubblePart> parts = {};
};

/// Lays out entries: measured once, painted often. All text is plain; nothing that a customer writes is markup.
/// Does not own what it is given. GUI thread.
class BubbleLayouter
{
public:
    BubbleLayouter(const Theme &theme, const RefusalCatalogue &refusals) : m_theme(theme), m_refusals(refusals) { }

    /// Whose words stand without a name.
    void setViewer(UserId viewer) { m_viewer = viewer; }
    [[nodiscard]] BubbleLayout layOut(const ChatModel &model, int row, int width) const;
    /// What is about right until it is laid out; for very many entries at once.
    struct Guess
    {
        int width = 0;
        int lineHeight = 0;
        int perLine = 1; ///< characters
        [[nodiscard]] int heightOf(const ChatEntry &entry) const;
    };
    [[nodiscard]] Guess guessAt(int width) const;

private:
    struct Column; ///< the rows of one bubble while they are stacked

    void addDay(BubbleLayout &layout, qint64 at, int width) const;
    void addUnread(BubbleLayout &layout, int width) const;
    void addEvent(BubbleLayout &layout, const AuditEntry &event, int width) const;
    void addNote(BubbleLayout &layout, const Note &note, int width) const;
    void addMessage(BubbleLayout &layout, const ThreadMessage &message, bool continues, int width) const;
    void addHeader(Column &column, const Message &message) const;
    void addQuote(Column &column, const ThreadMessage &message) const;
    void addContent(Column &column, const ThreadMessage &message) const;
    void addImage(Column &column, const ThreadMessage &message) const;
    void addFile(Column &column, const ThreadMessage &message) const;
    void addFooter(Column &column, const ThreadMessage &message) const;
    void addReactions(BubbleLayout &layout, const ThreadMessage &message) const;
    void addRefusal(BubbleLayout &layout, const Message &message, int width) const;
    [[nodiscard]] qreal addButton(BubbleLayout &layout, QPointF at, const QString &words, ChatAction action,
                                  std::optional<Token> fill) const;

    const Theme &m_theme;
    const RefusalCatalogue &m_refusals;
    UserId m_viewer;
};

} // namespace desk::ui
