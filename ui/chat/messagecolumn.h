#pragma once

#include "core/accounts/user.h"
#include "core/messaging/thread.h"
#include "ui/audio/voiceplayer.h"
#include "ui/chat/bubblepart.h"
#include "ui/theme/theme.h"

namespace desk::ui {

/// What stands inside the bubble of one message, row by row: author, quote, file, words, time and tick.
///
/// Its parts are relative to the bubble's left edge and top; one whose left is negative counts from the right edge of the content, which is
/// known at the end. Does not own what it is given.
class MessageColumn
{
public:
    /// @param limit of the content's width.
    MessageColumn(const Theme &theme, const VoicePlayer &voices, UserId viewer, qreal limit)
        : m_theme(theme), m_voices(voices), m_viewer(viewer), m_limit(limit)
    {
    }

    void addHeader(const Message &message);
    void addQuote(const ThreadMessage &message);
    /// @param earlier what it said before it was edited or taken back is shown.
    void addContent(const ThreadMessage &message, bool earlier);
    /// @param earlier as above.
    void addFooter(const ThreadMessage &message, bool earlier);

    [[nodiscard]] qreal width() const { return m_width; }
    [[nodiscard]] qreal height() const { return m_y; }
    [[nodiscard]] const QList<BubblePart> &parts() const { return m_parts; }

    /// Whether there is an earlier text to be shown.
    [[nodiscard]] static bool hasEarlier(const ThreadMessage &message);

private:
    void addText(const std::shared_ptr<QTextLayout> &text, Token color, qreal indent = 0);
    void addRule();
    void addImage(const ThreadMessage &message);
    void addFile(const ThreadMessage &message);
    void addVoice(const ThreadMessage &message);
    void addEarlier(const ThreadMessage &message);

    const Theme &m_theme;
    const VoicePlayer &m_voices;
    UserId m_viewer;
    qreal m_limit;
    qreal m_width = 0; ///< as used so far
    qreal m_y = bubbleAbove;
    QList<BubblePart> m_parts;
};

} // namespace desk::ui
