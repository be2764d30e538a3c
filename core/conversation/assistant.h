#pragma once

#include "core/base/result.h"
#include "core/conversation/conversation.h"

#include <QFuture>

namespace desk {

struct AssistantQuestion
{
    QString text = {};  ///< the customer's words of this turn; hostile
    Slots known = {};   ///< what is known already
    QString asked = {}; ///< the slot that was asked last
    QString language = {};
    QStringList names = {};   ///< people's names that may stand in the text; a service outside must not see them
    QString assetNumber = {}; ///< what the rules take for the asset number in the text
};

/// What one of us wants words for. Whatever names a person in it is hidden before it leaves this machine.
struct WritingQuestion
{
    enum class Kind {
        Answer,   ///< the next message to the customer
        Improve,  ///< the draft, better said
        Diagnose, ///< what may be wrong, and what to try
    };
    Kind kind = Kind::Answer;
    QStringList conversation = {}; ///< the newest lines, oldest first, each after who said it; hostile
    QString draft = {};            ///< of Improve
    QString fault = {};
    QString equipmentType = {};
    QString category = {};
    QString language = {};
    QStringList names = {};
    QString assetNumber = {};
};
/// Not a word of it goes to anybody before a person has read it.
struct WritingAnswer
{
    QString text = {};      ///< of Diagnose one sentence
    QStringList steps = {}; ///< of Diagnose
    bool certain = false;   ///< of Diagnose: the model says so
};

/// A language model as an adviser: it can fill slots, classify, and suggest steps; what happens is decided by the rules.
class Assistant
{
public:
    virtual ~Assistant() = default;
    /// Any error means: go on without it.
    [[nodiscard]] virtual QFuture<Result<AssistantAnswer>> ask(AssistantQuestion question) = 0;
    /// Words for one of us. Protocol: it answered with something else.
    [[nodiscard]] virtual QFuture<Result<WritingAnswer>> write(WritingQuestion question) = 0;
};

/// How the last calls went. Times are UTC milliseconds; 0: never.
struct AssistantHealth
{
    bool configured = false;
    qint64 lastOkAt = 0;
    qint64 lastFailureAt = 0;
    QString lastFailure = {}; ///< name of the Errc
};

} // namespace desk
