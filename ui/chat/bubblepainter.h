#pragma once

#include "ui/chat/bubblelayout.h"
#include "ui/chat/imagestore.h"

namespace desk::ui {

/// Paints what BubbleLayouter laid out. Does not own what it is given.
class BubblePainter
{
public:
    BubblePainter(const Theme &theme, ImageStore &images) : m_theme(theme), m_images(images) { }

    /// @param origin where the entry's top left corner is. @param over the part under the pointer; -1: none.
    void paint(QPainter &painter, const BubbleLayout &layout, const QPointF &origin, int over) const;

private:
    void paintBox(QPainter &painter, const BubblePart &part) const;
    void paintImage(QPainter &painter, const BubblePart &part) const;
    void paintButton(QPainter &painter, const BubblePart &part, bool over) const;

    const Theme &m_theme;
    ImageStore &m_images;
};

} // namespace desk::ui
