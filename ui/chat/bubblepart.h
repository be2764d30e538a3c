#pragma once

#include "core/base/id.h"
#include "ui/theme/tokens.h"

#include <QRectF>
#include <QTextLayout>

#include <chrono>
#include <memory>
#include <optional>

namespace desk::ui {

// Measures that the parts of bubbles share, in logical pixels.
inline constexpr int chatMargin = 16;
inline constexpr int bubblePadding = 10;
inline constexpr int bubbleAbove = 6;
inline constexpr int photoWidth = 220;
inline constexpr int tickIcon = 14;
inline constexpr int fileIcon = 18;

/// What a click on a part of a bubble asks for.
enum class ChatAction {
    None,
    Resend,
    Dismiss,
    Detail,
    OpenImage,
    SaveFile,
    OpenFile,
    FetchFile,
    ShowQuoted,
    ShowEarlier,
    OpenLink,
    PlayVoice,
    SeekVoice,
    ChangeSpeed,
};

/// One thing to paint, in the coordinates of its entry.
struct BubblePart
{
    enum class Kind {
        Box,
        Text,
        Icon,
        Image,
        Button,
        VoiceButton, ///< these four show what the player does with their file, each time they are painted
        VoiceWave,
        VoiceTime,
        VoiceSpeed,
    };
    Kind kind = Kind::Box;
    QRectF rect = {};
    Token color = Token::Text;      ///< of text, icon or border
    std::optional<Token> fill = {}; ///< of a box or a button
    QString words = {};             ///< of a button; of an icon its name
    std::shared_ptr<const QTextLayout> text = {};
    AttachmentId file = {};         ///< of an image, and of what belongs to a voice note
    QByteArray wave = {};           ///< of a voice note, as its sender drew it: bars from 0 to 100
    std::chrono::seconds length{0}; ///< of a voice note, as far as it is known without playing it
    ChatAction action = ChatAction::None;
    double stroke = 0;    ///< of an icon
    bool bordered = true; ///< of a box
    bool dashed = false;  ///< its border
    qreal radius = 0;
    qreal tailLeft = -1; ///< radius of the top left corner, where it differs
    qreal tailRight = -1;
    bool bold = false;       ///< a button's one thing to do
    bool selectable = false; ///< words that somebody wrote
};

} // namespace desk::ui
