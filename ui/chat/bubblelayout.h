#pragma once

#include "core/messaging/refusalcatalogue.h"
#include "ui/audio/voiceplayer.h"
#include "ui/chat/bubblepart.h"
#include "ui/chat/chatmodel.h"
#include "ui/theme/theme.h"

namespace desk::ui {

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
    BubbleLayouter(const Theme &theme, const RefusalCatalogue &refusals, const VoicePlayer &voices)
        : m_theme(theme), m_refusals(refusals), m_voices(voices)
    {
    }

    /// Whose words stand without a name.
    void setViewer(UserId viewer) { m_viewer = viewer; }
    /// Shows what an edited or taken back message said before, or hides it again.
    void toggleEarlier(MessageId message);
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
    void addDay(BubbleLayout &layout, qint64 at, int width) const;
    void addUnread(BubbleLayout &layout, int width) const;
    void addEvent(BubbleLayout &layout, const AuditEntry &event, int width) const;
    void addNote(BubbleLayout &layout, const Note &note, int width) const;
    void addMessage(BubbleLayout &layout, const ThreadMessage &message, bool continues, int width) const;
    void addReactions(BubbleLayout &layout, const ThreadMessage &message) const;
    void addRefusal(BubbleLayout &layout, const Message &message, int width) const;
    [[nodiscard]] qreal addButton(BubbleLayout &layout, QPointF at, const QString &words, ChatAction action,
                                  std::optional<Token> fill) const;

    const Theme &m_theme;
    const RefusalCatalogue &m_refusals;
    const VoicePlayer &m_voices;
    UserId m_viewer;
    QSet<MessageId> m_earlier;
};

} // namespace desk::ui
