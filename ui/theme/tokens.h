#pragma once

#include "core/messaging/deliverystate.h"
#include "core/tickets/ticketstatus.h"

#include <QColor>
#include <QList>
#include <QString>

#include <array>

namespace desk::ui {

/// The colours that there are, as in resources/design/tokens.json, where their values stand. No other colour is used anywhere.
enum class Token {
    Window,
    Surface,
    Raised,
    Sunken,
    Canvas,
    Hover,
    Line,
    LineStrong,
    Text,
    Text2,
    Text3,
    Accent,
    AccentFill,
    OnAccent,
    Select,
    Focus,
    New,
    NewBack,
    Work,
    WorkBack,
    Wait,
    WaitBack,
    Done,
    DoneBack,
    Off,
    OffBack,
    Danger,
    DangerBack,
    DangerFill,
    Read,
    BubbleIn,
    BubbleOut,
    BubbleBot,
    BubbleNote,
};
constexpr int tokenCount = int(Token::BubbleNote) + 1;

enum class Scheme { Light, Dark };

/// How a status or a state is shown, besides its words.
struct Look
{
    Token color = Token::Text3;
    Token back = Token::OffBack;
    QString icon = {};
    double stroke = 0; ///< of the icon on its grid of 24; 0: as its size wants it
};

/// The values of the design, read once from the resource.
class DesignTokens
{
public:
    DesignTokens();

    [[nodiscard]] QColor color(Token token, Scheme scheme) const;
    [[nodiscard]] static Look lookOf(TicketStatus status);
    /// Of outgoing messages; Received looks like nothing.
    [[nodiscard]] static Look lookOf(DeliveryState state);
    /// The name in the file.
    [[nodiscard]] static QString nameOf(Token token);

private:
    std::array<std::array<QColor, 2>, tokenCount> m_colors;
};

// Lengths in logical pixels, the same in the file. Those of rows and lines come from the font.
constexpr int controlHeight = 26;
constexpr int smallControlHeight = 22;
constexpr qreal controlRadius = 4;
constexpr qreal cardRadius = 6;
constexpr qreal bubbleRadius = 9;
constexpr qreal bubbleTail = 3; ///< the corner at the author
constexpr int panePadding = 12;

} // namespace desk::ui
