#pragma once

#include "core/conversation/conversation.h"

namespace desk {

/// What one turn's text says, before any thought about where the dialogue stands.
struct Reading
{
    enum class Answer {
        None,
        Yes,   ///< "sí", "ya quedó"
        Agree, ///< "va", "sale", "ok": yes, or only "I will try"
        No,    ///< "no", "nel", "sigue igual"
        Later, ///< "ahora no", "todavía no", "al rato"
    };

    Slots facts;        ///< what was found; facts.refused stays empty
    QStringList stated; ///< slots said on purpose ("soy Ana", "perdón, es la 4521"): they replace an older value
    bool corrects = false;
    bool refusesAsked = false; ///< "no sé" to the question that was asked
    Answer answer = Answer::None;
    bool wantsHuman = false;
    bool asksStatus = false;
    bool newIssue = false;
    bool greets = false;
    bool onlyGreets = false;
    bool thanks = false;
    bool abuse = false;
    bool offTopic = false;
    QString language; ///< es, pt, en; empty when the text does not show it

    [[nodiscard]] bool foundAnything() const;
};

/// Understands what customers write. Implementations are pure: equal input, equal reading.
class SlotFiller
{
public:
    virtual ~SlotFiller() = default;

    /// @param text all messages of the turn, one a line.
    /// @param asked the slot of the last question, "steps", or empty.
    [[nodiscard]] virtual Reading read(const QString &text, const QString &asked) const = 0;
};

/// Rules for Mexican Spanish, with the basics of Portuguese and English. Accents and case do not matter.
class RuleSlotFiller : public SlotFiller
{
public:
    [[nodiscard]] Reading read(const QString &text, const QString &asked) const override;
};

} // namespace desk
