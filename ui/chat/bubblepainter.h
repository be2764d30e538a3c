#pragma once

#include "ui/chat/bubblelayout.h"
#include "ui/chat/imagestore.h"

namespace desk::ui {

/// Paints what BubbleLayouter laid out. Does not own what it is given.
class BubblePainter
{
public:
    /// What of an entry is not as it was laid out.
    struct State
    {
        int over = -1;     ///< the part under the pointer; -1: none
        int selected = -1; ///< the part with selected text; -1: none
        int begin = 0;     ///< of the selection, in characters
        int length = 0;
        double seeking = -1; ///< where a wave is held, as a fraction of it; negative: nowhere
    };
    BubblePainter(const Theme &theme, ImageStore &images, const VoicePlayer &voices)
        : m_theme(theme), m_images(images), m_voices(voices)
    {
    }

    /// @param origin where the entry's top left corner is.
    void paint(QPainter &painter, const BubbleLayout &layout, const QPointF &origin, const State &state) const;

private:
    void paintText(QPainter &painter, const BubblePart &part, bool selected, const State &state) const;
    void paintVoiceButton(QPainter &painter, const BubblePart &part, bool over) const;
    void paintVoiceWave(QPainter &painter, const BubblePart &part, double seeking) const;
    void paintVoiceTime(QPainter &painter, const BubblePart &part, double seeking) const;
    void paintVoiceSpeed(QPainter &painter, const BubblePart &part, bool over) const;
    [[nodiscard]] std::chrono::milliseconds lengthOf(const BubblePart &part) const;
    void paintBox(QPainter &painter, const BubblePart &part) const;
    void paintImage(QPainter &painter, const BubblePart &part) const;
    void paintButton(QPainter &painter, const BubblePart &part, bool over) const;

    const Theme &m_theme;
    ImageStore &m_images;
    const VoicePlayer &m_voices;
};

} // namespace desk::ui
