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

/// A language model as an adviser: it can fill slots, classify, and suggest steps; what happens is decided by the rules.
class Assistant
{
public:
    virtual ~Assistant() = default;
    /// Any error means: go on without it.
    [[nodiscard]] virtual QFuture<Result<AssistantAnswer>> ask(AssistantQuestion question) = 0;
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
