#pragma once

#include "core/classification/classifier.h"
#include "core/classification/steplibrary.h"
#include "core/conversation/conversation.h"
#include "core/conversation/slotfiller.h"

namespace desk {

/// Times are milliseconds.
struct ConversationSettings
{
    qint64 reminderAfterMs = 30 * 60 * 1000LL;
    qint64 closeAfterMs = 24 * 60 * 60 * 1000LL;        ///< counted from the reminder
    qint64 correctionWindowMs = 30 * 60 * 1000LL;       ///< after a ticket was opened
    qint64 handOverEndsAfterMs = 12 * 60 * 60 * 1000LL; ///< silence after which the bot answers again
    bool assistantAvailable = false;
    bool formal = false; ///< usted
};

struct StepResult
{
    ConversationState state;
    QList<Action> actions; ///< in the order to carry out; at most one Say, after the ticket action it speaks of
};

/// The guided conversation: one turn in, the next state and what to do out. Pure: no clock, no storage, no network.
[[nodiscard]] StepResult step(const ConversationState &state, const Turn &turn, const ConversationSettings &settings,
                              const SlotFiller &filler, const Classifier &classifier, const StepLibrary &steps);

} // namespace desk
